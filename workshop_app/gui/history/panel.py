"""*Historial*: what was done at the left, what it changed at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from workshop_app.gui.actions import Action
from workshop_app.gui.history.columns import here, said
from workshop_app.gui.history.differences_panel import DifferencesText
from workshop_app.gui.history.presenter import HistoryPresenter
from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.parts.search_line import SearchLine
from workshop_app.gui.parts.steps import Step, StepList
from workshop_app.gui.theme import px
from workshop_app.i18n import ntr, plain_date, short_time, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.services.differences import Differences, Dispute
    from workshop_app.store import DeedRow

_PAUSE_MS = 150
_MOST_DISPUTES = 5


class HistoryPanel(Panel):
    """`target(id)` shows the history of one record; a button leads back to all."""

    NAME: ClassVar[str] = "history"
    NEEDS_SESSION: ClassVar[bool] = False

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.presenter = HistoryPresenter(self, context)
        self.search = SearchLine(
            tr("Search among people and things"), tr("Search in the history")
        )
        self.people = QComboBox()
        self.people.setAccessibleName(tr("Whose actions"))
        self.whole = button(tr("Whole history"), icon="arrow_left")
        self.deeds = ListView(
            self.presenter.model, "deeds", accessible=tr("What was done, newest first")
        )
        self.deeds.set_empty(tr("Nothing that was done holds these words."))
        self.record = label("", "strong", wrap=True)
        self.disputes = StepList()
        self.alert = Alert()
        self.title = label("", "heading", wrap=True)
        self.who = label("", "muted", wrap=True)
        self.why = label("", wrap=True)
        self.state = Chip()
        self.changed = DifferencesText()
        self.reason = QLineEdit()
        self.turn = button(tr("Undo this"), icon="undo")
        self.reason_field = Field(
            tr("Why it is undone or brought back"), self.reason, optional=True
        )
        self.not_undone = label("", "muted", wrap=True)
        self.on_paper = Alert()
        self._to_the_top = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()

    def shown(self) -> None:
        """Read everything again; the list has the focus."""
        self.presenter.refresh()
        self.deeds.setFocus()

    def leave(self) -> None:
        """The page goes to the back; the whole history is shown next time."""
        self.presenter.rest()
        self.presenter.record = ""

    def focus_search(self) -> None:
        """Put the focus where one searches."""
        self.search.setFocus()
        self.search.selectAll()

    def target(self, record_id: str) -> None:
        """Show the history of one record."""
        self.search.clear()
        self.presenter.of_person("")
        self.presenter.of_record(record_id)
        self.deeds.selectRow(0)

    def actions_here(self) -> Sequence[Action]:
        """Return what can be done here."""
        group = tr("History")
        return (
            Action(
                name="history_whole",
                title=tr("Whole history"),
                run=self._show_whole,
                keys="Alt+Left",
                group=group,
                icon="arrow_left",
            ),
            Action(
                name="history_turn",
                title=tr("Undo or bring back the chosen action…"),
                run=self.reason.setFocus,
                keys="Ctrl+Backspace",
                group=group,
                icon="undo",
            ),
        )

    def subtitle(self) -> str:
        """Say that it is of the whole process, not only of a session."""
        return tr("Everything that was done in this process, and by whom")

    def show_people(self, people: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer the people by whom the list can be narrowed."""
        self.people.blockSignals(True)
        self.people.clear()
        self.people.addItem(tr("Everybody"), "")
        for key, name in people:
            self.people.addItem(name, key)
        self.people.setCurrentIndex(max(0, self.people.findData(chosen)))
        self.people.blockSignals(False)

    def show_record(self, title: str) -> None:
        """Say whose history it is."""
        alone = bool(self.presenter.record)
        self.card.set_title(
            tr("History of one thing") if alone else tr("The whole process")
        )
        self.record.setText(title)
        self.record.setVisible(alone)
        self.whole.setVisible(alone)

    def show_disputes(self, found: Sequence[Dispute]) -> None:
        """Say on what computers disagree, above the list."""
        lines = [
            Step(
                text=_dispute(one),
                state="warn",
                run=partial(self.target, one.id),
            )
            for one in found[:_MOST_DISPUTES]
        ]
        self.disputes.set_steps(lines)
        self.disputed.setVisible(bool(found))
        self.disputed.set_title(
            ntr(
                "{count} thing on which two computers disagree",
                "{count} things on which two computers disagree",
                len(found),
            )
        )

    def show_deed(self, row: DeedRow | None, name: str, changed: Differences) -> None:
        """Show one deed, or that none is chosen."""
        self.alert.clear()
        self.reason.clear()
        self.changed.show_differences(changed)
        self.foot.setVisible(row is not None)
        if row is None:
            self.title.setText(tr("Choose an action to see what it changed."))
            for one in (self.who, self.why):
                one.hide()
            self.state.set("", "plain")
            return
        self.title.setText(said(row))
        letters = self.title.font()
        letters.setStrikeOut(row.reverted)
        self.title.setFont(letters)
        self.state.set(tr("Undone") if row.reverted else "", "warn")
        moment = here(row.at)
        self.who.setText(
            tr(
                "{name}, {date}, {time}, at computer {computer}",
                name=name,
                date=plain_date(moment.date()),
                time=short_time(moment),
                computer=row.device,
            )
        )
        self.who.show()
        self.why.setText(tr("Why: {reason}", reason=row.reason))
        self.why.setVisible(bool(row.reason))
        self.turn.setText(tr("Bring it back") if row.reverted else tr("Undo this"))
        self.turn.setAccessibleName(self.turn.text())
        self.turn.set_icon("redo" if row.reverted else "undo")

    def show_way_back(self, can: bool, why_not: str) -> None:  # noqa: FBT001 two states
        """Offer to undo it, or say why it cannot be."""
        self.reason_field.setVisible(can)
        self.turn.setVisible(can)
        self.not_undone.setText(why_not)
        self.not_undone.setVisible(not can)

    def show_papers(self, numbers: Sequence[str]) -> None:
        """Say which issued papers say what the deed did, before it is undone."""
        if not numbers:
            self.on_paper.clear()
            return
        self.on_paper.show_alert(
            "warn",
            tr("It stands on paper: {papers}.", papers=", ".join(numbers)),
            tr("After this, what was issued needs a new version, signed anew."),
        )

    def show_done(self, sentence: str) -> None:
        """Say that it was undone or brought back."""
        self.alert.show_alert(
            "ok", sentence, tr("It is on record as the newest line of the list.")
        )
        self.deeds.setFocus()

    def refuse(self, error: AppError) -> None:
        """Say why it could not be; the reason typed stays."""
        self._to_the_top = False
        self.alert.show_alert("bad", error.message, error.advice)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self._filter)
        self._pause.timeout.connect(self._filter)
        self.people.currentIndexChanged.connect(self._choose_person)
        self.whole.clicked.connect(self._show_whole)
        self.deeds.current_changed.connect(self._on_current)
        self.deeds.said.connect(self.context.say)
        self.presenter.model.shown.connect(self._on_listed)
        self.reason.returnPressed.connect(self._turn)
        self.turn.clicked.connect(self._turn)

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(px(8))
        filters.addWidget(self.search, 1)
        self.people.setMaximumWidth(px(240))
        self.people.setMinimumContentsLength(14)
        self.people.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        filters.addWidget(self.people)
        self.disputed = Card()
        self.disputed.body.addWidget(self.disputes)
        self.disputed.hide()
        self.card = Card(tr("The whole process"), self.whole)
        self.card.body.addWidget(self.record)
        self.card.body.addLayout(filters)
        self.card.body.addWidget(self.deeds, 1)
        left = QVBoxLayout()
        left.setSpacing(px(14))
        left.addWidget(self.disputed)
        left.addWidget(self.card, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(16), px(20), px(16))
        row.setSpacing(px(16))
        row.addLayout(left, 7)
        row.addWidget(self._right(), 4)

    def _right(self) -> Card:
        right = Card(tr("What it changed"), self.state)
        right.body.addWidget(self.title)
        right.body.addWidget(self.who)
        right.body.addWidget(self.why)
        right.body.addWidget(self.changed, 1)
        right.body.addWidget(self.alert)
        self.foot = QWidget()
        column = QVBoxLayout(self.foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.on_paper)
        column.addWidget(self.reason_field)
        column.addWidget(self.turn, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self.not_undone)
        right.body.addWidget(self.foot)
        return right

    def _filter(self) -> None:
        self._pause.stop()
        self.presenter.model.filter(self.search.text())

    def _choose_person(self, _index: int) -> None:
        self.presenter.of_person(self.people.currentData() or "")

    def _show_whole(self) -> None:
        self.presenter.of_record("")
        self.deeds.setFocus()

    def _on_current(self, deed: str) -> None:
        if deed:
            self.presenter.choose(deed)

    def _on_listed(self, rows: int) -> None:
        if not rows:
            self.presenter.nothing()
        elif not self.deeds.current_id():
            self.deeds.selectRow(0)
        if rows and self._to_the_top:
            self._to_the_top = False
            self.deeds.scrollToTop()

    def _is_near_the_top(self) -> bool:
        """Whether the newest line and the one chosen can be seen at once."""
        page = self.deeds.verticalScrollBar().pageStep()
        row = self.presenter.model.place_of(self.deeds.current_id())
        return 0 <= row < page - 1

    def _turn(self) -> None:
        self._to_the_top = self._is_near_the_top()
        self.presenter.turn(self.reason.text())


def _dispute(one: Dispute) -> str:
    claims = " / ".join(
        tr("“{value}” ({name})", value=claim.words, name=claim.name)
        for claim in one.claims
    )
    if not one.field:
        return tr("{title}: {claims}", title=one.title, claims=claims)
    return tr(
        "{title}, {field}: {claims}", title=one.title, field=one.field, claims=claims
    )
