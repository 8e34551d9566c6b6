"""The sample process: one whole thematic table, made as a person would make it.

Everything goes through the services that a person's clicks call, at the moments at
which it would have happened, with a clock, ids and salts that repeat: two runs make
the same record and the same papers.  The texts are in `resources/samples`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from workshop_app.clock import PERU, SteppingClock
from workshop_app.domain.process import Stage
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import AttendanceStatus, StageKind, Stance
from workshop_app.i18n import Language, language
from workshop_app.ids import SeededIds
from workshop_app.services import (
    attendances,
    ballots,
    contributions,
    decisions,
    papers,
    people,
    processes,
    roll_calls,
    sample_texts,
    sessions,
)
from workshop_app.services.papers import IssuedFile
from workshop_app.services.progress import NO_PROGRESS
from workshop_app.services.sample_texts import Known, Table, moment
from workshop_app.store import Store
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.services.progress import Progress

SEED = "kuska: sample process, first edition"
"""What the ids, salts and keys of the sample are drawn from; not a secret."""

MINUTES = "acta.pdf"
ATTENDANCE = "lista-de-asistencia.pdf"
LETTERS = "cartas"

_LISTED_BEFORE = timedelta(days=4)
_MINUTE = timedelta(minutes=1)

Step = Callable[[], object]
Timed = tuple[datetime, Step]
"""Something to do, and the moment at which it happened."""


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The sample as it was made.

    Attributes:
        store: Open, plain, with everything in it; its maker closes it.
        session: The id of its one session.
        papers: The papers issued, in the order of issue.
    """

    store: Store
    session: str
    papers: tuple[IssuedFile, ...]


def build_sample(
    location: str,
    *,
    folder: Path | None = None,
    home: Path | None = None,
    until: datetime | None = None,
    progress: Progress = NO_PROGRESS,
) -> Sample:
    """Make the sample process in a new, plain store.

    Args:
        location: Where the store goes; it must not exist.
        folder: Where its papers are issued to; none are issued if not given.
        home: Where its device key is kept; the usual place if not given.
        until: Leaves out what happened later: the sample as it stood then.
        progress: Told after every step, and may stop it.

    Returns:
        The sample; whoever asked for it closes its store.

    Raises:
        AppError: If there is a store already, or it cannot be written.
        Cancelled: If the person stopped it.
    """
    with language(Language.SPANISH):
        making = Making(location, folder, home)
        try:
            timed = sorted(making.everything(), key=lambda each: each[0])
            if until is not None:
                timed = [each for each in timed if each[0] <= until]
            for done, (at, step) in enumerate(timed):
                progress.at(done, len(timed))
                making.clock.set(at)
                step()
            progress.at(len(timed), len(timed))
            making.store.retire_device()
        except BaseException:
            making.store.close()
            raise
    return Sample(
        store=making.store, session=making.session, papers=tuple(making.papers)
    )


