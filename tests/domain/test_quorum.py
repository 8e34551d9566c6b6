from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app.domain import quorum
from workshop_app.domain.vocabulary import Quorum

ENTITLED = st.integers(0, 10_000)


@pytest.mark.parametrize(
    ("entitled", "needed"), [(0, 1), (1, 1), (2, 2), (100, 51), (101, 51), (102, 52)]
)
def test_half_plus_one_is_the_least_above_half(entitled: int, needed: int) -> None:
    assert quorum.needed(Quorum.HALF_PLUS_ONE, entitled) == needed


@pytest.mark.parametrize(
    ("entitled", "needed"), [(0, 3), (3, 3), (9, 3), (10, 4), (12, 4), (13, 5)]
)
def test_a_third_is_rounded_up_and_at_least_three(entitled: int, needed: int) -> None:
    assert quorum.needed(Quorum.ONE_THIRD, entitled) == needed


@given(ENTITLED)
def test_the_numbers_are_the_least_that_do(entitled: int) -> None:
    half = quorum.needed(Quorum.HALF_PLUS_ONE, entitled)
    third = quorum.needed(Quorum.ONE_THIRD, entitled)

    assert 2 * half > entitled >= 2 * (half - 1)
    assert 3 * third >= entitled
    assert third == 3 or 3 * (third - 1) < entitled


def test_no_quorum_is_met_by_nobody() -> None:
    assert quorum.is_met(Quorum.NONE, entitled=40, voting=0)


def test_a_quorum_is_met_from_the_number_on() -> None:
    assert not quorum.is_met(Quorum.HALF_PLUS_ONE, entitled=40, voting=20)
    assert quorum.is_met(Quorum.HALF_PLUS_ONE, entitled=40, voting=21)


@pytest.mark.parametrize(
    ("rule", "second_call", "holds"),
    [
        (Quorum.HALF_PLUS_ONE, False, Quorum.HALF_PLUS_ONE),
        (Quorum.HALF_PLUS_ONE, True, Quorum.ONE_THIRD),
        (Quorum.ONE_THIRD, True, Quorum.ONE_THIRD),
        (Quorum.NONE, True, Quorum.NONE),
    ],
)
def test_the_second_call_asks_for_a_third(
    rule: Quorum, *, second_call: bool, holds: Quorum
) -> None:
    assert quorum.of_call(rule, second_call=second_call) is holds
