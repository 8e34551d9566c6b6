from __future__ import annotations

import pytest

from tests.builders import a_ballot, a_count, a_rules_draft, a_session, a_vote
from workshop_app.domain.ballot import (
    AbstentionNotAllowedError,
    AbstentionReasonMissingError,
    HandsNegativeError,
    MoreHandsThanPeopleError,
    StatementMissingError,
    statement,
)
from workshop_app.domain.text import TextUnstorableError
from workshop_app.domain.vocabulary import BallotState, Bloc, SessionState, VoteChoice


def test_a_ballot_is_open_until_it_is_closed() -> None:
    assert a_ballot(closed_at=None).state is BallotState.OPEN
    assert a_ballot().state is BallotState.CLOSED


def test_a_session_goes_from_planned_to_open_to_closed() -> None:
    states = [
        a_session(opened_at=None, closed_at=None).state,
        a_session(closed_at=None).state,
        a_session().state,
    ]

    assert states == [SessionState.PLANNED, SessionState.OPEN, SessionState.CLOSED]


def test_as_many_hands_as_people_with_a_vote_are_counted() -> None:
    row = a_count(present=12, observers=2)

    counted = row.with_hands(votes_for=5, votes_against=3, abstentions=2)

    assert (counted.votes_for, counted.votes_against, counted.abstentions) == (5, 3, 2)
    assert counted.voting == 10


def test_an_observer_raises_no_hand() -> None:
    row = a_count(Bloc.STATE, present=12, observers=2)

    with pytest.raises(MoreHandsThanPeopleError, match=r"11 hands.*10") as refusal:
        row.with_hands(votes_for=5, votes_against=3, abstentions=3)

    assert refusal.value.bloc is Bloc.STATE


def test_fewer_hands_than_none_are_refused() -> None:
    with pytest.raises(HandsNegativeError, match="-1"):
        a_count().with_hands(votes_for=5, votes_against=-1, abstentions=0)


def test_an_abstention_gives_its_reason_where_the_rules_ask() -> None:
    rules = a_rules_draft(abstention_needs_reason=True)
    reasoned = a_vote("p", VoteChoice.ABSTAIN, reason="No conozco el informe.")

    assert reasoned.reasoned(rules) is reasoned
    with pytest.raises(AbstentionReasonMissingError):
        a_vote("p", VoteChoice.ABSTAIN, reason=".").reasoned(rules)


def test_an_abstention_needs_no_reason_where_the_rules_do_not_ask() -> None:
    vote = a_vote("p", VoteChoice.ABSTAIN)

    assert vote.reasoned(a_rules_draft(abstention_needs_reason=False)) is vote


def test_nobody_abstains_where_the_rules_allow_none() -> None:
    rules = a_rules_draft(abstention_allowed=False)
    reasoned = a_vote("p", VoteChoice.ABSTAIN, reason="No conozco el informe.")
    against = a_vote("p", VoteChoice.AGAINST)

    assert against.reasoned(rules) is against
    with pytest.raises(AbstentionNotAllowedError):
        reasoned.reasoned(rules)


def test_a_vote_for_needs_no_reason_and_a_reason_holds_no_nul() -> None:
    rules = a_rules_draft()
    vote = a_vote("p", VoteChoice.FOR)

    assert vote.reasoned(rules) is vote
    with pytest.raises(TextUnstorableError):
        a_vote("p", VoteChoice.FOR, reason="a\0").reasoned(rules)


def test_a_dissent_is_kept_word_for_word() -> None:
    assert statement("  No.\n ") == "  No.\n "


@pytest.mark.parametrize("text", ["", " ", "…", "x"])
def test_a_dissent_says_something(text: str) -> None:
    with pytest.raises(StatementMissingError):
        statement(text)
