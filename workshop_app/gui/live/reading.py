"""The session on the table, as this page shows it, read in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from workshop_app.domain import quorum
from workshop_app.domain.content import BlocNumbers
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.names import folded
from workshop_app.domain.organization import Organization
from workshop_app.domain.presence import (
    by_bloc,
    composition,
    entitled_at,
    present_at,
)
from workshop_app.domain.process import Rules, Theme
from workshop_app.domain.vocabulary import (
    BallotState,
    Bloc,
    PaperKind,
    Quorum,
    Standing,
    TableOutcome,
)
from workshop_app.gui.spoken_codes import short_codes
from workshop_app.i18n import tr
from workshop_app.services.contributions import short_title
from workshop_app.services.gathering import (
    SessionRecords,
    session_records,
)
from workshop_app.services.rules_in_force import rules_of, with_rules
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from workshop_app.domain.ballot import BallotDraft
    from workshop_app.domain.contribution import ContributionDraft
    from workshop_app.domain.session import Session
    from workshop_app.services.gathering import (
        BallotRecords,
        ContributionRecords,
    )
    from workshop_app.store import Reader

LineState = Literal[
    "open",
    "draft",
    "unvoted",
    "adopted",
    "rejected",
    "tied",
    "no_quorum",
    "not_counted",
    "decided",
]

DRAFT = "draft:"
"""How the ids of lines begin that are no record yet."""


@dataclass(frozen=True, kw_only=True)
class Seat:
    """Somebody on the list of the session.

    Attributes:
        votes: Whether the person has voice and vote.
        here: Whether the person is in the room.
    """

    person: str
    name: str
    organization: str
    bloc: Bloc
    votes: bool
    here: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    """A contribution in the list.

    Attributes:
        id: Of the contribution, or `DRAFT` and its number.
        by: Who said it and for whom, in one line.
    """

    id: str
    code: str
    title: str
    by: str
    state: LineState


@dataclass(frozen=True, kw_only=True)
class Room:
    """Who could vote at this moment, or when a closed session was closed.

    Attributes:
        voting: With a vote and in the room, by bloc.
        observers: In the room without a vote.
    """

    entitled: int
    voting: BlocNumbers
    observers: int
    needed: int
    rule: Quorum

    @property
    def has_quorum(self) -> bool:
        """Whether what is voted now would count."""
        return self.voting.total >= self.needed


@dataclass(frozen=True, kw_only=True)
class TableNow:
    """Everything the page shows, as it was read.

    Attributes:
        has_minutes: Whether minutes of the session were issued, drafts aside.
    """

    records: SessionRecords
    rules: Rules
    room: Room
    seats: Sequence[Seat]
    names: Mapping[str, str]
    organizations: Mapping[str, str]
    themes: Sequence[Theme]
    has_minutes: bool

    @property
    def session(self) -> Session:
        """The session on the table."""
        return self.records.session

    @cached_property
    def contributions(self) -> dict[str, ContributionRecords]:
        """By id, in order of code."""
        return {one.contribution.id: one for one in self.records.contributions}

    @cached_property
    def open_ballot(self) -> BallotRecords | None:
        """The ballot that is being voted on, the last opened if there are several."""
        found = [
            one for one in self.records.ballots if one.ballot.state is BallotState.OPEN
        ]
        return found[-1] if found else None

    def ballot_on(self, contribution: str) -> BallotRecords | None:
        """Return the last ballot on a contribution."""
        found = [
            one
            for one in self.records.ballots
            if one.ballot.contribution == contribution
        ]
        return found[-1] if found else None

    def ballot(self, ballot_id: str) -> BallotRecords | None:
        """Return a ballot of the session."""
        return next((b for b in self.records.ballots if b.ballot.id == ballot_id), None)

    def ruled(self, draft: BallotDraft) -> BallotDraft:
        """Return a ballot with the majority and quorum it would open with."""
        return with_rules(draft, self.session, self.rules)

    def lines(self) -> list[Line]:
        """Return the contributions: the open vote first, then the newest."""
        found = [self._line(one) for one in reversed(self.contributions.values())]
        return sorted(found, key=lambda line: line.state != "open")

    def _line(self, records: ContributionRecords) -> Line:
        made = records.contribution
        return Line(
            id=made.id,
            code=short_codes(made.code),
            title=shown_title(made),
            by=self._by(records),
            state=self._state(records),
        )

    def _by(self, records: ContributionRecords) -> str:
        if records.contribution.anonymous:
            return tr("Anonymous card")
        parts = [self.names.get(one.person, "") for one in records.authorships]
        said_for = dict.fromkeys(
            self.organizations.get(one.organization or "", "")
            for one in records.authorships
        )
        return " · ".join(filter(None, [", ".join(parts), *said_for]))

    def _state(self, records: ContributionRecords) -> LineState:
        last = self.ballot_on(records.contribution.id)
        if last is not None and last.ballot.state is BallotState.OPEN:
            return "open"
        if records.decision is not None:
            return "decided"
        if last is None:
            return "unvoted"
        return _STATES[last.result.outcome]


_STATES: dict[TableOutcome, LineState] = {
    TableOutcome.ADOPTED: "adopted",
    TableOutcome.REJECTED: "rejected",
    TableOutcome.TIED: "tied",
    TableOutcome.RANKED: "not_counted",  # of options, never of one contribution
    TableOutcome.NO_QUORUM: "no_quorum",
    TableOutcome.NOT_COUNTED: "not_counted",
    TableOutcome.NOT_DOCUMENTED: "not_counted",
}


def read_table(reader: Reader, session: str, now: datetime) -> TableNow:
    """Read the session with everything this page shows of it."""
    records = session_records(reader, session)
    rules = rules_of(reader, records.session)
    organizations = {
        one.id: one.name
        for one in reader.all(Organization, id=sorted(_organizations(records)))
    }
    names = reader.names(_people(records))
    return TableNow(
        records=records,
        rules=rules,
        room=_room(records, rules, now),
        seats=_seats(records, names, organizations, now),
        names=names,
        organizations=organizations,
        themes=reader.all(Theme),
        has_minutes=_has_minutes(reader, session),
    )


def _has_minutes(reader: Reader, session: str) -> bool:
    minutes = PaperKind.MINUTES
    issued = reader.all(IssuedPaper, paper_kind=minutes, subject=session, draft=False)
    return bool(issued)


def shown_title(draft: ContributionDraft) -> str:
    """Return the title, or the first line of the text where there is none."""
    return short_title(replace(draft, text=_first_line(draft)))


def asked_title(draft: ContributionDraft) -> str:
    """Return it whole: the minutes hold what people had before them when they voted."""
    return " ".join((draft.title or _first_line(draft)).split())


def _room(records: SessionRecords, rules: Rules, now: datetime) -> Room:
    listed, moves, session = records.attendances, records.movements, records.session
    moment = now if session.closed_at is None else min(now, session.closed_at)
    there = composition(listed, moves, moment, session=session)
    entitled = by_bloc(entitled_at(listed, moment)).total
    rule = quorum.of_call(rules.quorum, second_call=session.second_call)
    return Room(
        entitled=entitled,
        voting=there.voting,
        observers=there.heads.total - there.voting.total,
        needed=quorum.needed(rule, entitled),
        rule=rule,
    )


def _seats(
    records: SessionRecords,
    names: Mapping[str, str],
    organizations: Mapping[str, str],
    now: datetime,
) -> tuple[Seat, ...]:
    inside = {
        one.person
        for one in present_at(
            records.attendances, records.movements, now, session=records.session
        )
    }
    seats = [
        Seat(
            person=one.person,
            name=names.get(one.person, ""),
            organization=organizations.get(one.organization or "", ""),
            bloc=one.bloc,
            votes=one.standing is Standing.VOICE_VOTE,
            here=one.person in inside,
        )
        for one in records.attendances
    ]
    return tuple(sorted(seats, key=lambda seat: (not seat.here, folded(seat.name))))


def _people(records: SessionRecords) -> set[str]:
    found = {one.person for one in records.attendances}
    for written in records.contributions:
        found |= {one.person for one in written.authorships}
    for ballot in records.ballots:
        found |= {one.person for one in ballot.dissents}
        found |= {one.author for one in ballot.corrections}
    return found


def _organizations(records: SessionRecords) -> set[str]:
    found = {one.organization for one in records.attendances}
    for written in records.contributions:
        found |= {one.organization for one in written.authorships}
    return {one for one in found if one}


def _first_line(draft: ContributionDraft) -> str:
    return next((line for line in draft.text.splitlines() if line.strip()), "")
