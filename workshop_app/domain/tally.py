"""The result of a ballot, exactly and in whole numbers.

A tally is computed each time it is asked for and stored nowhere: what is on record
are the hands, the votes and the presence frozen when the ballot opened.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from workshop_app.domain import quorum
from workshop_app.domain.ballot_acts import (
    NO_ACTS,
    decided_by_chair,
    heard,
    without,
)
from workshop_app.domain.consensus import BY_NAME, judged_by_consensus
from workshop_app.domain.content import BlocNumbers, VoteNumbers
from workshop_app.domain.majorities import (
    BY_BLOC,
    OF_ENTITLED,
    judged,
    judged_by_bloc,
    needed_for,
)
from workshop_app.domain.option_vote import OVER_OPTIONS, outcome_of
from workshop_app.domain.secret_ballot import numbers_of
from workshop_app.domain.vocabulary import (
    BallotState,
    Bloc,
    Method,
    TableOutcome,
    VoteChoice,
)
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from workshop_app.domain.ballot import Ballot, BallotCount, Vote
    from workshop_app.domain.ballot_acts import Acts
    from workshop_app.domain.option_vote import OptionResult
    from workshop_app.domain.vocabulary import Majority

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
        entitled: On the register with a vote, frozen, without who keeps out of it.
        present: In the room when it opened, frozen.
        voting: Those of them with a vote, without who keeps out: the measure of the
            quorum.
        quorum_needed: How many of the entitled had to be there.
        needed_for: Votes in favour that would have adopted, given the votes against
            and those present; `None` when nothing was counted, when each bloc has to be
            in favour by itself, or where consensus is sought.
        by_chair: Whether it was a tie that the chair's casting vote decided.
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
    by_chair: bool = False


def tally(
    ballot: Ballot,
    counts: Sequence[BallotCount],
    votes: Sequence[Vote] = (),
    ranked: Sequence[OptionResult] = (),
    acts: Acts = NO_ACTS,
) -> Tally:
    """Count a ballot and judge it by its own rule.

    Args:
        ballot: What was asked, with its majority and its quorum.
        counts: Its frozen rows; a show of hands is counted from them, and so is a
            roll-call whose result was written into them when it closed.
        votes: Its votes; a roll-call that is open is counted from them.  Whoever did
            not answer, was absent or excused is listed and does not vote.
        ranked: What the options of a vote over several came to.
        acts: What else was done in it.
    """
    entitled = without(_frozen(counts, lambda row: row.entitled), acts.recusals)
    voting = _voting(counts, acts)
    votes = heard(votes, acts)
    by_bloc = _votes_by_bloc(ballot, counts, votes, acts)
    found = _totals(ballot, by_bloc, acts)
    totals = found or VoteNumbers()
    met = quorum.is_met(ballot.quorum, entitled=entitled.total, voting=voting.total)
    size = measured(
        ballot.majority, voting=voting.total, entitled=entitled.total, cast=totals.cast
    )
    if ballot.method in OVER_OPTIONS:
        outcome = _undecided(ballot, has_counts=True, met=met)
        outcome, by_chair = outcome or outcome_of(ranked, ballot.winners), None
    else:
        outcome = _undecided(ballot, has_counts=found is not None, met=met)
        outcome = outcome or _outcome(ballot, by_bloc, totals, entitled, size)
        by_chair = decided_by_chair(outcome, acts)
    return Tally(
        counts=by_bloc,
        totals=found,
        by_organization=_votes_by_organization(ballot, votes),
        entitled=entitled,
        present=_frozen(counts, lambda row: row.present),
        voting=voting,
        quorum_needed=quorum.needed(ballot.quorum, entitled.total),
        quorum_met=met,
        needed_for=None if found is None else _needed(ballot, found, size),
        outcome=by_chair or outcome,
        by_chair=by_chair is not None,
    )


def _voting(counts: Sequence[BallotCount], acts: Acts) -> BlocNumbers:
    out = [one for one in acts.recusals if one.present]
    return without(_frozen(counts, lambda row: row.voting), out)


def _needed(ballot: Ballot, totals: VoteNumbers, size: int) -> int | None:
    if ballot.method is Method.CONSENSUS:
        return None
    against = totals.votes_against
    return needed_for(ballot.majority, votes_against=against, size=size)


def measured(majority: Majority, *, voting: int, entitled: int, cast: int) -> int:
    """Return how many a share of a majority is taken of.

    Somebody may come in while the roll is called: no vote cast is left out.

    Args:
        majority: The rule.
        voting: Those with a vote who were in the room.
        entitled: All with a vote, there or not.
        cast: The votes on record.
    """
    return max(entitled if majority in OF_ENTITLED else voting, cast)


def _outcome(
    ballot: Ballot,
    by_bloc: dict[Bloc, VoteNumbers],
    totals: VoteNumbers,
    entitled: BlocNumbers,
    size: int,
) -> TableOutcome:
    if ballot.method is Method.CONSENSUS:
        return judged_by_consensus(totals)
    if ballot.majority in BY_BLOC:
        if not by_bloc:  # one urn for all: nobody can say what a bloc wanted
            return TableOutcome.NOT_DOCUMENTED
        return judged_by_bloc(ballot.majority, by_bloc, entitled)
    return judged(
        ballot.majority,
        votes_for=totals.votes_for,
        votes_against=totals.votes_against,
        size=size,
    )


def _undecided(ballot: Ballot, *, has_counts: bool, met: bool) -> TableOutcome | None:
    """Return why a ballot decides nothing, whatever its votes are."""
    if not ballot.counted:
        return TableOutcome.NOT_COUNTED
    if not has_counts or ballot.state is BallotState.OPEN:
        return TableOutcome.NOT_DOCUMENTED
    return None if met else TableOutcome.NO_QUORUM


def is_outdated(
    ballot: Ballot,
    counts: Sequence[BallotCount],
    votes: Sequence[Vote],
    acts: Acts = NO_ACTS,
) -> bool:
    """Say whether the votes on record no longer add up to the result of a roll-call.

    Files that come in later may bring votes to a ballot that is closed: its result
    stays, and somebody sets a correction beside it if it has to be.
    """
    is_open = ballot.state is BallotState.OPEN
    if is_open or not ballot.counted or ballot.method not in BY_NAME:
        return False
    votes = heard(votes, acts)
    found = _summed((vote.bloc, vote) for vote in votes)
    closed = _votes_by_bloc(ballot, counts, votes, acts)
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
    ballot: Ballot, counts: Sequence[BallotCount], votes: Iterable[Vote], acts: Acts
) -> dict[Bloc, VoteNumbers]:
    if not ballot.counted:
        return {}
    if ballot.method is Method.SECRET:
        found = {urn.bloc: numbers_of(urn) for urn in acts.urns if urn.bloc}
    elif ballot.method is Method.SHOW_OF_HANDS:
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


def _totals(
    ballot: Ballot, by_bloc: Mapping[Bloc, VoteNumbers], acts: Acts
) -> VoteNumbers | None:
    """Return all votes together: papers of one urn for all belong to no bloc."""
    parts = list(by_bloc.values())
    if ballot.method is Method.SECRET and ballot.counted:
        parts = [numbers_of(urn) for urn in acts.urns]
    return sum(parts, VoteNumbers()) if parts else None


def _votes_by_organization(
    ballot: Ballot, votes: Iterable[Vote]
) -> dict[str, VoteNumbers]:
    if not ballot.counted or ballot.method not in BY_NAME:
        return {}
    found = _summed((vote.organization or NO_ORGANIZATION, vote) for vote in votes)
    return dict(sorted(found.items()))


def _summed(votes: Iterable[tuple[KeyT, Vote]]) -> dict[KeyT, VoteNumbers]:
    found: dict[KeyT, VoteNumbers] = defaultdict(VoteNumbers)
    for key, vote in votes:
        found[key] += _ONE[vote.choice]
    return found


def as_numbers(choice: VoteChoice) -> VoteNumbers:
    """Return one vote as what it adds to a count."""
    return _ONE[choice]


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
