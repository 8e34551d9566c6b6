"""Excel workbooks (.xlsx, .xlsm) into rows of text, once they are known to be safe."""

from __future__ import annotations

import io
import re
from contextlib import closing, redirect_stdout
from datetime import date, datetime, time
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

import openpyxl

from workshop_app.errors import AppError
from workshop_app.exchange.refusals import (
    DamagedWorkbookError,
    EmptySheetError,
    NoSuchSheetError,
    SheetTooWideError,
    StrictWorkbookError,
    WorkbookWithoutSheetsError,
)
from workshop_app.exchange.table import (
    CellFlaw,
    IsHeading,
    Table,
    TableNotes,
    TableRow,
    Verdict,
    assemble,
    too_long,
)
from workshop_app.exchange.zip_guard import Archive, examine
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.workbook.workbook import Workbook

MAX_CELLS = 5_000_000
"""Written or not, between the first cell of a row and its last."""

EMPTY_ROWS_END = 1_000
"""A sheet with one cell in row 1,048,576 ends long before it."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PADDING = re.compile(r"(0{2,})(?:;.*)?")
_WHOLE_UP_TO = 10**15
"""Beyond fifteen digits a spreadsheet itself shows a number rounded."""


def read_open_xml(
    name: str, file: BinaryIO, *, sheet: str | None, is_heading: IsHeading | None
) -> Table:
    """Read one sheet; see `workshop_app.exchange.workbook.read_table`.

    Raises:
        SheetRefusedError: If the workbook is dangerous, damaged or of another kind.
    """
    archive = examine(name, file)
    try:
        return _Reader(name, file, archive).read(sheet, is_heading)
    except AppError:
        raise
    except Exception as error:
        # openpyxl promises no set of exceptions: a bad index, type or date in the
        # file surfaces as whatever Python raised at that place
        raise DamagedWorkbookError(name) from error


class _Cell(Protocol):
    """What is asked of a cell of openpyxl, whose own annotations are of writing."""

    data_type: str

    @property
    def value(self) -> object: ...

    @property
    def has_style(self) -> bool: ...

    @property
    def number_format(self) -> str: ...


class _Sheet(Protocol):
    """What is asked of a sheet of openpyxl opened for reading only."""

    title: str
    sheet_state: str
    _worksheet_path: str

    def reset_dimensions(self) -> None: ...

    def iter_rows(self) -> Iterator[tuple[_Cell, ...]]: ...


class _Reader:
    """One workbook under way."""

    def __init__(self, name: str, file: BinaryIO, archive: Archive) -> None:
        self._name = name
        self._file = file
        self._archive = archive
        self._stopped_at: int | None = None

    def read(self, sheet: str | None, is_heading: IsHeading | None) -> Table:
        with closing(self._open(data_only=True)) as book:
            chosen = self._choose(_sheets(book), sheet)
            assembled = assemble(self._name, self._rows(chosen), is_heading=is_heading)
            return assembled.table(
                TableNotes(
                    sheet=chosen.title,
                    other_sheets=_others(book, chosen, hidden=False),
                    hidden_sheets=_others(book, chosen, hidden=True),
                    heading_row=assembled.heading_row,
                    rows_above=assembled.rows_above,
                    stopped_at=self._stopped_at,
                    macros=self._archive.macros,
                    external_links=self._archive.external_links,
                    merged_cells=_part(chosen) in self._archive.merged_parts,
                )
            )

    def _open(self, *, data_only: bool) -> Workbook:
        self._file.seek(0)
        with redirect_stdout(io.StringIO()):  # openpyxl prints of missing styles
            return openpyxl.load_workbook(
                self._file, read_only=True, data_only=data_only, keep_links=False
            )

    def _choose(self, sheets: Sequence[_Sheet], wanted: str | None) -> _Sheet:
        if wanted is not None:
            for sheet in sheets:
                if sheet.title == wanted:
                    return sheet
            names = [sheet.title for sheet in sheets]
            raise NoSuchSheetError(self._name, wanted, names)
        if not sheets and self._archive.strict:
            raise StrictWorkbookError(self._name)
        visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
        if not visible:
            raise WorkbookWithoutSheetsError(self._name)
        for sheet in visible:
            if any(
                row.flaws or any(map(str.strip, row.cells)) for row in self._rows(sheet)
            ):
                return sheet
        raise EmptySheetError(self._name)

    def _rows(self, sheet: _Sheet) -> Iterator[TableRow]:
        """Give every row that has a cell, as text, up to a long gap."""
        formulas = None
        if _part(sheet) in self._archive.formula_parts:
            formulas = self._formulas(sheet.title)
        texts = _Texts()
        self._stopped_at = None
        cells_left, empty = MAX_CELLS, 0
        sheet.reset_dimensions()  # what the sheet claims of its size is often untrue
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            row_formulas = next(formulas, ()) if formulas is not None else ()
            cells_left -= len(cells)
            if cells_left < 0:
                raise SheetTooWideError(self._name, MAX_CELLS)
            row = texts.row(number, cells, row_formulas)
            if row is None:
                empty += 1
                if empty == EMPTY_ROWS_END:
                    self._stopped_at = number
                    return
            else:
                empty = 0
                yield row

    def _formulas(self, title: str) -> Iterator[tuple[bool, ...]]:
        """Say of each cell of each row whether a formula stands in it."""
        with closing(self._open(data_only=False)) as book:
            sheet = next(sheet for sheet in _sheets(book) if sheet.title == title)
            sheet.reset_dimensions()
            for cells in sheet.iter_rows():
                yield tuple(cell.data_type == "f" for cell in cells)


class _Texts:
    """Turns cells into text; remembers how each style pads its numbers."""

    def __init__(self) -> None:
        self._padding: dict[str, int] = {}

    def row(
        self, number: int, cells: Sequence[_Cell], formulas: Sequence[bool]
    ) -> TableRow | None:
        """Return a row without its empty end, or None if all of it is empty."""
        texts: list[str] = []
        flaws: list[CellFlaw] = []
        width = 0
        for index, cell in enumerate(cells):
            value = cell.value
            if value is None:
                texts.append("")
                continue
            width = index + 1
            kind = cell.data_type
            if kind == "s":
                text = str(value)
                texts.append(unescaped(text) if "_x" in text else text)
            elif kind == "e":
                texts.append("")
                flaws.append(_failed(index, str(value)))
            else:
                texts.append(self._text(cell, value))
        flaws.extend(_uncomputed(cells, formulas))
        if flaws:
            width = max(width, *(1 + (flaw.column or 0) for flaw in flaws))
        if not width:
            return None
        del texts[width:]
        return TableRow(number, tuple(texts), (*flaws, *too_long(texts)))

    def _text(self, cell: _Cell, value: object) -> str:
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, int | float):
            text = number_text(value)
            if cell.has_style and text.isdecimal():
                return text.zfill(self._zeros(_format_of(cell)))
            return text
        return time_text(value)

    def _zeros(self, number_format: str) -> int:
        """Return how many digits a format such as `00000000` shows.

        Document numbers typed into such cells lose their leading zeros in the file
        and show them on the screen of whoever typed them.
        """
        digits = self._padding.get(number_format)
        if digits is None:
            padding = _PADDING.fullmatch(number_format)
            digits = len(padding[1]) if padding is not None else 0
            self._padding[number_format] = digits
        return digits


def _format_of(cell: _Cell) -> str:
    try:
        return cell.number_format
    except IndexError:  # the cell names a style that the workbook does not have
        return "General"


def number_text(value: float) -> str:
    """Write a number as people see it: no `.0`, at most fifteen digits."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < _WHOLE_UP_TO):
        return str(int(value))
    return f"{value:.15g}"


