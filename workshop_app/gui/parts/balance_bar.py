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
_BETWEEN = " · "
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
        self._said: list[str] = []
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
        self._said = _said_under(other, observers, band)
        spoken = f"{_spoken_numbers(state, civil)} {_BETWEEN.join(self._said)}."
        self.say(tr("Balance of the blocs"), spoken)

    def hasHeightForWidth(self) -> bool:
        """Let the sentence wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height with the sentence wrapped."""
        font = theme.font(_SENTENCE_SIZE)
        wrapped = wrapped_height(font, self._sentence_within(width), width)
        return int(self._sentence_top(width) + wrapped)

    def sizeHint(self) -> QSize:
        """Ask for the width of a side column."""
        width = theme.px(300)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Keep room for the two numbers with their percentages."""
        width = theme.px(180)
        return QSize(width, int(self._sentence_top(width)) + theme.px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw numbers, bar, bracket and sentence from the top."""
        width = self.width()
        bar = QRectF(0, self._bar_top(width), width, theme.px(_BAR_HEIGHT))
        top = self._sentence_top(width)
        with smooth_painter(self) as painter:
            self._write_heads(painter)
            self._draw_bar(painter, bar)
            self._draw_band(painter, bar)
            write(
                painter,
                QRectF(0, top, width, max(self.height() - top, 1.0)),
                self._sentence_within(width),
                font=theme.font(_SENTENCE_SIZE),
                ink=theme.tokens().text2,
                align=_WRAPPED,
            )

    def _sentence_within(self, width: float) -> str:
        """Return the sentence on one line, or the range on its own, or each part."""
        band, *others = self._said
        ways = ([_BETWEEN.join(self._said)], [band, _BETWEEN.join(others)])
        font = theme.font(_SENTENCE_SIZE)
        for lines in ways:
            if max(advance(font, line) for line in lines) <= width:
                return "\n".join(filter(None, lines))
        return "\n".join(self._said)

    def _bar_top(self, width: float) -> float:
        """Return where the bar begins, under one line or two."""
        words = 0.0 if self._beside(width) else line_height(_words_font())
        return line_height(_numbers_font()) + words + theme.px(_SPACING)

    def _sentence_top(self, width: float) -> float:
        under = theme.px(_BAR_HEIGHT) + theme.px(_BRACKET_HEIGHT) + theme.px(4)
        return self._bar_top(width) + under

    def _write_heads(self, painter: QPainter) -> None:
        """Write each number at its end with mark and share towards the middle."""
        numbers = _numbers_font()
        row = QRectF(0, 0, self.width(), line_height(numbers))
        left, right = self._taken()
        space, mark = theme.px(_SPACING), theme.px(_MARK_SIZE)
        sides = ((Bloc.STATE, _LEFT), (Bloc.CIVIL_SOCIETY, _RIGHT))
        for (bloc, align), number in zip(sides, self._numbers, strict=True):
            ink = bloc_color(bloc).name()
            write(painter, row, str(number), font=numbers, ink=ink, align=align)
        if row.width() > left + right:
            at = left - mark - space / 2
            draw_mark(painter, Bloc.STATE, _squared(at, row, mark))
            at = row.width() - right + space / 2
            draw_mark(painter, Bloc.CIVIL_SOCIETY, _squared(at, row, mark))
        words, beside = _words_font(), self._beside(row.width())
        if beside:
            row.adjust(left, 1, -right, 1)
        else:
            row.moveTop(row.bottom())
            row.setHeight(line_height(words))
        said = self._words_within(words, row.width() - space) or ("", "")
        for words_of_side, (_, align) in zip(said, sides, strict=True):
            ink = theme.tokens().text2
            write(painter, row, words_of_side, font=words, ink=ink, align=align)

    def _taken(self) -> tuple[float, float]:
        """Return how wide number and mark are at each end."""
        beside = theme.px(_SPACING) + theme.px(_MARK_SIZE) + theme.px(_SPACING) / 2
        state, civil = (advance(_numbers_font(), str(one)) for one in self._numbers)
        return state + beside, civil + beside

    def _beside(self, width: float) -> bool:
        """Return whether the blocs can be named on the line of the numbers."""
        room = width - sum(self._taken()) - theme.px(_SPACING)
        named = self._ways_to_say()[:2]
        return any(_together(_words_font(), said) <= room for said in named)

    def _words_within(self, font: QFont, room: float) -> tuple[str, str] | None:
        """Choose the longest words of the two sides that stand clear of each other."""
        ways = self._ways_to_say()
        return next((said for said in ways if _together(font, said) <= room), None)

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
        painter.fillRect(bar, QColor(tokens.track))
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


def _numbers_font() -> QFont:
    return theme.font(_NUMBER_SIZE, QFont.Weight.Bold)


def _words_font() -> QFont:
    return theme.font(_WORDS_SIZE, QFont.Weight.Medium)


def _together(font: QFont, said: tuple[str, str]) -> float:
    return sum(advance(font, words) for words in said)


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


def _said_under(other: int, observers: int, band: tuple[int, int]) -> list[str]:
    least, largest = band
    said = [tr("agreed range {least}–{largest} %", least=least, largest=largest)]
    if other:
        said.append(
            ntr("plus {count} of another bloc", "plus {count} of other blocs", other)
        )
    if observers and other:
        said.append(ntr("{count} without a vote", "{count} without a vote", observers))
    elif observers:
        said.append(
            ntr("plus {count} without a vote", "plus {count} without a vote", observers)
        )
    return said


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
