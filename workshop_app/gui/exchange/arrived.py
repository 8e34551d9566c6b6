"""The files that came in: what each brought, taken out again, brought back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer

from workshop_app.gui.exchange.columns import came_columns, state_words
from workshop_app.gui.parts.list_model import ListModel
from workshop_app.gui.parts.list_source import HeldRows
from workshop_app.i18n import ntr, tr
from workshop_app.services.computer_list import Stands, list_computers
from workshop_app.services.file_imports import (
    bring_back_file,
    list_files,
    take_out_file,
)
from workshop_app.services.waiting import what_is_refused, what_waits
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.services.computer_list import Computer
    from workshop_app.store import Committed, Store
    from workshop_app.store.arrivals import FileRow

PAUSE_MS = 250


@dataclass(frozen=True, kw_only=True)
class Aside:
    """Something that came in and does not count.

    Attributes:
        sentence: What it is and what it waits for.
        device: The computer that the office may admit; "" where none.
    """

    sentence: str
    device: str = ""


class ArrivedView(Protocol):
    """What the presenter asks of the section."""

    def show_files(self, rows: Sequence[FileRow]) -> None:
        """Show whether any file came in."""

    def show_asides(self, asides: Sequence[Aside]) -> None:
        """Show what waits, and what is in quarantine."""

    def show_taken_out(self, row: FileRow) -> None:
        """Say that what came with a file was taken out."""

    def show_brought_back(self, row: FileRow) -> None:
        """Say that it is back."""

    def show_problem(self, error: AppError) -> None:
        """Say what could not be done."""


class ArrivedPresenter(QObject):
    """Keeps the list true to the store while the section is in front."""

    def __init__(self, context: AppContext, view: ArrivedView, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._rows: tuple[FileRow, ...] = ()
        self._awake = False
        self._source: HeldRows[FileRow] = HeldRows(
            (),
            lambda row: str(row.number),
            text=lambda row: f"{row.name} {row.by}",
            orders={
                "at": lambda row: row.at,
                "name": lambda row: row.name,
                "state": state_words,
            },
        )
        self.model: ListModel[FileRow] = ListModel(
            came_columns(), self._source, self, order="at", descending=True
        )
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.read)
        context.changes.committed.connect(self._on_committed)

    def wake(self) -> None:
        """Read everything; the section is in front."""
        self._awake = True
        self.read()

    def sleep(self) -> None:
        """Read nothing more: something else is in front."""
        self._awake = False
        self._pause.stop()

    def read(self) -> None:
        """Read everything again."""
        if not self._context.is_open:
            return
        store = self._context.store
        self._rows = list_files(store)
        self._source.hold(self._rows)
        self.model.refresh()
        self._view.show_files(self._rows)
        self._view.show_asides(asides(store))

    def row(self, name: str) -> FileRow | None:
        """Return the file of a row of the list."""
        return next((row for row in self._rows if str(row.number) == name), None)

    def take_out(self, row: FileRow, reason: str) -> None:
        """Take out again all that came with a file."""
        self._context.perform(
            partial(take_out_file, self._context.store, row.number, reason=reason),
            on_done=partial(self._taken_out, row),
            on_error=self._refused,
        )

    def bring_back(self, row: FileRow) -> None:
        """Bring a file back that was taken out."""
        self._context.perform(
            partial(bring_back_file, self._context.store, row.number),
            on_done=partial(self._brought_back, row),
            on_error=self._refused,
        )

    def _taken_out(self, row: FileRow, _nothing: None) -> None:
        self.read()
        self._view.show_taken_out(row)

    def _brought_back(self, row: FileRow, _nothing: None) -> None:
        self.read()
        self._view.show_brought_back(row)

    def _refused(self, error: AppError) -> None:
        self._view.show_problem(error)

    def _on_committed(self, _done: Committed) -> None:
        if self._awake:
            self._pause.start()


def asides(store: Store) -> list[Aside]:
    """Return what came in and does not count: what waits first, then quarantine."""
    found = [Aside(sentence=one.sentence()) for one in what_waits(store)]
    found += [
        Aside(sentence=_doubted(one), device=one.device)
        for one in list_computers(store)
        if one.uncounted
    ]
    found += [Aside(sentence=one.sentence()) for one in what_is_refused(store)]
    return found


def _doubted(one: Computer) -> str:
    if one.stands is Stands.REVOKED:
        return ntr(
            "{count} act of computer {label} does not count: it was revoked.",
            "{count} acts of computer {label} do not count: it was revoked.",
            one.uncounted,
            label=one.label,
        )
    return ntr(
        "{count} act of computer {label} is kept until it is admitted.",
        "{count} acts of computer {label} are kept until it is admitted.",
        one.uncounted,
        label=one.label,
    )


def taken_out_words(row: FileRow) -> str:
    """Say what was taken out."""
    return ntr(
        "{count} act of {file} was taken out.",
        "{count} acts of {file} were taken out.",
        row.commits,
        file=row.name,
    )


def brought_back_words(row: FileRow) -> str:
    """Say what is back."""
    return tr("{file} is back, just as it was.", file=row.name)
