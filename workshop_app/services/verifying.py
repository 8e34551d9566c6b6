"""Saying whether a paper or a store is whole, and who made and signed it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from workshop_app.domain.evidence import IssuedPaper
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.file_troubles import in_words
from workshop_app.store import Store
from workshop_app.store.integrity import check
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.documents.verifying import PdfVerdict

PDF = "pdf"
STORE = "store"
UNKNOWN = "unknown"

_PDF_MARK = b"%PDF-"
_MARK_WITHIN = 1024
"""Readers look for the mark of a PDF in the first bytes (ISO 32000-1, annex H)."""

Opener = Callable[[Path], Store]
"""Opens a store, with whatever key it needs."""


@dataclass(frozen=True, kw_only=True)
class SignerLine:
    """Somebody who signed a file.

    Attributes:
        trusted: Somebody compared the certificate with its holder.
        covers_whole_file: Nothing was added after this signature.
        self_made: The certificate is the signer's own making.
    """

    name: str
    role: str
    trusted: bool
    covers_whole_file: bool
    self_made: bool


@dataclass(frozen=True, kw_only=True)
class FileVerdict:
    """What is said of one file.

    Attributes:
        kind: `pdf`, `store`, or `unknown`.
        whole: Nothing speaks against it.
        number: Of the paper, if the store named issued it.
        problems: A sentence for each thing that is wrong.
    """

    path: Path
    kind: str
    whole: bool
    signers: tuple[SignerLine, ...] = ()
    number: str = ""
    problems: tuple[str, ...] = ()


def verify_files(
    paths: Iterable[Path],
    store: Store | None = None,
    *,
    opener: Opener | None = None,
) -> tuple[FileVerdict, ...]:
    """Verify papers and stores, each on its own; nothing that is wrong stops the rest.

    Args:
        paths: PDF files and stores.
        store: Where the papers were issued: then they are compared with what it
            recorded, and a signature that was cut off again is missed.
        opener: Opens a store; the ordinary way if not given.
    """
    issued: Sequence[IssuedPaper] | None = None
    if store is not None:
        with store.read() as reader:
            issued = reader.all(IssuedPaper)
    return tuple(_verdict(path, issued, opener or _opened) for path in paths)


def _verdict(
    path: Path, issued: Sequence[IssuedPaper] | None, opener: Opener
) -> FileVerdict:
    try:
        if path.suffix.lower() == ".kuska":
            return _store_verdict(path, opener)
        content = path.read_bytes()
    except OSError as error:
        cause = in_words(error)
        sentence = tr("{path} cannot be read ({cause}).", path=path, cause=cause)
        return _broken(path, UNKNOWN, sentence)
    except AppError as error:
        return _broken(path, STORE, str(error))
    if _PDF_MARK in content[:_MARK_WITHIN] or path.suffix.lower() == ".pdf":
        return _pdf_verdict(path, content, issued)
    return _broken(path, UNKNOWN, tr("This is neither a PDF nor a store."))


def _broken(path: Path, kind: str, sentence: str) -> FileVerdict:
    return FileVerdict(path=path, kind=kind, whole=False, problems=(sentence,))


def _opened(path: Path) -> Store:
    return Store.open(str(path))


def _store_verdict(path: Path, opener: Opener) -> FileVerdict:
    store = opener(path)
    try:
        findings = tuple(finding.sentence for finding in check(store))
    finally:
        store.close()
    return FileVerdict(path=path, kind=STORE, whole=not findings, problems=findings)


def _pdf_verdict(
    path: Path, content: bytes, issued: Sequence[IssuedPaper] | None
) -> FileVerdict:
    from workshop_app.documents.verifying import verify_pdf  # noqa: PLC0415 slow

    found = verify_pdf(content)
    number, compared = _compared(content, found, issued)
    problems = (*found.problems, *compared)
    return FileVerdict(
        path=path,
        kind=PDF,
        whole=found.whole and not compared,
        signers=tuple(
            SignerLine(
                name=one.name,
                role=one.role,
                trusted=one.trusted,
                covers_whole_file=one.covers_whole_file,
                self_made=one.self_made,
            )
            for one in found.signers
        ),
        number=number,
        problems=problems,
    )


def _compared(
    content: bytes, found: PdfVerdict, issued: Sequence[IssuedPaper] | None
) -> tuple[str, tuple[str, ...]]:
    """Return the paper's number and how the file differs from what was recorded."""
    if issued is None:
        return "", ()
    digest = hashlib.sha256(content).hexdigest()
    for paper in issued:
        if digest == (paper.signed_sha256 or paper.pdf_sha256):
            return paper.number, ()
    record = "" if found.record is None else found.record.digest
    alike = [one for one in issued if record and one.record_sha256 == record]
    if not alike:
        return "", (tr("This process never issued this paper."),)
    return alike[0].number, tuple(_differences(found, alike[0]))


def _differences(found: PdfVerdict, paper: IssuedPaper) -> Iterable[str]:
    """Say which signatures on record are missing, and which are not on record.

    A file rolled back to before a signature is whole in itself: only the record of
    who signed can miss it.
    """
    signed = [one.name for one in found.signers]
    missing = [name for name in paper.signed_by if name not in signed]
    added = [name for name in signed if name not in paper.signed_by]
    for name in missing:
        yield tr("The signature of {name}, which is on record, is missing.", name=name)
    for name in added:
        yield tr("The signature of {name} is not on record.", name=name)
    if not missing and not added:
        yield tr("The file is not the one that was recorded, byte for byte.")
