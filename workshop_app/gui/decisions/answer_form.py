"""What the authority decides: outcome, class of reason, reason, and who answers."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from workshop_app.domain.decision import Missing
from workshop_app.domain.labels import label as words_of
from workshop_app.domain.vocabulary import ContributionKind, Outcome, ReasonCode
from workshop_app.gui.decisions.answer import TEXTS, Answer
from workshop_app.gui.decisions.outcome_form import OutcomeChoice
from workshop_app.gui.decisions.presenter import place_of
from workshop_app.gui.decisions.words import lacks
from workshop_app.gui.parts.autosave_text import AutosaveLine, AutosaveText
from workshop_app.gui.parts.day_edit import DayEdit
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.gui.parts.typing_keys import UndoGoesOn
from workshop_app.gui.theme import px
from workshop_app.i18n import ntr, tr
from workshop_app.services.reason_codes import reason_help

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_NO_DAY: Final = date(1900, 1, 1)
_HIGH: Final = 92

Typed = AutosaveText | AutosaveLine


class AnswerForm(QWidget):
    """Shows an answer; every keystroke and choice in it is kept until it is given.

    Signals:
        chose: Name of a choice that a person made: `outcome`, `reason_code`,
            `decided_on`.
        typed: Something stands there now that did not before.
        failed: What kept a text from being kept.
    """

    chose = Signal(str)
    typed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        keep: Callable[[str, str], None],
        forget: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._quiet = False
        self.outcome = OutcomeChoice()
        self.code = QComboBox()
        self.code.addItem(tr("Choose the class of reason…"), None)
        for code in ReasonCode:
            self.code.addItem(words_of(code), code)
        self.code.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.code.setMinimumContentsLength(18)
        self.code_help = label("", "muted", wrap=True)
        self.counter = label("", "muted", wrap=True)
        self.reason = AutosaveText("decision", keep=keep, forget=forget)
        self.reason.setFixedHeight(px(_HIGH))
        self.texts: dict[str, Typed] = {"reason_text": self.reason}
        for name in TEXTS[1:]:
            self.texts[name] = AutosaveLine("decision", keep=keep, forget=forget)
        self.day = DayEdit(_NO_DAY)
        self.day.setMinimumDate(QDate(_NO_DAY.year, _NO_DAY.month, _NO_DAY.day))
        self.day.setSpecialValueText(tr("not said"))
        self._undo_goes_on = UndoGoesOn(self)
        self._lay_out()
        self._connect()

    def show_answer(self, contribution: str, given: Answer, typed: Answer) -> None:
        """Show what is on record and, over it, what was typed and not given."""
        self._quiet = True
        self.clear_problems()
        for name, field in self.texts.items():
            field.set_place(place_of(contribution, name))
            field.set_text(getattr(given, name))
            if getattr(typed, name) != getattr(given, name):
                field.restore(getattr(typed, name))
        self.outcome.show_outcome(typed.outcome)
        self.code.setCurrentIndex(max(0, self.code.findData(typed.reason_code)))
        self.day.set_day(typed.decided_on or _NO_DAY)
        self._quiet = False
        self._explain_code(self.code.currentIndex())
        self._tell()

    def show_kind(self, kind: ContributionKind) -> None:
        """Say how a question is answered, where it is one."""
        question = tr(
            "A question is accepted if it is answered here: the stated reason is the "
            "answer. It is referred if another entity must answer it."
        )
        is_question = kind is ContributionKind.QUESTION
        self.outcome_field.show_hint(question if is_question else "")

    def answer(self) -> Answer:
        """Return what stands here."""
        code = self.code.currentData()
        day = self.day.day()
        return Answer(
            outcome=self.outcome.outcome(),
            reason_code=None if code is None else ReasonCode(code),
            decided_on=None if day == _NO_DAY else day,
            **{name: field.text_now() for name, field in self.texts.items()},
        )

    def keep_now(self) -> None:
        """Keep what is being typed, without waiting for the keys to pause."""
        for field in self.texts.values():
            field.give()

    def ask_for(self, lacking: Sequence[Missing]) -> None:
        """Say all that is missing, each at its field, and go to the first."""
        self.clear_problems()
        fields = {
            Missing.NO_DECISION: self.outcome_field,
            Missing.NO_REASON_CODE: self.code_field,
            Missing.NO_REASON: self.reason_field,
        }
        for place, missing in enumerate(lacking):
            fields[missing].show_problem(lacks(missing), focus=place == 0)

    def clear_problems(self) -> None:
        """Take the red away."""
        for field in (self.outcome_field, self.code_field, self.reason_field):
            field.clear_problem()

    def choose(self, outcome: Outcome) -> None:
        """Choose an outcome, as its key does, and go to what it asks for."""
        self.outcome.choose(outcome)
        self._go_on()

    def _connect(self) -> None:
        self.outcome.chosen.connect(self._on_outcome)
        self.code.currentIndexChanged.connect(self._on_code)
        self.code.highlighted.connect(self._explain_code)
        self.day.dateChanged.connect(self._on_day)
        self.reason.textChanged.connect(self._tell)
        for field in self.texts.values():
            field.given.connect(partial(self._still_unsent, field))
            field.failed.connect(self.failed)
            field.installEventFilter(self._undo_goes_on)

    def _lay_out(self) -> None:
        self.outcome_field = Field(tr("What was decided"), self.outcome)
        self.code_field = Field(tr("Class of reason"), self.code)
        self.reason_field = Field(tr("Stated reason"), self.reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(self.outcome_field)
        column.addWidget(self.code_field)
        column.addWidget(self.code_help)
        column.addWidget(self.reason_field)
        column.addWidget(self.counter)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        captions = {
            "where_reflected": tr("Where it is reflected"),
            "responsible": tr("Responsible"),
            "decided_by": tr("Decided by"),
        }
        fields = [Field(w, self.texts[n], optional=True) for n, w in captions.items()]
        self.where_field = fields[0]
        fields.append(Field(tr("Decided on"), self.day, optional=True))
        fields.append(
            Field(tr("Recommendation"), self.texts["recommendation"], optional=True)
        )
        for place, field in enumerate(fields[:-1]):
            grid.addWidget(field, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(fields[-1], 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)

    def _on_outcome(self, _outcome: Outcome) -> None:
        self.outcome_field.clear_problem()
        self._tell()
        self.chose.emit("outcome")

    def _on_code(self, index: int) -> None:
        self._explain_code(index)
        if not self._quiet:
            self.code_field.clear_problem()
            self._tell()
            self.chose.emit("reason_code")

    def _on_day(self, _day: QDate) -> None:
        if not self._quiet:
            self.chose.emit("decided_on")

    def _explain_code(self, index: int) -> None:
        code = self.code.itemData(index)
        self.code_help.setText(
            tr("What it means and what to write is shown as you move through them.")
            if code is None
            else reason_help(ReasonCode(code))
        )

    def _tell(self) -> None:
        """Say how long the reason is and what the answer still lacks."""
        if self._quiet:
            return
        answer = self.answer()
        referred = answer.outcome is Outcome.REFERRED
        whom = tr("To whom it was referred, and with which document.")
        self.where_field.show_hint(whom if referred else "")
        told = ntr(
            "{count} character",
            "{count} characters",
            len(answer.reason_text.strip()),
        )
        if answer.missing is Missing.NO_REASON:
            told = tr("{count}: this outcome asks for its reason.", count=told)
        elif answer.outcome is Outcome.ACCEPTED:
            told = tr("{count}: may stay empty, since it was accepted.", count=told)
        else:
            self.reason_field.clear_problem()
        self.counter.setText(told)
        self.typed.emit()

    def _still_unsent(self, field: Typed, _text: str) -> None:
        """Leave what was typed among the unsent: only the whole answer is given."""
        field.refuse()

    def _go_on(self) -> None:
        missing = self.answer().missing
        if missing is Missing.NO_REASON:
            at = self.code if self.code.currentData() is None else self.reason
            at.setFocus(Qt.FocusReason.ShortcutFocusReason)
