"""Worked cases of a criteria matrix with weights, and what holds of every one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_ballot, a_count, an_id
from workshop_app.domain.balance import Uncomparable, balance
from workshop_app.domain.criteria import (
    CriteriaMissingError,
    Criterion,
    CriterionDraft,
    weights_of,
)
from workshop_app.domain.identity import mark_id, option_count_id
from workshop_app.domain.option_vote import (
    BallotOption,
    Mark,
    OptionCount,
    counted,
    ranking,
)
from workshop_app.domain.process import RuleOutOfRangeError
from workshop_app.domain.tally import tally
from workshop_app.domain.vocabulary import Bloc, Majority, Method, TableOutcome

if TYPE_CHECKING:
    from workshop_app.domain.option_vote import OptionResult

BALLOT = an_id("ballot")
NAMES = ("Agua", "Caminos", "Escuela")
CRITERIA = ("Impacto", "Costo")
SCORES = st.lists(
    st.tuples(*[st.integers(0, 9)] * len(CRITERIA)), min_size=3, max_size=3
)


def _option(position: int) -> BallotOption:
    name = NAMES[position]
    return BallotOption(id=name, ballot=BALLOT, position=position + 1, text=name)


def _criteria(*weights: int) -> list[Criterion]:
    return [
        Criterion(id=name, ballot=BALLOT, position=position, title=name, weight=weight)
        for position, (name, weight) in enumerate(zip(CRITERIA, weights, strict=True))
    ]


def _counts(
    scores: list[tuple[int, ...]], bloc: Bloc = Bloc.STATE
) -> list[OptionCount]:
    return [
        OptionCount(
            id=f"{name}{criterion}{bloc}",
            ballot=BALLOT,
            option=name,
            bloc=bloc,
            points=points,
            voters=3,
            criterion=criterion,
        )
        for name, given in zip(NAMES, scores, strict=True)
        for criterion, points in zip(CRITERIA, given, strict=True)
    ]


def _ranked(
    scores: list[tuple[int, ...]], *weights: int, winners: int | None = None
) -> tuple[OptionResult, ...]:
    options = [_option(position) for position in range(3)]
    return ranking(
        options, _counts(scores), winners=winners, criteria=_criteria(*weights)
    )


@pytest.mark.parametrize(
    ("weights", "points", "ranks", "chosen"),
    [
        # Water scores high in impact, roads in cost; the school in neither.
        ((1, 1), {"Agua": 11, "Caminos": 12, "Escuela": 6}, (2, 1, 3), (False, True)),
        ((2, 1), {"Agua": 20, "Caminos": 15, "Escuela": 9}, (1, 2, 3), (True, False)),
        ((3, 2), {"Agua": 31, "Caminos": 27, "Escuela": 15}, (1, 2, 3), (True, False)),
        ((7, 6), {"Agua": 75, "Caminos": 75, "Escuela": 39}, (1, 1, 3), (None, None)),
    ],
)
def test_options_rank_by_the_scores_their_criteria_weigh(
    weights: tuple[int, int],
    points: dict[str, int],
    ranks: tuple[int, int, int],
    chosen: tuple[bool | None, bool | None],
) -> None:
    found = {
        one.option.text: one
        for one in _ranked([(9, 2), (3, 9), (3, 3)], *weights, winners=1)
    }

    assert {name: one.points for name, one in found.items()} == points
    assert tuple(found[name].rank for name in NAMES) == ranks
    assert tuple(found[name].chosen for name in NAMES[:2]) == chosen
    assert found["Agua"].by_criterion == {"Impacto": 9, "Costo": 2}
    assert found["Agua"].by_bloc[Bloc.STATE] == points["Agua"]
    assert found["Agua"].voters is None


def test_a_tie_across_the_line_is_said_and_never_broken() -> None:
    ballot = a_ballot(method=Method.CRITERIA, winners=1)
    rows = [a_count(entitled=3, present=3)]
    ranked = _ranked([(9, 2), (3, 9), (3, 3)], 7, 6, winners=1)

    found = tally(ballot, rows, ranked=ranked)

    assert found.outcome is TableOutcome.TIED
    assert (found.totals, found.needed_for) == (None, None)
    assert balance(found, Majority.SIMPLE).why is Uncomparable.NO_RESULT


def test_a_score_by_what_is_no_criterion_of_the_matrix_weighs_nothing() -> None:
    stray = OptionCount(
        id="x", ballot=BALLOT, option="Agua", bloc=Bloc.STATE, points=99, criterion="?"
    )

    [agua, *_] = ranking([_option(0)], [stray], winners=None, criteria=_criteria(1, 1))

    assert agua.points == 0


def test_marks_are_counted_by_option_bloc_and_criterion() -> None:
    def mark(unit: str, criterion: str, points: int) -> Mark:
        return Mark(
            id=mark_id(BALLOT, "Agua", unit, criterion),
            ballot=BALLOT,
            option="Agua",
            unit=unit,
            person=unit,
            points=points,
            bloc=Bloc.STATE,
            criterion=criterion,
        )

    marks = [mark("a", "Impacto", 3), mark("b", "Impacto", 2), mark("a", "Costo", 0)]

    assert counted(marks) == {
        ("Agua", Bloc.STATE, "Impacto"): (5, 2),
        ("Agua", Bloc.STATE, "Costo"): (0, 0),
    }


def test_a_criterion_is_part_of_what_a_mark_is_known_by() -> None:
    marks = {mark_id(BALLOT, "o", "u", by) for by in (None, "c", "d")}
    counts = {option_count_id("o", Bloc.STATE, by) for by in (None, "c", "d")}

    assert (len(marks), len(counts)) == (3, 3)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"title": " \n "}, CriteriaMissingError),
        ({"weight": 0}, RuleOutOfRangeError),
        ({"weight": 1_001}, RuleOutOfRangeError),
        ({"scale": 0}, RuleOutOfRangeError),
    ],
)
def test_a_criterion_has_a_title_a_weight_and_a_scale(
    changes: dict[str, object], error: type[Exception]
) -> None:
    whole = {"title": "Impacto", "weight": 3, "scale": 5}

    with pytest.raises(error):
        CriterionDraft(**{**whole, **changes}).cleaned()  # type: ignore[arg-type]


def test_a_title_stands_on_one_line_and_no_criterion_counts_once() -> None:
    assert CriterionDraft(title="Impacto\n social ").cleaned().title == "Impacto social"
    assert weights_of(_criteria(3, 2)) == {None: 1, "Impacto": 3, "Costo": 2}


@given(SCORES, st.integers(1, 50), st.integers(1, 50), st.integers(1, 20))
def test_only_the_proportion_of_the_weights_ranks(
    scores: list[tuple[int, ...]], first: int, second: int, times: int
) -> None:
    plain = _ranked(scores, first, second, winners=1)

    heavier = _ranked(scores, first * times, second * times, winners=1)

    assert [(one.option, one.rank, one.chosen) for one in plain] == [
        (one.option, one.rank, one.chosen) for one in heavier
    ]


@given(SCORES, st.integers(1, 50), st.integers(1, 50))
def test_the_points_are_the_weighed_scores_and_blocs_add_up(
    scores: list[tuple[int, ...]], first: int, second: int
) -> None:
    criteria = _criteria(first, second)
    counts = [
        *_counts(scores),
        *_counts([(1, 1)] * 3, Bloc.CIVIL_SOCIETY),
    ]

    found = ranking(
        [_option(position) for position in range(3)],
        counts,
        winners=None,
        criteria=criteria,
    )

    for one in found:
        impact, cost = scores[NAMES.index(one.option.text)]
        assert one.points == sum(one.by_bloc.values())
        assert one.points == (impact + 1) * first + (cost + 1) * second
        mean = Fraction(one.points, first + second)
        assert min(impact, cost) <= mean - 1 <= max(impact, cost)


@given(SCORES, st.integers(0, 2), st.integers(1, 50), st.integers(1, 50))
def test_one_more_point_never_lowers_an_option(
    scores: list[tuple[int, ...]], position: int, first: int, second: int
) -> None:
    more = list(scores)
    more[position] = (scores[position][0] + 1, *scores[position][1:])

    before = {one.option.id: one for one in _ranked(scores, first, second, winners=1)}
    after = {one.option.id: one for one in _ranked(more, first, second, winners=1)}

    assert after[NAMES[position]].rank <= before[NAMES[position]].rank
    if before[NAMES[position]].chosen:
        assert after[NAMES[position]].chosen
