"""Criteria of a matrix: what options are scored by, and how much each weighs.

Everybody scores every option by every criterion, from 0 up to its scale.  What an
option comes to is the sum of its scores, each multiplied by the weight of its
criterion: whole numbers throughout, so that what looks tied is tied.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final, Self

from workshop_app.domain import text as typed
from workshop_app.domain.process import RuleOutOfRangeError
from workshop_app.domain.records import Record
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HEAVIEST: Final = 1_000
"""Weights are shares of a hundred at most; ten times that cannot be meant."""


class CriteriaMissingError(AppError):
    """A matrix has nothing to score options by."""

    def __init__(self) -> None:
        super().__init__(
            tr("A criteria matrix needs its criteria, each once."),
            advice=tr("Write each criterion, and how much it weighs."),
        )
        self.field = "criterion"


@dataclass(frozen=True, kw_only=True)
class CriterionDraft:
    """What options are scored by.

    Attributes:
        weight: How often a point by it counts.
        scale: The most points one voter gives to one option by it.
    """

    title: str
    weight: int = 1
    scale: int = 5

    def cleaned(self) -> Self:
        """Return the draft with its title on one line.

        Raises:
            CriteriaMissingError: If nothing of the title can be seen.
            RuleOutOfRangeError: If weight or scale cannot be meant.
            AppError: As `text.exact`.
        """
        for field in ("weight", "scale"):
            value = getattr(self, field)
            if not 1 <= value <= HEAVIEST:
                raise RuleOutOfRangeError(field, value, 1, HEAVIEST)
        title = typed.one_line(self.title, field="criterion")
        if typed.is_blank(title):
            raise CriteriaMissingError
        return replace(self, title=title)


@dataclass(frozen=True, kw_only=True)
class Criterion(CriterionDraft, Record):
    """A criterion of one ballot; its id is derived from ballot and title."""

    kind: ClassVar[str] = "criterion"

    ballot: str
    position: int


def weights_of(criteria: Iterable[Criterion]) -> Mapping[str | None, int]:
    """Return how often a point by each criterion counts; by none, once."""
    return {None: 1, **{one.id: one.weight for one in criteria}}
