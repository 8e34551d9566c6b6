"""Waivers: signed exceptions to what must be so before something is closed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from workshop_app.domain.records import Record
from workshop_app.values import dataclass


class Gate(StrEnum):
    """What nobody passes without a waiver."""

    CONFLICTS = "conflicts"
    """A session is not closed while computers disagree on what happened there."""


@dataclass(frozen=True, kw_only=True)
class Waiver(Record):
    """Somebody's word that a gate is passed all the same, and why.

    Attributes:
        gate: Which.
        session: Id of the session that is closed over it.
        reason: Why, as typed.
        waived_at: When it was given.
        used_at: When the session was closed over it; it cannot be undone from then.
    """

    kind: ClassVar[str] = "waiver"

    gate: Gate
    session: str
    reason: str
    waived_at: datetime
    used_at: datetime | None = None
