"""What is left to do, each thing leading to the place where it is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from workshop_app.domain.attendance import Attendance, Movement
from workshop_app.domain.ballot import Ballot
from workshop_app.domain.decision import Missing, missing
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.process import Rules
from workshop_app.domain.session import AgendaItem, Session
from workshop_app.domain.text import is_blank
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    BallotState,
    PaperKind,
    SessionState,
    Visibility,
)
from workshop_app.i18n import Language
from workshop_app.services.disagreements import open_count
from workshop_app.services.gathering import (
    ContributionRecords,
    contributions_told,
    grouped,
)
from workshop_app.services.last_backup import last_backup
from workshop_app.services.pending_words import (
    PLACES,
    Pending,
    PendingKind,
    sentence,
)
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from workshop_app.services.last_backup import LastBackup
    from workshop_app.store import Reader, Store

__all__ = ["Pending", "PendingKind", "needs_translation", "sentence", "what_is_left"]

Telling = tuple[str, str]
"""A person, and a contribution that a letter to them answers, both by id."""

PATIENCE: Final = timedelta(days=1)
"""How old the last copy may be before it is missed."""


def what_is_left(
    store: Store, session: str | None = None, *, now: datetime
) -> tuple[Pending, ...]:
    """Return what is left to do, in the order in which it is done.

    It takes as many statements for a hundred sessions as for one.

    Args:
        store: Where the process is kept.
        session: The id of the one session looked at; what concerns the whole process
            is told all the same.
        now: The present moment.

    Raises:
        RecordMissingError: If there is no such session.
    """
    with store.read() as reader:
        found = _of_sessions(reader, session, now)
        found += _of_process(reader)
        last = reader.last_at()
    found += _of_backup(last_backup(store), last, now)
    return tuple(found)


def needs_translation(records: ContributionRecords) -> bool:
    """Whether a contribution was made in a language its readers may not know."""
    made = records.contribution
    foreign = made.language not in {"", Language.SPANISH}
    return foreign and is_blank(made.translation)


@dataclass(frozen=True, kw_only=True)
class _Table:
    """A session with what its tasks are made of."""

    session: Session
    has_agenda: bool
    listed: Sequence[Attendance]
    came: frozenset[str]
    ballots: Sequence[Ballot]
    contributions: Sequence[ContributionRecords]
    told: frozenset[Telling]
    minutes: Sequence[IssuedPaper]


def _of_process(reader: Reader) -> list[Pending]:
    found: list[Pending] = []
    if not reader.count(Session):
        found.append(_pending(PendingKind.NO_SESSION))
    if not reader.count(Rules):
        found.append(_pending(PendingKind.NO_RULES))
    disputed = open_count(reader)
    if disputed:
        found.append(_pending(PendingKind.CONFLICTS, count=disputed))
    return found


def _of_backup(
    last: LastBackup | None, deed: datetime, now: datetime
) -> Iterator[Pending]:
    if last is None:
        yield _pending(PendingKind.NO_BACKUP)
    elif deed > last.at and now - last.at > PATIENCE:
        yield _pending(PendingKind.OLD_BACKUP, since=last.at.date())


def _of_sessions(reader: Reader, session: str | None, now: datetime) -> list[Pending]:
    found: list[Pending] = []
    of_session = {} if session is None else {"session": session}
    papers = reader.all(IssuedPaper, draft=False)
    who = reader.who_is_who()
    told = frozenset(
        (who.canonical(paper.subject), key)
        for paper in papers
        if paper.paper_kind is PaperKind.LETTER
        for key in paper.answers
    )
    written = grouped(
        contributions_told(reader, **of_session), lambda one: one.contribution.session
    )
    for table in _tables(reader, session, papers, written, told):
        found += _of_table(table, now)
    if session is None:
        found += _of_contributions(written.get(None, ()), told, {})
    return found


def _tables(
    reader: Reader,
    session: str | None,
    papers: Iterable[IssuedPaper],
    written: Mapping[str | None, Sequence[ContributionRecords]],
    told: frozenset[Telling],
) -> Iterator[_Table]:
    one = None if session is None else reader.get(Session, session)
    sessions = reader.all(Session) if one is None else (one,)
    ids = [one.id for one in sessions]
    agenda = {one.session for one in reader.all(AgendaItem, session=ids)}
    waiting = [one.id for one in sessions if one.state is not SessionState.CLOSED]
    listed = grouped(reader.all(Attendance, session=waiting), lambda one: one.session)
    came: defaultdict[str, set[str]] = defaultdict(set)
    for movement in reader.all(Movement, session=waiting):
        came[movement.session].add(movement.person)
    ballots = grouped(reader.all(Ballot, session=ids), lambda one: one.session)
    minutes = grouped(
        (one for one in papers if one.paper_kind is PaperKind.MINUTES),
        lambda one: one.subject,
    )
    for one in sessions:
        yield _Table(
            session=one,
            has_agenda=one.id in agenda,
            listed=listed.get(one.id, ()),
            came=frozenset(came[one.id]),
            ballots=ballots.get(one.id, ()),
            contributions=written.get(one.id, ()),
            told=told,
            minutes=minutes.get(one.id, ()),
        )


def _of_table(table: _Table, now: datetime) -> Iterator[Pending]:
    here = {"session": table.session.id, "subject": table.session.code}
    state = table.session.state
    if not table.minutes:
        yield from _of_preparation(table, here)
    if state is SessionState.PLANNED:
        yield from _before(table, here, now)
    elif state is SessionState.OPEN:
        yield from _meanwhile(table, here)
    yield from _of_contributions(table.contributions, table.told, here)
    if state is SessionState.OPEN and _is_done(table, now):
        yield _pending(PendingKind.TO_CLOSE, **here)
    elif state is SessionState.CLOSED:
        yield from _afterwards(table, here)


def _of_preparation(table: _Table, here: Mapping[str, Any]) -> Iterator[Pending]:
    """What the minutes of the session will say, and nobody has said yet."""
    session = table.session
    chairs = (session.chair_state, session.chair_civil_society)
    if session.day is None:
        yield _pending(PendingKind.NO_DATE, **here)
    if None in chairs:
        yield _pending(PendingKind.NO_CHAIR, **here, count=chairs.count(None))
    if session.facilitator is None and session.rapporteur is None:
        yield _pending(PendingKind.NO_FACILITATION, **here)
    if not table.has_agenda:
        yield _pending(PendingKind.NO_AGENDA, **here)


def _before(table: _Table, here: Mapping[str, Any], now: datetime) -> Iterator[Pending]:
    if not table.listed:
        yield _pending(PendingKind.NOBODY_INVITED, **here)
    day = table.session.day
    if day is not None and day <= now.date():
        yield _pending(PendingKind.NOT_OPENED, **here)


def _meanwhile(table: _Table, here: Mapping[str, Any]) -> Iterator[Pending]:
    away = [
        one
        for one in table.listed
        if one.status is AttendanceStatus.EXPECTED and one.person not in table.came
    ]
    if away:
        yield _pending(PendingKind.NOT_ARRIVED, **here, count=len(away))
    still = _open_ballots(table)
    if still:
        yield _pending(
            PendingKind.BALLOT_OPEN, **here, count=len(still), target=still[0].id
        )


def _of_contributions(
    written: Sequence[ContributionRecords],
    told: frozenset[Telling],
    here: Mapping[str, Any],
) -> Iterator[Pending]:
    lacking = {one.contribution.id: missing(one.decision) for one in written}
    unreasoned = {Missing.NO_REASON, Missing.NO_REASON_CODE}
    kinds = {
        PendingKind.UNTRANSLATED: [one for one in written if needs_translation(one)],
        PendingKind.UNDECIDED: [
            one
            for one in written
            if lacking[one.contribution.id] is Missing.NO_DECISION
        ],
        PendingKind.UNREASONED: [
            one for one in written if lacking[one.contribution.id] in unreasoned
        ],
        PendingKind.LETTERS: [
            one
            for one in written
            if lacking[one.contribution.id] is None
            and any((a.person, a.contribution) not in told for a in one.authorships)
        ],
    }
    for kind, found in kinds.items():
        if found:
            first = found[0].contribution.id
            yield _pending(kind, **here, count=len(found), target=first)


def _is_done(table: _Table, now: datetime) -> bool:
    """Whether a session could be closed: its day is over, or everything is answered."""
    day = table.session.day
    if day is not None and day < now.date():
        return True
    answered = all(missing(one.decision) is None for one in table.contributions)
    return bool(table.contributions) and answered and not _open_ballots(table)


def _afterwards(table: _Table, here: Mapping[str, Any]) -> Iterator[Pending]:
    if not table.minutes:
        yield _pending(PendingKind.NO_MINUTES, **here)
        return
    paper = _in_force(table.minutes)
    wanted = len(table.session.signers)
    lacking = max(wanted - len(paper.signers), 0)
    if lacking:
        kind = PendingKind.PARTLY_SIGNED if paper.signers else PendingKind.UNSIGNED
        said = {**here, "subject": paper.number}
        yield _pending(kind, **said, count=lacking, target=paper.id)


def _in_force(minutes: Sequence[IssuedPaper]) -> IssuedPaper:
    """Return the paper that is to be signed: of the latest version, the most signed.

    The office's own edition comes before one for everybody.
    """
    return max(
        minutes,
        key=lambda one: (
            one.edition is Visibility.INTERNAL,
            one.version,
            len(one.signers),
            one.issued_at,
        ),
    )


def _open_ballots(table: _Table) -> list[Ballot]:
    return [one for one in table.ballots if one.state is BallotState.OPEN]


def _pending(kind: PendingKind, **said: Any) -> Pending:
    return Pending(kind=kind, page=PLACES[kind], **said)
