"""The office's board, kept true while it is in front."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer

from workshop_app.gui.exchange.board_columns import cell_columns, line_columns
from workshop_app.gui.parts.list_model import ListModel
from workshop_app.gui.parts.list_source import HeldRows
from workshop_app.services.office_board import (
    Arrival,
    Board,
    Cell,
    Line,
    MinutesState,
    board,
)
from workshop_app.services.office_board_words import arrival_words, minutes_words

if TYPE_CHECKING:
    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.progress import Progress
    from workshop_app.store import Committed, Store

PAUSE_MS = 500
_ARRIVALS = list(Arrival)
_MINUTES = list(MinutesState)


class BoardView(Protocol):
    """What the presenter asks of the section."""

    def show_board(self, found: Board) -> None:
        """Show the totals, and whether there is any session."""

    def show_reading(self, task: Task) -> None:
        """Show that it is being read."""

    def show_problem(self, error: AppError) -> None:
        """Say why it could not be read."""


class BoardPresenter(QObject):
    """Reads the board in the lane: of hundreds of computers it takes a second."""

    def __init__(self, context: AppContext, view: BoardView, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._lines: dict[str, Line] = {}
        self._awake = False
        self._is_reading = False
        self._source: HeldRows[Line] = HeldRows(
            (),
            lambda one: one.id,
            text=_said,
            orders={
                "day": lambda one: one.day,
                "arrival": lambda one: _ARRIVALS.index(one.arrival),
                "came": lambda one: one.came_at,
                "acts": lambda one: one.acts,
                "computers": lambda one: len(one.cells),
                "minutes": lambda one: _MINUTES.index(one.minutes),
                "lacks": lambda one: one.letters + one.disputes,
            },
        )
        self.model: ListModel[Line] = ListModel(line_columns(), self._source, self)
        self._cells: HeldRows[Cell] = HeldRows(
            (),
            lambda one: one.device,
            orders={
                "label": lambda one: one.label,
                "last": lambda one: one.last,
                "acts": lambda one: one.acts,
            },
        )
        self.cells: ListModel[Cell] = ListModel(cell_columns(), self._cells, self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.read)
        context.changes.committed.connect(self._on_committed)

    def wake(self) -> None:
        """Read it; the section is in front."""
        self._awake = True
        self.read()

    def sleep(self) -> None:
        """Read nothing more: something else is in front."""
        self._awake = False
        self._pause.stop()

    def read(self) -> None:
        """Read it again, once what is being read is there."""
        if not self._context.is_open:
            return
        if self._is_reading:
            self._pause.start()
            return
        self._is_reading = True
        task = self._context.start(
            partial(_read, self._context.store),
            on_done=self._done,
            on_error=self._failed,
            later=True,
        )
        self._view.show_reading(task)

    def line(self, session: str) -> Line | None:
        """Return what the board says of a session."""
        return self._lines.get(session)

    def look_into(self, session: str) -> None:
        """List the computers that took part in a session."""
        line = self._lines.get(session)
        self._cells.hold(() if line is None else line.cells)
        self.cells.refresh()

    def _done(self, found: Board) -> None:
        self._is_reading = False
        self._lines = {one.id: one for one in found.lines}
        self._source.hold(found.lines)
        self.model.refresh()
        self._view.show_board(found)

    def _failed(self, error: AppError) -> None:
        self._is_reading = False
        self._view.show_problem(error)

    def _on_committed(self, _done: Committed) -> None:
        if self._awake:
            self._pause.start()


def _read(store: Store, _progress: Progress) -> Board:
    return board(store)


def _said(one: Line) -> str:
    """Return what the words of the search are looked for in."""
    labels = " ".join(cell.label for cell in one.cells)
    states = f"{arrival_words(one.arrival)} {minutes_words(one.minutes)}"
    return f"{one.code} {one.title} {states} {labels}"
