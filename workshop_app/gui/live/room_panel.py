"""Who has a vote: now, or frozen as the vote opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain.tally import tally
from workshop_app.domain.vocabulary import SessionState
from workshop_app.gui.parts.balance_bar import BalanceBar
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.chip import Chip
from workshop_app.i18n import short_time, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from workshop_app.gui.live.vote_now import VoteNow

_HALF = 50


class RoomCard(Card):
    """The composition of those with a vote."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.chip = Chip()
        super().__init__(tr("Who has a vote"), self.chip, parent)
        self.bar = BalanceBar()
        self.body.addWidget(self.bar)

    def show_room(self, vote: VoteNow) -> None:
        """Show it as frozen with the vote in front, or else as it is now."""
        room = vote.table.room
        numbers, observers = room.voting, room.observers
        closed = vote.table.session.state is SessionState.CLOSED
        self.chip.set(tr("At the closing") if closed else tr("Now"), "plain")
        if vote.records is not None:
            result = tally(vote.records.ballot, vote.records.counts)
            numbers = result.voting
            observers = result.present.total - numbers.total
            opened = vote.records.ballot.opened_at
            time = "" if opened is None else short_time(opened)
            self.chip.set(tr("Frozen at {time}", time=time), "info")
        band = vote.table.rules.parity_band
        self.bar.show_numbers(
            numbers.state,
            numbers.civil_society,
            numbers.other,
            (_HALF - band, _HALF + band),
            observers=observers,
        )
