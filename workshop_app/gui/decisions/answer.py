"""An answer as it stands in the form, given or not."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from workshop_app.domain.decision import DecisionDraft, Missing
from workshop_app.domain.vocabulary import Outcome, ReasonCode
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workshop_app.domain.decision import Decision

TEXTS: Final = (
    "reason_text",
    "where_reflected",
    "recommendation",
    "decided_by",
    "responsible",
)
CHOICES: Final = ("outcome", "reason_code", "decided_on")

_READ: Final[Mapping[str, Callable[[str], object]]] = {
    "outcome": Outcome,
    "reason_code": ReasonCode,
    "decided_on": date.fromisoformat,
}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What stands in the form; without an outcome nothing was decided yet."""

    outcome: Outcome | None = None
    reason_code: ReasonCode | None = None
    reason_text: str = ""
    where_reflected: str = ""
    recommendation: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    responsible: str = ""

    @classmethod
    def of(cls, decision: Decision) -> Answer:
        """Return what is on record."""
        return cls(
            **{name: getattr(decision, name) for name in (*TEXTS, *CHOICES)},
        )

    @property
    def missing(self) -> Missing | None:
        """What it lacks to be an answer with its reason."""
        if self.outcome is None:
            return Missing.NO_DECISION
        return self.draft("").missing

    @property
    def lacking(self) -> tuple[Missing, ...]:
        """Everything it lacks, in the order of the form."""
        first = self.missing
        if first is not Missing.NO_REASON or self.reason_code is not None:
            return () if first is None else (first,)
        return Missing.NO_REASON_CODE, Missing.NO_REASON

    def draft(self, contribution: str) -> DecisionDraft:
        """Return it as it is given.

        Raises:
            ValueError: If nothing was decided yet; ask `missing` first.
        """
        if self.outcome is None:
            raise ValueError(contribution)
        return DecisionDraft(
            contribution=contribution,
            outcome=self.outcome,
            reason_code=self.reason_code,
            reason_text=self.reason_text,
            where_reflected=self.where_reflected,
            recommendation=self.recommendation,
            decided_by=self.decided_by,
            decided_on=self.decided_on,
            responsible=self.responsible,
        )

    def written(self, name: str) -> str:
        """Return one of the choices as a text that survives a crash."""
        value = getattr(self, name)
        return value.isoformat() if isinstance(value, date) else str(value or "")


def with_kept(answer: Answer, kept: Mapping[str, str]) -> Answer:
    """Return an answer with what was typed and not given; what is unread is left."""
    changed: dict[str, Any] = {n: t for n, t in kept.items() if n in TEXTS}
    for name in kept.keys() & set(CHOICES):
        with suppress(ValueError):  # of a newer program
            changed[name] = _READ[name](kept[name]) if kept[name] else None
    return replace(answer, **changed)
