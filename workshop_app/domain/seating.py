"""Sharing people out over working groups, so that each has its part of every bloc."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workshop_app.domain.vocabulary import Bloc

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def share_out(
    people: Mapping[str, Bloc],
    groups: Sequence[str],
    seated: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return a group for everybody who sits in none.

    Each person goes where there are fewest of the same bloc, and among those where
    there are fewest people: from empty groups, no two differ by more than one person
    of any bloc, nor by more than one in all.  Whoever sits already stays; the answer
    depends on nothing but what is given, in its order.

    Args:
        people: The bloc of everybody on the list, by id.
        groups: Ids of the groups, in order.
        seated: The group of those who sit already.
    """
    taken = {} if seated is None else dict(seated)
    if not groups:
        return {}
    here = [(people[one], group) for one, group in taken.items() if one in people]
    of_bloc, whole = Counter(here), Counter(group for _, group in here)
    places = {group: place for place, group in enumerate(groups)}
    shared: dict[str, str] = {}
    for bloc in Bloc:
        for person, side in people.items():
            if side is not bloc or person in taken:
                continue
            group = min(
                groups, key=lambda one: (of_bloc[side, one], whole[one], places[one])
            )
            shared[person] = group
            of_bloc[side, group] += 1
            whole[group] += 1
    return shared
