"""One disagreement: its sides, what follows, what shall stand, and why."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.autosave_text import AutosaveText
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import key_cap, label
from workshop_app.gui.parts.scroll_column import ScrollColumn
from workshop_app.gui.settling.disagreements import THIRD, Case
from workshop_app.gui.settling.rows import Group, claim_words, group_of
from workshop_app.gui.settling.sides_panel import SideBySide, keys_of, side_words
from workshop_app.gui.settling.third_form import ThirdValue
from workshop_app.gui.spoken_codes import short_codes
from workshop_app.gui.theme import px
from workshop_app.i18n import tr
from workshop_app.services.typed_values import as_typed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workshop_app.errors import AppError
    from workshop_app.services.disagreements import Step

_HIGH: Final = 62
_MOST_STEPS: Final = 12
_ANOTHER: Final = "T"


class CaseForm(QWidget):
    """Shows something open and asks what shall stand.

    Signals:
        settled(str, str, str): side or `THIRD`, the value typed, and the reason.
        went: Somebody wants to go where it is settled.
        failed(object): What kept a text from being kept.
    """

    settled = Signal(str, str, str)
    went = Signal()
    failed = Signal(object)

    def __init__(
        self,
        keep: Callable[[str, str], None],
        forget: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shown: Case | None = None
        self.title = label("", "heading", wrap=True)
        self.what = label("", "muted", wrap=True)
        self.follows = Alert()
        self.sides = SideBySide()
        self.choice: ChoiceRow | None = None
        self.choice_field = Field("", QWidget())
        self._choosing = QHBoxLayout()
        self.third = ThirdValue(keep, forget)
        self.third_field = Field(tr("Another value"), self.third)
        self.reason = AutosaveText("settling", keep=keep, forget=forget)
        self.reason.setFixedHeight(px(_HIGH))
        self.reason_field = Field(
            tr("How it is known"),
            self.reason,
            hint=tr("Who was asked, which paper was seen; it stays on record."),
        )
        self.settle = button(
            tr("Settle, and go to the next"), kind="primary", icon="check"
        )
        self.steps = QVBoxLayout()
        self.history = QWidget()
        self._lay_out()
        self.settle.clicked.connect(self.give)
        self.third.began.connect(self._on_third)
        self.third.failed.connect(self.failed)
        self.reason.failed.connect(self.failed)
        self.reason.given.connect(self._still_unsent)
        self.reason.textChanged.connect(self.reason_field.clear_problem)

    def show_case(
        self, case: Case, places: Mapping[str, str], typed: Mapping[str, str]
    ) -> None:
        """Show something open, and what was typed about it.

        Args:
            case: What is open.
            places: Where the value and the reason are kept while they are typed.
            typed: What is kept there.
        """
        self._shown = case
        found = case.found
        self.title.setText(short_codes(found.title))
        self.what.setText(found.words)
        self.what.setVisible(bool(found.words))
        self._say_what_follows(case)
        self.sides.show_sides(found)
        self._offer_sides(case)
        if case.form is not None:
            begin = as_typed(found.sides[0].value)
            self.third.show_form(case.form, places["value"], begin, typed.get("value"))
            self.third_field.show_hint(case.form.hint)
        self.third_field.setVisible("value" in typed and case.form is not None)
        if "value" in typed and self.choice is not None and case.form is not None:
            self.choice.set_value(THIRD)
        self.reason.set_place(places["reason"])
        self.reason.set_text("")
        if typed.get("reason"):
            self.reason.restore(typed["reason"])
        self.reason_field.clear_problem()
        self._show_steps(case.steps)
        for widget in (self.ask, self.history):
            widget.setVisible(bool(found.sides))

    def choose(self, key: str) -> None:
        """Choose a side by its key, and go on to the reason."""
        if self.choice is not None:
            self.choice.choose_letter(key)

    def give(self) -> None:
        """Settle it, if it is said what shall stand and why."""
        if self._shown is None or self.choice is None:
            return
        if not self.choice.value():
            self.choice_field.show_problem(tr("Choose what shall stand."))
            return
        self.settled.emit(
            self.choice.value(), self.third.value(), self.reason.text_now()
        )

    def keep_now(self) -> None:
        """Keep what is being typed, without waiting for the keys to pause."""
        self.third.keep_now()
        self.reason.give()

    def forget_typed(self) -> None:
        """Empty the fields: what stood there has become a deed."""
        self.third.clear()
        self.reason.set_text("")

    def refuse(self, error: AppError) -> bool:
        """Say at its field what is wrong; return whether it was one of these."""
        if getattr(error, "field", "") == "reason":
            self.reason_field.show_problem(f"{error.message} {error.advice}")
            return True
        if self.choice is not None and self.choice.value() == THIRD:
            self.third_field.show_problem(f"{error.message} {error.advice}")
            return True
        return False

    def _say_what_follows(self, case: Case) -> None:
        way = case.way
        is_vote = group_of(case.found) is Group.VOTES
        go = None if way.page is None else (tr("Go there"), self.went.emit)
        title, text = (way.advice, way.follows) if way.advice else (way.follows, "")
        self.follows.show_alert("warn" if is_vote or go else "info", title, text, go)

    def _offer_sides(self, case: Case) -> None:
        if self.choice is not None:
            self._choosing.removeWidget(self.choice_field)
            self.choice_field.hide()
            self.choice_field.deleteLater()
            self.choice = None
        sides = case.found.sides
        if not sides:
            return
        keys = keys_of(sides)
        options = [
            (side.name, side_words(side), keys[place])
            for place, side in enumerate(sides)
        ]
        if case.form is not None:
            options.append((THIRD, tr("Another value"), _ANOTHER))
        self.choice = ChoiceRow(options, tr("What shall stand"))
        self.choice.chosen.connect(self._on_chosen)
        self.choice_field = Field(tr("What shall stand"), self.choice)
        self._choosing.addWidget(self.choice_field)
        self._order(self.choice)

    def _order(self, choice: ChoiceRow) -> None:
        """Let Tab go as one reads: what was made last would come last."""
        third = (self.third.line, self.third.text, self.third.choice)
        segments = choice.findChildren(QRadioButton)
        stops = (*self.sides.stops(), self.follows, *segments, *third, self.reason)
        for before, after in pairwise((self.column, *stops, self.settle)):
            QWidget.setTabOrder(before, after)

    def _on_chosen(self, value: object) -> None:
        self.choice_field.clear_problem()
        self.third_field.clear_problem()
        is_third = value == THIRD
        self.third_field.setVisible(is_third)
        if is_third:
            self.third.begin()
        else:
            self.reason.setFocus()

    def _on_third(self) -> None:
        self.third_field.clear_problem()
        if self.choice is not None and self.choice.value() != THIRD:
            self.choice.set_value(THIRD)

    def _still_unsent(self, _text: str) -> None:
        """Leave the reason among the unsent: only the whole is given."""
        self.reason.refuse()

    def _show_steps(self, steps: Sequence[Step]) -> None:
        while (item := self.steps.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for step in steps[:_MOST_STEPS]:
            self.steps.addWidget(_step(step))

    def _lay_out(self) -> None:
        self.ask = QWidget()
        asking = QVBoxLayout(self.ask)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(px(8))
        asking.addLayout(self._choosing)
        asking.addWidget(self.third_field)
        asking.addWidget(self.reason_field)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.settle, 1)
        row.addWidget(key_cap("Ctrl+Enter"))
        past = QVBoxLayout(self.history)
        past.setContentsMargins(0, 0, 0, 0)
        past.setSpacing(px(4))
        past.addWidget(label(tr("Everything ever written here"), "strong"))
        past.addLayout(self.steps)
        column = self.column = ScrollColumn(whole=True)
        column.setAccessibleName(tr("Disagreement"))
        column.body.addWidget(self.title)
        column.body.addWidget(self.what)
        column.body.addWidget(self.sides)
        column.body.addWidget(self.follows)
        column.body.addWidget(self.ask)
        column.body.addWidget(self.history)
        column.body.addStretch(1)
        self.row = QWidget()
        self.row.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        asking.addWidget(self.row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)


def _step(step: Step) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, px(4))
    column.setSpacing(0)
    value = label(step.words or tr("(nothing)"), wrap=True)
    letters = value.font()
    letters.setStrikeOut(step.undone)
    value.setFont(letters)
    said = claim_words(step.claimed)
    if step.undone:
        said = tr("{who} · undone", who=said)
    if step.claimed.reason:
        said = f"{said} · {step.claimed.reason}"
    column.addWidget(value)
    column.addWidget(label(said, "muted", wrap=True))
    return made
