"""Objections as papers and reports show them, as plain data; see `content`."""

from __future__ import annotations

from datetime import date

from workshop_app.domain.objection import (
    Confirmation,
    ObjectionKind,
    ObjectionStatus,
)
from workshop_app.values import dataclass


@dataclass(frozen=True, kw_only=True)
class ObjectionLine:
    """An objection as signed paper shows it; `about` is a code."""

    code: str
    about: str
    objection_kind: ObjectionKind
    name: str
    organization: str
    reported_by: str
    document: str
    raised_on: date | None
    ground: str
    legal_basis: str
    lift_condition: str
    stopped_proposal: bool
    status: ObjectionStatus
    ended_how: str
    ended_on: date | None
    author_confirms: Confirmation
    institution_reply: str
