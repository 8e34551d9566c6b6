"""Who conducts a session, named and put on its list in one deed.

A co-chair sits for a bloc, and is counted and heard as of that bloc whatever their
organization; facilitator and rapporteur serve the table and have a voice there, and no
vote unless somebody gives them one.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from workshop_app.domain.attendance import Attendance
from workshop_app.domain.identity import attendance_id
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import Bloc, SessionState, Standing
from workshop_app.services.attendances import AttendanceFacts, listing
from workshop_app.services.deeds import DeedCode
from workshop_app.services.sessions import amend_within, schedule_within
from workshop_app.store import Deed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_app.domain.session import SessionDraft
    from workshop_app.store import Seen, Store, Transaction

_SIDES: Final = {
    "chair_state": Bloc.STATE,
    "chair_civil_society": Bloc.CIVIL_SOCIETY,
}


def schedule_conducted(store: Store, draft: SessionDraft) -> str:
    """Put a session on the calendar, and on its list whoever conducts it.

    Returns:
        The id of the session.

    Raises:
        RecordMissingError: If stage, theme or one of the people is not on record.
        AppError: If the draft will not do.
    """
    clean = draft.cleaned()
    deed = Deed(code=DeedCode.SCHEDULE_SESSION, arguments={"title": clean.title})
    with store.write(deed) as tx:
        session = schedule_within(tx, clean)
        _seat(tx, session, {})
    return session.id


def amend_conducted(
    store: Store, session_id: str, draft: SessionDraft, seen: Seen | None = None
) -> None:
    """Correct what is known about a session, and list whoever conducts it from now on.

    What was said of somebody on the list stays, but for the side of a co-chair.  After
    the closing nobody is put on the list: who was there is no longer expected.

    Raises:
        BallotStillOpenError, ActOutsideSessionError: If its times would not agree
            with its ballots.
        RecordMissingError: If stage, theme or one of the people is not on record.
        AppError: If the draft will not do.
        ChangedSinceError: If a field moved on since the person saw it.
    """
    clean = draft.cleaned()
    with store.read() as reader:
        before = reader.get(Session, session_id)
    deed = Deed(code=DeedCode.AMEND_SESSION, arguments={"code": before.code})
    with store.write(deed) as tx:
        signers = tx.get(Session, session_id).signers
        session = amend_within(tx, session_id, clean, seen)
        _seat(tx, session, signers)


def _seat(tx: Transaction, session: Session, before: Mapping[str, str]) -> None:
    """List those who were given a part, as part of a deed."""
    if session.state is SessionState.CLOSED:
        return
    for person in dict.fromkeys(session.signers.values()):
        parts = {role for role, one in session.signers.items() if one == person}
        given = {role for role in parts if before.get(role) != person}
        if given:
            _list(tx, session, person, parts)


def _list(tx: Transaction, session: Session, person: str, parts: set[str]) -> None:
    """List somebody by all their parts; a chair has a vote beside any other part."""
    sides = [bloc for role, bloc in _SIDES.items() if role in parts]
    facts = AttendanceFacts(bloc=sides[0]) if sides else AttendanceFacts()
    known = tx.find(Attendance, attendance_id(session.id, person))
    if known is not None:
        tx.save(dataclasses.replace(known, **facts))
        return
    if not sides:
        facts["standing"] = Standing.VOICE
    tx.add(listing(tx, session.id, person, facts))
