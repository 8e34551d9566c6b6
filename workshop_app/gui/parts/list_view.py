"""A list as people see it: read with arrows or wheel, sorted, copied, chosen from.

What must not be done here, each measured: no border or background by style sheet (it
switches the blitting of scrolled rows off), no row heights from contents, no painting
between a reset and the return to its first row.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView

from workshop_app.gui import theme
from workshop_app.gui.parts.list_cell import LOW, TALL, ListCell
from workshop_app.gui.parts.list_header import ListHeader
from workshop_app.gui.parts.list_words import as_table, write_in_middle
from workshop_app.gui.parts.viewport import filled_inside
from workshop_app.i18n import ntr, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from workshop_app.gui.parts.list_model import ListModel

Index = QModelIndex | QPersistentModelIndex

MOST_COPIED: Final = 20_000
"""Rows that go to the clipboard; more belong in a spreadsheet."""

_MOST_KEPT: Final = 50
"""Selected rows that are looked for again after the list was read anew."""

_MOST_TYPED: Final = 2_000
"""Rows through which typed letters are looked for."""

_STYLED: Final = {QEvent.Type.StyleChange, QEvent.Type.PaletteChange}
_ENTER: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_Why = Qt.FocusReason
_SENT: Final = {_Why.TabFocusReason, _Why.BacktabFocusReason, _Why.OtherFocusReason}
_ROWS: Final = QItemSelectionModel.SelectionFlag.Rows
_SELECT: Final = QItemSelectionModel.SelectionFlag.Select | _ROWS
_ONLY: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect | _ROWS
_NO_UPDATE: Final = QItemSelectionModel.SelectionFlag.NoUpdate


class _Kept(NamedTuple):
    """Where somebody stood in a list, by what stood there."""

    current: str = ""
    selected: Sequence[str] = ()
    top: str = ""
    offset: int = 0


class ListView(QTableView):
    """Shows a `ListModel`.

    Actions added with `addAction` stand first in its menu.

    Args:
        model: What is shown.
        name: Under which the widths of the columns are kept, such as "people".
        accessible: What the list is, for whoever cannot see it.

    Signals:
        chosen: Id of the row on which Enter was pressed or that was clicked twice.
        current_changed: Id of the row the keyboard stands on; "" for none.
        said: A sentence for whoever listens, such as how many rows were copied.
    """

    chosen = Signal(str)
    current_changed = Signal(str)
    said = Signal(str)

    _cell: ListCell | None = None

    def __init__(
        self,
        model: ListModel[Any],
        name: str,
        *,
        accessible: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        filled_inside(self)
        self.hovered = self.ringed = -1
        self.greyed = False
        self._list = model
        self._empty = self._unmatched = self._told = ""
        self._kept = _Kept()
        self._asked = self._question()
        self._cell = ListCell(self, self)
        self._header = ListHeader(model, name, self)
        self.setItemDelegate(self._cell)
        self.setHorizontalHeader(self._header)
        model.modelAboutToBeReset.connect(self._keep)
        self.setModel(model)
        model.modelReset.connect(self._restore)  # after Qt's own forgot everything
        model.busy_changed.connect(self._on_busy)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self._be_a_list()
        self.restyle()
        self.entered.connect(self._on_entered)
        self.doubleClicked.connect(self._on_double_clicked)
        self.verticalScrollBar().valueChanged.connect(self._forget_hover)

    def set_empty(self, sentence: str, unmatched: str = "") -> None:
        """Say this where the rows would be, while there are none.

        Args:
            sentence: Why there are none.
            unmatched: The same while the list is filtered: there are some, and none
                holds the words.
        """
        self._empty, self._unmatched = sentence, unmatched
        self._tell_empty()
        self.viewport().update()

    @property
    def empty_words(self) -> str:
        """What is said where the rows would be, if there are none."""
        return (self._list.words and self._unmatched) or self._empty

    def current_id(self) -> str:
        """Return the id of the row the keyboard stands on; empty for none."""
        return self._list.id_at(self.currentIndex().row())

    def selected_ids(self) -> list[str]:
        """Return the ids of the selected rows, from the first to the last."""
        return [self._list.id_at(row) for row in self._selected_rows()]

    def show_row(self, record_id: str) -> bool:
        """Select only this record and bring it into view; say whether it is here."""
        row = self._list.place_of(record_id)
        if row < 0:
            return False
        index = self._list.index(row, 0)
        # the view's own would take a Ctrl+Enter of the page for a Ctrl+click on the row
        self.selectionModel().setCurrentIndex(index, _ONLY)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def copy(self) -> None:
        """Put the selected rows on the clipboard as a table with its headings."""
        rows = self._selected_rows()
        if not rows:
            return
        if len(rows) > MOST_COPIED:
            self.said.emit(
                ntr(
                    "{count} row is too many to copy: at most {most}.",
                    "{count} rows are too many to copy: at most {most}.",
                    len(rows),
                    most=MOST_COPIED,
                )
            )
            return
        QGuiApplication.clipboard().setText(as_table(self._list, rows))
        self.said.emit(ntr("{count} row copied.", "{count} rows copied.", len(rows)))

    def restyle(self) -> None:
        """Take colours and lengths from the theme in force."""
        if self._cell is None:
            return
        self._cell.restyle()
        tall = any(column.second is not None for column in self._list.columns)
        high = theme.px(TALL if tall else LOW)
        self.verticalHeader().setMinimumSectionSize(high)
        self.verticalHeader().setDefaultSectionSize(high)
        self.verticalScrollBar().setSingleStep(max(1, high // 3))
        self._header.lay_out()

    def is_selected(self, index: Index) -> bool:
        """Say whether a cell is selected."""
        return self.selectionModel().isSelected(index)

    def is_edge(self, column: int) -> tuple[bool, bool]:
        """Say whether a column is the first, and whether it is the last."""
        place = self._header.visualIndex(column)
        return place == 0, place == self._header.count() - 1

    def reset(self) -> None:
        """Begin at the first row; painting with the old place would be slow."""
        super().reset()
        self.scrollToTop()

    def keyboardSearch(self, search: str) -> None:
        """Go to what was typed, unless every page would have to be read for it."""
        if self._list.rowCount() <= _MOST_TYPED:
            super().keyboardSearch(search)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where the keyboard stands."""
        super().currentChanged(current, previous)
        self._ring()
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter, and copy."""
        record_id = self.current_id()
        if event.key() in _ENTER and record_id:
            self.chosen.emit(record_id)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what the list can do, to the mouse and to the keyboard."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            rect = self.visualRect(self.currentIndex())
            at = self.viewport().mapToGlobal(rect.bottomLeft())
        menu.popup(at)

    def menu(self) -> QMenu:
        """Return the list's menu: its own actions, how to sort, copying."""
        menu = QMenu(self)
        menu.addActions(self.actions())
        menu.addSeparator()
        for place, column in enumerate(self._list.columns):
            if column.order:
                action = menu.addAction(tr("Sort by {heading}", heading=column.heading))
                action.setCheckable(True)
                action.setChecked(self._list.sorted_column() == place)
                action.triggered.connect(partial(self._sort_by, place))
        menu.addSeparator()
        copying: QAction = menu.addAction(tr("Copy"))
        copying.setShortcut(QKeySequence.StandardKey.Copy)
        copying.setEnabled(self.selectionModel().hasSelection())
        copying.triggered.connect(self.copy)
        return menu

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ring the row the keyboard stands on, and stand on one."""
        super().focusInEvent(event)
        if event.reason() in _SENT:
            self._stand()
        self._ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._ring()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget where the mouse was."""
        super().leaveEvent(event)
        self._forget_hover()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() in _STYLED:
            self.restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or why there are none."""
        first = self.rowAt(0)
        if first >= 0:
            last = self.rowAt(self.viewport().height() - 1)
            self._list.prepare(first, last if last >= 0 else self._list.rowCount() - 1)
        super().paintEvent(event)
        if self.empty_words and not self.greyed and not self._list.rowCount():
            write_in_middle(self.viewport(), self.empty_words)

    def _be_a_list(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)  # by style sheet: see above
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _question(self) -> tuple[str, bool, str]:
        return self._list.order, self._list.descending, self._list.words

    def _selected_rows(self) -> list[int]:
        return sorted({row for part in self._selected_ranges() for row in part})

    def _selected_ranges(self) -> list[range]:
        selection = self.selectionModel().selection()
        ranges = (selection.at(place) for place in range(selection.count()))
        return [range(one.top(), one.bottom() + 1) for one in ranges]

    def _sort_by(self, column: int, *_checked: object) -> None:
        self._header.sort_by(column)

    def _keep(self) -> None:
        few = sum(map(len, self._selected_ranges())) <= _MOST_KEPT
        top = self.indexAt(QPoint(0, 0)).row()
        self._kept = _Kept(
            self.current_id(),
            self.selected_ids() if few else (),
            self._list.id_at(top),
            self.rowViewportPosition(top) if top >= 0 else 0,
        )

    def _restore(self) -> None:
        """Return to what was selected, and unless the order is another, to where."""
        kept, self._kept = self._kept, _Kept()
        same, self._asked = self._question() == self._asked, self._question()
        selection = self.selectionModel()
        for record_id in kept.selected:
            row = self._list.place_of(record_id)
            if row >= 0:
                selection.select(self._list.index(row, 0), _SELECT)
        row = self._list.place_of(kept.current) if kept.current else -1
        if row >= 0:
            selection.setCurrentIndex(self._list.index(row, 0), _NO_UPDATE)
        top = self._list.place_of(kept.top) if same and kept.top else -1
        if top >= 0:
            at_top = QAbstractItemView.ScrollHint.PositionAtTop
            self.scrollTo(self._list.index(top, 0), at_top)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - kept.offset)
        elif row >= 0:
            self.scrollTo(self._list.index(row, 0))
        self._ring()
        self._tell()
        self._tell_empty()

    def _tell_empty(self) -> None:
        words = "" if self._list.rowCount() else self.empty_words
        self.setAccessibleDescription(words)

    def _tell(self) -> None:
        told = self.current_id()
        if told != self._told:
            self._told = told
            self.current_changed.emit(told)

    def _on_busy(self, busy: bool) -> None:  # noqa: FBT001 the signal tells it
        self.greyed = busy
        self.viewport().update()

    def _on_double_clicked(self, index: Index) -> None:
        self.chosen.emit(self._list.id_at(index.row()))

    def _on_entered(self, index: Index) -> None:
        if index.row() != self.hovered:
            self._forget_hover()
            self.hovered = index.row()
            self._update_row(self.hovered)

    def _forget_hover(self, _value: int = 0) -> None:
        gone, self.hovered = self.hovered, -1
        self._update_row(gone)

    def _stand(self) -> None:
        """Stand in sight on a row, the first if on none: Qt would in secret, or not."""
        if self._list.rowCount() and not self.selectionModel().hasSelection():
            row = max(0, self.currentIndex().row())
            self.selectionModel().setCurrentIndex(self._list.index(row, 0), _ONLY)

    def _ring(self) -> None:
        gone = self.ringed
        self.ringed = self.currentIndex().row() if self.hasFocus() else -1
        self._update_row(gone)
        self._update_row(self.ringed)

    def _update_row(self, row: int) -> None:
        if row >= 0:
            top, high = self.rowViewportPosition(row), self.rowHeight(row)
            self.viewport().update(QRect(0, top, self.viewport().width(), high))
