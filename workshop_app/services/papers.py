"""Issuing papers: minutes, attendance lists and letters, each numbered and recorded."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.identity import office_id
from workshop_app.domain.person import Person
from workshop_app.domain.process import Office, Process, Rules, Stage, Theme
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import PaperKind, SessionState, Visibility
from workshop_app.errors import AppError
from workshop_app.i18n import Language, tr
from workshop_app.services.ballot_content import table_outcomes
from workshop_app.services.deeds import DeedCode
from workshop_app.services.delivery import Tray
from workshop_app.services.gathering import (
    ContributionRecords,
    SessionRecords,
    ballots_of,
    contributions_of,
    register,
    session_records,
)
from workshop_app.services.issuing import (
    Issue,
    IssuedFile,
    Numbering,
    Wish,
    file_name,
    require_unmoved,
)
from workshop_app.services.papers_content import (
    Correspondence,
    Frame,
    attendance_content,
    letter_content,
    minutes_content,
)
from workshop_app.services.progress import NO_PROGRESS, Progress
from workshop_app.services.rules_in_force import rules_on
from workshop_app.store import Deed
from workshop_app.store.access import note

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from workshop_app.domain.vocabulary import TableOutcome
    from workshop_app.store import Reader, Store

__all__ = [
    "IssuedFile",
    "IssuedLetters",
    "RefusedLetter",
    "SessionNotClosedError",
    "issue_attendance",
    "issue_letters",
    "issue_minutes",
]

PRINT = "print"
"""What the access log says of papers (art. 46.3 of DS 016-2024-JUS)."""


class SessionNotClosedError(AppError):
    """Minutes are final only when the session is over."""

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("Session {code} is not closed.", code=code),
            advice=tr("Close the session, or issue the minutes as a draft."),
        )
        self.code = code


@dataclass(frozen=True, kw_only=True)
class RefusedLetter:
    """A letter that was not written, because an answer in it has no reason.

    Attributes:
        contributions: Codes of the contributions whose answer lacks its reason.
    """

    person: str
    name: str
    contributions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class IssuedLetters:
    """The letters that were written, and those that were not; iterates the files."""

    files: tuple[IssuedFile, ...]
    refused: tuple[RefusedLetter, ...]

    def __iter__(self) -> Iterator[IssuedFile]:
        """Go through the letters that were written."""
        return iter(self.files)


def issue_minutes(
    store: Store,
    session: str,
    out: Path,
    *,
    language: Language = Language.SPANISH,
    draft: bool = False,
    edition: Visibility = Visibility.INTERNAL,
) -> IssuedFile:
    """Write the minutes of a session, and record them as issued.

    The same content again is the same paper, to the byte; other content is the next
    version under the same number.

    Args:
        store: Where the session is.
        session: Its id.
        out: The file, or a folder in which the number names it.
        language: Of the paper, whatever the screen speaks.
        draft: Marked as a draft, and without fields to sign.
        edition: For the office, or for everybody.

    Raises:
        SessionNotClosedError: If it is to be final and the session is not over.
        OutputUnwritableError, SignedFileInTheWayError: If it cannot go there.
    """
    from workshop_app.documents.minutes import minutes_pdf  # noqa: PLC0415 slow

    desk, records = _session_desk(store, session, edition)
    meeting = records.session
    if not draft and meeting.state is not SessionState.CLOSED:
        raise SessionNotClosedError(meeting.code)
    issue, pdf = desk.numbering.issue(
        Wish(
            kind=PaperKind.MINUTES,
            subject=session,
            language=language,
            edition=edition,
            draft=draft,
        ),
        lambda reference: minutes_pdf(
            minutes_content(records, desk.frame, reference), language=language
        ),
    )
    issued = _deliver_one(store, DeedCode.ISSUE_MINUTES, issue, pdf, out)
    note(store, PRINT, issued.number, len(records.attendances))
    return issued


def issue_attendance(
    store: Store,
    session: str,
    out: Path,
    *,
    language: Language = Language.SPANISH,
    draft: bool = False,
    edition: Visibility = Visibility.INTERNAL,
) -> IssuedFile:
    """Write the attendance list of a session to be signed, and record it as issued.

    Args and errors are those of `issue_minutes`, but that the session may be at any
    point: the list is printed before it and again after it.
    """
    from workshop_app.documents.attendance import attendance_pdf  # noqa: PLC0415 slow

    desk, records = _session_desk(store, session, edition)
    issue, pdf = desk.numbering.issue(
        Wish(
            kind=PaperKind.ATTENDANCE,
            subject=session,
            language=language,
            edition=edition,
            draft=draft,
        ),
        lambda reference: attendance_pdf(
            attendance_content(records, desk.frame, reference), language=language
        ),
    )
    issued = _deliver_one(store, DeedCode.ISSUE_ATTENDANCE, issue, pdf, out)
    note(store, PRINT, issued.number, len(records.attendances))
    return issued


def issue_letters(
    store: Store,
    session: str | None,
    folder: Path,
    *,
    language: Language = Language.SPANISH,
    draft: bool = False,
    progress: Progress = NO_PROGRESS,
) -> IssuedLetters:
    """Write one letter for each contributor with an answer, and record them.

    A letter answers all decided contributions of its person.  If one of the answers
    lacks its reason, that person's letter is not written but listed.

    Args:
        store: Where the contributions are.
        session: The id of the session they were made at, or of all.
        folder: Where the letters go; their numbers name them.
        language: Of the letters.
        draft: Marked as drafts.
        progress: Told after every letter; may stop it, and then none is written.

    Raises:
        OutputUnwritableError, SignedFileInTheWayError: If they cannot go there.
        Cancelled: If the person stopped it.
    """
    order = _LetterOrder(session=session, language=language, draft=draft)
    with store.read() as reader:
        post = _post(reader, session)
        desk = _desk(reader, store, _day(reader, session), Visibility.INTERNAL)
    issues: list[Issue] = []
    files: list[IssuedFile] = []
    with Tray() as tray:
        for done, letter in enumerate(post.letters):
            progress.at(done, len(post.letters))
            issue, pdf = order.drawn(letter, desk)
            path = folder / file_name(issue.paper.number)
            tray.put(path, pdf)
            issues.append(issue)
            files.append(issue.file(path))
        progress.at(len(post.letters), len(post.letters))
        _record(store, DeedCode.ISSUE_LETTERS, {"count": len(files)}, issues)
        tray.deliver()
    note(store, PRINT, PaperKind.LETTER, len(files))
    return IssuedLetters(files=tuple(files), refused=post.refused)


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """What is needed to issue papers: their frame, and the numbers given so far."""

    frame: Frame
    numbering: Numbering


@dataclass(frozen=True, kw_only=True)
class _LetterOrder:
    """Which letters are wanted, and how."""

    session: str | None
    language: Language
    draft: bool

    def drawn(self, letter: Correspondence, desk: _Desk) -> tuple[Issue, bytes]:
        """Return what is to be recorded of a letter, and its file."""
        from workshop_app.documents.letter import letter_pdf  # noqa: PLC0415 slow

        answers = tuple(one.contribution.id for one, _ in letter.contributions)
        wish = Wish(
            kind=PaperKind.LETTER,
            subject=letter.person.id,
            session=self.session,
            answers=answers,
            language=self.language,
            draft=self.draft,
        )
        return desk.numbering.issue(
            wish,
            lambda reference: letter_pdf(
                letter_content(letter, desk.frame, reference), language=self.language
            ),
        )


@dataclass(frozen=True, kw_only=True)
class _Post:
    letters: tuple[Correspondence, ...]
    refused: tuple[RefusedLetter, ...]


def _session_desk(
    store: Store, session: str, edition: Visibility
) -> tuple[_Desk, SessionRecords]:
    with store.read() as reader:
        records = session_records(reader, session)
        return _desk(reader, store, records.session.day, edition), records


def _desk(reader: Reader, store: Store, day: date | None, edition: Visibility) -> _Desk:
    office = reader.get(Office, office_id(reader.process_id))
    titles = {one.id: one.title for one in reader.all(Stage)}
    titles |= {one.id: one.title for one in reader.all(Theme)}
    frame = Frame(
        office=office,
        register=register(reader),
        titles=titles,
        rules=rules_on(reader.all(Rules), day),
        edition=edition,
    )
    process = reader.get(Process, reader.process_id)
    issued = reader.all(IssuedPaper)
    return _Desk(
        frame=frame,
        numbering=Numbering(process, office.acronym, issued, store.now()),
    )


def _day(reader: Reader, session: str | None) -> date | None:
    return None if session is None else reader.get(Session, session).day


def _post(reader: Reader, session: str | None) -> _Post:
    """Sort the answers by who is to be told, in order of the people's codes."""
    of_session = {} if session is None else {"session": session}
    contributions = contributions_of(reader, **of_session)
    outcomes = table_outcomes(ballots_of(reader))
    sessions = {one.id: one for one in reader.all(Session)}
    answered: dict[str, list[ContributionRecords]] = {}
    for one in contributions:
        for authorship in one.authorships if one.decision is not None else ():
            answered.setdefault(authorship.person, []).append(one)
    letters, refused = [], []
    people = reader.all(Person, id=list(answered))
    for person in sorted(people, key=lambda one: (len(one.code), one.code)):
        own = answered[person.id]
        unreasoned = tuple(one.contribution.code for one in own if _lacks_reason(one))
        if unreasoned:
            refused.append(
                RefusedLetter(
                    person=person.code, name=person.name, contributions=unreasoned
                )
            )
            continue
        letters.append(_letter(person, own, outcomes, sessions))
    return _Post(letters=tuple(letters), refused=tuple(refused))


