from __future__ import annotations

import inspect
from enum import StrEnum

import pytest

from workshop_app.domain import vocabulary
from workshop_app.domain.decision import Missing
from workshop_app.domain.labels import label
from workshop_app.domain.labels_of_people import compared
from workshop_app.domain.vocabulary import Likeness, Trait

LISTS = [
    found
    for _, found in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(found, StrEnum) and found is not StrEnum
]


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_every_value_has_words_of_its_own(words: type[StrEnum]) -> None:
    said = [label(value) for value in words]

    assert all(said)
    assert len(set(said)) == len(said)


def test_a_value_of_no_list_has_no_words() -> None:
    with pytest.raises(KeyError):
        label(Missing.NO_REASON)


def test_a_trait_says_how_alike_it_is_unless_it_is_the_same() -> None:
    assert compared(Trait.PLACE, Likeness.SAME) == "Place"
    assert compared(Trait.NAME, Likeness.MISTYPED) == "Name (nearly the same)"
