"""Who signs the minutes, who did, and a place to sign with a certificate."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from workshop_app.gui.minutes.by_hand_form import ByHandForm
from workshop_app.gui.minutes.presenter import SigningWish
from workshop_app.gui.minutes.reading import unsigned
from workshop_app.gui.minutes.signers_form import (
    print_words,
    signer_line,
    signer_state,
    why_unsigned,
)
from workshop_app.gui.minutes.words import role_words
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.ask_strip import AskStrip
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.gui.theme import px
from workshop_app.i18n import tr
from workshop_app.services.signing import OtherHolderError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtGui import QKeyEvent

    from workshop_app.errors import AppError
    from workshop_app.gui.minutes.reading import MinutesNow, Paperwork, SignerPlace
    from workshop_app.services.paper_files import PaperOnFile
    from workshop_app.services.signing import Signature


class SigningForm(QWidget):
    """The signers, each signed or not, and the form with which one signs in place.

    Signals:
        signing(object): a `SigningWish`.
        recording(object): `HandSignatures` on a print.
        preparing: somebody wants to say who signs.
        making: somebody wants to make a certificate.
    """

    signing = Signal(object)
    recording = Signal(object)
    preparing = Signal()
    making = Signal()

    def __init__(
        self,
        certificate_of: Callable[[str], str],
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        """Make it; `certificate_of` says where the certificate of a name is."""
        super().__init__(parent)
        self._certificate_of = certificate_of
        self._wish: SigningWish | None = None
        self._waiting: tuple[SignerPlace, ...] = ()
        self.count = Chip()
        self.names = QVBoxLayout()
        self.names.setSpacing(px(6))
        self.why = label("", "muted", wrap=True)
        self.kept = label("", "muted", wrap=True)
        self._can_sign = False
        self.nobody = button(tr("Say who signs"), icon="calendar")
        self.sign_now = button(tr("Sign…"), icon="signature")
        self.on_paper = button(tr("Signed on paper…"), kind="ghost", icon="pen")
        self.by_hand = ByHandForm(now)
        self.alert = Alert()
        self.who = QComboBox()
        self.certificate = QLineEdit()
        self.choose = button("", icon="folder", tip=tr("Choose the file"))
        self.passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.reason = QLineEdit()
        self.put = button(tr("Put the signature"), kind="primary", icon="signature")
        self.cancel = button(tr("Not now"), kind="ghost")
        self.make = button(tr("Make a certificate…"), kind="ghost", icon="key")
        self.question = AskStrip("F9")
        self.form = QWidget()
        self._lay_out()
        self._connect()

    def show_papers(self, now: MinutesNow, work: Paperwork | None) -> None:
        """Show who signed the minutes in force."""
        paper = None if work is None else work.current
        self._waiting = () if paper is None else unsigned(now, paper)
        self._show_names(now, work)
        self._show_places()
        can_sign = bool(self._waiting) and paper is not None and paper.path is not None
        self.nobody.setVisible(not now.signers)
        reading = now.is_closed and work is None and bool(now.signers)
        said = (
            tr("Reading the papers…")
            if reading
            else why_unsigned(now, paper, self._waiting)
        )
        self.why.setText(said)
        self.why.setVisible(bool(self.why.text()))
        if not can_sign:
            self.form.hide()
        if not self._waiting:
            self.by_hand.hide()
        self._can_sign = can_sign
        self._show_ways()

    def ask(self) -> None:
        """Show the form, the next who has not signed chosen; filled in, sign."""
        if self.question.is_asking:
            self.question.confirm()
            return
        if not self.form.isHidden() and self.passphrase.text():
            self._sign()
            return
        if not self.by_hand.isHidden():
            self.by_hand.give()
            return
        if self._waiting and not self.sign_now.isHidden():
            self.form.show()
            self._show_ways()
        if self.form.isHidden():
            return
        if not self.certificate.text():
            self._offer()
        known = self.certificate.text()
        (self.passphrase if known else self.certificate).setFocus()

    def show_signed(self, signature: Signature) -> None:
        """Say who signed, and be ready for the next."""
        self._wish = None
        self.certificate.clear()
        self.reason.clear()
        self.put.setEnabled(True)
        text = tr("The file now holds the signature of {name}.", name=signature.name)
        if signature.self_made:
            text = tr(
                "{text} Nobody else vouches for this certificate; the paper says so.",
                text=text,
            )
        self.alert.show_alert("ok", tr("Signed."), text)

    def show_recorded(self) -> None:
        """Say that it is on record who signed the print."""
        self.by_hand.settle()
        self._show_ways()
        self.alert.show_alert(
            "ok",
            tr("It is on record that the print was signed."),
            tr("If that was a mistake, Ctrl+Z takes it back."),
        )

    def show_not_recorded(self, error: AppError) -> None:
        """Say why it is not."""
        self.by_hand.show_problem(error)

    def show_not_signed(self, error: AppError) -> None:
        """Say why nobody signed; the passphrase is typed again.

        Somebody else's certificate is no mistake for certain: that is asked.
        """
        wish, self._wish = self._wish, None
        self.put.setEnabled(True)
        if isinstance(error, OtherHolderError) and wish is not None:
            self.question.ask(
                error.message,
                tr("Its name stands on the paper for good."),
                tr("Sign all the same"),
                partial(self._send, replace(wish, holder="")),
                back=self.certificate,
            )
            return
        self.alert.show_alert("bad", error.message, error.advice)
        self.passphrase.setFocus()

    def let_go(self) -> None:
        """Forget the passphrase: the page went to the back."""
        self._wish = None
        self.question.clear()
        self.passphrase.clear()
        self.put.setEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the question away, and then the form."""
        if event.key() == Qt.Key.Key_Escape and self.question.is_asking:
            self.question.leave()
        elif event.key() == Qt.Key.Key_Escape and not self.form.isHidden():
            self._put_away()
        else:
            super().keyPressEvent(event)

    def _show_names(self, now: MinutesNow, work: Paperwork | None) -> None:
        paper = None if work is None else work.current
        while (item := self.names.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        waiting = {one.role for one in self._waiting}
        for one in now.signers:
            signed = paper is not None and one.role not in waiting
            by = "" if paper is None else paper.signed_roles.get(one.role, "")
            self.names.addWidget(
                signer_line(one, by, signer_state(now, work, signed=signed))
            )
        self._show_print(paper)
        if not now.signers or paper is None:
            self.count.set("", "plain")
            return
        done = len(now.signers) - len(self._waiting)
        words = tr("{done} of {total} signed", done=done, total=len(now.signers))
        self.count.set(words, "ok" if not self._waiting else "warn")

    def _show_places(self) -> None:
        known = self.who.currentData()
        self.who.clear()
        for one in self._waiting:
            words = tr("{role}: {name}", role=role_words(one.role), name=one.name)
            self.who.addItem(words, one.role)
        self.who.setCurrentIndex(max(0, self.who.findData(known)))

    def _lay_out(self) -> None:
        card = Card(tr("Signatures"), self.count)
        card.body.addLayout(self.names)
        card.body.addWidget(self.why)
        card.body.addWidget(self.kept)
        card.body.addWidget(self.nobody, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.alert)
        card.body.addWidget(self.sign_now, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.on_paper, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.form)
        card.body.addWidget(self.by_hand)
        self.by_hand.hide()
        file_row = QWidget()
        row = QHBoxLayout(file_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.certificate, 1)
        row.addWidget(self.choose)
        file_row.setFocusProxy(self.certificate)
        self.file_field = Field(
            tr("Certificate (file .p12 or .pfx)"),
            file_row,
            hint=tr("Whoever has none makes one in Settings, under Signature."),
        )
        self.certificate.setAccessibleName(tr("Certificate (file .p12 or .pfx)"))
        self.secret_field = Field(
            tr("Its passphrase"),
            self.passphrase,
            hint=tr("Used for this signature only, and kept nowhere."),
        )
        self._lay_out_form()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def _lay_out_form(self) -> None:
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self.who_field = Field(tr("Who signs"), self.who)
        column.addWidget(self.who_field)
        column.addWidget(self.file_field)
        column.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.secret_field)
        column.addWidget(Field(tr("Reservation or remark"), self.reason, optional=True))
        column.addWidget(self.question)
        buttons = QHBoxLayout()
        buttons.addWidget(self.put)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.who.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.who.setMinimumContentsLength(12)
        self.form.hide()

    def _connect(self) -> None:
        self.nobody.clicked.connect(self.preparing)
        self.sign_now.clicked.connect(self.ask)
        self.choose.clicked.connect(self._choose)
        self.put.clicked.connect(self._sign)
        self.cancel.clicked.connect(self._put_away)
        self.make.clicked.connect(self.making)
        self.on_paper.clicked.connect(self._ask_by_hand)
        self.by_hand.given.connect(self.recording)
        self.by_hand.left.connect(self._leave_by_hand)
        self.who.activated.connect(self._offer)
        self.certificate.returnPressed.connect(self.passphrase.setFocus)
        self.passphrase.returnPressed.connect(self._sign)
        self.reason.returnPressed.connect(self._sign)
        for field in (self.file_field, self.secret_field):
            clear = partial(_clear, field)
            self.certificate.textEdited.connect(clear)
            self.passphrase.textEdited.connect(clear)

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self,
            tr("The certificate to sign with"),
            str(Path.home()),
            tr("Certificates (*.p12 *.pfx)"),
        )
        if path:
            self.certificate.setText(path)
            self.certificate.setModified(True)
            self.passphrase.setFocus()

    def _sign(self) -> None:
        if not self.put.isEnabled():
            return
        file, secret = self.certificate.text().strip(), self.passphrase.text()
        if not file:
            self.file_field.show_problem(tr("Choose the file of your certificate."))
            return
        if not secret:
            self.secret_field.show_problem(tr("Write the passphrase of that file."))
            return
        self.passphrase.clear()
        wish = SigningWish(
            role=self.who.currentData(),
            certificate=Path(file).expanduser(),
            passphrase=secret,
            reason=self.reason.text().strip(),
            holder=self._holder(),
        )
        self._wish = wish
        self._send(wish)

    def _send(self, wish: SigningWish) -> None:
        self.alert.clear()
        self.question.clear()
        self.put.setEnabled(False)
        self.signing.emit(wish)

    def _holder(self) -> str:
        role = self.who.currentData()
        return next((one.name for one in self._waiting if one.role == role), "")

    def _offer(self, _index: int = 0) -> None:
        """Fill in the certificate that is known of whoever signs."""
        if not (self.certificate.isModified() and self.certificate.text()):
            self.certificate.setText(self._certificate_of(self._holder()))

    def _put_away(self) -> None:
        self.let_go()
        self.form.hide()
        self._show_ways()
        self.sign_now.setFocus()

    def _show_ways(self) -> None:
        """Offer both ways to sign, unless one of them is being filled in."""
        asking = not (self.form.isHidden() and self.by_hand.isHidden())
        self.sign_now.setVisible(self._can_sign and not asking)
        self.on_paper.setVisible(bool(self._waiting) and not asking)

    def _ask_by_hand(self) -> None:
        self.alert.clear()
        self.by_hand.ask(self._waiting)
        self._show_ways()

    def _leave_by_hand(self) -> None:
        self.by_hand.hide()
        self._show_ways()
        self.on_paper.setFocus()

    def _show_print(self, paper: PaperOnFile | None) -> None:
        """Say of the print that was signed when that was, and where it is."""
        said = "" if paper is None else print_words(paper.paper)
        self.kept.setText(said)
        self.kept.setVisible(bool(said))


def _clear(field: Field, _text: str) -> None:
    field.clear_problem()
