from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_ballot, a_count, a_vote
from workshop_app.domain.balance import Balance, Uncomparable, balance
from workshop_app.domain.tally import tally
from workshop_app.domain.vocabulary import (
    Bloc,
    Majority,
    Method,
    Quorum,
    TableOutcome,
    VoteChoice,
)

if TYPE_CHECKING:
    from workshop_app.domain.ballot import BallotCount

Hands = tuple[int, int, int]
ADOPTED, REJECTED, TIED = (
    TableOutcome.ADOPTED,
    TableOutcome.REJECTED,
    TableOutcome.TIED,
)
HANDS = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))


def _row(bloc: Bloc, hands: Hands, present: int | None = None) -> BallotCount:
    there = sum(hands) if present is None else present
    votes_for, votes_against, abstentions = hands
    return a_count(bloc, entitled=there, present=there).with_hands(
        votes_for=votes_for, votes_against=votes_against, abstentions=abstentions
    )


def _balance(
    state: Hands,
    civil: Hands,
    other: Hands = (0, 0, 0),
    *,
    majority: Majority = Majority.SIMPLE,
) -> Balance:
    rows = [
        _row(Bloc.STATE, state),
        _row(Bloc.CIVIL_SOCIETY, civil),
        _row(Bloc.OTHER, other),
    ]
    ballot = a_ballot(majority=majority, quorum=Quorum.NONE)
    return balance(tally(ballot, rows), majority)


def test_a_result_of_the_larger_bloc_alone_would_be_another() -> None:
    found = _balance(state=(30, 0, 0), civil=(0, 10, 0))

    assert found.equal_weight is TIED
    assert found.without_surplus is TIED
    assert found.differs is True
    assert found.why is None


def test_a_result_that_both_blocs_share_stays() -> None:
    found = _balance(state=(20, 10, 3), civil=(21, 2, 3))

    assert found == Balance(
        equal_weight=ADOPTED, without_surplus=ADOPTED, differs=False
    )


def test_the_state_majority_is_outweighed() -> None:
    found = _balance(state=(20, 10, 0), civil=(2, 8, 0))

    assert found.equal_weight is REJECTED
    assert found.without_surplus is REJECTED
    assert found.differs is True


def test_everybody_else_counts_only_without_surplus() -> None:
    found = _balance(state=(30, 0, 0), civil=(0, 10, 0), other=(1, 0, 0))

    assert found.equal_weight is TIED
    assert found.without_surplus is ADOPTED
    assert found.differs is True


def test_abstentions_weigh_in_the_size_of_a_bloc_and_not_in_its_share() -> None:
    # Of the State 1 of 1 is in favour, of civil society 4 of 10.
    found = _balance(state=(1, 0, 9), civil=(4, 6, 0))

    assert found.equal_weight is ADOPTED
    assert found.without_surplus is REJECTED


def test_an_absolute_majority_is_balanced_over_all_who_could_vote() -> None:
    found = _balance(state=(10, 0, 0), civil=(8, 12, 0), majority=Majority.ABSOLUTE)
    lost = _balance(state=(10, 0, 10), civil=(8, 2, 0), majority=Majority.ABSOLUTE)

    assert (found.equal_weight, found.without_surplus) == (ADOPTED, ADOPTED)
    assert (lost.equal_weight, lost.without_surplus) == (ADOPTED, ADOPTED)
    assert lost.differs is False


def test_everybody_else_counts_for_the_absolute_half() -> None:
    found = _balance(
        state=(6, 4, 0), civil=(5, 5, 0), other=(0, 0, 3), majority=Majority.ABSOLUTE
    )

    assert (found.equal_weight, found.without_surplus) == (ADOPTED, REJECTED)


def test_whoever_came_in_during_the_roll_counts_for_the_size_of_a_bloc() -> None:
    ballot = a_ballot(
        method=Method.ROLL_CALL, majority=Majority.ABSOLUTE, quorum=Quorum.NONE
    )
    rows = [
        a_count(Bloc.STATE, entitled=2, present=2),
        a_count(Bloc.CIVIL_SOCIETY, entitled=4, present=4),
    ]
    state = [VoteChoice.FOR] * 2 + [VoteChoice.ABSTAIN] * 2
    civil = [VoteChoice.FOR] * 2 + [VoteChoice.AGAINST] * 2
    votes = [
        a_vote(f"{bloc}-{number}", choice, bloc=bloc)
        for bloc, choices in ((Bloc.STATE, state), (Bloc.CIVIL_SOCIETY, civil))
        for number, choice in enumerate(choices)
    ]

    found = balance(tally(ballot, rows, votes), ballot.majority)

    assert (found.equal_weight, found.without_surplus) == (REJECTED, REJECTED)


def test_a_room_without_one_of_the_blocs_cannot_be_balanced() -> None:
    no_state = _balance(state=(0, 0, 5), civil=(3, 1, 0))
    no_civil = _balance(state=(3, 1, 0), civil=(0, 0, 0))

    assert no_state == Balance(why=Uncomparable.NO_STATE_VOTES)
    assert no_civil == Balance(why=Uncomparable.NO_CIVIL_SOCIETY_VOTES)


@pytest.mark.parametrize("counted", [True, False])
def test_what_has_no_result_cannot_be_balanced(*, counted: bool) -> None:
    found = tally(a_ballot(counted=counted), [a_count(entitled=90)])

    assert balance(found, Majority.SIMPLE) == Balance(why=Uncomparable.NO_RESULT)


def test_a_ballot_without_quorum_cannot_be_balanced() -> None:
    rows = [
        a_count(entitled=90).with_hands(votes_for=3, votes_against=1, abstentions=0),
        _row(Bloc.CIVIL_SOCIETY, (1, 3, 0)),
    ]

    found = balance(tally(a_ballot(), rows), Majority.SIMPLE)

    assert found == Balance(why=Uncomparable.NO_RESULT)


@given(HANDS, HANDS, HANDS, st.sampled_from(Majority))
def test_it_does_not_matter_which_bloc_is_which(
    one: Hands, two: Hands, other: Hands, majority: Majority
) -> None:
    found = _balance(one, two, other, majority=majority)
    swapped = _balance(two, one, other, majority=majority)

    assert found.equal_weight == swapped.equal_weight
    assert found.without_surplus == swapped.without_surplus
    assert found.differs == swapped.differs


@given(HANDS, HANDS, st.integers(1, 9), st.sampled_from(Majority))
def test_a_bloc_ten_times_as_large_weighs_no_more(
    state: Hands, civil: Hands, times: int, majority: Majority
) -> None:
    larger = (state[0] * times, state[1] * times, state[2] * times)

    found = _balance(state, civil, majority=majority)
    grown = _balance(larger, civil, majority=majority)

    assert found.equal_weight == grown.equal_weight
    if sum(state) >= sum(civil):
        assert found.without_surplus == grown.without_surplus


@given(HANDS, st.sampled_from(Majority))
def test_blocs_that_vote_alike_change_nothing(hands: Hands, majority: Majority) -> None:
    assert _balance(hands, hands, majority=majority).differs in {False, None}
