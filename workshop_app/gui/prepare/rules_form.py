"""Step 3: the rules in force, and the way to set others."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from workshop_app.domain.labels import label as words_of
from workshop_app.domain.process import WIDEST_BAND, RulesDraft
from workshop_app.domain.vocabulary import Majority, Quorum
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.gui.prepare.rules import sentences, version_line
from workshop_app.gui.theme import px
from workshop_app.i18n import tr
from workshop_app.services.processes import set_rules

if TYPE_CHECKING:
    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.prepare.data import DataPresenter
    from workshop_app.gui.prepare.reading import Preparation

_NUMBERS = {
    "parity_band": (0, WIDEST_BAND),
    "notice_days": (0, 3650),
    "answer_days": (1, 3650),
}


class RulesForm(QWidget):
    """Says the rules; other rules are a new version, with a reason."""

    def __init__(
        self,
        context: AppContext,
        data: DataPresenter,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._data = data
        self._found: Preparation | None = None
        self._shown: list[QLabel] = []
        self.second_call = QCheckBox(tr("The session meets at the second call"))
        self.second_call.setMinimumHeight(px(32))
        self.second_call.clicked.connect(self._give_call)
        self.change = button(tr("Change the rules"), icon="pen")
        self.change.clicked.connect(self._begin)
        self.said = label("", wrap=True)
        self.version = label("", "muted", wrap=True)
        card = Card(tr("Rules of this session"), self.change)
        card.body.addWidget(self.version)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(6))
        card.body.addLayout(self._lines)
        card.body.addWidget(self.second_call)
        self.others = self._others()
        self.others.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        column.addWidget(card)
        column.addWidget(self.others)
        column.addStretch(1)

    def show_preparation(self, found: Preparation) -> None:
        """Say the rules in force on the day of the session."""
        self._found = found
        self.second_call.setChecked(found.draft.second_call)
        self.second_call.setEnabled(found.session is not None)
        for gone in self._shown:
            gone.deleteLater()
        self._shown = []
        rules = found.rules
        if rules is None:
            self.version.setText(tr("The process has no rules of decision yet."))
            return
        self.version.setText(version_line(rules))
        self._shown = [label(f"•  {one}", wrap=True) for one in sentences(rules)]
        for line in self._shown:
            self._lines.addWidget(line)

    def leave(self) -> None:
        """Nothing waits here: each switch is given at once."""

    def focus(self, _field: str = "") -> None:
        """Put the focus where rules are changed."""
        where = self.reason if self.others.isVisible() else self.change
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    def _others(self) -> Card:
        quorums = [(str(one), words_of(one), "") for one in Quorum]
        self.majority = QComboBox()
        self.majority.setMinimumHeight(px(34))
        for one in Majority:
            self.majority.addItem(words_of(one), str(one))
        self.quorum = ChoiceRow(quorums, tr("Quorum"))
        self.numbers = {
            name: QSpinBox(minimum=low, maximum=high)
            for name, (low, high) in _NUMBERS.items()
        }
        self.casting = QCheckBox(tr("The chair breaks a tie"))
        self.abstention = QCheckBox(tr("Whoever abstains says why"))
        self.reason = QLineEdit()
        self.reason.returnPressed.connect(self._give)
        self._reason = Field(tr("Why the rules change"), self.reason)
        self.keep = button(tr("Set these rules"), kind="primary", icon="check")
        self.keep.clicked.connect(self._give)
        self.drop = button(tr("Leave them as they are"))
        self.drop.clicked.connect(self._end)
        card = Card(tr("Other rules"))
        card.body.addLayout(self._grid())
        card.body.addWidget(self._reason)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.drop)
        row.addWidget(self.keep)
        card.body.addLayout(row)
        return card

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(8))
        grid.addWidget(Field(tr("Majority"), self.majority), 0, 0, 1, 3)
        grid.addWidget(Field(tr("Quorum"), self.quorum), 1, 0, 1, 3)
        words = {
            "parity_band": tr("Percent from half"),
            "notice_days": tr("Days of notice"),
            "answer_days": tr("Days to answer"),
        }
        for column, (name, caption) in enumerate(words.items()):
            grid.addWidget(Field(caption, self.numbers[name]), 2, column)
        for row, box in enumerate((self.casting, self.abstention), start=3):
            box.setMinimumHeight(px(32))
            grid.addWidget(box, row, 0, 1, 3)
        return grid

    def _begin(self) -> None:
        rules = self._in_force()
        self.majority.setCurrentIndex(self.majority.findData(str(rules.majority)))
        self.quorum.set_value(str(rules.quorum))
        for name, box in self.numbers.items():
            box.setValue(getattr(rules, name))
        self.casting.setChecked(rules.casting_vote)
        self.abstention.setChecked(rules.abstention_needs_reason)
        self.reason.clear()
        self._reason.clear_problem()
        self.others.show()
        self.majority.setFocus()

    def _end(self) -> None:
        self.others.hide()
        self.change.setFocus()

    def _give(self) -> None:
        if not self.reason.text().strip():
            self._reason.show_problem(tr("Write why; the history keeps it."))
            return
        draft = replace(
            self._in_force(),
            majority=Majority(self.majority.currentData()),
            quorum=Quorum(self.quorum.value()),
            casting_vote=self.casting.isChecked(),
            abstention_needs_reason=self.abstention.isChecked(),
            parity_band=self.numbers["parity_band"].value(),
            notice_days=self.numbers["notice_days"].value(),
            answer_days=self.numbers["answer_days"].value(),
        )
        reason = self.reason.text().strip()
        self._context.perform(
            partial(set_rules, self._context.store, draft, reason=reason),
            on_done=self._given,
            on_error=self._refused,
        )

    def _given(self, _rules: str) -> None:
        self._context.say(tr("The rules were set."))
        self._end()

    def _refused(self, error: AppError) -> None:
        self._reason.show_problem(str(error))

    def _give_call(self) -> None:
        self._data.give("second_call", second_call=self.second_call.isChecked())

    def _in_force(self) -> RulesDraft:
        """Return a draft of the rules, in force from the day of the session."""
        assert self._found is not None  # noqa: S101 the button is shown after it
        day = self._found.draft.day or self._found.today
        rules = self._found.rules
        if rules is None:
            return RulesDraft(effective_on=day)
        return RulesDraft(
            effective_on=day,
            majority=rules.majority,
            quorum=rules.quorum,
            parity_band=rules.parity_band,
            notice_days=rules.notice_days,
            answer_days=rules.answer_days,
            casting_vote=rules.casting_vote,
            abstention_needs_reason=rules.abstention_needs_reason,
            abstention_allowed=rules.abstention_allowed,
        )
