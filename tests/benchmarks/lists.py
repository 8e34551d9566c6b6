"""Opening and reading a list of a million, against a list held in memory."""

from __future__ import annotations

import os
import statistics
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (  # noqa: TID251 it measures a window's part
    QApplication,
    QFrame,
    QHeaderView,
    QTableView,
)
from sqlalchemy import insert, select

from tests.benchmarks.measuring import Result, medians, timed
from tests.builders import a_person
from workshop_app.gui import theme
from workshop_app.gui.parts.list_cell import TALL, ListCell
from workshop_app.gui.parts.list_model import CELL, Cell, Column, ListModel
from workshop_app.gui.parts.list_source import HeldRows
from workshop_app.gui.parts.list_view import ListView
from workshop_app.ids import uuid7
from workshop_app.services import listings, processes
from workshop_app.store import search
from workshop_app.store.derived import search_entry
from workshop_app.store.records import SHAPES
from workshop_app.store.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from PySide6.QtCore import QObject

    from workshop_app.store import Store
    from workshop_app.store.lists import PersonRow

Index = QModelIndex | QPersistentModelIndex

ROWS: Final = 1_000_000
QUICK_ROWS: Final = 100_000
_BATCH: Final = 50_000
_OPENINGS: Final = 5
_RUNS: Final = 9
_STEPS: Final = 100
_KINDS: Final = 5_000
"""Different rows of the list in memory, again and again."""

_FAR: Final = 7_368_787
"""Pixels, a prime: its multiples fall everywhere."""

_SIZE: Final = (1400, 900)
_FASTER: Final = 15.0
_SLOWER: Final = 1.2
_BEGIN: Final = 1_790_000_000_000
"""Milliseconds since 1970."""

_NOWHERE: Final = QModelIndex()
_SHOWN: Final = (3, 4, 5, 6, 7)
"""Columns of the tuples that a view over them shows; which ones costs the same."""
_SHAPE: Final = SHAPES["person"]
_COLUMNS: Final = _SHAPE.table.columns
_ADD = Statement(insert(_SHAPE.table), *(column.name for column in _COLUMNS))
_ADD_ENTRY = Statement(insert(search_entry), "kind", "rec", "title", "folded")
_OFFICES: Final = SHAPES["organization"].table
_ALL = Statement(
    select(_SHAPE.table, _OFFICES.c.name)
    .outerjoin(_OFFICES, _OFFICES.c.id == _COLUMNS.organization)
    .where(_COLUMNS.deleted == 0)
    .order_by(_COLUMNS.id.desc())
)
"""What the list shows of everybody: the person, and the organization's name."""


