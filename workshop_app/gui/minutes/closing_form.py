"""The end of a session, and its opening again; in place, never over the page."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTimeEdit, QVBoxLayout, QWidget

from workshop_app.clock import PERU
from workshop_app.domain.text import says_something
from workshop_app.domain.vocabulary import SessionState
from workshop_app.gui.minutes.words import role_words
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.gui.theme import px
from workshop_app.i18n import ntr, short_time, tr

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from workshop_app.errors import AppError
    from workshop_app.gui.minutes.reading import MinutesNow


class ClosingForm(QWidget):
    """Closes a session at an hour, or opens it again for a reason.

    Signals:
        asked: somebody wants to close the session, and nothing keeps them from it.
        closing(object): the moment at which the session ended.
        reopening(str): the reason for opening it again.
        looking_over: somebody wants to see what keeps it from closing.
    """

    asked = Signal()
    closing = Signal(object)
    reopening = Signal(str)
    looking_over = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: MinutesNow | None = None
        self.told = label("", wrap=True)
        self.alert = Alert()
        self.hour = QTimeEdit()
        self.hour.setDisplayFormat("HH:mm")
        self.hour.setMinimumHeight(px(34))
        self.hour_field = Field(tr("Hour at which it ended"), self.hour)
        self.close_it = button(
            tr("Close the session…"), kind="primary", icon="lock", name="close_session"
        )
        self.close_it.setAccessibleName(tr("Close the session…"))
        self.reason = QLineEdit()
        self.reason_field = Field(
            tr("Why it is opened again"),
            self.reason,
            hint=tr("The history keeps it; minutes issued before stay on record."),
        )
        self.open_again = button(tr("Open it again…"), icon="unlock")
        self.confirm = button(tr("Open it again"), kind="danger", icon="unlock")
        self.cancel = button(tr("Leave it closed"), kind="ghost")
        self._connect()
        self._lay_out()

    def show_session(self, now: MinutesNow) -> None:
        """Show what can be done to a session."""
        fresh = self._now is None or self._now.session != now.session
        self._now = now
        state = now.session.state
        self.closer.setVisible(state is SessionState.OPEN)
        self.open_again.setVisible(now.is_closed)
        self.told.setText(_told(now))
        if fresh:
            self.alert.clear()
            self.show_reason(wanted=False)
            at = now.ends_at.time()
            self.hour.setTime(QTime(at.hour, at.minute))

    def show_reason(self, *, wanted: bool) -> None:
        """Ask for the reason of opening it again, or ask no more."""
        closed = self._now is not None and self._now.is_closed
        self.reopener.setVisible(wanted and closed)
        self.open_again.setVisible(closed and not wanted)
        self.reason_field.clear_problem()
        if wanted and closed:
            self.reason.setFocus()

    def show_problem(self, error: AppError) -> None:
        """Say why it was neither closed nor opened."""
        self.alert.show_alert("bad", error.message, error.advice)

    def ask(self) -> None:
        """Have it asked, with the focus on the hour; or say what keeps it open."""
        now = self._now
        if now is None:
            return
        if now.stops:
            self._say_stops(now)
            return
        self.alert.clear()
        if not self.hour.hasFocus():
            self.hour.setFocus()
            self.hour.selectAll()
        self.asked.emit()

    def close_at_hour(self) -> None:
        """Close the session at the hour that stands there, on the day it began."""
        now = self._now
        if now is None:
            return
        typed = self.hour.time()
        began = now.session.opened_at or now.ends_at
        day = began.astimezone(PERU).date()
        moment = datetime(
            day.year, day.month, day.day, typed.hour(), typed.minute(), tzinfo=PERU
        )
        self.closing.emit(moment)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what the field asks for; Esc leaves the reason."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.hour.hasFocus():
                self.ask()
                return
        elif event.key() == Qt.Key.Key_Escape and self.reopener.isVisible():
            self.show_reason(wanted=False)
            self.open_again.setFocus()
            return
        super().keyPressEvent(event)

    def _connect(self) -> None:
        self.close_it.clicked.connect(self.ask)
        self.open_again.clicked.connect(self._ask_reason)
        self.confirm.clicked.connect(self._reopen)
        self.cancel.clicked.connect(self._leave_closed)
        self.reason.returnPressed.connect(self._reopen)

    def _lay_out(self) -> None:
        card = Card(tr("The session"))
        self.closer = QWidget()
        row = QHBoxLayout(self.closer)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.hour_field)
        row.addWidget(self.close_it, 1, Qt.AlignmentFlag.AlignBottom)
        self.reopener = QWidget()
        column = QVBoxLayout(self.reopener)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.reason_field)
        buttons = QHBoxLayout()
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column.addLayout(buttons)
        card.body.addWidget(self.told)
        card.body.addWidget(self.alert)
        card.body.addWidget(self.closer)
        card.body.addWidget(self.open_again, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.reopener)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.reopener.hide()

    def _say_stops(self, now: MinutesNow) -> None:
        self.alert.show_alert(
            "warn",
            ntr(
                "{count} thing keeps the session from being closed.",
                "{count} things keep the session from being closed.",
                len(now.stops),
            ),
            " ".join(one.sentence for one in now.stops),
            (tr("Look it over"), self.looking_over.emit),
        )

    def _ask_reason(self) -> None:
        self.show_reason(wanted=True)

    def _leave_closed(self) -> None:
        self.show_reason(wanted=False)
        self.open_again.setFocus()

    def _reopen(self) -> None:
        if not says_something(self.reason.text()):
            self.reason_field.show_problem(
                tr("Write why it is opened again; the history keeps it.")
            )
            return
        self.alert.clear()
        self.reopening.emit(self.reason.text())
        self.reason.clear()


def _told(now: MinutesNow) -> str:
    session = now.session
    if session.state is SessionState.PLANNED or session.opened_at is None:
        return tr("It has not been opened yet: that is done at check-in.")
    opened = short_time(session.opened_at.astimezone(PERU))
    people = _facilitation(now)
    if session.closed_at is None:
        return tr("Under way since {opened}. {people}", opened=opened, people=people)
    closed = short_time(session.closed_at.astimezone(PERU))
    return tr(
        "From {opened} to {closed}. {people}",
        opened=opened,
        closed=closed,
        people=people,
    )


def _facilitation(now: MinutesNow) -> str:
    names = [
        tr("{role}: {name}.", role=role_words(one.role), name=one.name)
        for one in now.signers
        if one.role in {"facilitator", "rapporteur"}
    ]
    return " ".join(names)
