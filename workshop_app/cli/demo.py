"""`demo`: the sample process, with the whole chain run."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workshop_app.cli.commands import Command, argument, path_of_file, switch
from workshop_app.cli.documents import issued_data
from workshop_app.cli.refusals import DemoFolderTakenError, FolderUnusableError
from workshop_app.cli.statuses import DONE
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services import sample
from workshop_app.store import Store as OpenStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import click

    from workshop_app.cli.terminal import Terminal

STORE = "demo.kuska"
_BESIDE = (f"{STORE}-wal", f"{STORE}-shm", f"{STORE}-journal")
_PAPERS = (sample.ATTENDANCE, sample.MINUTES)


def demo_command() -> click.Command:
    """Build `demo`."""
    return Command(
        "demo",
        _demo,
        [
            argument("folder", tr("FOLDER"), kind=path_of_file()),
            switch("--no-window", tr("Only build it; open no window.")),
        ],
        details=tr(
            "Everybody in it is invented, and its store is not encrypted. A folder "
            "that holds nothing but the sample is built again, to the same bytes. "
            "Where there is a screen, the window then opens on it."
        ),
    )


BUILDERS: Mapping[str, Callable[[], click.Command]] = {"demo": demo_command}


def _demo(terminal: Terminal, *, folder: Path, no_window: bool) -> int:
    require_free(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".kuska-", dir=folder) as name:
            making = Path(name)
            process, papers = _build(terminal, making)
            _require_ours(folder, process)
            moved = [file.relative_to(making) for file in _files(making)]
            _replace(making, folder, moved)
    except OSError as error:
        raise FolderUnusableError(folder) from error
    paths = [folder / relative for relative in moved]
    data = {
        "store": str(folder / STORE),
        "files": [str(path) for path in paths],
        "papers": [
            {**paper, "path": str(folder / Path(paper["path"]).relative_to(making))}
            for paper in papers
        ],
        "plain": True,
    }
    terminal.answer(data, lambda: map(str, paths))
    terminal.note(tr("The sample is not encrypted; everybody in it is invented."))
    if no_window:
        return DONE
    if terminal.window is None:
        terminal.note(tr("There is no screen here, so no window opens on it."))
        return DONE
    return terminal.window([str(folder / STORE)])


def require_free(folder: Path) -> None:
    """Make sure that a folder holds nothing, or nothing but the sample.

    Raises:
        DemoFolderTakenError: If it holds anything else.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise DemoFolderTakenError(folder)
    found = {path.name for path in folder.iterdir()}
    ours = {STORE, *_BESIDE, *_PAPERS, sample.LETTERS}
    if found and (STORE not in found or not found <= ours):
        raise DemoFolderTakenError(folder)
    letters = folder / sample.LETTERS
    if letters.exists() and any(
        not path.match("carta-*.pdf") for path in letters.iterdir()
    ):
        raise DemoFolderTakenError(folder)


def _require_ours(folder: Path, process: str) -> None:
    """Make sure that what is about to be replaced is the sample and nobody's work."""
    path = folder / STORE
    if not path.exists():
        return
    try:
        found = OpenStore.open(str(path))
    except AppError as error:
        raise DemoFolderTakenError(folder) from error
    found.close()
    if found.process_id != process:
        raise DemoFolderTakenError(folder)


def _build(terminal: Terminal, making: Path) -> tuple[str, list[dict[str, Any]]]:
    with terminal.progress(tr("Building the sample")) as bar:
        made = sample.build_sample(str(making / STORE), folder=making, progress=bar)
        made.store.close()
    return made.store.process_id, issued_data(made.papers)


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _replace(making: Path, folder: Path, files: list[Path]) -> None:
    """Put the new sample where the old one was, if there was one."""
    shutil.rmtree(folder / sample.LETTERS, ignore_errors=True)
    for name in (STORE, *_BESIDE, *_PAPERS):
        (folder / name).unlink(missing_ok=True)
    (folder / sample.LETTERS).mkdir()
    for file in files:
        (making / file).replace(folder / file)
