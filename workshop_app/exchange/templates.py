"""Empty sheets to fill in, made from the very columns they are read by."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from workshop_app.exchange.people_sheet import people_sheet
from workshop_app.exchange.proposals_sheet import proposals_sheet
from workshop_app.exchange.urns_sheet import urns_sheet
from workshop_app.exchange.votes_sheet import votes_sheet
from workshop_app.exchange.writer import SheetContent, write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.exchange.columns import SheetColumn


class TemplateKind(StrEnum):
    """The sheets that can be asked for empty."""

    PEOPLE = "people"
    PROPOSALS = "proposals"
    VOTES = "votes"
    URNS = "urns"


def template(kind: TemplateKind) -> bytes:
    """Return an empty workbook with the headings of a kind, in both languages.

    The same bytes every time, so that nothing made by it need be stored.
    """
    content = SheetContent(
        title=_title(kind),
        headings=[column.heading for column in _columns(kind)],
        rows=[],
    )
    return write_workbook([content]).data


def column_name(kind: TemplateKind, field: str) -> str:
    """Return the heading of a field in the reader's language, for sentences.

    What is no column of that kind keeps its code word.
    """
    for column in _columns(kind):
        if column.field == field:
            return column.called
    return field


def write_template(kind: TemplateKind, path: Path) -> None:
    """Write the template of a kind to a file.

    Raises:
        OSError: If the file cannot be written.
    """
    path.write_bytes(template(kind))


def file_name(kind: TemplateKind) -> str:
    """Return the name by which people know a template."""
    return f"{_title(kind)}.xlsx"


def _title(kind: TemplateKind) -> str:
    match kind:
        case TemplateKind.PEOPLE:
            return "personas"
        case TemplateKind.PROPOSALS:
            return "propuestas"
        case TemplateKind.VOTES:
            return "votos"
        case TemplateKind.URNS:
            return "ánforas"
        case _:
            assert_never(kind)


def _columns(kind: TemplateKind) -> tuple[SheetColumn, ...]:
    match kind:
        case TemplateKind.PEOPLE:
            return people_sheet().columns
        case TemplateKind.PROPOSALS:
            return proposals_sheet().columns
        case TemplateKind.VOTES:
            return votes_sheet().columns
        case TemplateKind.URNS:
            return urns_sheet().columns
        case _:
            assert_never(kind)
