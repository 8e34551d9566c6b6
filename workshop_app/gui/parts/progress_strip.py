"""A bar in place for what takes longer than a blink, with the way to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from workshop_app.gui import theme
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.labels import label
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from workshop_app.gui.parts.tasks import Task

PATIENCE_MS = 300


class ProgressStrip(QFrame):
    """Says what is under way and how far; hidden while nothing is.

    What is over within `PATIENCE_MS` never shows, so that nothing flickers.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "strip")
        self._task: Task | None = None
        self._what = ""
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._text = label("", "muted")
        self._cancel = button(tr("Cancel"), kind="ghost", icon="close")
        self._cancel.clicked.connect(self._stop)
        self._wait = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._wait.timeout.connect(self.show)
        row = QHBoxLayout()
        row.addWidget(self._text, 1)
        row.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(6))
        column.setSpacing(theme.px(4))
        column.addWidget(self._bar)
        column.addLayout(row)
        self.hide()

    def follow(self, task: Task, text: str) -> None:
        """Show how far a task is until it ends.

        Args:
            task: What to follow; the one followed before is let go, not stopped.
            text: What is being done, as "Writing the letters".
        """
        self._let_go()
        self._task, self._what = task, text
        self._cancel.setEnabled(True)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(text)
        self._text.setText(text)
        task.progressed.connect(self._move)
        task.finished.connect(self._end)
        self._wait.start()

    @Slot(int, int)
    def _move(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if total and self._cancel.isEnabled():
            self._text.setText(
                tr(
                    "{what} · {done} of {total}",
                    what=self._what,
                    done=done,
                    total=total,
                )
            )

    def _stop(self) -> None:
        if self._task is not None:
            self._cancel.setEnabled(False)
            self._text.setText(tr("Stopping…"))
            self._task.cancel()

    @Slot()
    def _end(self) -> None:
        self._let_go()
        self.hide()

    def _let_go(self) -> None:
        self._wait.stop()
        if self._task is not None:
            self._task.progressed.disconnect(self._move)
            self._task.finished.disconnect(self._end)
            self._task = None
