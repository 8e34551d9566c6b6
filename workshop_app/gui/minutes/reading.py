"""What the page of the minutes shows, read from the store and from the files."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from workshop_app.clock import PERU
from workshop_app.domain.attendance import Movement
from workshop_app.domain.ballot import Ballot
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.names import may_be_of
from workshop_app.domain.person import Person
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import PaperKind, SessionState, Visibility
from workshop_app.i18n import Language
from workshop_app.services.checklist import CheckLevel, CheckLine, closing_checklist
from workshop_app.services.conflicts import Seen
from workshop_app.services.paper_files import PaperOnFile, paper_bytes, session_papers
from workshop_app.services.paper_previews import PaperPreview, preview_minutes
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.services.progress import Progress
    from workshop_app.store import Reader, Store

PARTS = ("opening", "proceedings", "closing")
"""The parts of the minutes that somebody writes."""

WATCHED = frozenset(
    {
        "session",
        "agenda_item",
        "attendance",
        "movement",
        "person",
        "organization",
        "contribution",
        "authorship",
        "decision",
        "ballot",
        "ballot_count",
        "vote",
        "urn_count",
        "paper_voter",
        "recusal",
        "casting_vote",
        "dissent",
        "correction",
        "rules",
        "theme",
        "stage",
        "office",
        "issued_paper",
    }
)
"""Kinds of record of which the minutes say something."""


class Stage(StrEnum):
    """How far the minutes have come."""

    BEFORE = "before"
    OPEN = "open"
    READING = "reading"
    CLOSED = "closed"
    ISSUED = "issued"
    SIGNED = "signed"


@dataclass(frozen=True, kw_only=True)
class SignerPlace:
    """A place for a signature, and whose it is."""

    role: str
    person: str
    name: str


@dataclass(frozen=True, kw_only=True)
class MinutesNow:
    """What the store says of the session.

    Attributes:
        seen: What somebody who amends it now has seen.
        ends_at: When it most likely ended, if it is not closed.
    """

    session: Session
    seen: Seen
    signers: tuple[SignerPlace, ...]
    checks: tuple[CheckLine, ...]
    ends_at: datetime

    @property
    def is_closed(self) -> bool:
        """Whether the session is over, and its narrative with it."""
        return self.session.state is SessionState.CLOSED

    @property
    def stops(self) -> tuple[CheckLine, ...]:
        """What keeps the session from being closed, apart from its opening."""
        return tuple(one for one in self.checks if one.level is CheckLevel.STOP)


@dataclass(frozen=True, kw_only=True)
class Paperwork:
    """The pages as they would be printed, and the papers issued so far.

    Attributes:
        pdf: What is to be shown: the file with its signatures, if there is one.
        name: Of a file to hold them.
        current: The issued paper that says what the session says now.
    """

    preview: PaperPreview
    pdf: bytes
    name: str
    papers: tuple[PaperOnFile, ...]
    current: PaperOnFile | None


def read_minutes(reader: Reader, session: str, now: datetime) -> MinutesNow:
    """Read a session as the page shows it.

    Raises:
        RecordMissingError: If there is no such session.
    """
    meeting = reader.get(Session, session)
    people = {one.id: one for one in reader.all(Person, id=[*meeting.signers.values()])}
    return MinutesNow(
        session=meeting,
        seen=reader.seen(Session, session),
        signers=tuple(
            SignerPlace(role=role, person=key, name=people[key].name)
            for role, key in meeting.signers.items()
            if key in people
        ),
        checks=closing_checklist(reader, session),
        ends_at=_likely_end(reader, meeting, now),
    )


def look_up(
    store: Store,
    session: str,
    folder: Path,
    progress: Progress,
    *,
    language: Language,
    edition: Visibility,
) -> Paperwork:
    """Draw the minutes and find the papers; long, for the lane."""
    preview = preview_minutes(store, session, language=language, edition=edition)
    papers = session_papers(store, session, folder, progress=progress)
    current = None if preview.draft else _current(papers, preview)
    pdf = preview.pdf
    if current is not None and current.path is not None:
        pdf = paper_bytes(current.path)
    return Paperwork(
        preview=preview,
        pdf=pdf,
        name=preview.name,
        papers=papers,
        current=current,
    )


def stage(now: MinutesNow, work: Paperwork | None) -> Stage:
    """Return how far the minutes have come; the papers say more than the session."""
    if now.session.state is SessionState.PLANNED:
        return Stage.BEFORE
    if not now.is_closed:
        return Stage.OPEN
    if work is None:
        return Stage.READING
    if work.current is None:
        return Stage.CLOSED
    return Stage.SIGNED if not unsigned(now, work.current) else Stage.ISSUED


def shown_last(reader: Reader, session: str) -> tuple[Language, Visibility]:
    """Return the language and edition of the last minutes issued of a session.

    Without any, those of a first paper: Spanish, and internal.
    """
    issued = reader.all(
        IssuedPaper, subject=session, paper_kind=PaperKind.MINUTES, draft=False
    )
    if not issued:
        return Language.SPANISH, Visibility.INTERNAL
    last = max(issued, key=lambda one: (one.issued_at, one.version))
    return Language(last.language), last.edition


def unsigned(now: MinutesNow, paper: PaperOnFile) -> tuple[SignerPlace, ...]:
    """Return who has still to sign a paper; without its file, as many as lack.

    Whoever signed a print of it by hand has signed.
    """
    by_hand = paper.paper.signed_by_hand
    left = tuple(
        one
        for one in now.signers
        if not any(may_be_of(name, one.name) for name in by_hand)
    )
    if paper.verdict is not None:
        return tuple(one for one in left if one.role not in paper.signed_roles)
    return left[len(paper.paper.signed_by) :]


def _current(
    papers: tuple[PaperOnFile, ...], preview: PaperPreview
) -> PaperOnFile | None:
    alike = (
        one
        for one in papers
        if one.paper.paper_kind is PaperKind.MINUTES
        and not one.paper.draft
        and one.paper.pdf_sha256 == preview.sha256
    )
    return next(alike, None)


def _likely_end(reader: Reader, session: Session, now: datetime) -> datetime:
    """Return now on the day of the session; afterwards, when it was last heard of."""
    now = now.astimezone(PERU)
    if session.day is None or session.day == now.date():
        return now
    movements = reader.all(Movement, session=session.id)
    ballots = reader.all(Ballot, session=session.id)
    moments = [one.happened_at for one in movements]
    moments += [one.closed_at for one in ballots if one.closed_at is not None]
    if session.opened_at is not None:
        moments.append(session.opened_at)
    return max(moments, default=now).astimezone(PERU)
