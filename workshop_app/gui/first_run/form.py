"""The guided form that begins a process: six fields, two of them needed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from workshop_app.gui.first_run.presenter import (
    SUFFIX,
    Beginning,
    NameMissingError,
    TitleMissingError,
    documents,
    free_location,
)
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from workshop_app.errors import AppError


class BeginForm(QWidget):
    """Shows and collects; decides nothing."""

    submitted = Signal(object)  # Beginning
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place: Path | None = None
        self.title = QLineEdit(maxLength=300)
        self.name = QLineEdit(maxLength=200)
        self.office = QLineEdit(maxLength=300)
        self.passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.repeated = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.where = label("", "muted", wrap=True)
        self.change = button(tr("Another folder…"), icon="folder")
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.begin = button(tr("Begin the process"), kind="primary", icon="check")
        self.back = button(tr("Back"), icon="arrow_left")
        self._fields = self._make_fields()
        self._lay_out()
        self.title.textChanged.connect(self._show_place)
        self.change.clicked.connect(self._choose_place)
        self.begin.clicked.connect(self._submit)
        self.back.clicked.connect(self.dismissed)
        for field in (
            self.title,
            self.name,
            self.office,
            self.passphrase,
            self.repeated,
        ):
            field.returnPressed.connect(partial(self._go_on, field))
        self.title.textEdited.connect(self.title_field.clear_problem)
        self.name.textEdited.connect(self.name_field.clear_problem)
        self._show_place()

    def told(self) -> Beginning:
        """Return what was typed, unchecked."""
        return Beginning(
            title=self.title.text(),
            name=self.name.text(),
            office=self.office.text(),
            passphrase=self.passphrase.text(),
            repeated=self.repeated.text(),
            location=str(self._location()),
        )

    def show_told(self, told: Beginning) -> None:
        """Show what was typed in another form."""
        self.title.setText(told.title)
        self.name.setText(told.name)
        self.office.setText(told.office)
        self.passphrase.setText(told.passphrase)
        self.repeated.setText(told.repeated)
        if told.location != str(self._location()):
            self._place = Path(told.location)
        self._show_place()

    def show_problem(self, error: AppError) -> None:
        """Say what is wrong, at its field if it is of one; nothing typed is lost."""
        sentence = str(error)
        if isinstance(error, TitleMissingError):
            self.title_field.show_problem(sentence)
            return
        if isinstance(error, NameMissingError):
            self.name_field.show_problem(sentence)
            return
        self.problem.setText(sentence)
        self.problem.show()
        self.problem.setAccessibleName(sentence)

    def _make_fields(self) -> list[Field]:
        self.title_field = Field(
            tr("What is the consultation called?"),
            self.title,
            hint=tr("As people know it: it stands on every paper."),
        )
        self.name_field = Field(
            tr("Your name"),
            self.name,
            hint=tr("You are at the keyboard; others can take your place later."),
        )
        return [
            self.title_field,
            self.name_field,
            Field(
                tr("Office that answers for the process"),
                self.office,
                optional=True,
            ),
            Field(tr("Passphrase"), self.passphrase, optional=True),
            Field(tr("The passphrase again"), self.repeated, optional=True),
        ]

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(10))
        for field in self._fields[:3]:
            layout.addWidget(field)
        pair = QHBoxLayout()
        pair.setSpacing(px(12))
        for field in self._fields[3:]:
            pair.addWidget(field, 1)
        layout.addLayout(pair)
        layout.addWidget(
            label(
                tr(
                    "The file is always encrypted. With a passphrase it also opens on "
                    "another computer; without one, only on this one."
                ),
                "muted",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        row.addWidget(self.where, 1)
        row.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(row)
        layout.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.begin)
        layout.addLayout(buttons)

    def _location(self) -> Path:
        return self._place or free_location(self.title.text(), documents())

    def _show_place(self) -> None:
        self.where.setText(tr("It is kept in {file}.", file=str(self._location())))

    def _choose_place(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self,
            tr("Where the process is kept"),
            str(self._location()),
            tr("Processes (*.kuska)"),
        )
        if path:
            chosen = Path(path)
            self._place = (
                chosen if chosen.suffix == SUFFIX else Path(f"{chosen}{SUFFIX}")
            )
            self._show_place()

    def _go_on(self, field: QLineEdit) -> None:
        """Go to what is still needed; begin once nothing is."""
        empty = [one for one in (self.title, self.name) if not one.text().strip()]
        if empty and field not in empty:
            empty[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._submit()

    def _submit(self) -> None:
        self.problem.hide()
        self.submitted.emit(self.told())
