"""Worked cases of every majority: votes, and how many there were, to the outcome."""

from __future__ import annotations

import pytest

from tests.builders import a_ballot, a_count
from workshop_app.domain.balance import balance
from workshop_app.domain.majorities import BY_BLOC, judged, needed_for
from workshop_app.domain.tally import tally
from workshop_app.domain.vocabulary import Bloc, Majority, Quorum, TableOutcome

ADOPTED, REJECTED, TIED = (
    TableOutcome.ADOPTED,
    TableOutcome.REJECTED,
    TableOutcome.TIED,
)
Hands = tuple[int, int, int]


@pytest.mark.parametrize(
    ("majority", "size", "needed"),
    [
        (Majority.ABSOLUTE, 8, 5),
        (Majority.ABSOLUTE, 9, 5),
        (Majority.ABSOLUTE_OF_ENTITLED, 12, 7),
        (Majority.TWO_THIRDS, 9, 6),
        (Majority.TWO_THIRDS, 10, 7),
        (Majority.TWO_THIRDS, 11, 8),
        (Majority.TWO_THIRDS, 1, 1),
        (Majority.THREE_QUARTERS, 8, 6),
        (Majority.THREE_QUARTERS, 9, 7),
        (Majority.THREE_QUARTERS, 12, 9),
        (Majority.THREE_QUARTERS, 13, 10),
        (Majority.TWO_THIRDS, 0, 1),
        (Majority.THREE_QUARTERS, 0, 1),
        (Majority.ABSOLUTE, 0, 1),
    ],
)
def test_a_share_is_reached_by_whole_votes(
    majority: Majority, size: int, needed: int
) -> None:
    assert needed_for(majority, votes_against=3, size=size) == needed


@pytest.mark.parametrize(
    ("majority", "votes_for", "votes_against", "size", "outcome"),
    [
        (Majority.TWO_THIRDS, 6, 3, 9, ADOPTED),
        (Majority.TWO_THIRDS, 5, 0, 9, REJECTED),
        (Majority.TWO_THIRDS, 5, 5, 10, REJECTED),
        (Majority.THREE_QUARTERS, 6, 2, 8, ADOPTED),
        (Majority.THREE_QUARTERS, 5, 3, 8, REJECTED),
        (Majority.ABSOLUTE_OF_ENTITLED, 7, 0, 12, ADOPTED),
        (Majority.ABSOLUTE_OF_ENTITLED, 6, 0, 12, REJECTED),
        (Majority.ABSOLUTE_OF_ENTITLED, 6, 6, 12, TIED),
        (Majority.ABSOLUTE_OF_ENTITLED, 4, 4, 12, REJECTED),
    ],
)
def test_a_majority_of_all_is_judged_by_its_share(
    majority: Majority, votes_for: int, votes_against: int, size: int, outcome: str
) -> None:
    found = judged(
        majority, votes_for=votes_for, votes_against=votes_against, size=size
    )

    assert found == outcome


def test_those_entitled_who_stayed_away_weigh_only_where_the_rule_says_so() -> None:
    row = a_count(entitled=12, present=8).with_hands(
        votes_for=6, votes_against=2, abstentions=0
    )

    of_the_room = tally(a_ballot(majority=Majority.ABSOLUTE), [row])
    of_everybody = tally(a_ballot(majority=Majority.ABSOLUTE_OF_ENTITLED), [row])

    assert (of_the_room.outcome, of_the_room.needed_for) == (ADOPTED, 5)
    assert (of_everybody.outcome, of_everybody.needed_for) == (REJECTED, 7)


@pytest.mark.parametrize(
    ("state", "civil", "other", "both", "each"),
    [
        ((5, 1, 0), (3, 2, 0), (2, 0, 1), ADOPTED, ADOPTED),
        ((5, 1, 0), (3, 2, 0), (0, 3, 0), ADOPTED, REJECTED),
        ((30, 0, 0), (1, 2, 0), (9, 0, 0), REJECTED, REJECTED),
        ((1, 2, 0), (30, 0, 0), (9, 0, 0), REJECTED, REJECTED),
        ((5, 1, 0), (2, 2, 0), (9, 0, 0), REJECTED, REJECTED),
        ((5, 1, 0), (0, 0, 4), (9, 0, 0), REJECTED, REJECTED),
        ((5, 1, 0), (3, 0, 0), (0, 0, 0), ADOPTED, ADOPTED),
        ((5, 1, 0), (0, 0, 0), (9, 0, 0), REJECTED, REJECTED),
    ],
)
def test_each_bloc_is_asked_by_itself(
    state: Hands, civil: Hands, other: Hands, both: str, each: str
) -> None:
    rows = [
        a_count(bloc, entitled=sum(hands), present=sum(hands)).with_hands(
            votes_for=hands[0], votes_against=hands[1], abstentions=hands[2]
        )
        for bloc, hands in zip(
            (Bloc.STATE, Bloc.CIVIL_SOCIETY, Bloc.OTHER),
            (state, civil, other),
            strict=True,
        )
    ]

    found = {
        majority: tally(a_ballot(majority=majority, quorum=Quorum.NONE), rows)
        for majority in (Majority.BOTH_BLOCS, Majority.EACH_BLOC)
    }

    assert found[Majority.BOTH_BLOCS].outcome == both
    assert found[Majority.EACH_BLOC].outcome == each
    assert found[Majority.EACH_BLOC].needed_for is None


def test_a_bloc_that_nobody_counted_carries_nothing() -> None:
    row = a_count(Bloc.STATE, entitled=5, present=5).with_hands(
        votes_for=5, votes_against=0, abstentions=0
    )

    found = tally(a_ballot(majority=Majority.BOTH_BLOCS, quorum=Quorum.NONE), [row])

    assert found.outcome is REJECTED


@pytest.mark.parametrize("majority", sorted(BY_BLOC))
def test_no_weight_changes_what_each_bloc_says(majority: Majority) -> None:
    rows = [
        a_count(Bloc.STATE, entitled=30, present=30).with_hands(
            votes_for=30, votes_against=0, abstentions=0
        ),
        a_count(Bloc.CIVIL_SOCIETY, entitled=3, present=3).with_hands(
            votes_for=1, votes_against=2, abstentions=0
        ),
    ]

    found = balance(tally(a_ballot(majority=majority), rows), majority)

    assert (found.equal_weight, found.without_surplus) == (REJECTED, REJECTED)
    assert found.differs is False


def test_an_absolute_majority_of_all_is_balanced_over_all_who_were_entitled() -> None:
    rows = [
        a_count(Bloc.STATE, entitled=10, present=10).with_hands(
            votes_for=10, votes_against=0, abstentions=0
        ),
        a_count(Bloc.CIVIL_SOCIETY, entitled=8, present=2).with_hands(
            votes_for=0, votes_against=2, abstentions=0
        ),
    ]
    majority = Majority.ABSOLUTE_OF_ENTITLED
    ballot = a_ballot(majority=majority, quorum=Quorum.NONE)

    found = balance(tally(ballot, rows), majority)

    # Ten of ten and none of eight are one half in favour, which is not more than half.
    assert (found.equal_weight, found.without_surplus) == (REJECTED, REJECTED)
    assert found.differs is True


def test_a_majority_in_each_bloc_is_not_judged_by_one_number() -> None:
    with pytest.raises(ValueError, match="both_blocs"):
        judged(Majority.BOTH_BLOCS, votes_for=9, votes_against=0, size=9)
