"""The half-round of seats: one dot a person, the blocs side by side as wedges."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_INNER_RADIUS = 0.42


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat.

    Attributes:
        part: Which of the values it belongs to.
        x: From -1 (left) to 1 (right).
        y: From 0 (the chord) to 1 (the top of the arc).
        radius: How large its dot may be without touching its neighbours.
    """

    part: int
    x: float
    y: float
    radius: float


def hemicycle(values: Sequence[int]) -> tuple[Seat, ...]:
    """Place a seat for each unit of `values`, from left to right.

    Seats are dealt along the angle across all rows, so that each value makes a
    compact wedge whatever its size.

    Args:
        values: How many seats each part has, in the order they sit from the left.
    """
    count = sum(values)
    if count == 0:
        return ()
    rows = _row_count(count)
    radii = _radii(rows)
    spots: list[tuple[float, int, float]] = []
    for row, seats in enumerate(_seats_by_row(count, radii)):
        for place in range(seats):
            # A single seat stands in the middle, not at the left end.
            turn = place / (seats - 1) if seats > 1 else 0.5
            spots.append((turn, row, radii[row]))
    spots.sort()
    parts = [part for part, value in enumerate(values) for _ in range(value)]
    dot = _dot_radius(count, radii)
    return tuple(
        Seat(
            part=part,
            x=-radius * math.cos(math.pi * turn),
            y=radius * math.sin(math.pi * turn),
            radius=dot,
        )
        for part, (turn, _, radius) in zip(parts, spots, strict=True)
    )


def _row_count(count: int) -> int:
    """Return the fewest rows whose arcs hold `count` seats at equal spacing."""
    rows = 1
    while _capacity(rows) < count:
        rows += 1
    return rows


def _capacity(rows: int) -> int:
    spacing = (1 - _INNER_RADIUS) / rows
    return sum(int(math.pi * radius / spacing) + 1 for radius in _radii(rows))


def _radii(rows: int) -> list[float]:
    if rows == 1:
        return [1.0]
    step = (1 - _INNER_RADIUS) / (rows - 1)
    return [_INNER_RADIUS + step * row for row in range(rows)]


def _seats_by_row(count: int, radii: list[float]) -> list[int]:
    """Share `count` among the rows by length of arc, the remainder outwards."""
    total = sum(radii)
    seats = [int(count * radius / total) for radius in radii]
    row = len(radii) - 1
    while sum(seats) < count:
        seats[row] += 1
        row = (row - 1) % len(radii)
    return seats


def _dot_radius(count: int, radii: list[float]) -> float:
    """Return a radius at which no two dots of any row, or of two rows, touch."""
    apart = [
        2 * radius * math.sin(math.pi / (2 * (seats - 1)))
        for radius, seats in zip(radii, _seats_by_row(count, radii), strict=True)
        if seats > 1
    ]
    if len(radii) > 1:
        apart.append(radii[1] - radii[0])
    return min([*apart, 0.3]) * 0.42
