"""A roll-call from a sheet: opened on its question, recorded and closed at once."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import TYPE_CHECKING

from workshop_app.domain.ballot import Ballot, BallotCount, BallotDraft, Vote
from workshop_app.domain.consensus import GroundlessObjectionError, require_ground
from workshop_app.domain.content import VoteNumbers
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.criteria import CriterionDraft
from workshop_app.domain.identity import imported_id, vote_id
from workshop_app.domain.names import folded
from workshop_app.domain.presence import freeze_by_roll
from workshop_app.domain.records import from_draft
from workshop_app.domain.session import Session
from workshop_app.domain.tally import as_numbers
from workshop_app.domain.vocabulary import (
    Majority,
    Method,
    Quorum,
    Standing,
    VoteChoice,
)
from workshop_app.errors import AppError
from workshop_app.exchange.columns import Issue
from workshop_app.exchange.table import Verdict
from workshop_app.i18n import ntr, tr
from workshop_app.services.called_counts import with_called
from workshop_app.services.import_report import Findings, Plan, RowState
from workshop_app.services.published_totals import (
    Published,
    against_published,
    which_tally,
)
from workshop_app.services.rules_in_force import rules_of, with_rules
from workshop_app.services.voters import VoterBook
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from workshop_app.domain.attendance import Attendance
    from workshop_app.exchange.sheet import SheetLine, SheetReading
    from workshop_app.exchange.votes_sheet import VoteLine
    from workshop_app.services.progress import Progress
    from workshop_app.store import Transaction


class OtherBallotError(AppError):
    """A ballot of that code is on record with another question or session."""

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("Ballot {code} is on record with another question.", code=code),
            advice=tr(
                "Give the roll-call another code, or set a correction beside it."
            ),
        )
        self.code = code


@dataclass(frozen=True, kw_only=True)
class RollCall:
    """What the sheet's votes were cast on.

    Attributes:
        code: The code the ballot is to have.
        session: The id of its session.
        at: When it was taken; the opening of the session if not given, else now.
        contribution: The id of the contribution put to decision, if it is one.
        majority, quorum: Those of the rules of that day if not given.
        method: By name, or dots or points over options.
        points_each, most_per_option, winners: As in `BallotDraft`.
        criteria: Of a matrix, in order; the rows name them.
        last_counts: Whether a voter may be in the sheet several times, and the last
            time counts; else it is an error.
        on_paper: Whether the sheet holds sums of papers instead of people.
        published: The totals somebody published, to be held against the rows.
    """

    code: str
    question: str
    session: str
    at: datetime | None = None
    contribution: str | None = None
    majority: Majority | None = None
    quorum: Quorum | None = None
    method: Method = Method.ROLL_CALL
    points_each: int | None = None
    most_per_option: int | None = None
    winners: int | None = None
    criteria: tuple[CriterionDraft, ...] = ()
    last_counts: bool = False
    published: Published | None = None
    on_paper: bool = False


def plan_votes(
    tx: Transaction,
    reading: SheetReading[VoteLine],
    roll_call: RollCall,
    progress: Progress,
) -> Plan:
    """Say what becomes of every row, writing nothing.

    Who is entitled is what the attendance list says; who was there is who is not
    `absent` or `excused` in the sheet.  A closed roll-call is never written over:
    the same sheet again is known, and another one is refused row by row.

    Raises:
        RecordMissingError: If there is no such session or contribution.
        OtherBallotError: If the code is that of another ballot.
        Cancelled: If the person stopped it.
    """
    planner = _VotesPlanner(tx, roll_call, reading)
    for done, line in enumerate(reading.lines):
        progress.at(done, len(reading.lines))
        planner.row(line)
    return planner.finished()


class _VotesPlanner:
    def __init__(
        self,
        tx: Transaction,
        roll_call: RollCall,
        reading: SheetReading[VoteLine],
    ) -> None:
        self._published = roll_call.published
        self._last = _last_rows(reading) if roll_call.last_counts else None
        self._replaced = VoteNumbers()
        self._again = 0
        self._session = tx.get(Session, roll_call.session)
        self._plan = Plan()
        self._ballot, self._is_new = ballot_meant(tx, roll_call, self._session)
        self._voters = VoterBook(tx, self._session)
        self._may_abstain = rules_of(tx, self._session).abstention_allowed
        self._before = {one.id: one for one in tx.all(Vote, ballot=self._ballot.id)}
        self._votes: dict[str, Vote] = {}

    def row(self, line: SheetLine[VoteLine]) -> None:
        found = Findings(line.issues)
        state = RowState.REFUSED
        if line.draft is not None:
            try:
                state = (
                    self._replaced_by_later(line.draft, found)
                    if self._last is not None
                    and line.number != self._last[_named(line.draft)]
                    else self._placed(line.draft, found)
                )
            except AppError as error:
                found.error(getattr(error, "field", None) or "name", str(error))
        values = line.values
        title = (
            values.get("name") or values.get("code") or values.get("document_number")
        )
        self._plan.judge(line, state, " ".join(str(title or "").split()), found)

    def finished(self) -> Plan:
        """Plan the ballot and its frozen presence, and say who is not in the sheet."""
        if self._is_new:
            self._plan.put(self._ballot)
            for count in self._presence():
                self._plan.put(count)
            missing = not_in_sheet(
                self._voters.attendances, {one.person for one in self._votes.values()}
            )
            self._plan.issues += [*missing, *unopened(self._session)]
        self._plan.issues += self._totals()
        return self._plan

    def _replaced_by_later(self, line: VoteLine, found: Findings) -> RowState:
        """Leave out a vote that the same voter gave again further down."""
        choice = self._choice(line, found)
        self._again += 1
        self._replaced += VoteNumbers() if choice is None else as_numbers(choice)
        found.warning("vote", tr("Given again further down, where it counts."))
        return RowState.KNOWN

    def _totals(self) -> Iterator[Issue]:
        """Say what the rows come to, where another tally could be meant."""
        numbers = (as_numbers(vote.choice) for vote in self._votes.values())
        total = sum(numbers, VoteNumbers())
        each = total + self._replaced
        yield from which_tally(total, each, self._again)
        if self._published is not None:
            yield against_published(self._published, total, each)

    def _placed(self, line: VoteLine, found: Findings) -> RowState:
        choice = self._choice(line, found)
        attendance = self._voters.meant(line, found)
        if choice is None or attendance is None:
            return RowState.REFUSED
        vote = self._vote(line, choice, attendance)
        self._question(vote, found)
        if vote.id in self._votes:
            found.error("name", tr("This person is in the sheet twice."))
            return RowState.REFUSED
        self._votes[vote.id] = vote
        if self._before.get(vote.id) == vote:
            return RowState.KNOWN
        if not self._is_new:
            found.error(
                "vote",
                tr(
                    "Ballot {code} is closed with another vote.", code=self._ballot.code
                ),
            )
        self._plan.put(vote)
        return RowState.NEW

    def _choice(self, line: VoteLine, found: Findings) -> VoteChoice | None:
        if line.weight not in {None, 1}:
            found.error("weight", tr("A roll-call counts every vote once."))
        if line.vote is None:
            found.error("vote", tr("The row has no vote."))
        return line.vote

    def _question(self, vote: Vote, found: Findings) -> None:
        """Say what a vote lacks; it comes in as it was, to be asked about."""
        if self._ballot.method is Method.CONSENSUS:
            try:
                require_ground(vote)
            except GroundlessObjectionError as error:
                found.warning("reason", str(error))
        elif vote.choice is VoteChoice.ABSTAIN and not self._may_abstain:
            found.warning("vote", tr("The rules of that day allow no abstention."))

    def _vote(self, line: VoteLine, choice: VoteChoice, attendance: Attendance) -> Vote:
        organization, bloc = self._voters.side(line, attendance, self._plan)
        return Vote(
            id=vote_id(self._ballot.id, attendance.person),
            ballot=self._ballot.id,
            unit=attendance.person,
            person=attendance.person,
            choice=choice,
            organization=organization,
            bloc=bloc,
            reason=line.reason,
        )

    def _presence(self) -> tuple[BallotCount, ...]:
        """Freeze who was there, on the side the sheet says, and what they said."""
        said = {vote.person: vote.bloc for vote in self._votes.values()}
        attendances = [
            dataclasses.replace(one, bloc=said.get(one.person, one.bloc))
            for one in self._voters.attendances
        ]
        votes = tuple(self._votes.values())
        rows = freeze_by_roll(self._ballot.id, attendances, votes)
        return with_called(self._ballot, rows, votes)


def _named(line: VoteLine) -> tuple[str, str, str]:
    """Return what a row names its voter by."""
    return line.code, line.document_number, folded(line.name)


def _last_rows(reading: SheetReading[VoteLine]) -> Mapping[tuple[str, str, str], int]:
    """Return the number of the last row that names each voter."""
    drafts = ((line.draft, line.number) for line in reading.lines)
    return {_named(draft): number for draft, number in drafts if draft is not None}


def not_in_sheet(
    attendances: Iterable[Attendance], voters: Collection[str]
) -> Iterator[Issue]:
    """Say how many with a vote a sheet says nothing of."""
    missing = sum(
        one.standing is Standing.VOICE_VOTE and one.person not in voters
        for one in attendances
    )
    if missing:
        sentence = ntr(
            "{count} person with a vote is not in the sheet.",
            "{count} people with a vote are not in the sheet.",
            count=missing,
        )
        yield Issue(Verdict.WARNING, sentence, None)


def unopened(session: Session) -> Iterator[Issue]:
    """Point at the moment: nobody said when they met, so none was at hand."""
    if session.opened_at is None:
        sentence = tr(
            "Session {code} was never opened: check the moment of this roll-call.",
            code=session.code,
        )
        yield Issue(Verdict.WARNING, sentence, None)


def ballot_meant(
    tx: Transaction, roll_call: RollCall, session: Session
) -> tuple[Ballot, bool]:
    """Return the ballot of that code, and whether it is new.

    Raises:
        OtherBallotError: If the code is that of another ballot.
    """
    at = roll_call.at or session.opened_at or tx.now()
    draft = BallotDraft(
        session=session.id,
        question=roll_call.question,
        contribution=roll_call.contribution,
        method=roll_call.method,
        majority=roll_call.majority,
        quorum=roll_call.quorum,
        points_each=roll_call.points_each,
        most_per_option=roll_call.most_per_option,
        winners=roll_call.winners,
        opened_at=at,
        closed_at=at,
    )
    if roll_call.contribution is not None:
        tx.get(Contribution, roll_call.contribution)
    code = " ".join(roll_call.code.split())
    key = imported_id(tx.process_id, Ballot.kind, code)
    ruled = with_rules(draft, session, rules_of(tx, session))
    ballot = from_draft(Ballot, ruled, id=key, code=code)
    found = tx.all(Ballot, code=code)
    if not found:
        return ballot, True
    if _asked(found[0]) != _asked(ballot):
        raise OtherBallotError(code)
    return found[0], False


def _asked(ballot: Ballot) -> tuple[str, str, Method]:
    return ballot.session, ballot.question, ballot.method
