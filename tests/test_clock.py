"""Time is whole milliseconds, with its offset, and a test can set it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workshop_app.clock import (
    PERU,
    SteppingClock,
    from_milliseconds,
    milliseconds,
    system_clock,
)

MARCH = datetime(2026, 3, 2, 9, 30, tzinfo=PERU)


def test_this_computer_tells_peruvian_time() -> None:
    moment = system_clock()

    assert moment.utcoffset() == timedelta(hours=-5)


def test_a_stepping_clock_moves_only_when_read() -> None:
    clock = SteppingClock(MARCH, timedelta(seconds=1))

    first, second = clock(), clock()

    assert (first, second) == (MARCH, MARCH + timedelta(seconds=1))


def test_a_stepping_clock_can_be_put_back() -> None:
    clock = SteppingClock(MARCH)
    clock()

    clock.set(MARCH - timedelta(days=1))

    assert clock() == MARCH - timedelta(days=1)


def test_nineteen_seventy_is_zero() -> None:
    assert milliseconds(datetime(1970, 1, 1, tzinfo=UTC)) == 0


def test_the_offset_does_not_change_the_moment() -> None:
    assert milliseconds(MARCH) == milliseconds(MARCH.astimezone(UTC))


@given(st.integers(min_value=0, max_value=2**47))
def test_milliseconds_come_back_as_they_were(value: int) -> None:
    assert milliseconds(from_milliseconds(value)) == value


def test_a_number_becomes_peruvian_time() -> None:
    moment = from_milliseconds(milliseconds(MARCH))

    assert (moment, moment.utcoffset()) == (MARCH, timedelta(hours=-5))