def measure(folder: Path, *, quick: bool) -> Iterator[Result]:
    """Measure opening, the wheel, and jumps to anywhere."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    rows = QUICK_ROWS if quick else ROWS
    app = QApplication.instance() or QApplication([])
    theme.apply(cast("QApplication", app), dark=False, scale=1.0)
    with _filled(folder, rows) as store:
        model = ListModel(_columns(), listings.people(store), order="newest")
        view = ListView(model, "measured", accessible="People")
        bare = _bare_view(QTableView())
        view.resize(*_SIZE)
        view.show()
        yield _opening(store, model, view, rows)
        bare.setModel(_Held(model, bare))
        for column in range(model.columnCount()):
            bare.setColumnWidth(column, view.columnWidth(column))
        bare.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        bare.show()
        for name, move in (
            ("a step of the wheel", _wheel),
            ("a jump to anywhere", _jump),
        ):
            yield _ratio(name, move, (view, bare), rows)
        view.deleteLater()
        bare.deleteLater()


def _opening(store: Store, model: ListModel[Any], view: ListView, rows: int) -> Result:
    """Measure until the rows are painted, against a view over all of them, likewise."""
    everybody = listings.people(store)
    nobody: HeldRows[PersonRow] = HeldRows((), lambda row: row.person.id)
    ours = []
    for _ in range(_OPENINGS):
        model.set_source(nobody)
        with timed() as watch:
            model.set_source(everybody)
            view.grab()
        ours.append(watch.cpu)
    if model.rowCount() <= rows:  # who founded the process is on it too
        message = f"the list was not opened: {model.rowCount()} rows"
        raise RuntimeError(message)
    full = _bare_view(QTableView())
    held = _Tuples(full)
    full.setModel(held)
    full.show()
    read = medians(lambda _: _load(store, held, full, rows), _OPENINGS).cpu
    full.deleteLater()
    opened = statistics.median(ours)
    ratio = read / opened
    return Result(
        name=f"opening a list of {rows:,}, until it is painted",
        value=ratio,
        unit="× faster than a full load",
        target=f"≥ {_FASTER:g} of a million",
        met=ratio >= _FASTER if rows >= ROWS else None,
        details={
            "ms": opened * 1000,
            "first_ms": ours[0] * 1000,
            "full_ms": read * 1000,
        },
    )


def _load(store: Store, model: _Tuples, view: QTableView, rows: int) -> None:
    """Show a list as is done where nobody counts on a million: read whole."""
    model.hold(())
    with store.database.reading() as link:
        found = link.rows(_ALL)
    if len(found) <= rows:
        message = f"only {len(found)} rows were read"
        raise RuntimeError(message)
    model.hold(found)
    view.grab()


def _ratio(
    name: str,
    move: Callable[[QTableView, int], None],
    views: tuple[ListView, QTableView],
    rows: int,
) -> Result:
    """Measure the mean of many moves, for what is slow now and then counts too.

    By turns, and the least disturbed of all turns: others use the processor too.
    """
    runs: list[list[float]] = [[], []]
    for run in range(_RUNS):
        for view, means in zip(views, runs, strict=True):
            move(view, run * _STEPS)
            QApplication.processEvents()
            with timed() as watch:
                for step in range(1, _STEPS):
                    move(view, run * _STEPS + step)
                    QApplication.processEvents()
            means.append(watch.cpu / (_STEPS - 1))
    ours, bare = map(min, runs)
    return Result(
        name=f"{name}, {rows:,} rows",
        value=ours / bare,
        unit="× a list in memory",
        target=f"≤ {_SLOWER:g}",
        met=ours / bare <= _SLOWER,
        details={"ms": ours * 1000, "in_memory_ms": bare * 1000},
    )


def _wheel(view: QTableView, step: int) -> None:
    view.verticalScrollBar().setValue(step * 3 * TALL)


def _jump(view: QTableView, step: int) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(step * _FAR % bar.maximum())


class _Around:
    """What the delegate asks of a view where nothing is hovered."""

    hovered = -1
    ringed = -1
    greyed = False

    def __init__(self, view: QTableView) -> None:
        self._view = view

    def is_selected(self, index: Index) -> bool:
        return self._view.selectionModel().isSelected(index)

    def is_edge(self, column: int) -> tuple[bool, bool]:
        return column == 0, False


class _Tuples(QAbstractTableModel):
    """Rows as the database gave them, all in memory."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Sequence[tuple[Any, ...]] = ()

    def hold(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Hold these rows instead."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 Qt's name
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 Qt's name
        return 0 if parent.isValid() else len(_SHOWN)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == CELL:
            return Cell(str(self._rows[index.row()][_SHOWN[index.column()]] or ""))
        return None


class _Held(QAbstractTableModel):
    """The same columns over rows in memory."""

    def __init__(self, model: ListModel[Any], parent: QObject) -> None:
        super().__init__(parent)
        some = [model.row_at(row) for row in range(_KINDS)]
        self._rows = some * (model.rowCount() // _KINDS)
        self._columns = model.columns

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 Qt's name
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 Qt's name
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == CELL:
            return self._columns[index.column()].cell(self._rows[index.row()])
        return None


def _bare_view(view: QTableView) -> QTableView:
    view.setItemDelegate(ListCell(_Around(view), view))
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(TALL)
    view.resize(*_SIZE)
    return view


def _columns() -> Sequence[Column[PersonRow]]:
    return (
        Column(
            "Name",
            lambda row: row.person.name,
            second=lambda row: row.organization,
            order="name",
            stretch=True,
        ),
        Column("Number", lambda row: row.person.document_number, order="number"),
        Column("Bloc", lambda row: row.person.position, mark=lambda _row: "state"),
        Column("Place", lambda row: row.person.place),
        Column("Code", lambda row: row.person.code, tone=lambda _row: "ok", width=200),
    )


@contextmanager
def _filled(folder: Path, rows: int) -> Iterator[Store]:
    """Make a process of so many people, straight into the derived tables."""
    store = processes.found_process(
        str(folder / "list.kuska"),
        "Proceso de medida",
        "Nélida Huamaní Ccori",
        plain=True,
        home=folder / "home",
    )
    try:
        with store.database.writing() as link:
            search.drop_index(link)
            for start in range(0, rows, _BATCH):
                people = [_row(n) for n in range(start, start + _BATCH)]
                link.run_many(_ADD, people)
                link.run_many(_ADD_ENTRY, list(search.entries(_SHAPE, people)))
            search.make_index(link)
        yield store
    finally:
        store.close()


def _row(number: int) -> tuple[Any, ...]:
    person = a_person(
        f"P-tumikalo-{number}",
        id=uuid7(_BEGIN + number, number.to_bytes(10, "big")),
        name=f"Rosa {number:x} Quispe",
        document_number=f"{number:08d}",
    )
    cells = _SHAPE.wire(person)
    told = (int(cell) if isinstance(cell, bool) else cell for cell in cells.values())
    return (person.id, 0, 0, *told)
