"""Foreign sheets by their declared columns, with a verdict for each row and cell.

A `Sheet` says what columns a kind of list has; reading a file by it gives a sentence
for everything that is wrong and a draft for every row without an error.  What is
already in the store is not looked at here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Generic, TypeVar

from workshop_app.exchange.cells import CellRefusedError, Doubtful
from workshop_app.exchange.columns import (
    Columns,
    Issue,
    Matched,
    Needs,
    SheetColumn,
    listed_need,
    unmet,
)
from workshop_app.exchange.table import Table, TableNotes, TableRow, Verdict, worst
from workshop_app.exchange.workbook import read_table
from workshop_app.i18n import tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

LineT = TypeVar("LineT")

Values = Mapping[str, object]
"""From the field of a column to what its cell means; blank cells are not there."""


@dataclass(frozen=True, kw_only=True)
class SheetLine(Generic[LineT]):
    """One row of a sheet, understood as far as it can be.

    Attributes:
        number: As a spreadsheet program numbers it.
        values: What its cells mean, by field; cells that are wrong are not there.
        draft: What the row says; None if something in it is an error.
        issues: What is to be mended or looked at.
    """

    number: int
    values: Values
    draft: LineT | None
    issues: tuple[Issue, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Return how far the row can be relied upon."""
        return worst(issue.verdict for issue in self.issues)

    def verdict_of(self, field: str) -> Verdict:
        """Return how far one of its cells can be relied upon."""
        return worst(issue.verdict for issue in self.issues if issue.field == field)


@dataclass(frozen=True, kw_only=True)
class SheetReading(Generic[LineT]):
    """All that a sheet says, and all that is to be mended before it is imported.

    Attributes:
        kind: Which kind of sheet it was read as.
        lines: Its rows, without the blank ones.
        issues: What concerns the headings rather than one row.
        mapping: From field to the heading it was read from.
        unknown_headings: Those that stand over columns that were not read.
        notes: How the file was understood.
    """

    kind: str
    lines: tuple[SheetLine[LineT], ...]
    issues: tuple[Issue, ...]
    mapping: Mapping[str, str]
    unknown_headings: tuple[str, ...]
    notes: TableNotes

    @property
    def verdict(self) -> Verdict:
        """Return the worst verdict of all, which decides whether it can come in."""
        own = worst(issue.verdict for issue in self.issues)
        return worst((own, *(line.verdict for line in self.lines if line.issues)))

    def drafts(self) -> tuple[LineT, ...]:
        """Return what the rows without an error say, in order."""
        return tuple(line.draft for line in self.lines if line.draft is not None)


