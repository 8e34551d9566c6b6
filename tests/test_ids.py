"""Ids sort by time, never collide, and repeat only when asked to."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app.clock import PERU, SteppingClock, milliseconds
from workshop_app.ids import RandomIds, SeededIds, derived_id, uuid7

START = datetime(2026, 3, 2, 9, 30, tzinfo=PERU)


def a_clock() -> SteppingClock:
    return SteppingClock(START)


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_an_id_is_a_version_7_uuid(moment: int, random: bytes) -> None:
    made = UUID(uuid7(moment, random))

    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == moment


def test_later_ids_sort_later() -> None:
    ids = RandomIds(a_clock())

    made = [ids.new_id() for _ in range(100)]

    assert made == sorted(made)
    assert len(set(made)) == 100


def test_an_id_carries_the_time_of_its_clock() -> None:
    made = RandomIds(a_clock()).new_id()

    assert int(made[:12], 16) == milliseconds(START)


@pytest.mark.parametrize(
    "ids",
    [RandomIds(a_clock()), SeededIds("demo", a_clock())],
    ids=["random", "seeded"],
)
def test_ids_salts_and_keys_have_their_shape(ids: RandomIds | SeededIds) -> None:
    assert re.fullmatch(r"[0-9a-f]{32}", ids.new_id())
    assert re.fullmatch(r"[A-Za-z0-9_-]{16}", ids.new_salt())
    assert len(ids.new_key()) == 32


def test_no_two_salts_or_keys_are_alike() -> None:
    ids = RandomIds(a_clock())

    assert ids.new_salt() != ids.new_salt()
    assert ids.new_key() != ids.new_key()


def test_the_same_seed_gives_the_same_sequence() -> None:
    one, other = SeededIds("demo", a_clock()), SeededIds("demo", a_clock())

    sequences = [[s.new_id(), s.new_salt(), s.new_key()] for s in (one, other)]

    assert sequences[0] == sequences[1]


def test_another_seed_gives_another_sequence() -> None:
    one, other = SeededIds("demo", a_clock()), SeededIds("sample", a_clock())

    assert one.new_salt() != other.new_salt()


def test_a_seeded_sequence_never_repeats_itself() -> None:
    ids = SeededIds("demo", SteppingClock(START, timedelta(0)))

    assert len({ids.new_id() for _ in range(1000)}) == 1000


def test_who_states_the_same_fact_arrives_at_the_same_id() -> None:
    assert derived_id("vote", "b1", "p1") == derived_id("vote", "b1", "p1")
    assert re.fullmatch(r"[0-9a-f]{32}", derived_id("vote", "b1", "p1"))


def test_parts_do_not_run_together() -> None:
    assert derived_id("ab", "c") != derived_id("a", "bc")
    assert derived_id("a") != derived_id("a", "")
