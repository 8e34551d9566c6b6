"""Decisions of the authority on contributions, each with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from workshop_app.domain import identity, text
from workshop_app.domain.records import Record, fields_of
from workshop_app.domain.vocabulary import Outcome, ReasonCode
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.values import dataclass

_LINES = ("where_reflected", "decided_by", "responsible")
_TEXTS = ("reason_text", "recommendation")


class Missing(StrEnum):
    """What an answer lacks before it counts as answered with a reason."""

    NO_DECISION = "no decision"
    NO_REASON_CODE = "no reason code"
    NO_REASON = "no reason"


class ReasonCodeMissingError(AppError):
    """A decision other than plain acceptance has no class of reason."""

    def __init__(self) -> None:
        super().__init__(
            tr("This decision needs a class of reason."),
            advice=tr("Choose the one that fits best."),
        )
        self.field = "reason_code"


class ReasonMissingError(AppError):
    """A decision other than plain acceptance gives no reason in words."""

    def __init__(self) -> None:
        super().__init__(
            tr("This decision needs its reason in words."),
            advice=tr("Write why, so that whoever contributed can understand it."),
        )
        self.field = "reason_text"


@dataclass(frozen=True, kw_only=True)
class DecisionDraft:
    """What the authority answers to a contribution.

    Reason code and reason text are compulsory for every outcome but plain
    acceptance: an answer without its reason is what the independent report found
    (TUO Ley 27444, art. 195.4; OGP standard 4.1).

    Attributes:
        contribution: The id of the contribution answered.
        where_reflected: Where its author can check, such as a commitment's number.
        recommendation: What the table or the office recommended; kept apart.
        decided_by: The authority or person that decided, in words.
        responsible: Who answers for it, in words.
    """

    contribution: str
    outcome: Outcome
    reason_code: ReasonCode | None = None
    reason_text: str = ""
    where_reflected: str = ""
    recommendation: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    responsible: str = ""

    @property
    def missing(self) -> Missing | None:
        """What its reason lacks; the words count for more than their class."""
        if self.outcome is Outcome.ACCEPTED:
            return None
        if not text.says_something(self.reason_text):
            return Missing.NO_REASON
        return Missing.NO_REASON_CODE if self.reason_code is None else None

    def cleaned(self) -> Self:
        """Return the draft in order, its reason exactly as it was written.

        Raises:
            ReasonMissingError: If it is not plain acceptance and the reason has
                fewer than two letters or digits.
            ReasonCodeMissingError: If it is not and has no class of reason.
            AppError: As `text.exact`.
        """
        match self.missing:
            case Missing.NO_REASON:
                raise ReasonMissingError
            case Missing.NO_REASON_CODE:
                raise ReasonCodeMissingError
            case _:
                return self.tidied()

    def tidied(self) -> Self:
        """Return the draft without stray spaces, whether or not it has a reason.

        Raises:
            AppError: As `text.exact`.
        """
        return replace(self, **text.tidied(self, lines=_LINES, texts=_TEXTS))


@dataclass(frozen=True, kw_only=True)
class Decision(DecisionDraft, Record):
    """The one answer to a contribution; its id is derived from the contribution.

    Two laptops that decide alike agree, and two that differ are in conflict, which
    is shown and settled.
    """

    kind: ClassVar[str] = "decision"


def missing(decision: Decision | None) -> Missing | None:
    """Return what an answer lacks, or `None` if the contribution is answered."""
    return Missing.NO_DECISION if decision is None else decision.missing


def recorded_elsewhere(draft: DecisionDraft) -> Decision:
    """Return a decision that was taken before this record was kept.

    Imports come this way.  History without reasons must be recordable as it was,
    or `coverage` could never show what was left unanswered; a decision taken here
    goes through `cleaned` and cannot be without its reason.

    Raises:
        AppError: As `text.exact`.
    """
    identifier = identity.decision_id(draft.contribution)
    return Decision(id=identifier, **fields_of(draft.tidied()))
