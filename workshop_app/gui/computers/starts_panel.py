"""*Archivos de inicio*: a name a line, a folder, a passphrase, and they are made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from workshop_app.errors import AppError
from workshop_app.gui.computers.starting import StartingPresenter, names_in
from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.parts.progress_strip import ProgressStrip
from workshop_app.gui.parts.scroll_column import ScrollColumn
from workshop_app.gui.theme import px
from workshop_app.i18n import ntr, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.gui.context import AppContext
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.start_files import StartFile

_SIDE = 440
_NAMES_HIGH = 150


class StartsPanel(Panel):
    """The section in which the office makes what computers begin from."""

    NAME: ClassVar[str] = "starts"
    NEEDS_SESSION: ClassVar[bool] = False

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.presenter = StartingPresenter(context, self, self)
        self.names = QPlainTextEdit()
        self.names.setTabChangesFocus(True)
        self.names.setMinimumHeight(px(_NAMES_HIGH))
        self.names_field = Field(
            tr("A computer or a session on each line"),
            self.names,
            hint=tr("The files are called so: Puno 1, Puno 2, Cusco."),
        )
        self.phrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.repeated = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.phrase_field = Field(
            tr("Passphrase of the files"),
            self.phrase,
            hint=tr("Whoever begins from one types it once. Tell it by telephone."),
        )
        self.where = label("", wrap=True)
        self.change = button(tr("Another folder or stick…"), icon="folder")
        self.make = button("", kind="primary", icon="laptop", name="-")
        self.alert, self.progress = Alert(), ProgressStrip()
        self.list = ListView(
            self.presenter.model, "starts", accessible=tr("Start files made")
        )
        self.list.set_empty(tr("The files that are made are listed here."))
        self._lay_out()
        self.change.clicked.connect(self._choose_folder)
        self.names.textChanged.connect(self.show_ready)
        self.make.clicked.connect(self.make_now)
        self.phrase.returnPressed.connect(self.repeated.setFocus)
        self.repeated.returnPressed.connect(self.make_now)
        self.phrase.textEdited.connect(self.phrase_field.clear_problem)
        self.repeated.textEdited.connect(self.phrase_field.clear_problem)
        self.list.said.connect(context.say)

    def shown(self) -> None:
        """Show whether files can be made here; the names have the focus."""
        self.where.setText(tr("They go to {folder}", folder=str(self.presenter.folder)))
        if not self.presenter.has_office:
            self.alert.show_alert(
                "info",
                tr("The key of the office is not on this computer."),
                tr("Start files are made where it is."),
            )
        self.show_ready()
        self.names.setFocus()

    def leave(self) -> None:
        """Keep no passphrase on the screen."""
        self.phrase.clear()
        self.repeated.clear()

    def make_now(self) -> None:
        """Make the files, if all that is needed was typed."""
        if not self.make.isEnabled():
            return
        self.alert.clear()
        try:
            self.presenter.make(
                self.names.toPlainText(), self.phrase.text(), self.repeated.text()
            )
        except AppError as error:
            self.phrase_field.show_problem(str(error))

    def go_to(self, folder: Path) -> None:
        """Put the files into another folder."""
        self.presenter.folder = folder
        self.where.setText(tr("They go to {folder}", folder=str(folder)))

    def show_ready(self) -> None:
        """Show whether files can be made now, and how many."""
        count = len(names_in(self.names.toPlainText()))
        words = (
            ntr("Make {count} start file", "Make {count} start files", count)
            if count
            else tr("Make the start files")
        )
        self.make.setText(words)
        self.make.setAccessibleName(words)
        ready = bool(count) and not self.presenter.is_busy
        self.make.setEnabled(ready and self.presenter.has_office)

    def show_work(self, task: Task, text: str) -> None:
        """Show how far the work is."""
        self.progress.follow(task, text)

    def show_made(self, files: Sequence[StartFile]) -> None:
        """Say which files were made, and where they are; the form is for others."""
        self.names.clear()
        self.leave()
        self.alert.show_alert(
            "ok",
            ntr(
                "{count} start file is made, and its computer is admitted.",
                "{count} start files are made, and their computers are admitted.",
                len(files),
            ),
            "\n".join([_places(files), tr("Give each computer its own file.")]),
            (tr("Open the folder"), self._open_folder),
        )
        self.list.selectRow(0)
        self.list.setFocus()

    def show_stopped(self) -> None:
        """Say that the files made before stay."""
        self.alert.show_alert(
            "info",
            tr("Stopped: the files made before stay in the folder."),
            tr("All of their computers are admitted already; make the others anew."),
        )

    def show_problem(self, error: AppError) -> None:
        """Say what is wrong and what to do."""
        self.alert.show_alert("bad", error.message, error.advice)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, tr("Where the file goes"), str(self.presenter.folder)
        )
        if folder:
            self.go_to(Path(folder))

    def _open_folder(self) -> None:
        folder = str(self.presenter.folder)
        QDesktopServices.openUrl(QUrl.fromLocalFile(folder))

    def _lay_out(self) -> None:
        asked = Card(tr("Start files"))
        asked.body.addWidget(
            label(
                tr(
                    "A computer that begins from its own start file is admitted from "
                    "its first act on: nobody has to compare words later."
                ),
                "muted",
                wrap=True,
            )
        )
        asked.body.addWidget(self.names_field)
        asked.body.addWidget(self.phrase_field)
        asked.body.addWidget(Field(tr("The passphrase again"), self.repeated))
        asked.body.addWidget(self.where)
        asked.body.addWidget(self.change)
        asked.body.addWidget(self.make)
        asked.body.addStretch(1)
        scroll = ScrollColumn(whole=True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMaximumWidth(px(_SIDE))
        scroll.body.addWidget(asked)
        made = Card(tr("Start files made"))
        made.body.addWidget(self.alert)
        made.body.addWidget(self.progress)
        made.body.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addWidget(scroll, 5)
        row.addWidget(made, 7)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(row)


def _places(files: Sequence[StartFile]) -> str:
    """Say where the files are: one by its whole path, several by their folder."""
    if len(files) == 1:
        return tr("It is {file}.", file=files[0].path)
    return tr("They are in {folder}.", folder=files[0].path.parent)
