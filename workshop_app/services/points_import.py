"""Votes over options from a sheet: a row for each option somebody marked.

In a criteria matrix there is a row for each option and each criterion.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from typing import TYPE_CHECKING

from workshop_app.domain.contribution import Contribution
from workshop_app.domain.criteria import CriteriaMissingError, Criterion
from workshop_app.domain.identity import (
    ballot_option_id,
    criterion_id,
    mark_id,
    option_count_id,
)
from workshop_app.domain.names import folded
from workshop_app.domain.option_vote import (
    BallotOption,
    Mark,
    OptionCount,
    counted,
    require_fair,
)
from workshop_app.domain.presence import freeze_by_presence
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import Method
from workshop_app.errors import AppError
from workshop_app.exchange.columns import Issue
from workshop_app.exchange.table import Verdict
from workshop_app.i18n import ntr, tr
from workshop_app.services.import_report import Findings, Plan, RowState
from workshop_app.services.voters import VoterBook
from workshop_app.services.votes_import import (
    OtherBallotError,
    RollCall,
    ballot_meant,
    not_in_sheet,
    unopened,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    stand beside that result and never change it.  In a criteria matrix each row names
    one of the criteria; a cell that a voter left empty counts as nothing, and is said.

    Raises:
        RecordMissingError: If there is no such session.
        CriteriaMissingError: If a matrix has no criteria, or one of them twice.
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
        self._criteria = self._criteria_meant(tx, roll_call)
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
            for criterion in self._criteria.values():
                self._plan.put(criterion)
            for count in self._counts():
                self._plan.put(count)
            sides = {one.person: one.bloc for one in self._marks.values()}
            attendances = self._voters.attendances
            for row in freeze_by_presence(self._ballot.id, attendances, sides):
                self._plan.put(row)
            missing = not_in_sheet(attendances, sides)
            self._plan.issues += [*missing, *unopened(self._session), *self._empty()]
        return self._plan

    def _criteria_meant(
        self, tx: Transaction, roll_call: RollCall
    ) -> dict[str, Criterion]:
        """Return what a matrix is scored by, by the words a row may name it with."""
        if roll_call.method is not Method.CRITERIA:
            return {}
        drafts = [one.cleaned() for one in roll_call.criteria]
        named = {
            folded(draft.title): Criterion(
                id=criterion_id(self._ballot.id, draft.title),
                ballot=self._ballot.id,
                position=position,
                title=draft.title,
                weight=draft.weight,
                scale=draft.scale,
            )
            for position, draft in enumerate(drafts, start=1)
        }
        if not named or len(named) < len(drafts):
            raise CriteriaMissingError
        known = set(tx.all(Criterion, ballot=self._ballot.id))
        if not self._is_new and known != set(named.values()):
            raise OtherBallotError(self._ballot.code)
        return named

    def _empty(self) -> Iterator[Issue]:
        """Say how much of the matrix nobody filled in: it counts as nothing."""
        cells = len(self._given) * len(self._options) * len(self._criteria)
        empty = cells - len(self._marks)
        if self._criteria and empty:
            sentence = ntr(
                "{count} cell of the matrix is empty and counts as 0.",
                "{count} cells of the matrix are empty and count as 0.",
                count=empty,
            )
            yield Issue(Verdict.WARNING, sentence, None)

    def _placed(self, line: VoteLine, found: Findings) -> RowState:
        option = self._option(line, found)
        attendance = self._voters.meant(line, found)
        criterion = self._criteria.get(folded(line.criterion))
        if self._criteria and criterion is None:
            found.error(
                "criterion", tr("The row names none of the criteria of this ballot.")
            )
            return RowState.REFUSED
        if option is None or line.points is None or attendance is None:
            return RowState.REFUSED
        mark = self._mark(line, option, criterion, attendance)
        if mark.id in self._marks:
            found.error("option", tr("This person marked this option twice."))
            return RowState.REFUSED
        self._require_fair(mark, option, criterion)
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

    def _require_fair(
        self, mark: Mark, option: BallotOption, criterion: Criterion | None
    ) -> None:
        if criterion is not None:
            scored = dataclasses.replace(
                self._ballot, points_each=None, most_per_option=criterion.scale
            )
            require_fair(scored, [(option, mark.points)])
        given = [*self._given[mark.unit], (option, mark.points)]
        if criterion is None:
            require_fair(self._ballot, given)
        self._given[mark.unit] = given

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
        criterion: Criterion | None,
        attendance: Attendance,
    ) -> Mark:
        by = None if criterion is None else criterion.id
        organization, bloc = self._voters.side(line, attendance, self._plan)
        return Mark(
            id=mark_id(self._ballot.id, option.id, attendance.person, by),
            ballot=self._ballot.id,
            option=option.id,
            unit=attendance.person,
            person=attendance.person,
            points=line.points or 0,
            organization=organization,
            bloc=bloc,
            criterion=by,
        )

    def _counts(self) -> list[OptionCount]:
        return [
            OptionCount(
                id=option_count_id(option, bloc, criterion),
                ballot=self._ballot.id,
                option=option,
                bloc=bloc,
                points=points,
                voters=voters,
                criterion=criterion,
            )
            for (option, bloc, criterion), (points, voters) in counted(
                self._marks.values()
            ).items()
        ]
