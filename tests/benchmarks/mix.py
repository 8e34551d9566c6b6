"""A process as processes are: what each table brings, in deeds of the usual size.

A session of a hundred and twenty people: who is new is imported, the list is made
beforehand, each comes in by a deed of their own, half are seen going out; they bring
forty contributions, vote ten of them by roll-call, and each is answered, some twice.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.builders import (
    a_ballot,
    a_contribution,
    a_count,
    a_decision,
    a_movement,
    a_person,
    a_session,
    a_vote,
    an_attendance,
    an_authorship,
    an_id,
    an_organization,
    at,
)
from workshop_app.domain.records import Record
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    Direction,
    Outcome,
    ReasonCode,
    VoteChoice,
)
from workshop_app.services.deeds import DeedCode
from workshop_app.store import Deed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workshop_app.domain.attendance import Attendance
    from workshop_app.domain.ballot import Ballot
    from workshop_app.domain.decision import Decision
    from workshop_app.store import Store

ATTENDING: Final = 120
NEWCOMERS: Final = 60
ORGANIZATIONS: Final = 5
CONTRIBUTIONS: Final = 40
BALLOTS: Final = 10
VOTERS: Final = 60
SECOND_ANSWERS: Final = 10


@dataclass(frozen=True)
class _Step:
    """One deed: new records, and records that were there and now say this."""

    code: DeedCode
    new: tuple[Record, ...] = ()
    amended: tuple[Record, ...] = ()

    @property
    def changes(self) -> int:
        return len(self.new) + len(self.amended)


def fill(store: Store, changes: int) -> int:
    """Put about so many changes on record; return how many, and at least so many."""
    made = number = 0
    known: list[str] = []
    while made < changes:
        for step in _session(number, known):
            with store.write(Deed(step.code, {"session": f"S-{number}"})) as tx:
                tx.add_all(step.new)
                for record in step.amended:
                    tx.save(record)
            made += step.changes
        number += 1
    return made


def _session(number: int, known: list[str]) -> Iterator[_Step]:
    """Yield what happens at one session, and remember who came to be known."""
    organizations = [
        an_organization(f"O-{number}-{n}", name=f"Comunidad {number} {n} de Ácora")
        for n in range(ORGANIZATIONS)
    ]
    newcomers = [
        a_person(
            f"P-{number}-{n}",
            name=f"Saturnina {number:x} {n:x} Ch’oque Ñahui",
            document_number=f"{number * NEWCOMERS + n:08d}",
            organization=organizations[n % ORGANIZATIONS].id,
        )
        for n in range(NEWCOMERS)
    ]
    known.extend(person.id for person in newcomers)
    session = a_session(f"S-{number}", opened_at=None, closed_at=None)
    yield _Step(DeedCode.IMPORT_PEOPLE, (*organizations, *newcomers))
    yield _Step(DeedCode.SCHEDULE_SESSION, (session,))
    session = dataclasses.replace(session, opened_at=at(9))
    yield _Step(DeedCode.OPEN_SESSION, amended=(session,))
    people = known[-ATTENDING:]
    yield from _gathering(session.id, people)
    yield from _debate(number, session.id, people)
    session = dataclasses.replace(session, closed_at=at(13, 30))
    yield _Step(DeedCode.CLOSE_SESSION, amended=(session,))


def _gathering(session: str, people: list[str]) -> Iterator[_Step]:
    expected = AttendanceStatus.EXPECTED
    listed = [an_attendance(one, session=session, status=expected) for one in people]
    yield _Step(DeedCode.EXPECT_PERSON, tuple(listed))
    for one in listed:
        came = dataclasses.replace(one, status=AttendanceStatus.PRESENT)
        step = _moved(one, Direction.ARRIVAL)
        yield _Step(DeedCode.CHECK_IN, (step,), (came,))
    for one in listed[::2]:
        yield _Step(DeedCode.CHECK_OUT, (_moved(one, Direction.DEPARTURE),))


def _moved(one: Attendance, direction: Direction) -> Record:
    moment = at(9 if direction is Direction.ARRIVAL else 12, 15)
    identity = an_id(f"{one.id} {direction}")
    return a_movement(one.person, direction, moment, session=one.session, id=identity)


def _debate(number: int, session: str, people: list[str]) -> Iterator[_Step]:
    for n in range(CONTRIBUTIONS):
        contribution = a_contribution(
            f"A-{number}-{n}",
            title=f"Publicar los análisis de agua {number}-{n}",
            session=session,
        )
        authors = (people[n % len(people)], people[n * 7 % len(people)])
        yield _Step(
            DeedCode.WRITE_CONTRIBUTION,
            (contribution, *_authorships(contribution.id, authors[: 1 + n % 2])),
        )
        if n < BALLOTS:
            ballot = a_ballot(
                f"V-{number}-{n}",
                session=session,
                contribution=contribution.id,
                closed_at=None,
            )
            yield from _vote(ballot, people[:VOTERS])
        yield from _answer(contribution.id, twice=n < SECOND_ANSWERS)


def _authorships(contribution: str, people: Iterable[str]) -> Iterator[Record]:
    for position, person in enumerate(dict.fromkeys(people)):
        yield an_authorship(contribution, person, position=position)


def _vote(ballot: Ballot, voters: list[str]) -> Iterator[_Step]:
    counts = [
        a_count(bloc, ballot=ballot.id) for bloc in (Bloc.STATE, Bloc.CIVIL_SOCIETY)
    ]
    yield _Step(DeedCode.OPEN_BALLOT, (ballot, *counts))
    choices = tuple(VoteChoice)
    votes = [
        a_vote(voter, choices[place % len(choices)], ballot=ballot.id)
        for place, voter in enumerate(voters)
    ]
    yield _Step(DeedCode.RECORD_VOTES, tuple(votes))
    closed = dataclasses.replace(ballot, closed_at=at(11, 10))
    yield _Step(DeedCode.CLOSE_BALLOT, amended=(closed,))


def _answer(contribution: str, *, twice: bool) -> Iterator[_Step]:
    decision: Decision = a_decision(contribution=contribution)
    yield _Step(DeedCode.DECIDE, (decision,))
    if twice:
        revised = dataclasses.replace(
            decision,
            outcome=Outcome.NOT_ACCEPTED,
            reason_code=next(iter(ReasonCode)),
            reason_text="Ya lo hace otra entidad, según el Compromiso 4.",
        )
        yield _Step(DeedCode.DECIDE, amended=(revised,))
