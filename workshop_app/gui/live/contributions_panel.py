"""The list of contributions: the open vote first, drafts, then the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workshop_app.gui.live.columns import columns, words_of
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.labels import key_cap
from workshop_app.gui.parts.list_model import ListModel
from workshop_app.gui.parts.list_source import HeldRows
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.parts.search_line import SearchLine
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.gui.live.reading import Line

_LEAST_HEIGHT = 92


class ContributionsCard(Card):
    """Shows the lines, and says which one somebody goes to.

    Signals:
        turned: Somebody went to a line; never because the list was read anew.
        wanted: Somebody wants to write in the line they stand on.
        began: A new contribution is wanted.
    """

    turned = Signal(str)
    wanted = Signal()
    began = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.new = button(tr("Add"), icon="plus", name=tr("New contribution"))
        super().__init__(tr("Contributions"), _with_key(self.new), parent)
        self._held: HeldRows[Line] = HeldRows((), _key, text=words_of)
        self._quiet = False
        self.model: ListModel[Line] = ListModel(columns(), self._held, self)
        self.list = ListView(
            self.model, "live/contributions", accessible=tr("Contributions")
        )
        self.list.set_empty(
            tr("Nothing was put forward yet. Ctrl+N begins the first contribution."),
            tr("No contribution has these words."),
        )
        self.list.setMinimumHeight(px(_LEAST_HEIGHT))
        self.filter = SearchLine(tr("Filter"), tr("Filter the contributions"))
        self.body.addWidget(self.filter)
        self.body.addWidget(self.list, 1)
        self.filter.textChanged.connect(self.model.filter)
        self.filter.returnPressed.connect(self.list.setFocus)
        self.new.clicked.connect(self.began)
        self.list.current_changed.connect(self._on_current)
        self.list.chosen.connect(self._on_chosen)

    def show_lines(self, lines: Sequence[Line], front: str) -> None:
        """Show these, and stand on the one in front."""
        self._quiet = True
        self._held.hold(lines)
        self.model.refresh()
        if front:
            self.list.show_row(front)
        self._quiet = False

    def stand_on(self, line: str) -> None:
        """Stand on a line; on none if it is not in the list."""
        self._quiet = True
        if not self.list.show_row(line):
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())
        self._quiet = False

    def has(self, line: str) -> bool:
        """Whether a line is in the list as it is filtered."""
        return self.model.place_of(line) >= 0

    def search(self) -> None:
        """Put the focus where one filters."""
        self.filter.setFocus()
        self.filter.selectAll()

    def _on_current(self, line: str) -> None:
        if line and not self._quiet:
            self.turned.emit(line)

    def _on_chosen(self, line: str) -> None:
        self.turned.emit(line)
        self.wanted.emit()


def _with_key(new: QWidget) -> QWidget:
    head = QWidget()
    row = QHBoxLayout(head)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    row.addWidget(new)
    row.addWidget(key_cap("Ctrl+N"))
    return head


def _key(line: Line) -> str:
    return line.id
