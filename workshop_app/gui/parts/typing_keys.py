"""Keys that belong to the field while it has use for them, and to the window else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget


class UndoGoesOn(QObject):
    """Lets Ctrl+Z through to the window when the field has nothing to take back.

    A line edit claims the keys of undo and redo even when it has nothing to undo; at
    check-in, where the focus never leaves the field, the last arrival could then not
    be taken back.
    """

    def follow(self, application: QApplication) -> None:
        """Look at the keys of whichever field has the focus.

        A filter of the whole application would be called for every event there is:
        a fifth of the time it takes to start.
        """
        application.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QLineEdit | QPlainTextEdit):
            now.installEventFilter(self)  # again is as once

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse the key for a field that would do nothing with it."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(
            event, QKeyEvent
        ):
            return False
        undo = event.matches(QKeySequence.StandardKey.Undo)
        redo = event.matches(QKeySequence.StandardKey.Redo)
        if not (undo or redo):
            return False
        if isinstance(watched, QLineEdit):
            has = watched.isUndoAvailable() if undo else watched.isRedoAvailable()
        elif isinstance(watched, QPlainTextEdit):
            history = watched.document()
            has = history.isUndoAvailable() if undo else history.isRedoAvailable()
        else:
            return False
        if has:
            return False
        event.ignore()
        return True
