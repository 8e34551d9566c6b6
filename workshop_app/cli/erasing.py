"""`erase`: a field of somebody is erased by law, everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workshop_app.cli.commands import (
    Command,
    argument,
    option,
    store_argument,
    switch,
)
from workshop_app.cli.opening import opened, record_meant
from workshop_app.cli.statuses import DONE
from workshop_app.i18n import ntr, tr
from workshop_app.services import erasing
from workshop_app.services.field_words import kind_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from workshop_app.cli.terminal import Terminal
    from workshop_app.services.erasing import Erasure
    from workshop_app.store import Reader


def erase_command() -> click.Command:
    """Build `erase`."""
    return Command(
        "erase",
        _erase,
        [
            store_argument(),
            argument("record", tr("RECORD")),
            argument("field", tr("FIELD")),
            option(
                "--reason",
                tr("Why, without what is erased; kept in the history."),
                shown=tr("TEXT"),
            ),
            switch(
                "--dry-run",
                tr("Say what would go and what cannot be reached; write nothing."),
            ),
        ],
        details=tr(
            "RECORD is a code, or KIND/ID; FIELD is a name such as telephone. Every "
            "value the field ever had goes, here at once and on other "
            "computers when they merge. There is no way back."
        ),
    )


BUILDERS: Mapping[str, Callable[[], click.Command]] = {"erase": erase_command}


def _erase(
    terminal: Terminal,
    *,
    store: str,
    record: str,
    field: str,
    reason: str | None,
    dry_run: bool,
) -> int:
    if not reason and not dry_run:
        raise click.UsageError(tr("erase needs {option}.", option="--reason"))
    with opened(terminal, store) as place:
        with place.read() as reader:
            kind, found = _meant(reader, record)
        if dry_run:
            told = erasing.preview_erasure(place, kind, found, field)
        else:
            told = erasing.erase_field(place, kind, found, field, reason=reason or "")
    data = {
        "kind": kind,
        "field": field,
        "values": told.writes,
        "sentences": told.sentences,
        "elsewhere": [
            {"kind": other, "records": count} for other, count in told.elsewhere
        ],
        "unreached": {
            "backup": told.backup or None,
            "files": list(told.files),
            "papers": list(told.papers),
            "computers": list(told.computers),
        },
        "dry_run": dry_run,
    }
    terminal.answer(data, lambda: _lines(told, dry_run=dry_run))
    return DONE


def _meant(reader: Reader, record: str) -> tuple[str, str]:
    kind, stroke, record_id = record.partition("/")
    if stroke:
        return kind, record_id
    found = record_meant(reader, record)
    return found.kind, found.id


def _lines(told: Erasure, *, dry_run: bool) -> Iterator[str]:
    yield ntr("{count} value is erased.", "{count} values are erased.", told.writes)
    if told.sentences:
        yield ntr(
            "{count} sentence of the history loses its names and its reason.",
            "{count} sentences of the history lose their names and reasons.",
            told.sentences,
        )
    for kind, count in told.elsewhere:
        yield tr(
            "The same text stands in other records: {kind} ({count})",
            kind=kind_word(kind),
            count=count,
        )
    yield tr("It cannot reach, and somebody must destroy or let merge:")
    yield tr("  copies and exchange files made before, wherever they are")
    if told.backup:
        yield tr("  the last copy: {place}", place=told.backup)
    for label, names in (
        (tr("files that came in"), told.files),
        (tr("papers that were issued"), told.papers),
        (tr("computers that have not merged it"), told.computers),
    ):
        if names:
            yield f"  {label}: {', '.join(names)}"
    if dry_run:
        yield tr("Nothing was written.")
