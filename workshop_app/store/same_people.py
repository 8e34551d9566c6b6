"""Who was found to be one person, as the tables have it, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from workshop_app.domain.one_head import CAST
from workshop_app.domain.person_clusters import PersonClusters, clusters_of
from workshop_app.store.derived import conflict
from workshop_app.store.findings import Finding, Problem
from workshop_app.store.records import GONE, SHAPES
from workshop_app.store.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_app.store.engine import Link

_SHAPE: Final = SHAPES["same_person"]
_DISPUTED: Final = (
    select(conflict.c.rec)
    .where(conflict.c.kind == _SHAPE.kind)
    .where(conflict.c.rec == _SHAPE.table.c.id)
    .where(conflict.c.field == "verdict")
)
_COLUMNS: Final = _SHAPE.table.c
_SETTLED: Final = Statement(
    select(_SHAPE.table).where(
        _COLUMNS.deleted == 0,
        ~_DISPUTED.exists(),
        # what was erased, or nobody knows, joins nobody
        _COLUMNS.verdict.is_not(None),
        _COLUMNS.one != GONE,
        _COLUMNS.other != GONE,
    )
)


def clusters(link: Link) -> PersonClusters:
    """Return who is who, by all findings that computers do not disagree about."""
    return clusters_of(_SHAPE.load(row) for row in link.rows(_SETTLED))


def broken(link: Link) -> Iterator[Finding]:
    """Yield findings that contradict others, and people who voted twice."""
    who = clusters(link)
    if not who.members:
        return
    codes = _codes(link)
    for one, other in who.contradictions:
        yield Finding(Problem.ONE_AND_TWO, codes.get(one, one), codes.get(other, other))
    vote, ballot = SHAPES["vote"].table, SHAPES["ballot"].table
    query = (
        select(ballot.c.code, vote.c.unit)
        .select_from(vote)
        .join(ballot, ballot.c.id == vote.c.ballot)
        .where(
            vote.c.deleted == 0,
            ballot.c.deleted == 0,
            vote.c.choice.in_([choice.value for choice in CAST]),
        )
        .order_by(ballot.c.code, vote.c.unit)
    )
    voted: dict[str, list[str]] = {}
    for code, unit in link.select(query):
        voted.setdefault(code, []).append(unit)
    for code, units in voted.items():
        for twice in who.repeated(units, lambda unit: unit):
            named = ", ".join(codes.get(unit, unit) for unit in twice)
            yield Finding(Problem.VOTED_TWICE, code, named)


def _codes(link: Link) -> dict[str, str]:
    person = SHAPES["person"].table.c
    rows = link.select(select(person.id, person.code))
    return {row[0]: row[1] or row[0] for row in rows}
