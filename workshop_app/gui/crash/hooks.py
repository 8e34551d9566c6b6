"""Everything that nobody caught comes here: slots, paint events, workers, hooks.

PySide prints an exception of a slot or a paint event and goes on; nobody at a table
would see that.  Here it is written to the log, without personal data, and said.
"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from workshop_app import logs
from workshop_app.errors import AppError

if TYPE_CHECKING:
    from types import TracebackType


class CrashHooks(QObject):
    """Takes over Python's three hooks while it lives.

    `crashed` comes once the event loop is back, never from inside a paint event, and
    not again for the same place in the code: a window that cannot be painted would
    ask to be painted for ever.
    """

    crashed = Signal(str)  # the detail, without personal data
    refused = Signal(object)  # AppError that may pass: the file is gone for now
    _caught = Signal(str)
    _not_now = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: set[str] = set()
        self._caught.connect(self.crashed, Qt.ConnectionType.QueuedConnection)
        self._not_now.connect(self.refused, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks."""
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__

    def note(self, error: BaseException) -> None:
        """Write a failure down and say it, if it was not said before.

        A stick that was pulled out is no failure of the program, whoever was reading.
        """
        if isinstance(error, AppError) and error.passing:
            self._not_now.emit(error)
            return
        logs.report_crash(error)
        detail = "\n".join(logs.crash_lines(error))
        if detail not in self._told:
            self._told.add(detail)
            if sys.stderr is not None:  # there is none under Windows' pythonw
                sys.stderr.write(f"{detail}\n")
            self._caught.emit(detail)

    def _on_error(
        self,
        kind: type[BaseException],
        error: BaseException,
        _trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, error.__traceback__)
            return
        self.note(error)

    def _on_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self.note(told.exc_value)

    def _on_unraisable(self, told: sys.UnraisableHookArgs) -> None:
        if told.exc_value is not None:
            self.note(told.exc_value)
