"""Bars that divide a whole: where each part stands, and its share in hundredths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a bar.

    Attributes:
        index: Its place among the values given.
        value: What it stands for.
        start: Where it begins, from the bar's left.
        width: How wide it is drawn, the gap to the next one taken off.
    """

    index: int
    value: int
    start: float
    width: float


def segments(
    values: Sequence[int], width: float, *, gap: float, least: float
) -> tuple[Segment, ...]:
    """Divide a bar among `values`, in proportion.

    A part of nothing is left out.  A tiny one is never thinner than `least`, or one
    vote against among two thousand would vanish; the others give way for it.

    Args:
        values: Whole numbers, none negative.
        width: The whole bar.
        gap: Left empty after every part but the last.
        least: The narrowest a part with a value may be drawn.
    """
    shown = [(index, value) for index, value in enumerate(values) if value > 0]
    if not shown:
        return ()
    room = width - gap * (len(shown) - 1)
    widths = _shares([value for _, value in shown], room, least)
    result: list[Segment] = []
    start = 0.0
    for (index, value), share in zip(shown, widths, strict=True):
        result.append(Segment(index=index, value=value, start=start, width=share))
        start += share + gap
    return tuple(result)


def _shares(values: list[int], room: float, least: float) -> list[float]:
    """Give each value its share of `room`, raising the tiny ones to `least`."""
    least = min(least, room / len(values))
    raised: set[int] = set()
    while True:
        left = room - least * len(raised)
        total = sum(v for i, v in enumerate(values) if i not in raised)
        tiny = {
            index
            for index, value in enumerate(values)
            if index not in raised and left * value / total < least
        }
        if not tiny:
            break
        raised |= tiny
    return [
        least if index in raised else left * value / total
        for index, value in enumerate(values)
    ]


def percentages(values: Sequence[int]) -> tuple[int, ...]:
    """Return whole percentages that add up to exactly 100.

    By largest remainder; among equal remainders the earlier value gains, so that the
    same values always print the same.  All zeros stay zeros.
    """
    total = sum(values)
    if total == 0:
        return tuple(0 for _ in values)
    floors = [value * 100 // total for value in values]
    remainders = [value * 100 % total for value in values]
    by_remainder = sorted(range(len(values)), key=lambda i: (-remainders[i], i))
    for index in by_remainder[: 100 - sum(floors)]:
        floors[index] += 1
    return tuple(floors)
