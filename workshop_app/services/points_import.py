"""Dots and points over options from a sheet: a row for each option somebody marked."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from workshop_app.domain.contribution import Contribution
from workshop_app.domain.identity import ballot_option_id, mark_id, option_count_id
from workshop_app.domain.option_vote import (
    BallotOption,
    Mark,
    OptionCount,
    counted,
    require_fair,
)
from workshop_app.domain.presence import freeze_by_presence
from workshop_app.domain.session import Session
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.import_report import Findings, Plan, RowState
from workshop_app.services.voters import VoterBook
from workshop_app.services.votes_import import (
    RollCall,
    ballot_meant,
    not_in_sheet,
    unopened,
)

if TYPE_CHECKING:
    from workshop_app.domain.attendance import Attendance
    from workshop_app.exchange.sheet import SheetLine, SheetReading
    from workshop_app.exchange.votes_sheet import VoteLine
    from workshop_app.services.progress import Progress
    from workshop_app.store import Transaction


def plan_points(
    tx: Transaction,
    reading: SheetReading[VoteLine],
    roll_call: RollCall,
    progress: Progress,
) -> Plan:
    """Say what becomes of every row, writing nothing.

    The options are those the sheet names, in the order it names them; one that is
    the code of a contribution is that contribution.  Whoever gave a point was there.
    What the options came to is written down with the marks: files that come in later
    stand beside that result and never change it.

    Raises:
        RecordMissingError: If there is no such session.
        OtherBallotError: If the code is that of another ballot.
        Cancelled: If the person stopped it.
    """
    planner = _PointsPlanner(tx, roll_call)
    for done, line in enumerate(reading.lines):
        progress.at(done, len(reading.lines))
        planner.row(line)
    return planner.finished()


class _PointsPlanner:
    def __init__(self, tx: Transaction, roll_call: RollCall) -> None:
        self._session = tx.get(Session, roll_call.session)
        self._plan = Plan()
        self._ballot, self._is_new = ballot_meant(tx, roll_call, self._session)
        self._voters = VoterBook(tx, self._session)
        self._coded = {one.code: one for one in tx.all(Contribution)}
        self._before = {one.id: one for one in tx.all(Mark, ballot=self._ballot.id)}
        self._options: dict[str, BallotOption] = {}
        self._marks: dict[str, Mark] = {}
        self._given: defaultdict[str, list[tuple[BallotOption, int]]]
        self._given = defaultdict(list)

    def row(self, line: SheetLine[VoteLine]) -> None:
        found = Findings(line.issues)
        state = RowState.REFUSED
        if line.draft is not None:
            try:
                state = self._placed(line.draft, found)
            except AppError as error:
                found.error(getattr(error, "field", None) or "option", str(error))
        title = line.values.get("name") or line.values.get("code") or ""
        self._plan.judge(line, state, " ".join(str(title).split()), found)

    def finished(self) -> Plan:
        """Plan the ballot, its options and what they came to."""
        if self._is_new:
            self._plan.put(self._ballot)
            for option in self._options.values():
                self._plan.put(option)
            for count in self._counts():
                self._plan.put(count)
            sides = {one.person: one.bloc for one in self._marks.values()}
            attendances = self._voters.attendances
            for row in freeze_by_presence(self._ballot.id, attendances, sides):
                self._plan.put(row)
            missing = not_in_sheet(attendances, sides)
            self._plan.issues += [*missing, *unopened(self._session)]
        return self._plan

    def _placed(self, line: VoteLine, found: Findings) -> RowState:
        option = self._option(line, found)
        attendance = self._voters.meant(line, found)
        if option is None or line.points is None or attendance is None:
            return RowState.REFUSED
        mark = self._mark(line, option, line.points, attendance)
        if mark.id in self._marks:
            found.error("option", tr("This person marked this option twice."))
            return RowState.REFUSED
        given = [*self._given[mark.unit], (option, mark.points)]
        require_fair(self._ballot, given)
        self._given[mark.unit] = given
        self._marks[mark.id] = mark
        if self._before.get(mark.id) == mark:
            return RowState.KNOWN
        if not self._is_new:
            found.error(
                "points",
                tr(
                    "Ballot {code} is closed with another vote.", code=self._ballot.code
                ),
            )
        self._plan.put(mark)
        return RowState.NEW

    def _option(self, line: VoteLine, found: Findings) -> BallotOption | None:
        if line.weight not in {None, 1}:
            found.error("weight", tr("Points count as they were given, each once."))
        words = " ".join(line.option.split())
        if not words or line.points is None:
            found.error("option", tr("The row has no option, or no points."))
            return None
        if words not in self._options:
            contribution = self._coded.get(words)
            self._options[words] = BallotOption(
                id=ballot_option_id(self._ballot.id, words),
                ballot=self._ballot.id,
                position=len(self._options) + 1,
                text=words if contribution is None else contribution.title or words,
                contribution=None if contribution is None else contribution.id,
            ).cleaned()
        return self._options[words]

    def _mark(
        self,
        line: VoteLine,
        option: BallotOption,
        points: int,
        attendance: Attendance,
    ) -> Mark:
        organization, bloc = self._voters.side(line, attendance, self._plan)
        return Mark(
            id=mark_id(self._ballot.id, option.id, attendance.person),
            ballot=self._ballot.id,
            option=option.id,
            unit=attendance.person,
            person=attendance.person,
            points=points,
            organization=organization,
            bloc=bloc,
        )

    def _counts(self) -> list[OptionCount]:
        return [
            OptionCount(
                id=option_count_id(option, bloc),
                ballot=self._ballot.id,
                option=option,
                bloc=bloc,
                points=points,
                voters=voters,
            )
            for (option, bloc), (points, voters) in counted(
                self._marks.values()
            ).items()
        ]
