"""Many exchange files at once, as somebody watches them come in.

Each is taken in whole or not at all, so that stopping keeps those that are in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workshop_app.services.exchanging import FileReport, completed, merge_files
from workshop_app.services.progress import NO_PROGRESS, Cancelled, Progress
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from workshop_app.store import Store

SUFFIX: Final = ".kuskax"
_PERCENT: Final = 100


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What became of many files.

    Attributes:
        reports: Of those that were done with, in that order.
        stopped: Whether somebody stopped it before the others.
    """

    reports: tuple[FileReport, ...]
    stopped: bool


def files_in(places: Iterable[Path]) -> tuple[Path, ...]:
    """Return files as they are, and every exchange file in or below a folder, once."""
    found: dict[Path, None] = {}
    for place in places:
        if place.is_dir():
            below = (one for one in place.rglob("*") if one.suffix.lower() == SUFFIX)
            found.update(dict.fromkeys(sorted(one for one in below if one.is_file())))
        else:
            found[place] = None
    return tuple(found)


def merge_batch(
    store: Store,
    paths: Iterable[Path],
    *,
    passphrases: Mapping[Path, str],
    dry_run: bool = False,
    progress: Progress = NO_PROGRESS,
) -> Batch:
    """Take files in, or say what would become of each.

    Args:
        store: Where they go.
        paths: The files.
        passphrases: What opens some of them.
        dry_run: Say of each by itself what would become of it, and change nothing.
        progress: Told how many files are done, or of a single one how many percent.
    """
    files = list(paths)
    done: list[FileReport] = []
    watched = _ByFile(progress, done, len(files))
    try:
        for phrase, some in _by_passphrase(files, passphrases).items():
            merge_files(
                store,
                some,
                passphrase=phrase,
                dry_run=dry_run,
                progress=watched,
                each=done.append,
            )
    except Cancelled:
        stopped = True
    else:
        stopped = False
    reports = done if dry_run else completed(store, done)
    return Batch(reports=tuple(reports), stopped=stopped)


class _ByFile:
    """Counts files, since nobody thinks of hundreds of them in bytes."""

    def __init__(self, told: Progress, done: list[FileReport], total: int) -> None:
        self._told = told
        self._done = done
        self._total = total

    def at(self, done: int, total: int) -> None:
        if self._total > 1:
            self._told.at(len(self._done), self._total)
        else:
            self._told.at(_PERCENT * done // max(total, 1), _PERCENT)


def _by_passphrase(
    paths: Iterable[Path], passphrases: Mapping[Path, str]
) -> dict[str | None, list[Path]]:
    groups: dict[str | None, list[Path]] = {}
    for path in paths:
        groups.setdefault(passphrases.get(path), []).append(path)
    return groups
