"""`check`, `backup` and `restore`: a store is kept whole."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from workshop_app.cli.commands import (
    Command,
    argument,
    path_of_file,
    store_argument,
    switch,
)
from workshop_app.cli.opening import opened
from workshop_app.cli.statuses import DONE, FINDINGS
from workshop_app.i18n import ntr, tr
from workshop_app.store import backup, integrity
from workshop_app.store.door import travels
from workshop_app.store.salvage import salvage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    import click

    from workshop_app.cli.terminal import Terminal
    from workshop_app.store.findings import Finding


def check_command() -> click.Command:
    """Build `check`."""
    return Command("check", _check, [store_argument()])


def backup_command() -> click.Command:
    """Build `backup`."""
    return Command(
        "backup",
        _backup,
        [store_argument(), argument("copy", tr("COPY"), kind=path_of_file())],
        details=tr(
            "A folder gets a copy named after the store and the moment. The key of a "
            "store with a passphrase goes along as COPY.key: they belong together."
        ),
    )


def restore_command() -> click.Command:
    """Build `restore`."""
    return Command(
        "restore",
        _restore,
        [
            argument("copy", tr("COPY"), kind=path_of_file()),
            store_argument(),
            switch(
                "--salvage",
                tr("COPY is damaged: save what can be read of it into a new STORE."),
            ),
        ],
        details=tr("A store that is there already is kept beside the one restored."),
    )


BUILDERS: Mapping[str, Callable[[], click.Command]] = {
    "check": check_command,
    "backup": backup_command,
    "restore": restore_command,
}


def _check(terminal: Terminal, *, store: str) -> int:
    with opened(terminal, store) as place:
        findings = integrity.check(place)
    data = {
        "whole": not findings,
        "findings": [
            {
                "problem": one.problem.value,
                "subject": one.subject,
                "message": one.sentence,
            }
            for one in findings
        ],
    }
    terminal.answer(data, lambda: _check_lines(findings))
    return FINDINGS if findings else DONE


def _check_lines(findings: Iterable[Finding]) -> list[str]:
    lines = [one.sentence for one in findings]
    return lines or [tr("The store is whole.")]


def _backup(terminal: Terminal, *, store: str, copy: Path) -> int:
    with opened(terminal, store) as place:
        path = _named(copy, store, place.now()) if copy.is_dir() else copy
        backup.back_up(place, path, passphrase=terminal.passphrase)
    opens_elsewhere = travels(path)
    sentence = tr("{path} is a whole copy, and was proved to open.", path=path)
    data = {"copy": str(path), "travels": opens_elsewhere}
    terminal.answer(data, lambda: [sentence])
    if not opens_elsewhere:
        terminal.note(tr("It opens on this computer only: it has no passphrase."))
    return DONE


def _named(folder: Path, store: str, moment: datetime) -> Path:
    """Return a name for a copy: that of the store, and the moment it was made."""
    name = Path(store).stem if "://" not in store else PurePosixPath(store).name
    return folder / f"{name}-{moment:%Y%m%d-%H%M%S}.kuska"


def _restore(terminal: Terminal, *, copy: Path, store: str, salvage: bool) -> int:
    if salvage:
        return _salvage(terminal, copy, store)
    kept = backup.restore(copy, store, passphrase=terminal.passphrase)
    data = {"store": store, "kept": None if kept is None else str(kept)}
    lines = [tr("{path} is back.", path=store)]
    if kept is not None:
        lines.append(tr("What was there is kept as {path}.", path=kept))
    terminal.answer(data, lambda: lines)
    return DONE


def _salvage(terminal: Terminal, damaged: Path, store: str) -> int:
    saved = salvage(str(damaged), store, passphrase=terminal.passphrase)
    data = {"store": store, "commits": saved.commits, "lost": saved.lost}
    lines = [
        ntr("{count} act was saved.", "{count} acts were saved.", saved.commits),
        ntr("{count} act is lost.", "{count} acts are lost.", saved.lost),
    ]
    terminal.answer(data, lambda: lines)
    return FINDINGS if saved.lost else DONE
