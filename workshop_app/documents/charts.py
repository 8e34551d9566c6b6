"""Figures of `workshop_app.figures` drawn as vectors for paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.graphics.shapes import Circle, Drawing, Rect, String
from reportlab.lib.colors import Color, HexColor
from reportlab.platypus import Flowable

from workshop_app.documents import fonts, style
from workshop_app.documents.page import draw_qr
from workshop_app.figures.bars import percentages, segments
from workshop_app.figures.hemicycle import hemicycle
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEGEND_SIZE = 7.7
_LEGEND_LEADING = 11.0
_BAR_HEIGHT = 13.0
_VOTE_INKS = (style.GREEN, style.RED, HexColor("#6F7D84"))


def stacked_bar(
    heading: tuple[str, str],
    parts: Sequence[tuple[str, int]],
    width: float,
    inks: Sequence[Color] = style.BLOC_INKS,
) -> Drawing:
    """Draw one bar of a whole, every part named in a legend that wraps.

    Nothing is told by colour alone: each part has its number on the bar where it
    fits and always its name, number and share in the legend.

    Args:
        heading: What is shown, and the total in words, at the two ends.
        parts: Name and value of each part.
        width: In points.
        inks: A colour for each part.
    """
    values = [value for _, value in parts]
    legend, rows = _legend(parts, width)
    height = 40 + _LEGEND_LEADING * (rows - 1)
    drawing = Drawing(width, height)
    title, total = heading
    drawing.add(_string(0, height - 9, title, size=8.4, font=fonts.SEMIBOLD))
    end = _string(width, height - 9, total, size=8.1, ink=style.MUTED)
    end.textAnchor = "end"
    drawing.add(end)
    _add_bar(drawing, segments(values, width, gap=1, least=1.5), height - 27, inks)
    for (left, row, words), ink in zip(legend, inks, strict=False):
        base = height - 37.3 - row * _LEGEND_LEADING
        drawing.add(Rect(left, base, 6, 6, fillColor=ink, strokeColor=None))
        drawing.add(_string(left + 9, base + 0.2, words, size=_LEGEND_SIZE))
    return drawing


def _legend(
    parts: Sequence[tuple[str, int]], width: float
) -> tuple[list[tuple[float, int, str]], int]:
    """Place the legend: (left, row, words) of each part, and how many rows."""
    shares = percentages([value for _, value in parts])
    placed: list[tuple[float, int, str]] = []
    left, row = 0.0, 0
    for (name, value), share in zip(parts, shares, strict=True):
        words = tr("{name}: {value} ({share}%)", name=name, value=value, share=share)
        needed = fonts.text_width(words, fonts.REGULAR, _LEGEND_SIZE) + 21
        if left and left + needed - 12 > width:
            left, row = 0.0, row + 1
        placed.append((left, row, words))
        left += needed
    return placed, row + 1


def _add_bar(
    drawing: Drawing, parts: Sequence[Any], bottom: float, inks: Sequence[Color]
) -> None:
    for part in parts:
        ink = inks[part.index]
        drawing.add(
            Rect(
                part.start,
                bottom,
                part.width,
                _BAR_HEIGHT,
                fillColor=ink,
                strokeColor=None,
            )
        )
        words = str(part.value)
        if fonts.text_width(words, fonts.SEMIBOLD, 7.6) + 4 < part.width:
            middle = part.start + part.width / 2
            number = _string(middle, bottom + 3.7, words, size=7.6, ink=style.WHITE)
            number.fontName = fonts.SEMIBOLD
            number.textAnchor = "middle"
            drawing.add(number)


def vote_bar(votes: tuple[int, int, int], width: float, height: float = 7) -> Drawing:
    """Draw for, against and abstaining as one bar; its numbers stand beside it."""
    drawing = Drawing(width, height)
    for part in segments(votes, width, gap=0.8, least=1.2):
        ink = _VOTE_INKS[part.index]
        drawing.add(
            Rect(part.start, 0, part.width, height, fillColor=ink, strokeColor=None)
        )
    if not sum(votes):
        drawing.add(Rect(0, 0, width, height, fillColor=style.SOFT, strokeColor=None))
    return drawing


def half_round(values: Sequence[int], width: float) -> Drawing:
    """Draw one dot for each person, the blocs side by side, and how many inside."""
    seats = hemicycle(values)
    margin = max((seat.radius for seat in seats), default=0.0)
    scale = width / (2 + 2 * margin)
    drawing = Drawing(width, scale * (1 + 2 * margin))
    for seat in seats:
        drawing.add(
            Circle(
                (seat.x + 1 + margin) * scale,
                (seat.y + margin) * scale,
                seat.radius * scale,
                fillColor=style.BLOC_INKS[seat.part],
                strokeColor=None,
            )
        )
    if seats:
        total = _string(width / 2, 1, str(len(seats)), size=17, font=fonts.SEMIBOLD)
        total.textAnchor = "middle"
        drawing.add(total)
    return drawing


class QrCode(Flowable):
    """A QR code in the text.

    Args:
        payload: What it says.
        side: In points.
    """

    def __init__(self, payload: str, side: float) -> None:
        super().__init__()
        self.payload = payload
        self.width = self.height = side

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Take its own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw its modules."""
        self.canv.saveState()
        draw_qr(self.canv, self.payload, (0, 0), self.width)
        self.canv.restoreState()


def _string(
    left: float,
    base: float,
    words: str,
    *,
    size: float,
    font: str = fonts.REGULAR,
    ink: Color = style.INK,
) -> String:
    return String(left, base, words, fontName=font, fontSize=size, fillColor=ink)
