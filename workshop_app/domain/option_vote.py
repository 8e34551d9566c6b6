"""Votes over several options: dots, points and scores, by name or from paper.

Everybody has the same number of points to give, and a most for one option.  *Dots* are
points stuck on a sheet one by one: where one option takes only one of them, this is
approval.  What wins is a ranking; which options the table reduces its list to is said
only where no tie lies across that line.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING, ClassVar, Self

from workshop_app.domain import text as typed
from workshop_app.domain.criteria import weights_of
from workshop_app.domain.records import Record
from workshop_app.domain.vocabulary import Bloc, Method, TableOutcome
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workshop_app.domain.ballot import BallotDraft
    from workshop_app.domain.criteria import Criterion

    Cell = tuple[str, Bloc, str | None]

OVER_OPTIONS = frozenset({Method.DOTS, Method.POINTS, Method.CRITERIA})
"""The methods that rank options instead of adopting a proposal."""


class OptionsMissingError(AppError):
    """There is nothing to choose between."""

    def __init__(self) -> None:
        super().__init__(
            tr("A vote over options needs at least two of them."),
            advice=tr("Write each option, or hold a show of hands on the one."),
        )
        self.field = "options"


class TooManyPointsError(AppError):
    """Somebody gave more than there is to give, or more than one option takes."""

    def __init__(self, given: int, most: int, option: str = "") -> None:
        super().__init__(
            tr(
                "{given} points for “{option}”, which takes {most} at most.",
                given=given,
                option=option,
                most=most,
            )
            if option
            else tr(
                "{given} points given, of {most} there are to give.",
                given=given,
                most=most,
            ),
            advice=tr("Correct the points, or the rule of this ballot."),
        )
        self.field = "points"


class PointsNegativeError(AppError):
    """Points below nothing."""

    def __init__(self, given: int) -> None:
        super().__init__(
            tr("{given} points cannot be given.", given=given),
            advice=tr("Write a whole number from 0 up."),
        )
        self.field = "points"


@dataclass(frozen=True, kw_only=True)
class BallotOption(Record):
    """One of the things a ballot chooses between; its id is derived from its words.

    Attributes:
        position: From 1, in the order they are read out.
        contribution: The contribution it is, if it is one.
    """

    kind: ClassVar[str] = "ballot_option"

    ballot: str
    position: int
    text: str
    contribution: str | None = None

    def cleaned(self) -> Self:
        """Return the option with its words on one line.

        Raises:
            OptionsMissingError: If nothing of it can be seen.
            AppError: As `text.exact`.
        """
        words = typed.one_line(self.text, field="options")
        if typed.is_blank(words):
            raise OptionsMissingError
        return replace(self, text=words)


@dataclass(frozen=True, kw_only=True)
class Mark(Record):
    """The points one voting unit gave to one option; its id is derived from them.

    Attributes:
        unit: A person, a seat or an organization, by the rule of the ballot.
        person: Who gave them for the unit.
        criterion: By what they were given, in a criteria matrix.
    """

    kind: ClassVar[str] = "mark"

    ballot: str
    option: str
    unit: str
    person: str
    points: int
    organization: str | None = None
    bloc: Bloc = Bloc.OTHER
    criterion: str | None = None


@dataclass(frozen=True, kw_only=True)
class OptionCount(Record):
    """What one option had of one bloc when the ballot closed, or on paper.

    Attributes:
        points: All of them together, before any weight.
        bloc: `None` where papers do not tell.
        voters: How many gave it any, where that is known.
        criterion: By what, in a criteria matrix.
    """

    kind: ClassVar[str] = "option_count"

    ballot: str
    option: str
    points: int
    bloc: Bloc | None = None
    voters: int | None = None
    criterion: str | None = None


@dataclass(frozen=True, kw_only=True)
class OptionResult:
    """What one option came to.

    Attributes:
        points: All of them, each as often as its criterion weighs.
        by_bloc: Likewise; empty where papers do not tell of blocs.
        by_criterion: By the id of each criterion, before its weight.
        voters: How many gave it any point; `None` where paper does not say, and in a
            criteria matrix, where it is known of each criterion alone.
        rank: From 1; options with as many points share it, and the next is skipped.
        chosen: Whether it is among those the list is reduced to; `None` where nothing
            was to be reduced, or where the tie lies across that line.
    """

    option: BallotOption
    points: int
    by_bloc: dict[Bloc, int]
    voters: int | None
    rank: int
    chosen: bool | None
    by_criterion: Mapping[str, int] = field(default_factory=dict)


def require_fair(
    ballot: BallotDraft, given: Sequence[tuple[BallotOption, int]]
) -> None:
    """Refuse the points of one voting unit that the rule of the ballot does not allow.

    Args:
        ballot: With how many points there are to give, and how many one option takes;
            `None` for as many as one likes.
        given: Each option once, with its points.

    Raises:
        PointsNegativeError, TooManyPointsError: As they say.
    """
    for option, points in given:
        if points < 0:
            raise PointsNegativeError(points)
        if ballot.most_per_option is not None and points > ballot.most_per_option:
            raise TooManyPointsError(points, ballot.most_per_option, option.text)
    total = sum(points for _, points in given)
    if ballot.points_each is not None and total > ballot.points_each:
        raise TooManyPointsError(total, ballot.points_each)


def counted(marks: Iterable[Mark]) -> dict[Cell, tuple[int, int]]:
    """Return points and voters of each option in each bloc, by each criterion."""
    points: Counter[Cell] = Counter()
    voters: defaultdict[Cell, set[str]] = defaultdict(set)
    for mark in marks:
        key = mark.option, mark.bloc, mark.criterion
        points[key] += mark.points
        if mark.points:
            voters[key].add(mark.unit)
    return {key: (points[key], len(voters[key])) for key in points}


def ranking(
    options: Sequence[BallotOption],
    counts: Iterable[OptionCount],
    *,
    winners: int | None,
    criteria: Iterable[Criterion] = (),
) -> tuple[OptionResult, ...]:
    """Rank the options by their points, the best first.

    A tie is never broken: options with as many points share their rank, and where
    such a tie lies across the line of the winners, those in it are neither chosen nor
    left out.  An option without a point is not chosen, however few there are.

    Args:
        options: All of them.
        counts: What they had, by bloc.
        winners: How many the list is to be reduced to; `None` where it is not.
        criteria: Of a matrix, what the counts are weighed by; a count by none of
            them weighs nothing there.
    """
    weights = weights_of(criteria)
    by_option: defaultdict[str, list[OptionCount]] = defaultdict(list)
    for count in counts:
        by_option[count.option].append(count)
    totals = {
        option.id: sum(_weighed(count, weights) for count in by_option[option.id])
        for option in options
    }
    ordered = sorted(options, key=lambda one: (-totals[one.id], one.position, one.id))
    return tuple(
        OptionResult(
            option=one,
            points=totals[one.id],
            by_bloc=_by_bloc(by_option[one.id], weights),
            by_criterion=_by_criterion(by_option[one.id]),
            voters=_voters(by_option[one.id]),
            rank=1 + sum(points > totals[one.id] for points in totals.values()),
            chosen=_chosen(totals[one.id], tuple(totals.values()), winners),
        )
        for one in ordered
    )


def outcome_of(found: Sequence[OptionResult], winners: int | None) -> TableOutcome:
    """Return what a ranking decides: an order, a tie at the line, or nothing."""
    if not any(one.points for one in found):
        return TableOutcome.NOT_DOCUMENTED
    if winners is not None and any(one.chosen is None for one in found):
        return TableOutcome.TIED
    return TableOutcome.RANKED


def _weighed(row: OptionCount, weights: Mapping[str | None, int]) -> int:
    return row.points * weights.get(row.criterion, 0)


def _by_bloc(
    rows: Sequence[OptionCount], weights: Mapping[str | None, int]
) -> dict[Bloc, int]:
    if any(row.bloc is None for row in rows):
        return {}
    return {
        bloc: sum(_weighed(row, weights) for row in rows if row.bloc is bloc)
        for bloc in Bloc
    }


def _by_criterion(rows: Iterable[OptionCount]) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for row in rows:
        if row.criterion is not None:
            found[row.criterion] += row.points
    return found


def _voters(rows: Sequence[OptionCount]) -> int | None:
    if any(row.criterion is not None for row in rows):
        return None
    known = [row.voters for row in rows if row.voters is not None]
    return sum(known) if len(known) == len(rows) else None


def _chosen(points: int, all_points: Sequence[int], winners: int | None) -> bool | None:
    if winners is None:
        return None
    if not points:
        return False
    better = sum(one > points for one in all_points)
    as_good = sum(one == points for one in all_points)
    if better + as_good <= winners:
        return True
    return None if better < winners else False
