from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_ballot, a_count, a_vote, an_id
from workshop_app.domain.content import BlocNumbers, VoteNumbers
from workshop_app.domain.tally import NO_ORGANIZATION, Tally, is_outdated, tally
from workshop_app.domain.vocabulary import (
    Bloc,
    Majority,
    Method,
    Quorum,
    TableOutcome,
    VoteChoice,
)

if TYPE_CHECKING:
    from workshop_app.domain.ballot import BallotCount, Vote

BLOCS = st.sampled_from(Bloc)
CHOICES = st.sampled_from(VoteChoice)
MAJORITIES = st.sampled_from(Majority)
ORGANIZATIONS = st.sampled_from([None, "o1", "o2", "o3"])
ROLLS = st.lists(st.tuples(BLOCS, CHOICES, ORGANIZATIONS), max_size=40)

RANKS = [TableOutcome.REJECTED, TableOutcome.TIED, TableOutcome.ADOPTED]

Roll = list[tuple[Bloc, VoteChoice, str | None]]


def _hands(
    votes_for: int,
    votes_against: int,
    abstentions: int = 0,
    *,
    present: int = 100,
    majority: Majority = Majority.SIMPLE,
) -> Tally:
    row = a_count(
        entitled=present,
        present=present,
        votes_for=votes_for,
        votes_against=votes_against,
        abstentions=abstentions,
    )
    return tally(a_ballot(majority=majority), [row])


def _votes(roll: Roll) -> list[Vote]:
    return [
        a_vote(str(number), choice, bloc=bloc, organization=organization)
        for number, (bloc, choice, organization) in enumerate(roll)
    ]


def _rows(present: int) -> list[BallotCount]:
    return [a_count(bloc, entitled=present, present=present) for bloc in Bloc]


@pytest.mark.parametrize(
    ("votes_for", "votes_against", "abstentions", "outcome"),
    [
        (41, 12, 6, TableOutcome.ADOPTED),
        (2, 1, 97, TableOutcome.ADOPTED),
        (12, 41, 6, TableOutcome.REJECTED),
        (20, 20, 3, TableOutcome.TIED),
        (0, 0, 9, TableOutcome.TIED),
    ],
)
def test_a_simple_majority_is_more_for_than_against(
    votes_for: int, votes_against: int, abstentions: int, outcome: TableOutcome
) -> None:
    assert _hands(votes_for, votes_against, abstentions).outcome is outcome


@pytest.mark.parametrize(
    ("votes_for", "votes_against", "present", "outcome"),
    [
        (51, 0, 100, TableOutcome.ADOPTED),
        (50, 0, 100, TableOutcome.REJECTED),
        (51, 50, 101, TableOutcome.ADOPTED),
        (50, 49, 101, TableOutcome.REJECTED),
        (50, 50, 100, TableOutcome.TIED),
        (30, 30, 100, TableOutcome.REJECTED),
        (0, 0, 100, TableOutcome.REJECTED),
    ],
)
def test_an_absolute_majority_is_more_than_half_of_those_in_the_room(
    votes_for: int, votes_against: int, present: int, outcome: TableOutcome
) -> None:
    found = _hands(
        votes_for, votes_against, present=present, majority=Majority.ABSOLUTE
    )

    assert found.outcome is outcome


def test_the_votes_that_would_have_adopted_are_told() -> None:
    assert _hands(20, 8, 4).needed_for == 9
    assert _hands(20, 8, present=101, majority=Majority.ABSOLUTE).needed_for == 51


def test_observers_make_neither_quorum_nor_majority() -> None:
    row = a_count(
        entitled=20,
        present=30,
        observers=20,
        votes_for=6,
        votes_against=0,
        abstentions=4,
    )

    absolute = tally(
        a_ballot(majority=Majority.ABSOLUTE, quorum=Quorum.ONE_THIRD), [row]
    )
    half = tally(a_ballot(), [row])

    assert absolute.outcome is TableOutcome.ADOPTED
    assert absolute.needed_for == 6
    assert (half.quorum_needed, half.voting.total, half.present.total) == (11, 10, 30)
    assert half.outcome is TableOutcome.NO_QUORUM


