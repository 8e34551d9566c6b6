"""A sheet of people: looked at row by row, brought in whole, and taken out again."""

from __future__ import annotations

import csv
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject

from workshop_app.i18n import ntr, tr
from workshop_app.services import imports
from workshop_app.services.import_by_hand import ByHand
from workshop_app.services.import_report import RowState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.import_report import ImportReport
    from workshop_app.services.progress import Progress
    from workshop_app.store import Committed

PASTED: Final = "pasted.tsv"


class ImportView(Protocol):
    """What the presenter asks of the panel."""

    def show_report(self, file: str, report: ImportReport) -> None:
        """Show what the sheet holds and what would come of it."""

    def show_mapping(self, headings: Sequence[str], chosen: Mapping[str, str]) -> None:
        """Show the headings of the file, and the field each is read as."""

    def show_left_out(self, rows: Sequence[int]) -> None:
        """Say which rows are left out, and offer to take them back in."""

    def show_refusal(self, error: AppError) -> None:
        """Say why the sheet cannot be read or brought in."""

    def follow(self, task: Task, text: str) -> None:
        """Show how far the work is."""

    def show_done(self, sentence: str, undo: Callable[[], object]) -> None:
        """Say what came in, and offer to take all of it out again."""

    def show_taken_out(self) -> None:
        """Say that it was taken out again."""


class ImportPresenter(QObject):
    """Knows the sheet that is looked at, and the session it is for."""

    def __init__(
        self, context: AppContext, view: ImportView, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._path: Path | None = None
        self._folder: Path | None = None
        self._told: dict[str, str] = {}
        self._left_out: list[int] = []
        self._cells: dict[tuple[int, str], str] = {}
        self._headings: Sequence[str] = ()
        self._last = ""
        context.changes.committed.connect(self._note)

    @property
    def folder(self) -> Path | None:
        """Where what was pasted lies until it is brought in or given up."""
        return self._folder

    def choose(self, path: Path) -> None:
        """Look at another file."""
        self._path = path
        self._told = {}
        self._left_out = []
        self._cells = {}
        self.look()

    def leave_out(self, rows: Sequence[int]) -> None:
        """Read the sheet as if these rows were not there."""
        self._left_out += [row for row in rows if row not in self._left_out]
        self.look()

    def take_back(self) -> None:
        """Read the rows again that were left out."""
        self._left_out = []
        self.look()

    def put_right(self, row: int, field: str, text: str) -> None:
        """Read a cell as something else than what stands in the file."""
        self._cells[row, field] = text
        self.look()

    def paste(self, text: str) -> None:
        """Look at what was copied from a spreadsheet."""
        self._forget_pasted()
        self._folder = Path(tempfile.mkdtemp(prefix="kuska-"))
        path = self._folder / PASTED
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter="\t")
            writer.writerows(csv.reader(text.splitlines(), delimiter="\t"))
        self.choose(path)

    def read_as(self, heading: str, field: str) -> None:
        """Read a column as a field from now on; "" leaves it out."""
        self._told = {f: h for f, h in self._told.items() if heading not in {h, f}}
        if field:
            self._told[field] = heading
        self.look()

    def look(self) -> None:
        """Read the sheet in the lane, writing nothing."""
        if self._path is not None:
            task = self._context.start(
                partial(self._read, self._path, self._by_hand(), dry_run=True),
                on_done=self._looked,
                on_error=self._refused,
            )
            self._view.follow(task, tr("Reading the sheet"))

    def bring_in(self) -> None:
        """Bring the whole sheet in, in the lane; Cancel leaves nothing of it."""
        if self._path is not None:
            task = self._context.start(
                partial(self._read, self._path, self._by_hand(), dry_run=False),
                on_done=self._brought_in,
                on_error=self._refused,
            )
            self._view.follow(task, tr("Bringing people in"))

    def close(self) -> None:
        """Forget the sheet; what was pasted is erased."""
        self._path = None
        self._forget_pasted()

    def _read(
        self,
        path: Path,
        by_hand: ByHand,
        progress: Progress,
        *,
        dry_run: bool,
    ) -> ImportReport:
        return imports.import_people(
            self._context.store,
            path,
            session=self._context.session,
            by_hand=by_hand,
            dry_run=dry_run,
            progress=progress,
        )

    def _looked(self, report: ImportReport) -> None:
        if self._path is None:
            return
        self._headings = (*report.mapping.values(), *report.unknown_headings)
        self._show_mapping({h: f for f, h in report.mapping.items()})
        self._view.show_report(self._name(), report)
        self._view.show_left_out(sorted(self._left_out))

    def _brought_in(self, report: ImportReport) -> None:
        if not report.written:
            self._looked(report)
            return
        came = report.count(RowState.NEW) + report.count(RowState.CHANGED)
        sentence = ntr(
            "{count} row of {file} came in.",
            "{count} rows of {file} came in.",
            came,
            file=self._name(),
        )
        self._view.show_done(sentence, partial(self._take_out, self._last))
        self.close()

    def _refused(self, error: AppError) -> None:
        headings: Sequence[str] = getattr(error, "headings", ())
        if headings:
            self._headings = [one for one in headings if one]
            self._show_mapping({h: f for f, h in self._told.items()})
        self._view.show_refusal(error)

    def _show_mapping(self, chosen: Mapping[str, str]) -> None:
        self._view.show_mapping(self._headings, chosen)

    def _take_out(self, deed: str) -> None:
        self._context.perform(
            partial(imports.undo_import, self._context.store, deed),
            on_done=self._taken_out,
            on_error=self._view.show_refusal,
        )

    def _taken_out(self, _result: None) -> None:
        self._view.show_taken_out()

    def _by_hand(self) -> ByHand:
        """Return what was said by hand so far, for a lane that reads it later."""
        return ByHand(
            mapping=dict(self._told),
            left_out=tuple(self._left_out),
            cells=dict(self._cells),
        )

    def _name(self) -> str:
        if self._path is None:
            return ""
        return tr("the pasted table") if self._path.name == PASTED else self._path.name

    def _forget_pasted(self) -> None:
        folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def _note(self, done: Committed) -> None:
        self._last = done.deed_id
