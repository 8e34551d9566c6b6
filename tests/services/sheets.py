"""Small sheets, written where a test wants them."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workshop_app.services.import_report import ImportReport, RowVerdict


def a_sheet(path: Path, heading: str, rows: Sequence[str]) -> Path:
    """Write a CSV file; cells of headings and rows are divided by bars."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows(line.split("|") for line in (heading, *rows))
    return path


def states(report: ImportReport) -> list[str]:
    """Return what became of each row."""
    return [row.state.value for row in report.rows]


def said(row: RowVerdict, column: str) -> str:
    """Return the sentences about one cell."""
    return " ".join(issue.sentence for issue in row.issues if issue.field == column)
