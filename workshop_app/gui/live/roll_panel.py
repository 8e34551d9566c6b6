"""The roll: everybody with a vote, called one after the other, a key for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from workshop_app.domain.ballot import Vote
from workshop_app.domain.labels import label as said
from workshop_app.domain.vocabulary import VoteChoice
from workshop_app.gui.live.reading import Seat
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import KeyHints
from workshop_app.gui.parts.list_model import Column, ListModel
from workshop_app.gui.parts.list_source import HeldRows
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.theme import px
from workshop_app.i18n import tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence


_LEAST_HEIGHT = 230
_TONES = {
    VoteChoice.FOR: "ok",
    VoteChoice.AGAINST: "bad",
    VoteChoice.ABSTAIN: "info",
}


@dataclass(frozen=True)
class Called:
    """Somebody on the roll, and the answer given."""

    seat: Seat
    vote: Vote | None

    @property
    def answer(self) -> str:
        """The answer in words, or where the person is."""
        if self.vote is not None:
            return said(self.vote.choice)
        return "" if self.seat.here else tr("Away")


class RollList(QWidget):
    """Calls the roll.

    Signals:
        reasoned: Person and reason of an abstention.
    """

    reasoned = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: HeldRows[Called] = HeldRows((), _key)
        self._model: ListModel[Called] = ListModel(_columns(), self._held, self)
        self.list = ListView(self._model, "live/roll", accessible=tr("Roll"))
        self.list.setMinimumHeight(px(_LEAST_HEIGHT))
        self.list.set_empty(tr("Nobody with a vote is on the list."))
        self._person = ""
        self.reason = QLineEdit()
        self._field = Field(tr("Reason of the abstention"), self.reason)
        self._field.hide()
        self.reason.returnPressed.connect(self._give_reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.list, 1)
        column.addWidget(self._field)
        column.addWidget(
            KeyHints(
                [
                    ("1", tr("In favour")),
                    ("2", tr("Against")),
                    ("3", tr("Abstention")),
                ]
            )
        )

    def show_roll(self, seats: Sequence[Seat], votes: Sequence[Vote]) -> None:
        """Show who is called, and what was answered; stay where one stands."""
        given = {vote.person: vote for vote in votes}
        rows = [Called(seat, given.get(seat.person)) for seat in seats if seat.votes]
        self._held.hold(rows)
        self._model.refresh()
        if not self.list.current_id() and rows:
            first = next((one for one in rows if one.vote is None), rows[0])
            self.list.show_row(first.seat.person)
        if self._person in given:
            self._hide_reason()

    def current(self) -> str:
        """Return whose turn it is."""
        return self.list.current_id()

    def go_on(self) -> None:
        """Go to the next who has not answered and is here, else stay."""
        start = self.list.currentIndex().row() + 1
        for row in range(start, self._model.rowCount()):
            called = self._model.row_at(row)
            if called is not None and called.vote is None and called.seat.here:
                self.list.show_row(called.seat.person)
                return

    def ask_reason(self, person: str, name: str) -> None:
        """Ask in place why somebody abstains; Enter puts it on record."""
        self._person = person
        self.reason.clear()
        self.reason.setPlaceholderText(name)
        self._field.show()
        self._field.show_problem(
            tr("{name} abstains: write the reason, then Enter.", name=name)
        )

    def _give_reason(self) -> None:
        if self._person and self.reason.text().strip():
            self.reasoned.emit(self._person, self.reason.text())

    def _hide_reason(self) -> None:
        self._person = ""
        self._field.clear_problem()
        self._field.hide()
        self.list.setFocus()


def _columns() -> list[Column[Called]]:
    return [
        Column(
            tr("Called"),
            lambda row: row.seat.name,
            second=lambda row: row.seat.organization or said(row.seat.bloc),
            mark=lambda row: row.seat.bloc.value,
            width=190,
            stretch=True,
        ),
        Column(tr("Answer"), lambda row: row.answer, tone=_tone, width=110),
    ]


def _tone(row: Called) -> str:
    if row.vote is None:
        return "" if row.seat.here else "plain"
    return _TONES.get(row.vote.choice, "plain")


def _key(row: Called) -> str:
    return row.seat.person
