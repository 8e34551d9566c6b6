"""What was found of two entries of the register: one person, or two.

A statement beside the register, never a change of it: both entries, their votes and
their attendances stay as they are, and the finding can be altered and taken back.
"""

from __future__ import annotations

from typing import ClassVar, Self

from workshop_app.domain import text as typed
from workshop_app.domain.identity import same_person_id
from workshop_app.domain.records import Record
from workshop_app.domain.vocabulary import Verdict
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.values import dataclass


class SamePersonTwiceError(AppError):
    """One entry was compared with itself."""

    def __init__(self) -> None:
        super().__init__(
            tr("That is one entry of the register, not two."),
            advice=tr("Choose two entries that may be one person."),
        )


class VerdictReasonMissingError(AppError):
    """Somebody was found to be one with somebody else, or not, without a reason."""

    def __init__(self) -> None:
        super().__init__(
            tr("The reason is missing."),
            advice=tr("Write how it is known: who was asked, which card was seen."),
        )
        self.field = "reason"


@dataclass(frozen=True, kw_only=True)
class SamePerson(Record):
    """What was found of two entries; its id is derived from the two.

    Attributes:
        one: The id of a person, the smaller of the two.
        other: The id of the other.
        evidence: What they had in common then, as code words of `vocabulary.Trait`.
        reason: How it is known.
    """

    kind: ClassVar[str] = "same_person"

    one: str
    other: str
    verdict: Verdict
    evidence: tuple[str, ...] = ()
    reason: str = ""

    @classmethod
    def found(
        cls,
        people: tuple[str, str],
        verdict: Verdict,
        reason: str,
        evidence: tuple[str, ...] = (),
    ) -> Self:
        """Return the statement about two people, in whatever order they are given.

        Raises:
            SamePersonTwiceError: If they are one entry.
            VerdictReasonMissingError: If the reason has fewer than two letters.
            AppError: As `text.exact`.
        """
        one, other = sorted(people)
        if one == other:
            raise SamePersonTwiceError
        if not typed.says_something(reason):
            raise VerdictReasonMissingError
        return cls(
            id=same_person_id(one, other),
            one=one,
            other=other,
            verdict=verdict,
            evidence=evidence,
            reason=typed.one_line(reason, field="reason"),
        )
