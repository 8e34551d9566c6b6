from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_ballot, a_count, an_id
from workshop_app.domain.balance import Uncomparable, balance
from workshop_app.domain.option_vote import (
    BallotOption,
    Mark,
    OptionCount,
    OptionsMissingError,
    PointsNegativeError,
    TooManyPointsError,
    counted,
    ranking,
    require_fair,
)
from workshop_app.domain.process import RuleOutOfRangeError
from workshop_app.domain.tally import tally
from workshop_app.domain.vocabulary import Bloc, Majority, Method, Quorum, TableOutcome

if TYPE_CHECKING:
    from workshop_app.domain.option_vote import OptionResult

BALLOT = an_id("ballot")
NAMES = ("Agua", "Caminos", "Escuela", "Posta")


def _option(name: str) -> BallotOption:
    position = NAMES.index(name) + 1
    return BallotOption(id=name, ballot=BALLOT, position=position, text=name)


OPTIONS = tuple(map(_option, NAMES))


def _ranked(*points: int, winners: int | None = None) -> tuple[OptionResult, ...]:
    counts = [
        OptionCount(id=name, ballot=BALLOT, option=name, bloc=Bloc.STATE, points=number)
        for name, number in zip(NAMES, points, strict=True)
    ]
    return ranking(OPTIONS, counts, winners=winners)


def _mark(unit: str, option: str, points: int, bloc: Bloc = Bloc.STATE) -> Mark:
    return Mark(
        id=f"{unit}{option}",
        ballot=BALLOT,
        option=option,
        unit=unit,
        person=unit,
        points=points,
        bloc=bloc,
    )


@pytest.mark.parametrize(
    ("points", "winners", "ranks", "chosen"),
    [
        ((9, 7, 4, 1), 2, (1, 2, 3, 4), (True, True, False, False)),
        ((9, 9, 4, 1), 2, (1, 1, 3, 4), (True, True, False, False)),
        ((9, 7, 7, 1), 2, (1, 2, 2, 4), (True, None, None, False)),
        ((7, 7, 7, 7), 2, (1, 1, 1, 1), (None, None, None, None)),
        ((9, 0, 0, 0), 2, (1, 2, 2, 2), (True, False, False, False)),
        ((9, 7, 4, 1), None, (1, 2, 3, 4), (None, None, None, None)),
        ((9, 7, 4, 1), 4, (1, 2, 3, 4), (True, True, True, True)),
    ],
)
def test_the_list_is_reduced_where_no_tie_lies_across_the_line(
    points: tuple[int, ...],
    winners: int | None,
    ranks: tuple[int, ...],
    chosen: tuple[bool | None, ...],
) -> None:
    found = _ranked(*points, winners=winners)

    assert tuple(one.rank for one in found) == ranks
    assert tuple(one.chosen for one in found) == chosen


def test_the_best_stands_first_and_equals_as_they_were_read_out() -> None:
    found = _ranked(3, 8, 3, 8)

    assert [one.option.text for one in found] == ["Caminos", "Posta", "Agua", "Escuela"]


def test_points_and_voters_are_told_by_bloc() -> None:
    marks = [
        _mark("u1", "Agua", 2),
        _mark("u2", "Agua", 1),
        _mark("u3", "Agua", 3, Bloc.CIVIL_SOCIETY),
        _mark("u3", "Posta", 0, Bloc.CIVIL_SOCIETY),
    ]

    found = counted(marks)

    assert found == {
        ("Agua", Bloc.STATE, None): (3, 2),
        ("Agua", Bloc.CIVIL_SOCIETY, None): (3, 1),
        ("Posta", Bloc.CIVIL_SOCIETY, None): (0, 0),
    }


def test_voters_are_known_only_where_every_bloc_tells_them() -> None:
    by_name = OptionCount(
        id="c", ballot=BALLOT, option="Agua", points=4, bloc=Bloc.STATE, voters=3
    )
    on_paper = replace(by_name, bloc=Bloc.OTHER, voters=None)

    assert ranking(OPTIONS[:1], [by_name], winners=None)[0].voters == 3
    both = ranking(OPTIONS[:1], [by_name, on_paper], winners=None)[0]
    assert (both.voters, both.points) == (None, 8)
    assert both.by_bloc == {Bloc.STATE: 4, Bloc.CIVIL_SOCIETY: 0, Bloc.OTHER: 4}


@pytest.mark.parametrize(
    ("points", "outcome"),
    [
        ((9, 7, 4, 1), TableOutcome.RANKED),
        ((9, 7, 7, 1), TableOutcome.TIED),
        ((0, 0, 0, 0), TableOutcome.NOT_DOCUMENTED),
    ],
)
def test_a_ranking_decides_an_order_or_a_tie(
    points: tuple[int, ...], outcome: TableOutcome
) -> None:
    ballot = a_ballot(method=Method.DOTS, winners=2, quorum=Quorum.NONE)

    found = tally(ballot, [a_count()], ranked=_ranked(*points, winners=2))

    assert found.outcome is outcome
    assert found.totals is None
    assert balance(found, Majority.SIMPLE).why is Uncomparable.NO_RESULT


def test_without_quorum_uncounted_or_open_nothing_is_ranked() -> None:
    ranked = _ranked(9, 7, 4, 1)
    row = a_count(entitled=10, present=2)

    weak = tally(a_ballot(method=Method.POINTS), [row], ranked=ranked)
    uncounted = tally(a_ballot(method=Method.POINTS, counted=False), [row])
    still_open = tally(a_ballot(method=Method.POINTS, closed_at=None), [row])

    assert weak.outcome is TableOutcome.NO_QUORUM
    assert uncounted.outcome is TableOutcome.NOT_COUNTED
    assert still_open.outcome is TableOutcome.NOT_DOCUMENTED


def test_nobody_gives_more_than_there_is_to_give() -> None:
    ballot = a_ballot(method=Method.DOTS, points_each=3, most_per_option=2)
    agua, caminos = OPTIONS[:2]

    require_fair(ballot, [(agua, 2), (caminos, 1)])
    with pytest.raises(TooManyPointsError, match="4 points given, of 3"):
        require_fair(ballot, [(agua, 2), (caminos, 2)])
    with pytest.raises(TooManyPointsError, match="“Agua”, which takes 2"):
        require_fair(ballot, [(agua, 3)])
    with pytest.raises(PointsNegativeError):
        require_fair(ballot, [(agua, -1)])
    require_fair(a_ballot(method=Method.POINTS), [(agua, 900)])


@pytest.mark.parametrize("field", ["points_each", "most_per_option", "winners"])
def test_the_numbers_of_the_rule_are_from_one_up(field: str) -> None:
    number: dict[str, Any] = {field: 0}

    with pytest.raises(RuleOutOfRangeError):
        replace(a_ballot(), **number).cleaned()


def test_an_option_says_something() -> None:
    option = BallotOption(id="x", ballot=BALLOT, position=1, text="  Agua  limpia ")

    assert option.cleaned().text == "Agua limpia"
    with pytest.raises(OptionsMissingError):
        BallotOption(id="x", ballot=BALLOT, position=1, text=" \u200b ").cleaned()


@given(st.lists(st.integers(0, 9), min_size=4, max_size=4), st.integers(1, 4))
def test_never_more_are_chosen_than_the_list_is_reduced_to(
    points: list[int], winners: int
) -> None:
    found = _ranked(*points, winners=winners)

    chosen = [one for one in found if one.chosen]
    left = [one for one in found if one.chosen is False]
    assert len(chosen) <= winners
    assert all(one.points > other.points for one in chosen for other in left)
