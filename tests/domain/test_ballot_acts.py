"""Worked cases of recusals and of the chair's casting vote.

TUO Ley 27444, art. 111.1: agreements are taken by the majority of those attending at
the time of the vote, and whoever presides breaks a tie.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_ballot, a_count, a_vote, an_id, at
from workshop_app.domain.balance import balance
from workshop_app.domain.ballot import BallotCount, MoreHandsThanPeopleError
from workshop_app.domain.ballot_acts import (
    Acts,
    CastingReasonMissingError,
    CastingVote,
    Recusal,
    RecusalGroundMissingError,
    casting_reason,
    recusal_ground,
)
from workshop_app.domain.content import BlocNumbers, VoteNumbers
from workshop_app.domain.identity import casting_vote_id, recusal_id
from workshop_app.domain.tally import is_outdated, tally
from workshop_app.domain.vocabulary import (
    Bloc,
    Majority,
    Method,
    Quorum,
    TableOutcome,
    VoteChoice,
)

STATE, CIVIL = Bloc.STATE, Bloc.CIVIL_SOCIETY
ADOPTED, REJECTED, TIED = (
    TableOutcome.ADOPTED,
    TableOutcome.REJECTED,
    TableOutcome.TIED,
)
Hands = tuple[int, int, int]
HANDS = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))


def _cast(choice: VoteChoice) -> Acts:
    ballot = a_ballot().id
    vote = CastingVote(
        id=casting_vote_id(ballot),
        ballot=ballot,
        chair=an_id("chair"),
        choice=choice,
        reason="Hay presupuesto.",
        happened_at=at(11),
    )
    return Acts(casting=vote)


def _out(person: str, bloc: Bloc = STATE, *, present: bool = True) -> Recusal:
    ballot = a_ballot().id
    return Recusal(
        id=recusal_id(ballot, person),
        ballot=ballot,
        person=person,
        ground="Es parte interesada.",
        bloc=bloc,
        present=present,
    )


def _rows(state: Hands, civil: Hands, present: int = 28) -> list[BallotCount]:
    return [
        a_count(bloc, entitled=30, present=present).with_hands(
            votes_for=hands[0], votes_against=hands[1], abstentions=hands[2]
        )
        for bloc, hands in ((STATE, state), (CIVIL, civil))
    ]


@pytest.mark.parametrize(
    ("state", "civil", "choice", "outcome", "by_chair"),
    [
        ((5, 3, 0), (2, 4, 0), VoteChoice.FOR, ADOPTED, True),
        ((5, 3, 0), (2, 4, 0), VoteChoice.AGAINST, REJECTED, True),
        ((5, 3, 0), (2, 4, 0), VoteChoice.ABSTAIN, TIED, False),
        ((5, 3, 0), (3, 4, 0), VoteChoice.AGAINST, ADOPTED, False),
        ((5, 3, 0), (2, 5, 0), VoteChoice.FOR, REJECTED, False),
    ],
)
def test_the_chair_breaks_a_tie_and_nothing_else(
    state: Hands, civil: Hands, choice: VoteChoice, outcome: str, *, by_chair: bool
) -> None:
    found = tally(a_ballot(quorum=Quorum.NONE), _rows(state, civil), acts=_cast(choice))

    assert (found.outcome, found.by_chair) == (outcome, by_chair)


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"majority": Majority.TWO_THIRDS}, REJECTED),
        ({"majority": Majority.BOTH_BLOCS}, REJECTED),
        ({"quorum": Quorum.HALF_PLUS_ONE}, TableOutcome.NO_QUORUM),
        ({"counted": False}, TableOutcome.NOT_COUNTED),
        ({"closed_at": None}, TableOutcome.NOT_DOCUMENTED),
    ],
)
def test_what_is_no_tie_is_not_the_chair_s_to_decide(
    changes: dict[str, Any], outcome: TableOutcome
) -> None:
    ballot = a_ballot(**{"quorum": Quorum.NONE, **changes})

    found = tally(ballot, _rows((5, 3, 0), (2, 4, 0), 8), acts=_cast(VoteChoice.FOR))

    assert (found.outcome, found.by_chair) == (outcome, False)


def test_who_broke_the_tie_would_have_broken_that_of_balanced_blocs() -> None:
    even = tally(
        a_ballot(quorum=Quorum.NONE),
        _rows((4, 4, 0), (2, 2, 0)),
        acts=_cast(VoteChoice.FOR),
    )
    uneven = tally(
        a_ballot(quorum=Quorum.NONE),
        _rows((6, 4, 0), (1, 3, 0)),
        acts=_cast(VoteChoice.FOR),
    )

    assert balance(even, Majority.SIMPLE).differs is False
    assert balance(uneven, Majority.SIMPLE).equal_weight is REJECTED
    assert balance(uneven, Majority.SIMPLE).differs is True


@pytest.mark.parametrize(
    ("recusals", "entitled", "voting", "needed", "outcome"),
    [
        ([], (10, 10), (8, 4), 7, REJECTED),
        ([_out("a")], (9, 10), (7, 4), 6, ADOPTED),
        ([_out("a"), _out("b", CIVIL)], (9, 9), (7, 3), 6, ADOPTED),
        ([_out("a", present=False)], (9, 10), (8, 4), 7, REJECTED),
    ],
)
def test_who_keeps_out_is_neither_entitled_nor_measured(
    recusals: list[Recusal],
    entitled: tuple[int, int],
    voting: tuple[int, int],
    needed: int,
    outcome: TableOutcome,
) -> None:
    rows = [
        a_count(STATE, entitled=10, present=8),
        a_count(CIVIL, entitled=10, present=4),
    ]
    counted = [
        rows[0].with_hands(votes_for=6, votes_against=0, abstentions=0),
        rows[1].with_hands(votes_for=0, votes_against=3, abstentions=0),
    ]
    ballot = a_ballot(majority=Majority.ABSOLUTE)

    found = tally(ballot, counted, acts=Acts(recusals=recusals))

    assert (found.entitled.state, found.entitled.civil_society) == entitled
    assert (found.voting.state, found.voting.civil_society) == voting
    assert (found.needed_for, found.outcome) == (needed, outcome)
    assert found.present == BlocNumbers(state=8, civil_society=4)


def test_the_quorum_is_of_those_who_may_vote() -> None:
    rows = [
        a_count(STATE, entitled=9, present=4).with_hands(
            votes_for=4, votes_against=0, abstentions=0
        )
    ]
    out = [_out("a", present=False), _out("b", present=False)]

    assert tally(a_ballot(), rows).outcome is TableOutcome.NO_QUORUM
    assert tally(a_ballot(), rows, acts=Acts(recusals=out)).outcome is ADOPTED


def test_a_vote_of_who_keeps_out_counts_for_nothing_wherever_it_came_from() -> None:
    votes = [a_vote("a", VoteChoice.AGAINST), a_vote("b")]
    ballot = a_ballot(method=Method.ROLL_CALL, quorum=Quorum.NONE)
    rows = [
        a_count(CIVIL, entitled=3, present=3).with_hands(
            votes_for=1, votes_against=0, abstentions=0
        )
    ]
    acts = Acts(recusals=[_out("a", CIVIL)])

    found = tally(ballot, rows, votes, acts=acts)

    assert found.outcome is ADOPTED
    assert found.by_organization[""].cast == 1
    assert not is_outdated(ballot, rows, votes, acts)
    assert is_outdated(ballot, rows, votes)


def test_there_are_no_more_hands_than_people_who_do_not_keep_out() -> None:
    row = a_count(entitled=5, present=5)

    with pytest.raises(MoreHandsThanPeopleError, match=r"4 hands.*3"):
        row.with_hands(votes_for=4, votes_against=0, abstentions=0, out=2)


def test_reason_and_ground_say_something() -> None:
    assert casting_reason(" Sí. ") == " Sí. "
    assert recusal_ground("Es parte.") == "Es parte."
    with pytest.raises(CastingReasonMissingError):
        casting_reason(".")
    with pytest.raises(RecusalGroundMissingError):
        recusal_ground(" ")


@given(HANDS, HANDS, st.integers(0, 5), st.sampled_from(VoteChoice))
def test_one_more_vote_in_favour_never_undoes_an_adoption(
    state: Hands, civil: Hands, out: int, choice: VoteChoice
) -> None:
    kept = [_out(str(number)) for number in range(out)]
    casting = _cast(choice).casting
    acts = Acts(recusals=kept, casting=casting)
    ballot = a_ballot(quorum=Quorum.NONE)

    before = tally(ballot, _rows(state, civil), acts=acts)
    more = tally(ballot, _rows((state[0] + 1, *state[1:]), civil), acts=acts)

    assert before.totals == sum(before.counts.values(), VoteNumbers())
    if before.outcome is ADOPTED:
        assert more.outcome is ADOPTED


@given(HANDS, HANDS, st.integers(0, 9), st.sampled_from(VoteChoice))
def test_nothing_that_is_done_in_a_ballot_moves_who_was_frozen_there(
    state: Hands, civil: Hands, out: int, choice: VoteChoice
) -> None:
    rows = _rows(state, civil)
    kept = [_out(str(number), present=number % 2 == 0) for number in range(out)]
    acts = Acts(recusals=kept, casting=_cast(choice).casting)

    bare, done = tally(a_ballot(), rows), tally(a_ballot(), rows, acts=acts)

    assert done.present == bare.present
    assert rows == _rows(state, civil)
    assert done.entitled.total == bare.entitled.total - out
    assert done.voting.total == bare.voting.total - (out + 1) // 2
    assert done.totals == bare.totals
