"""Issuing papers: minutes, attendance lists and letters, each numbered and recorded."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from workshop_app.domain.vocabulary import PaperKind, SessionState, Visibility
from workshop_app.errors import AppError
from workshop_app.i18n import Language, tr
from workshop_app.services.deeds import DeedCode
from workshop_app.services.delivery import Tray
from workshop_app.services.issuing import (
    Issue,
    IssuedFile,
    Wish,
    paper_name,
    require_unmoved,
)
from workshop_app.services.paper_desk import (
    LetterOrder,
    MinutesOrder,
    RefusedLetter,
    day_of,
    desk,
    post,
    session_desk,
)
from workshop_app.services.papers_content import attendance_content
from workshop_app.services.progress import NO_PROGRESS, Progress
from workshop_app.store import Deed
from workshop_app.store.access import note
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from workshop_app.store import Store

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
    at, records = session_desk(store, session, edition)
    meeting = records.session
    if not draft and meeting.state is not SessionState.CLOSED:
        raise SessionNotClosedError(meeting.code)
    order = MinutesOrder(
        session=session, language=language, edition=edition, draft=draft
    )
    issue, pdf = order.drawn(records, at)
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

    at, records = session_desk(store, session, edition)
    issue, pdf = at.numbering.issue(
        Wish(
            kind=PaperKind.ATTENDANCE,
            subject=session,
            language=language,
            edition=edition,
            draft=draft,
        ),
        lambda reference: attendance_pdf(
            attendance_content(records, at.frame, reference), language=language
        ),
    )
    issued = _deliver_one(store, DeedCode.ISSUE_ATTENDANCE, issue, pdf, out)
    note(store, PRINT, issued.number, len(records.attendances))
    return issued


def issue_letters(  # noqa: PLR0913 each by name
    store: Store,
    session: str | None,
    folder: Path,
    *,
    language: Language = Language.SPANISH,
    draft: bool = False,
    people: Collection[str] | None = None,
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
        people: Ids of those to be written to; every contributor if not given.
        progress: Told after every letter; may stop it, and then none is written.

    Raises:
        OutputUnwritableError, SignedFileInTheWayError: If they cannot go there.
        Cancelled: If the person stopped it.
    """
    order = LetterOrder(session=session, language=language, draft=draft)
    with store.read() as reader:
        letters = post(reader, session, people)
        at = desk(reader, store, day_of(reader, session), Visibility.INTERNAL)
    issues: list[Issue] = []
    files: list[IssuedFile] = []
    with Tray() as tray:
        for done, letter in enumerate(letters.letters):
            progress.at(done, len(letters.letters))
            issue, pdf = order.drawn(letter, at)
            path = folder / paper_name(issue.paper)
            tray.put(path, pdf)
            issues.append(issue)
            files.append(issue.file(path))
        progress.at(len(letters.letters), len(letters.letters))
        _record(store, DeedCode.ISSUE_LETTERS, {"count": len(files)}, issues)
        tray.deliver()
    note(store, PRINT, PaperKind.LETTER, len(files))
    return IssuedLetters(files=tuple(files), refused=letters.refused)


def _deliver_one(
    store: Store, code: DeedCode, issue: Issue, pdf: bytes, out: Path
) -> IssuedFile:
    number = issue.paper.number
    path = out / paper_name(issue.paper) if out.is_dir() else out
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
