"""A process, its stages, its themes, and the rules it decides by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import ClassVar, Self

from workshop_app.domain import text
from workshop_app.domain.records import CodedRecord, Record
from workshop_app.domain.vocabulary import Majority, Quorum, StageKind
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.values import dataclass

WIDEST_BAND = 50
"""Percent points: no share can lie further from half."""


_LONGEST_WAIT = 3_650
_OFFICE_LINES = (
    "name",
    "unit",
    "address",
    "city",
    "contact",
    "acronym",
    "year_name",
    "regional_year_name",
    "privacy_notice_version",
    "signatory_position",
)
_RANGES = {
    "version": (1, 1_000_000),
    "parity_band": (0, WIDEST_BAND),
    "notice_days": (0, _LONGEST_WAIT),
    "answer_days": (1, _LONGEST_WAIT),
}


class RuleOutOfRangeError(AppError):
    """A number in the rules of decision cannot be meant."""

    def __init__(self, field: str, value: int, lowest: int, highest: int) -> None:
        super().__init__(
            tr(
                "{value} will not do in the rules of decision.",
                value=value,
            ),
            advice=tr(
                "Write a whole number from {lowest} to {highest}.",
                lowest=lowest,
                highest=highest,
            ),
        )
        self.field = field


@dataclass(frozen=True, kw_only=True)
class Process(Record):
    """One consultation cycle, such as the third action plan.

    Attributes:
        title: What everybody calls it.
        office_key: The public key that admits devices, in Base64url.
        started_on: The first day of the process.
    """

    kind: ClassVar[str] = "process"

    title: str
    office_key: str = ""
    started_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Office(Record):
    """The lead office: what stands at the head and the foot of its papers.

    There is one, with an id derived from the process.
    """

    kind: ClassVar[str] = "office"

    name: str = ""
    unit: str = ""
    address: str = ""
    city: str = ""
    contact: str = ""
    acronym: str = ""
    year_name: str = ""
    regional_year_name: str = ""
    review_days: int = 15
    privacy_notice: str = ""
    privacy_notice_version: str = ""
    signatory: str | None = None
    signatory_position: str = ""

    def cleaned(self) -> Self:
        """Return the office without stray spaces, its notice exactly as written.

        Raises:
            RuleOutOfRangeError: If nobody could mean its days for a review.
            AppError: As `text.exact`.
        """
        if not 1 <= self.review_days <= _LONGEST_WAIT:
            field = "review_days"
            raise RuleOutOfRangeError(field, self.review_days, 1, _LONGEST_WAIT)
        tidy = text.tidied(
            self,
            lines=_OFFICE_LINES,
            texts=("privacy_notice",),
            longest=text.LONGEST_LINE,
        )
        return replace(self, **tidy)


@dataclass(frozen=True, kw_only=True)
class Stage(CodedRecord):
    """A stage of the process, as data: what comes in which order."""

    kind: ClassVar[str] = "stage"
    letter: ClassVar[str] = "E"

    stage_kind: StageKind
    title: str
    position: int


@dataclass(frozen=True, kw_only=True)
class Theme(CodedRecord):
    """A theme of the process, such as one of the seven sectors of the sample."""

    kind: ClassVar[str] = "theme"
    letter: ClassVar[str] = "T"

    title: str
    position: int


@dataclass(frozen=True, kw_only=True)
class RulesDraft:
    """How the process decides, from a date on.

    Attributes:
        majority: The majority used unless a ballot says otherwise.
        quorum: Of those entitled to vote.
        parity_band: How far the State's share may lie from half, in whole percent
            points, before the balance is said to be lost.
        notice_days: Days there must be between the call and the meeting.
        answer_days: Calendar days within which each contribution is answered.
        casting_vote: Whether the chair breaks a tie (TUO Ley 27444, art. 111.1).
        abstention_needs_reason: TUO Ley 27444, art. 112.2.
        abstention_allowed: Whether somebody who is there may leave the vote open; in
            collegiate bodies no, unless a law says so (TUO Ley 27444, art. 112.1).
    """

    effective_on: date
    version: int = 1
    majority: Majority = Majority.SIMPLE
    quorum: Quorum = Quorum.HALF_PLUS_ONE
    parity_band: int = 10
    notice_days: int = 14
    answer_days: int = 30
    casting_vote: bool = False
    abstention_needs_reason: bool = True
    abstention_allowed: bool = True

    def cleaned(self) -> Self:
        """Return the draft as it is, once its numbers can be meant.

        Raises:
            RuleOutOfRangeError: If one of them cannot.
        """
        for field, (lowest, highest) in _RANGES.items():
            value = getattr(self, field)
            if not lowest <= value <= highest:
                raise RuleOutOfRangeError(field, value, lowest, highest)
        return self


@dataclass(frozen=True, kw_only=True)
class Rules(RulesDraft, Record):
    """A version of the rules of decision; earlier versions stay on record."""

    kind: ClassVar[str] = "rules"
