"""The one list model of the program: the order of a list, and the rows looked at.

A list of a million is sixteen megabytes of ids; of its rows only what is looked at is
ever read.  The scroll bar is exact, a jump to the end costs what a page costs, and what
is selected stays selected by what it is, not by where it stood.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import KW_ONLY
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from shiboken6 import isValid

from workshop_app.errors import AppError
from workshop_app.gui.parts.list_source import HeldIds
from workshop_app.gui.parts.seen_rows import SeenRows
from workshop_app.i18n import tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.gui.parts.list_source import Ids, ListSource
    from workshop_app.gui.parts.tasks import TaskRunner

RowT = TypeVar("RowT")
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

CELL: Final = Role.UserRole
"""The role under which a delegate gets all there is to paint, in one question."""

_NOWHERE: Final = QModelIndex()
_ONE_LINE: Final = (
    Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
)
_LEFT: Final = Qt.AlignmentFlag.AlignLeft.value | _ONE_LINE


class Cell(NamedTuple):
    """What one cell shows.

    Attributes:
        text: The first line.
        second: A smaller line under it; may be empty.
        tone: "info", "ok", "warn", "bad" or "plain" for a badge; empty for text.
        mark: The bloc whose mark stands before the text; empty for none.
        flags: How the text stands, as `QPainter.drawText` wants to be told.
        tick: Whether a box before the text is ticked; None for no box.
    """

    text: str
    second: str = ""
    tone: str = ""
    mark: str = ""
    flags: int = _LEFT
    tick: bool | None = None

    @property
    def spoken(self) -> str:
        """The whole of it as one text."""
        return f"{self.text} · {self.second}" if self.second else self.text


@dataclass(frozen=True)
class Column(Generic[RowT]):
    """One column: its heading, what a row says in it, and how it sorts.

    Attributes:
        text: What a row says in it.
        order: The word by which the source sorts it; empty if it does not.
        descending: Whether the first click sorts it downwards, as for the newest.
        second: A smaller line under the text.
        tone: The tone of a badge: "info", "ok", "warn", "bad", "plain", or "" for
            plain text.
        mark: The bloc whose mark stands before the text, or "".
        width: Pixels at 100 %, until somebody drags it.
        stretch: Whether it takes the room that is left; of one column only.
        align: How text stands in it.
        since: How wide the list must be for it to be shown, in pixels at 100 %.
        tick: Whether a box before the text is ticked, or None for no box; its text
            says the same in words, for whoever listens.
    """

    heading: str
    text: Callable[[RowT], str]
    _: KW_ONLY
    order: str = ""
    descending: bool = False
    second: Callable[[RowT], str] | None = None
    tone: Callable[[RowT], str] | None = None
    mark: Callable[[RowT], str] | None = None
    width: int = 120
    stretch: bool = False
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    tick: Callable[[RowT], bool | None] | None = None
    since: int = 0

    @cached_property
    def _flags(self) -> int:
        return self.align.value | _ONE_LINE  # once: Python joins flags slowly

    def cell(self, row: RowT) -> Cell:
        """Return what it shows of a row."""
        return Cell(
            self.text(row),
            "" if self.second is None else self.second(row),
            "" if self.tone is None else self.tone(row),
            "" if self.mark is None else self.mark(row),
            self._flags,
            None if self.tick is None else self.tick(row),
        )


class ListModel(QAbstractTableModel, Generic[RowT]):
    """A list of rows by their ids; begins empty, and is read by `refresh`.

    Args:
        columns: What is shown of a row, in order.
        source: Where the list comes from.
        order: Which of the source's orders to begin with.
        descending: Whether to begin from its end.
        lane: Where long lists are ordered; without it everything happens at once.

    Signals:
        busy_changed: Whether the list shown is about to be replaced by another.
        shown: A list was read; how many rows it has.
        failed: The `AppError` that kept it from being read.
    """

    busy_changed = Signal(bool)
    shown = Signal(int)
    failed = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        source: ListSource[RowT],
        parent: QObject | None = None,
        *,
        order: str = "",
        descending: bool = False,
        lane: TaskRunner | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._source = source
        self._order = order
        self._descending = descending
        self._words = ""
        self._lane = lane
        self._asked = 0
        self._busy = False
        self._ids: Ids = HeldIds(())
        self._count, self._width = 0, len(self.columns)  # Qt asks for each cell
        self._seen = SeenRows(self._read)

    @property
    def is_busy(self) -> bool:
        """Whether the list shown is about to be replaced by another."""
        return self._busy

    @property
    def order(self) -> str:
        """The order of the source the list is in."""
        return self._order

    @property
    def descending(self) -> bool:
        """Whether it is the other way round."""
        return self._descending

    @property
    def words(self) -> str:
        """What the rows hold."""
        return self._words

    def refresh(self) -> None:
        """Read the list anew; a view keeps its place and what is selected."""
        self._asked += 1
        ask = partial(
            self._source.ids,
            self._order,
            descending=self._descending,
            words=self._words,
        )
        if self._lane is not None and self._source.is_long():
            self._set_busy(busy=True)
            self._lane.run(
                lambda _told: ask(),
                on_done=partial(self._on_read, self._asked),
                on_error=partial(self._on_failed, self._asked),
            )
            return
        try:
            ids = ask()
        except AppError as error:
            self._on_failed(self._asked, error)
        else:
            self._on_read(self._asked, ids)

    def set_source(self, source: ListSource[RowT]) -> None:
        """Show another list in the same columns."""
        self._source = source
        self.refresh()

    def filter(self, words: str) -> None:
        """Show only the rows that hold words beginning with each of these."""
        if words != self._words:
            self._words = words
            self.refresh()

    def set_order(self, order: str, *, descending: bool = False) -> None:
        """Put the list in another order of the source."""
        if (order, descending) == (self._order, self._descending):
            return
        self._order = order
        self._descending = descending
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.refresh()

    def insert(self, record_id: str, row: int = 0) -> None:
        """Show one record more, without asking for the whole order again.

        Of a list that was read; its source has the row already.
        """
        self.beginInsertRows(_NOWHERE, row, row)
        self._seen.forget()
        self._hold(self._ids.inserted(row, record_id))
        self.endInsertRows()

    def prepare(self, first: int, last: int) -> None:
        """Read rows that are about to be seen, all of them in one go."""
        self._seen.prepare(first, last)

    def row_at(self, row: int) -> RowT | None:
        """Return a row; None if there is none, or it is gone since."""
        if not 0 <= row < len(self._ids):
            return None
        page, place = self._seen.find(row)
        return page.rows[place]

    def id_at(self, row: int) -> str:
        """Return the id of a row; empty if there is none."""
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def place_of(self, record_id: str) -> int:
        """Return the row of an id, or -1."""
        return self._ids.place(record_id)

    def cell(self, row: int, column: int) -> Cell:
        """Return what a cell shows; nothing for a row that is gone."""
        page, place = self._seen.find(row)
        cells = page.cells[place]
        if cells is None:
            cells = page.cells[place] = self._cells(page.rows[place])
        return cells[column]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows the list has."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns it has."""
        return 0 if parent.isValid() else self._width

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Answer from memory, or read the page the row stands on."""
        if not index.isValid():
            return None
        if role == CELL:  # first: all that is painted asks for it
            return self.cell(index.row(), index.column())
        match role:
            case Role.DisplayRole:
                return self.cell(index.row(), index.column()).text
            case Role.AccessibleTextRole:
                return self.cell(index.row(), index.column()).spoken
            case Role.TextAlignmentRole:
                align = self.columns[index.column()].align
                return align | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Return a heading, and in words how the list is sorted by it."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        match role:
            case Role.DisplayRole:
                return column.heading
            case Role.TextAlignmentRole:
                return column.align | Qt.AlignmentFlag.AlignVCenter
            case Role.AccessibleDescriptionRole:
                return self._sorting(column)
        return None

    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        """Sort by a column, if its source can."""
        word = self.columns[column].order
        if word:
            self.set_order(word, descending=order == Qt.SortOrder.DescendingOrder)

    def sorted_column(self) -> int:
        """Return the column the list is sorted by, or -1."""
        places = (n for n, one in enumerate(self.columns) if self._sorts(one))
        return next(places, -1)

    def _sorts(self, column: Column[RowT]) -> bool:
        return bool(column.order) and column.order == self._order

    def _sorting(self, column: Column[RowT]) -> str:
        if not self._sorts(column):
            return ""
        return tr("sorted downwards") if self._descending else tr("sorted upwards")

    def _cells(self, row: RowT | None) -> tuple[Cell, ...]:
        if row is None:
            return (Cell(""),) * len(self.columns)
        return tuple(column.cell(row) for column in self.columns)

    def _read(self, start: int, stop: int) -> Sequence[RowT | None]:
        ids = self._ids.part(start, stop)
        try:
            return self._source.rows(ids)
        except AppError as error:  # Qt asks while painting: tell it afterwards
            QTimer.singleShot(0, self, partial(self.failed.emit, error))
            return (None,) * len(ids)

    def _hold(self, ids: Ids) -> None:
        self._ids, self._count = ids, len(ids)

    def _on_read(self, asked: int, ids: Ids) -> None:
        if asked != self._asked or not isValid(self):
            return
        if ids == self._ids and len(ids):
            self._seen.forget()
            last = self.index(len(ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.beginResetModel()
            self._seen.forget()
            self._hold(ids)
            self.endResetModel()
        self._set_busy(busy=False)
        self.shown.emit(len(ids))

    def _on_failed(self, asked: int, error: Exception) -> None:
        if asked != self._asked or not isValid(self):
            return
        self._set_busy(busy=False)
        if not isinstance(error, AppError):
            raise error
        self.failed.emit(error)

    def _set_busy(self, *, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit(busy)
