"""What an import says of a sheet, row by row and cell by cell, before and after."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from workshop_app.exchange.columns import Issue
from workshop_app.exchange.table import Verdict, worst
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workshop_app.domain.records import Record
    from workshop_app.exchange.sheet import SheetLine, SheetReading


class RowState(StrEnum):
    """What became, or would become, of a row."""

    NEW = "new"
    CHANGED = "changed"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class RowVerdict:
    """What an import says of one row.

    Attributes:
        number: As a spreadsheet program numbers it.
        title: The name or title on it, for people to find it by.
        values: What its cells mean, by field.
        issues: A sentence for each cell to mend or look at.
    """

    number: int
    state: RowState
    title: str
    values: Mapping[str, object]
    issues: tuple[Issue, ...]

    @property
    def verdict(self) -> Verdict:
        """How far the row can be relied upon."""
        return worst(issue.verdict for issue in self.issues)

    def verdict_of(self, column: str) -> Verdict:
        """How far one of its cells can be relied upon."""
        return worst(issue.verdict for issue in self.issues if issue.field == column)


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What a sheet holds and what came, or would come, of it.

    A dry run answers with an equal report; only `written` differs, which is not
    compared.

    Attributes:
        file: Name of the file, without its folder.
        issues: What concerns the sheet rather than one row.
        mapping: From field to the heading it was read from.
        unknown_headings: Those over columns that were not read.
        notes: How the file was understood, in sentences.
    """

    kind: str
    file: str
    rows: tuple[RowVerdict, ...]
    issues: tuple[Issue, ...]
    mapping: Mapping[str, str]
    unknown_headings: tuple[str, ...]
    notes: tuple[str, ...]
    written: bool = field(compare=False)

    @property
    def verdict(self) -> Verdict:
        """The worst of all; an error keeps the whole sheet out."""
        own = worst(issue.verdict for issue in self.issues)
        return worst((own, *(row.verdict for row in self.rows)))

    @property
    def accepted(self) -> bool:
        """Whether nothing keeps the sheet out."""
        return self.verdict is not Verdict.ERROR

    def count(self, state: RowState) -> int:
        """Return how many rows are in that state."""
        return sum(row.state is state for row in self.rows)


class Findings:
    """The issues of one row, added to while it is looked at."""

    def __init__(self, issues: Iterable[Issue] = ()) -> None:
        self.issues = list(issues)

    def error(self, column: str, sentence: str) -> None:
        """Note something that keeps the row out."""
        self.issues.append(Issue(Verdict.ERROR, sentence, column))

    def warning(self, column: str, sentence: str) -> None:
        """Note something to look at."""
        self.issues.append(Issue(Verdict.WARNING, sentence, column))

    @property
    def refused(self) -> bool:
        """Whether something keeps the row out."""
        return any(issue.verdict is Verdict.ERROR for issue in self.issues)


class Plan:
    """What an import would write, gathered row by row before anything is written."""

    def __init__(self) -> None:
        self._rows: list[RowVerdict] = []
        self._records: dict[tuple[str, str], Record] = {}
        self.issues: list[Issue] = []

    def put(self, record: Record) -> None:
        """Have a record written; the same record put again replaces the first."""
        self._records[record.kind, record.id] = record

    def judge(
        self, line: SheetLine[Any], state: RowState, title: str, found: Findings
    ) -> None:
        """Say what becomes of a row."""
        self._rows.append(
            RowVerdict(
                number=line.number,
                state=RowState.REFUSED if found.refused else state,
                title=title,
                values=line.values,
                issues=tuple(found.issues),
            )
        )

    @property
    def records(self) -> Sequence[Record]:
        """Everything to write, in the order it was first put."""
        return tuple(self._records.values())

    def report(
        self, reading: SheetReading[Any], file: str, *, dry_run: bool
    ) -> ImportReport:
        """Return the report; `written` is what is about to be done."""
        report = ImportReport(
            kind=reading.kind,
            file=file,
            rows=tuple(self._rows),
            issues=(*reading.issues, *self.issues),
            mapping=reading.mapping,
            unknown_headings=reading.unknown_headings,
            notes=reading.notes.sentences(),
            written=False,
        )
        written = bool(self._records) and report.accepted and not dry_run
        return dataclasses.replace(report, written=written)
