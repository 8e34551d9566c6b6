"""*Decisiones*: the contributions at the left, and one of them with its answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from workshop_app.domain.labels import label as words_of
from workshop_app.gui import theme
from workshop_app.gui.actions import Action
from workshop_app.gui.decisions import words
from workshop_app.gui.decisions.answer_form import AnswerForm
from workshop_app.gui.decisions.contribution_panel import ContributionCard
from workshop_app.gui.decisions.presenter import PROCESS, SESSION, DecisionsPresenter
from workshop_app.gui.decisions.vote_panel import VoteCard
from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.parts.empty import EmptyState
from workshop_app.gui.parts.labels import key_cap, label
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.parts.scroll_column import ScrollColumn
from workshop_app.gui.parts.search_line import SearchLine
from workshop_app.gui.parts.undo_strip import UndoStrip
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from workshop_app.domain.decision import Missing
    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.decisions.answer import Answer
    from workshop_app.services.answer_desk import AnswerSheet

_PAUSE_MS: Final = 150
_SIDE: Final = 400
_LEAST_SIDE: Final = 320
_LIST, _WIDER = 5, 11
"""How the list and the contribution share the page."""
_AROUND: Final = 56
_SIDE_BY_SIDE: Final = 770
"""Width at 100 % from which contribution and decision stand beside each other."""


class DecisionsPanel(Panel):
    """`target(id)` shows a contribution."""

    NAME: ClassVar[str] = "decisions"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.presenter = DecisionsPresenter(self, context)
        self.scope = ChoiceRow(
            [(SESSION, tr("This session"), ""), (PROCESS, tr("Whole process"), "")],
            tr("Which contributions"),
        )
        self.scope.set_value(SESSION)
        self.search = SearchLine(tr("Search by code, words or author"))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr("Answered or not"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for group in words.GROUPS:
            self.tabs.addTab(words.tab(group, 0))
        self.list = ListView(
            self.presenter.model, "decisions", accessible=tr("Contributions")
        )
        self.list.set_empty(tr("No contribution here."))
        self.contribution = ContributionCard(self.presenter.keep, self.presenter.forget)
        self.vote = VoteCard()
        self.form = AnswerForm(self.presenter.keep, self.presenter.forget)
        self.state = Chip()
        self.alert = Alert()
        self.letters = label("", "muted", wrap=True)
        self.left = label("", "muted", wrap=True)
        self.undo = UndoStrip()
        self.next = button(tr("Next without an answer"), icon="arrow_right")
        self.give = button(tr("Give the answer"), kind="primary", icon="check")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self.nothing = EmptyState(
            tr("Nobody has made a contribution yet; they are written at the table."),
            [(tr("Go to the table"), "gavel", partial(context.go, "live"))],
            icon="inbox",
        )
        self._lay_out()
        self._connect()

    def shown(self) -> None:
        """Read everything again; the focus is where an answer begins."""
        self.presenter.refresh()
        self.begin()

    def leave(self) -> None:
        """Keep what was typed; it is given by its own key, never by leaving."""
        self.keep_now()
        self.presenter.rest()

    def focus_search(self) -> None:
        """Put the focus where one searches."""
        self.search.setFocus()
        self.search.selectAll()

    def target(self, record_id: str) -> None:
        """Show a contribution."""
        self.search.clear()
        self.presenter.go_to(record_id)
        self.scope.set_value(self.presenter.scope)

    def actions_here(self) -> Sequence[Action]:
        """Return what can be done here."""
        group = tr("Decisions")
        return (
            Action(
                name="decide_give",
                title=tr("Give the answer and go to the next"),
                run=self.presenter.give,
                keys="Ctrl+Return",
                group=group,
                icon="check",
            ),
            Action(
                name="decide_next",
                title=tr("Next without an answer"),
                run=partial(self.presenter.step, 1),
                keys="F8",
                group=group,
                icon="arrow_right",
            ),
            Action(
                name="decide_previous",
                title=tr("The one before without an answer"),
                run=partial(self.presenter.step, -1),
                keys="Shift+F8",
                group=group,
                icon="arrow_left",
            ),
            *(
                Action(
                    name=f"decide_{outcome.value}",
                    title=tr("Decide: {outcome}", outcome=words_of(outcome)),
                    run=partial(self.form.choose, outcome),
                    keys=f"Alt+{number}",
                    group=group,
                )
                for number, outcome in enumerate(words.OUTCOMES, 1)
            ),
        )

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many stand under each tab."""
        self.tabs.blockSignals(True)
        for place, group in enumerate(words.GROUPS):
            self.tabs.setTabText(place, words.tab(group, counts.get(group, 0)))
        self.tabs.setCurrentIndex(words.GROUPS.index(self.presenter.group))
        self.tabs.blockSignals(False)

    def show_left(self, sentence: str, *, missing: bool) -> None:
        """Say how many are without an answer and what waits for that."""
        self.left.setText(sentence)
        self.next.setEnabled(missing)

    def show_sheet(self, sheet: AnswerSheet, given: Answer, typed: Answer) -> None:
        """Show one contribution and its answer."""
        self._show_any(any_there=True)
        self.alert.clear()
        self.contribution.show_sheet(sheet)
        self.vote.show_vote(sheet.vote)
        self.form.show_kind(sheet.contribution.contribution_kind)
        self.form.show_answer(sheet.contribution.id, given, typed)
        decided = sheet.decision is not None
        self.state.set(
            tr("Answer given") if decided else tr("No answer yet"),
            "ok" if decided else "warn",
        )
        self.give.setText(tr("Answer anew") if decided else tr("Give the answer"))
        self.give.setAccessibleName(self.give.text())
        self.letters.setVisible(bool(sheet.letters))
        self.letters.setText(
            tr(
                "Letters with an answer were issued: {numbers}. After another answer "
                "they must be issued anew.",
                numbers=", ".join(sheet.letters),
            )
        )

    def show_nothing(self) -> None:
        """Show that there is no contribution."""
        self._show_any(any_there=False)

    def keep_now(self) -> None:
        """Keep what is being typed."""
        self.form.keep_now()

    def answer_now(self) -> Answer:
        """Return what stands in the form."""
        return self.form.answer()

    def ask_for(self, lacking: Sequence[Missing]) -> None:
        """Say what the answer lacks, at its fields."""
        self.form.ask_for(lacking)

    def show_given(self, sentence: str, undo: Callable[[], object]) -> None:
        """Say what was decided and offer to take it back."""
        self.undo.offer(sentence, undo)

    def show_changed(self, theirs: Answer) -> None:
        """Say what somebody else decided meanwhile; what is typed stays."""
        outcome = "" if theirs.outcome is None else words_of(theirs.outcome)
        self.alert.show_alert(
            "warn",
            tr("Somebody else answered this meanwhile: {outcome}.", outcome=outcome),
            tr(
                "They wrote: {reason} — What you typed is still here. Give it once "
                "more to put it in place of theirs, or take theirs.",
                reason=theirs.reason_text or "—",
            ),
            (tr("Take theirs"), self.presenter.take_theirs),
        )

    def refuse(self, error: AppError) -> None:
        """Say why it could not be done; what was typed stays."""
        self.alert.show_alert("bad", error.message, error.advice)

    def select(self, contribution: str) -> None:
        """Put the list on a contribution."""
        self.list.blockSignals(True)
        self.list.show_row(contribution)
        self.list.blockSignals(False)

    def begin(self) -> None:
        """Put the focus where an answer begins."""
        if self.presenter.sheet is None:
            self.nothing.setFocus()
            return
        self.detail.ensureVisible(0, 0)
        self.form.outcome.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = (self.width() / theme.scale() - _AROUND) * _WIDER / (_LIST + _WIDER)
        self._spread(wide=room >= _SIDE_BY_SIDE)

    def _spread(self, *, wide: bool) -> None:
        """Put what belongs together side by side, or under each other."""
        beside, under = (
            QBoxLayout.Direction.LeftToRight,
            QBoxLayout.Direction.TopToBottom,
        )
        for layout in (self.halves, self.last):
            layout.setDirection(beside if wide else under)
        for cap in self.caps:
            cap.setVisible(wide)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self._filter)
        self._pause.timeout.connect(self._filter)
        self.scope.chosen.connect(self.presenter.set_scope)
        self.tabs.currentChanged.connect(self._on_tab)
        self.list.current_changed.connect(self._on_current)
        self.list.chosen.connect(self._on_chosen)
        self.list.said.connect(self.context.say)
        self.contribution.went_to_history.connect(self._go_to_history)
        self.contribution.said.connect(self.presenter.say_stance)
        self.form.chose.connect(self._on_chose)
        self.form.failed.connect(self.context.save_failed)
        self.next.clicked.connect(partial(self.presenter.step, 1))
        self.give.clicked.connect(self.presenter.give)

    def _lay_out(self) -> None:
        side = Card(tr("Contributions"))
        side.setMinimumWidth(px(_LEAST_SIDE))
        side.setMaximumWidth(px(_SIDE))
        side.body.addWidget(self.search)
        side.body.addWidget(self.list, 1)
        self.detail = ScrollColumn(whole=True)
        self.halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self.halves.setSpacing(px(14))
        table = QVBoxLayout()
        table.setSpacing(px(14))
        table.addWidget(self.contribution)
        table.addWidget(self.vote)
        table.addStretch(1)
        self.halves.addLayout(table, 1)
        self.halves.addWidget(self._authority(), 1)
        self.detail.body.addLayout(self.halves)
        self.detail.body.addStretch(1)
        self.right = QWidget()
        column = QVBoxLayout(self.right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(self.detail, 1)
        column.addWidget(self.alert)
        column.addWidget(self.undo)
        column.addWidget(self._foot())
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self.tabs, 1)
        head.addWidget(self.scope)
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addWidget(side, _LIST)
        self.faces = QStackedWidget()
        self.faces.addWidget(self.right)
        self.faces.addWidget(self.nothing)
        row.addWidget(self.faces, _WIDER)
        page = QVBoxLayout(self)
        page.setContentsMargins(px(20), px(12), px(20), px(16))
        page.setSpacing(px(10))
        page.addLayout(head)
        page.addLayout(row, 1)

    def _authority(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card(tr("The authority decides"), self.state)
        card.body.addWidget(self.letters)
        card.body.addWidget(self.form)
        column.addWidget(card)
        column.addStretch(1)
        return made

    def _foot(self) -> Card:
        foot = Card()
        self.caps = (key_cap("F8"), key_cap("Ctrl+Enter"))
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addStretch(1)
        for made, cap in zip((self.next, self.give), self.caps, strict=True):
            row.addWidget(made)
            cap.hide()
            row.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
        self.last = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self.last.setSpacing(px(10))
        self.last.addWidget(self.left, 1)
        self.last.addLayout(row)
        foot.body.addLayout(self.last)
        return foot

    def _show_any(self, *, any_there: bool) -> None:
        self.faces.setCurrentWidget(self.right if any_there else self.nothing)

    def _filter(self) -> None:
        self._pause.stop()
        self.presenter.model.filter(self.search.text())

    def _on_tab(self, place: int) -> None:
        self.presenter.set_group(words.GROUPS[place])

    def _on_current(self, contribution: str) -> None:
        shown = self.presenter.sheet
        if contribution and (shown is None or shown.contribution.id != contribution):
            self.undo.clear()
            self.presenter.show(contribution)

    def _on_chosen(self, contribution: str) -> None:
        self._on_current(contribution)
        self.begin()

    def _on_chose(self, name: str) -> None:
        self.presenter.keep_choice(name, self.form.answer())

    def _go_to_history(self) -> None:
        if self.presenter.sheet is not None:
            self.context.go("history", self.presenter.sheet.contribution.id)
