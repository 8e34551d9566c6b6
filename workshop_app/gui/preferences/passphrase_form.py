"""The passphrase of the open file: given later, or another one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.gui.parts.progress_strip import ProgressStrip
from workshop_app.i18n import tr
from workshop_app.services.protecting import (
    PassphraseNowWrongError,
    PassphrasesDifferError,
    PassphraseShortError,
    can_be_protected,
    has_passphrase,
    require_passphrase,
    set_passphrase,
)

if TYPE_CHECKING:
    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.services.progress import Progress
    from workshop_app.store import Store


class PassphraseForm(QWidget):
    """Says how the file is protected, and takes a passphrase for it."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.state = label("", wrap=True)
        self.before, self.passphrase, self.repeated = (
            QLineEdit(echoMode=QLineEdit.EchoMode.Password) for _ in range(3)
        )
        self.alert = Alert()
        self.progress = ProgressStrip()
        self.put = button("", kind="primary", icon="lock", name="-")
        self.fields = QWidget()
        self._before = Field(tr("The passphrase it has now"), self.before)
        self._new = Field(
            tr("New passphrase"),
            self.passphrase,
            hint=tr(
                "Several words that you will remember. Nobody can find it out later: "
                "without it the file does not open on another computer."
            ),
        )
        self._again = Field(tr("The passphrase again"), self.repeated)
        self._lay_out()
        self.before.returnPressed.connect(self.passphrase.setFocus)
        self.passphrase.returnPressed.connect(self.repeated.setFocus)
        self.repeated.returnPressed.connect(self.give)
        self.put.clicked.connect(self.give)

    def show_state(self) -> None:
        """Show how the file is protected; forget what was typed."""
        store = self._context.store
        self.forget()
        self.alert.clear()
        has, can = has_passphrase(store), can_be_protected(store)
        if not can:
            said = tr("This process is not encrypted: it has no passphrase.")
        elif has:
            said = tr(
                "The file is encrypted and has a passphrase: with it, it opens on any "
                "computer."
            )
        else:
            said = tr(
                "The file is encrypted and has no passphrase: it and its copies open "
                "on this computer only."
            )
        self.state.setText(said)
        self.fields.setVisible(can)
        self._before.setVisible(has)
        words = tr("Change the passphrase") if has else tr("Put the passphrase")
        self.put.setText(words)
        self.put.setAccessibleName(words)

    def forget(self) -> None:
        """Forget what was typed: the page goes to the back."""
        for line in (self.before, self.passphrase, self.repeated):
            line.clear()
        for field in (self._before, self._new, self._again):
            field.clear_problem()

    def give(self) -> None:
        """Give the file the passphrase that was typed, if it was typed well."""
        for field in (self._before, self._new, self._again):
            field.clear_problem()
        try:
            require_passphrase(self.passphrase.text(), self.repeated.text())
        except PassphrasesDifferError as error:
            self._again.show_problem(str(error))
            return
        except PassphraseShortError as error:
            self._new.show_problem(error.message)
            return
        self.put.setEnabled(False)
        task = self._context.start(
            partial(
                _put,
                self._context.store,
                self.passphrase.text(),
                self.before.text() or None,
            ),
            on_done=self._on_put,
            on_error=self._refuse,
        )
        self.progress.follow(task, tr("Protecting the file…"))

    def _lay_out(self) -> None:
        card = Card(tr("Passphrase of the file"))
        card.body.addWidget(self.state)
        column = QVBoxLayout(self.fields)
        column.setContentsMargins(0, 0, 0, 0)
        for field in (self._before, self._new, self._again):
            column.addWidget(field)
        column.addWidget(
            label(
                tr(
                    "Copies made from now on open with it; those made before open as "
                    "they did."
                ),
                "muted",
                wrap=True,
            )
        )
        column.addWidget(self.put, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.alert)
        card.body.addWidget(self.progress)
        card.body.addWidget(self.fields)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)

    def _on_put(self, _nothing: None) -> None:
        self.put.setEnabled(True)
        self.show_state()
        self.alert.show_alert(
            "ok",
            tr("The file has its passphrase."),
            tr("Write it down and keep it apart from this computer."),
        )

    def _refuse(self, error: AppError) -> None:
        self.put.setEnabled(True)
        if isinstance(error, PassphraseNowWrongError):
            self._before.show_problem(error.message)
            self.before.selectAll()
        else:
            self.alert.show_alert("bad", error.message, error.advice)


def _put(store: Store, passphrase: str, now: str | None, _progress: Progress) -> None:
    set_passphrase(store, passphrase, passphrase, now=now)
