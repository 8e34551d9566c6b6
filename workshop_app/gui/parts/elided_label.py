"""A line that gives way: where there is no room for all of it, it ends in an ellipsis.

A plain label cut by its neighbours stops in the middle of a letter, and nothing says
that there is more.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from workshop_app.gui import theme
from workshop_app.gui.parts.labels import LabelStyle, tip

_LEAST = 48


class ElidedLabel(QLabel):
    """Shows one line of plain text, as much of it as fits.

    `text()` is all of it, and so is what a screen reader says; the pointer resting
    on what was cut shows the whole.
    """

    def __init__(
        self, text: str = "", style: LabelStyle = "body", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", style)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def shown(self) -> str:
        """Return what there is room for."""
        return self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )

    def setText(self, text: str) -> None:
        """Show another line."""
        super().setText(text)
        self._tell_whole()

    def minimumSizeHint(self) -> QSize:
        """Return the room for a word or so; the rest gives way."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), theme.px(_LEAST)), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have more room, or less."""
        super().resizeEvent(event)
        self._tell_whole()

    def changeEvent(self, event: QEvent) -> None:
        """Have wider letters, or narrower ones."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._tell_whole()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what there is room for.

        The style would draw the same; asked for, it is made into a class of Python.
        """
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(
            self.contentsRect(),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            self.shown(),
        )
        painter.end()

    def _tell_whole(self) -> None:
        whole = self.text()
        self.setToolTip("" if self.shown() == whole else tip(whole))
