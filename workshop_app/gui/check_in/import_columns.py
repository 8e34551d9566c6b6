"""What the preview of a sheet shows of each row, and of each cell that is odd."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Final

from workshop_app.domain.labels import label
from workshop_app.gui.parts.list_model import Column
from workshop_app.gui.parts.list_source import HeldRows
from workshop_app.i18n import tr
from workshop_app.services.import_report import RowState, RowVerdict

if TYPE_CHECKING:
    from collections.abc import Sequence

_STATES: Final = {
    RowState.NEW: "ok",
    RowState.CHANGED: "info",
    RowState.KNOWN: "plain",
    RowState.REFUSED: "bad",
}
_WRONG: Final = "error"
_VERDICTS: Final = {"ok": "", "warning": "warn", "error": "bad"}


def columns() -> Sequence[Column[RowVerdict]]:
    """Return the columns, in the language of the moment."""
    return (
        Column(tr("Row"), lambda row: str(row.number), order="number", width=56),
        Column(
            tr("Status"),
            _state,
            order="state",
            width=116,
            tone=lambda row: _STATES[row.state],
        ),
        _cell("name", tr("Name"), 180),
        _cell("document_number", tr("Document no."), 112),
        _cell("organization", tr("Organization"), 160),
        _cell("bloc", tr("Bloc"), 110),
        Column(tr("To look at"), issues, width=260, stretch=True),
    )


def source() -> HeldRows[RowVerdict]:
    """Return where the rows come from, empty."""
    return HeldRows(
        (),
        key_of,
        text=lambda row: f"{row.title} {issues(row)}",
        orders={"number": lambda row: row.number, "state": _state},
    )


def key_of(row: RowVerdict) -> str:
    """Return what a row is known by in the list."""
    return f"{row.number:08d}"


def issues(row: RowVerdict) -> str:
    """Say everything that is odd about a row."""
    return " ".join(issue.sentence for issue in row.issues)


def cell_to_mend(row: RowVerdict, read: Sequence[str]) -> str:
    """Return the field of a row to put right first: what is wrong, else its name.

    Args:
        row: As it was read.
        read: The fields for which the sheet has a column.
    """
    worst_first = sorted(row.issues, key=lambda one: one.verdict.value != _WRONG)
    odd = [one.field for one in worst_first if one.field in read]
    return next(iter(filter(None, odd)), "name" if "name" in read else read[0])


def cell_text(row: RowVerdict, field: str) -> str:
    """Return what a cell was read as, to be put right; nothing if it was refused."""
    value = row.values.get(field, "")
    return label(value) if isinstance(value, StrEnum) else str(value)


def _cell(field: str, heading: str, width: int) -> Column[RowVerdict]:
    return Column(
        heading,
        partial(_text, field),
        tone=partial(_tone, field),
        width=width,
    )


def _text(field: str, row: RowVerdict) -> str:
    said = row.title if field == "name" else cell_text(row, field)
    return said or "–"


def _tone(field: str, row: RowVerdict) -> str:
    return _VERDICTS[row.verdict_of(field).value]


def _state(row: RowVerdict) -> str:
    match row.state:
        case RowState.NEW:
            return tr("New")
        case RowState.CHANGED:
            return tr("On the list")
        case RowState.KNOWN:
            return tr("Known")
        case RowState.REFUSED:
            return tr("Refused")
