"""Ballots on paper from a sheet of sums: what lay in urns, or what options had.

No row names anybody.  Totals that the sheet states beside its parts are held against
them and told where they contradict them; on record are the parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain.content import VoteNumbers
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.identity import (
    ballot_option_id,
    option_count_id,
    urn_count_id,
)
from workshop_app.domain.labels import label
from workshop_app.domain.option_vote import OVER_OPTIONS, BallotOption, OptionCount
from workshop_app.domain.presence import by_bloc, freeze, present_at, with_vote
from workshop_app.domain.secret_ballot import (
    MorePapersThanVotersError,
    UrnCount,
    numbers_of,
    require_no_more_than,
    require_urns,
)
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import Method
from workshop_app.errors import AppError
from workshop_app.exchange.columns import Issue
from workshop_app.exchange.table import Verdict
from workshop_app.exchange.urns_sheet import UrnLine
from workshop_app.i18n import ntr, tr
from workshop_app.services.gathering import heads_of
from workshop_app.services.import_report import Findings, Plan, RowState
from workshop_app.services.published_totals import against_published, contradiction
from workshop_app.services.votes_import import RollCall, ballot_meant, unopened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_app.domain.attendance import Attendance
    from workshop_app.domain.records import Record
    from workshop_app.exchange.sheet import SheetLine, SheetReading
    from workshop_app.services.progress import Progress
    from workshop_app.store import Transaction


ON_PAPER = frozenset({Method.SECRET, Method.DOTS, Method.POINTS})
"""The methods of which sums without names are a whole record."""


class NamesNeededError(AppError):
    """Sums do not make a vote that is recorded by name."""

    def __init__(self, method: Method) -> None:
        super().__init__(
            tr("This is recorded by name: {method}.", method=label(method)),
            advice=tr("Import the list of who voted how, or say how it was voted."),
        )
        self.field = "method"


class OptionTwiceError(AppError):
    """An option stands in two rows of one bloc."""

    def __init__(self, option: str) -> None:
        super().__init__(
            tr("“{option}” is in the sheet twice.", option=option),
            advice=tr("Leave one row for each option, or for each bloc of it."),
        )
        self.field = "option"


def plan_urns(
    tx: Transaction,
    reading: SheetReading[UrnLine],
    roll_call: RollCall,
    progress: Progress,
) -> Plan:
    """Say what becomes of every row, writing nothing.

    Of a vote over several options each row is an option, with the papers or points
    for it; what belongs to no option is not kept, and said.  Of any other each row
    is an urn.

    Raises:
        NamesNeededError: If it was a vote by name.
        RecordMissingError: If there is no such session.
        OtherBallotError: If the code is that of another ballot.
        Cancelled: If the person stopped it.
    """
    planner = _UrnsPlanner(tx, roll_call)
    for done, line in enumerate(reading.lines):
        progress.at(done, len(reading.lines))
        planner.row(line)
    return planner.finished()


class _UrnsPlanner:
    def __init__(self, tx: Transaction, roll_call: RollCall) -> None:
        if roll_call.method not in ON_PAPER:
            raise NamesNeededError(roll_call.method)
        self._session = tx.get(Session, roll_call.session)
        self._heads = heads_of(tx, self._session.id)
        self._plan = Plan()
        self._published = roll_call.published
        self._ballot, self._is_new = ballot_meant(tx, roll_call, self._session)
        self._at = self._ballot.opened_at or tx.now()
        self._is_ranked = self._ballot.method in OVER_OPTIONS
        self._coded = {one.code: one for one in tx.all(Contribution)}
        kinds: tuple[type[UrnCount | OptionCount], ...] = (UrnCount, OptionCount)
        self._before: dict[str, Record] = {
            one.id: one
            for kind in kinds
            for one in tx.all(kind, ballot=self._ballot.id)
        }
        self._urns: list[UrnCount] = []
        self._options: dict[str, BallotOption] = {}
        self._counts: dict[str, OptionCount] = {}
        self._lines: list[UrnLine] = []

    def row(self, line: SheetLine[UrnLine]) -> None:
        found = Findings(line.issues)
        state = RowState.REFUSED
        title = ""
        if line.draft is not None:
            title = " ".join(line.draft.option.split())
            try:
                state = self._placed(line.draft, found)
            except AppError as error:
                found.error(getattr(error, "field", None) or "option", str(error))
        self._plan.judge(line, state, title, found)

    def finished(self) -> Plan:
        """Plan the ballot, who was there, and what the sheet says of it in all."""
        self._plan.issues += self._issues()
        if self._is_new:
            self._plan.put(self._ballot)
            for option in self._options.values():
                self._plan.put(option)
            listed, moves, _ = self._heads
            for count in freeze(
                self._ballot.id, listed, moves, self._at, session=self._session
            ):
                self._plan.put(count)
            self._plan.issues += unopened(self._session)
        return self._plan

    def _placed(self, line: UrnLine, found: Findings) -> RowState:
        self._lines.append(line)
        if not self._is_ranked:
            for sentence in _contradictions(line, [line]):
                found.warning("valid", sentence)
            return self._kept(self._urn(line), found)
        if not line.option.strip():
            return RowState.KNOWN
        return self._kept(self._count(line), found)

    def _kept(self, record: UrnCount | OptionCount, found: Findings) -> RowState:
        if self._before.get(record.id) == record:
            return RowState.KNOWN
        if not self._is_new:
            code = self._ballot.code
            said = tr("Ballot {code} is closed with another count.", code=code)
            found.error("votes_for", said)
        self._plan.put(record)
        return RowState.NEW

    def _urn(self, line: UrnLine) -> UrnCount:
        urn = UrnCount(
            id=urn_count_id(self._ballot.id, line.bloc),
            ballot=self._ballot.id,
            bloc=line.bloc,
            votes_for=line.votes_for,
            votes_against=line.votes_against,
            blank=line.blank,
            spoiled=line.spoiled,
        )
        self._urns.append(urn)
        return urn

    def _count(self, line: UrnLine) -> OptionCount:
        option = self._option(" ".join(line.option.split()))
        count = OptionCount(
            id=option_count_id(option.id, line.bloc),
            ballot=self._ballot.id,
            option=option.id,
            bloc=line.bloc,
            points=line.votes_for,
        )
        if count.id in self._counts:
            raise OptionTwiceError(option.text)
        self._counts[count.id] = count
        return count

    def _option(self, words: str) -> BallotOption:
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

    def _issues(self) -> Iterator[Issue]:
        if self._is_ranked:
            yield from self._of_options()
        else:
            yield from self._of_urns()

    def _of_urns(self) -> Iterator[Issue]:
        """Say what all urns come to, and what cannot be right about them."""
        try:
            require_urns(self._urns)
        except AppError as error:
            yield Issue(Verdict.ERROR, str(error), None)
            return
        try:
            require_no_more_than(self._urns, by_bloc(with_vote(self._there())))
        except MorePapersThanVotersError as error:
            yield Issue(Verdict.WARNING, error.message, None)
        if self._published is not None:
            total = sum(map(numbers_of, self._urns), VoteNumbers())
            yield against_published(self._published, total, total)

    def _there(self) -> tuple[Attendance, ...]:
        listed, moves, _ = self._heads
        return present_at(listed, moves, self._at, session=self._session)

    def _of_options(self) -> Iterator[Issue]:
        """Say what is stated of all options, and what belongs to none of them."""
        if self._ballot.points_each in {None, 1}:  # else a paper is several points
            stated = next((one for one in self._lines if _states(one)), UrnLine())
            for sentence in _contradictions(stated, self._lines):
                yield Issue(Verdict.WARNING, sentence, None)
        loose = sum(
            one.votes_against
            + one.blank
            + one.spoiled
            + (0 if one.option.strip() else one.votes_for)
            for one in self._lines
        )
        if loose:
            sentence = ntr(
                "{count} paper is for none of the options and is not kept.",
                "{count} papers are for none of the options and are not kept.",
                count=loose,
            )
            yield Issue(Verdict.WARNING, sentence, None)


def _states(line: UrnLine) -> bool:
    return line.valid is not None or line.cast is not None


def _contradictions(stated: UrnLine, parts: list[UrnLine]) -> Iterator[str]:
    """Say which stated totals are not what the parts come to.

    Valid votes are told with or without the blank ones, as each country does.
    """
    voted = sum(one.votes_for + one.votes_against for one in parts)
    valid = voted + sum(one.blank for one in parts)
    papers = valid + sum(one.spoiled for one in parts)
    yield from contradiction(tr("Valid votes"), stated.valid, valid, voted)
    yield from contradiction(tr("Papers in all"), stated.cast, papers)