def test_without_quorum_the_hands_stay_on_record_and_decide_nothing() -> None:
    row = a_count(entitled=40, present=20).with_hands(
        votes_for=20, votes_against=0, abstentions=0
    )

    found = tally(a_ballot(), [row])

    assert not found.quorum_met
    assert found.totals == VoteNumbers(votes_for=20)
    assert found.outcome is TableOutcome.NO_QUORUM


def test_the_frozen_presence_is_told_by_bloc() -> None:
    found = tally(a_ballot(), [a_count(Bloc.OTHER, entitled=2, present=3, observers=1)])

    assert found.entitled == BlocNumbers(other=2)
    assert found.present == BlocNumbers(other=3)
    assert found.voting == BlocNumbers(other=2)


def test_a_majority_that_was_not_counted_is_recorded_as_that() -> None:
    row = a_count().with_hands(votes_for=9, votes_against=0, abstentions=0)

    for method in Method:
        found = tally(
            a_ballot(counted=False, method=method), [row], [a_vote("a", VoteChoice.FOR)]
        )

        assert found.outcome is TableOutcome.NOT_COUNTED
        assert found.totals is None
        assert found.counts == {}
        assert found.by_organization == {}
        assert found.needed_for is None


@pytest.mark.parametrize("method", list(Method))
def test_a_closed_ballot_without_any_count_is_not_documented(method: Method) -> None:
    found = tally(a_ballot(method=method), [a_count()])

    assert found.outcome is TableOutcome.NOT_DOCUMENTED
    assert found.totals is None
    assert found.needed_for is None


def test_an_open_ballot_has_counts_and_no_result_yet() -> None:
    row = a_count().with_hands(votes_for=9, votes_against=0, abstentions=0)

    found = tally(a_ballot(closed_at=None), [row])

    assert found.totals == VoteNumbers(votes_for=9)
    assert found.outcome is TableOutcome.NOT_DOCUMENTED


def test_a_bloc_without_counts_is_left_out_of_them() -> None:
    rows = [
        a_count(Bloc.CIVIL_SOCIETY),
        a_count(Bloc.STATE).with_hands(votes_for=3, votes_against=1, abstentions=0),
        replace(a_count(Bloc.OTHER), votes_for=2),
    ]

    found = tally(a_ballot(), rows)

    assert list(found.counts) == [Bloc.STATE, Bloc.OTHER]
    assert found.totals == VoteNumbers(votes_for=5, votes_against=1)


def test_a_roll_call_lists_whoever_did_not_vote() -> None:
    votes = [a_vote(choice, choice, organization="o1") for choice in VoteChoice]

    found = tally(a_ballot(method=Method.ROLL_CALL), [a_count()], votes)

    assert found.totals == VoteNumbers(
        votes_for=1, votes_against=1, abstentions=1, no_answer=1, absent=1, excused=1
    )
    assert found.outcome is TableOutcome.TIED


def test_a_roll_call_is_counted_by_organization() -> None:
    votes = [
        a_vote("a", VoteChoice.FOR, organization="o2"),
        a_vote("b", VoteChoice.AGAINST, organization="o1"),
        a_vote("c", VoteChoice.FOR, organization="o2"),
        a_vote("d", VoteChoice.ABSTAIN),
    ]

    found = tally(a_ballot(method=Method.ROLL_CALL), [], votes)

    assert found.by_organization == {
        NO_ORGANIZATION: VoteNumbers(abstentions=1),
        "o1": VoteNumbers(votes_against=1),
        "o2": VoteNumbers(votes_for=2),
    }
    assert list(found.by_organization) == [NO_ORGANIZATION, "o1", "o2"]


