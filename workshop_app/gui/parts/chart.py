"""What every chart has: it is read aloud, follows the theme and measures words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

_THEME_CHANGES = (
    QEvent.Type.FontChange,
    QEvent.Type.PaletteChange,
    QEvent.Type.StyleChange,
)


class Chart(QWidget):
    """A picture of numbers that also says them in a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(self.hasHeightForWidth())
        self.setSizePolicy(policy)

    def say(self, name: str, sentence: str) -> None:
        """Give assistive technology the numbers, and have the picture drawn anew."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(sentence)
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when letters or colours change."""
        if event.type() in _THEME_CHANGES:
            self.updateGeometry()
            self.update()
        super().changeEvent(event)


def smooth_painter(widget: QWidget) -> QPainter:
    """Return a painter on `widget` with antialiasing, to be used in a `with`."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def advance(font: QFont, words: str) -> float:
    """Return how wide `words` are."""
    return QFontMetricsF(font).horizontalAdvance(words)


def line_height(font: QFont) -> float:
    """Return how high a line is, in whole pixels."""
    return float(math.ceil(QFontMetricsF(font).height()))


def wrapped_height(font: QFont, words: str, width: float) -> float:
    """Return how high `words` are when wrapped within `width`."""
    if not words:
        return 0.0
    room = QRectF(0, 0, max(width, 1.0), 10_000)
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
    return math.ceil(QFontMetricsF(font).boundingRect(room, flags, words).height())


def write(
    painter: QPainter,
    rect: QRectF,
    words: str,
    *,
    font: QFont,
    ink: str,
    align: Qt.AlignmentFlag | Qt.TextFlag | int = Qt.AlignmentFlag.AlignCenter,
) -> None:
    """Write `words` in `rect`."""
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(rect, int(align), words)
