"""What the smaller bloc lacks is counted in whole people."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app.domain.parity import Missing, missing
from workshop_app.domain.vocabulary import Bloc

heads = st.integers(0, 2000)


@pytest.mark.parametrize(
    ("state", "civil", "least", "expected"),
    [
        (37, 27, 45, Missing(bloc=Bloc.CIVIL_SOCIETY, for_range=4, for_equality=10)),
        (27, 37, 45, Missing(bloc=Bloc.STATE, for_range=4, for_equality=10)),
        (33, 31, 45, Missing(bloc=Bloc.CIVIL_SOCIETY, for_range=0, for_equality=2)),
        (1, 0, 45, Missing(bloc=Bloc.CIVIL_SOCIETY, for_range=1, for_equality=1)),
        (10, 0, 50, Missing(bloc=Bloc.CIVIL_SOCIETY, for_range=10, for_equality=10)),
        (10, 0, 0, Missing(bloc=Bloc.CIVIL_SOCIETY, for_range=0, for_equality=10)),
        (0, 0, 45, Missing(bloc=None, for_range=0, for_equality=0)),
        (12, 12, 45, Missing(bloc=None, for_range=0, for_equality=0)),
    ],
)
def test_what_is_missing(state: int, civil: int, least: int, expected: Missing) -> None:
    assert missing(state, civil, least=least) == expected


@given(heads, heads, st.integers(0, 50))
def test_so_many_are_enough_and_one_fewer_is_not(
    state: int, civil: int, least: int
) -> None:
    found = missing(state, civil, least=least)
    smaller, larger = sorted((state, civil))

    def within(more: int) -> bool:
        whole = smaller + larger + more
        return not whole or Fraction(smaller + more, whole) >= Fraction(least, 100)

    assert within(found.for_range)
    assert found.for_range == 0 or not within(found.for_range - 1)
    assert found.for_range <= found.for_equality == larger - smaller


@pytest.mark.parametrize("least", [-1, 51])
def test_the_smaller_bloc_cannot_be_asked_for_more_than_half(least: int) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        missing(1, 2, least=least)