def test_a_show_of_hands_is_not_counted_from_votes() -> None:
    row = a_count().with_hands(votes_for=0, votes_against=9, abstentions=0)

    found = tally(a_ballot(), [row], [a_vote("a", VoteChoice.FOR)])

    assert found.totals == VoteNumbers(votes_against=9)
    assert found.by_organization == {}


def test_whoever_came_in_during_the_roll_counts_for_the_half() -> None:
    row = a_count(Bloc.CIVIL_SOCIETY, entitled=3, present=3)
    ballot = a_ballot(method=Method.ROLL_CALL, majority=Majority.ABSOLUTE)
    votes = [a_vote(str(n), VoteChoice.FOR) for n in range(2)]
    abstentions = [a_vote(str(n), VoteChoice.ABSTAIN) for n in range(2, 4)]

    assert tally(ballot, [row], votes).outcome is TableOutcome.ADOPTED
    late = tally(ballot, [row], votes + abstentions)
    assert (late.outcome, late.needed_for) == (TableOutcome.REJECTED, 3)


@given(ROLLS)
def test_blocs_and_organizations_add_up_to_the_totals(roll: Roll) -> None:
    found = tally(a_ballot(method=Method.ROLL_CALL), _rows(40), _votes(roll))

    by_bloc = sum(found.counts.values(), VoteNumbers())
    by_organization = sum(found.by_organization.values(), VoteNumbers())
    assert by_bloc == by_organization == (found.totals or VoteNumbers())
    listed = by_bloc.cast + by_bloc.no_answer + by_bloc.absent + by_bloc.excused
    assert listed == len(roll)


@given(st.data(), ROLLS, MAJORITIES)
def test_the_order_of_the_votes_does_not_matter(
    data: st.DataObject, roll: Roll, majority: Majority
) -> None:
    ballot = a_ballot(method=Method.ROLL_CALL, majority=majority)
    votes = _votes(roll)
    shuffled = data.draw(st.permutations(votes))
    rows = _rows(40)

    found = tally(ballot, rows[::-1], shuffled)

    expected = tally(ballot, rows, votes)
    assert found == expected
    assert list(found.counts) == list(expected.counts)


@given(ROLLS, MAJORITIES, BLOCS, st.integers(0, 40))
def test_one_more_vote_for_never_undoes_an_adoption(
    roll: Roll, majority: Majority, bloc: Bloc, present: int
) -> None:
    ballot = a_ballot(method=Method.ROLL_CALL, majority=majority, quorum=Quorum.NONE)
    votes = _votes(roll)
    more = [*votes, a_vote(an_id("late"), VoteChoice.FOR, bloc=bloc)]

    before = tally(ballot, _rows(present), votes).outcome
    after = tally(ballot, _rows(present), more).outcome

    if before is not TableOutcome.NOT_DOCUMENTED:
        assert RANKS.index(after) >= RANKS.index(before)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 90))
def test_both_methods_agree(
    votes_for: int, votes_against: int, abstentions: int, present: int
) -> None:
    choices = (
        [VoteChoice.FOR] * votes_for
        + [VoteChoice.AGAINST] * votes_against
        + [VoteChoice.ABSTAIN] * abstentions
    )
    row = a_count(entitled=present, present=present)
    counted = replace(
        row,
        votes_for=votes_for,
        votes_against=votes_against,
        abstentions=abstentions,
    )
    for majority in Majority:
        roll = tally(
            a_ballot(method=Method.ROLL_CALL, majority=majority),
            [row],
            _votes([(Bloc.STATE, choice, None) for choice in choices]),
        )
        hands = tally(a_ballot(majority=majority), [counted])

        if choices:
            assert (roll.outcome, roll.counts) == (hands.outcome, hands.counts)


def test_a_ballot_that_was_not_counted_is_never_outdated() -> None:
    ballot = a_ballot(method=Method.ROLL_CALL, counted=False)

    assert not is_outdated(ballot, [a_count()], [a_vote("ana")])
