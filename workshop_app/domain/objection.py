"""Objections: what somebody holds against a proposal, on what ground, how it ended.

Signed paper says observation, objection or unfavourable technical opinion; *veto* is a
word of the analysis, for those that stopped a proposal, whatever they were called.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from workshop_app.domain import text
from workshop_app.domain.records import CodedRecord
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.values import dataclass


class ObjectionKind(StrEnum):
    """What signed paper calls it."""

    OBSERVATION = "observation"
    OBJECTION = "objection"
    ADVERSE_OPINION = "adverse_opinion"


class ObjectionStatus(StrEnum):
    """Whether it still stands, or how it ended."""

    STANDING = "standing"
    LIFTED = "lifted"
    WITHDRAWN = "withdrawn"
    OVERRULED = "overruled"


class Confirmation(StrEnum):
    """What the author of the objection says of the record of it."""

    NOT_ASKED = "not_asked"
    CONFIRMED = "confirmed"
    DENIED = "denied"


class ObjectionSubjectError(AppError):
    """An objection is against a contribution or in a ballot, one of the two."""

    def __init__(self) -> None:
        super().__init__(
            tr("The objection is not against one contribution or one ballot."),
            advice=tr("Name the contribution, or the ballot on it."),
        )


class ObjectionAuthorMissingError(AppError):
    """An objection without an author is what the register exists to prevent."""

    def __init__(self) -> None:
        super().__init__(
            tr("Nobody is named as the author of the objection."),
            advice=tr("Name the institution, the person, or both."),
        )


class GroundMissingError(AppError):
    """An objection has a ground."""

    def __init__(self) -> None:
        super().__init__(
            tr("The ground of the objection is missing."),
            advice=tr("Write it in the words of whoever objects."),
        )


@dataclass(frozen=True, kw_only=True)
class ObjectionDraft:
    """What somebody wrote down of an objection.

    Attributes:
        contribution, ballot: Id of what it is against; exactly one of them.
        session: Id of the session whose minutes print it; None if it came otherwise.
        organization, person: Ids of whose it is; at least one of them.
        reported_by: Name of who told of it, if not the author.
        document: The document it stands in, by its number.
        ground: Why, in the words of the author.
        lift_condition: What would lift it.
        stopped_proposal: Whether the proposal went no further because of it; apart
            from what the objection is called.
    """

    contribution: str | None = None
    ballot: str | None = None
    session: str | None = None
    organization: str | None = None
    person: str | None = None
    objection_kind: ObjectionKind = ObjectionKind.OBJECTION
    raised_on: date | None = None
    reported_by: str = ""
    document: str = ""
    ground: str
    legal_basis: str = ""
    lift_condition: str = ""
    stopped_proposal: bool = False

    def cleaned(self) -> Self:
        """Return the draft without stray spaces; the ground stays word for word.

        Raises:
            ObjectionSubjectError: If it is against nothing, or two things.
            ObjectionAuthorMissingError: If it is nobody's.
            GroundMissingError: If the ground says nothing.
            AppError: As `text.exact`.
        """
        if (self.contribution is None) == (self.ballot is None):
            raise ObjectionSubjectError
        if self.organization is None and self.person is None:
            raise ObjectionAuthorMissingError
        if not text.says_something(self.ground):
            raise GroundMissingError
        tidy = text.tidied(
            self,
            lines=("reported_by", "document"),
            texts=("ground", "legal_basis", "lift_condition"),
        )
        return replace(self, **tidy)


@dataclass(frozen=True, kw_only=True)
class Objection(ObjectionDraft, CodedRecord):
    """An objection on the register, with what became of it.

    Attributes:
        ended_how, ended_on: How it ceased to stand, in words, and on which day.
        institution_reply: What the institution says of it, word for word.
    """

    kind: ClassVar[str] = "objection"
    letter: ClassVar[str] = "J"

    objection_status: ObjectionStatus = ObjectionStatus.STANDING
    ended_how: str = ""
    ended_on: date | None = None
    author_confirms: Confirmation = Confirmation.NOT_ASKED
    institution_reply: str = ""
