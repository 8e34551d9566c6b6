"""A closed vote: its outcome in words, what stands beside it, and the way on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workshop_app.domain.balance import balance
from workshop_app.domain.vocabulary import TableOutcome
from workshop_app.gui.live.people_form import PeopleField
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.autosave_text import AutosaveText
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import key_cap, label
from workshop_app.gui.theme import px
from workshop_app.i18n import short_time, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workshop_app.domain.tally import Tally
    from workshop_app.errors import AppError
    from workshop_app.gui.live.reading import Seat
    from workshop_app.gui.live.unsent import Unsent
    from workshop_app.gui.parts.chip import Tone
    from workshop_app.services.gathering import BallotRecords

Beside = Literal["", "dissent", "correction"]

_TONES: dict[TableOutcome, Tone] = {
    TableOutcome.ADOPTED: "ok",
    TableOutcome.RANKED: "ok",
    TableOutcome.REJECTED: "bad",
    TableOutcome.TIED: "warn",
    TableOutcome.NO_QUORUM: "warn",
}


def outcome_words(outcome: TableOutcome) -> str:  # noqa: PLR0911 one line a value
    """Say how a vote ended, as one says it at the table."""
    match outcome:
        case TableOutcome.ADOPTED:
            return tr("Approved")
        case TableOutcome.REJECTED:
            return tr("Not approved")
        case TableOutcome.TIED:
            return tr("A tie")
        case TableOutcome.RANKED:
            return tr("Ranked")
        case TableOutcome.NO_QUORUM:
            return tr("No quorum: the vote does not count")
        case TableOutcome.NOT_COUNTED:
            return tr("Taken without counting")
        case TableOutcome.NOT_DOCUMENTED:
            return tr("No count is on record")


class ResultPart(QWidget):
    """Shows a result; a dissent or a correction is written in place.

    Signals:
        dissented: Person and text of a minority position.
        corrected: Text of a correction.
        next_asked: The next contribution is wanted.
        decide_asked: The answer with its reasons is wanted.
        again_asked: The contribution is to be voted on again.
    """

    dissented = Signal(str, str)
    corrected = Signal(str)
    next_asked = Signal()
    decide_asked = Signal()
    again_asked = Signal()

    def __init__(
        self,
        find: Callable[[str], Sequence[Seat]],
        unsent: Unsent,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._unsent = unsent
        self._ballot = ""
        self._beside: Beside = ""
        self.outcome = Alert()
        self._notes = label("", "muted", wrap=True)
        self.on = button(tr("Next contribution"), kind="primary", icon="arrow_right")
        self.decide = button(tr("Decide with reasons"), icon="check_circle")
        self.dissent = button(tr("Dissent…"), icon="quote")
        self.correct = button(tr("Correct…"), icon="pen", kind="ghost")
        self.again = button(tr("Vote again"), icon="ballot", kind="ghost")
        self.person = PeopleField(find, tr("Who dissents"), several=False)
        self.text = AutosaveText("", keep=self._keep, forget=self._forget)
        self.text.setFixedHeight(px(84))
        self._person_field = Field(tr("Who dissents"), self.person)
        self._text_field = Field(tr("Word for word, with the reasons"), self.text)
        self.save = button(tr("Put on record"), kind="primary")
        self._cancel = button(tr("Cancel"))
        self._form = QWidget()
        self._ways = QWidget()
        self._lay_out()
        self._connect()

    def show_result(
        self,
        records: BallotRecords,
        names: Mapping[str, str],
        *,
        has_contribution: bool,
    ) -> None:
        """Show how a vote ended and what was set beside it."""
        ballot = records.ballot
        if ballot.id != self._ballot:
            self._ballot = ballot.id
            self._show_form("")
        result = records.result
        tone = _TONES.get(result.outcome, "info")
        words = outcome_words(result.outcome)
        if self.outcome.accessibleName() != words or self.outcome.isHidden():
            self.outcome.show_alert(tone, words, numbers(result))
        lines = [*_balanced(records, result), *_beside(records, names)]
        self._notes.setText("\n".join(lines))
        self._notes.setVisible(bool(lines))
        for one in (self.on, self.decide, self.again):
            one.setVisible(has_contribution)

    def ask_dissent(self) -> None:
        """Begin a dissent, with what was typed of it before."""
        self._show_form("dissent")
        self.person.line.setFocus()

    def ask_correction(self) -> None:
        """Begin a correction, with what was typed of it before."""
        self._show_form("correction")
        self.text.setFocus()

    def show_error(self, error: AppError) -> None:
        """Say why it could not be put on record; nothing typed is lost."""
        self._text_field.show_problem(f"{error.message} {error.advice}")

    def done(self) -> None:
        """Put the form away: what stood in it is on record."""
        self.text.set_text("")
        self._forget("")
        self._show_form("")

    def give(self) -> None:
        """Put what stands in the form on record."""
        self._text_field.clear_problem()
        if self._beside == "correction":
            self.corrected.emit(self.text.toPlainText())
        elif self.person.people():
            self._person_field.clear_problem()
            self.dissented.emit(self.person.people()[0], self.text.toPlainText())
        else:
            self._person_field.show_problem(tr("Write who dissents."))

    def _lay_out(self) -> None:
        ways = QGridLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(px(6))
        ways.addWidget(self.on, 0, 0)
        ways.addWidget(key_cap("F6"), 0, 1)
        ways.addWidget(self.decide, 1, 0)
        ways.addWidget(key_cap("Ctrl+D"), 1, 1)
        ways.setColumnStretch(0, 1)
        ways.addWidget(self.dissent, 2, 0)
        ways.addWidget(key_cap("Ctrl+M"), 2, 1)
        beside = QHBoxLayout()
        beside.setSpacing(px(6))
        for one in (self.correct, self.again):
            beside.addWidget(one, 1)
        ways.addLayout(beside, 3, 0, 1, 2)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addWidget(self._cancel)
        row.addStretch(1)
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(px(6))
        form.addWidget(self._person_field)
        form.addWidget(self._text_field)
        form.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.outcome)
        column.addWidget(self._notes)
        column.addWidget(self._form)
        column.addWidget(self._ways)
        self._notes.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._form.hide()

    def _connect(self) -> None:
        self.on.clicked.connect(self.next_asked)
        self.decide.clicked.connect(self.decide_asked)
        self.again.clicked.connect(self.again_asked)
        self.dissent.clicked.connect(self.ask_dissent)
        self.correct.clicked.connect(self.ask_correction)
        self.save.clicked.connect(self.give)
        self._cancel.clicked.connect(partial(self._show_form, ""))
        self.person.accepted.connect(self.text.setFocus)
        self.person.changed.connect(self.text.setFocus)

    def _show_form(self, beside: Beside, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 what Qt sends
        self._beside = beside
        self._form.setVisible(bool(beside))
        self._ways.setVisible(not beside)
        self._person_field.setVisible(beside == "dissent")
        self._person_field.clear_problem()
        self._text_field.clear_problem()
        self.person.set_people({})
        self.text.set_place(self._place())
        self.text.set_text("")
        kept = self._unsent.find(self._place()) if beside else ""
        if kept:
            self.text.restore(kept)

    def _place(self) -> str:
        return f"{self._beside}:{self._ballot}"

    def _keep(self, place: str, content: str) -> None:
        self._unsent.keep(place, content)

    def _forget(self, _place: str) -> None:
        self._unsent.forget(self._place())


def numbers(result: Tally) -> str:
    """Say the three numbers of a result, and how many were needed."""
    if result.totals is None:
        return ""
    return tr(
        "{votes_for} in favour, {against} against, {abstain} abstaining; "
        "{needed} in favour were needed.",
        votes_for=result.totals.votes_for,
        against=result.totals.votes_against,
        abstain=result.totals.abstentions,
        needed=result.needed_for,
    )


def _balanced(records: BallotRecords, result: Tally) -> list[str]:
    """Say both balanced readings; they inform, and decide nothing."""
    found = balance(result, records.ballot.majority, records.ballot.method)
    if found.equal_weight is None or found.without_surplus is None:
        return []
    return [
        tr(
            "With equal weight of both blocs: {outcome}",
            outcome=outcome_words(found.equal_weight),
        ),
        tr(
            "Without the surplus of the larger bloc: {outcome}",
            outcome=outcome_words(found.without_surplus),
        ),
    ]


def _beside(records: BallotRecords, names: Mapping[str, str]) -> list[str]:
    dissents = [
        tr("Dissent of {name}: {text}", name=names.get(one.person, ""), text=one.text)
        for one in records.dissents
    ]
    corrections = [
        tr(
            "Correction of {time} by {name}: {text}",
            time=short_time(one.happened_at),
            name=names.get(one.author, ""),
            text=one.text,
        )
        for one in records.corrections
    ]
    return [*dissents, *corrections]