class Making:
    """The sample while it is made: what exists so far, and what time it is.

    Whoever makes it on several computers puts another store and its clock in their
    place before a step.

    Attributes:
        store: Where the next step is done.
        clock: What tells that store the time.
        known: The ids given so far, by the keys of the texts.
        session: The id of its one session, once it is convened.
    """

    def __init__(self, location: str, folder: Path | None, home: Path | None) -> None:
        self.texts = sample_texts.read_texts()
        self.meeting = self.texts["session"]["session"]
        self.day = self.meeting["held_on"]
        self.folder = folder
        self.known = Known()
        self.session = ""
        self.stage = ""
        self.papers: list[IssuedFile] = []
        process = self.texts["process"]["process"]
        self.founded_at = process["founded_at"].astimezone(PERU)
        self.clock = SteppingClock(self.founded_at)
        self._people = {each["key"]: each for each in self.texts["people"]["people"]}
        self.store = processes.found_process(
            location,
            process["title"],
            self._people[process["operator"]]["name"],
            sample_texts.rules_draft(self.texts["process"]["rules"]),
            plain=True,
            clock=self.clock,
            ids=SeededIds(SEED, self.clock),
            home=home,
        )
        self.known.note("person", process["operator"], self.store.operator)

    def everything(self) -> Iterator[Timed]:
        """Say all there is to do with its moment; ties are done in this order."""
        listed_on = self.day - _LISTED_BEFORE
        yield self.founded_at + _MINUTE, self._set_up_office
        yield moment(self.meeting["convened_on"], "10:00"), self._convene
        yield moment(listed_on, "11:00"), self._list_people
        yield from self._sitting()
        yield from self._answers()

    # Before the table

    def _set_up_office(self) -> None:
        process, office = self.texts["process"], dict(self.texts["process"]["office"])
        for theme in process["themes"]:
            added = processes.add_theme(self.store, theme["title"])
            self.known.note("theme", theme["key"], added)
        operator = self._people[process["process"]["operator"]]
        draft = sample_texts.person_draft(operator, self.known)
        people.amend_person(self.store, self.store.operator, draft)
        office["signatory"] = self._registered(office["signatory"])
        processes.amend_office(self.store, **office)

    def _convene(self) -> None:
        for table in self.texts["organizations"]["organizations"]:
            draft = sample_texts.organization_draft(table)
            registered = people.register_organization(self.store, draft)
            self.known.note("organization", table["key"], registered)
        for role in ("chair_state", "chair_civil_society", "facilitator"):
            self._registered(self.meeting[role])
        with self.store.read() as reader:
            kind = StageKind(self.meeting["stage"])
            self.stage = reader.all(Stage, stage_kind=kind)[0].id
        session = sample_texts.session_draft(self.meeting, self.known, self.stage)
        code = self.meeting["code"]
        self.session = sessions.schedule_session(self.store, session, code)
        agenda = self.texts["session"]["agenda"]
        points = [(point["title"], point["minutes"]) for point in agenda]
        sessions.set_agenda(self.store, self.session, points)

    def _list_people(self) -> None:
        for line in self.texts["session"]["attendances"]:
            if not line.get("walk_in"):
                person = self._registered(line["person"])
                facts = sample_texts.attendance_facts(line)
                attendances.expect(self.store, self.session, person, **facts)

    # The table itself

    def _sitting(self) -> Iterator[Timed]:
        opened, closed = self._at("opened_at"), self._at("closed_at")
        yield opened, lambda: sessions.open_session(self.store, self.session, opened)
        for line in self.texts["session"]["attendances"]:
            yield from self._attendance(line, opened)
        for table in self.texts["contributions"]["contributions"]:
            at = moment(self.day, table["at"])
            yield at, partial(self._write, table, at)
        for table in self.texts["ballots"]["ballots"]:
            yield from self._ballot(table)
        yield closed - _MINUTE, self._narrate
        yield closed, lambda: sessions.close_session(self.store, self.session, closed)
        if self.folder is not None:
            listed = self.folder / ATTENDANCE
            yield closed + _MINUTE, partial(self._issue_attendance, listed)

    def _attendance(self, line: Table, opened: datetime) -> Iterator[Timed]:
        if "status" in line:
            yield opened + _MINUTE, partial(self._mark, line)
        for number, text in enumerate(line.get("moves", ())):
            at = moment(self.day, text)
            yield at, partial(self._move, line, number, at)

    def _mark(self, line: Table) -> None:
        person = self.known.id("person", line["person"])
        status = AttendanceStatus(line["status"])
        attendances.mark(self.store, self.session, person, status)

    def _move(self, line: Table, number: int, at: datetime) -> None:
        person = self._registered(line["person"])
        if number == 0:
            facts = sample_texts.attendance_facts(line)
            attendances.check_in(self.store, self.session, person, at, **facts)
        elif number % 2:
            attendances.check_out(self.store, self.session, person, at)
        else:
            attendances.come_back(self.store, self.session, person, at)

    def _write(self, table: Table, at: datetime) -> None:
        draft = sample_texts.contribution_draft(
            table, self.known, self.session, self.stage, at
        )
        authors = [self.known.id("person", author) for author in table["authors"]]
        written = contributions.write_contribution(self.store, draft, authors)
        self.known.note("contribution", table["key"], written)

    def _ballot(self, table: Table) -> Iterator[Timed]:
        opened = moment(self.day, table["opened_at"])
        closed = moment(self.day, table["closed_at"])
        yield opened, partial(self._put_to_the_vote, table, opened)
        yield closed, partial(self._record_votes, table, closed)

    def _put_to_the_vote(self, table: Table, at: datetime) -> None:
        draft = sample_texts.ballot_draft(table, self.known, self.session)
        opened = ballots.open_ballot(self.store, draft, at)
        self.known.note("ballot", table["key"], opened)

    def _record_votes(self, table: Table, at: datetime) -> None:
        ballot = self.known.id("ballot", table["key"])
        if "hands" in table:
            ballots.count_hands(self.store, ballot, sample_texts.hands(table))
        elif "for" in table:
            votes = sample_texts.called_votes(table, self.known)
            roll_calls.record_votes(self.store, ballot, votes)
        ballots.close_ballot(self.store, ballot, at)
        for dissent in table.get("dissents", ()):
            person = self.known.id("person", dissent["person"])
            ballots.record_dissent(self.store, ballot, person, dissent["text"])

    def _narrate(self) -> None:
        with self.store.read() as reader:
            session = reader.get(Session, self.session)
        narrated = dataclasses.replace(
            session,
            opening=self.meeting["opening"],
            proceedings=self.meeting["proceedings"],
            closing=self.meeting["closing"],
        )
        sessions.amend_session(self.store, self.session, narrated)

    # After the table

    def _answers(self) -> Iterator[Timed]:
        texts = self.texts["contributions"]
        for number, table in enumerate(texts["contributions"]):
            at = moment(texts["decided"]["on"], "09:30") + number * _MINUTE
            yield at, partial(self._decide, table, texts["decided"])
        if self.folder is not None:
            issued = moment(texts["answered"]["on"], "10:00")
            minutes, letters = self.folder / MINUTES, self.folder / LETTERS
            yield issued, partial(self._issue_minutes, minutes)
            yield issued + _MINUTE, partial(self._issue_letters, letters)
        for number, table in enumerate(texts["stances"]):
            at = moment(texts["answered"]["heard_on"], "15:00") + number * _MINUTE
            yield at, partial(self._record_stance, table)

    def _decide(self, table: Table, decided: Table) -> None:
        contribution = self.known.id("contribution", table["key"])
        answer = table["decision"]
        draft = sample_texts.decision_draft(answer, decided, contribution)
        decisions.decide(self.store, draft)

    def _record_stance(self, table: Table) -> None:
        decisions.record_stance(
            self.store,
            self.known.id("contribution", table["contribution"]),
            self.known.id("person", table["person"]),
            Stance(table["stance"]),
            table["text"],
        )

    # The papers

    def _issue_attendance(self, out: Path) -> None:
        self.papers.append(papers.issue_attendance(self.store, self.session, out))

    def _issue_minutes(self, out: Path) -> None:
        self.papers.append(papers.issue_minutes(self.store, self.session, out))

    def _issue_letters(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.papers += papers.issue_letters(self.store, self.session, folder)

    # Who and when

    def _registered(self, key: str) -> str:
        """Return the person's id, registering the person the first time."""
        if self.known.has("person", key):
            return self.known.id("person", key)
        draft = sample_texts.person_draft(self._people[key], self.known)
        return self.known.note("person", key, people.register_person(self.store, draft))

    def _at(self, name: str) -> datetime:
        return moment(self.day, self.meeting[name])
