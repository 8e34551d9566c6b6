"""The office's board: of every session what is expected, what came, and what lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import SessionState
from workshop_app.ledger.identity import device_label
from workshop_app.services.disagreements import open_count
from workshop_app.services.gathering import grouped
from workshop_app.services.pending import Pending, PendingKind, what_is_left
from workshop_app.store import arrivals, known, participation
from workshop_app.store.kinds import Certificate
from workshop_app.store.participation import Part
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workshop_app.store import Store


class Arrival(StrEnum):
    """Whether a session's work is here, in the order in which one asks."""

    OVERDUE = "overdue"
    PLANNED = "planned"
    RECEIVED = "received"
    HERE = "here"


class MinutesState(StrEnum):
    """How far the minutes of a session are."""

    NOT_DUE = "not_due"
    NONE = "none"
    UNSIGNED = "unsigned"
    PARTLY_SIGNED = "partly_signed"
    SIGNED = "signed"


_FIRST_YEAR: Final = 2020
_A_DAY: Final = timedelta(days=1)
_MINUTES: Final = {
    PendingKind.NO_MINUTES: MinutesState.NONE,
    PendingKind.UNSIGNED: MinutesState.UNSIGNED,
    PendingKind.PARTLY_SIGNED: MinutesState.PARTLY_SIGNED,
}


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What a computer did of a session.

    Attributes:
        device: Its public key.
        label: Its four syllables.
        acts: How many changes it made.
        last: When it made the last, as it claims.
        came_at: When the last of them came in; None if they were made here.
        uncounted: How many of them do not count: the office does not believe it.
    """

    device: str
    label: str
    acts: int
    last: datetime
    came_at: datetime | None
    uncounted: int

    @property
    def is_doubtful(self) -> bool:
        """Whether its clock must be wrong: before any of this, or after it came."""
        if self.last.year < _FIRST_YEAR:
            return True
        return self.came_at is not None and self.last > self.came_at + _A_DAY


@dataclass(frozen=True, kw_only=True)
class Line:
    """A session, and what is here of it.

    Attributes:
        id: Of the session.
        cells: The computers that took part, whoever did most first.
        letters: Contributions whose authors were sent no letter yet.
        disputes: Fields that computers disagree on.
    """

    id: str
    code: str
    title: str
    day: date | None
    state: SessionState
    arrival: Arrival
    cells: tuple[Cell, ...]
    minutes: MinutesState
    letters: int
    disputes: int

    @property
    def acts(self) -> int:
        """How many changes all computers made."""
        return sum(one.acts for one in self.cells)

    @property
    def uncounted(self) -> int:
        """How many of them do not count."""
        return sum(one.uncounted for one in self.cells)

    @property
    def last(self) -> datetime | None:
        """When the last was made, by a clock that may be right; None if by none."""
        told = [one.last for one in self.cells if not one.is_doubtful]
        return max(told, default=None)

    @property
    def came_at(self) -> datetime | None:
        """When something of it last came in, None if nothing did."""
        came = [one.came_at for one in self.cells if one.came_at is not None]
        return max(came, default=None)


@dataclass(frozen=True, kw_only=True)
class Sender:
    """A computer of the process, as the office waits for it.

    Attributes:
        admitted: Whether the office certified it.
        acts: How many of its changes are here; none of one that is awaited.
        uncounted: How many of them do not count.
        last: When it made the last, as it claims; None if nothing of it is here.
        came_at: When something of it last came in; None if nothing did.
        sessions: In how many sessions it took part.
    """

    device: str
    label: str
    admitted: bool
    acts: int
    uncounted: int
    last: datetime | None
    came_at: datetime | None
    sessions: int


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The board in numbers.

    Attributes:
        overdue: Sessions whose day is over and of which nothing came.
        awaited: Computers that the office admitted and nothing came of.
        strangers: Computers with changes that wait to be admitted.
    """

    sessions: int
    received: int
    overdue: int
    computers: int
    awaited: int
    strangers: int
    acts: int
    unsigned: int
    letters: int
    disputes: int


@dataclass(frozen=True, kw_only=True)
class Board:
    """All sessions and computers, and the totals."""

    lines: tuple[Line, ...]
    senders: tuple[Sender, ...]
    totals: Totals


