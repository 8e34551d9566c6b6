"""Whether the file that is open still lies where it was, looked at now and then.

Only a deed asks the store by itself; somebody who looks at a page would go on seeing
what another file held.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from workshop_app.errors import AppError

if TYPE_CHECKING:
    from workshop_app.store import Store

LOOKS_EVERY = 2_000
"""Milliseconds between two looks; each is one call of the system."""


class Opened(Protocol):
    """What the watch asks of the context."""

    @property
    def is_open(self) -> bool:
        """Whether a process is open."""

    @property
    def store(self) -> Store:
        """The process that is open."""


class Watch(QObject):
    """Tells what became of the file, always on the window's thread and never at once.

    Whoever reads may be the one for whom another file is taken up: they come first.
    """

    replaced = Signal()  # another file lies there, and the store goes on in it
    troubled = Signal(object)  # AppError: nothing can be read for now
    settled = Signal()  # it can be again
    _taken_up = Signal()

    def __init__(self, context: Opened, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._trouble: str | None = None  # as it was told; "" to tell it again
        self._timer = QTimer(self, interval=LOOKS_EVERY)
        self._timer.timeout.connect(self.look)
        self._taken_up.connect(self.replaced, Qt.ConnectionType.QueuedConnection)

    def follow(self, store: Store) -> None:
        """Look after another process from now on."""
        self.let_go()
        if "://" not in store.location:  # nobody puts a server in place of another
            store.on_taken_up(self._taken_up.emit)
            self._timer.start()

    def let_go(self) -> None:
        """Look after nothing: the process is closed."""
        self._timer.stop()
        self._trouble = None

    def look(self) -> None:
        """Look whether the file is still there, or what lies in its place is taken up.

        While there is trouble it is read, for that alone tells whether it is over.
        """
        if not self._context.is_open:
            return
        try:
            with self._context.store.read() as reader:
                if self._trouble is not None:
                    reader.last_at()
        except AppError as error:
            self.note(error)
        else:
            if self._trouble is not None:
                self._trouble = None
                self.settled.emit()

    def look_again(self) -> None:
        """Look because somebody asked, and say it again if nothing is better."""
        if self._trouble is not None:
            self._trouble = ""
        self.look()

    def note(self, error: AppError) -> None:
        """Hear that a page could not be read; each trouble is told once."""
        if str(error) != self._trouble:
            self._trouble = str(error)
            self.troubled.emit(error)
