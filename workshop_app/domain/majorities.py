"""The majorities: how many votes in favour adopt, in whole numbers.

Nothing here knows of people or of hands: it is given how many voted how, and how many
could have.  Only proportions matter, so weights will do as well as votes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain.vocabulary import Bloc, Majority, TableOutcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_app.domain.content import BlocNumbers, VoteNumbers

BY_BLOC = frozenset({Majority.BOTH_BLOCS, Majority.EACH_BLOC})
"""The majorities that ask each bloc by itself, so that no one number adopts."""

OF_ENTITLED = frozenset({Majority.ABSOLUTE_OF_ENTITLED})
"""The majorities whose share is taken of all who are entitled, there or not."""

_SHARES = {Majority.TWO_THIRDS: (2, 3), Majority.THREE_QUARTERS: (3, 4)}
_HALVES = frozenset({Majority.ABSOLUTE, Majority.ABSOLUTE_OF_ENTITLED})


def needed_for(majority: Majority, *, votes_against: int, size: int) -> int | None:
    """Return the votes in favour that adopt; `None` for a majority in each bloc.

    A *simple* majority is more votes in favour than against; abstentions count on
    neither side.  An *absolute* majority is more than half of those with a vote in
    the room when the vote was taken, however they voted (TUO Ley 27444, art. 111.1:
    the majority of those attending at the time of the vote), so that abstaining
    weighs as much as voting against; or more than half of all who are entitled.  Two
    thirds and three quarters are of those in the room too, and are reached by just
    that share: two thirds of 9 are 6, of 10 are 7.

    Args:
        majority: The rule.
        votes_against: What a simple majority is measured by.
        size: What a share is taken of: those with a vote in the room, or for
            `OF_ENTITLED` all who are entitled.
    """
    if majority in BY_BLOC:
        return None
    if majority is Majority.SIMPLE:
        return votes_against + 1
    if majority in _HALVES:
        return size // 2 + 1
    part, whole = _SHARES[majority]
    # Of nobody every share is nothing, and nobody adopts nothing.
    return max(1, -(-part * size // whole))


def judged(
    majority: Majority, *, votes_for: int, votes_against: int, size: int
) -> TableOutcome:
    """Return what the votes decide under a majority of all, quorum apart.

    As many in favour as against is a tie under a simple majority.  Under an absolute
    one it is a tie only where all who count are split in halves; otherwise the
    proposal has simply not reached its number, and one more vote in favour could
    turn a tie into a rejection.  A larger share is reached or not.  The casting vote
    of the chair (TUO Ley 27444, art. 111.1) is an act of its own and never assumed.

    Raises:
        ValueError: If the majority is one of each bloc: ask `judged_by_bloc`.
    """
    wanted = needed_for(majority, votes_against=votes_against, size=size)
    if wanted is None:
        message = f"{majority} is not one of all"
        raise ValueError(message)
    if votes_for >= wanted:
        return TableOutcome.ADOPTED
    halves = majority in _HALVES and 2 * votes_for == size
    if (majority is Majority.SIMPLE or halves) and votes_for == votes_against:
        return TableOutcome.TIED
    return TableOutcome.REJECTED


def judged_by_bloc(
    majority: Majority, votes: Mapping[Bloc, VoteNumbers], entitled: BlocNumbers
) -> TableOutcome:
    """Return what the votes decide where each bloc has to be in favour by itself.

    A bloc is in favour with more votes for than against.  *Both blocs* are the State
    and civil society, whatever everybody else says; of neither can it be done
    without, be it that nobody of it came.  *Each bloc* is these two, and everybody
    else where anybody else is entitled.  There is no tie: what a bloc does not carry
    is not adopted, and no casting vote replaces a bloc.
    """
    asked = [Bloc.STATE, Bloc.CIVIL_SOCIETY]
    if majority is Majority.EACH_BLOC and entitled.other:
        asked.append(Bloc.OTHER)
    carried = (
        bloc in votes and votes[bloc].votes_for > votes[bloc].votes_against
        for bloc in asked
    )
    return TableOutcome.ADOPTED if all(carried) else TableOutcome.REJECTED
