"""The vote on the contribution in front: opened, counted, closed, stood beside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workshop_app.domain.ballot import Ballot, BallotDraft
from workshop_app.domain.labels import label
from workshop_app.domain.vocabulary import BallotState, Bloc, Method, VoteChoice
from workshop_app.gui.live.count import HandCount, uncounted
from workshop_app.gui.live.reading import DRAFT, TableNow, asked_title
from workshop_app.gui.live.vote_now import Stage, VoteNow, VoteView, WaysOn
from workshop_app.gui.spoken_codes import short_codes
from workshop_app.i18n import ntr, tr
from workshop_app.services import ballots, roll_calls
from workshop_app.services.roll_calls import (
    AbstentionWithoutReasonError,
    CalledVote,
    VoterNotInRoomError,
)
from workshop_app.services.sessions import SessionNotOpenError

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.live.unsent import Unsent
    from workshop_app.services.gathering import BallotRecords


class VotePresenter:
    """Takes the vote on one contribution at a time.

    Attributes:
        bloc: The one whose hands are being counted.
        vote: What is shown; None before anything was read.
    """

    def __init__(
        self, context: AppContext, view: VoteView, unsent: Unsent, ways: WaysOn
    ) -> None:
        self._context = context
        self._view = view
        self._unsent = unsent
        self._ways = ways
        self._line = ""
        self._count: HandCount | None = None
        self._counted = ""
        self._touched = False
        self._confirmed = ""
        self.bloc = Bloc.STATE
        self.vote: VoteNow | None = None

    @property
    def is_counting(self) -> bool:
        """Whether hands are being counted."""
        return self.vote is not None and self.vote.stage == "hands"

    @property
    def is_calling(self) -> bool:
        """Whether the roll is being called."""
        return self.vote is not None and self.vote.stage == "roll"

    def follow(self, line: str, table: TableNow) -> None:
        """Show the vote on a contribution as it was read."""
        if line != self._line:
            self._confirmed = ""
        self._line = line
        self.vote = self._vote(line, table)
        records = self.vote.records
        if self.vote.stage != "hands" or records is None:
            self._count, self._counted = None, ""
        elif self._counted != records.ballot.id:
            self._begin_count(records)
        self._view.show_vote(self.vote, self._count)
        if self._count is not None:
            self._view.show_count(self._count, self.bloc)

    def toggle(self) -> None:
        """Open the vote on the contribution in front, or close it (F5)."""
        if self.vote is None:
            return
        match self.vote.stage:
            case "nothing":
                self._ways.save()
            case "ready":
                self.open()
            case "hands" | "roll":
                self.close()
            case "closed":
                self._view.say(
                    "info",
                    tr("This contribution was voted on."),
                    tr("The last vote is the one that counts."),
                    (tr("Vote again"), self.open),
                )

    def open(self) -> None:
        """Put the contribution in front to the vote, unless something is amiss."""
        if self.vote is None or self._line.startswith(DRAFT) or not self._line:
            return
        table = self.vote.table
        other = table.open_ballot
        if other is not None and other.ballot.contribution is not None:
            way = partial(self._ways.show, other.ballot.contribution)
            self._view.say(
                "warn",
                tr(
                    "The vote on {code} is still open.",
                    code=_called(other.ballot, table),
                ),
                tr("Close it before the next one."),
                (tr("Go to it"), way),
            )
            return
        room = table.room
        if not room.has_quorum and self._confirmed != self._line:
            self._confirmed = self._line
            self._view.say(
                "warn",
                ntr(
                    "No quorum: {count} with a vote is here, {needed} are needed.",
                    "No quorum: {count} with a vote are here, {needed} are needed.",
                    room.voting.total,
                    needed=room.needed,
                ),
                tr("Check people in first; F5 opens the vote all the same."),
                (tr("Check-in"), self._ways.check_in),
            )
            return
        self._open(table)

    def close(self) -> None:
        """Close the vote, its hands put on record first."""
        if self.vote is None or self.vote.records is None:
            return
        ballot = self.vote.records.ballot
        problem = self._uncounted(self.vote.records)
        if problem and self._confirmed != ballot.id:
            self._confirmed = ballot.id
            self._view.say(
                "warn",
                problem,
                tr("Count first; F5 closes the vote all the same."),
                (tr("Close it"), self.close),
            )
            return
        self._put_hands_on_record(then=partial(self._close, ballot.id))

    def leave(self) -> None:
        """Put the hands counted so far on record; the vote stays open."""
        if self.is_counting and self._touched:
            self._put_hands_on_record(then=_nothing)

    def turn_to(self, bloc: Bloc) -> None:
        """Count the hands of another bloc."""
        if self._count is not None and bloc in self._count.blocs:
            self.bloc = bloc
            self._view.show_count(self._count, bloc)

    def turn(self, step: int) -> bool:
        """Go on to the next bloc or back; say whether there was one."""
        if self._count is None:
            return False
        blocs = self._count.blocs
        place = blocs.index(self.bloc) + step if self.bloc in blocs else 0
        if not 0 <= place < len(blocs):
            return False
        self.turn_to(blocs[place])
        return True

    def add(self, choice: VoteChoice, step: int) -> None:
        """Count one hand of the bloc in front, or take one away."""
        if self._count is not None:
            self._counted_now(self._count.add(self.bloc, choice, step))

    def set(self, bloc: Bloc, choice: VoteChoice, number: int) -> None:
        """Set a number that was typed."""
        if self._count is not None:
            self.bloc = bloc
            self._counted_now(self._count.set(bloc, choice, number))

    def call(self, person: str, choice: VoteChoice, reason: str = "") -> None:
        """Put on record what somebody said when called."""
        if self.vote is None or self.vote.records is None:
            return
        said = CalledVote(person=person, choice=choice, reason=reason)
        ballot = self.vote.records.ballot.id
        self._context.perform(
            partial(roll_calls.record_votes, self._context.store, ballot, [said]),
            on_done=self._on_called,
            on_error=partial(self._on_call_refused, person),
        )

    def dissent(
        self,
        person: str,
        text: str,
        on_done: Callable[[], object],
        on_error: Callable[[AppError], object],
    ) -> None:
        """Put a reasoned minority position on record."""
        if self.vote is None or self.vote.records is None:
            return
        store, ballot = self._context.store, self.vote.records.ballot.id
        self._context.perform(
            partial(
                ballots.record_dissent, store, ballot, person, text, at=store.now()
            ),
            on_done=partial(self._set_beside, tr("The dissent is on record."), on_done),
            on_error=on_error,
        )

    def correct(
        self,
        text: str,
        on_done: Callable[[], object],
        on_error: Callable[[AppError], object],
    ) -> None:
        """Set a correction beside the result, by whoever is at the keyboard."""
        if self.vote is None or self.vote.records is None:
            return
        store, ballot = self._context.store, self.vote.records.ballot.id
        self._context.perform(
            partial(
                ballots.correct_ballot,
                store,
                ballot,
                store.operator,
                text,
                at=store.now(),
            ),
            on_done=partial(
                self._set_beside, tr("The correction is on record."), on_done
            ),
            on_error=on_error,
        )

    def _vote(self, line: str, table: TableNow) -> VoteNow:
        records = None
        if line in table.contributions:
            records = table.ballot_on(line)
        elif table.open_ballot is not None:
            records = table.open_ballot
        if records is not None:
            ballot = records.ballot
            stage: Stage = "closed"
            if ballot.state is BallotState.OPEN:
                stage = "hands" if ballot.method is Method.SHOW_OF_HANDS else "roll"
            return VoteNow(
                stage=stage,
                table=table,
                code=_called(ballot, table),
                question=ballot.question,
                records=records,
            )
        if line not in table.contributions:
            return VoteNow(stage="nothing", table=table)
        made = table.contributions[line].contribution
        question = tr("Is “{title}” approved?", title=asked_title(made))
        draft = BallotDraft(
            session=table.session.id, question=question, contribution=line
        )
        return VoteNow(
            stage="ready",
            table=table,
            code=short_codes(made.code),
            question=question,
            draft=table.ruled(draft),
        )

    def _open(self, table: TableNow) -> None:
        question, method = self._view.asked()
        store = self._context.store
        draft = BallotDraft(
            session=table.session.id,
            question=question,
            contribution=self._line,
            method=method,
        )
        self._context.perform(
            partial(ballots.open_ballot, store, draft, store.now()),
            on_done=partial(self._said, tr("The vote is open.")),
            on_error=self._on_not_opened,
        )

    def _begin_count(self, records: BallotRecords) -> None:
        rows = {row.bloc: row for row in records.counts}
        self._count = HandCount.of(rows)
        self._counted = records.ballot.id
        kept = self._unsent.find(_place(records.ballot.id))
        self._touched = bool(kept) and self._count.restore(kept)
        blocs = self._count.blocs
        if (blocs and self.bloc not in blocs) or (blocs and not self._touched):
            self.bloc = blocs[0]

    def _counted_now(self, problem: str) -> None:
        if self._count is None:
            return
        if not problem:
            self._touched = True
            self._ask_anew()
            self._unsent.keep(_place(self._counted), self._count.kept())
        self._view.show_count(self._count, self.bloc)
        self._view.show_limit(problem)

    def _uncounted(self, records: BallotRecords) -> str:
        if self._count is not None:
            return uncounted(self._count.cast, self._count.all_voting)
        voting = records.result.voting.total
        return uncounted(len(records.votes), voting)

    def _ask_anew(self) -> None:
        """Ask again about the votes that are missing: it is another number now."""
        if self.vote is None or self.vote.records is None:
            return
        if self._confirmed == self.vote.records.ballot.id:
            self._confirmed = ""
            self._view.unsay()

    def _put_hands_on_record(self, then: Callable[[], object]) -> None:
        count, ballot = self._count, self._counted
        if count is None or not self._touched:
            then()
            return
        self._context.perform(
            partial(ballots.count_hands, self._context.store, ballot, count.hands()),
            on_done=partial(self._on_counted, ballot, then),
            on_error=self._on_refused,
        )

    def _on_counted(self, ballot: str, then: Callable[[], object], _: None) -> None:
        self._unsent.forget(_place(ballot))
        if ballot == self._counted:
            self._touched = False
        then()

    def _close(self, ballot: str) -> None:
        store = self._context.store
        self._context.perform(
            partial(ballots.close_ballot, store, ballot, store.now()),
            on_done=self._on_closed,
            on_error=self._on_refused,
        )

    def _on_closed(self, _: None) -> None:
        if self.vote is None or self.vote.records is None:
            return
        records = self.vote.records
        outcome = records.result.outcome
        self._said(tr("The vote is closed: {outcome}.", outcome=label(outcome)), None)

    def _on_not_opened(self, error: AppError) -> None:
        way = None
        if isinstance(error, SessionNotOpenError):
            way = (tr("Open the session"), self._ways.open_session)
        self._view.say("bad", error.message, error.advice, way)

    def _on_called(self, _: None) -> None:
        self._ask_anew()
        self._view.go_to_next()

    def _on_call_refused(self, person: str, error: AppError) -> None:
        if isinstance(error, AbstentionWithoutReasonError):
            self._view.ask_reason(person, error.name)
            return
        way = None
        if isinstance(error, VoterNotInRoomError):
            way = (tr("Check-in"), self._ways.check_in)
        self._view.say("bad", error.message, error.advice, way)

    def _on_refused(self, error: AppError) -> None:
        self._view.say("bad", error.message, error.advice)

    def _said(self, sentence: str, _: object) -> None:
        self._ways.told(sentence)

    def _set_beside(
        self, sentence: str, on_done: Callable[[], object], _: object
    ) -> None:
        self._ways.told(sentence)
        on_done()


def _called(ballot: Ballot, table: TableNow) -> str:
    """Return the code of what is voted on, or of the ballot itself."""
    records = table.contributions.get(ballot.contribution or "")
    return short_codes(ballot.code if records is None else records.contribution.code)


def _place(ballot: str) -> str:
    return f"count:{ballot}"


def _nothing() -> None:
    """Nothing more is to be done."""
