"""Who comes, who came, who left and came back, and in whose name."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, TypedDict, Unpack

from workshop_app.domain.attendance import Attendance, Movement
from workshop_app.domain.ballot import Ballot, Dissent, Vote
from workshop_app.domain.identity import attendance_id
from workshop_app.domain.moments import require_offset
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    Capacity,
    Direction,
    Standing,
)
from workshop_app.domain.working_group import GroupMember, WorkingGroup
from workshop_app.errors import AppError
from workshop_app.i18n import short_time, tr
from workshop_app.services.deeds import DeedCode
from workshop_app.services.gathering import entry_of
from workshop_app.services.references import require_known
from workshop_app.store import Deed

if TYPE_CHECKING:
    from datetime import datetime

    from workshop_app.store import Reader, Store, Transaction


class AlreadyInRoomError(AppError):
    """Somebody who is in the room cannot arrive."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} is in the room already.", name=name),
            advice=tr("Record the departure first, if there was one."),
        )
        self.name = name


class NotInRoomError(AppError):
    """Somebody who is not in the room cannot leave."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} is not in the room.", name=name),
            advice=tr("Record the arrival first."),
        )
        self.name = name


class NotOnListError(AppError):
    """Somebody is not on the attendance list of the session."""

    def __init__(self, name: str, code: str) -> None:
        super().__init__(
            tr("{name} is not on the list of session {code}.", name=name, code=code),
            advice=tr("Check the person in, or put the person on the list first."),
        )
        self.name = name
        self.code = code


class MomentOutOfOrderError(AppError):
    """A movement happened before the last one, or after the session closed."""

    def __init__(self, name: str, limit: datetime) -> None:
        super().__init__(
            tr(
                "This time does not fit what is on record of {name} ({time}).",
                name=name,
                time=short_time(limit),
            ),
            advice=tr("Write the time at which it happened, in order."),
        )
        self.name = name
        self.limit = limit


class ArrivalOnRecordError(AppError):
    """Somebody who arrived was not absent."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} has an arrival on record at this session.", name=name),
            advice=tr("Strike the arrival first, if it is wrong."),
        )
        self.name = name


class NothingToStrikeError(AppError):
    """Somebody has no arrival or departure that could be struck."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} has no arrival or departure at this session.", name=name),
            advice=tr("Look at the attendance list again."),
        )
        self.name = name


class VotedError(AppError):
    """Somebody who voted or dissented was there."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} has a vote or a dissent on record at this session.", name=name),
            advice=tr("Set a correction beside the ballot; the list keeps the person."),
        )
        self.name = name


class AttendanceFacts(TypedDict, total=False):
    """What may be said of somebody at one session, beside who and where.

    Attributes:
        standing: Voice and vote unless said otherwise.
        capacity: In whose name.
        organization: An id; the person's own organization unless said otherwise.
        bloc: The organization's unless said otherwise, else `other`.
        accreditation: The credential shown, in words.
        transcribed_by: Who typed it in from paper, as the id of a person.
    """

    standing: Standing
    capacity: Capacity
    organization: str | None
    bloc: Bloc
    accreditation: str
    transcribed_by: str | None


def expect(
    store: Store, session: str, person: str, **facts: Unpack[AttendanceFacts]
) -> str:
    """Put somebody on the list of a session; return the id of the attendance."""
    with store.write(_deed(store, DeedCode.EXPECT_PERSON, session, person)) as tx:
        attendance = listing(tx, session, entry_of(tx, session, person), facts)
        require_known(tx, attendance)
        tx.add(attendance)
    return attendance.id


def check_in(
    store: Store,
    session: str,
    person: str,
    at: datetime,
    **facts: Unpack[AttendanceFacts],
) -> str:
    """Record that somebody arrived, on the list or not; return the attendance's id.

    Raises:
        AlreadyInRoomError: If the person has not left since the last arrival.
        MomentOutOfOrderError: If the time does not fit what is on record.
    """
    with store.write(_deed(store, DeedCode.CHECK_IN, session, person)) as tx:
        return arrive(tx, session, person, facts, at)


