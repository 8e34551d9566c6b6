"""The list of a session, held in memory and followed deed by deed.

What was read once is not read again: after a deed only the records it touched are, so
that the five-hundredth arrival costs what the first did.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

from workshop_app.clock import milliseconds
from workshop_app.domain.attendance import Attendance, Movement
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    Direction,
    SessionState,
    Standing,
)
from workshop_app.domain.working_group import GroupMember, WorkingGroup

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from workshop_app.store import Committed, Reader

_Listed = TypeVar("_Listed", Attendance, Movement)

_MANY: Final = 400
"""Records touched by one deed from which on it is quicker to read the whole list."""

_WATCHED: Final = frozenset(
    {
        Attendance.kind,
        Movement.kind,
        Person.kind,
        Organization.kind,
        WorkingGroup.kind,
        GroupMember.kind,
        Session.kind,
    }
)


class Place(StrEnum):
    """Where somebody on the list is."""

    INSIDE = "inside"
    LEFT = "left"
    EXPECTED = "expected"
    ABSENT = "absent"
    EXCUSED = "excused"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """Somebody on the list, as the door sees them.

    Attributes:
        person: Their id.
        number: Of the identity document.
        arrived: The first arrival; None for whoever has none.
        since: The last arrival or departure.
        group: Title of their working group; may be empty.
        transcribed: Whether the attendance was typed in from paper.
        over: Whether the session was closed since: nobody is there any more.
    """

    person: str
    name: str
    organization: str
    number: str
    bloc: Bloc
    standing: Standing
    place: Place
    arrived: datetime | None
    since: datetime | None
    group: str
    transcribed: bool
    over: bool = False

    @property
    def came(self) -> bool:
        """Whether they are registered as having come."""
        return self.place in {Place.INSIDE, Place.LEFT}


class Roll:
    """Everybody on the list of one session."""

    def __init__(self, session: str, reader: Reader) -> None:
        self._id = session
        self.read(reader)

    @property
    def session(self) -> Session:
        """The session as it stands."""
        return self._session

    def organization(self, organization_id: str | None) -> str:
        """Return the name of an organization somebody of the list is of."""
        found = self._organizations.get(organization_id or "")
        return "" if found is None else found.name

    def read(self, reader: Reader) -> None:
        """Read everything."""
        self._session = reader.get(Session, self._id)
        listed = reader.all(Attendance, session=self._id)
        moved = reader.all(Movement, session=self._id)
        self._attendances = {one.id: one for one in listed}
        self._movements = {one.id: one for one in moved}
        self._people: dict[str, Person] = {}
        self._organizations: dict[str, Organization] = {}
        self._read_beside(reader)

    def follow(self, reader: Reader, done: Committed) -> bool:
        """Read what a deed touched; say whether the list may be another."""
        if not done.kinds & _WATCHED:
            return False
        if len(done.ids) > _MANY:
            self.read(reader)
            return True
        ids = list(done.ids)
        if Session.kind in done.kinds and self._id in done.ids:
            self._session = reader.get(Session, self._id)
        if Attendance.kind in done.kinds:
            here = reader.all(Attendance, id=ids)
            _replace(self._attendances, ids, self._mine(here))
        if Movement.kind in done.kinds:
            moved = reader.all(Movement, id=ids)
            _replace(self._movements, ids, self._mine(moved))
        if done.kinds & {Person.kind, Organization.kind}:
            for gone in ids:
                self._people.pop(gone, None)
                self._organizations.pop(gone, None)
        self._read_beside(reader)
        return True

    def lines(self) -> tuple[Line, ...]:
        """Return those who came, the newest first, then the others by name."""
        paths: defaultdict[str, list[Movement]] = defaultdict(list)
        for one in sorted(
            self._movements.values(), key=lambda one: (one.happened_at, one.id)
        ):
            paths[one.person].append(one)
        lines = [
            self._line(one, paths.get(one.person, []))
            for one in self._attendances.values()
            if one.person in self._people
        ]
        came = [one for one in lines if one.came]
        came.sort(key=_newest, reverse=True)
        waited = [one for one in lines if not one.came]
        waited.sort(key=lambda one: one.name.casefold())
        return (*came, *waited)

    def _mine(self, records: Iterable[_Listed]) -> dict[str, _Listed]:
        return {one.id: one for one in records if one.session == self._id}

    def _read_beside(self, reader: Reader) -> None:
        """Read the people, organizations and groups that are not known yet."""
        listed = {one.person for one in self._attendances.values()}
        missing = [one for one in listed if one not in self._people]
        self._people.update((one.id, one) for one in reader.all(Person, id=missing))
        named = {one.organization for one in self._attendances.values()}
        wanted = [one for one in named if one and one not in self._organizations]
        found = reader.all(Organization, id=wanted)
        self._organizations.update((one.id, one) for one in found)
        groups = {
            one.id: one.title for one in reader.all(WorkingGroup, session=self._id)
        }
        seats = reader.all(GroupMember, group=list(groups))
        self._groups = {one.person: groups[one.group] for one in seats}

    def _line(self, attendance: Attendance, path: list[Movement]) -> Line:
        person = self._people[attendance.person]
        arrivals = [one for one in path if one.direction is Direction.ARRIVAL]
        return Line(
            person=person.id,
            name=person.name,
            organization=self.organization(attendance.organization),
            number=person.document_number,
            bloc=attendance.bloc,
            standing=attendance.standing,
            place=self._place(attendance, path),
            arrived=arrivals[0].happened_at if arrivals else self._from_opening(path),
            since=path[-1].happened_at if path else None,
            group=self._groups.get(person.id, ""),
            transcribed=attendance.transcribed_by is not None,
            over=self._session.state is SessionState.CLOSED,
        )

    def _from_opening(self, path: list[Movement]) -> datetime | None:
        """Somebody who left and never came was there from the opening."""
        return self._session.opened_at if path else None

    def _place(self, attendance: Attendance, path: list[Movement]) -> Place:
        if path:
            inside = path[-1].direction is Direction.ARRIVAL
            return Place.INSIDE if inside else Place.LEFT
        match attendance.status:
            case AttendanceStatus.PRESENT:
                planned = self._session.state is SessionState.PLANNED
                return Place.EXPECTED if planned else Place.INSIDE
            case AttendanceStatus.EXPECTED:
                return Place.EXPECTED
            case AttendanceStatus.ABSENT:
                return Place.ABSENT
            case AttendanceStatus.EXCUSED:
                return Place.EXCUSED


def _newest(line: Line) -> tuple[int, str]:
    """Order by arrival; whoever was there from the opening came before all."""
    return 0 if line.arrived is None else milliseconds(line.arrived), line.person


def _replace(
    held: dict[str, _Listed], ids: Collection[str], found: Mapping[str, _Listed]
) -> None:
    for one in ids:
        if one in found:
            held[one] = found[one]
        else:
            held.pop(one, None)
