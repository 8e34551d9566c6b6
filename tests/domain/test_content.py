from __future__ import annotations

import pytest

from tests.content_builders import attendance_content, letter_content, minutes_content
from workshop_app.domain.content import BlocNumbers, VoteNumbers
from workshop_app.domain.vocabulary import Bloc


def test_bloc_numbers_are_told_apart_and_added_up() -> None:
    numbers = BlocNumbers(state=3, civil_society=2, other=1)

    assert [numbers.of(bloc) for bloc in Bloc] == [3, 2, 1]
    assert numbers.total == 6


def test_vote_numbers_add_up_field_by_field() -> None:
    one = VoteNumbers(
        votes_for=1, votes_against=2, abstentions=3, no_answer=4, absent=5, excused=6
    )

    assert one + VoteNumbers() == one
    assert one + one == VoteNumbers(
        votes_for=2,
        votes_against=4,
        abstentions=6,
        no_answer=8,
        absent=10,
        excused=12,
    )
    assert one.cast == 6


@pytest.mark.parametrize("number", [0, 2])
def test_the_sample_ballots_add_up_by_bloc(number: int) -> None:
    ballot = minutes_content().ballots[number]

    assert sum(ballot.votes.values(), VoteNumbers()) == (ballot.totals or VoteNumbers())


def test_the_sample_papers_are_of_one_session_and_one_office() -> None:
    minutes, attendance, letter = (
        minutes_content(),
        attendance_content(),
        letter_content(),
    )

    assert minutes.session == attendance.session
    assert minutes.letterhead == attendance.letterhead == letter.letterhead
