"""A session at one moment, in numbers: one read for every page that shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from workshop_app.domain import quorum
from workshop_app.domain.attendance import Attendance, Movement
from workshop_app.domain.ballot import Ballot
from workshop_app.domain.content import BlocNumbers, Composition
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.decision import Decision, missing
from workshop_app.domain.person import Person
from workshop_app.domain.presence import (
    by_bloc,
    composition,
    entitled_at,
    present_at,
    quorum_met_at,
)
from workshop_app.domain.process import Rules
from workshop_app.domain.session import AgendaItem, Session
from workshop_app.domain.vocabulary import BallotState, Quorum, Sex
from workshop_app.services.gathering import heads_of
from workshop_app.services.rules_in_force import rules_on
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.store import Reader


@dataclass(frozen=True, kw_only=True)
class QuorumNumbers:
    """The quorum at the moment looked at.

    Attributes:
        entitled: Those on the list with voice and vote.
        needed, present: How many of them must be there, and how many are.
        met: Whether enough are there.
        met_at: When enough were there for the first time, whether or not they are
            still; None if they never were.
    """

    rule: Quorum
    entitled: int
    needed: int
    present: int
    met: bool
    met_at: datetime | None
    second_call: bool


@dataclass(frozen=True, kw_only=True)
class PeopleNumbers:
    """The people of the list by bloc; inside, left and not yet make up the list.

    Attributes:
        listed: Everybody on it.
        arrived: Those who were there at any time, by their arrival or their mark.
        inside: Those in the room.
        left: Those who were there and are not.
        not_yet: Those who were not there so far.
        women: Of those who arrived; sex is told as these two totals only.
        of_known_sex: Of those who arrived, those who are known as women or men.
        languages: How many of those who arrived prefer each language, by ISO 639
            code, the most spoken first; told as totals only.
    """

    listed: BlocNumbers
    arrived: BlocNumbers
    inside: BlocNumbers
    left: BlocNumbers
    not_yet: BlocNumbers
    women: int
    of_known_sex: int
    languages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class ContributionNumbers:
    """The contributions of a session; each counts in one of the five states.

    Attributes:
        answered: With an answer and its reason.
        unreasoned: With an answer that lacks its reason.
        voting: Without an answer, being put to the vote.
        voted: Without an answer, voted on.
        waiting: Neither answered nor put to the vote.
    """

    answered: int = 0
    unreasoned: int = 0
    voting: int = 0
    voted: int = 0
    waiting: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        voted = self.voting + self.voted
        return self.answered + self.unreasoned + voted + self.waiting


@dataclass(frozen=True, kw_only=True)
class SessionOverview:
    """Everything the pages say of a session without opening a list.

    Attributes:
        moment: What it is a picture of: now, or the closing of a closed session.
        rules: Those in force on its day; None if the process has none.
        quorum: None without rules.
        room: Heads and those with a vote, by bloc.
        ballots_open: Those put to the vote now.
    """

    session: Session
    moment: datetime
    agenda: tuple[AgendaItem, ...]
    rules: Rules | None
    quorum: QuorumNumbers | None
    room: Composition
    people: PeopleNumbers
    contributions: ContributionNumbers
    ballots_open: tuple[Ballot, ...]


def overview(reader: Reader, session: str, now: datetime) -> SessionOverview:
    """Read a session as it is at a moment, in a fixed number of statements.

    Args:
        reader: Where it is.
        session: Its id.
        now: The present moment.

    Raises:
        RecordMissingError: If there is no such session.
    """
    meeting = reader.get(Session, session)
    moment = now if meeting.closed_at is None else min(now, meeting.closed_at)
    listed, movements, _ = heads_of(reader, session)
    door = _Door(session=meeting, listed=listed, movements=movements, moment=moment)
    versions = reader.all(Rules)
    rules = rules_on(versions, meeting.day) if versions else None
    ballots = reader.all(Ballot, session=session)
    room = composition(door.listed, door.movements, moment, session=meeting)
    return SessionOverview(
        session=meeting,
        moment=moment,
        agenda=reader.all(AgendaItem, session=session),
        rules=rules,
        quorum=None if rules is None else _quorum(door, rules, room),
        room=room,
        people=_people(reader, door),
        contributions=_contributions(reader, session, ballots),
        ballots_open=tuple(one for one in ballots if one.state is BallotState.OPEN),
    )


@dataclass(frozen=True, kw_only=True)
class _Door:
    session: Session
    listed: Sequence[Attendance]
    movements: Sequence[Movement]
    moment: datetime


def _quorum(door: _Door, rules: Rules, room: Composition) -> QuorumNumbers:
    second = door.session.second_call
    rule = quorum.of_call(rules.quorum, second_call=second)
    entitled = len(entitled_at(door.listed, door.moment))
    present = room.voting.total
    return QuorumNumbers(
        rule=rule,
        entitled=entitled,
        needed=quorum.needed(rule, entitled),
        present=present,
        met=quorum.is_met(rule, entitled=entitled, voting=present),
        met_at=quorum_met_at(
            door.listed, door.movements, rule, door.moment, session=door.session
        ),
        second_call=second,
    )


def _people(reader: Reader, door: _Door) -> PeopleNumbers:
    inside = present_at(door.listed, door.movements, door.moment, session=door.session)
    within = {one.person for one in inside}
    moved = {one.person for one in door.movements if one.happened_at <= door.moment}
    there = within | moved
    arrived = [one for one in door.listed if one.person in there]
    known = reader.all(Person, id=[one.person for one in arrived])
    spoken = Counter(one.language for one in known if one.language)
    return PeopleNumbers(
        listed=by_bloc(door.listed),
        arrived=by_bloc(arrived),
        inside=by_bloc(inside),
        left=by_bloc(one for one in arrived if one.person not in within),
        not_yet=by_bloc(one for one in door.listed if one.person not in there),
        women=sum(one.sex is Sex.FEMALE for one in known),
        of_known_sex=sum(one.sex in {Sex.FEMALE, Sex.MALE} for one in known),
        languages=tuple(sorted(spoken.items(), key=lambda one: (-one[1], one[0]))),
    )


def _contributions(
    reader: Reader, session: str, ballots: Sequence[Ballot]
) -> ContributionNumbers:
    written = [one.id for one in reader.all(Contribution, session=session)]
    decided = {
        one.contribution: one for one in reader.all(Decision, contribution=written)
    }
    asked = {one.contribution: BallotState.CLOSED for one in ballots}
    asked |= {
        one.contribution: BallotState.OPEN
        for one in ballots
        if one.state is BallotState.OPEN
    }
    states = Counter(_state(decided.get(key), asked.get(key)) for key in written)
    return ContributionNumbers(**states)


def _state(decision: Decision | None, asked: BallotState | None) -> str:
    if decision is not None:
        return "answered" if missing(decision) is None else "unreasoned"
    if asked is None:
        return "waiting"
    return "voting" if asked is BallotState.OPEN else "voted"
