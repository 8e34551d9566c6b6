"""Foreign spreadsheets, read as what they are: files from anybody, of any program.

`read_table` is the one way in.  It looks at the bytes, never at the name, refuses
what cannot be read with a sentence for each case, and gives text: numbers as a
person sees them, dates as ISO 8601, formulas by the value last computed.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from workshop_app.exchange.comma_text import read_comma_text
from workshop_app.exchange.refusals import (
    NoSuchSheetError,
    NotASheetError,
    OldWorkbookError,
    ProtectedWorkbookError,
    SheetNotFoundError,
    SheetTooLargeError,
)

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.exchange.table import IsHeading, Table

MAX_MEGABYTES = 50
_MEGABYTE = 1_000_000
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK_STREAMS = tuple(word.encode("utf-16-le") for word in ("Workbook", "Book"))
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_NOT_SHEETS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b")


def read_table(
    path: Path, *, sheet: str | None = None, is_heading: IsHeading | None = None
) -> Table:
    """Read one sheet of a workbook, or a CSV file, into rows of text.

    Args:
        path: The file; its ending means nothing, its bytes decide.
        sheet: Which sheet of a workbook, by name, even a hidden one; otherwise the
            first visible one with anything in it.
        is_heading: Recognises the row of headings when titles stand above it;
            otherwise the first row with anything in it holds the headings.

    Raises:
        SheetRefusedError: The file cannot or must not be read; the subclass and its
            sentence say why, its advice what to do.
    """
    data = _bytes(path)
    name = path.name
    if data.startswith(_ZIP):
        # openpyxl takes 0.2 s to import, which a list in CSV should not cost
        from workshop_app.exchange.open_xml import read_open_xml  # noqa: PLC0415

        with warnings.catch_warnings():
            # what openpyxl warns of, it drops: styles, validations, printer settings
            warnings.simplefilter("ignore")
            return read_open_xml(
                name, io.BytesIO(data), sheet=sheet, is_heading=is_heading
            )
    _refuse_other_kinds(name, data)
    if sheet is not None:
        raise NoSuchSheetError(name, sheet, ())
    return read_comma_text(name, data, is_heading=is_heading)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_MEGABYTES * _MEGABYTE:
            raise SheetTooLargeError(path.name, size // _MEGABYTE, MAX_MEGABYTES)
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name with NUL
        raise SheetNotFoundError(path.name) from error


def _refuse_other_kinds(name: str, data: bytes) -> None:
    if data.startswith(_COMPOUND):
        if _ENCRYPTED_STREAM in data:
            raise ProtectedWorkbookError(name)
        if any(stream in data for stream in _WORKBOOK_STREAMS):
            raise OldWorkbookError(name)
        raise NotASheetError(name)
    if data.startswith(_NOT_SHEETS):
        raise NotASheetError(name)
