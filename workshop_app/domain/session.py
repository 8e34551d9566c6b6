"""A session: one dated meeting of a stage, with its chairs and its agenda."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import ClassVar, Self

from workshop_app.domain import text
from workshop_app.domain.moments import check_order, require_offset
from workshop_app.domain.place import place_code
from workshop_app.domain.records import CodedRecord, Record
from workshop_app.domain.vocabulary import Modality, PlaceSystem, SessionState
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.values import dataclass

LONGEST_INDUCTION = 1_440
"""Minutes: a whole day."""


class InductionLengthError(AppError):
    """An induction lasts no time, or more than a day."""

    def __init__(self, minutes: int) -> None:
        super().__init__(
            tr("An induction of {minutes} minutes cannot be meant.", minutes=minutes),
            advice=tr(
                "Write its whole minutes, from 0 to {longest}.",
                longest=LONGEST_INDUCTION,
            ),
        )
        self.field = "induction_minutes"


@dataclass(frozen=True, kw_only=True)
class SessionDraft:
    """What somebody typed about a session.

    Attributes:
        stage, theme: Ids of the stage it belongs to and of its theme.
        convened_on: The day of the first public call; notice days run from it.
        chair_state, chair_civil_society: The two co-chairs, as ids of people.
        opened_at, closed_at: When it happened, apart from when it was typed.
        second_call: Whether the quorum is that of the second call.
        opening, proceedings, closing: The narrative parts of the minutes.
        languages: ISO 639 codes of the languages spoken.
        induction_at, induction_minutes, induction_material: When the values of open
            government were explained, for how long, and with what; who was there
            stands on each attendance.
    """

    title: str
    stage: str | None = None
    theme: str | None = None
    held_on: date | None = None
    convened_on: date | None = None
    convocation_reference: str = ""
    place: str = ""
    place_system: PlaceSystem = PlaceSystem.INEI
    venue: str = ""
    modality: Modality = Modality.IN_PERSON
    languages: tuple[str, ...] = ("es",)
    interpreter: str = ""
    chair_state: str | None = None
    chair_civil_society: str | None = None
    facilitator: str | None = None
    rapporteur: str | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    second_call: bool = False
    opening: str = ""
    proceedings: str = ""
    closing: str = ""
    induction_at: datetime | None = None
    induction_minutes: int = 0
    induction_material: str = ""

    @property
    def notice_days(self) -> int | None:
        """Whole days between the first public call and the meeting, if known."""
        if self.held_on is None or self.convened_on is None:
            return None
        return (self.held_on - self.convened_on).days

    @property
    def day(self) -> date | None:
        """The day it was held: what is written, else when it began, if known."""
        if self.held_on is None and self.opened_at is not None:
            return self.opened_at.date()
        return self.held_on

    @property
    def signers(self) -> dict[str, str]:
        """Who signs the minutes: ids of people by role, in the order they sign."""
        roles = {
            "facilitator": self.facilitator,
            "rapporteur": self.rapporteur,
            "chair_state": self.chair_state,
            "chair_civil_society": self.chair_civil_society,
        }
        return {role: person for role, person in roles.items() if person}

    def cleaned(self) -> Self:
        """Return the draft without stray spaces in its one-line fields.

        Raises:
            TitleMissingError: If nothing of the title can be seen.
            PlaceCodeInvalidError: If the place is not six digits.
            ClosedBeforeOpenedError: If it closed before it opened.
            MomentWithoutOffsetError: If a time has no offset.
            InductionLengthError: If nobody could mean its minutes.
            AppError: As `text.exact`.
        """
        check_order(self.opened_at, self.closed_at)
        require_offset(self.induction_at)
        if not 0 <= self.induction_minutes <= LONGEST_INDUCTION:
            raise InductionLengthError(self.induction_minutes)
        tidy = text.tidied(
            self,
            lines=(
                "convocation_reference",
                "venue",
                "interpreter",
                "induction_material",
            ),
            texts=("opening", "proceedings", "closing"),
        )
        return replace(
            self,
            **tidy,
            title=text.title(self.title),
            place=place_code(self.place),
            languages=tuple(
                text.one_line(code, field="languages") for code in self.languages
            ),
        )


@dataclass(frozen=True, kw_only=True)
class Session(SessionDraft, CodedRecord):
    """One dated meeting in a stage."""

    kind: ClassVar[str] = "session"
    letter: ClassVar[str] = "S"

    @property
    def state(self) -> SessionState:
        """How far the session has come, by the moments on record."""
        if self.closed_at is not None:
            return SessionState.CLOSED
        return SessionState.PLANNED if self.opened_at is None else SessionState.OPEN


@dataclass(frozen=True, kw_only=True)
class AgendaItem(Record):
    """A point of the agenda.

    Attributes:
        duration: Minutes planned for it.
    """

    kind: ClassVar[str] = "agenda_item"

    session: str
    position: int
    title: str
    duration: int = 0
