"""An undo does nothing that the table itself could not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import a_session_draft, at
from tests.services.steps import a_ballot, a_roll_call, a_room, last_deed
from workshop_app.domain.ballot import Ballot
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import (
    BallotState,
    Bloc,
    SessionState,
    VoteChoice,
)
from workshop_app.services.ballots import close_ballot, count_hands
from workshop_app.services.history import SessionOverError, redo, undo
from workshop_app.services.references import StillUsedError
from workshop_app.services.roll_calls import CalledVote, record_votes
from workshop_app.services.sessions import (
    close_session,
    open_session,
    reopen_session,
    schedule_session,
)

if TYPE_CHECKING:
    from workshop_app.store import Store

PLANNED = a_session_draft(stage=None, theme=None, opened_at=None, closed_at=None)


def test_the_result_of_a_closed_session_is_not_taken_back(
    store: Store, session: str
) -> None:
    a_room(store, session)
    ballot = a_ballot(store, session)
    count_hands(store, ballot, {Bloc.STATE: (2, 0, 0)})
    close_ballot(store, ballot, at(10, 5))
    closing = last_deed(store)
    close_session(store, session, at(12))

    with pytest.raises(SessionOverError) as refusal:
        undo(store, closing)

    with store.read() as reader:
        assert reader.get(Ballot, ballot).state is BallotState.CLOSED
        assert reader.get(Session, session).code in str(refusal.value)
    assert "Close ballot" in refusal.value.title


@pytest.mark.parametrize("roll", [False, True])
def test_neither_hands_nor_votes_are_taken_back_behind_the_minutes(
    store: Store, session: str, *, roll: bool
) -> None:
    room = a_room(store, session)
    ballot = a_roll_call(store, session) if roll else a_ballot(store, session)
    if roll:
        record_votes(store, ballot, [CalledVote(person=room[0], choice=VoteChoice.FOR)])
    else:
        count_hands(store, ballot, {Bloc.STATE: (2, 0, 0)})
    counting = last_deed(store)
    close_ballot(store, ballot, at(10, 5))
    close_session(store, session, at(12))

    with pytest.raises(SessionOverError):
        undo(store, counting)

    reopen_session(store, session, reason="Se contó mal.")
    undo(store, counting)


def test_an_opening_is_not_taken_from_under_a_vote(store: Store) -> None:
    session = schedule_session(store, PLANNED)
    open_session(store, session, at(9))
    opening = last_deed(store)
    ballot = a_ballot(store, session)
    close_ballot(store, ballot, at(10, 5))

    with pytest.raises(StillUsedError) as refusal:
        undo(store, opening)

    assert refusal.value.users == 1


def test_a_reopening_is_undone_once_no_vote_is_open(store: Store, session: str) -> None:
    close_session(store, session, at(12))
    reopen_session(store, session, reason="Faltaba votar.")
    reopening = last_deed(store)
    ballot = a_ballot(store, session)

    with pytest.raises(StillUsedError):
        undo(store, reopening)

    close_ballot(store, ballot, at(10, 5))
    undo(store, reopening)
    with store.read() as reader:
        assert reader.get(Session, session).state is SessionState.CLOSED


def test_an_opening_nobody_voted_after_may_be_undone(
    store: Store, session: str
) -> None:
    undo(store, last_deed(store))

    with store.read() as reader:
        assert reader.get(Session, session).state is SessionState.PLANNED


def test_bringing_a_count_back_does_not_change_a_closed_session(
    store: Store, session: str
) -> None:
    a_room(store, session)
    ballot = a_ballot(store, session)
    count_hands(store, ballot, {Bloc.STATE: (2, 0, 0)})
    counting = last_deed(store)
    undo(store, counting)
    close_ballot(store, ballot, at(10, 5))
    close_session(store, session, at(12))

    with pytest.raises(SessionOverError):
        redo(store, counting)
