"""Over the page: the last good act of a computer, what follows, and the reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from workshop_app.gui.computers.revoking import RevokingPresenter
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.ask_strip import AskStrip
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.parts.over_page import OverPage
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.services.computer_list import Computer
    from workshop_app.services.revoking import Revoked

_REST_MS = 250
"""How long somebody rests on an act before it is worked out what would go."""


class RevokePanel(OverPage):
    """Nothing is done before what follows from it was shown.

    Signals:
        revoked(object): a computer is believed no more: its `Revoked`.
        closed(): the panel was put away.
    """

    revoked = Signal(object)
    closed = Signal()

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        self.away = button(tr("Close"), icon="close", kind="ghost")
        super().__init__(tr("Believe it no more"), self.away, parent)
        self.presenter = RevokingPresenter(context, self, self)
        self.list = ListView(
            self.presenter.model, "acts", accessible=tr("Acts of the computer")
        )
        self.alert, self.ask = Alert(), AskStrip()
        self.loss = label("", wrap=True)
        self.reason = QLineEdit(maxLength=500)
        self.reason_field = Field(
            tr("Why it is no longer believed"),
            self.reason,
            hint=tr("It stands in the history, and travels with every file."),
        )
        self.revoke = button(tr("Revoke…"), icon="stop", kind="danger")
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._weigh)
        self._lay_out()
        self._connect()
        self.hide()

    def begin(self, computer: Computer) -> None:
        """Come to the front for a computer; its last act that counts is chosen."""
        self.set_title(tr("Believe {label} no more", label=computer.label))
        self.alert.clear()
        self.ask.clear()
        self.reason.clear()
        self.reason_field.clear_problem()
        good = self.presenter.begin(computer)
        self.cover()
        self.list.show_row(good)
        self.list.setFocus()
        self._rest_on(good)

    def show_loss(self, said: str) -> None:
        """Show what would cease to count."""
        self.loss.setText(said)
        self.revoke.setEnabled(True)

    def show_revoked(self, done: Revoked) -> None:
        """Go away: it was done."""
        self.uncover()
        self.revoked.emit(done)

    def show_refusal(self, error: AppError) -> None:
        """Say why it cannot be done."""
        self.alert.show_alert("bad", error.message, error.advice)

    def close_panel(self) -> None:
        """Put the panel away; nothing was done."""
        self._rest.stop()
        self.ask.clear()
        self.uncover()
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _rest_on(self, good: str) -> None:
        self.ask.clear()
        self.revoke.setEnabled(False)
        self.loss.setText(tr("Working out what would cease to count…"))
        if good:
            self._rest.start()

    def _weigh(self) -> None:
        self.presenter.weigh(self.list.current_id())

    def _ask(self) -> None:
        good, reason = self.list.current_id(), self.reason.text().strip()
        if not reason:
            self.reason_field.show_problem(tr("Say why, in a few words."))
            return
        if good != self.presenter.worked_out:
            return
        self.reason_field.clear_problem()
        self.ask.ask(
            tr("This cannot be taken back."),
            tr(
                "Of two revocations the stricter holds. Whoever sits at that computer "
                "goes on under a new key, which can be admitted."
            ),
            tr("Believe it no more"),
            partial(self.presenter.revoke, good, reason),
            back=self.reason,
        )

    def _to_reason(self, _good: str) -> None:
        self.reason.setFocus()

    def _connect(self) -> None:
        self.away.clicked.connect(self.close_panel)
        self.list.current_changed.connect(self._rest_on)
        self.list.chosen.connect(self._to_reason)
        self.reason.returnPressed.connect(self._ask)
        self.reason.textEdited.connect(self.reason_field.clear_problem)
        self.revoke.clicked.connect(self._ask)

    def _lay_out(self) -> None:
        self.body.addWidget(
            label(
                tr(
                    "Stand on the last act you still believe: what comes after it "
                    "ceases to count, here and wherever the next file goes."
                ),
                "muted",
                wrap=True,
            )
        )
        self.body.addWidget(self.alert)
        middle = QHBoxLayout()
        middle.setSpacing(px(16))
        middle.addWidget(self.list, 3)
        side = QVBoxLayout()
        side.setSpacing(px(10))
        side.addWidget(label(tr("What follows"), "heading"))
        side.addWidget(self.loss)
        side.addStretch(1)
        side.addWidget(self.reason_field)
        side.addWidget(self.revoke)
        side.addWidget(self.ask)
        middle.addLayout(side, 2)
        self.body.addLayout(middle, 1)
