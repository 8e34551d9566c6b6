"""Bars divide a whole, and no vote vanishes in them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app.figures.bars import percentages, segments

counts = st.lists(st.integers(0, 3000), min_size=1, max_size=8)


@given(counts)
def test_a_bar_is_filled_to_its_ends(values: list[int]) -> None:
    parts = segments(values, 300, gap=1, least=1.5)

    if sum(values):
        assert parts[0].start == 0
        assert parts[-1].start + parts[-1].width == pytest.approx(300)
    else:
        assert parts == ()


@given(counts)
def test_parts_stand_one_gap_apart_and_none_is_lost(values: list[int]) -> None:
    parts = segments(values, 300, gap=1, least=1.5)

    assert [part.index for part in parts] == [i for i, v in enumerate(values) if v]
    assert all(part.width >= 1.5 - 1e-9 for part in parts)
    for one, following in pairwise(parts):
        assert following.start - one.start - one.width == pytest.approx(1)


@given(counts)
def test_a_larger_value_is_never_drawn_smaller(values: list[int]) -> None:
    parts = sorted(segments(values, 300, gap=1, least=1.5), key=lambda one: one.value)

    for smaller, larger in pairwise(parts):
        assert larger.width >= smaller.width - 1e-9


def test_equal_values_share_equally() -> None:
    parts = segments([5, 5], 101, gap=1, least=1)

    assert [part.width for part in parts] == [50, 50]


def test_more_parts_than_room_still_fit() -> None:
    parts = segments([1] * 20, 40, gap=1, least=5)

    assert parts[-1].start + parts[-1].width == pytest.approx(40)


@given(counts)
def test_percentages_add_up_to_a_hundred(values: list[int]) -> None:
    shares = percentages(values)

    assert sum(shares) == (100 if sum(values) else 0)
    for share, value in zip(shares, values, strict=True):
        assert abs(share * sum(values) - value * 100) < max(sum(values), 1)


def test_of_equal_remainders_the_first_gains() -> None:
    assert percentages([1, 1, 1]) == (34, 33, 33)
