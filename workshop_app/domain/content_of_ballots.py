"""The lines under a ballot that the minutes print, as plain data; see `content`."""

from __future__ import annotations

from datetime import datetime

from workshop_app.domain.vocabulary import Bloc
from workshop_app.values import dataclass


@dataclass(frozen=True, kw_only=True)
class DissentLine:
    """A minority position, word for word."""

    name: str
    organization: str
    bloc: Bloc
    text: str


@dataclass(frozen=True, kw_only=True)
class CorrectionLine:
    """A dated correction that stands beside a result."""

    happened_at: datetime
    author: str
    text: str


@dataclass(frozen=True, kw_only=True)
class NamedVote:
    """One vote of a roll-call, printed because an acta holds every vote."""

    name: str
    organization: str
    bloc: Bloc
    choice: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class SecretLine:
    """What is on record of a secret ballot besides its sums.

    Attributes:
        apart: Whether each bloc had an urn of its own.
        papers: All that were counted, blank and spoiled ones too.
        spoiled: Those that could not be read as any vote.
        voters: Names of those noted to have put a paper in; empty where nobody
            kept that list.
    """

    apart: bool
    papers: int
    spoiled: int
    voters: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RecusalLine:
    """Somebody who kept out of a ballot, and why."""

    name: str
    organization: str
    bloc: Bloc
    ground: str


@dataclass(frozen=True, kw_only=True)
class CastingLine:
    """What the chair said on a tie.

    Attributes:
        choice: As a word of `VoteChoice`.
    """

    name: str
    choice: str
    reason: str
    happened_at: datetime


@dataclass(frozen=True, kw_only=True)
class OptionLine:
    """One of the options a ballot chose between; see `option_vote.OptionResult`.

    Attributes:
        by_bloc: `None` where sums on paper do not tell.
        scores: In a criteria matrix, what it had by each criterion, in their order
            and before their weight.
    """

    rank: int
    text: str
    points: int
    by_bloc: dict[str, int] | None
    chosen: bool | None
    scores: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CriterionLine:
    """What the options of a matrix were scored by; see `criteria.Criterion`."""

    title: str
    weight: int
    scale: int
