"""The list of the session, the newest first, and the strip for one of its people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from workshop_app.gui import theme
from workshop_app.gui.check_in.columns import columns, source
from workshop_app.gui.check_in.details_form import DetailsForm
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.list_model import ListModel
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.parts.search_line import SearchLine
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.gui.check_in.roll import Line

_LEAST_HIGH: Final = 110
"""Pixels at 100 % in which two people can still be read under the headings."""


class ListCard(Card):
    """Everybody on the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.filter = SearchLine(tr("Filter the list"))
        self.imports = button(tr("Import"), icon="download")
        aside = QWidget()
        row = QHBoxLayout(aside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.filter)
        row.addWidget(self.imports)
        super().__init__(tr("Registered today"), aside, parent)
        self.rows = source()
        self.model = ListModel(columns(), self.rows, self)
        self.list = ListView(self.model, "check_in", accessible=tr("Registered today"))
        self.list.set_empty(
            tr("Nobody yet. Whoever you register appears here."),
            tr("Nobody on the list has these words."),
        )
        self.list.setMinimumHeight(theme.px(_LEAST_HIGH))
        self.details = DetailsForm()
        self.body.setSpacing(theme.px(6))
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.details)
        self.filter.textChanged.connect(self.model.filter)
        self.filter.returnPressed.connect(self.enter)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these, the newest first, and how many came."""
        at_top = not self.list.verticalScrollBar().value()
        self.rows.hold(lines)
        self.model.refresh()
        if at_top:  # the view keeps its place, and the newest would come in above
            self.list.scrollToTop()
        came = sum(line.came for line in lines)
        self.set_title(tr("Registered today · {count}", count=came))

    def enter(self) -> None:
        """Put the focus in the list, on somebody."""
        if not self.list.currentIndex().isValid() and self.model.rowCount():
            self.list.selectRow(0)
        self.list.setFocus()
