"""Worked cases of consensus, and what holds of it whatever is said.

`docs/glossary.md` has the words; that one objection is enough is the meaning of
consensus among those who facilitate (no blocking objection), not of any law.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_ballot, a_count, a_vote
from workshop_app.domain.balance import Balance, balance
from workshop_app.domain.consensus import (
    GroundlessObjectionError,
    require_ground,
    said_in,
)
from workshop_app.domain.tally import Tally, tally
from workshop_app.domain.text import TextUnstorableError
from workshop_app.domain.vocabulary import (
    Bloc,
    Majority,
    Method,
    Quorum,
    TableOutcome,
    VoteChoice,
)

FOR, AGAINST, ASIDE = VoteChoice.FOR, VoteChoice.AGAINST, VoteChoice.ABSTAIN
SILENT, AWAY = VoteChoice.NO_ANSWER, VoteChoice.ABSENT
ADOPTED, REJECTED = TableOutcome.ADOPTED, TableOutcome.REJECTED
ROLLS = st.lists(st.tuples(st.sampled_from(Bloc), st.sampled_from(VoteChoice)))


def _heard(
    said: list[tuple[Bloc, VoteChoice]], *, quorum: Quorum = Quorum.NONE
) -> Tally:
    votes = [
        a_vote(f"p{number}", choice, bloc=bloc)
        for number, (bloc, choice) in enumerate(said)
    ]
    rows = [a_count(bloc, entitled=9, present=3) for bloc in Bloc]
    # Each bloc has to be in favour by itself, says the rule of the process: a
    # consensus does not ask it.
    ballot = a_ballot(
        method=Method.CONSENSUS, quorum=quorum, majority=Majority.EACH_BLOC
    )
    return tally(ballot, rows, votes)


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ([FOR, FOR, FOR], ADOPTED),
        ([FOR, FOR, AGAINST], REJECTED),
        ([FOR, AGAINST, AGAINST], REJECTED),
        ([FOR, ASIDE, ASIDE], ADOPTED),
        ([ASIDE, ASIDE], ADOPTED),
        ([ASIDE, AGAINST], REJECTED),
        ([FOR, SILENT, AWAY], ADOPTED),
        ([SILENT, AGAINST], REJECTED),
        ([], TableOutcome.NOT_DOCUMENTED),
    ],
)
def test_a_consensus_stands_unless_somebody_objects(
    said: list[VoteChoice], outcome: TableOutcome
) -> None:
    found = _heard([(Bloc.STATE, choice) for choice in said])

    assert found.outcome is outcome
    assert found.needed_for is None


def test_a_consensus_needs_its_quorum_too() -> None:
    found = _heard([(Bloc.STATE, FOR)], quorum=Quorum.HALF_PLUS_ONE)

    assert found.outcome is TableOutcome.NO_QUORUM


def test_an_objection_gives_its_ground_and_nobody_else_has_to() -> None:
    for choice in (FOR, ASIDE, SILENT):
        require_ground(a_vote("p", choice))
    require_ground(a_vote("p", AGAINST, reason="Duplica la Ley 29783."))

    with pytest.raises(GroundlessObjectionError):
        require_ground(a_vote("p", AGAINST, reason=" . "))
    with pytest.raises(TextUnstorableError):
        require_ground(a_vote("p", FOR, reason="a\0"))


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (FOR, "Consents"),
        (AGAINST, "Objects"),
        (ASIDE, "Stands aside"),
        (SILENT, "No answer"),
    ],
)
def test_a_consensus_has_words_of_its_own(choice: VoteChoice, words: str) -> None:
    assert said_in(Method.CONSENSUS, choice) == words
    assert said_in(Method.ROLL_CALL, FOR) == "In favour"


def test_an_objection_weighs_enough_whichever_bloc_it_comes_from() -> None:
    stopped = _heard([*([(Bloc.STATE, FOR)] * 20), (Bloc.OTHER, AGAINST)])
    nobody = _heard([])

    assert balance(stopped, Majority.SIMPLE, Method.CONSENSUS) == Balance(
        equal_weight=REJECTED, without_surplus=REJECTED, differs=False
    )
    assert balance(nobody, Majority.SIMPLE, Method.CONSENSUS).differs is None


@given(ROLLS, st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_heard_changes_nothing(
    said: list[tuple[Bloc, VoteChoice]], random: object
) -> None:
    shuffled = list(said)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert _heard(shuffled) == _heard(said)


@given(ROLLS, st.sampled_from(Bloc))
def test_one_more_who_consents_never_stops_what_stood(
    said: list[tuple[Bloc, VoteChoice]], bloc: Bloc
) -> None:
    before, after = _heard(said), _heard([*said, (bloc, FOR)])

    if before.outcome is ADOPTED:
        assert after.outcome is ADOPTED
    assert after.totals is not None
    assert after.totals == sum(after.counts.values(), type(after.totals)())
