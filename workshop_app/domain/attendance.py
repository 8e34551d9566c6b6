"""Attendance: who was at a session, in whose name, from when until when."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from workshop_app.domain.records import Record
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    Capacity,
    Direction,
    Standing,
)
from workshop_app.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Attendance(Record):
    """One person at one session; its id is derived from the two.

    Bloc and organization belong to the session, not to the person: people change
    sides, and an old record must not change with them.

    Attributes:
        status: What the sheet says; whether somebody is in the room at a moment is
            computed from the movements.
        joined_at: When somebody not on the list was put on it at the door; nobody is
            entitled before being on the list.  `None` for the list as drawn up.
        inducted: Whether the person was at the induction of the session.
        transcribed_by: Who typed it in from paper, as the id of a person.
    """

    kind: ClassVar[str] = "attendance"

    session: str
    person: str
    status: AttendanceStatus = AttendanceStatus.EXPECTED
    standing: Standing = Standing.VOICE_VOTE
    capacity: Capacity = Capacity.OWN_NAME
    organization: str | None = None
    bloc: Bloc = Bloc.OTHER
    accreditation: str = ""
    transcribed_by: str | None = None
    joined_at: datetime | None = None
    inducted: bool = False


@dataclass(frozen=True, kw_only=True)
class Movement(Record):
    """One arrival or departure; presence is computed from these."""

    kind: ClassVar[str] = "movement"

    session: str
    person: str
    direction: Direction
    happened_at: datetime
