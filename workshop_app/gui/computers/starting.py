"""Files to begin from, by the dozen: one for each computer, admitted as it is made."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QStandardPaths

from workshop_app.gui.parts.list_model import Column, ListModel
from workshop_app.gui.parts.list_source import HeldRows
from workshop_app.i18n import tr
from workshop_app.services.exchanging import Audience
from workshop_app.services.protecting import require_passphrase
from workshop_app.services.start_files import StartFile, make_start_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.progress import Progress
    from workshop_app.store import Store


class StartingView(Protocol):
    """What the presenter asks of the section."""

    def show_work(self, task: Task, text: str) -> None:
        """Show how far the work is."""

    def show_made(self, files: Sequence[StartFile]) -> None:
        """Say which files were made."""

    def show_stopped(self) -> None:
        """Say that the files made before stay."""

    def show_problem(self, error: AppError) -> None:
        """Say what is wrong and what to do."""

    def show_ready(self) -> None:
        """Show whether files can be made now."""


class StartingPresenter(QObject):
    """Knows where the files go, and those that were made.

    Attributes:
        folder: Where the files go.
        model: The files that were made.
    """

    def __init__(
        self, context: AppContext, view: StartingView, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._task: Task | None = None
        place = QStandardPaths.StandardLocation.DocumentsLocation
        self.folder = Path(QStandardPaths.writableLocation(place) or Path.home())
        self._source: HeldRows[StartFile] = HeldRows((), lambda one: str(one.path))
        self.model: ListModel[StartFile] = ListModel(_columns(), self._source, self)

    @property
    def is_busy(self) -> bool:
        """Whether files are being made."""
        return self._task is not None

    @property
    def has_office(self) -> bool:
        """Whether the key of the office is on this computer."""
        return self._context.store.own.office() is not None

    def make(self, text: str, passphrase: str, repeated: str) -> None:
        """Make a file for each line.

        Raises:
            AppError: If the passphrase will not do.
        """
        names = names_in(text)
        if self.is_busy or not names:
            return
        require_passphrase(passphrase, repeated)
        task = self._context.start(
            partial(
                _make,
                self._context.store,
                names,
                self.folder,
                Audience(passphrase=passphrase),
            ),
            on_done=self._made,
            on_error=self._view.show_problem,
        )
        self._task = task
        task.finished.connect(partial(self._ended, task))
        self._view.show_work(task, tr("Making the files"))
        self._view.show_ready()

    def _made(self, files: Sequence[StartFile]) -> None:
        self._source.hold(files)
        self.model.refresh()
        self._view.show_made(files)

    def _ended(self, task: Task) -> None:
        self._task = None
        self._view.show_ready()
        if task.stopping:
            self._view.show_stopped()


def names_in(text: str) -> list[str]:
    """Return the names that were typed, one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _columns() -> Sequence[Column[StartFile]]:
    return (
        Column(
            tr("Computer or session"),
            lambda one: one.name,
            second=lambda one: one.path.name,
            stretch=True,
            width=160,
        ),
        Column(tr("Code"), lambda one: one.label, width=140),
        Column(tr("Its six words"), lambda one: one.words, width=360, since=700),
    )


def _make(
    store: Store,
    names: Sequence[str],
    folder: Path,
    audience: Audience,
    progress: Progress,
) -> tuple[StartFile, ...]:
    return make_start_files(store, names, folder, audience, progress=progress)
