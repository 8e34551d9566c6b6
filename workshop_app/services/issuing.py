"""Numbers, versions and moments of papers: what makes one recognisable later.

Whoever issues the same content again gets the same paper, to the byte: its number,
version and moment are those of the first time.  Other content under the same number
is the next version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from workshop_app.domain.content import Reference
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.numbering import next_number
from workshop_app.domain.vocabulary import PaperKind, Visibility
from workshop_app.errors import AppError
from workshop_app.i18n import Language, tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from workshop_app.domain.process import Process
    from workshop_app.store import Transaction


class IssuedMeanwhileError(AppError):
    """Somebody else issued a paper between looking and writing."""

    def __init__(self, number: str) -> None:
        super().__init__(
            tr(
                "The number {number} was given to another paper meanwhile.",
                number=number,
            ),
            advice=tr("Issue the paper again; it gets the next number."),
        )
        self.number = number


class Drawn(Protocol):
    """A paper as it was drawn."""

    @property
    def pdf(self) -> bytes:
        """The file."""

    @property
    def record(self) -> bytes:
        """What it says, as attached to it."""

    @property
    def replaced(self) -> int:
        """How many characters no font could show."""


Draw = Callable[[Reference], Drawn]
"""Draws a paper once its number is known."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which paper is wanted.

    Attributes:
        subject: The session of minutes, the person of a letter.
        session: The session a letter is about, if it is about one only.
        answers: Ids of the contributions a letter answers.
    """

    kind: PaperKind
    subject: str
    session: str | None = None
    answers: tuple[str, ...] = ()
    language: Language = Language.SPANISH
    edition: Visibility = Visibility.INTERNAL
    draft: bool = False

    def is_of(self, paper: IssuedPaper) -> bool:
        """Whether a paper carries the number of this one, in whatever edition."""
        return (paper.paper_kind, paper.subject, paper.session) == (
            self.kind,
            self.subject,
            self.session,
        )

    def is_like(self, paper: IssuedPaper) -> bool:
        """Whether a paper is of this edition and language, draft or final alike."""
        return (
            self.is_of(paper)
            and paper.language == self.language
            and paper.edition is self.edition
        )


@dataclass(frozen=True, kw_only=True)
class IssuedFile:
    """A paper that was written to a file.

    Attributes:
        sha256: Of the file as written, unsigned.
        replaced: How many characters are shown as □.
        is_new: Whether it was not issued with this content before.
    """

    path: Path
    number: str
    version: int
    sha256: str
    replaced: int
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class Issue:
    """A paper that was drawn and is about to be recorded.

    Attributes:
        paper: The record, without an id if it is new.
        is_new: Whether it is to be recorded.
        replaced: How many characters are shown as □.
    """

    paper: IssuedPaper
    is_new: bool
    replaced: int

    def file(self, path: Path) -> IssuedFile:
        """Return what is said of it once it is written."""
        return IssuedFile(
            path=path,
            number=self.paper.number,
            version=self.paper.version,
            sha256=self.paper.pdf_sha256,
            replaced=self.replaced,
            is_new=self.is_new,
        )


class Numbering:
    """Gives papers their numbers, by all that were issued before."""

    def __init__(
        self,
        process: Process,
        acronym: str,
        issued: Sequence[IssuedPaper],
        moment: datetime,
    ) -> None:
        self._process = process
        self._acronym = acronym
        self._issued = list(issued)
        self._moment = moment

    def issue(self, wish: Wish, draw: Draw) -> tuple[Issue, bytes]:
        """Draw the paper as it was issued before, or as the next one.

        Returns:
            What is to be recorded, and the file.
        """
        alike = [one for one in self._issued if wish.is_like(one)]
        known = [one for one in alike if one.draft is wish.draft]
        if known:
            last = max(known, key=lambda one: (one.version, one.issued_at))
            drawn = draw(reference_of(last, self._process))
            if _hash(drawn.record) == last.record_sha256:
                issue = Issue(paper=last, is_new=False, replaced=drawn.replaced)
                return issue, drawn.pdf
        reference = self._next(wish, alike)
        drawn = draw(reference)
        paper = IssuedPaper(
            id="",
            paper_kind=wish.kind,
            subject=wish.subject,
            number=reference.number,
            version=reference.version,
            record_sha256=_hash(drawn.record),
            pdf_sha256=_hash(drawn.pdf),
            issued_at=reference.issued_at,
            draft=wish.draft,
            language=wish.language,
            edition=wish.edition,
            session=wish.session,
            answers=wish.answers,
        )
        self._issued.append(paper)
        issue = Issue(paper=paper, is_new=True, replaced=drawn.replaced)
        return issue, drawn.pdf

    def _next(self, wish: Wish, alike: Sequence[IssuedPaper]) -> Reference:
        """Return the next version; drafts carry that of the final to come."""
        mine = [one.number for one in self._issued if wish.is_of(one)]
        number = mine[0] if mine else self._free_number(wish.kind)
        finals = [one.version for one in alike if not one.draft]
        return Reference(
            number=number,
            version=max(finals, default=0) + 1,
            draft=wish.draft,
            issued_at=self._moment,
            process=self._process.title,
            process_id=self._process.id,
        )

    def _free_number(self, kind: PaperKind) -> str:
        return next_number(
            (one.number for one in self._issued),
            kind,
            year=self._moment.year,
            acronym=self._acronym,
        )


def reference_of(paper: IssuedPaper, process: Process) -> Reference:
    """Return what a paper was known by when it was issued, to draw it again."""
    return Reference(
        number=paper.number,
        version=paper.version,
        draft=paper.draft,
        issued_at=paper.issued_at,
        process=process.title,
        process_id=process.id,
    )


def require_unmoved(tx: Transaction, issues: Sequence[Issue]) -> None:
    """Make sure that the numbers are still free, or of the same papers.

    Nor may somebody else have issued the same version meanwhile: two papers that
    differ would go by one number and version, and both would be signed.

    Raises:
        IssuedMeanwhileError: If one was given to another paper meanwhile.
    """
    versions = {_version(one.paper) for one in issues if one.is_new}
    numbers = [one.paper.number for one in issues]
    found = tx.all(IssuedPaper, number=numbers)
    for one in found:
        if _version(one) in versions and not one.draft:
            raise IssuedMeanwhileError(one.number)
    taken = {(one.number, one.subject, one.session) for one in found}
    wanted = {
        (one.paper.number, one.paper.subject, one.paper.session) for one in issues
    }
    free = {one[0] for one in wanted}
    for number, subject, session in sorted(taken, key=lambda one: one[0]):
        if number in free and (number, subject, session) not in wanted:
            raise IssuedMeanwhileError(number)


def _version(paper: IssuedPaper) -> tuple[object, ...]:
    return (
        paper.number,
        paper.version,
        paper.draft,
        paper.language,
        paper.edition,
        paper.subject,
        paper.session,
    )


def paper_name(paper: IssuedPaper) -> str:
    """Return the name of a paper's file: `acta-003-2026-ACR.pdf`.

    Only one file bears it: a later version, another language or edition and a draft
    say so, as `acta-003-2026-ACR-v2-en.pdf`, and stand beside the first.
    """
    word, _, rest = paper.number.partition(" ")
    safe = "".join(c if c.isalnum() or c == "-" else "-" for c in rest)
    marks = {
        f"v{paper.version}": paper.version > 1,
        paper.language: paper.language != Language.SPANISH,
        "publica": paper.edition is Visibility.PUBLIC,
        "borrador": paper.draft,
    }
    parts = [word.lower(), safe, *(mark for mark, told in marks.items() if told)]
    return "-".join(parts) + ".pdf"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
