"""The count of a ballot: a bar for each answer, and the line of the majority."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPen

from workshop_app.gui import theme
from workshop_app.gui.parts.chart import (
    Chart,
    advance,
    line_height,
    smooth_painter,
    wrapped_height,
    write,
)
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter, QPaintEvent
    from PySide6.QtWidgets import QWidget

Tone = Literal["yes", "no", "abst"]

_LABEL_SIZE = 13
_NUMBER_SIZE = 20
_FOOT_SIZE = 11
_BAR_HEIGHT = 22
_ROW_GAP = 10
_SPACING = 10
_WIDEST_LABEL = 0.42
"""Of the whole width; longer labels stand above their bars."""
_LABEL = (
    Qt.AlignmentFlag.AlignLeft
    | Qt.AlignmentFlag.AlignVCenter
    | Qt.TextFlag.TextWordWrap
)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter


class VoteBars(Chart):
    """Votes by answer, against all who may vote."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, Tone, int]] = []
        self._of = 0
        self._needed: int | None = None
        self._foot = ""
        self.show_votes([], of=0, needed=None, needed_text="")

    def show_votes(
        self,
        rows: Sequence[tuple[str, Tone, int]],
        of: int,
        needed: int | None,
        needed_text: str,
    ) -> None:
        """Show a count.

        Args:
            rows: Label, colour and number of each answer, from the top.
            of: What a full bar stands for: how many may vote.
            needed: Where the line of the majority stands; none before it is known.
            needed_text: What the line means, as "simple majority: 33".
        """
        self._rows = list(rows)
        self._of = of
        self._needed = needed
        self._foot = needed_text
        self.say(tr("Votes"), self._spoken())

    def hasHeightForWidth(self) -> bool:
        """Let labels go above their bars, and the foot wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows and the foot."""
        rows = self._row_height(width) * len(self._rows)
        foot = wrapped_height(theme.font(_FOOT_SIZE), self._foot, width)
        return int(rows + foot) + theme.px(4)

    def sizeHint(self) -> QSize:
        """Ask for the width of a side column."""
        width = theme.px(300)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Give way to a narrow column."""
        width = theme.px(180)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rows, the line through them and what it means."""
        with smooth_painter(self) as painter:
            height = self._row_height(self.width())
            for index, row in enumerate(self._rows):
                self._draw_row(painter, row, index * height)
            self._draw_foot(painter, height * len(self._rows))

    def _row_height(self, width: float) -> float:
        bar = max(line_height(_number_font()), float(theme.px(_BAR_HEIGHT)))
        return bar + self._label_height(width) + theme.px(_ROW_GAP)

    def _label_height(self, width: float) -> float:
        """Return how much the highest label takes above its bar, if it stands there."""
        if not self._stacked(width):
            return 0.0
        font = _label_font()
        return max(wrapped_height(font, label, width) for label, _, _ in self._rows)

    def _stacked(self, width: float) -> bool:
        return self._label_width() > width * _WIDEST_LABEL

    def _label_width(self) -> float:
        font = _label_font()
        return max((advance(font, label) for label, _, _ in self._rows), default=0.0)

    def _tracks(self) -> tuple[float, float]:
        """Return where the bars begin and how long a full one is."""
        space = theme.px(_SPACING)
        numbers = [advance(_number_font(), str(value)) for _, _, value in self._rows]
        width = float(self.width())
        left = 0.0 if self._stacked(width) else self._label_width() + space
        return left, max(1.0, width - left - space - max(numbers, default=0.0))

    def _draw_row(
        self, painter: QPainter, row: tuple[str, Tone, int], top: float
    ) -> None:
        label, tone, value = row
        tokens = theme.tokens()
        left, length = self._tracks()
        above = self._label_height(self.width())
        high = self._row_height(self.width()) - theme.px(_ROW_GAP) - above
        spot = QRectF(0, top, self.width() if above else left, above or high)
        write(painter, spot, label, font=_label_font(), ink=tokens.text, align=_LABEL)
        top += above
        thick = theme.px(_BAR_HEIGHT)
        track = QRectF(left, top + (high - thick) / 2, length, thick)
        self._draw_bar(painter, track, value, getattr(tokens, tone))
        write(
            painter,
            QRectF(0, top, self.width(), high),
            str(value),
            font=_number_font(),
            ink=tokens.text,
            align=_RIGHT,
        )

    def _draw_bar(self, painter: QPainter, track: QRectF, value: int, ink: str) -> None:
        round_off = theme.px(5)
        painter.setPen(QPen(QColor(theme.tokens().border), 1))
        painter.setBrush(QColor(theme.tokens().track))
        painter.drawRoundedRect(track, round_off, round_off)
        if not value:
            return
        # One vote is seen among two thousand, and nothing leaves its track.
        share = min(value / self._of, 1.0) if self._of else 1.0
        filled = QRectF(track)
        filled.setWidth(max(track.width() * share, min(theme.px(8), track.width())))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink))
        painter.drawRoundedRect(filled, round_off, round_off)

    def _draw_foot(self, painter: QPainter, top: float) -> None:
        """Draw the line of the majority, and its words as near under it as fits."""
        tokens = theme.tokens()
        font = theme.font(_FOOT_SIZE, QFont.Weight.Medium)
        left, length = self._tracks()
        middle = left + length / 2
        if self._needed is not None and self._of:
            middle = left + length * min(self._needed / self._of, 1.0)
            pen = QPen(QColor(tokens.text), theme.px(1.6), Qt.PenStyle.DashLine)
            painter.setPen(pen)
            for start, end in self._line_parts(top):
                painter.drawLine(QPointF(middle, start), QPointF(middle, end))
        whole = float(self.width())
        words = min(advance(font, self._foot) + 2, whole)
        start = max(0.0, min(middle - words / 2, whole - words))
        spot = QRectF(start, top + theme.px(2), words, max(self.height() - top, 1.0))
        write(painter, spot, self._foot, font=font, ink=tokens.text2, align=_WRAPPED)

    def _line_parts(self, bottom: float) -> list[tuple[float, float]]:
        """Return from where to where the line goes, leaving out labels above bars."""
        above = self._label_height(self.width())
        if not above:
            return [(0, bottom)]
        height = self._row_height(self.width())
        tops = [index * height for index in range(len(self._rows))]
        return [(top + above, top + height - theme.px(4)) for top in tops]

    def _spoken(self) -> str:
        if not self._rows:
            return tr("No votes yet.")
        counts = ", ".join(f"{label}: {value}" for label, _, value in self._rows)
        said = tr("{counts}. May vote: {of}.", counts=counts, of=self._of)
        return f"{said} {self._foot}." if self._foot else said


def _label_font() -> QFont:
    return theme.font(_LABEL_SIZE, QFont.Weight.Medium)


def _number_font() -> QFont:
    return theme.font(_NUMBER_SIZE, QFont.Weight.Bold)
