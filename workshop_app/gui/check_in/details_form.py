"""The strip under the list: one person of it, and what can be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from workshop_app.domain.labels import label as words_of
from workshop_app.domain.vocabulary import Standing
from workshop_app.gui import theme
from workshop_app.gui.check_in.columns import state_words
from workshop_app.gui.check_in.correct_form import CorrectForm
from workshop_app.gui.check_in.roll import Place
from workshop_app.gui.check_in.walk_in_form import bloc_choices
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.i18n import short_time, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from workshop_app.errors import AppError
    from workshop_app.gui.check_in.facts import PersonFacts
    from workshop_app.gui.check_in.roll import Line

_ENTER: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter}

_OFFERED: Final[dict[Place, tuple[str, ...]]] = {
    Place.INSIDE: ("leave", "strike", "correct"),
    Place.LEFT: ("come_back", "strike", "correct"),
    Place.EXPECTED: ("arrive", "excuse", "correct", "take_off"),
    Place.ABSENT: ("arrive", "expect", "excuse", "correct", "take_off"),
    Place.EXCUSED: ("arrive", "expect", "correct", "take_off"),
}
"""What can be done, the likeliest first: Enter in the hour does that."""

_WITH_HOUR: Final = {"leave", "come_back", "arrive"}


class DetailsForm(QFrame):
    """One person of the list.

    Signals:
        asked(str, str): a deed of `DetailsPresenter` by its name, and the hour typed.
        standing_chosen(object), bloc_chosen(object): code words.
        corrected(object): `PersonFacts` as they are to be.
        opened(): the strip is about to be shown.
        closed(): the strip was put away.
    """

    asked = Signal(str, str)
    standing_chosen = Signal(object)
    bloc_chosen = Signal(object)
    corrected = Signal(object)
    opened = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "strip")
        self._place = Place.EXPECTED
        self._person = ""
        self._name = label("", "heading", wrap=True)
        self._facts = label("", "muted", wrap=True)
        self.hour = QLineEdit()
        self.hour.setPlaceholderText(tr("now"))
        self.hour.setMaximumWidth(theme.px(90))
        self.hour_field = Field(tr("At"), self.hour)
        self.buttons = {
            "leave": button(tr("Leaves"), icon="door_out", kind="primary"),
            "come_back": button(tr("Comes back"), icon="door_in", kind="primary"),
            "arrive": button(tr("Comes in"), icon="door_in", kind="primary"),
            "expect": button(tr("Expected after all"), icon="clock"),
            "excuse": button(tr("Excused"), icon="comment"),
            "strike": button(tr("Strike the last movement"), icon="undo"),
            "correct": button(tr("Correct data…"), icon="pen"),
            "take_off": button(tr("Take off the list…"), icon="trash", kind="danger"),
        }
        self.standing = ChoiceRow(
            [(one.value, words_of(one), "") for one in Standing], tr("Standing")
        )
        self.bloc = ChoiceRow(bloc_choices(), tr("Bloc"))
        self.correction = CorrectForm()
        self.confirm = Alert()
        self._away = button("", icon="close", kind="ghost", name=tr("Close (Esc)"))
        self._lay_out()
        self._connect()
        self.hide()

    def show_line(self, line: Line) -> None:
        """Show somebody, with what can be done."""
        new = self.isHidden() or self._person != line.person
        self._person = line.person
        self._place = line.place
        self._name.setText(line.name)
        facts = (state_words(line), line.organization, line.number, _since(line))
        self._facts.setText(" · ".join(fact for fact in facts if fact))
        for name, one in self.buttons.items():
            one.setVisible(name in _OFFERED[line.place])
        self.standing.set_value(line.standing.value)
        self.bloc.set_value(line.bloc.value)
        self.hour_field.clear_problem()
        self.confirm.clear()
        if new:
            self._show_usual()
        self.setAccessibleName(line.name)
        if self.isHidden():
            self.opened.emit()
        self.show()
        if new:
            self.hour.clear()
            self.buttons[_OFFERED[line.place][0]].setFocus()

    def show_correction(self, facts: PersonFacts, organizations: Sequence[str]) -> None:
        """Open the data of whoever is shown, to be put right."""
        self._usual.hide()
        self.correction.open_with(facts, organizations)

    def close_correction(self) -> None:
        """Put those data away, and give the focus back to what opened them."""
        self._show_usual()
        self.buttons["correct"].setFocus()

    def refuse_correction(self, error: AppError) -> None:
        """Say in the field concerned why it could not be put on record."""
        self.correction.show_refusal(error)

    def close_strip(self) -> None:
        """Go away, and give the focus back."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def show_refusal(self, error: AppError) -> None:
        """Say beside the hour why something could not be done."""
        self.hour_field.show_problem(f"{error.message} {error.advice}".strip())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_strip()
        elif event.key() in _ENTER and self.hour.hasFocus():
            self._ask(_OFFERED[self._place][0])
        else:
            super().keyPressEvent(event)

    def _ask(self, name: str) -> None:
        if name == "take_off":
            self.confirm.show_alert(
                "warn",
                tr("Take {name} off the list?", name=self._name.text()),
                tr("The person stays on record; the history keeps what was done."),
                (tr("Take off the list"), partial(self.asked.emit, name, "")),
            )
            for one in self.confirm.findChildren(QPushButton):
                one.setFocus()
            return
        self.asked.emit(name, self.hour.text() if name in _WITH_HOUR else "")

    def _show_usual(self) -> None:
        self.correction.hide()
        self._usual.show()

    def _connect(self) -> None:
        self.correction.given.connect(self.corrected)
        self.correction.left.connect(self.close_correction)
        for name, one in self.buttons.items():
            one.clicked.connect(partial(self._clicked, name))
        self.standing.chosen.connect(self.standing_chosen)
        self.bloc.chosen.connect(self.bloc_chosen)
        self._away.clicked.connect(self.close_strip)

    def _clicked(self, name: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 Qt's signal
        self._ask(name)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        head.addLayout(words, 1)
        head.addWidget(self._away, 0, Qt.AlignmentFlag.AlignTop)
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.px(8))
        deeds.addWidget(self.hour_field)
        for one in self.buttons.values():
            deeds.addWidget(one, 0, Qt.AlignmentFlag.AlignBottom)
        deeds.addStretch(1)
        facts = QHBoxLayout()
        facts.setSpacing(theme.px(12))
        facts.addWidget(Field(tr("Standing"), self.standing), 1)
        facts.addWidget(Field(tr("Bloc"), self.bloc), 1)
        column = QVBoxLayout(self)
        side = theme.px(14)
        column.setContentsMargins(side, theme.px(8), theme.px(8), theme.px(10))
        column.setSpacing(theme.px(6))
        column.addLayout(head)
        self._usual = QWidget()
        usual = QVBoxLayout(self._usual)
        usual.setContentsMargins(0, 0, 0, 0)
        usual.setSpacing(theme.px(6))
        usual.addLayout(deeds)
        usual.addLayout(facts)
        column.addWidget(self._usual)
        column.addWidget(self.correction)
        column.addWidget(self.confirm)


def _since(line: Line) -> str:
    if line.arrived is None:
        return ""
    came = tr("came at {time}", time=short_time(line.arrived))
    return tr("{came}, typed in from paper", came=came) if line.transcribed else came
