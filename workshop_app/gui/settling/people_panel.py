"""*Misma persona*: the pairs at the left, one of them at the right."""

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

from workshop_app.domain.vocabulary import Verdict
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.empty import EmptyState
from workshop_app.gui.parts.labels import key_cap
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.parts.progress_strip import ProgressStrip
from workshop_app.gui.parts.search_line import SearchLine
from workshop_app.gui.parts.undo_strip import UndoStrip
from workshop_app.gui.settling.pair_panel import (
    LATER_KEY,
    ONE_KEY,
    OTHER_KEY,
    SAME_KEY,
    TWO_KEY,
    PairForm,
)
from workshop_app.gui.settling.pairs import Group, group_words
from workshop_app.gui.settling.people import PeoplePresenter
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.gui.settling.people_view import Sheet

_PAUSE_MS: Final = 150


class PeopleSection(QWidget):
    """Shows who may be one person, one pair after the other."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.presenter = PeoplePresenter(self, context, self)
        self.tabs = QComboBox()
        self.tabs.setAccessibleName(tr("Which pairs"))
        for group in Group:
            self.tabs.addItem(group_words(group))
        self.search = SearchLine(tr("Search among these people"))
        self.list = ListView(
            self.presenter.model, "pairs", accessible=tr("Who may be one person")
        )
        self.progress = ProgressStrip()
        self.undo = UndoStrip()
        self.next = button(tr("Next"), icon="arrow_right")
        self.alert = Alert()
        self.pair = PairForm(self.presenter, context.drafts.keep, context.drafts.forget)
        self.nothing = EmptyState(
            tr("Nobody seems to be on record twice."), icon="people"
        )
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

    def give(self) -> None:
        """Do what is prepared at the right."""
        self.pair.give()

    def show_counts(self, counts: Mapping[Group, int]) -> None:
        """Show how many stand under each tab."""
        for place, group in enumerate(Group):
            count = counts.get(group, 0)
            words = group_words(group)
            if count:
                words = tr("{group} {count}", group=words, count=count)
            self.tabs.setItemText(place, words)

    def show_sheet(self, sheet: Sheet, note: str) -> None:
        """Show two entries, and the note that was typed and not given."""
        self.alert.clear()
        self.pair.show_sheet(sheet, self.presenter.place(), note)
        self.right.setCurrentWidget(self.pair)

    def show_choosing(self, *, on: bool) -> None:
        """Ask which of differing values are to be shown, or no more."""
        self.pair.show_choosing(on=on)
        if not on and self.pair.table.hasFocus():
            self.begin()

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        said = {
            Group.OPEN: tr("Nobody seems to be on record twice."),
            Group.LATER: tr("Nothing was put off."),
            Group.FOUND: tr("Nothing was found of anybody yet."),
        }
        self.nothing.set_sentence(said[self.presenter.group])
        self.right.setCurrentWidget(self.nothing)

    def show_work(self, task: Task, text: str) -> None:
        """Show how far something is."""
        self.nothing.set_sentence(tr("People are being compared with one another."))
        self.progress.follow(task, text)

    def show_done(self, sentence: str, undo: Callable[[], object]) -> None:
        """Say what was done and offer to take it back."""
        self.alert.clear()
        self.undo.offer(sentence, undo)
        self.begin()

    def keep_now(self) -> None:
        """Keep what is being typed, without waiting for the keys to pause."""
        self.pair.keep_now()

    def forget_typed(self) -> None:
        """Empty the note: it has become part of a deed."""
        self.pair.forget_typed()

    def select(self, pair: str) -> None:
        """Put the list on a pair."""
        self.list.show_row(pair)

    def refuse(self, error: AppError) -> None:
        """Say why it could not be done; what was typed stays."""
        if not self.pair.refuse(error):
            self.alert.show_alert("bad", error.message, error.advice)

    def _connect(self) -> None:
        self.tabs.currentIndexChanged.connect(self._on_tab)
        self.search.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._filter)
        self.search.returnPressed.connect(self.begin)
        self.list.current_changed.connect(self._on_current)
        self.list.said.connect(self.context.say)
        self.presenter.model.shown.connect(self._on_listed)
        self.pair.failed.connect(self.context.save_failed)
        self.next.clicked.connect(self._next)
        keys: dict[str, Callable[[], object]] = {
            SAME_KEY: partial(self.pair.judge, Verdict.SAME),
            TWO_KEY: partial(self.pair.judge, Verdict.DIFFERENT),
            LATER_KEY: self.presenter.put_off,
        }
        for key, deed in keys.items():
            self._on_key(self.list, key, deed)
            self._on_key(self.pair.table, key, deed)
        self._on_key(self.pair.table, ONE_KEY, partial(self.pair.take, "one"))
        self._on_key(self.pair.table, OTHER_KEY, partial(self.pair.take, "other"))

    def _on_key(self, where: QWidget, key: str, deed: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), where)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(deed)

    def _lay_out(self) -> None:
        left = Card(tr("May be one person"))
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
        foot.addStretch(1)
        foot.addWidget(self.next)
        foot.addWidget(key_cap("F8"))
        left.body.addLayout(foot)
        card = Card(tr("One person, or two?"))
        card.body.addWidget(self.alert)
        for one in (self.nothing, self.pair):
            self.right.addWidget(one)
        card.body.addWidget(self.right, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(16))
        row.addWidget(left, 5)
        row.addWidget(card, 7)

    def _filter(self) -> None:
        self._pause.stop()
        self.presenter.model.filter(self.search.text())

    def _next(self) -> None:
        self.presenter.next_open()
        self.begin()

    def _on_listed(self, rows: int) -> None:
        self.list.setEnabled(bool(rows))  # nobody can stand on no row

    def _on_tab(self, place: int) -> None:
        self.presenter.look_at(tuple(Group)[place])

    def _on_current(self, pair: str) -> None:
        if pair:
            self.presenter.choose(pair)
