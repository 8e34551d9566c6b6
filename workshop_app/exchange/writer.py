"""Spreadsheets for others to open: text stays text and nothing in it is run.

What a sheet cannot hold is shown as □ and counted, so that whoever asked for the
export can be told; it is never dropped in silence.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from workshop_app.exchange.formula_guard import guarded
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Value = str | int | date | None
"""What a cell may hold; a blank cell is None or the empty text."""

MISSING_GLYPH = "□"
MAX_TEXT = 32_767
"""The longest text a cell of a workbook holds; programs cut the rest in silence."""

_MAX_TITLE = 31
_NOT_IN_TITLES = re.compile(r"[\\/:?*\[\]\x00-\x1f]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_TEXT = re.compile("[\x00\ud800-\udfff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_EPOCH_TEXT = rb"\g<1>1980-01-01T00:00:00Z"
_TEXT_FORMAT = "@"
_WIDTH = 24


@dataclass(frozen=True, kw_only=True)
class SheetContent:
    """One sheet to write.

    Attributes:
        title: Cleaned of what titles may not hold and cut at 31 characters.
        headings: The first row, which stays in sight.
        rows: As many cells as headings, or fewer.
    """

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True, kw_only=True)
class Written:
    """A file made, and what could not be put into it.

    Attributes:
        data: The bytes, the same for the same content.
        replaced: How many characters are shown as □.
        cut: How many cells had more text than a cell holds; they end in `…`.
    """

    data: bytes
    replaced: int
    cut: int = 0


def write_workbook(sheets: Sequence[SheetContent]) -> Written:
    """Write sheets as an Excel workbook, byte for byte the same every time.

    Every text is stored as text, marked so that a program that edits the cell does
    not take it for a formula either.  Columns are formatted as text, because a
    document number typed into a template must keep its zeros.
    """
    import openpyxl  # noqa: PLC0415 slow to import

    cells = _Cells()
    book = openpyxl.Workbook(write_only=True)
    for content in sheets:
        cells.add_sheet(book, content)
    made = io.BytesIO()
    book.save(made)
    return Written(
        data=_without_times(made.getvalue()), replaced=cells.replaced, cut=cells.cut
    )


class _Cells:
    """Makes cells that are safe to open, and counts what they cannot hold."""

    def __init__(self) -> None:
        self.replaced = 0
        self.cut = 0

    def add_sheet(self, book: Workbook, content: SheetContent) -> None:
        from openpyxl.utils import get_column_letter  # noqa: PLC0415 slow to import

        sheet = book.create_sheet(title_of(content.title))
        sheet.freeze_panes = "A2"
        for number in range(1, len(content.headings) + 1):
            column = sheet.column_dimensions[get_column_letter(number)]
            column.width = _WIDTH
            column.number_format = _TEXT_FORMAT
        for row in (content.headings, *content.rows):
            sheet.append([self._cell(sheet, value) for value in row])

    def _cell(self, sheet: WriteOnlyWorksheet, value: Value) -> object:
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 slow to import

        if value is None or value == "":
            return None
        if isinstance(value, datetime) and value.tzinfo is not None:
            value = value.isoformat()  # workbooks know no offsets
        if not isinstance(value, str):
            return value
        cell = WriteOnlyCell(sheet, self._text(value))
        cell.data_type = "s"
        cell.number_format = _TEXT_FORMAT
        if guarded(value) != value:
            cell.quotePrefix = True
        return cell

    def _text(self, text: str) -> str:
        shown, replaced = _NOT_IN_XML.subn(MISSING_GLYPH, text)
        self.replaced += replaced
        # XML readers turn a carriage return into a line feed; this form survives
        shown = _LOOKS_ESCAPED.sub("_x005F_", shown).replace("\r", "_x000D_")
        if _units(shown) > MAX_TEXT:
            self.cut += 1
            shown = _cut(shown)
        return shown


def _units(text: str) -> int:
    """Return the length as workbooks count it: in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def _cut(text: str) -> str:
    """Return as much of `text` as a cell holds, ended with an ellipsis."""
    kept = text.encode("utf-16-le")[: 2 * (MAX_TEXT - 1)].decode("utf-16-le", "ignore")
    return re.sub("_(?:x[0-9A-Fa-f]{0,4})?$", "", kept) + "…"


def title_of(text: str) -> str:
    """Return a title that workbooks accept; `Hoja` where nothing is left."""
    title = _NOT_IN_TITLES.sub(" ", _NOT_IN_XML.sub(" ", text)).strip(" '")
    return title[:_MAX_TITLE].strip() or "Hoja"


def _without_times(workbook: bytes) -> bytes:
    """Return the workbook without the moment it was made."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist()):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _MODIFIED.sub(_EPOCH_TEXT, data)
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0  # the same on every system
            new.writestr(member, data)
    return made.getvalue()


def write_comma_text(
    headings: Sequence[str], rows: Sequence[Sequence[Value]]
) -> Written:
    """Write CSV that spreadsheet programs read as UTF-8 and run nothing of.

    Every cell stands in quotation marks; what would be taken for a formula has an
    apostrophe in front, which `read_table` takes away again.
    """
    made = io.StringIO()
    writer = csv.writer(made, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    replaced = 0
    for row in (headings, *rows):
        texts: list[str] = []
        for value in row:
            text, missing = _NOT_IN_TEXT.subn(MISSING_GLYPH, _plain(value))
            replaced += missing
            texts.append(guarded(text))
        writer.writerow(texts)
    return Written(data=made.getvalue().encode("utf-8-sig"), replaced=replaced)


def _plain(value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
