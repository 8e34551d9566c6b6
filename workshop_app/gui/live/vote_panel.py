"""The vote's card: what is asked, the bars, the counters or the roll, the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from workshop_app.domain.labels import label as said
from workshop_app.domain.majorities import needed_for
from workshop_app.domain.tally import measured
from workshop_app.domain.vocabulary import (
    Bloc,
    Method,
    SessionState,
    VoteChoice,
)
from workshop_app.gui import theme
from workshop_app.gui.live.count import CHOICES
from workshop_app.gui.live.count_form import CountPad, choice_words
from workshop_app.gui.live.result_form import ResultPart
from workshop_app.gui.live.roll_panel import RollList
from workshop_app.gui.parts.alert import Alert, announce
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import key_cap, label
from workshop_app.gui.parts.vote_bars import VoteBars
from workshop_app.i18n import short_time, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workshop_app.gui.live.count import HandCount
    from workshop_app.gui.live.presenter import WayOn
    from workshop_app.gui.live.reading import Seat
    from workshop_app.gui.live.unsent import Unsent
    from workshop_app.gui.live.vote_now import Kind, Stage, VoteNow
    from workshop_app.gui.parts.vote_bars import Tone
    from workshop_app.services.gathering import BallotRecords

_BARS: dict[VoteChoice, Tone] = {
    VoteChoice.FOR: "yes",
    VoteChoice.AGAINST: "no",
    VoteChoice.ABSTAIN: "abst",
}

_METHODS = (Method.SHOW_OF_HANDS, Method.ROLL_CALL)
"""What is taken here; a vote over options comes in from a sheet."""

_QUESTION = 58
"""Pixels at 100 %: two lines and what frames them."""


class VoteCard(Card):
    """Shows one vote at each of its stages.

    Signals:
        toggled: The button of the stage was pressed: save, open or close (F5).
    """

    toggled = Signal()

    def __init__(
        self,
        find: Callable[[str], Sequence[Seat]],
        unsent: Unsent,
        parent: QWidget | None = None,
    ) -> None:
        self.chip = Chip()
        super().__init__(tr("Voting"), self.chip, parent)
        self._shown = ""
        self._stage: Stage = "nothing"
        self.said = label("", wrap=True)
        self.alert = Alert()
        self.disputed = Alert()
        self.question = QPlainTextEdit()
        self.question.setTabChangesFocus(True)
        self.question.setFixedHeight(theme.px(_QUESTION))
        self._question = Field(tr("What is asked"), self.question)
        self.method = ChoiceRow(
            [(one.value, said(one), "") for one in _METHODS], tr("How it is voted")
        )
        self.rule = label("", "muted", wrap=True)
        self.bars = VoteBars()
        self._how = _with_key(self.method, "Ctrl+R")
        self.pad = CountPad()
        self.limit = label("", "problem", wrap=True)
        self.roll = RollList()
        self.cast = label("", "muted")
        self.go = button("", kind="primary", icon="ballot", name="-")
        self.result = ResultPart(find, unsent)
        self._foot = QWidget()
        self._lay_out()
        self.go.clicked.connect(self.toggled)

    def show_vote(self, vote: VoteNow, count: HandCount | None) -> None:
        """Show the vote in front."""
        stage = self._stage = vote.stage
        key = f"{stage}:{vote.code}"
        if key != self._shown:
            self._shown = key
            self.alert.clear()
            self.limit.hide()
            self.question.setPlainText(vote.question)
            self.method.set_value(Method.SHOW_OF_HANDS.value)
        self.set_title(
            tr("Vote on {code}", code=vote.code) if vote.code else tr("Voting")
        )
        over = _is_over(vote)
        self._question.setVisible(stage == "ready" and not over)
        self._how.setVisible(stage == "ready" and not over)
        self.bars.setVisible(stage in {"hands", "roll", "closed"})
        self.pad.setVisible(stage == "hands")
        self.roll.setVisible(stage == "roll")
        self.result.setVisible(stage == "closed")
        self._foot.setVisible(stage != "closed" and not over)
        self.said.setVisible(stage != "ready" or over)
        self._show_stage(vote)
        self._show_disputed(vote)
        if vote.records is not None and count is None:
            self._show_records(vote)

    def show_count(self, count: HandCount, bloc: Bloc, records: BallotRecords) -> None:
        """Show the hands as they are counted."""
        self.pad.show_count(count, bloc)
        totals = {choice: count.total(choice) for choice in CHOICES}
        self._show_bars(totals, count.all_voting, records)
        self._show_cast(count.cast, count.all_voting)

    def show_limit(self, sentence: str) -> None:
        """Say beside the counters why a hand cannot be counted."""
        self.limit.setText(sentence)
        self.limit.setVisible(bool(sentence))
        if sentence:
            announce(self.limit, sentence, urgent=True)

    def say(
        self, kind: Kind, title: str, text: str, way_on: WayOn | None = None
    ) -> None:
        """Say what stands in the way, and the way on."""
        self.alert.show_alert(kind, title, text, way_on)

    def unsay(self) -> None:
        """Say no more what stood in the way: it is another count now."""
        self.alert.clear()

    def next_method(self) -> None:
        """Choose the other way of voting, while the vote can still be opened."""
        if self._how.isHidden():
            return
        methods = list(_METHODS)
        place = methods.index(Method(self.method.value())) + 1
        chosen = methods[place % len(methods)]
        self.method.set_value(chosen.value)
        announce(self.method, said(chosen))

    def holds_focus(self) -> bool:
        """Whether the keyboard is in it, where one sees it."""
        now = self.window().focusWidget()
        return now in self.findChildren(QWidget) and now.isVisible()

    def take_focus(self) -> None:
        """Put the focus where the vote goes on."""
        places: dict[Stage, QWidget] = {
            "hands": self.pad,
            "roll": self.roll.list,
            "closed": self.result.on,
        }
        places.get(self._stage, self.go).setFocus()

    def asked(self) -> tuple[str, Method]:
        """Return the question and the method chosen for the next vote."""
        return self.question.toPlainText(), Method(self.method.value())

    def _lay_out(self) -> None:
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.cast, 1)
        foot.addWidget(self.go)
        foot.addWidget(key_cap("F5"), 0, Qt.AlignmentFlag.AlignVCenter)
        self.limit.hide()
        self.body.setSpacing(theme.px(8))
        for widget in (
            self.said,
            self.alert,
            self._question,
            self._how,
            self.rule,
            self.disputed,
            self.bars,
            self._foot,
            self.pad,
            self.limit,
            self.roll,
            self.result,
        ):
            self.body.addWidget(widget)

    def _show_stage(self, vote: VoteNow) -> None:
        words = {
            "nothing": (tr("Put it on record"), "check"),
            "ready": (tr("Open the vote"), "ballot"),
            "hands": (tr("Close the vote"), "lock"),
            "roll": (tr("Close the vote"), "lock"),
            "closed": ("", ""),
        }
        text, icon = words[vote.stage]
        self.go.setText(text)
        self.go.setAccessibleName(text)
        self.go.set_icon(icon)
        self.rule.setText(_rule(vote))
        self.rule.setVisible(bool(self.rule.text()) and not _is_over(vote))
        if vote.stage == "nothing":
            self.said.setText(
                tr("F5 puts the contribution on record; F5 again opens its vote.")
            )
            self.chip.set("", "plain")
            self.cast.setText("")
            return
        self.said.setText(vote.question)
        self._show_chip(vote)
        if _is_over(vote):
            self.said.setText(tr("The session is closed"))

    def _show_chip(self, vote: VoteNow) -> None:
        if vote.records is None:
            self.chip.set(tr("No vote yet"), "plain")
            self.cast.setText("")
            return
        ballot = vote.records.ballot
        moment = ballot.closed_at or ballot.opened_at
        time = "" if moment is None else short_time(moment)
        if vote.stage == "closed":
            self.chip.set(tr("Closed {time}", time=time), "plain")
        else:
            self.chip.set(tr("Open since {time}", time=time), "warn")

    def _show_records(self, vote: VoteNow) -> None:
        records = vote.records
        if records is None:
            return
        result = records.result
        totals = dict.fromkeys(CHOICES, 0)
        cast = 0
        if result.totals is not None:
            numbers = result.totals
            values = (numbers.votes_for, numbers.votes_against, numbers.abstentions)
            totals = dict(zip(CHOICES, values, strict=True))
            cast = numbers.cast
        of = max(result.voting.total, cast)
        self._show_bars(totals, of, records)
        self._show_cast(cast, of)
        if vote.stage == "roll":
            self.roll.show_roll(vote.table.seats, records.votes)
        elif vote.stage == "closed":
            self.result.show_result(
                records,
                vote.table.names,
                has_contribution=records.ballot.contribution is not None,
            )

    def _show_disputed(self, vote: VoteNow) -> None:
        """Say beside the count what computers disagree on, and leave out of it."""
        words = ", ".join(_disputed(vote))
        if not words:
            self.disputed.clear()
        elif self.disputed.isHidden() or self.disputed.accessibleDescription() != words:
            title = tr("Differing records, beside the count")
            self.disputed.show_alert("warn", title, words)

    def _show_bars(
        self, totals: Mapping[VoteChoice, int], of: int, records: BallotRecords
    ) -> None:
        majority = records.ballot.majority
        size = measured(
            majority,
            voting=of,
            entitled=sum(row.entitled for row in records.counts),
            cast=sum(totals.values()),
        )
        needed = needed_for(
            majority, votes_against=totals[VoteChoice.AGAINST], size=size
        )
        words = said(majority)
        if needed is not None:
            words = tr("{majority}: {needed}", majority=words, needed=needed)
        self.bars.show_votes(
            [(choice_words(one), _BARS[one], totals[one]) for one in CHOICES],
            of=of,
            needed=needed if needed is not None and needed <= of else None,
            needed_text=words,
        )

    def _show_cast(self, cast: int, of: int) -> None:
        self.cast.setText(tr("{cast} of {of} with a vote", cast=cast, of=of))


def _with_key(widget: QWidget, key: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    row.addWidget(widget, 1)
    row.addWidget(key_cap(key))
    return made


def _disputed(vote: VoteNow) -> tuple[str, ...]:
    """Name the voters and the blocs on whose votes computers disagree."""
    records = vote.records
    if records is None:
        return ()
    voters = (vote.table.names.get(one.person, one.unit) for one in records.disputed)
    return (*voters, *(said(one) for one in records.disputed_blocs))


def _rule(vote: VoteNow) -> str:
    """Say under which rule the vote is, or would be."""
    rule = vote.draft if vote.records is None else vote.records.ballot
    if rule is None or rule.majority is None or rule.quorum is None:
        return ""
    majority, words, least = said(rule.majority), tr("Quorum"), said(rule.quorum)
    line = f"{majority} · {words}: {least[:1].lower()}{least[1:]}"
    if vote.stage == "ready" and vote.table.rules.abstention_needs_reason:
        asked = tr(
            "Whoever abstains says why: in a roll call it is asked of each; after a "
            "show of hands, write it beside the result (Ctrl+M)."
        )
        return f"{line}. {asked}"
    return line


def _is_over(vote: VoteNow) -> bool:
    """Whether no vote can be opened any more: the session is closed."""
    state = vote.table.session.state
    return vote.stage in {"nothing", "ready"} and state is SessionState.CLOSED