def board(store: Store) -> Board:
    """Read the board, in a fixed number of statements however large the process.

    Sessions are in order of their day, those without one last.
    """
    now = store.now()
    written = participation.parts(store)
    with store.read() as reader:
        sessions = reader.all(Session)
        certified = [one.device for one in reader.all(Certificate)]
    senders = _senders(store, certified, written)
    own = {one.device for one in arrivals.known_computers(store) if one.own}
    left = grouped(what_is_left(store, now=now), lambda one: one.session)
    facts = _Facts(
        parts=grouped(written, lambda one: one.session),
        left=left,
        disputes=participation.disputed_in(store),
        own=frozenset(own),
        today=now.date(),
    )
    ordered = sorted(sessions, key=lambda one: (one.day or date.max, one.code))
    lines = tuple(_line(one, facts) for one in ordered)
    with store.read() as reader:
        disputes = open_count(reader)
    return Board(lines=lines, senders=senders, totals=_totals(lines, senders, disputes))


@dataclass(frozen=True, kw_only=True)
class _Facts:
    parts: Mapping[str, Sequence[Part]]
    left: Mapping[str | None, Sequence[Pending]]
    disputes: Mapping[str, int]
    own: frozenset[str]
    today: date


def _line(session: Session, facts: _Facts) -> Line:
    mine = sorted(
        facts.parts.get(session.id, ()), key=lambda one: (-one.acts, one.device)
    )
    left = {one.kind: one for one in facts.left.get(session.id, ())}
    letters = left.get(PendingKind.LETTERS)
    return Line(
        id=session.id,
        code=session.code,
        title=session.title,
        day=session.day,
        state=session.state,
        arrival=_arrival(session, mine, facts),
        cells=tuple(
            Cell(
                device=one.device,
                label=device_label(one.device),
                acts=one.acts,
                last=one.last,
                came_at=one.came_at,
                uncounted=one.uncounted,
            )
            for one in mine
        ),
        minutes=_minutes(session, left),
        letters=0 if letters is None else letters.count,
        disputes=facts.disputes.get(session.id, 0),
    )


def _arrival(session: Session, parts: Iterable[Part], facts: _Facts) -> Arrival:
    if any(one.device not in facts.own for one in parts):
        return Arrival.RECEIVED
    if session.state is not SessionState.PLANNED:
        return Arrival.HERE
    overdue = session.day is not None and session.day < facts.today
    return Arrival.OVERDUE if overdue else Arrival.PLANNED


def _minutes(session: Session, left: Mapping[PendingKind, Pending]) -> MinutesState:
    if session.state is not SessionState.CLOSED:
        return MinutesState.NOT_DUE
    found = [state for kind, state in _MINUTES.items() if kind in left]
    return found[0] if found else MinutesState.SIGNED


def _senders(
    store: Store, certified: Iterable[str], written: Iterable[Part]
) -> tuple[Sender, ...]:
    chains, came = known.chains(store), participation.came_last(store)
    took_part: defaultdict[str, set[str]] = defaultdict(set)
    for one in written:
        took_part[one.device].add(one.session)
    admitted = set(certified)
    found = []
    for key in sorted(chains.keys() | admitted):
        chain = chains.get(key)
        found.append(
            Sender(
                device=key,
                label=device_label(key),
                admitted=key in admitted,
                acts=0 if chain is None else chain.commits,
                uncounted=0 if chain is None else chain.uncounted,
                last=None if chain is None else chain.last,
                came_at=came.get(key),
                sessions=len(took_part[key]),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.label, one.device)))


def _totals(lines: Sequence[Line], senders: Sequence[Sender], disputes: int) -> Totals:
    unsigned = {*_MINUTES.values()}
    return Totals(
        sessions=len(lines),
        received=sum(one.arrival is Arrival.RECEIVED for one in lines),
        overdue=sum(one.arrival is Arrival.OVERDUE for one in lines),
        computers=len(senders),
        awaited=sum(not one.acts for one in senders),
        strangers=sum(bool(one.uncounted) and not one.admitted for one in senders),
        acts=sum(one.acts for one in senders),
        unsigned=sum(one.minutes in unsigned for one in lines),
        letters=sum(one.letters for one in lines),
        disputes=disputes,
    )
