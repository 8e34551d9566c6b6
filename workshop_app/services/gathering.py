"""The records of sessions and ballots, read together in a fixed number of statements.

Papers and reports need the same records joined the same way; reading them here once
keeps every service at as many statements for fifty lines as for two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import (
    Callable,
    Collection,
    Hashable,
    Iterable,
    Mapping,
    Sequence,
)
from dataclasses import field, replace
from typing import TYPE_CHECKING, TypeVar

from workshop_app.clock import milliseconds
from workshop_app.domain.attendance import Attendance, Movement
from workshop_app.domain.ballot import Ballot, BallotCount, Correction, Dissent, Vote
from workshop_app.domain.ballot_acts import NO_ACTS, Acts, CastingVote
from workshop_app.domain.contribution import Authorship, Contribution
from workshop_app.domain.criteria import Criterion
from workshop_app.domain.decision import Decision
from workshop_app.domain.one_head import Heads, one_head_each
from workshop_app.domain.option_vote import (
    OVER_OPTIONS,
    BallotOption,
    OptionCount,
    OptionResult,
    ranking,
)
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.domain.session import AgendaItem, Session
from workshop_app.domain.tally import Tally, is_outdated, tally
from workshop_app.domain.vocabulary import BallotState, Bloc, Method
from workshop_app.services.acts_of_ballots import acts_of
from workshop_app.services.standing_results import disputed_results, standing_values
from workshop_app.store.records import shown_with
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.domain.person_clusters import PersonClusters
    from workshop_app.domain.records import Record
    from workshop_app.services.standing_results import Standing
    from workshop_app.store import ConflictRow, Reader

KeyT = TypeVar("KeyT", bound=Hashable)
ItemT = TypeVar("ItemT")
RecordT = TypeVar("RecordT", bound="Record")


def grouped(
    items: Iterable[ItemT], key: Callable[[ItemT], KeyT]
) -> Mapping[KeyT, Sequence[ItemT]]:
    """Return the items by key, each group in the order they came."""
    groups: defaultdict[KeyT, list[ItemT]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


@dataclass(frozen=True, kw_only=True)
class BallotRecords:
    """A ballot with everything that hangs on it.

    Attributes:
        counts: Without the hands that computers disagree on while it is open.
        votes: Likewise; what was counted when it closed stays.
        options: Of a vote over several, what they came to, the best first.
        criteria: Of a matrix, what its options were scored by, in order.
        acts: What else was done in it.
        disputed: Votes that computers disagree on, to be listed beside the result.
        disputed_blocs: Blocs of which they disagree on the count.
    """

    ballot: Ballot
    counts: Sequence[BallotCount]
    votes: Sequence[Vote]
    dissents: Sequence[Dissent]
    corrections: Sequence[Correction]
    options: Sequence[OptionResult] = ()
    criteria: Sequence[Criterion] = ()
    acts: Acts = NO_ACTS
    disputed: Sequence[Vote] = ()
    disputed_blocs: Sequence[Bloc] = ()

    @property
    def outdated(self) -> bool:
        """Whether the votes on record no longer add up to the result; it stays."""
        return is_outdated(self.ballot, self.counts, self.votes, self.acts)

    @property
    def result(self) -> Tally:
        """What the ballot came to; computed each time it is asked for."""
        return tally(self.ballot, self.counts, self.votes, self.options, self.acts)


@dataclass(frozen=True, kw_only=True)
class ContributionRecords:
    """A contribution with its authors in order, and its answer if there is one."""

    contribution: Contribution
    authorships: Sequence[Authorship]
    decision: Decision | None


@dataclass(frozen=True, kw_only=True)
class SessionRecords:
    """A session with everything that happened at it.

    Attributes:
        attendances: One of each person, however many entries of the register are one.
        stands_for: By the id of an entry that was left out, the one in its place.
    """

    session: Session
    agenda: Sequence[AgendaItem]
    attendances: Sequence[Attendance]
    movements: Sequence[Movement]
    ballots: Sequence[BallotRecords]
    contributions: Sequence[ContributionRecords]
    stands_for: Mapping[str, str] = field(default_factory=dict)

    @property
    def by_person(self) -> dict[str, Attendance]:
        """The attendances by person, also by the entries that were left out."""
        return Heads(self.attendances, self.movements, self.stands_for).by_person


@dataclass(frozen=True, kw_only=True)
class Register:
    """People and organizations by id."""

    people: Mapping[str, Person]
    organizations: Mapping[str, Organization]

    def name(self, person: str | None) -> str:
        """Return a person's name, blank for nobody or a record that is gone."""
        found = self.people.get(person or "")
        return "" if found is None else found.name

    def organization_name(self, organization: str | None) -> str:
        """Return an organization's name, blank for none or a record that is gone."""
        found = self.organizations.get(organization or "")
        return "" if found is None else found.name


