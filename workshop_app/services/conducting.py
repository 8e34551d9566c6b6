"""Who conducts a session, named and put on its list in one deed.

A co-chair sits for a bloc, and is counted and heard as of that bloc whatever their
organization; facilitator and rapporteur serve the table and have a voice there, and no
vote unless somebody gives them one.

A name that was typed by mistake and corrected leaves nothing behind: whoever was put on
the list or on record for a part goes again with it, unless something more is known of
them by then.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from workshop_app.domain.attendance import Attendance, Movement
from workshop_app.domain.identity import attendance_id
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    DocumentType,
    SessionState,
    Standing,
)
from workshop_app.services.attendances import AttendanceFacts, listing
from workshop_app.services.deeds import DeedCode
from workshop_app.services.references import is_spoken_of
from workshop_app.services.sessions import amend_within, schedule_within
from workshop_app.store import Deed
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_app.domain.session import SessionDraft
    from workshop_app.store import Seen, Store, Transaction

_SIDES: Final = {
    "chair_state": Bloc.STATE,
    "chair_civil_society": Bloc.CIVIL_SOCIETY,
}


@dataclass(frozen=True, kw_only=True)
class Slips:
    """People who are there because of a part that somebody just gave them.

    Attributes:
        listed: Those put on the list of the session for it.
        registered: Those put on record for it, by their name alone.
    """

    listed: Collection[str] = ()
    registered: Collection[str] = ()


NO_SLIPS: Final = Slips()


def schedule_conducted(
    store: Store, draft: SessionDraft, slips: Slips = NO_SLIPS
) -> str:
    """Put a session on the calendar, and on its list whoever conducts it.

    Args:
        store: Where the process is kept.
        draft: What was typed about the session.
        slips: Whom nothing is left of, if they have no part in the end.

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
        _seat(tx, session, {}, slips)
        _forget(tx, session, slips)
    return session.id


def amend_conducted(
    store: Store,
    session_id: str,
    draft: SessionDraft,
    seen: Seen | None = None,
    *,
    slips: Slips = NO_SLIPS,
) -> None:
    """Correct what is known about a session, and list whoever conducts it from now on.

    What was said of somebody on the list stays, but for the side and the vote of
    somebody made a co-chair.  After the closing nobody is put on the list: who was
    there is no longer expected.

    Args:
        store: Where the process is kept.
        session_id: Which session.
        draft: What is known about it now.
        seen: What the person at the keyboard had seen.
        slips: Whom nothing is left of, if they have no part any more.

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
        _seat(tx, session, signers, slips)
        _forget(tx, session, slips)


def _seat(
    tx: Transaction, session: Session, before: Mapping[str, str], slips: Slips
) -> None:
    """List those who were given a part, as part of a deed."""
    if session.state is SessionState.CLOSED:
        return
    for person in dict.fromkeys(session.signers.values()):
        parts = {role for role, one in session.signers.items() if one == person}
        had = {role for role, one in before.items() if one == person}
        known = tx.find(Attendance, attendance_id(session.id, person))
        if known is None and parts - had:
            facts = _facts(tx, person, parts)
            tx.add(listing(tx, session.id, person, facts))
        elif known is not None and parts != had:
            alone = person in slips.listed  # nobody said anything else of them
            if alone or (parts - had) & _SIDES.keys():
                tx.save(dataclasses.replace(known, **_facts(tx, person, parts)))


def _facts(tx: Transaction, person: str, parts: set[str]) -> AttendanceFacts:
    """Return how all their parts list somebody: a chair has a vote beside any other."""
    sides = [bloc for role, bloc in _SIDES.items() if role in parts]
    if sides:
        return AttendanceFacts(bloc=sides[0], standing=Standing.VOICE_VOTE)
    own = tx.get(Person, person).organization
    bloc = Bloc.OTHER if own is None else tx.get(Organization, own).bloc
    return AttendanceFacts(bloc=bloc, standing=Standing.VOICE)


def _forget(tx: Transaction, session: Session, slips: Slips) -> None:
    """Leave nothing of people who have no part any more and came for it alone."""
    if session.state is SessionState.CLOSED:
        return
    gone = {*slips.listed, *slips.registered} - set(session.signers.values())
    for person in sorted(gone):
        key = attendance_id(session.id, person)
        listed = tx.find(Attendance, key)
        if listed is not None and not _is_more(tx, listed, slips):
            tx.remove(Attendance, key)
            listed = None
        known = tx.find(Person, person) if person in slips.registered else None
        if listed is None and known is not None and not _is_used(tx, known, session):
            tx.remove(Person, person)


def _is_more(tx: Transaction, listed: Attendance, slips: Slips) -> bool:
    """Whether somebody is on the list for more than a part, or did something there."""
    if listed.person not in slips.listed:
        return True
    came = tx.count(Movement, session=listed.session, person=listed.person)
    return bool(came) or listed.status is not AttendanceStatus.EXPECTED


def _is_used(tx: Transaction, known: Person, session: Session) -> bool:
    """Whether more is known of somebody than the name, or something speaks of them."""
    bare = Person(
        id=known.id,
        code=known.code,
        name=known.name,
        document_type=DocumentType.NONE,
    )
    besides = {session.id, attendance_id(session.id, known.id)}
    return known != bare or is_spoken_of(tx, known, besides)
