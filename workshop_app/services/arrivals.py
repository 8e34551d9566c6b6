"""The door and the list: walking in, being invited, and lists kept on paper."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from workshop_app.domain.attendance import Attendance
from workshop_app.domain.identity import attendance_id
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person, PersonDraft
from workshop_app.domain.records import from_draft
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import (
    Bloc,
    Direction,
    DocumentType,
    Sex,
    Standing,
)
from workshop_app.services.attendances import AttendanceFacts, arrive, pass_door
from workshop_app.services.codes import identity
from workshop_app.services.deeds import DeedCode
from workshop_app.services.import_matching import OrganizationBook
from workshop_app.services.people import require_free_number
from workshop_app.store import Deed
from workshop_app.store.errors import RecordMissingError
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from workshop_app.store import Reader, Store, Transaction


@dataclass(frozen=True, kw_only=True)
class WalkIn:
    """Somebody nobody had registered, who stands at the door.

    Attributes:
        organization_name: As the person says it; blank for nobody's.
        bloc: The organization's if not said; `other` if that is not known either.
    """

    name: str
    document_type: DocumentType = DocumentType.DNI
    document_number: str = ""
    organization_name: str = ""
    bloc: Bloc | None = None
    sex: Sex | None = None
    position: str = ""
    language: str = ""
    standing: Standing = Standing.VOICE_VOTE

    def draft(self, organization: str | None) -> PersonDraft:
        """Return the person, as far as the door asks."""
        kind = self.document_type if self.document_number.strip() else DocumentType.NONE
        return PersonDraft(
            name=self.name,
            document_type=kind,
            document_number=self.document_number,
            organization=organization,
            position=self.position,
            sex=self.sex,
            language=self.language,
        )


def walk_in(store: Store, session: str, who: WalkIn, at: datetime) -> str:
    """Register somebody and let them in, in one deed; return the person's id.

    An organization that is not known by its name is registered with them, under an
    id that follows from the name: two doors that write it down meet in one record.

    Raises:
        DocumentNumberTakenError: If somebody registered has that document: check
            that person in.
        MomentOutOfOrderError: If the session was closed by then.
        AppError: If the name will not do.
    """
    name = who.draft(None).cleaned().name
    with store.write(_deed(store, DeedCode.WALK_IN, session, name=name)) as tx:
        person = _registered(tx, who)
        facts = AttendanceFacts(standing=who.standing)
        if who.bloc is not None:
            facts["bloc"] = who.bloc
        arrive(tx, session, person.id, facts, at)
    return person.id


def invite(store: Store, session: str, people: Collection[str]) -> int:
    """Put people on the list of a session as expected, in one deed.

    Whoever is on it already stays as they are.

    Returns:
        How many were put on it.

    Raises:
        RecordMissingError: If one of them is not on record.
    """
    wanted = dict.fromkeys(people)
    with store.read() as reader:
        count = len(_not_listed(reader, session, wanted))
    with store.write(_deed(store, DeedCode.INVITE_PEOPLE, session, count=count)) as tx:
        known = {one.id: one for one in tx.all(Person, id=list(wanted))}
        for key in wanted:
            if key not in known:
                raise RecordMissingError(Person.kind, key)
        bodies = {one.organization for one in known.values()}
        blocs = {one.id: one.bloc for one in tx.all(Organization, id=bodies)}
        invited = [
            _expected(session, known[key], blocs)
            for key in _not_listed(tx, session, wanted)
        ]
        tx.add_all(invited)
    return len(invited)


def _not_listed(reader: Reader, session: str, people: Iterable[str]) -> list[str]:
    """Return who is not on a list yet, under whichever entry; each person once."""
    who = reader.who_is_who()
    listed = {who.canonical(o.person) for o in reader.all(Attendance, session=session)}
    found: dict[str, str] = {}
    for person in people:
        if who.canonical(person) not in listed:
            found.setdefault(who.canonical(person), person)
    return list(found.values())


def invite_new(store: Store, session: str, who: WalkIn) -> str:
    """Register somebody and put them on the list, in one deed; return the person's id.

    Their organization is registered with them as by `walk_in`.

    Raises:
        DocumentNumberTakenError: If somebody registered has that document: put that
            person on the list.
        AppError: If the name will not do.
    """
    name = who.draft(None).cleaned().name
    with store.write(_deed(store, DeedCode.EXPECT_PERSON, session, name=name)) as tx:
        person = _registered(tx, who)
        key = person.organization
        bodies = [] if key is None else [tx.get(Organization, key)]
        expected = _expected(session, person, {one.id: one.bloc for one in bodies})
        bloc = expected.bloc if who.bloc is None else who.bloc
        tx.add(dataclasses.replace(expected, bloc=bloc, standing=who.standing))
    return person.id


def transcribe_attendance(
    store: Store,
    session: str,
    person: str,
    *,
    by: str,
    arrived_at: datetime | None = None,
    left_at: datetime | None = None,
) -> str:
    """Type in from a list kept on paper that somebody was at a session.

    The attendance says that it came from paper and who typed it in; when that was
    stands in the history, apart from when it happened.

    Args:
        store: Where the process is kept.
        session: Its id; it may be closed.
        person: On the list or not.
        by: Who types it in, as the id of a person.
        arrived_at: As the paper says; None if it does not, and then the person was
            there from the opening.
        left_at: As the paper says; None if it does not.

    Returns:
        The id of the attendance.

    Raises:
        AlreadyInRoomError, NotInRoomError, MomentOutOfOrderError: If the paper does
            not fit what was recorded at the door.
    """
    with store.read() as reader:
        name = reader.get(Person, person).name
    deed = _deed(store, DeedCode.TRANSCRIBE_ATTENDANCE, session, name=name)
    with store.write(deed) as tx:
        facts = AttendanceFacts(transcribed_by=by)
        made = arrive(tx, session, person, facts, arrived_at)
        if left_at is not None:
            pass_door(tx, session, person, Direction.DEPARTURE, left_at)
    return made


def _registered(tx: Transaction, who: WalkIn) -> Person:
    """Register somebody, with their organization if it is new, as part of a deed."""
    organization = _organization(tx, who)
    draft = who.draft(None if organization is None else organization.id)
    clean = draft.cleaned()
    require_free_number(tx, clean)
    person = from_draft(Person, clean, **identity(tx, Person, None))
    tx.add(person)
    return person


def _organization(tx: Transaction, who: WalkIn) -> Organization | None:
    """Return the organization somebody names, known or new."""
    if not who.organization_name.strip():
        return None
    book = OrganizationBook(tx)
    found = book.find(who.organization_name)
    if found is None:
        book.announce(who.organization_name, who.bloc, None)
        found = book.add(who.organization_name)
        tx.add(found)
    return found


def _expected(session: str, person: Person, blocs: dict[str, Bloc]) -> Attendance:
    return Attendance(
        id=attendance_id(session, person.id),
        session=session,
        person=person.id,
        organization=person.organization,
        bloc=blocs.get(person.organization or "", Bloc.OTHER),
    )


def _deed(store: Store, code: DeedCode, session: str, **named: str | int) -> Deed:
    with store.read() as reader:
        found = reader.get(Session, session)
    return Deed(code=code, arguments={"code": found.code, **named})
