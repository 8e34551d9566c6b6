"""A certificate to sign with: made here, for whoever has none."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from workshop_app.domain.names import folded
from workshop_app.domain.person import Person
from workshop_app.domain.text import one_line
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.gui.parts.progress_strip import ProgressStrip
from workshop_app.i18n import tr
from workshop_app.services.certificates import make_certificate

if TYPE_CHECKING:
    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.services.progress import Progress
    from workshop_app.store import Store

_SUFFIX = ".p12"


class IdentityForm(QWidget):
    """Makes a person's own certificate, and says what it is worth."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._offered = ""
        self.name = QLineEdit()
        self.document = QLineEdit()
        self.passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.repeated = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.alert = Alert()
        self.progress = ProgressStrip()
        self.again = Field(tr("The passphrase again"), self.repeated)
        self.make = button(tr("Make the certificate…"), kind="primary", icon="key")
        self.make.clicked.connect(self._make)
        self.name.returnPressed.connect(self.document.setFocus)
        self.document.returnPressed.connect(self.passphrase.setFocus)
        self.passphrase.returnPressed.connect(self.repeated.setFocus)
        self.repeated.returnPressed.connect(self._make)
        card = Card(tr("A certificate to sign with"))
        card.body.addWidget(
            label(
                tr(
                    "Whoever has a certificate of an accredited entity signs with that "
                    "one. One made here shows that the paper was not altered; nobody "
                    "else vouches for the name in it, and the paper says so."
                ),
                "muted",
                wrap=True,
            )
        )
        for field in (
            Field(tr("Name"), self.name),
            Field(tr("Identity document"), self.document, optional=True),
            Field(
                tr("Passphrase"),
                self.passphrase,
                hint=tr("Asked for at every signature; nobody can find it out later."),
            ),
            self.again,
        ):
            card.body.addWidget(field)
        card.body.addWidget(self.alert)
        card.body.addWidget(self.progress)
        card.body.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)

    def show_person(self) -> None:
        """Offer whoever is at the keyboard, and nobody who sat there before."""
        store = self._context.store
        with store.read() as reader:
            person = reader.find(Person, store.operator)
        if person is not None and person.id != self._offered:
            self._offered = person.id
            self.name.setText(person.name)
            self.document.setText(person.document_number)

    def _make(self) -> None:
        if self.passphrase.text() != self.repeated.text():
            self.again.show_problem(tr("The two passphrases are not the same."))
            return
        self.again.clear_problem()
        path, _ = QFileDialog.getSaveFileName(
            self,
            tr("Where the certificate is kept"),
            str(Path.home() / file_name(self.name.text())),
            tr("Certificates (*.p12 *.pfx)"),
        )
        if path:
            chosen = Path(path)
            if not chosen.suffix:
                chosen = chosen.with_suffix(_SUFFIX)
            self.make_at(chosen)

    def make_at(self, path: Path) -> None:
        """Make the certificate in a file, and remember where it is."""
        name = one_line(self.name.text())
        task = self._context.start(
            partial(
                _make,
                self._context.store,
                path,
                name,
                self.document.text(),
                self.passphrase.text(),
            ),
            on_done=partial(self._on_made, name),
            on_error=self._refuse,
        )
        self.progress.follow(task, tr("Making the certificate…"))

    def _on_made(self, name: str, path: Path) -> None:
        context = self._context
        context.choose(context.settings.with_certificate(name, str(path)))
        self.passphrase.clear()
        self.repeated.clear()
        self.alert.show_alert(
            "ok",
            tr("The certificate was made."),
            tr("Keep {file} and its passphrase where only you reach them.", file=path),
            (tr("Go on to sign the minutes"), self._to_the_minutes)
            if context.session
            else None,
        )

    def _to_the_minutes(self) -> None:
        self._context.go("minutes", "sign")

    def _refuse(self, error: AppError) -> None:
        self.alert.show_alert("bad", error.message, error.advice)


def file_name(name: str) -> str:
    """Return what a certificate's file is called, so that whose it is can be told."""
    words = (word for word in folded(name).split() if word.isalnum())
    return "-".join(("certificado", *words)) + _SUFFIX


def _make(
    store: Store,
    path: Path,
    name: str,
    document: str,
    passphrase: str,
    _progress: Progress,
) -> Path:
    make_certificate(
        path,
        name,
        passphrase,
        document=document,
        ids=store.ids,
        since=store.now(),
    )
    return path