def _lacks_reason(records: ContributionRecords) -> bool:
    return records.decision is not None and records.decision.missing is not None


def _letter(
    person: Person,
    own: Sequence[ContributionRecords],
    outcomes: Mapping[str, TableOutcome],
    sessions: Mapping[str, Session],
) -> Correspondence:
    held_at = {one.contribution.session for one in own}
    only = sessions.get(held_at.pop() or "") if len(held_at) == 1 else None
    return Correspondence(
        person=person,
        contributions=[(one, outcomes.get(one.contribution.id)) for one in own],
        session=("", None) if only is None else (only.title, only.held_on),
    )


def _deliver_one(
    store: Store, code: DeedCode, issue: Issue, pdf: bytes, out: Path
) -> IssuedFile:
    number = issue.paper.number
    path = out / file_name(number) if out.is_dir() else out
    with Tray() as tray:
        tray.put(path, pdf)
        _record(store, code, {"number": number}, [issue])
        tray.deliver()
    return issue.file(path)


def _record(
    store: Store,
    code: DeedCode,
    arguments: Mapping[str, str | int],
    issues: Sequence[Issue],
) -> None:
    """Record what is new among the papers; nothing, if nothing is."""
    with store.write(Deed(code=code, arguments=arguments)) as tx:
        require_unmoved(tx, issues)
        tx.add_all(
            dataclasses.replace(issue.paper, id=tx.new_id())
            for issue in issues
            if issue.is_new
        )
