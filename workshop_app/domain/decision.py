"""Decisions of the authority on contributions, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from workshop_app.domain.records import Record
from workshop_app.domain.vocabulary import Outcome, ReasonCode


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


@dataclass(frozen=True, kw_only=True)
class Decision(DecisionDraft, Record):
    """The one answer to a contribution; its id is derived from the contribution.

    Two laptops that decide alike agree, and two that differ are in conflict, which
    is shown and settled.
    """

    kind: ClassVar[str] = "decision"
