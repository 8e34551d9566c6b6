"""The long lists: people, attendances, contributions."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, func, literal_column, or_, select

from workshop_app.domain.attendance import Attendance, Movement
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.decision import Decision
from workshop_app.domain.person import Person
from workshop_app.domain.vocabulary import Direction
from workshop_app.store.derived import search_entry
from workshop_app.store.listing import Key, Listing, OfIds, Test
from workshop_app.store.records import SHAPES
from workshop_app.store.sentences import readable
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.sql.selectable import NamedFromClause

    from workshop_app.store.engine import Link

_person: Final = SHAPES["person"].table
_attendance: Final = SHAPES["attendance"].table
_movement: Final = SHAPES["movement"].table
_contribution: Final = SHAPES["contribution"].table
_authorship: Final = SHAPES["authorship"].table
_decision: Final = SHAPES["decision"].table
_organization: Final = SHAPES["organization"].table

_OWN: Final = search_entry.alias("own")
"""What is searched of the record itself: there is one for each that is not removed."""

_PERSON: Final = search_entry.alias("of_person")
_OFFICE: Final = search_entry.alias("of_organization")
_OTHER: Final = search_entry.alias("of_other")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person, and the name of their organization."""

    person: Person
    organization: str


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """Somebody at a session.

    Attributes:
        organization: The name of the one the attendance speaks of.
        movements: Arrivals and departures, the earliest first.
    """

    attendance: Attendance
    person: Person
    organization: str
    movements: tuple[Movement, ...]


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """A contribution, what was answered to it, and the names of its authors."""

    contribution: Contribution
    decision: Decision | None
    authors: tuple[str, ...]


def _entry_of(
    entry: NamedFromClause, kind: str, rec: ColumnElement[Any]
) -> ColumnElement[bool]:
    return and_(entry.c.rec == rec, entry.c.kind == kind)


def _own(kind: str) -> ColumnElement[bool]:
    """Say that it is of a kind, in the words of the index of that kind alone."""
    return _OWN.c.kind == literal_column(f"'{kind}'")


def _numbered(code: ColumnElement[str]) -> tuple[Key, Key]:
    """Sort codes as people count: the ninth of a device before its tenth."""
    return Key(func.length(code), absent=True), Key(code, absent=True)


_PEOPLE_ROWS: Final = OfIds(
    select(_person, _organization.c.name).outerjoin(
        _organization, _organization.c.id == _person.c.organization
    ),
    _person.c.id,
)


def _read_people(link: Link, ids: Sequence[str]) -> Mapping[str, PersonRow]:
    load = SHAPES["person"].load
    rows = _PEOPLE_ROWS.rows(link, ids)
    with readable():
        return {row[0]: PersonRow(load(row), row[-1] or "") for row in rows}


def _by_organization(holds: Test) -> ColumnElement[bool]:
    """Say that somebody belongs to an organization that holds a word.

    A list of ids rather than the joined entry: the database then looks only at what
    holds the word, a thousandth of the time where few do.
    """
    offices = select(_OTHER.c.rec).where(_OTHER.c.kind == "organization", holds(_OTHER))
    return _OWN.c.rec.in_(
        select(_person.c.id).where(_person.c.organization.in_(offices))
    )


PEOPLE: Final = Listing[PersonRow](
    start=_OWN.outerjoin(_person, _person.c.id == _OWN.c.rec).outerjoin(
        _OFFICE, _entry_of(_OFFICE, "organization", _person.c.organization)
    ),
    id=_OWN.c.rec,
    living=_own("person"),
    orders={
        "name": (Key(_OWN.c.folded), Key(_OWN.c.rec)),
        "number": (
            Key(func.nullif(_person.c.document_number, ""), absent=True),
            Key(_OWN.c.rec),
        ),
        "organization": (
            Key(_OFFICE.c.folded, absent=True),
            Key(_OWN.c.folded),
            Key(_OWN.c.rec),
        ),
        "newest": (Key(_OWN.c.rec, down=True),),
    },
    order="newest",
    holding=lambda holds: or_(holds(_OWN), _by_organization(holds)),
    only={"organization": lambda value: _person.c.organization == value},
    read=_read_people,
)


def _when(function: Any) -> ColumnElement[Any]:
    """Return when somebody first or last came in, as the movements tell."""
    moment: ColumnElement[Any] = (
        select(function(_movement.c.happened_at))
        .where(
            _movement.c.person == _attendance.c.person,
            _movement.c.session == _attendance.c.session,
            _movement.c.direction == str(Direction.ARRIVAL),
            _movement.c.deleted == 0,
        )
        .correlate(_attendance)
        .scalar_subquery()
    )
    return moment


_ATTENDANCE_ROWS: Final = OfIds(
    select(_attendance, _person, _organization.c.name)
    .join(_person, _person.c.id == _attendance.c.person)
    .outerjoin(_organization, _organization.c.id == _attendance.c.organization),
    _attendance.c.id,
)
_MOVEMENT_ROWS: Final = OfIds(
    select(_movement, _attendance.c.id)
    .join(
        _attendance,
        and_(
            _movement.c.person == _attendance.c.person,
            _movement.c.session == _attendance.c.session,
        ),
    )
    .where(_movement.c.deleted == 0),
    _attendance.c.id,
)


