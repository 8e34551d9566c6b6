from __future__ import annotations

from collections import Counter

import pytest

from workshop_app.domain.seating import share_out
from workshop_app.domain.vocabulary import Bloc


def _room(state: int, civil: int, other: int = 0) -> dict[str, Bloc]:
    sizes = {Bloc.STATE: state, Bloc.CIVIL_SOCIETY: civil, Bloc.OTHER: other}
    return {f"{bloc}{n}": bloc for bloc in Bloc for n in range(sizes[bloc])}


def _spread(numbers: list[int]) -> int:
    return max(numbers) - min(numbers)


@pytest.mark.parametrize("count", range(1, 8))
@pytest.mark.parametrize("sizes", [(46, 44, 0), (5, 17, 3), (1, 0, 0), (7, 7, 7)])
def test_no_two_groups_differ_by_more_than_one_of_a_bloc_or_in_all(
    sizes: tuple[int, int, int], count: int
) -> None:
    people = _room(*sizes)
    groups = [f"g{n}" for n in range(count)]

    shared = share_out(people, groups)

    assert shared.keys() == people.keys()
    whole = Counter(shared.values())
    assert _spread([whole[group] for group in groups]) <= 1
    for bloc in Bloc:
        of_bloc = Counter(shared[one] for one in people if people[one] is bloc)
        assert _spread([of_bloc[group] for group in groups]) <= 1


def test_whoever_sits_already_stays_and_counts() -> None:
    people = _room(3, 0)
    seated = {"state0": "a", "gone": "b"}

    shared = share_out(people, ["a", "b"], seated)

    assert shared == {"state1": "b", "state2": "a"}


def test_without_groups_nobody_is_seated() -> None:
    assert share_out(_room(2, 2), []) == {}