def time_text(value: object) -> str:
    """Write a date, a time or a duration as ISO 8601 does; midnight is no time."""
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def unescaped(text: str) -> str:
    """Replace the `_xHHHH_` that stand for characters XML cannot carry.

    ISO/IEC 29500-1, 22.4.2.4: characters above U+FFFF are two such escapes.
    """
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _uncomputed(cells: Sequence[_Cell], formulas: Sequence[bool]) -> Iterator[CellFlaw]:
    for index, (cell, is_formula) in enumerate(zip(cells, formulas, strict=False)):
        # kind "str" without a value is a formula whose result is the empty text
        if is_formula and cell.value is None and cell.data_type != "str":
            yield CellFlaw(
                index,
                Verdict.ERROR,
                tr(
                    "The formula here was never computed: open the workbook in a"
                    " spreadsheet program and save it."
                ),
            )


def _failed(index: int, code: str) -> CellFlaw:
    sentence = tr("The formula here failed: {code}.", code=code)
    return CellFlaw(index, Verdict.ERROR, sentence)


def _sheets(book: Workbook) -> list[_Sheet]:
    """Return the sheets that have cells; charts and dialogs have none."""
    return cast("list[_Sheet]", book.worksheets)


def _part(sheet: _Sheet) -> str:
    """Return the member of the archive that a sheet is stored in."""
    return sheet._worksheet_path  # noqa: SLF001 nothing public tells


def _others(book: Workbook, chosen: _Sheet, *, hidden: bool) -> tuple[str, ...]:
    return tuple(
        sheet.title
        for sheet in _sheets(book)
        if sheet is not chosen and (sheet.sheet_state != "visible") is hidden
    )