def check_out(store: Store, session: str, person: str, at: datetime) -> None:
    """Record that somebody left the room.

    Raises:
        NotInRoomError: If the person is not in the room.
        MomentOutOfOrderError: If the time does not fit what is on record.
    """
    with store.write(_deed(store, DeedCode.CHECK_OUT, session, person)) as tx:
        entry = entry_of(tx, session, person)
        pass_door(tx, session, entry, Direction.DEPARTURE, at)


def come_back(store: Store, session: str, person: str, at: datetime) -> None:
    """Record that somebody who left is in the room again.

    Raises:
        NotOnListError: If the person never came.
        AlreadyInRoomError: If the person has not left.
        MomentOutOfOrderError: If the time does not fit what is on record.
    """
    with store.write(_deed(store, DeedCode.COME_BACK, session, person)) as tx:
        listed = require_listed(tx, session, person)
        pass_door(tx, session, listed.person, Direction.ARRIVAL, at)


def mark(
    store: Store,
    session: str,
    person: str,
    status: AttendanceStatus,
    *,
    reason: str = "",
) -> None:
    """Set what the sheet says of somebody who is on the list.

    Raises:
        NotOnListError: If the person is not on the list.
        ArrivalOnRecordError: If it denies that somebody came who is on record as
            having arrived.
    """
    deed = _deed(store, DeedCode.MARK_ATTENDANCE, session, person, reason)
    with store.write(deed) as tx:
        attendance = require_listed(tx, session, person)
        if _movements(tx, session, person) and status is not AttendanceStatus.PRESENT:
            raise ArrivalOnRecordError(tx.get(Person, person).name)
        tx.save(dataclasses.replace(attendance, status=status))


def strike_movement(
    store: Store, session: str, person: str, *, reason: str = ""
) -> None:
    """Take back the last arrival or departure of somebody; history keeps it.

    Whoever has none left was not there, as far as is known.  What a ballot froze
    before stays as it was: a correction stands beside it.

    Raises:
        NotOnListError: If the person is not on the list.
        NothingToStrikeError: If there is no movement.
    """
    deed = _deed(store, DeedCode.STRIKE_MOVEMENT, session, person, reason)
    with store.write(deed) as tx:
        attendance = require_listed(tx, session, person)
        made = _movements(tx, session, person)
        if not made:
            raise NothingToStrikeError(tx.get(Person, person).name)
        tx.remove(Movement, made[-1].id)
        if made[-1].direction is Direction.ARRIVAL and len(made) == 1:
            expected = AttendanceStatus.EXPECTED
            tx.save(dataclasses.replace(attendance, status=expected))


def take_off_list(store: Store, session: str, person: str, *, reason: str = "") -> None:
    """Take somebody off the list of a session who never belonged on it.

    Raises:
        NotOnListError: If the person is not on the list.
        ArrivalOnRecordError: If an arrival is on record; it is struck first.
        VotedError: If the person voted there or dissented.
    """
    deed = _deed(store, DeedCode.TAKE_OFF_LIST, session, person, reason)
    with store.write(deed) as tx:
        attendance = require_listed(tx, session, person)
        name = tx.get(Person, person).name
        if _movements(tx, session, person):
            raise ArrivalOnRecordError(name)
        ballots = [ballot.id for ballot in tx.all(Ballot, session=session)]
        entries = list(tx.who_is_who().of(person))
        voted = tx.count(Vote, ballot=ballots, person=entries)
        if voted or tx.count(Dissent, ballot=ballots, person=entries):
            raise VotedError(name)
        tx.remove(Attendance, attendance.id)
        groups = [group.id for group in tx.all(WorkingGroup, session=session)]
        for member in tx.all(GroupMember, group=groups, person=attendance.person):
            tx.remove(GroupMember, member.id)


