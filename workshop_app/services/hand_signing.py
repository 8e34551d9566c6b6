"""Recording that printed minutes were signed by hand, and where that print is kept.

A signature in ink is worth what the paper is worth: the program only remembers that
there is one.  Whoever recorded it by mistake undoes it like any other deed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workshop_app.clock import PERU
from workshop_app.domain import text
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.person import Person
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import AttachmentKind, PaperKind
from workshop_app.errors import AppError
from workshop_app.i18n import plain_date, tr
from workshop_app.services.deeds import DeedCode
from workshop_app.services.evidence import Provenance, attached, whole_file
from workshop_app.store import Deed
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.store import Reader, Store


class PaperNumberUnknownError(AppError):
    """No minutes were issued under this number."""

    def __init__(self, number: str) -> None:
        super().__init__(
            tr("No minutes {number} were issued from this process.", number=number),
            advice=tr("Write the number as it is printed on them."),
        )
        self.number = number


class NobodySignedError(AppError):
    """It was not said who signed, or there is no place for them on the paper."""

    def __init__(self, number: str) -> None:
        super().__init__(
            tr("Nobody who signs {number} was named.", number=number),
            advice=tr("Say which of those who sign the minutes signed the print."),
        )
        self.number = number


class SignedThatDayError(AppError):
    """Nobody signs a print before it is printed, or tomorrow."""

    def __init__(self, number: str, issued_on: date) -> None:
        super().__init__(
            tr(
                "{number} was issued on {day}: it was signed then or since, and not in "
                "the days to come.",
                number=number,
                day=plain_date(issued_on),
            ),
            advice=tr("Look at the date beside the signatures."),
        )
        self.number = number
        self.issued_on = issued_on


@dataclass(frozen=True, kw_only=True)
class HandSignatures:
    """What is known of a print that was signed.

    Attributes:
        roles: Of those who signed, as `Session.signers` calls them.
        on: The day they signed.
        kept_at: Where the print is kept, in words; may be empty.
        scan: A file with a scan or a photograph of it, kept as evidence.
    """

    roles: Sequence[str]
    on: date
    kept_at: str = ""
    scan: Path | None = None


def record_hand_signatures(store: Store, paper: str, said: HandSignatures) -> None:
    """Record who signed a print of issued minutes; who is on record already stays.

    Args:
        store: Where they were issued.
        paper: Id of the issued paper.
        said: Who, when, and where the print is.

    Raises:
        NobodySignedError: If nobody is named, or somebody who does not sign there.
        SignedThatDayError: If that day is before the issue or to come.
        RecordMissingError: If there is no such paper.
        FileUnreadableError, NotAFileError, FileEmptyError, FileTooLargeError: If the
            scan cannot be kept.
    """
    scan = None if said.scan is None else whole_file(said.scan)
    kept_at = text.one_line(said.kept_at, field="print_kept_at")
    with store.read() as reader:
        before = reader.get(IssuedPaper, paper)
        names = _names(reader, before, said.roles)
    issued_on = before.issued_at.astimezone(PERU).date()
    if not issued_on <= said.on <= store.now().astimezone(PERU).date():
        raise SignedThatDayError(before.number, issued_on)
    named: dict[str, str | int] = {"names": ", ".join(names), "number": before.number}
    with store.write(Deed(DeedCode.RECORD_HAND_SIGNATURES, named)) as tx:
        issued = tx.get(IssuedPaper, paper)
        known = issued.signed_by_hand
        tx.save(
            dataclasses.replace(
                issued,
                signed_by_hand=(*known, *(one for one in names if one not in known)),
                signed_by_hand_on=said.on,
                print_kept_at=kept_at or issued.print_kept_at,
            )
        )
        if said.scan is not None and scan is not None:
            attached(tx, issued, said.scan, scan, _of_print(said))


def minutes_numbered(reader: Reader, number: str) -> IssuedPaper:
    """Return the last version of issued minutes by the number printed on them.

    Raises:
        PaperNumberUnknownError: If there are none.
    """
    wanted = text.one_line(number, field="number").casefold()
    issued = reader.all(IssuedPaper, paper_kind=PaperKind.MINUTES, draft=False)
    alike = [one for one in issued if one.number.casefold() == wanted]
    if not alike:
        raise PaperNumberUnknownError(number)
    return max(alike, key=lambda one: (one.version, one.issued_at))


def _names(reader: Reader, paper: IssuedPaper, roles: Sequence[str]) -> list[str]:
    """Return the names of those who sign in these roles, in the order they sign."""
    if paper.paper_kind is not PaperKind.MINUTES or paper.draft:
        raise NobodySignedError(paper.number)
    signers = reader.get(Session, paper.subject).signers
    if not roles or not set(roles) <= signers.keys():
        raise NobodySignedError(paper.number)
    return [
        reader.get(Person, person).name
        for role, person in signers.items()
        if role in roles
    ]


def _of_print(said: HandSignatures) -> Provenance:
    return Provenance(
        kind=AttachmentKind.PHOTOGRAPH, origin=said.kept_at, dated_on=said.on
    )
