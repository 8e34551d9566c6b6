"""The half-round seats everybody, apart and bloc by bloc."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app.figures.hemicycle import Seat, hemicycle

blocs = st.lists(st.integers(0, 60), min_size=1, max_size=4)


def angle(seat: Seat) -> float:
    return math.atan2(seat.y, -seat.x)


@given(blocs)
def test_everybody_has_a_seat(values: list[int]) -> None:
    seats = hemicycle(values)

    parts = [seat.part for seat in seats]
    assert [parts.count(part) for part in range(len(values))] == values


@given(blocs)
def test_blocs_sit_side_by_side_from_the_left(values: list[int]) -> None:
    seats = hemicycle(values)

    assert [seat.part for seat in seats] == sorted(seat.part for seat in seats)
    for one, following in pairwise(seats):
        assert angle(following) >= angle(one) - 1e-9


@given(blocs)
def test_all_sit_within_the_half_round(values: list[int]) -> None:
    for seat in hemicycle(values):
        assert 0.42 - 1e-9 <= math.hypot(seat.x, seat.y) <= 1 + 1e-9
        assert seat.y >= -1e-9


@pytest.mark.parametrize("count", [2, 3, 7, 20, 32, 46, 64, 130, 300])
def test_no_two_dots_touch(count: int) -> None:
    seats = hemicycle([count])

    apart = min(
        math.dist((one.x, one.y), (other.x, other.y))
        for one, other in combinations(seats, 2)
    )
    assert apart > 2 * seats[0].radius


def test_one_person_sits_in_the_middle() -> None:
    (seat,) = hemicycle([0, 1])

    assert (seat.part, round(seat.x, 9), seat.y) == (1, 0, 1)


def test_nobody_makes_an_empty_round() -> None:
    assert hemicycle([0, 0]) == ()
