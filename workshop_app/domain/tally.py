"""The result of a ballot, exactly and in whole numbers.

A tally is computed each time it is asked for and stored nowhere: what is on record
are the hands, the votes and the presence frozen when the ballot opened.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from workshop_app.domain import quorum
from workshop_app.domain.content import BlocNumbers, VoteNumbers
from workshop_app.domain.vocabulary import (
    BallotState,
    Bloc,
    Majority,
    Method,
    TableOutcome,
    VoteChoice,
)
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workshop_app.domain.ballot import Ballot, BallotCount, Vote

KeyT = TypeVar("KeyT")

NO_ORGANIZATION = ""
"""The key of those who voted for nobody but themselves."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What a ballot came to.

    Attributes:
        counts: Votes of each bloc that has any on record; empty if there are none.
        totals: Their sum, or `None` when nothing was counted.
        by_organization: Votes by the id of the organization, `NO_ORGANIZATION` for
            none; roll-calls only.
        entitled: On the register with a vote, frozen.
        present: In the room when it opened, frozen.
        voting: Those of them with a vote, frozen: the measure of the quorum.
        quorum_needed: How many of the entitled had to be there.
        needed_for: Votes in favour that would have adopted, given the votes against
            and those present; `None` when nothing was counted.
    """

    counts: dict[Bloc, VoteNumbers]
    totals: VoteNumbers | None
    by_organization: dict[str, VoteNumbers]
    entitled: BlocNumbers
    present: BlocNumbers
    voting: BlocNumbers
    quorum_needed: int
    quorum_met: bool
    needed_for: int | None
    outcome: TableOutcome


def tally(
    ballot: Ballot, counts: Sequence[BallotCount], votes: Sequence[Vote] = ()
) -> Tally:
    """Count a ballot and judge it by its own rule.

    Args:
        ballot: What was asked, with its majority and its quorum.
        counts: Its frozen rows; a show of hands is counted from them, and so is a
            roll-call whose result was written into them when it closed.
        votes: Its votes; a roll-call that is open is counted from them.  Whoever did
            not answer, was absent or excused is listed and does not vote.
    """
    entitled = _frozen(counts, lambda row: row.entitled)
    voting = _frozen(counts, lambda row: row.voting)
    by_bloc = _votes_by_bloc(ballot, counts, votes)
    totals = sum(by_bloc.values(), VoteNumbers()) if by_bloc else None
    met = quorum.is_met(ballot.quorum, entitled=entitled.total, voting=voting.total)
    return Tally(
        counts=by_bloc,
        totals=totals,
        by_organization=_votes_by_organization(ballot, votes),
        entitled=entitled,
        present=_frozen(counts, lambda row: row.present),
        voting=voting,
        quorum_needed=quorum.needed(ballot.quorum, entitled.total),
        quorum_met=met,
        needed_for=_needed(ballot.majority, totals, voting.total) if totals else None,
        outcome=_outcome(ballot, totals, voting.total, quorum_met=met),
    )


def needed_for(majority: Majority, *, votes_against: int, voting: int) -> int:
    """Return the votes in favour that adopt.

    A *simple* majority is more votes in favour than against; abstentions count on
    neither side.  An *absolute* majority is more than half of those with a vote in
    the room when the vote was taken, however they voted (TUO Ley 27444, art. 111.1:
    the majority of those attending at the time of the vote), so that abstaining
    weighs as much as voting against.
    """
    match majority:
        case Majority.SIMPLE:
            return votes_against + 1
        case Majority.ABSOLUTE:
            return voting // 2 + 1


def judged(
    majority: Majority, *, votes_for: int, votes_against: int, voting: int
) -> TableOutcome:
    """Return what the votes decide, quorum apart.

    As many in favour as against is a tie under a simple majority.  Under an absolute
    one it is a tie only where the whole room is split in halves; otherwise the
    proposal has simply not reached its number, and one more vote in favour could
    turn a tie into a rejection.  The casting vote of the chair (TUO Ley 27444, art.
    111.1) is an act of its own and never assumed.

    Only proportions matter, so weights will do as well as votes.
    """
    wanted = needed_for(majority, votes_against=votes_against, voting=voting)
    if votes_for >= wanted:
        return TableOutcome.ADOPTED
    halves = majority is Majority.SIMPLE or 2 * votes_for == voting
    if halves and votes_for == votes_against:
        return TableOutcome.TIED
    return TableOutcome.REJECTED


def _needed(majority: Majority, totals: VoteNumbers, voting: int) -> int:
    # Somebody may come in while the roll is called: no vote cast is left out of the
    # number that half is taken of.
    measure = max(voting, totals.cast)
    return needed_for(majority, votes_against=totals.votes_against, voting=measure)


def _outcome(
    ballot: Ballot, totals: VoteNumbers | None, voting: int, *, quorum_met: bool
) -> TableOutcome:
    if not ballot.counted:
        return TableOutcome.NOT_COUNTED
    if totals is None or ballot.state is BallotState.OPEN:
        return TableOutcome.NOT_DOCUMENTED
    if not quorum_met:
        return TableOutcome.NO_QUORUM
    return judged(
        ballot.majority,
        votes_for=totals.votes_for,
        votes_against=totals.votes_against,
        voting=max(voting, totals.cast),
    )


def is_outdated(
    ballot: Ballot, counts: Sequence[BallotCount], votes: Sequence[Vote]
) -> bool:
    """Say whether the votes on record no longer add up to the result of a roll-call.

    Files that come in later may bring votes to a ballot that is closed: its result
    stays, and somebody sets a correction beside it if it has to be.
    """
    is_open = ballot.state is BallotState.OPEN
    if is_open or not ballot.counted or ballot.method is Method.SHOW_OF_HANDS:
        return False
    found = _summed((vote.bloc, vote) for vote in votes)
    closed = _votes_by_bloc(ballot, counts, votes)
    nothing = VoteNumbers()
    return any(
        found.get(bloc, nothing) != closed.get(bloc, nothing)
        for bloc in {*found, *closed}
    )


def _as_closed(row: BallotCount, called: VoteNumbers) -> VoteNumbers:
    """Return what was counted when the ballot closed, and who was called besides."""
    return replace(
        called,
        votes_for=row.votes_for or 0,
        votes_against=row.votes_against or 0,
        abstentions=row.abstentions or 0,
    )


def _votes_by_bloc(
    ballot: Ballot, counts: Sequence[BallotCount], votes: Iterable[Vote]
) -> dict[Bloc, VoteNumbers]:
    if not ballot.counted:
        return {}
    if ballot.method is Method.SHOW_OF_HANDS:
        found = {row.bloc: _hands(row) for row in counts if _is_counted(row)}
    else:
        found = _summed((vote.bloc, vote) for vote in votes)
        if ballot.state is BallotState.CLOSED and any(map(_is_counted, counts)):
            found = {
                row.bloc: _as_closed(row, found.get(row.bloc, VoteNumbers()))
                for row in counts
                if _is_counted(row)
            }
    return {bloc: found[bloc] for bloc in Bloc if bloc in found}


def _votes_by_organization(
    ballot: Ballot, votes: Iterable[Vote]
) -> dict[str, VoteNumbers]:
    if not ballot.counted or ballot.method is Method.SHOW_OF_HANDS:
        return {}
    found = _summed((vote.organization or NO_ORGANIZATION, vote) for vote in votes)
    return dict(sorted(found.items()))


def _summed(votes: Iterable[tuple[KeyT, Vote]]) -> dict[KeyT, VoteNumbers]:
    found: dict[KeyT, VoteNumbers] = defaultdict(VoteNumbers)
    for key, vote in votes:
        found[key] += _ONE[vote.choice]
    return found


_ONE = {
    VoteChoice.FOR: VoteNumbers(votes_for=1),
    VoteChoice.AGAINST: VoteNumbers(votes_against=1),
    VoteChoice.ABSTAIN: VoteNumbers(abstentions=1),
    VoteChoice.NO_ANSWER: VoteNumbers(no_answer=1),
    VoteChoice.ABSENT: VoteNumbers(absent=1),
    VoteChoice.EXCUSED: VoteNumbers(excused=1),
}


def _is_counted(row: BallotCount) -> bool:
    return (row.votes_for, row.votes_against, row.abstentions) != (None, None, None)


def _hands(row: BallotCount) -> VoteNumbers:
    return VoteNumbers(
        votes_for=row.votes_for or 0,
        votes_against=row.votes_against or 0,
        abstentions=row.abstentions or 0,
    )


def _frozen(
    counts: Iterable[BallotCount], number: Callable[[BallotCount], int]
) -> BlocNumbers:
    found = {row.bloc: number(row) for row in counts}
    return BlocNumbers(
        state=found.get(Bloc.STATE, 0),
        civil_society=found.get(Bloc.CIVIL_SOCIETY, 0),
        other=found.get(Bloc.OTHER, 0),
    )
