"""The quorum: how many of those entitled must be there, in whole numbers."""

from __future__ import annotations

from workshop_app.domain.vocabulary import Quorum

LEAST_AT_SECOND_CALL = 3
"""TUO Ley 27444, art. 110.2: a third, and never fewer than three."""


def needed(quorum: Quorum, entitled: int) -> int:
    """Return how many must be there.

    Half plus one is the smallest whole number above half, the absolute majority of
    the members (TUO Ley 27444, art. 110.1): 51 of 100, and 51 of 101.
    """
    match quorum:
        case Quorum.NONE:
            return 0
        case Quorum.HALF_PLUS_ONE:
            return entitled // 2 + 1
        case Quorum.ONE_THIRD:
            return max(LEAST_AT_SECOND_CALL, -(-entitled // 3))


def is_met(quorum: Quorum, *, entitled: int, voting: int) -> bool:
    """Whether enough of those entitled are in the room; observers do not count."""
    return voting >= needed(quorum, entitled)


def of_call(quorum: Quorum, *, second_call: bool) -> Quorum:
    """Return the rule that holds at this call.

    On the second call a third is enough (TUO Ley 27444, art. 110.2), unless the
    rules never asked for a quorum.
    """
    if second_call and quorum is Quorum.HALF_PLUS_ONE:
        return Quorum.ONE_THIRD
    return quorum
