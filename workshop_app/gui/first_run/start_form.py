"""Begin on this computer from a file of the office: the record comes with it."""

from __future__ import annotations

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
    FilePhraseError,
    Starting,
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


class StartForm(QWidget):
    """Shows and collects; decides nothing.

    Signals:
        submitted(object): what was told, as `Starting`.
        dismissed(): somebody went back.
    """

    submitted = Signal(object)
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file = Path()
        self._place: Path | None = None
        self.file = label("", "strong", wrap=True)
        self.another = button(tr("Another file…"), icon="file")
        self.opening = _secret()
        self.opening_field = Field(
            tr("Passphrase of the file"),
            self.opening,
            hint=tr("Only if whoever gave it to you told you one."),
            optional=True,
        )
        self.passphrase, self.repeated = _secret(), _secret()
        self.where = label("", "muted", wrap=True)
        self.change = button(tr("Another folder…"), icon="folder")
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.begin = button(tr("Begin from this file"), kind="primary", icon="check")
        self.back = button(tr("Back"), icon="arrow_left")
        self._lay_out()
        self.another.clicked.connect(self.ask_for_file)
        self.change.clicked.connect(self._choose_place)
        self.begin.clicked.connect(self._submit)
        self.back.clicked.connect(self.dismissed)
        for line in (self.opening, self.passphrase, self.repeated):
            line.returnPressed.connect(self._submit)
        self.opening.textEdited.connect(self.opening_field.clear_problem)

    def show_file(self, file: Path) -> None:
        """Begin from another file; what was typed for the one before is gone."""
        self._file = file
        self.file.setText(str(file))
        for line in (self.opening, self.passphrase, self.repeated):
            line.clear()
        self.opening_field.clear_problem()
        self.problem.hide()
        self._show_place()
        self.begin.setFocus()

    def ask_for_file(self) -> None:
        """Let the person choose a file."""
        path, _ = QFileDialog.getOpenFileName(
            self,
            tr("Begin from a file of the office"),
            str(documents()),
            tr("Exchange files (*.kuskax)"),
        )
        if path:
            self.show_file(Path(path))

    def show_problem(self, error: AppError) -> None:
        """Say what is wrong, at its field if it is of one; nothing typed is lost."""
        sentence = str(error)
        if isinstance(error, FilePhraseError):
            self.opening_field.show_problem(sentence)
            return
        self.problem.setText(sentence)
        self.problem.setAccessibleName(sentence)
        self.problem.show()

    def _submit(self) -> None:
        self.problem.hide()
        self.submitted.emit(
            Starting(
                file=self._file,
                file_passphrase=self.opening.text(),
                passphrase=self.passphrase.text(),
                repeated=self.repeated.text(),
                location=str(self._location()),
            )
        )

    def _location(self) -> Path:
        return self._place or free_location(self._file.stem, documents())

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
            named = chosen.suffix == SUFFIX
            self._place = chosen if named else Path(f"{chosen}{SUFFIX}")
            self._show_place()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        head = QHBoxLayout()
        head.addWidget(self.file, 1)
        head.addWidget(self.another, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(
            label(
                tr(
                    "The whole record comes with it: sessions, people, rules. What you "
                    "write here counts at once if it is a start file, and else once "
                    "the office admits this computer. Say then who is at the keyboard "
                    "with Ctrl+Shift+P."
                ),
                "muted",
                wrap=True,
            )
        )
        column.addWidget(self.opening_field)
        pair = QHBoxLayout()
        pair.setSpacing(px(12))
        new = Field(tr("Passphrase"), self.passphrase, optional=True)
        again = Field(tr("The passphrase again"), self.repeated, optional=True)
        for field in (new, again):
            pair.addWidget(field, 1)
        column.addLayout(pair)
        row = QHBoxLayout()
        row.addWidget(self.where, 1)
        row.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.begin)
        column.addLayout(buttons)


def _secret() -> QLineEdit:
    return QLineEdit(echoMode=QLineEdit.EchoMode.Password)
