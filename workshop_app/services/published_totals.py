"""Totals that somebody published, held against what the parts come to.

What is published is told and never believed: on record is what the rows say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.exchange.columns import Issue
from workshop_app.exchange.table import Verdict
from workshop_app.i18n import ntr, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_app.domain.content import VoteNumbers

Published = tuple[int, int, int | None]
"""In favour, against and abstaining; `None` where nobody published the last."""


def which_tally(
    counted: VoteNumbers, each: VoteNumbers, repeated: int
) -> Iterator[Issue]:
    """Say which of two tallies is on record, where votes were given again.

    Args:
        counted: With the last vote of each voter.
        each: With every vote each time it was given.
        repeated: How many votes another one of the same voter replaced.
    """
    if repeated:
        sentence = ntr(
            "{count} vote was given again. The last of each voter counts: {counted}. "
            "Counting each time would make {each}.",
            "{count} votes were given again. The last of each voter counts: {counted}. "
            "Counting each time would make {each}.",
            count=repeated,
            counted=_said(_three(counted)),
            each=_said(_three(each)),
        )
        yield Issue(Verdict.WARNING, sentence, None)


def against_published(
    published: Published, counted: VoteNumbers, each: VoteNumbers
) -> Issue:
    """Say whether the published totals are those on record, and what else they are."""
    if _is(published, counted):
        sentence = tr(
            "The published totals are what the rows come to: {counted}.",
            counted=_said(_three(counted)),
        )
        return Issue(Verdict.OK, sentence, None)
    sentence = tr(
        "Published: {published}. On record is what the rows come to: {counted}.",
        published=_said(published),
        counted=_said(_three(counted)),
    )
    if _is(published, each):
        sentence += " " + tr("The published totals count each vote given again.")
    return Issue(Verdict.WARNING, sentence, None)


def contradiction(kind: str, stated: int | None, *found: int) -> Iterator[str]:
    """Say that a stated total is none of what its parts may come to.

    Args:
        kind: What is stated, in words.
        stated: What the sheet says; `None` if it says nothing.
        found: What the parts come to; the first is told.
    """
    if stated is not None and stated not in found:
        yield tr(
            "{kind}: the sheet says {stated}, and its parts come to {found}. On record "
            "are the parts.",
            kind=kind,
            stated=stated,
            found=found[0],
        )


def _three(numbers: VoteNumbers) -> Published:
    return numbers.votes_for, numbers.votes_against, numbers.abstentions


def _is(published: Published, numbers: VoteNumbers) -> bool:
    return all(
        said is None or said == found
        for said, found in zip(published, _three(numbers), strict=True)
    )


def _said(three: Published) -> str:
    if three[2] is None:
        return tr(
            "{votes_for} in favour and {votes_against} against",
            votes_for=three[0],
            votes_against=three[1],
        )
    return tr(
        "{votes_for} in favour, {votes_against} against and {abstaining} abstaining",
        votes_for=three[0],
        votes_against=three[1],
        abstaining=three[2],
    )
