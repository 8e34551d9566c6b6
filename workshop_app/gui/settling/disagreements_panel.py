"""*Desacuerdos*: the list at the left, one of them at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QWidget,
)

from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.empty import EmptyState
from workshop_app.gui.parts.labels import KeyHints, key_cap
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.parts.progress_strip import ProgressStrip
from workshop_app.gui.parts.search_line import SearchLine
from workshop_app.gui.parts.undo_strip import UndoStrip
from workshop_app.gui.settling.bulk_panel import BulkForm
from workshop_app.gui.settling.case_panel import CaseForm
from workshop_app.gui.settling.disagreements import Case, DisagreementsPresenter
from workshop_app.gui.settling.rows import Group, group_words
from workshop_app.gui.settling.settled_panel import SettledForm
from workshop_app.gui.settling.sides_panel import TWO
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.settled import SettledDeed

_PAUSE_MS: Final = 150
_KEYS: Final = (*TWO, "T", *(str(number) for number in range(1, 10)))


class DisagreementsSection(QWidget):
    """Shows what is disagreed on, one after the other."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.presenter = DisagreementsPresenter(self, context, self)
        self.tabs = QComboBox()
        self.tabs.setAccessibleName(tr("What kind"))
        for group in Group:
            self.tabs.addItem(group_words(group))
        self.search = SearchLine(tr("Search among disagreements"))
        self.list = ListView(
            self.presenter.model, "disagreements", accessible=tr("What is disagreed on")
        )
        self.list.set_empty(
            tr("Nothing is disagreed on."), tr("Nothing here holds these words.")
        )
        self.progress = ProgressStrip()
        self.undo = UndoStrip()
        self.alike = button(tr("What is alike…"), icon="merge")
        self.next = button(tr("Next"), icon="arrow_right")
        self.case = CaseForm(context.drafts.keep, context.drafts.forget)
        self.bulk = BulkForm(context)
        self.settled = SettledForm()
        self.nothing = EmptyState(
            tr("Nothing is open here: everybody's work goes together."),
            icon="check_circle",
        )
        self.alert = Alert()
        self.right = QStackedWidget()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()

    def shown(self) -> None:
        """Read everything again; the list has the focus."""
        self.alert.clear()
        self.presenter.wake()
        self.begin()

    def begin(self) -> None:
        """Put the focus on the list, or where another one is chosen."""
        (self.list if self.list.isEnabled() else self.tabs).setFocus()

    def leave(self) -> None:
        """Keep what was typed; it is given by its own key, never by leaving."""
        self.keep_now()
        self.undo.clear()
        self.presenter.rest()

    def target(self, key: str) -> None:
        """Show one disagreement, by its key."""
        self.search.clear()
        self.tabs.setCurrentIndex(0)
        self.list.show_row(key)

    def give(self) -> None:
        """Do what is prepared at the right."""
        if self.right.currentWidget() is self.bulk:
            self.bulk.give()
        elif self.right.currentWidget() is self.settled:
            self.settled.give()
        else:
            self.case.give()

    def open_alike(self) -> None:
        """Show what could be settled together."""
        self.keep_now()
        self.card.set_title(tr("Settle together what is alike"))
        self.right.setCurrentWidget(self.bulk)
        self.bulk.open()

    def close_alike(self) -> None:
        """Go back to one after the other."""
        self.bulk.keep_now()
        self.presenter.show_again()
        self.begin()

    def show_counts(self, counts: Mapping[Group, int]) -> None:
        """Show how many stand under each tab."""
        for place, group in enumerate(Group):
            count = counts.get(group, 0)
            words = group_words(group)
            if count:
                words = tr("{group} {count}", group=words, count=count)
            self.tabs.setItemText(place, words)

    def show_case(self, case: Case, typed: Mapping[str, str]) -> None:
        """Show something open, and what was typed about it and not given."""
        self.alert.clear()
        self.card.set_title(tr("Disagreement"))
        places = {name: self.presenter.place(name) for name in ("value", "reason")}
        self.case.show_case(case, places, typed)
        self.right.setCurrentWidget(self.case)

    def show_settled(self, done: SettledDeed) -> None:
        """Show what was settled."""
        self.alert.clear()
        self.card.set_title(tr("Settled"))
        self.settled.show_deed(done)
        self.right.setCurrentWidget(self.settled)

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        self.card.set_title(tr("Disagreement"))
        self.right.setCurrentWidget(self.nothing)

    def show_done(self, sentence: str, undo: Callable[[], object]) -> None:
        """Say what was done and offer to take it back."""
        self.alert.clear()
        self.undo.offer(sentence, undo)
        self.begin()

    def show_work(self, task: Task, text: str) -> None:
        """Show how far something is."""
        self.progress.follow(task, text)

    def keep_now(self) -> None:
        """Keep what is being typed, without waiting for the keys to pause."""
        self.case.keep_now()
        self.bulk.keep_now()

    def forget_typed(self) -> None:
        """Empty the fields: what stood there has become a deed."""
        self.case.forget_typed()

    def select(self, row: str) -> None:
        """Put the list on a row."""
        self.list.show_row(row)

    def refuse(self, error: AppError) -> None:
        """Say why it could not be done; what was typed stays."""
        if not self.case.refuse(error):
            self.alert.show_alert("bad", error.message, error.advice)

    def _connect(self) -> None:
        self.tabs.currentIndexChanged.connect(self._on_tab)
        self.search.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._filter)
        self.search.returnPressed.connect(self.begin)
        self.list.current_changed.connect(self._on_current)
        self.list.said.connect(self.context.say)
        self.presenter.model.shown.connect(self._on_listed)
        self.case.settled.connect(self.presenter.settle)
        self.case.went.connect(self.presenter.go)
        self.case.failed.connect(self.context.save_failed)
        self.settled.turned.connect(self.presenter.turn)
        self.settled.went.connect(partial(self.context.go, "history"))
        self.alike.clicked.connect(self.open_alike)
        self.next.clicked.connect(self._next)
        self.bulk.left.connect(self.close_alike)
        self.bulk.done.connect(self._on_bulk)
        for key in _KEYS:
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self._choose, key))

    def _lay_out(self) -> None:
        left = Card(tr("What is disagreed on"))
        above = QHBoxLayout()
        above.setSpacing(px(8))
        above.addWidget(self.tabs)
        above.addWidget(self.search, 1)
        left.body.addLayout(above)
        left.body.addWidget(self.list, 1)
        left.body.addWidget(self.progress)
        left.body.addWidget(self.undo)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self.alike)
        foot.addStretch(1)
        foot.addWidget(self.next)
        foot.addWidget(key_cap("F8"))
        left.body.addLayout(foot)
        left.body.addWidget(
            KeyHints(
                [
                    ("A", tr("take the left")),
                    ("D", tr("take the right")),
                    ("T", tr("another value")),
                ]
            )
        )
        self.card = Card(tr("Disagreement"))
        for one in (self.nothing, self.case, self.bulk, self.settled):
            self.right.addWidget(one)
        self.card.body.addWidget(self.alert)
        self.card.body.addWidget(self.right, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(16))
        row.addWidget(left, 5)
        row.addWidget(self.card, 7)

    def _filter(self) -> None:
        self._pause.stop()
        self.presenter.model.filter(self.search.text())

    def _choose(self, key: str) -> None:
        if self.right.currentWidget() is self.case:
            self.case.choose(key)

    def _next(self) -> None:
        self.presenter.next_open()
        self.begin()

    def _on_listed(self, rows: int) -> None:
        self.list.setEnabled(bool(rows))  # nobody can stand on no row

    def _on_tab(self, place: int) -> None:
        self.presenter.look_at(tuple(Group)[place])

    def _on_current(self, row: str) -> None:
        if row and self.right.currentWidget() is not self.bulk:
            self.presenter.choose(row)

    def _on_bulk(self, sentence: str, undo: Callable[[], object]) -> None:
        self.presenter.refresh()
        self.close_alike()
        self.show_done(sentence, undo)
