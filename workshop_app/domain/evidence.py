"""Evidence: files attached to records, and the papers the program issued."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from workshop_app.domain.records import Record
from workshop_app.domain.vocabulary import AttachmentKind, PaperKind, Visibility
from workshop_app.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Attachment(Record):
    """A file that proves something about a record.

    Attributes:
        subject_kind, subject: The record it belongs to.
        sha256: Hash of the content, by which the store keeps it once.
        size: Bytes.
        origin: Where it came from, in words.
        dated_on: The date the thing itself carries.
    """

    kind: ClassVar[str] = "attachment"

    subject_kind: str
    subject: str
    name: str
    media_type: str
    sha256: str
    size: int
    attachment_kind: AttachmentKind = AttachmentKind.OTHER
    origin: str = ""
    dated_on: date | None = None
    visibility: Visibility = Visibility.INTERNAL


@dataclass(frozen=True, kw_only=True)
class IssuedPaper(Record):
    """A paper that left the program, by which it can be recognised later.

    Attributes:
        subject: The session of minutes, the person of a letter.
        number: What is printed on it; a letter's number is given once.
        record_sha256: Hash of the record attached to it, printed as its code.
        pdf_sha256: Hash of the file as issued, before any signature.
        signed_by: Names of the signers, in the order they signed.
        signed_by_hand: Names of those who signed a print of it.
        signed_by_hand_on: The day they did.
        print_kept_at: Where that print is kept, in words.
        language: ISO 639 code of the language it is written in.
        edition: For the office, or for everybody.
        session: The session a letter is about, if it is about one only.
        answers: Ids of the contributions a letter answers.
    """

    kind: ClassVar[str] = "issued_paper"

    paper_kind: PaperKind
    subject: str
    number: str
    version: int
    record_sha256: str
    pdf_sha256: str
    issued_at: datetime
    draft: bool = False
    signed_by: tuple[str, ...] = ()
    signed_sha256: str = ""
    language: str = "es"
    edition: Visibility = Visibility.INTERNAL
    session: str | None = None
    answers: tuple[str, ...] = ()
    signed_by_hand: tuple[str, ...] = ()
    signed_by_hand_on: date | None = None
    print_kept_at: str = ""

    @property
    def signers(self) -> tuple[str, ...]:
        """Names of everybody who signed, the file first and then the print."""
        return (*self.signed_by, *self.signed_by_hand)
