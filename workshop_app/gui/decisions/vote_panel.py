"""What the table voted: an act of the table, never mixed with the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from workshop_app.clock import PERU
from workshop_app.domain.labels import label as words_of
from workshop_app.domain.vocabulary import Bloc
from workshop_app.gui.decisions.words import tone_of_table
from workshop_app.gui.parts.balance_bar import BalanceBar
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.labels import LabelStyle, label
from workshop_app.gui.spoken_codes import short_codes
from workshop_app.gui.theme import px
from workshop_app.i18n import short_date, short_time, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from workshop_app.domain.content import VoteNumbers
    from workshop_app.services.answer_desk import TableVote

_ROWS: Final = (*Bloc, None)
_RIGHT = Qt.AlignmentFlag.AlignRight


class VoteCard(Card):
    """The last vote of the table on one contribution, by bloc, and who was there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.outcome = Chip()
        super().__init__(tr("The table voted"), self.outcome, parent)
        self.question = label("", wrap=True)
        self.about = label("", "muted", wrap=True)
        self.cells: dict[tuple[Bloc | None, int], QLabel] = {}
        self.counts = self._grid()
        self.balance = BalanceBar()
        self.balance_caption = label(tr("In the room when it was voted"), "caption")
        self.body.addWidget(self.question)
        self.body.addWidget(self.counts)
        self.body.addWidget(self.balance_caption)
        self.body.addWidget(self.balance)
        self.body.addWidget(self.about)

    def show_vote(self, vote: TableVote | None) -> None:
        """Show it, or that there was none."""
        parts = (self.counts, self.balance_caption, self.balance, self.question)
        for part in parts:
            part.setVisible(vote is not None)
        if vote is None:
            self.outcome.set(tr("No vote"), "plain")
            self.about.setText(tr("The table did not vote on this contribution."))
            return
        result = vote.result
        open_now = vote.ballot.closed_at is None
        if open_now:
            self.outcome.set(tr("Vote open"), "warn")
        else:
            tone = tone_of_table(result.outcome)
            self.outcome.set(words_of(result.outcome), tone)
        self.question.setText(vote.ballot.question)
        self.counts.setVisible(result.totals is not None)
        if result.totals is not None:
            for bloc in Bloc:
                self._show_row(bloc, result.counts.get(bloc))
            self._show_row(None, result.totals)
        voting = result.voting
        self.balance.show_numbers(
            voting.state,
            voting.civil_society,
            voting.other,
            vote.band or (50, 50),
            observers=vote.heads.total - voting.total,
        )
        self.about.setText(_about(vote))

    def _grid(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(px(3))
        headings = (tr("In favour"), tr("Against"), tr("Abstentions"))
        for place, heading in enumerate(headings, 1):
            grid.addWidget(label(heading, "caption"), 0, place, _RIGHT)
        for row, bloc in enumerate(_ROWS, 1):
            style: LabelStyle = "strong" if bloc is None else "body"
            name = tr("Total") if bloc is None else words_of(bloc)
            grid.addWidget(label(name, style), row, 0)
            for place in (1, 2, 3):
                cell = label("", style)
                self.cells[bloc, place] = cell
                grid.addWidget(cell, row, place, _RIGHT)
        grid.setColumnStretch(0, 1)
        return made

    def _show_row(self, bloc: Bloc | None, numbers: VoteNumbers | None) -> None:
        told = (
            ("–", "–", "–")
            if numbers is None
            else (numbers.votes_for, numbers.votes_against, numbers.abstentions)
        )
        for place, number in enumerate(told, 1):
            self.cells[bloc, place].setText(str(number))


def _about(vote: TableVote) -> str:
    """Say which ballot it was, when, and under what rule."""
    ballot = vote.ballot
    code = short_codes(ballot.code)
    said = [code, words_of(ballot.method), words_of(ballot.majority)]
    if ballot.opened_at is not None:
        moment = ballot.opened_at.astimezone(PERU)
        said.append(f"{short_date(moment.date())}, {short_time(moment)}")
    if not vote.result.quorum_met:
        said.append(tr("without quorum"))
    return " · ".join(said)