def register(reader: Reader, people: Collection[str] | None = None) -> Register:
    """Read everybody, or the people of these ids, and every organization."""
    these = {} if people is None else {"id": people}
    return Register(
        people={one.id: one for one in reader.all(Person, **these)},
        organizations={one.id: one for one in reader.all(Organization)},
    )


def ballots_of(reader: Reader, **equal: object) -> tuple[BallotRecords, ...]:
    """Read the ballots for which the fields are equal, in order of their opening."""
    ballots = sorted(reader.all(Ballot, **equal), key=_opening)
    ids = [ballot.id for ballot in ballots]
    counts = grouped(reader.all(BallotCount, ballot=ids), lambda one: one.ballot)
    votes = grouped(reader.all(Vote, ballot=ids), lambda one: one.ballot)
    dissents = grouped(reader.all(Dissent, ballot=ids), lambda one: one.ballot)
    corrections = grouped(reader.all(Correction, ballot=ids), lambda one: one.ballot)
    criteria = _criteria_of(reader, ballots)
    options = _options_of(reader, ballots, criteria)
    acts = acts_of(reader, ballots)
    found = tuple(
        BallotRecords(
            ballot=ballot,
            counts=counts.get(ballot.id, ()),
            votes=votes.get(ballot.id, ()),
            dissents=dissents.get(ballot.id, ()),
            corrections=sorted(
                corrections.get(ballot.id, ()), key=lambda one: one.happened_at
            ),
            options=options.get(ballot.id, ()),
            criteria=criteria.get(ballot.id, ()),
            acts=acts.get(ballot.id, NO_ACTS),
        )
        for ballot in ballots
    )
    rows = disputed_results(reader)
    if not rows:  # nearly always
        return found
    stands = standing_values(reader, rows)
    return tuple(_as_agreed(one, rows, stands) for one in found)


def _criteria_of(
    reader: Reader, ballots: Iterable[Ballot]
) -> Mapping[str, Sequence[Criterion]]:
    ids = [one.id for one in ballots if one.method is Method.CRITERIA]
    found = reader.all(Criterion, ballot=ids) if ids else ()
    return grouped(found, lambda one: one.ballot)


def _options_of(
    reader: Reader,
    ballots: Iterable[Ballot],
    criteria: Mapping[str, Sequence[Criterion]],
) -> dict[str, tuple[OptionResult, ...]]:
    """Rank the options of each vote over several, as it stood when it closed."""
    over = {one.id: one for one in ballots if one.method in OVER_OPTIONS}
    if not over:
        return {}
    ids = list(over)
    options = grouped(reader.all(BallotOption, ballot=ids), lambda one: one.ballot)
    counts = grouped(reader.all(OptionCount, ballot=ids), lambda one: one.ballot)
    return {
        key: ranking(
            options.get(key, ()),
            counts.get(key, ()),
            winners=ballot.winners,
            criteria=criteria.get(key, ()),
        )
        for key, ballot in over.items()
    }


def contributions_of(
    reader: Reader, **equal: object
) -> tuple[ContributionRecords, ...]:
    """Read the contributions for which the fields are equal, in order of code."""
    contributions = sorted(
        reader.all(Contribution, **equal), key=lambda one: _in_order(one.code)
    )
    ids = [contribution.id for contribution in contributions]
    authorships = grouped(
        reader.all(Authorship, contribution=ids), lambda one: one.contribution
    )
    decisions = {
        one.contribution: one for one in reader.all(Decision, contribution=ids)
    }
    return tuple(
        ContributionRecords(
            contribution=one,
            authorships=sorted(
                authorships.get(one.id, ()), key=lambda author: author.position
            ),
            decision=decisions.get(one.id),
        )
        for one in contributions
    )


def contributions_told(
    reader: Reader, **equal: object
) -> tuple[ContributionRecords, ...]:
    """Read the same, with every author once and under the entry that stands for them.

    So that a person who is on record twice is told once what became of all of it.
    """
    found = contributions_of(reader, **equal)
    who = reader.who_is_who()
    if not who.members:  # nearly always
        return found
    return tuple(
        replace(one, authorships=_each_once(one.authorships, who)) for one in found
    )


def _each_once(
    authorships: Sequence[Authorship], who: PersonClusters
) -> list[Authorship]:
    kept: dict[str, Authorship] = {}
    for one in authorships:
        person = who.canonical(one.person)
        kept.setdefault(person, replace(one, person=person))
    return list(kept.values())


