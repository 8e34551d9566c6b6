"""What a PDF is worth: who signed it, whole or altered, and what record it carries.

Anything may be handed in, so nothing here raises for a bad file: what cannot be read
is a verdict with a sentence.  Two checks stand side by side.  Signatures are checked
with an analysis of every change made after them, because common viewers still call a
signature valid after a page was painted over.  The record is checked against the code
printed at the foot of every page, which also works for a paper nobody signed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workshop_app.documents import carried, codes, signatures
from workshop_app.documents.signatures import SignerVerdict
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from workshop_app.documents.carried import Carried

LARGEST_FILE = 200_000_000
"""Bytes; a hundred times the largest paper the program makes."""


@dataclass(frozen=True, kw_only=True)
class RecordVerdict:
    """The record a paper carries.

    Attributes:
        data: The attached bytes, exactly.
        digest: Their SHA-256 in hexadecimal.
        code: The sixteen characters that belong to them.
        printed: The different codes read at the foot of the pages.
        pages_without_code: Pages whose foot shows none, from 1.
    """

    data: bytes
    digest: str
    code: str
    printed: tuple[str, ...]
    pages_without_code: tuple[int, ...]

    @property
    def matches(self) -> bool:
        """Whether every page shows the code of this record, and no other."""
        return self.printed == (self.code,) and not self.pages_without_code


@dataclass(frozen=True, kw_only=True)
class PdfVerdict:
    """What was found out about a file.

    Attributes:
        kind: Always `pdf`.
        whole: Nothing speaks against it: readable, the record matches its pages,
            and no signature is broken.  An unsigned paper can be whole.
        signers: Who signed, in the order of signing.
        problems: A sentence for each thing that is wrong.
        record: The record it carries, if it is one of our papers.
        claims: Standards it says it keeps, such as `PDF/A-3A`; claimed, not proved.
    """

    whole: bool
    signers: tuple[SignerVerdict, ...] = ()
    problems: tuple[str, ...] = ()
    record: RecordVerdict | None = None
    claims: tuple[str, ...] = ()
    kind: str = "pdf"


@dataclass
class _Findings:
    problems: list[str] = field(default_factory=list)
    signers: tuple[SignerVerdict, ...] = ()


def verify_pdf(pdf: bytes, *, trusted: frozenset[str] = frozenset()) -> PdfVerdict:
    """Find out what a PDF is worth.

    Args:
        pdf: Any bytes at all.
        trusted: SHA-256 fingerprints, in hexadecimal, of certificates that somebody
            compared with their holder; a signature by any other is not trusted.
    """
    refusal = _refusal(pdf)
    if refusal:
        return PdfVerdict(whole=False, problems=(refusal,))
    try:
        inside = carried.read(pdf)
    except Exception:  # noqa: BLE001 a hostile file may raise anything in three parsers
        return PdfVerdict(whole=False, problems=(_unreadable(),))
    if inside.encrypted:
        problem = tr("This PDF is protected with a password, so it cannot be checked.")
        return PdfVerdict(whole=False, problems=(problem,))
    record = _record(inside)
    findings = _Findings(problems=_damage(pdf, inside))
    findings.problems += _record_problems(inside, record)
    _check_signatures(pdf, trusted, record, findings)
    return PdfVerdict(
        whole=not findings.problems,
        signers=findings.signers,
        problems=tuple(findings.problems),
        record=record,
        claims=inside.claims,
    )


def _refusal(pdf: bytes) -> str:
    if len(pdf) > LARGEST_FILE:
        return tr("This file is too large to be one of our papers.")
    if b"%PDF-" not in pdf[:1024]:
        return tr("This file is not a PDF.")
    return ""


def _unreadable() -> str:
    return tr("This file cannot be read as a PDF: it is damaged or cut short.")


def _damage(pdf: bytes, inside: Carried) -> list[str]:
    problems = []
    if inside.damaged:
        problems.append(tr("Parts of the file are damaged."))
    if not pdf.rstrip().endswith(b"%%EOF"):
        problems.append(tr("Something was added after the end of the paper."))
    return problems


def _record(inside: Carried) -> RecordVerdict | None:
    if inside.record is None:
        return None
    return RecordVerdict(
        data=inside.record,
        digest=codes.digest_of(inside.record),
        code=codes.code_of(inside.record),
        printed=inside.printed,
        pages_without_code=inside.pages_without_code,
    )


def _record_problems(inside: Carried, record: RecordVerdict | None) -> list[str]:
    if record is None:
        if inside.records > 1:
            return [tr("The file carries more than one record.")]
        return [tr("The file carries no record, so it is not one of our papers.")]
    problems = [
        tr(
            "A page shows the code {printed}, but the record has {code}.",
            printed=printed,
            code=record.code,
        )
        for printed in record.printed
        if printed != record.code
    ]
    if record.pages_without_code:
        pages = ", ".join(str(page) for page in record.pages_without_code)
        problems.append(
            tr("No code could be read on these pages: {pages}.", pages=pages)
        )
    return problems


def _check_signatures(
    pdf: bytes,
    trusted: frozenset[str],
    record: RecordVerdict | None,
    findings: _Findings,
) -> None:
    planned = _planned_signers(record)
    try:
        findings.signers, problems = signatures.check(pdf, trusted, planned)
    except Exception:  # noqa: BLE001 as above: never a traceback for a hostile file
        findings.problems.append(tr("The signatures of this file cannot be read."))
        return
    findings.problems += problems


def _planned_signers(record: RecordVerdict | None) -> dict[str, tuple[str, str]]:
    """Return (name, role) of who was to sign, by signature field."""
    if record is None:
        return {}
    try:
        listed: Any = json.loads(record.data)["signers"]
        return {
            str(signer["field"]): (str(signer["name"]), str(signer["role"]))
            for signer in listed
        }
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
