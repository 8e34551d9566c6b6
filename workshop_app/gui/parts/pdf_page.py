"""One page of a PDF on screen: white until its picture is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from workshop_app.gui import theme
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_PAPER = "#FFFFFF"
_INK = "#17212E"
_MOST_DOTS = 2100
"""Across a page; more would take too long to draw, and too much memory."""


class PdfPage(QWidget):
    """Asks for its picture when it comes into view, and reads out its words.

    Attributes:
        number: From 1.
        points: Width and height on paper, 72 an inch.
    """

    wanted = Signal(object)

    def __init__(self, number: int, pages: int, points: tuple[float, float]) -> None:
        super().__init__()
        self.number = number
        self.points = points
        self._picture = QPixmap()
        self._trouble = ""
        self.setAccessibleName(tr("Page {page} of {pages}", page=number, pages=pages))

    def set_scale(self, scale: float) -> None:
        """Take the size of the paper times `scale`."""
        width, height = self.points
        self.setFixedSize(round(width * scale), round(height * scale))

    def show_picture(self, picture: QPixmap, words: str) -> None:
        """Show the picture, and give the words to assistive technology."""
        self._picture = picture
        self._trouble = ""
        self.setAccessibleDescription(words)
        self.update()

    def show_trouble(self, sentence: str) -> None:
        """Say on the page why it has no picture."""
        self._trouble = sentence
        self.setAccessibleDescription(sentence)
        self.update()

    def forget_picture(self) -> None:
        """Be white again."""
        self._picture = QPixmap()

    def has_picture(self) -> bool:
        """Return whether there is a picture, sharp or not."""
        return not self._picture.isNull()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the paper and what there is of it, and ask for what is not."""
        if not self._trouble and not self._is_sharp():
            self.wanted.emit(self)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(_PAPER))
            if self.has_picture():
                self._draw_picture(painter)
            painter.setPen(QPen(QColor(theme.tokens().border), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
            if self._trouble:
                painter.setPen(QColor(_INK))
                painter.setFont(theme.font(13))
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(self.rect(), flags, self._trouble)

    def dots(self) -> int:
        """Return how many dots across its picture should have."""
        return min(round(self.width() * self.devicePixelRatioF()), _MOST_DOTS)

    def _is_sharp(self) -> bool:
        return self._picture.width() == self.dots()

    def _draw_picture(self, painter: QPainter) -> None:
        """Draw dot for dot, or stretched until the picture of this size is there."""
        if self._picture.width() == round(self.width() * self.devicePixelRatioF()):
            painter.drawPixmap(QPointF(0, 0), self._picture)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        source = QRectF(self._picture.rect())
        painter.drawPixmap(QRectF(self.rect()), self._picture, source)
