"""State and civil society on one bar, with the range agreed for their balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainterPath, QPen

from workshop_app.domain.vocabulary import Bloc
from workshop_app.figures.bars import percentages, segments
from workshop_app.gui import theme
from workshop_app.gui.parts.chart import (
    Chart,
    advance,
    line_height,
    smooth_painter,
    wrapped_height,
    write,
)
from workshop_app.gui.parts.seat_mark import bloc_color, draw_mark
from workshop_app.i18n import ntr, tr

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPaintEvent
    from PySide6.QtWidgets import QWidget

_NUMBER_SIZE = 22
_WORDS_SIZE = 12
_SENTENCE_SIZE = 11
_BAR_HEIGHT = 22
_BRACKET_HEIGHT = 8
_SPACING = 8
_MARK_SIZE = 10
_HATCH_STEP = 9
_LEAST_SEGMENT = 4
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter


class BalanceBar(Chart):
    """How State and civil society share the room.

    Only these two make up the bar, since the range is agreed between them; whoever
    else is there is counted in the sentence under it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers = (0, 0)
        self._band = (45, 55)
        self._sentence = ""
        self.show_numbers(0, 0)

    def show_numbers(
        self,
        state: int,
        civil: int,
        other: int = 0,
        band: tuple[int, int] = (45, 55),
        *,
        observers: int = 0,
    ) -> None:
        """Show the two numbers, and whoever else is there in words.

        Args:
            state: Of the State.
            civil: Of civil society.
            other: Of neither, with a vote.
            band: The least and the largest share agreed, in whole percent.
            observers: In the room without a vote.
        """
        self._numbers = (state, civil)
        self._band = band
        self._sentence = _sentence(other, observers, band)
        spoken = f"{_spoken_numbers(state, civil)} {self._sentence}."
        self.say(tr("Balance of the blocs"), spoken)

    def hasHeightForWidth(self) -> bool:
        """Let the sentence wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height with the sentence wrapped."""
        font = theme.font(_SENTENCE_SIZE)
        return int(self._sentence_top() + wrapped_height(font, self._sentence, width))

    def sizeHint(self) -> QSize:
        """Ask for the width of a side column."""
        width = theme.px(300)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Keep room for the two numbers with their percentages."""
        width = theme.px(180)
        return QSize(width, int(self._sentence_top()) + theme.px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw numbers, bar, bracket and sentence from the top."""
        with smooth_painter(self) as painter:
            self._write_heads(painter)
            bar = QRectF(0, self._bar_top(), self.width(), theme.px(_BAR_HEIGHT))
            self._draw_bar(painter, bar)
            self._draw_band(painter, bar)
            top = self._sentence_top()
            write(
                painter,
                QRectF(0, top, self.width(), max(self.height() - top, 1.0)),
                self._sentence,
                font=theme.font(_SENTENCE_SIZE),
                ink=theme.tokens().text2,
                align=_WRAPPED,
            )

    def _bar_top(self) -> float:
        number = line_height(theme.font(_NUMBER_SIZE, QFont.Weight.Bold))
        return number + theme.px(_SPACING)

    def _sentence_top(self) -> float:
        under = theme.px(_BAR_HEIGHT) + theme.px(_BRACKET_HEIGHT) + theme.px(4)
        return self._bar_top() + under

    def _write_heads(self, painter: QPainter) -> None:
        """Write each number at its end with mark and share towards the middle."""
        numbers = theme.font(_NUMBER_SIZE, QFont.Weight.Bold)
        state, civil = (str(number) for number in self._numbers)
        width = float(self.width())
        row = QRectF(0, 0, width, line_height(numbers))
        left, right = advance(numbers, state), advance(numbers, civil)
        inks = [bloc_color(one).name() for one in (Bloc.STATE, Bloc.CIVIL_SOCIETY)]
        write(painter, row, state, font=numbers, ink=inks[0], align=_LEFT)
        write(painter, row, civil, font=numbers, ink=inks[1], align=_RIGHT)
        space, mark = theme.px(_SPACING), theme.px(_MARK_SIZE)
        each = space + mark + space / 2
        room = width - left - right - 2 * each - 2 * space
        if room < 0:
            return
        marks = row.adjusted(left + space, 0, -right - space, 0)
        draw_mark(painter, Bloc.STATE, _squared(marks.left(), row, mark))
        draw_mark(
            painter, Bloc.CIVIL_SOCIETY, _squared(marks.right() - mark, row, mark)
        )
        words = theme.font(_WORDS_SIZE, QFont.Weight.Medium)
        said = self._words_within(words, room)
        inner = row.adjusted(left + each, 1, -right - each, 1)
        ink = theme.tokens().text2
        write(painter, inner, said[0], font=words, ink=ink, align=_LEFT)
        write(painter, inner, said[1], font=words, ink=ink, align=_RIGHT)

    def _words_within(self, font: QFont, room: float) -> tuple[str, str]:
        """Choose the longest words that leave a gap between the two sides."""
        for said in self._ways_to_say():
            if advance(font, said[0]) + advance(font, said[1]) <= room:
                return said
        return ("", "")

    def _ways_to_say(self) -> list[tuple[str, str]]:
        if not sum(self._numbers):
            return [
                (tr("State"), tr("Civil society")),
                (tr("State"), tr("Civil soc.")),
            ]
        state, civil = percentages(self._numbers)
        return [
            (
                tr("State · {share} %", share=state),
                tr("{share} % · Civil society", share=civil),
            ),
            (
                tr("State {share} %", share=state),
                tr("{share} % Civil soc.", share=civil),
            ),
            (tr("{share} %", share=state), tr("{share} %", share=civil)),
        ]

    def _draw_bar(self, painter: QPainter, bar: QRectF) -> None:
        tokens = theme.tokens()
        round_off = theme.px(6)
        shape = QPainterPath()
        shape.addRoundedRect(bar, round_off, round_off)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(bar, QColor(tokens.border))
        blocs = (Bloc.STATE, Bloc.CIVIL_SOCIETY)
        least = theme.px(_LEAST_SEGMENT)
        for part in segments(self._numbers, bar.width(), gap=2, least=least):
            piece = QRectF(part.start, bar.top(), part.width, bar.height())
            painter.fillRect(piece, bloc_color(blocs[part.index]))
            if blocs[part.index] is Bloc.CIVIL_SOCIETY:
                _hatch(painter, piece)
        painter.restore()

    def _draw_band(self, painter: QPainter, bar: QRectF) -> None:
        tokens = theme.tokens()
        reach = theme.px(_BRACKET_HEIGHT - 1)
        painter.setPen(QPen(QColor(tokens.text), theme.px(1.6)))
        half = bar.width() / 2
        painter.drawLine(
            QPointF(half, bar.top() - theme.px(4)), QPointF(half, bar.bottom() + reach)
        )
        painter.setPen(QPen(QColor(tokens.text2), theme.px(1.4)))
        left, right = (bar.width() * share / 100 for share in self._band)
        top, base = bar.bottom() + theme.px(2), bar.bottom() + reach
        painter.drawPolyline(
            [
                QPointF(left, top),
                QPointF(left, base),
                QPointF(right, base),
                QPointF(right, top),
            ]
        )


