"""People on record twice, found among thousands whose names are as common as in Peru.

A tenth are registered a second time: the words of the name in another order and spelled
otherwise, the document number left out half of the time.  Four in ten have no number
to begin with.
"""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Final

from tests.benchmarks.measuring import Result, timed
from tests.benchmarks.typing_names import invented_people, spelled_otherwise
from workshop_app.domain.likely_pairs import likely_pairs
from workshop_app.domain.person import Person
from workshop_app.domain.vocabulary import DocumentType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from workshop_app.domain.person_finder import Known

SIZES: Final = (2_500, 5_000, 10_000, 20_000)
QUICK_SIZES: Final = (250, 500, 1_000, 2_000)
TIMED: Final = 2
"""Which of the sizes has a time to keep."""

_TWICE: Final = 0.1
_NUMBERED: Final = 0.6
_BELONGING: Final = 0.8
_PLACED: Final = 0.7
_DISTRICTS: Final = 1_800
_SECONDS: Final = 5.0
_GROWTH: Final = 1.3
_PRECISION: Final = 99.0


def measure(_: Path, *, quick: bool) -> Iterator[Result]:
    """Measure the time at each size, how it grows, and what is found."""
    sizes = QUICK_SIZES if quick else SIZES
    seconds, shares = [], []
    for size in sizes:
        people, twice = people_some_twice(size)
        with timed() as watch:
            found = {frozenset((p.one, p.other)) for p in likely_pairs(people)}
        seconds.append(watch.cpu)
        right = len(found & twice)
        shares.append((100 * right / len(found), 100 * right / len(twice)))
    yield Result(
        name=f"who is on record twice among {sizes[TIMED]:,}",
        value=seconds[TIMED],
        unit="s",
        target=f"≤ {_SECONDS:g} at {SIZES[TIMED]:,}",
        met=seconds[TIMED] <= _SECONDS,
        details={f"s_at_{n}": s for n, s in zip(sizes, seconds, strict=True)},
    )
    growth = slope(sizes, seconds)
    yield Result(
        name=f"its growth from {sizes[0]:,} to {sizes[-1]:,}",
        value=growth,
        unit="power of the people",
        target=f"< {_GROWTH:g}",
        met=None if quick else growth < _GROWTH,  # a few hundred say little
    )
    precision, recall = shares[TIMED]
    yield Result(
        name="pairs told that are one person",
        value=precision,
        unit="%",
        target=f"≥ {_PRECISION:g}",
        met=precision >= _PRECISION,
        details={"of_all_pairs_told": recall},
    )


def people_some_twice(count: int) -> tuple[list[Person], set[frozenset[str]]]:
    """Return people in no order, and the pairs of ids that are one person."""
    rnd = random.Random(3)  # noqa: S311 the same people every time
    twice = int(count * _TWICE)
    people = [_registered(rnd, known) for known in invented_people(count - twice)]
    again = [_again(rnd, one, at) for at, one in enumerate(rnd.sample(people, twice))]
    truth = {frozenset((first, second.id)) for first, second in again}
    everybody = [*people, *(second for _, second in again)]
    rnd.shuffle(everybody)
    return everybody, truth


def slope(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Return the power of the size that the seconds grow with, by least squares."""
    xs, ys = [list(map(math.log, each)) for each in (sizes, seconds)]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    across = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    return across / sum((x - mean_x) ** 2 for x in xs)


def _registered(rnd: random.Random, known: Known) -> Person:
    number = known.number if rnd.random() < _NUMBERED else ""
    return Person(
        id=known.id,
        code=known.id,
        name=known.name,
        document_type=DocumentType.DNI if number else DocumentType.NONE,
        document_number=number,
        organization=known.also if rnd.random() < _BELONGING else None,
        place=f"{rnd.randrange(_DISTRICTS):06d}" if rnd.random() < _PLACED else "",
    )


def _again(rnd: random.Random, one: Person, at: int) -> tuple[str, Person]:
    number = one.document_number if rnd.random() < 0.5 else ""
    second = Person(
        id=f"f{at:031x}",
        code=f"f{at}",
        name=spelled_otherwise(rnd, one.name),
        document_type=one.document_type if number else DocumentType.NONE,
        document_number=number,
        organization=one.organization,
        place=one.place,
    )
    return one.id, second
