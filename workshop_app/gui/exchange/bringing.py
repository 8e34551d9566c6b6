"""Files that somebody brings: looked at first, then merged, one bad one or not."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from workshop_app.gui.exchange.columns import Row, brought_columns
from workshop_app.gui.parts.list_model import ListModel
from workshop_app.gui.parts.list_source import HeldRows
from workshop_app.i18n import tr
from workshop_app.services.batches import Batch, files_in, merge_batch
from workshop_app.services.exchanging import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.progress import Progress
    from workshop_app.store import Store

_ORDER = list(Verdict)


class BringingView(Protocol):
    """What the presenter asks of the section."""

    def show_files(self, rows: Sequence[Row]) -> None:
        """Show the files, and what can be done with them."""

    def show_work(self, task: Task, text: str) -> None:
        """Show how far the work is."""

    def show_looked(self, rows: Sequence[Row]) -> None:
        """Show what would become of the files; nothing is written."""

    def show_merged(self, batch: Batch, rows: Sequence[Row]) -> None:
        """Show what became of the files."""

    def show_stopped(self, rows: Sequence[Row]) -> None:
        """Say that looking was stopped: some files are not read yet."""

    def show_problem(self, error: AppError) -> None:
        """Say what could not be done."""


class BringingPresenter(QObject):
    """Holds the files of one batch, and their passphrases as long as they lie here."""

    def __init__(
        self, context: AppContext, view: BringingView, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._rows: dict[Path, Row] = {}
        self._phrases: dict[Path, str] = {}
        self._task: Task | None = None
        self._source: HeldRows[Row] = HeldRows(
            (),
            lambda row: str(row.path),
            text=lambda row: row.path.name,
            orders={
                "name": lambda row: row.path.name,
                "state": _state,
                "added": lambda row: row.report and row.report.merged.added,
                "conflicts": lambda row: row.report and row.report.merged.conflicts,
            },
        )
        self.model: ListModel[Row] = ListModel(brought_columns(), self._source, self)

    @property
    def rows(self) -> Sequence[Row]:
        """The files, in the order they were brought."""
        return [*self._rows.values()]

    @property
    def ready(self) -> Sequence[Path]:
        """Those that merging would bring something of."""
        return [path for path, row in self._rows.items() if row.is_ready]

    @property
    def locked(self) -> Sequence[Path]:
        """Those that a passphrase would open."""
        return [
            path
            for path, row in self._rows.items()
            if row.report is not None and row.report.locked
        ]

    @property
    def is_busy(self) -> bool:
        """Whether files are being looked at or merged."""
        return self._task is not None

    def row(self, name: str) -> Row | None:
        """Return the file of a row of the list."""
        return next((row for row in self.rows if str(row.path) == name), None)

    def bring(self, places: Iterable[Path]) -> None:
        """Take files and what is in folders, and look at those that are new."""
        for path in files_in(places):
            known = self._rows.get(path)
            if known is None or known.report is None or known.report.locked:
                self._rows[path] = Row(path=path)
        self._show()
        self.look()

    def look(self) -> None:
        """Look at what was not read yet, in the lane; nothing is written."""
        unread = [path for path, row in self._rows.items() if row.report is None]
        if not unread or self.is_busy:
            return
        self._work(unread, tr("Looking into the files"), dry_run=True)

    def merge(self) -> None:
        """Merge what is ready; those that are in stay in if it is stopped."""
        ready = self.ready
        if ready and not self.is_busy:
            self._work(ready, tr("Merging files"), dry_run=False)

    def unlock(self, passphrase: str) -> None:
        """Try a passphrase on all that ask for one."""
        locked = self.locked
        if not locked or self.is_busy:
            return
        self._phrases.update(dict.fromkeys(locked, passphrase))
        for path in locked:
            self._rows[path] = Row(path=path)
        self.look()

    def drop(self, names: Iterable[str]) -> None:
        """Let go of files; nothing happens to them."""
        if self.is_busy:
            return
        gone = set(names)
        for path in [one for one in self._rows if str(one) in gone]:
            del self._rows[path]
            self._phrases.pop(path, None)
        self._show()

    def clear(self) -> None:
        """Let go of all of them, and of their passphrases."""
        self.drop([str(path) for path in self._rows])

    def _work(self, paths: Sequence[Path], text: str, *, dry_run: bool) -> None:
        phrases = dict(self._phrases)
        work = partial(_merge, self._context.store, paths, phrases, dry_run)
        task = self._context.start(
            work,
            on_done=self._looked if dry_run else self._merged,
            on_error=self._failed,
        )
        self._task = task
        task.finished.connect(partial(self._ended, task))
        self._view.show_work(task, text)
        self._view.show_files(self.rows)

    def _ended(self, task: Task) -> None:
        """Be ready for the next work: of what was stopped before its turn as well."""
        if self._task is task:
            self._task = None
            self._view.show_files(self.rows)

    def _looked(self, batch: Batch) -> None:
        self._take(batch, done=False)
        if batch.stopped:
            self._view.show_stopped(self.rows)
            return
        self._view.show_looked(self.rows)
        self.look()  # what was brought meanwhile

    def _merged(self, batch: Batch) -> None:
        self._take(batch, done=True)
        self._view.show_merged(batch, self.rows)

    def _take(self, batch: Batch, *, done: bool) -> None:
        for report in batch.reports:
            row = self._rows.get(report.path)
            if row is not None:
                self._rows[report.path] = replace(row, report=report, done=done)
        self._show()

    def _failed(self, error: AppError) -> None:
        self._view.show_problem(error)

    def _show(self) -> None:
        self._source.hold(self._rows.values())
        self.model.refresh()
        self._view.show_files(self.rows)


def _state(row: Row) -> int | None:
    return None if row.report is None else _ORDER.index(row.report.verdict)


def _merge(
    store: Store,
    paths: Sequence[Path],
    phrases: Mapping[Path, str],
    dry_run: bool,  # noqa: FBT001 bound by position
    progress: Progress,
) -> Batch:
    return merge_batch(
        store, paths, passphrases=phrases, dry_run=dry_run, progress=progress
    )
