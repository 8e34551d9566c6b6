"""What a foreign spreadsheet says, before anybody asks what it means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from workshop_app.exchange.refusals import EmptySheetError, SheetTooLongError
from workshop_app.i18n import tr
from workshop_app.values import dataclass

MAX_ROWS = 200_000
"""No register of one process comes near; a machine-made sheet does."""

MAX_CELL_CHARACTERS = 100_000
"""The longest text a record holds (the limit of the ledger's wire format)."""

HEADING_SEARCH_ROWS = 20
"""How many written rows may stand above the headings: titles, logos, dates."""

IsHeading = Callable[[Sequence[str]], bool]


class Verdict(StrEnum):
    """How far something that was read can be relied upon; worse is later."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the most serious of them, and `OK` of none."""
    found = set(verdicts)
    for verdict in (Verdict.ERROR, Verdict.WARNING):
        if verdict in found:
            return verdict
    return Verdict.OK


class CellFlaw(NamedTuple):
    """Something wrong with what one cell holds, or with a row's shape."""

    column: int | None
    """Index of the cell from 0; None where the whole row is meant."""

    verdict: Verdict
    sentence: str


class TableRow(NamedTuple):
    """One written row: as many cells as there are headings."""

    number: int
    """As a spreadsheet program numbers it: the first row of the file is 1."""

    cells: tuple[str, ...]
    flaws: tuple[CellFlaw, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TableNotes:
    """How the file was understood, so that a person can say *no, not so*."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    other_sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    heading_row: int = 1
    rows_above: int = 0
    stopped_at: int | None = None
    macros: bool = False
    external_links: bool = False
    merged_cells: bool = False

    def sentences(self) -> tuple[str, ...]:
        """Say what is worth knowing before the rows are believed."""
        return (*self._form(), *self._sheets(), *self._shape())

    def _form(self) -> Iterator[str]:
        if self.encoding == "cp1252":
            yield tr("Read as Windows-1252 text: check the accents in the preview.")
        if self.delimiter is not None:
            yield tr("Columns divided by {marks}.", marks=_spoken(self.delimiter))

    def _sheets(self) -> Iterator[str]:
        if self.sheet is not None:
            yield tr("Read from the sheet “{sheet}”.", sheet=self.sheet)
        if self.other_sheets:
            names = ", ".join(self.other_sheets)
            yield tr("Other sheets were not read: {names}.", names=names)
        if self.hidden_sheets:
            names = ", ".join(self.hidden_sheets)
            yield tr("Hidden sheets were not read: {names}.", names=names)

    def _shape(self) -> Iterator[str]:
        if self.rows_above:
            yield tr(
                "The headings are in row {row}; what is above was not read.",
                row=self.heading_row,
            )
        if self.stopped_at is not None:
            yield tr(
                "Reading stopped at row {row}, after many empty rows.",
                row=self.stopped_at,
            )
        if self.macros:
            yield tr("The workbook holds macros; they were not run.")
        if self.external_links:
            yield tr("The workbook points to other files; they were not opened.")
        if self.merged_cells:
            yield tr("The sheet has merged cells; only the first of each has a value.")


def _spoken(delimiter: str) -> str:
    called = {"\t": tr("tabs"), ",": tr("commas"), ";": tr("semicolons")}
    return called.get(delimiter, f"“{delimiter}”")


@dataclass(frozen=True, kw_only=True)
class Table:
    """The headings and the written rows of one sheet, all of it text.

    Blank rows are left out; every row has as many cells as there are headings.
    """

    headers: tuple[str, ...]
    """Spaces and line breaks inside a heading are single spaces; may be blank."""

    rows: tuple[TableRow, ...]
    notes: TableNotes
    flaws: tuple[CellFlaw, ...] = ()
    """What is wrong with the headings themselves."""


@dataclass(frozen=True, kw_only=True)
class Assembled:
    """A table still without the notes that only its reader can write."""

    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    flaws: tuple[CellFlaw, ...]
    heading_row: int
    rows_above: int

    def table(self, notes: TableNotes) -> Table:
        """Join the rows to the notes about how they were read."""
        return Table(
            headers=self.headers, rows=self.rows, notes=notes, flaws=self.flaws
        )


def assemble(
    name: str,
    raw: Iterable[TableRow],
    *,
    is_heading: IsHeading | None = None,
    extra_is: Verdict = Verdict.WARNING,
    short_is: Verdict = Verdict.OK,
) -> Assembled:
    """Find the headings among raw rows and give every row their shape.

    Args:
        name: The file, for the sentence if it is refused.
        raw: Rows as read, in order, of any width.
        is_heading: Recognises the headings; they are otherwise, and if none of the
            first rows is recognised, the first row with anything in it.
        extra_is: How serious a cell beyond the last heading is.
        short_is: How serious it is when a row ends before the last heading.

    Raises:
        EmptySheetError: If nothing is written.
        SheetTooLongError: If there are more rows than any register has.
    """
    written = (row for row in raw if row.flaws or any(map(str.strip, row.cells)))
    first: list[TableRow] = []
    for row in written:
        first.append(row)
        if len(first) == HEADING_SEARCH_ROWS:
            break
    if not first:
        raise EmptySheetError(name)
    at = _heading_index(first, is_heading)
    headers = _headings(first[at].cells)
    shape = _Shape(len(headers), extra_is, short_is)
    rows: list[TableRow] = []
    for row in chain(first[at + 1 :], written):
        rows.append(shape.fit(row))
        if len(rows) > MAX_ROWS:
            raise SheetTooLongError(name, MAX_ROWS)
    return Assembled(
        headers=headers,
        rows=tuple(rows),
        flaws=tuple(_heading_flaws(headers, rows)),
        heading_row=first[at].number,
        rows_above=at,
    )


def _heading_index(first: list[TableRow], is_heading: IsHeading | None) -> int:
    if is_heading is None:
        return 0
    for index, row in enumerate(first):
        if is_heading(row.cells):
            return index
    return 0


def _headings(cells: Sequence[str]) -> tuple[str, ...]:
    headers = [" ".join(cell.split()) for cell in cells]
    while headers and not headers[-1]:
        headers.pop()
    return tuple(headers)


def _heading_flaws(
    headers: tuple[str, ...], rows: Sequence[TableRow]
) -> Iterator[CellFlaw]:
    times = Counter(headers)
    for index, heading in enumerate(headers):
        if not heading:
            if any(row.cells[index].strip() for row in rows):
                yield CellFlaw(
                    index,
                    Verdict.WARNING,
                    tr(
                        "Column {column} has no heading, so it was not read.",
                        column=column_letter(index),
                    ),
                )
        elif times[heading] > 1:
            yield CellFlaw(
                index,
                Verdict.WARNING,
                tr(
                    "The heading “{heading}” stands over more than one column.",
                    heading=heading,
                ),
            )


class _Shape(NamedTuple):
    """How wide rows are, and what is said of those that are not."""

    width: int
    extra_is: Verdict
    short_is: Verdict

    def fit(self, row: TableRow) -> TableRow:
        missing = self.width - len(row.cells)
        if missing == 0:
            return row
        flaws = list(row.flaws)
        if missing > 0:
            if self.short_is is not Verdict.OK:
                sentence = tr(
                    "The row has {found} cells where there are {expected} headings.",
                    found=len(row.cells),
                    expected=self.width,
                )
                flaws.append(CellFlaw(None, self.short_is, sentence))
            return TableRow(row.number, row.cells + ("",) * missing, tuple(flaws))
        inside = [f for f in flaws if f.column is None or f.column < self.width]
        if any(map(str.strip, row.cells[self.width :])):
            sentence = tr(
                "The row has something beyond the last heading: {text}.",
                text=shortened(" | ".join(row.cells[self.width :])),
            )
            inside.append(CellFlaw(None, self.extra_is, sentence))
        return TableRow(row.number, row.cells[: self.width], tuple(inside))


def too_long(cells: Sequence[str]) -> tuple[CellFlaw, ...]:
    """Report the cells that hold more text than a record can."""
    return tuple(
        CellFlaw(
            index,
            Verdict.ERROR,
            tr(
                "The text has {length} characters; at most {limit} can be kept.",
                length=len(cell),
                limit=MAX_CELL_CHARACTERS,
            ),
        )
        for index, cell in enumerate(cells)
        if len(cell) > MAX_CELL_CHARACTERS
    )


def shortened(text: str, limit: int = 60) -> str:
    """Return `text` in one line, cut where a sentence cannot carry it whole."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def column_letter(index: int) -> str:
    """Return the letters a spreadsheet shows over a column counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