def require_listed(reader: Reader, session: str, person: str) -> Attendance:
    """Return somebody's attendance at a session, under whichever entry it is.

    Raises:
        NotOnListError: If there is none.
    """
    key = attendance_id(session, entry_of(reader, session, person))
    found = reader.find(Attendance, key)
    if found is None:
        name = reader.get(Person, person).name
        raise NotOnListError(name, reader.get(Session, session).code)
    return found


def arrive(
    tx: Transaction,
    session: str,
    person: str,
    facts: AttendanceFacts,
    at: datetime | None,
) -> str:
    """Put somebody in the room, as part of a deed; return the attendance's id.

    Args:
        tx: The deed.
        session: Whose list it is.
        person: Who, on the list or not.
        facts: What is said of the person there.
        at: When; None if only the presence is known, and not since when.

    Raises:
        AlreadyInRoomError: If the person has not left since the last arrival.
        MomentOutOfOrderError: If the time does not fit what is on record.
    """
    person = entry_of(tx, session, person)
    if at is not None:
        pass_door(tx, session, person, Direction.ARRIVAL, at)
    attendance = dataclasses.replace(
        listing(tx, session, person, facts, joined_at=at),
        status=AttendanceStatus.PRESENT,
    )
    require_known(tx, attendance)
    tx.add(attendance)
    return attendance.id


def _deed(
    store: Store, code: DeedCode, session: str, person: str, reason: str = ""
) -> Deed:
    with store.read() as reader:
        named: dict[str, str | int] = {
            "name": reader.get(Person, person).name,
            "code": reader.get(Session, session).code,
        }
    return Deed(code=code, arguments=named, reason=reason)


def listing(
    tx: Transaction,
    session: str,
    person: str,
    facts: AttendanceFacts,
    *,
    joined_at: datetime | None = None,
) -> Attendance:
    """Return the attendance as it stands, or a new one, with what is said set."""
    key = attendance_id(session, person)
    known = tx.find(Attendance, key)
    if known is not None:
        return dataclasses.replace(known, **facts)
    organization = facts.get("organization", tx.get(Person, person).organization)
    bloc = Bloc.OTHER
    if organization is not None:
        bloc = tx.get(Organization, organization).bloc
    blank = Attendance(
        id=key,
        session=session,
        person=person,
        organization=organization,
        bloc=bloc,
        joined_at=joined_at,
    )
    return dataclasses.replace(blank, **facts)


def pass_door(
    tx: Transaction, session: str, person: str, direction: Direction, at: datetime
) -> None:
    """Record that somebody came or went, as part of a deed.

    Raises:
        AlreadyInRoomError, NotInRoomError: If the person is there already, or is not.
        MomentOutOfOrderError: If the time does not fit what is on record.
    """
    require_offset(at)
    made = _movements(tx, session, person)
    name = tx.get(Person, person).name
    inside = bool(made) and made[-1].direction is Direction.ARRIVAL
    if direction is Direction.ARRIVAL and inside:
        raise AlreadyInRoomError(name)
    if direction is Direction.DEPARTURE and not _may_leave(tx, session, person, made):
        raise NotInRoomError(name)
    if made and at < made[-1].happened_at:
        raise MomentOutOfOrderError(name, made[-1].happened_at)
    closed_at = tx.get(Session, session).closed_at
    if closed_at is not None and at > closed_at:
        raise MomentOutOfOrderError(name, closed_at)
    tx.add(
        Movement(
            id=tx.new_id(),
            session=session,
            person=person,
            direction=direction,
            happened_at=at,
        )
    )


def _movements(reader: Reader, session: str, person: str) -> list[Movement]:
    """Return somebody's movements in the order in which presence is computed."""
    entries = list(reader.who_is_who().of(person))
    return sorted(
        reader.all(Movement, session=session, person=entries),
        key=lambda movement: (movement.happened_at, movement.id),
    )


def _may_leave(reader: Reader, session: str, person: str, made: list[Movement]) -> bool:
    """Somebody marked present without an arrival is in the room from the opening."""
    if made:
        return made[-1].direction is Direction.ARRIVAL
    found = reader.find(Attendance, attendance_id(session, person))
    return found is not None and found.status is AttendanceStatus.PRESENT