def heads_of(reader: Reader, session: str) -> Heads:
    """Read the list of one session, with everybody on it once."""
    return one_head_each(
        reader.all(Attendance, session=session),
        reader.all(Movement, session=session),
        reader.who_is_who(),
    )


def entry_of(reader: Reader, session: str, person: str) -> str:
    """Return the entry under which a person is on a list, or is to be put there.

    Who was found to be one person with somebody on the list is on it already: a second
    attendance would count one head twice.
    """
    entries = reader.who_is_who().of(person)
    if len(entries) == 1:
        return person
    listed = reader.all(Attendance, session=session, person=list(entries))
    return min((one.person for one in listed), default=person)


def session_records(reader: Reader, session_id: str) -> SessionRecords:
    """Read one session with everything that happened at it.

    Raises:
        RecordMissingError: If there is no such session.
    """
    return sessions_of(reader, id=reader.get(Session, session_id).id)[0]


def sessions_of(reader: Reader, **equal: object) -> tuple[SessionRecords, ...]:
    """Read the sessions for which the fields are equal, with what happened at them."""
    sessions = reader.all(Session, **equal)
    ids = [session.id for session in sessions]
    agenda = grouped(reader.all(AgendaItem, session=ids), lambda one: one.session)
    listed = grouped(reader.all(Attendance, session=ids), lambda one: one.session)
    moves = grouped(reader.all(Movement, session=ids), lambda one: one.session)
    ballots = grouped(ballots_of(reader, session=ids), lambda one: one.ballot.session)
    contributions = grouped(
        contributions_of(reader, session=ids), lambda one: one.contribution.session
    )
    who = reader.who_is_who()
    heads = {
        key: one_head_each(listed.get(key, ()), moves.get(key, ()), who) for key in ids
    }
    return tuple(
        SessionRecords(
            session=one,
            agenda=agenda.get(one.id, ()),
            attendances=heads[one.id].attendances,
            movements=heads[one.id].movements,
            ballots=ballots.get(one.id, ()),
            contributions=contributions.get(one.id, ()),
            stands_for=heads[one.id].stands_for,
        )
        for one in sessions
    )


def _as_agreed(
    records: BallotRecords, rows: Sequence[ConflictRow], stands: Standing
) -> BallotRecords:
    """Leave out of an open ballot what is disputed, and keep what a closed one said."""
    fields = {(row.kind, row.id) for row in rows}
    ballot = _standing(records.ballot, stands)
    votes = [_standing(one, stands) for one in records.votes]
    counts = [_standing(one, stands) for one in records.counts]
    disputed = [one for one in votes if (one.kind, one.id) in fields]
    blocs = [one.bloc for one in counts if (one.kind, one.id) in fields]
    if ballot.state is BallotState.OPEN:
        votes = [one for one in votes if one not in disputed]
        counts = [_uncounted(one) if one.bloc in blocs else one for one in counts]
    casting = _standing_casting(records.acts.casting, fields, stands)
    return replace(
        records,
        ballot=ballot,
        acts=replace(records.acts, casting=casting),
        counts=counts,
        votes=votes,
        disputed=disputed,
        disputed_blocs=blocs,
    )


def _standing_casting(
    casting: CastingVote | None, fields: Collection[tuple[str, str]], stands: Standing
) -> CastingVote | None:
    """Return the chair's word; two of them are none, but for one that was closed on."""
    if casting is None or (casting.kind, casting.id) not in fields:
        return casting
    key = casting.kind, casting.id
    return _standing(casting, stands) if key in stands else None


def _standing(record: RecordT, stands: Standing) -> RecordT:
    """Return a record with the values that stand though others differ."""
    values = stands.get((record.kind, record.id))
    return shown_with(record, values) if values else record


def _uncounted(row: BallotCount) -> BallotCount:
    return replace(row, votes_for=None, votes_against=None, abstentions=None)


def _opening(ballot: Ballot) -> tuple[int, tuple[tuple[int, str], ...]]:
    """Return what puts ballots in order of opening, then of code."""
    moment = ballot.opened_at
    return (-1 if moment is None else milliseconds(moment), _in_order(ballot.code))


def _in_order(code: str) -> tuple[tuple[int, str], ...]:
    """Return what puts V-2 before V-10."""
    parts = re.split("([0-9]+)", code)  # every other one is a number
    return tuple(
        (len(part.lstrip("0")) if place % 2 else 0, part)
        for place, part in enumerate(parts)
    )
