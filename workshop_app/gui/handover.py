"""What is pressed while a window is made anew goes to the new one, key by key.

The system sends keys to the window that had them when they were pressed, and to nobody
once that one is gone and the next has not got them yet.  So the old one stays behind
the new one until that has the keys, and hands on what comes for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QWindow

    from workshop_app.gui.main_window import MainWindow

LONGEST_MS = 700
"""After that the old window goes, whoever has the keys: nobody may have given them."""

_KEYS = {QEvent.Type.KeyPress, QEvent.Type.KeyRelease}


class Handover(QObject):
    """Lives as long as both windows do.

    Args:
        old: The window that goes, shown until then; it does nothing any more.
        new: The one that takes its place, shown already.
        gone: Called when the old one is gone.
    """

    def __init__(
        self, old: MainWindow, new: MainWindow, gone: Callable[[], object]
    ) -> None:
        super().__init__(new)
        self._old: MainWindow | None = old
        self._new = new
        self._gone = gone
        self._handle: QWindow = old.windowHandle()
        self._handle.installEventFilter(self)
        old.setEnabled(False)  # its shortcuts would still be its own
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._look)
        self._end_soon = QTimer(self, singleShot=True, interval=0)
        self._end_soon.timeout.connect(self._end)
        QTimer.singleShot(LONGEST_MS, self, self._end)
        new.activateWindow()  # or nobody has the keys when the old one is gone
        self._look(QGuiApplication.focusWindow())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KEYS or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if not (event.type() == QEvent.Type.KeyPress and self._start(event)):
            QCoreApplication.sendEvent(self._new.windowHandle(), event.clone())
        return True

    def _start(self, event: QKeyEvent) -> bool:
        """Do what the keys are a shortcut of: what is handed on is not looked at so."""
        panel = self._new.panel
        keys = QKeySequence(event.keyCombination())
        for action in (*(panel.actions() if panel else ()), *self._new.actions()):
            if action.shortcut() == keys:
                action.trigger()
                return True
        return False

    def _look(self, window: QWindow | None) -> None:
        if self._old is not None and window is self._new.windowHandle():
            self._end_soon.start()  # what was pressed before comes first

    def _end(self) -> None:
        old, self._old = self._old, None
        if old is not None:
            self._handle.removeEventFilter(self)
            old.hide()
            old.deleteLater()
            self._gone()
            self.deleteLater()
