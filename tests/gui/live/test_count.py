from __future__ import annotations

import pytest

from tests.builders import a_count
from workshop_app.domain.vocabulary import Bloc, VoteChoice
from workshop_app.gui.live.count import HandCount

STATE, CIVIL = Bloc.STATE, Bloc.CIVIL_SOCIETY
FOR, AGAINST, ABSTAIN = VoteChoice.FOR, VoteChoice.AGAINST, VoteChoice.ABSTAIN


@pytest.fixture
def count() -> HandCount:
    return HandCount({STATE: 2, CIVIL: 3, Bloc.OTHER: 0})


def test_hands_add_up_over_the_blocs(count: HandCount) -> None:
    count.add(STATE, FOR, 1)
    count.add(CIVIL, FOR, 1)
    count.add(CIVIL, ABSTAIN, 1)

    assert count.total(FOR) == 2
    assert count.cast == 3
    assert count.all_voting == 5


def test_a_bloc_never_has_more_hands_than_people(count: HandCount) -> None:
    count.set(STATE, FOR, 2)

    problem = count.add(STATE, AGAINST, 1)

    assert "2" in problem
    assert count.cast_of(STATE) == 2


def test_no_hand_is_taken_away_that_was_not_counted(count: HandCount) -> None:
    problem = count.add(STATE, FOR, -1)

    assert problem
    assert count.number(STATE, FOR) == 0


def test_a_bloc_without_anybody_is_not_counted(count: HandCount) -> None:
    assert count.blocs == (STATE, CIVIL)


def test_a_count_survives_as_text(count: HandCount) -> None:
    count.set(CIVIL, ABSTAIN, 3)
    other = HandCount({STATE: 2, CIVIL: 3})

    assert other.restore(count.kept())
    assert other.hands() == count.hands()


@pytest.mark.parametrize(
    "text", ["", "[]x", '{"state": [9, 0, 0]}', '{"nobody": [1]}', '{"state": [1]}']
)
def test_what_cannot_be_a_count_changes_nothing(count: HandCount, text: str) -> None:
    count.set(STATE, FOR, 1)

    assert not count.restore(text)
    assert count.number(STATE, FOR) == 1


def test_a_count_on_record_is_gone_on_with() -> None:
    row = a_count(STATE, present=5, votes_for=2, votes_against=1, abstentions=0)

    count = HandCount.of({STATE: row})

    assert count.hands()[STATE] == (2, 1, 0)
    assert count.voting(STATE) == 5