@dataclass(frozen=True, kw_only=True)
class ByHand:
    """What somebody says of a sheet beside what stands in its file.

    Attributes:
        mapping: Headings told by hand, by the code word of the field.
        left_out: Numbers of rows that are read as if they were not there.
        cells: What a cell is read as, by the number of its row and its field.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    left_out: Collection[int] = ()
    cells: Mapping[tuple[int, str], str] = field(default_factory=dict)


AS_WRITTEN = ByHand()


@dataclass(frozen=True, kw_only=True)
class Sheet(Generic[LineT]):
    """A kind of sheet: its columns, what each row must say, and what it becomes.

    Attributes:
        kind: The word of the command line for it.
        columns: All it may have, in the order of its template.
        needs: What each row must say.
        build: Makes a draft of the values of a row without errors.
        once: Fields whose value stands in one row only, and how serious it is if it
            does not: two rows of one code would be written over each other.
    """

    kind: str
    columns: tuple[SheetColumn, ...]
    needs: Needs
    build: Callable[[Values], LineT]
    once: Mapping[str, Verdict] = field(default_factory=dict)

    def read(
        self,
        path: Path,
        *,
        sheet: str | None = None,
        mapping: Mapping[str, str] | None = None,
        by_hand: ByHand = AS_WRITTEN,
    ) -> SheetReading[LineT]:
        """Read a file as this kind of sheet.

        Args:
            path: A workbook or a CSV file.
            sheet: Which sheet of a workbook; otherwise the first with anything in it.
            mapping: Headings told by hand, by the code word of the field.
            by_hand: The same, with rows left out and cells put right.

        Raises:
            UnknownFieldError: If a field told by hand does not exist.
            SheetRefusedError: If the file cannot be read, or a column that every
                row needs is not in it.
        """
        columns = Columns(declared=self.columns, needs=self.needs)
        told = {**by_hand.mapping, **(mapping or {})}
        columns.check_told(told)

        def is_heading(headings: Sequence[str]) -> bool:
            found = columns.match(headings, told)
            return not found.unmet and not found.absent

        table = read_table(path, sheet=sheet, is_heading=is_heading)
        matched = columns.match(table.headers, told)
        matched.require_all(path.name, table.headers)
        rows = _Rows(self, matched, by_hand.cells)
        kept = (row for row in table.rows if row.number not in by_hand.left_out)
        return SheetReading(
            kind=self.kind,
            lines=tuple(map(rows.line, kept)),
            issues=(*matched.issues, *_blank_headings(table)),
            mapping={
                name: table.headers[index] for index, name in matched.fields.items()
            },
            unknown_headings=tuple(
                heading
                for index, heading in enumerate(table.headers)
                if heading and index not in matched.fields
            ),
            notes=table.notes,
        )


def _blank_headings(table: Table) -> Iterator[Issue]:
    """Pass on what was said of columns without heading.

    Headings written twice matter only where they are recognised, and are reported
    by the matching.
    """
    for flaw in table.flaws:
        if flaw.column is not None and not table.headers[flaw.column]:
            yield Issue(flaw.verdict, flaw.sentence)


class _Rows(Generic[LineT]):
    """Turns the rows of one table into lines."""

    def __init__(
        self,
        sheet: Sheet[LineT],
        matched: Matched,
        amended: Mapping[tuple[int, str], str],
    ) -> None:
        columns = {column.field: column for column in sheet.columns}
        self._sheet = sheet
        self._amended = amended
        self._fields = matched.fields
        self._called = matched.called
        self._first_rows: dict[tuple[str, object], int] = {}
        self._cells = [
            (index, columns[field]) for index, field in matched.fields.items()
        ]

    def line(self, row: TableRow) -> SheetLine[LineT]:
        values: dict[str, object] = {}
        issues = list(self._flaws(row)) if row.flaws else []
        for index, column in self._cells:
            name = column.field
            cell = self._amended.get((row.number, name), row.cells[index])
            if not cell or (cell.isspace() and not column.exact):
                continue
            try:
                value = column.parse(cell)
            except CellRefusedError as error:
                issues.append(Issue(Verdict.ERROR, str(error), name))
                continue
            if isinstance(value, Doubtful):
                issues.append(Issue(Verdict.WARNING, value.sentence, name))
                value = value.value
            if value is not None:
                values[name] = value
        issues.extend(self._missing(values, issues))
        issues.extend(self._repeated(values, row.number))
        wrong = issues and worst(i.verdict for i in issues) is Verdict.ERROR
        return SheetLine(
            number=row.number,
            values=values,
            draft=None if wrong else self._sheet.build(values),
            issues=tuple(issues),
        )

    def _flaws(self, row: TableRow) -> Iterator[Issue]:
        """Pass on what is wrong with cells that are read and with the row's shape."""
        for flaw in row.flaws:
            if flaw.column is None:
                yield Issue(flaw.verdict, flaw.sentence)
            elif flaw.column in self._fields:
                field = self._fields[flaw.column]
                if (row.number, field) not in self._amended:
                    yield Issue(flaw.verdict, flaw.sentence, field)

    def _repeated(self, values: Values, number: int) -> Iterator[Issue]:
        for once, verdict in self._sheet.once.items():
            if once in values:
                first = self._first_rows.setdefault((once, values[once]), number)
                if first != number:
                    sentence = tr("Row {first} already says the same.", first=first)
                    yield Issue(verdict, sentence, once)

    def _missing(self, values: Values, issues: Sequence[Issue]) -> Iterator[Issue]:
        """Say what the row must say and does not, unless its cell is wrong already."""
        wrong = {issue.field for issue in issues if issue.verdict is Verdict.ERROR}
        said = {name for name, value in values.items() if not _is_spaces(value)}
        for need in unmet(self._sheet.needs, said):
            if any(wrong.intersection(fields) for fields in need):
                continue
            columns = listed_need(need, self._called)
            sentence = tr("The row does not say: {columns}.", columns=columns)
            yield Issue(Verdict.ERROR, sentence, need[0][0])


def _is_spaces(value: object) -> bool:
    return isinstance(value, str) and value.isspace()
