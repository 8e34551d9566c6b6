"""`imports` and `undo-import`: what came in, from sheets and from other computers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshop_app.cli.board import board_data, board_lines
from workshop_app.cli.commands import (
    Command,
    argument,
    option,
    store_argument,
    switch,
)
from workshop_app.cli.layout import table
from workshop_app.cli.opening import opened
from workshop_app.cli.statuses import DONE
from workshop_app.i18n import tr
from workshop_app.services import file_imports, imports, office_board
from workshop_app.services.deeds import deed_title
from workshop_app.services.history import redo
from workshop_app.services.imports import ImportRow
from workshop_app.store.arrivals import FileRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import click

    from workshop_app.cli.terminal import Terminal
    from workshop_app.store import Store


def imports_command() -> click.Command:
    """Build `imports`."""
    return Command(
        "imports",
        _list,
        [
            store_argument(),
            switch(
                "--board",
                tr("Of every session what is expected, what came and what lacks."),
            ),
        ],
    )


def undo_import_command() -> click.Command:
    """Build `undo-import`."""
    return Command(
        "undo-import",
        _undo,
        [
            store_argument(),
            argument("which", tr("IMPORT")),
            option("--reason", tr("Why; kept in the history."), shown=tr("TEXT")),
            switch("--back", tr("Bring back what was taken out.")),
        ],
        details=tr("IMPORT is the number or the id that `imports` shows."),
    )


BUILDERS: Mapping[str, Callable[[], click.Command]] = {
    "imports": imports_command,
    "undo-import": undo_import_command,
}


def _arrivals(store: Store) -> list[tuple[int, ImportRow | FileRow]]:
    """Return sheets and files as they are numbered: in the order they came in."""
    found: list[ImportRow | FileRow] = [
        *imports.list_imports(store),
        *file_imports.list_files(store),
    ]
    return list(enumerate(sorted(found, key=lambda row: row.at), start=1))


def _list(terminal: Terminal, *, store: str, board: bool) -> int:
    if board:
        return _board(terminal, store)
    with opened(terminal, store) as place:
        rows = _arrivals(place)
    data = {"imports": [{"number": number, **_data(row)} for number, row in rows]}
    terminal.answer(data, lambda: _lines(rows))
    return DONE


def _board(terminal: Terminal, store: str) -> int:
    with opened(terminal, store) as place:
        found = office_board.board(place)
    terminal.answer(board_data(found), lambda: board_lines(found))
    return DONE


def _data(row: ImportRow | FileRow) -> dict[str, Any]:
    if isinstance(row, ImportRow):
        return {
            "id": row.deed,
            "kind": row.code.removeprefix("import_"),
            "file": row.file,
            "at": row.at.isoformat(),
            "actor": row.actor,
            "records": row.records,
            "taken_out": row.taken_out,
        }
    return {
        "id": row.sha256,
        "kind": "exchange",
        "file": row.name,
        "at": row.at.isoformat(),
        "computer": row.by,
        "acts": row.commits,
        "pending": row.report.pending,
        "quarantined": row.report.quarantined,
        "taken_out": bool(row.taken_out_by),
    }


def _lines(rows: list[tuple[int, ImportRow | FileRow]]) -> list[str]:
    if not rows:
        return [tr("Nothing was imported.")]
    headings = [
        tr("N°"),
        tr("When"),
        tr("What"),
        tr("Who"),
        tr("Records"),
        tr("Do not count"),
        tr("Taken out"),
    ]
    return table(headings, [(number, *_cells(row)) for number, row in rows])


def _cells(row: ImportRow | FileRow) -> tuple[str, str, str, int, int | str, str]:
    when = row.at.strftime("%Y-%m-%d %H:%M")
    if isinstance(row, ImportRow):
        title = deed_title(row.code, {"file": row.file})
        out = tr("yes") if row.taken_out else ""
        return when, title, row.actor, row.records, "", out
    title = tr("Merge the file {file}", file=row.name)
    uncounted = row.report.pending + row.report.quarantined or ""
    out = tr("yes") if row.taken_out_by else ""
    return when, title, row.by, row.commits, uncounted, out


def _undo(
    terminal: Terminal, *, store: str, which: str, reason: str | None, back: bool
) -> int:
    with opened(terminal, store) as place:
        rows = dict(_arrivals(place))
        named = {_data(row)["id"]: row for row in rows.values()}
        row = rows.get(int(which)) if which.isdecimal() else named.get(which)
        if isinstance(row, FileRow):
            turn = file_imports.bring_back_file if back else file_imports.take_out_file
            turn(place, row.number, reason=reason or "")
        elif back:
            redo(place, row.deed if row else which, reason=reason or "")
        else:
            imports.undo_import(place, row.deed if row else which, reason=reason or "")
    told = which if row is None else _data(row)["id"]
    if back:
        terminal.answer({"back": told}, lambda: [tr("The import is back.")])
    else:
        sentence = tr("The import was taken out again.")
        terminal.answer({"taken_out": told}, lambda: [sentence])
    return DONE