def _read_attendances(link: Link, ids: Sequence[str]) -> Mapping[str, AttendanceRow]:
    rows = _ATTENDANCE_ROWS.rows(link, ids)
    moved = _moved(link, ids)
    width = len(_attendance.c)
    with readable():
        return {
            row[0]: AttendanceRow(
                SHAPES["attendance"].load(row),
                SHAPES["person"].load(row[width:]),
                row[-1] or "",
                tuple(moved[row[0]]),
            )
            for row in rows
        }


def _moved(link: Link, ids: Sequence[str]) -> Mapping[str, list[Movement]]:
    found: dict[str, list[Movement]] = defaultdict(list)
    rows = _MOVEMENT_ROWS.rows(link, ids)
    with readable():
        for row in rows:
            found[row[-1]].append(SHAPES["movement"].load(row))
    for movements in found.values():
        movements.sort(key=lambda one: (one.happened_at, one.id))
    return found


_BY_NAME: Final = (Key(_PERSON.c.folded, absent=True), Key(_attendance.c.id))

ATTENDANCES: Final = Listing[AttendanceRow](
    start=_attendance.outerjoin(
        _PERSON, _entry_of(_PERSON, "person", _attendance.c.person)
    ).outerjoin(
        _OFFICE, _entry_of(_OFFICE, "organization", _attendance.c.organization)
    ),
    id=_attendance.c.id,
    living=_attendance.c.deleted == 0,
    orders={
        "name": _BY_NAME,
        "bloc": (Key(_attendance.c.bloc, absent=True), *_BY_NAME),
        "organization": (Key(_OFFICE.c.folded, absent=True), *_BY_NAME),
        "status": (Key(_attendance.c.status, absent=True), *_BY_NAME),
        "arrival": (Key(_when(func.min), absent=True), *_BY_NAME),
        "newest": (Key(_when(func.max), down=True, absent=True), *_BY_NAME),
    },
    order="name",
    holding=lambda holds: or_(holds(_PERSON), holds(_OFFICE)),
    only={
        "session": lambda value: _attendance.c.session == value,
        "person": lambda value: _attendance.c.person == value,
        "bloc": lambda value: _attendance.c.bloc == value,
        "status": lambda value: _attendance.c.status == value,
    },
    read=_read_attendances,
)


_CONTRIBUTION_ROWS: Final = OfIds(
    select(_contribution, _decision).outerjoin(
        _decision,
        and_(_decision.c.contribution == _contribution.c.id, _decision.c.deleted == 0),
    ),
    _contribution.c.id,
)
_AUTHOR_ROWS: Final = OfIds(
    select(_authorship.c.contribution, _person.c.name)
    .join(_person, _person.c.id == _authorship.c.person)
    .where(_authorship.c.deleted == 0)
    .order_by(_authorship.c.contribution, _authorship.c.position, _authorship.c.id),
    _authorship.c.contribution,
)


def _read_contributions(
    link: Link, ids: Sequence[str]
) -> Mapping[str, ContributionRow]:
    rows = _CONTRIBUTION_ROWS.rows(link, ids)
    authors = _authors(link, ids)
    width = len(_contribution.c)
    with readable():
        return {
            row[0]: ContributionRow(
                SHAPES["contribution"].load(row),
                None if row[width] is None else SHAPES["decision"].load(row[width:]),
                tuple(authors[row[0]]),
            )
            for row in rows
        }


def _authors(link: Link, ids: Sequence[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for contribution, name in _AUTHOR_ROWS.rows(link, ids):
        found[contribution].append(name)
    return found


def _by_author(holds: Test) -> ColumnElement[bool]:
    author = _entry_of(_OTHER, "person", _authorship.c.person)
    written = select(_authorship.c.contribution).join(_OTHER, author)
    return _OWN.c.rec.in_(written.where(holds(_OTHER), _authorship.c.deleted == 0))


CONTRIBUTIONS: Final = Listing[ContributionRow](
    start=_OWN.outerjoin(_contribution, _contribution.c.id == _OWN.c.rec).outerjoin(
        _decision,
        and_(_decision.c.contribution == _OWN.c.rec, _decision.c.deleted == 0),
    ),
    id=_OWN.c.rec,
    living=_own("contribution"),
    orders={
        "code": (*_numbered(_contribution.c.code), Key(_OWN.c.rec)),
        "title": (Key(_OWN.c.folded), Key(_OWN.c.rec)),
        "outcome": (  # what is not answered comes first
            Key(func.coalesce(_decision.c.outcome, "")),
            *_numbered(_contribution.c.code),
            Key(_OWN.c.rec),
        ),
        "newest": (Key(_OWN.c.rec, down=True),),
    },
    order="newest",
    holding=lambda holds: or_(holds(_OWN), _by_author(holds)),
    only={
        "session": lambda value: _contribution.c.session == value,
        "theme": lambda value: _contribution.c.theme == value,
        "stage": lambda value: _contribution.c.stage == value,
    },
    read=_read_contributions,
)