def _squared(left: float, row: QRectF, side: float) -> QRectF:
    return QRectF(left, row.center().y() - side / 2 + 1, side, side)


def _hatch(painter: QPainter, piece: QRectF) -> None:
    """Draw slanting lines, so that the bar reads in grey too."""
    line = QColor(theme.tokens().surface)
    line.setAlphaF(0.4)
    step = theme.px(_HATCH_STEP)
    painter.save()
    painter.setClipRect(piece, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(line, theme.px(2)))
    for index in range(int((piece.width() + piece.height()) / step) + 2):
        at = piece.left() - piece.height() + index * step
        painter.drawLine(
            QPointF(at, piece.bottom()), QPointF(at + piece.height(), piece.top())
        )
    painter.restore()


def _sentence(other: int, observers: int, band: tuple[int, int]) -> str:
    least, largest = band
    said = [tr("agreed range {least}–{largest} %", least=least, largest=largest)]
    if other:
        said.append(
            ntr("plus {count} of another bloc", "plus {count} of others", other)
        )
    if observers:
        said.append(ntr("plus {count} observer", "plus {count} observers", observers))
    return " · ".join(said)


def _spoken_numbers(state: int, civil: int) -> str:
    if not state + civil:
        return tr("Nobody of State or civil society yet.")
    shares = percentages((state, civil))
    return tr(
        "State: {state} ({state_share} %). Civil society: {civil} ({civil_share} %).",
        state=state,
        state_share=shares[0],
        civil=civil,
        civil_share=shares[1],
    )
