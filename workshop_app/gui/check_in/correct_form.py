"""The data of somebody on the list, open to be put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from workshop_app.domain.languages import USUAL, language_name
from workshop_app.gui import theme
from workshop_app.gui.check_in.facts import PersonFacts
from workshop_app.gui.check_in.walk_in_form import NameLine, sex_choices
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.parts.field import Field
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from workshop_app.errors import AppError

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class CorrectForm(QWidget):
    """Five fields; Enter puts them on record, Esc leaves them as they were.

    Signals:
        given(object): `PersonFacts` as they are to be.
        left(): nothing is to be changed.
    """

    given = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.number = QLineEdit(), QLineEdit()
        self.organization = NameLine()
        self.sex = ChoiceRow(sex_choices(), tr("Sex"))
        self.language = QComboBox()
        self.save = button(tr("Save"), icon="check", kind="primary")
        self._fields = {
            "name": Field(tr("Names and surnames"), self.name),
            "document_number": Field(tr("Document number"), self.number),
            "organization": Field(tr("Organization"), self.organization),
            "sex": Field(tr("Sex"), self.sex),
            "language": Field(tr("Language"), self.language),
        }
        self._lay_out()
        self.organization.entered.connect(self.give)
        self.save.clicked.connect(self.give)
        self.hide()

    def open_with(self, facts: PersonFacts, organizations: Sequence[str]) -> None:
        """Show what is on record, with the focus in the name."""
        for field in self._fields.values():
            field.clear_problem()
        self.organization.offer(organizations)
        self.name.setText(facts.name)
        self.number.setText(facts.number)
        self.organization.setText(facts.organization)
        self.sex.set_value(facts.sex)
        self.language.clear()
        self.language.addItem("–", "")
        for code in dict.fromkeys((*USUAL, facts.language)):
            if code:
                self.language.addItem(language_name(code), code)
        self.language.setCurrentIndex(self.language.findData(facts.language))
        self.show()
        self.name.setFocus()

    def show_refusal(self, error: AppError) -> None:
        """Say in the field concerned why it could not be put on record."""
        named = getattr(error, "field", "")
        if hasattr(error, "holder"):
            named = "document_number"
        field = self._fields.get(named, self._fields["name"])
        field.show_problem(f"{error.message} {error.advice}".strip())

    def give(self) -> None:
        """Hand over what stands there."""
        for field in self._fields.values():
            field.clear_problem()
        facts = PersonFacts(
            name=self.name.text(),
            number=self.number.text(),
            organization=self.organization.text(),
            sex=self.sex.value(),
            language=self.language.currentData(),
        )
        self.given.emit(facts)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.give()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        fields = self._fields
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for row in (upper, lower):
            row.setSpacing(theme.px(12))
        upper.addWidget(fields["name"], 3)
        upper.addWidget(fields["document_number"], 2)
        upper.addWidget(fields["organization"], 3)
        lower.addWidget(fields["sex"], 3)
        lower.addWidget(fields["language"], 2)
        lower.addWidget(self.save, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(upper)
        column.addLayout(lower)
