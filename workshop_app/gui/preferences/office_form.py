"""What stands at the head and foot of every paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from workshop_app.domain.identity import office_id
from workshop_app.domain.person import Person
from workshop_app.domain.process import Office
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.gui.theme import px
from workshop_app.i18n import tr
from workshop_app.services.processes import amend_office

if TYPE_CHECKING:
    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.store import Seen

_LINES = (
    "name",
    "unit",
    "address",
    "city",
    "contact",
    "acronym",
    "year_name",
    "regional_year_name",
    "signatory_position",
    "privacy_notice_version",
)


class OfficeForm(QWidget):
    """Shows the office's record; one button gives it, and nothing typed is lost."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._seen: Seen | None = None
        self._shown: dict[str, Any] = {}
        self._refused = False
        self.lines = {name: QLineEdit() for name in _LINES}
        self.signatory = QComboBox()
        self.days = QSpinBox(minimum=1, maximum=365)
        self.notice = QPlainTextEdit()
        self.notice.setTabChangesFocus(True)
        self.notice.setFixedHeight(px(96))
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.save = button(tr("Save the office"), kind="primary", icon="check")
        self.save.clicked.connect(self.give)
        for line in self.lines.values():
            line.returnPressed.connect(self.give)
        card = Card(tr("The office, on every paper"))
        card.body.addLayout(self._grid())
        card.body.addWidget(Field(tr("Privacy notice"), self.notice, optional=True))
        card.body.addWidget(self.problem)
        card.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)

    @property
    def is_changed(self) -> bool:
        """Whether something stands here that is not on record."""
        return bool(self._shown) and self._shown != self._told()

    def leave(self) -> None:
        """Save what was typed, as on pressing the button, unless it was refused."""
        if self.is_changed and not self._refused:
            self.give()

    def show_office(self) -> None:
        """Show what is on record, and remember what was seen.

        What was typed and refused stays, to be put right.
        """
        if not self.is_changed:
            self._read()

    def _read(self) -> None:
        store = self._context.store
        with store.read() as reader:
            key = office_id(store.process_id)
            office = reader.get(Office, key)
            self._seen = reader.seen(Office, key)
            people = sorted(reader.all(Person), key=lambda one: one.name)
        self.signatory.clear()
        self.signatory.addItem(tr("Nobody yet"), None)
        for person in people:
            self.signatory.addItem(person.name, person.id)
        for name in (*_LINES, "signatory", "review_days", "privacy_notice"):
            self._put(name, getattr(office, name))
        self._refused = False
        self.problem.hide()
        self._shown = self._told()

    def give(self) -> None:
        """Save what stands in the form."""
        changes = self._told()
        self._context.perform(
            partial(amend_office, self._context.store, seen=self._seen, **changes),
            on_done=self._on_saved,
            on_error=self._refuse,
        )

    def _told(self) -> dict[str, Any]:
        told: dict[str, Any] = {name: line.text() for name, line in self.lines.items()}
        told["signatory"] = self.signatory.currentData()
        told["review_days"] = self.days.value()
        told["privacy_notice"] = self.notice.toPlainText()
        return told

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(8))
        fields = [
            Field(tr("Name of the office"), self.lines["name"]),
            Field(tr("Unit"), self.lines["unit"], optional=True),
            Field(tr("Address"), self.lines["address"], optional=True),
            Field(tr("City"), self.lines["city"], optional=True),
            Field(tr("Where it can be reached"), self.lines["contact"], optional=True),
            Field(
                tr("Initials, for numbers of papers"),
                self.lines["acronym"],
                optional=True,
            ),
            Field(tr("Name of the year"), self.lines["year_name"], optional=True),
            Field(
                tr("Name of the year in the region"),
                self.lines["regional_year_name"],
                optional=True,
            ),
            Field(tr("Who signs the letters"), self.signatory, optional=True),
            Field(
                tr("In what position"), self.lines["signatory_position"], optional=True
            ),
            Field(tr("Days to ask for a review"), self.days),
            Field(
                tr("Version of the privacy notice"),
                self.lines["privacy_notice_version"],
                optional=True,
            ),
        ]
        for place, field in enumerate(fields):
            grid.addWidget(field, place // 2, place % 2)
        return grid

    def _on_saved(self, _nothing: None) -> None:
        self._context.say(tr("The office was saved."))
        self._read()

    def _refuse(self, error: AppError) -> None:
        """Show what it says now where nothing was typed; what was typed stays."""
        told = self._told()
        typed = {name: told[name] for name in told if told[name] != self._shown[name]}
        self._read()
        for name, value in typed.items():
            self._put(name, value)
        self._refused = True
        self.problem.setText(str(error))
        self.problem.show()

    def _put(self, name: str, value: Any) -> None:
        if name == "signatory":
            self.signatory.setCurrentIndex(max(0, self.signatory.findData(value)))
        elif name == "review_days":
            self.days.setValue(value)
        elif name == "privacy_notice":
            self.notice.setPlainText(value)
        else:
            self.lines[name].setText(value)
