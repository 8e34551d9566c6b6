"""The room as a half-round: a mark for everybody with a vote, the total inside."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPen

from workshop_app.domain.vocabulary import Bloc
from workshop_app.figures.hemicycle import Seat, hemicycle
from workshop_app.gui import theme
from workshop_app.gui.parts.chart import (
    Chart,
    advance,
    line_height,
    smooth_painter,
    write,
)
from workshop_app.gui.parts.seat_mark import draw_seat
from workshop_app.i18n import tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

_ORDER = (Bloc.STATE, Bloc.CIVIL_SOCIETY, Bloc.OTHER)
"""From the left, as on paper."""
_TOTAL_SIZES = (26, 22, 18, 14)
_WORDS_SIZE = 11
_LARGEST_SEAT = 9
_HIGHEST = 190


@dataclass(frozen=True)
class _Place:
    """Where the half-round stands.

    Attributes:
        middle: The middle of its chord.
        reach: The radius of its outermost row.
        below: How far seats reach under the chord.
        total: The letters of the number.
        words_inside: Whether the words stand above the chord, under the number.
    """

    middle: QPointF
    reach: float
    below: float
    total: QFont
    words_inside: bool


class HemicycleChart(Chart):
    """A seat for each person with a vote, the blocs side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seats: tuple[Seat, ...] = ()
        self.show_numbers(0, 0, 0)

    def show_numbers(self, state: int, civil: int, other: int = 0) -> None:
        """Show how many of each bloc have a vote.

        Args:
            state: Of the State.
            civil: Of civil society.
            other: Of neither, but with a vote; observers have no seat here.
        """
        numbers = {Bloc.STATE: state, Bloc.CIVIL_SOCIETY: civil, Bloc.OTHER: other}
        self._seats = hemicycle([numbers[bloc] for bloc in _ORDER])
        self.say(tr("Who has a vote"), _sentence(state, civil, other))

    def sizeHint(self) -> QSize:
        """Ask for the height of the half-round in a side column."""
        # A half-round of that width and no higher, or it would float in its place.
        high = round(self.width() / 2) + theme.px(14)
        return QSize(theme.px(300), min(theme.px(_HIGHEST), high))

    def minimumSizeHint(self) -> QSize:
        """Give way to a short window."""
        return QSize(theme.px(140), theme.px(96))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when the width is another."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the seats around the total."""
        with smooth_painter(self) as painter:
            place = self._place()
            if self._seats:
                self._draw_seats(painter, place)
            else:
                _draw_outline(painter, place)
            self._write_total(painter, place)

    def _draw_seats(self, painter: QPainter, place: _Place) -> None:
        radius = min(
            self._seats[0].radius * place.reach, float(theme.px(_LARGEST_SEAT))
        )
        for seat in self._seats:
            at = place.middle + QPointF(seat.x, -seat.y) * place.reach
            draw_seat(painter, _ORDER[seat.part], at, radius)

    def _write_total(self, painter: QPainter, place: _Place) -> None:
        tokens = theme.tokens()
        words_font = theme.font(_WORDS_SIZE)
        words_height = line_height(words_font)
        total_height = line_height(place.total)
        chord = place.middle.y()
        bottom = chord - words_height if place.words_inside else chord
        words_top = bottom if place.words_inside else chord + place.below
        width = float(self.width())
        if self._seats:
            write(
                painter,
                QRectF(0, bottom - total_height, width, total_height),
                str(len(self._seats)),
                font=place.total,
                ink=tokens.text,
            )
        write(
            painter,
            QRectF(0, words_top, width, words_height),
            self._words(),
            font=words_font,
            ink=tokens.text2,
        )

    def _words(self) -> str:
        return tr("with a vote") if self._seats else tr("nobody yet")

    def _place(self) -> _Place:
        """Find the largest letters that touch no seat.

        The words stand inside as long as they fit there; then they go under the
        chord, and at last the number shrinks.
        """
        ways = [(_TOTAL_SIZES[0], True), *((size, False) for size in _TOTAL_SIZES)]
        places = (
            self._placed(theme.font(size, QFont.Weight.Bold), inside=inside)
            for size, inside in ways
        )
        smallest = self._placed(theme.font(_TOTAL_SIZES[-1]), inside=False)
        return next(filter(self._fits, places), smallest)

    def _placed(self, total: QFont, *, inside: bool) -> _Place:
        words = line_height(theme.font(_WORDS_SIZE))
        margin = min(self._dot(), theme.px(_LARGEST_SEAT) / max(self.width() / 2, 1))
        height = self.height() - (0 if inside else words) - 2
        reach = max(
            1.0, min(self.width() / (2 + 2.3 * margin), height / (1 + 2.3 * margin))
        )
        below = margin * 1.15 * reach
        slack = height - reach * (1 + 2.3 * margin)
        middle = QPointF(self.width() / 2, height - below - slack / 2 + 1)
        return _Place(middle, reach, below, total, words_inside=inside)

    def _fits(self, place: _Place) -> bool:
        clear = self._clear_radius() * place.reach
        words_font = theme.font(_WORDS_SIZE)
        below = line_height(words_font) if place.words_inside else 0.0
        total = advance(place.total, str(len(self._seats)))
        corners = [(total / 2, below + line_height(place.total) * 0.85)]
        if place.words_inside:
            corners.append((advance(words_font, self._words()) / 2, below))
        return all(math.hypot(*corner) <= clear for corner in corners)

    def _clear_radius(self) -> float:
        """Return how far from the middle of the chord no seat reaches."""
        nearest = min((math.hypot(seat.x, seat.y) for seat in self._seats), default=1)
        return nearest - self._dot()

    def _dot(self) -> float:
        return self._seats[0].radius if self._seats else 0.03


def _draw_outline(painter: QPainter, place: _Place) -> None:
    pen = QPen(QColor(theme.tokens().border_in), theme.px(2), Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corner = place.middle - QPointF(place.reach, place.reach)
    painter.drawArc(
        QRectF(corner.x(), corner.y(), 2 * place.reach, 2 * place.reach), 0, 180 * 16
    )


def _sentence(state: int, civil: int, other: int) -> str:
    total = state + civil + other
    if not total:
        return tr("Nobody with a vote is here yet.")
    if other:
        return tr(
            "With a vote: {total}. State: {state}. Civil society: {civil}. "
            "Other bloc: {other}.",
            total=total,
            state=state,
            civil=civil,
            other=other,
        )
    return tr(
        "With a vote: {total}. State: {state}. Civil society: {civil}.",
        total=total,
        state=state,
        civil=civil,
    )
