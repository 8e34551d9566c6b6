"""How many more people the smaller bloc needs for the balance that was agreed."""

from __future__ import annotations

from dataclasses import dataclass

from workshop_app.domain.vocabulary import Bloc

_WHOLE = 100
_HALF = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What one of the two blocs lacks, if nobody of the other comes or goes.

    Attributes:
        bloc: The smaller one; `None` when both are as many.
        for_range: How many more of it bring its share to the agreed least.
        for_equality: How many more of it make it as many as the other.
    """

    bloc: Bloc | None
    for_range: int
    for_equality: int


def missing(state: int, civil: int, *, least: int) -> Missing:
    """Say how many more of the smaller bloc are needed.

    Whoever arrives is counted in the whole too: with m of the smaller bloc, M of the
    larger and a least share p, it takes the smallest k with (m + k) / (m + M + k) >= p.
    At 27 against 37 and 45 % that is 4, and 10 for equality.  Shares are of these two
    blocs alone.

    Args:
        state: How many of the State have a vote.
        civil: How many of civil society have.
        least: The smallest share agreed, in whole percent from 0 to 50.

    Raises:
        ValueError: If `least` is no such share.
    """
    if not 0 <= least <= _HALF:
        message = f"the least share of the smaller bloc cannot be {least} %"
        raise ValueError(message)
    if state == civil:
        return Missing(bloc=None, for_range=0, for_equality=0)
    smaller, larger = sorted((state, civil))
    short = least * (smaller + larger) - _WHOLE * smaller
    return Missing(
        bloc=Bloc.STATE if state < civil else Bloc.CIVIL_SOCIETY,
        for_range=max(0, -(-short // (_WHOLE - least))),
        for_equality=larger - smaller,
    )
