"""Is it safe to open this workbook?  Asked before any spreadsheet library sees it."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO

from workshop_app.exchange.refusals import (
    BinaryWorkbookError,
    DamagedWorkbookError,
    NotASheetError,
    OpenDocumentError,
    ProtectedWorkbookError,
    SuspiciousWorkbookError,
)
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_MEMBERS = 2_000
MAX_MEMBER_BYTES = 120_000_000
MAX_TOTAL_BYTES = 200_000_000
MAX_RATIO = 150
"""Real workbooks shrink 8 to 13 times; a bomb more than 1,000 times."""

RATIO_MATTERS_FROM = 1_000_000
"""Small members of repeated text may well shrink more."""

_ENCRYPTED = 0x1
_CHUNK = 1 << 20
_OVERLAP = 64
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell[\s/>]")
_STRICT = b"purl.oclc.org/ooxml"
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Archive:
    """What the parts of a workbook show without its being interpreted."""

    macros: bool
    external_links: bool
    strict: bool
    formula_parts: frozenset[str]
    """Members in which a formula stands."""

    merged_parts: frozenset[str]
    """Members in which cells are merged."""


def examine(name: str, file: BinaryIO) -> Archive:
    """Check a workbook's container, reading each of its parts once.

    What headers declare is believed for refusing only: every part is then read to
    its end, so that a header that lies about size or checksum is found out here.

    Raises:
        SheetRefusedError: The subclass says which of the dangers it is.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _check_declared(name, members)
            _check_kind(name, {member.filename for member in members})
            return _read_through(name, archive, members)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise DamagedWorkbookError(name) from error


def _check_declared(name: str, members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise ProtectedWorkbookError(name)
    total = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or total > MAX_TOTAL_BYTES:
        raise SuspiciousWorkbookError(name)
    if any(map(_expands_too_much, members)):
        raise SuspiciousWorkbookError(name)
    names = [member.filename for member in members]
    if len(set(names)) < len(names) or any(map(_escapes, names)):
        raise SuspiciousWorkbookError(name)


def _expands_too_much(member: zipfile.ZipInfo) -> bool:
    allowed = MAX_MEMBER_BYTES
    if member.file_size > RATIO_MATTERS_FROM:
        allowed = min(allowed, MAX_RATIO * max(1, member.compress_size))
    return member.file_size > allowed


def _escapes(member: str) -> bool:
    """Say whether a name would be written outside the folder it is unpacked in."""
    return ".." in member.replace("\\", "/").split("/")


def _check_kind(name: str, names: set[str]) -> None:
    if "[Content_Types].xml" not in names:
        raise OpenDocumentError(name) if "mimetype" in names else NotASheetError(name)
    if any(member.endswith("workbook.bin") for member in names):
        raise BinaryWorkbookError(name)
    if not any("workbook" in member or "sheet" in member for member in names):
        raise NotASheetError(name)


def _read_through(
    name: str, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]
) -> Archive:
    formulas: set[str] = set()
    merged: set[str] = set()
    strict = False
    for member in members:
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        for text in _windows(archive, member):
            if _DECLARES.search(text):
                raise SuspiciousWorkbookError(name)
            strict = strict or _STRICT in text
            if _FORMULA.search(text):
                formulas.add(member.filename)
            if _MERGED.search(text):
                merged.add(member.filename)
    names = [member.filename for member in members]
    return Archive(
        macros=any(member.endswith("vbaProject.bin") for member in names),
        external_links=any("externalLinks/" in member for member in names),
        strict=strict,
        formula_parts=frozenset(formulas),
        merged_parts=frozenset(merged),
    )


def _windows(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Give a part piece by piece, each with the end of the piece before.

    NUL is taken out, so that UTF-16 hides nothing from whoever looks for a word.

    Raises:
        BadZipFile: If the part is not what its header declares.
    """
    tail, length = b"", 0
    with archive.open(member) as part:
        while chunk := part.read(_CHUNK):
            length += len(chunk)
            text = tail + chunk.replace(b"\0", b"")
            yield text
            tail = text[-_OVERLAP:]
    if length != member.file_size:
        message = "a part is shorter than its header declares"
        raise zipfile.BadZipFile(message)
