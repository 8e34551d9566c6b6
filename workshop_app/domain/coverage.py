"""Coverage: n of N contributions answered with a reason, and which are not.

This is what tells "consult" from "involve" in the eyes of the independent evaluator:
the public is told how each contribution was used (OGP standard 4.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import field
from typing import TYPE_CHECKING

from workshop_app.domain.decision import Missing, missing
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.domain.contribution import Contribution
    from workshop_app.domain.decision import Decision

UNKNOWN = "unknown"
"""The group of contributions of which it is not known where they belong."""


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """Where a contribution belongs, in codes; an author's bloc and region are several.

    A contribution of authors from two blocs counts in both, so blocs and regions may
    add up to more than the whole; sessions and stages never do.
    """

    session: str = ""
    stage: str = ""
    blocs: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Share:
    """How many there are, how many have their reason, how many were told it."""

    contributions: int = 0
    answered: int = 0
    published: int = 0


@dataclass(frozen=True, kw_only=True)
class Unanswered:
    """A contribution without its answer, and what is missing."""

    code: str
    why: Missing


@dataclass(frozen=True, kw_only=True)
class Coverage(Share):
    """The whole, what is missing, and the same by group.

    Attributes:
        missing: In order of code.
        by_session, by_bloc, by_region, by_stage: The shares of each group, by its
            code, in order; `UNKNOWN` for those of none.
    """

    missing: tuple[Unanswered, ...] = ()
    by_session: Mapping[str, Share] = field(default_factory=dict)
    by_bloc: Mapping[str, Share] = field(default_factory=dict)
    by_region: Mapping[str, Share] = field(default_factory=dict)
    by_stage: Mapping[str, Share] = field(default_factory=dict)


@dataclass(frozen=True)
class _Answer:
    """One contribution as it is counted."""

    code: str
    why: Missing | None
    published: bool
    grouping: Grouping


def coverage(
    contributions: Iterable[Contribution],
    decisions: Iterable[Decision],
    *,
    published: AbstractSet[str] = frozenset(),
    groupings: Mapping[str, Grouping] | None = None,
) -> Coverage:
    """Count the contributions that were answered with a reason.

    Every kind of contribution is answered, comments and withdrawn ones too.

    Args:
        contributions: All that were received.
        decisions: Those that were taken; of other contributions they are ignored.
        published: Ids of the contributions whose answer stands in an issued letter.
            An answer without its reason is not published, whatever was issued.
        groupings: Where each contribution belongs, by its id.
    """
    found = {decision.contribution: decision for decision in decisions}
    belongs = groupings or {}
    answers = [
        _Answer(
            contribution.code,
            missing(found.get(contribution.id)),
            contribution.id in published,
            belongs.get(contribution.id, Grouping()),
        )
        for contribution in contributions
    ]
    whole = _share(answers)
    return Coverage(
        contributions=whole.contributions,
        answered=whole.answered,
        published=whole.published,
        missing=tuple(
            Unanswered(code=answer.code, why=answer.why)
            for answer in sorted(answers, key=lambda answer: answer.code)
            if answer.why is not None
        ),
        by_session=_shares((answer.grouping.session, answer) for answer in answers),
        by_bloc=_shares(_each((a.grouping.blocs, a) for a in answers)),
        by_region=_shares(_each((a.grouping.regions, a) for a in answers)),
        by_stage=_shares((answer.grouping.stage, answer) for answer in answers),
    )


def _share(answers: Iterable[_Answer]) -> Share:
    counted = list(answers)
    reasoned = [answer for answer in counted if answer.why is None]
    return Share(
        contributions=len(counted),
        answered=len(reasoned),
        published=sum(answer.published for answer in reasoned),
    )


def _shares(grouped: Iterable[tuple[str, _Answer]]) -> dict[str, Share]:
    groups: dict[str, list[_Answer]] = {}
    for key, answer in grouped:
        groups.setdefault(key or UNKNOWN, []).append(answer)
    return {key: _share(groups[key]) for key in sorted(groups)}


def _each(
    grouped: Iterable[tuple[tuple[str, ...], _Answer]],
) -> Iterable[tuple[str, _Answer]]:
    for keys, answer in grouped:
        for key in sorted(set(keys)) or [""]:
            yield key, answer
