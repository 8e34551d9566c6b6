"""*Entregar archivo*: where to, for whom; written, read back, and the stick out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from workshop_app.errors import AppError
from workshop_app.gui.exchange.giving import (
    ANYBODY,
    KEYS,
    PHRASE,
    GivingPresenter,
    NobodyChosenError,
    sticks,
)
from workshop_app.gui.exchange.recipients_form import RecipientsForm
from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.ask_strip import AskStrip
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.flow_layout import FlowLayout
from workshop_app.gui.parts.labels import key_cap, label
from workshop_app.gui.parts.progress_strip import ProgressStrip
from workshop_app.gui.parts.scroll_column import ScrollColumn
from workshop_app.gui.theme import px
from workshop_app.i18n import ntr, plain_date, short_time, tr

if TYPE_CHECKING:
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.exchanging import Audience
    from workshop_app.services.handing_over import Written

_WIDEST = 860
_KILO = 1024
_MEGA = _KILO * _KILO


class GivePanel(Panel):
    """The section in which a file is written for others."""

    NAME: ClassVar[str] = "give"
    NEEDS_SESSION: ClassVar[bool] = False

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.presenter = GivingPresenter(context, self, self)
        self.alert, self.ask = Alert(), AskStrip("F9")
        self.progress = ProgressStrip()
        self.last = label("", "muted", wrap=True)
        self.where = label("", wrap=True)
        self.change = button(tr("Another folder or stick…"), icon="folder")
        self.whom = ChoiceRow(
            [
                (KEYS, tr("For the office or others"), ""),
                (PHRASE, tr("With a passphrase"), ""),
                (ANYBODY, tr("Not encrypted"), ""),
            ],
            tr("Who may open it"),
        )
        self.whom.set_value(KEYS)
        self.recipients = RecipientsForm(self.presenter)
        self.phrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.repeated = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.phrase_field = Field(
            tr("Passphrase of the file"),
            self.phrase,
            hint=tr("Tell it by telephone, never on the stick itself."),
        )
        self.open_to_all = Alert()
        self.give = button(tr("Hand over the file"), kind="primary", icon="upload")
        self._written: Path | None = None
        self._stick_paths: list[Path] = []
        self._lay_out()
        self._connect()

    def shown(self) -> None:
        """Read everything again; what is to be done next has the focus."""
        self.show_state()
        if self.whom.value() == KEYS and not self.presenter.recipients:
            self.recipients.focus_first()
        else:
            self.give.setFocus()

    def leave(self) -> None:
        """Ask no more, and keep no passphrase on the screen."""
        self.ask.clear()
        self.phrase.clear()
        self.repeated.clear()

    def write(self) -> None:
        """Write the file; ask before, where anybody could read it."""
        if self.ask.is_asking:
            self.ask.confirm()
            return
        self.alert.clear()
        try:
            audience = self.presenter.audience(
                self.whom.value(), self.phrase.text(), self.repeated.text()
            )
        except AppError as error:
            self.show_problem(error)
            return
        if audience.anybody and self.presenter.personal:
            self._ask(audience)
        else:
            self.presenter.write(audience)

    def show_state(self) -> None:
        """Show where the file goes and for whom."""
        if not self.context.is_open:
            return
        self.where.setText(str(self.presenter.path))
        last = self.presenter.last
        self.last.setText(
            tr("Nothing was handed over from this computer yet.")
            if last is None
            else tr(
                "Handed over last: {date}, {time}.",
                date=plain_date(last.date()),
                time=short_time(last),
            )
        )
        self.recipients.show_known()
        self.give.setEnabled(not self.presenter.is_busy)
        self._show_sticks()

    def show_work(self, task: Task, text: str) -> None:
        """Show how far the work is."""
        self.progress.follow(task, text)

    def show_written(self, written: Written) -> None:
        """Say that the stick may be taken out."""
        self._written = written.path.parent
        self.phrase.clear()
        self.repeated.clear()
        facts = ntr(
            "{file} holds {count} act in {size}. It was read back whole.",
            "{file} holds {count} acts in {size}. It was read back whole.",
            written.commits,
            file=written.path.name,
            size=_size_words(written.bytes),
        )
        closed = tr("It is encrypted.")
        if not written.encrypted:
            closed = tr("It is not encrypted: anybody can read it.")
        self.alert.show_alert(
            "ok" if written.encrypted else "warn",
            tr("You may take the stick out now."),
            f"{facts} {closed}",
            (tr("Open the folder"), self._open_folder),
        )
        self.show_state()
        if self.isVisible():
            self.give.setFocus()

    def show_stopped(self) -> None:
        """Say that nothing was written."""
        self.alert.show_alert(
            "info",
            tr("Stopped: no file was written."),
            tr("What was there is as it was."),
        )

    def show_problem(self, error: AppError) -> None:
        """Say what is wrong, beside its field if it is of one."""
        if isinstance(error, NobodyChosenError):
            self.recipients.key_field.show_problem(str(error))
        elif (
            self.whom.value() == PHRASE
            and not self.presenter.is_busy
            and (not self._is_of_file(error))
        ):
            self.phrase_field.show_problem(str(error))
        else:
            self.alert.show_alert("bad", error.message, error.advice)

    @staticmethod
    def _is_of_file(error: AppError) -> bool:
        return hasattr(error, "name")

    def _ask(self, audience: Audience) -> None:
        self.ask.ask(
            tr("Whoever finds the stick can read names, documents and addresses."),
            tr("Hand it over like this only if nobody can open an encrypted one."),
            tr("Write it without encryption"),
            partial(self.presenter.write, audience),
            back=self.give,
        )

    def _turn(self, whom: str) -> None:
        self.recipients.setVisible(whom == KEYS)
        self.phrases.setVisible(whom == PHRASE)
        self.ask.clear()
        if whom == ANYBODY and self.presenter.personal:
            self.open_to_all.show_alert(
                "warn",
                tr("It holds people’s data, and anybody will be able to read them."),
                tr("The law asks that they travel protected."),
            )
        else:
            self.open_to_all.clear()

    def _show_sticks(self) -> None:
        found = sticks()
        if [path for _, path in found] == self._stick_paths:
            return
        self._stick_paths = [path for _, path in found]
        while (item := self._sticks.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for name, path in found:
            made = button(tr("Stick {name}", name=name), icon="stick")
            made.clicked.connect(partial(self._to_stick, path))
            self._sticks.addWidget(made)

    def _to_stick(self, path: Path, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 Qt's signal
        self.presenter.go_to(path)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, tr("Where the file goes"), str(self.presenter.folder)
        )
        if folder:
            self.presenter.go_to(Path(folder))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    def _connect(self) -> None:
        self.change.clicked.connect(self._choose_folder)
        self.whom.chosen.connect(self._turn)
        self.give.clicked.connect(self.write)
        self.phrase.returnPressed.connect(self.repeated.setFocus)
        self.repeated.returnPressed.connect(self.write)
        for line in (self.phrase, self.repeated):
            line.textEdited.connect(self.phrase_field.clear_problem)

    def _lay_out(self) -> None:
        scroll = ScrollColumn()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.body.setSpacing(px(14))
        scroll.body.addWidget(self._where_card())
        scroll.body.addWidget(self._whom_card())
        scroll.body.addWidget(self._foot())
        scroll.body.addStretch(1)
        scroll.setMaximumWidth(px(_WIDEST))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _where_card(self) -> QWidget:
        card = Card(tr("Where the file goes"))
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self.where, 1)
        row.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(row)
        plugged = QWidget()
        self._sticks = FlowLayout(plugged, gap=px(8))
        card.body.addWidget(plugged)
        card.body.addWidget(self.last)
        return card

    def _whom_card(self) -> QWidget:
        card = Card(tr("Who may open it"))
        card.body.addWidget(self.whom)
        card.body.addWidget(self.recipients)
        self.phrases = QWidget()
        pair = QHBoxLayout(self.phrases)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(px(12))
        again = Field(tr("The passphrase again"), self.repeated)
        for field in (self.phrase_field, again):
            pair.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.phrases.hide()
        card.body.addWidget(self.phrases)
        card.body.addWidget(self.open_to_all)
        return card

    def _foot(self) -> QWidget:
        card = Card()
        card.body.addWidget(
            label(
                tr(
                    "The file holds the whole record, whoever receives it twice loses "
                    "nothing. It is read back before you are told that it is done."
                ),
                "muted",
                wrap=True,
            )
        )
        card.body.addWidget(self.alert)
        card.body.addWidget(self.progress)
        card.body.addWidget(self.ask)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.give, 1)
        row.addWidget(key_cap("F9"))
        card.body.addLayout(row)
        return card


def _size_words(size: int) -> str:
    if size < _MEGA:
        return tr("{size} KB", size=max(1, round(size / _KILO)))
    return tr("{size} MB", size=round(size / _MEGA))
