"""What people read for each value of the closed lists, in the language of the moment.

Sheets, JSON and the ledger carry the code words; only people get these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshop_app.domain import labels_of_acts as acts
from workshop_app.domain import labels_of_people as people
from workshop_app.domain import vocabulary as words
from workshop_app.domain.objection import (
    Confirmation,
    ObjectionKind,
    ObjectionStatus,
)
from workshop_app.domain.waiver import Gate
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

_SAYING: dict[type[StrEnum], Callable[[Any], str]] = {
    words.StageKind: people.stage_kind,
    words.Bloc: people.bloc,
    words.OrganizationType: people.organization_type,
    words.DocumentType: people.document_type,
    words.Sex: people.sex,
    words.PlaceSystem: people.place_system,
    words.Verdict: people.verdict,
    words.Trait: people.trait,
    words.Likeness: people.likeness,
    words.Modality: people.modality,
    words.SessionState: people.session_state,
    words.Standing: people.standing,
    words.Capacity: people.capacity,
    words.AttendanceStatus: people.attendance_status,
    words.Direction: people.direction,
    words.ContributionKind: acts.contribution_kind,
    words.Channel: acts.channel,
    words.OgpValue: acts.ogp_value,
    words.Method: acts.method,
    words.Majority: acts.majority,
    words.Quorum: acts.quorum,
    words.VoteChoice: acts.vote_choice,
    words.BallotState: acts.ballot_state,
    words.TableOutcome: acts.table_outcome,
    words.Outcome: acts.outcome,
    words.ReasonCode: acts.reason_code,
    words.Stance: acts.stance,
    words.AttachmentKind: acts.attachment_kind,
    words.Visibility: acts.visibility,
    words.PaperKind: acts.paper_kind,
}


def _gate(gate: Gate) -> str:
    return {Gate.CONFLICTS: tr("what computers disagree on")}[gate]


def _objection_kind(value: ObjectionKind) -> str:
    return {
        ObjectionKind.OBSERVATION: tr("Observation"),
        ObjectionKind.OBJECTION: tr("Objection"),
        ObjectionKind.ADVERSE_OPINION: tr("Unfavourable technical opinion"),
    }[value]


def _objection_status(value: ObjectionStatus) -> str:
    return {
        ObjectionStatus.STANDING: tr("It stands"),
        ObjectionStatus.LIFTED: tr("Lifted"),
        ObjectionStatus.WITHDRAWN: tr("Withdrawn by its author"),
        ObjectionStatus.OVERRULED: tr("Overruled"),
    }[value]


def _confirmation(value: Confirmation) -> str:
    return {
        Confirmation.NOT_ASKED: tr("Author not asked"),
        Confirmation.CONFIRMED: tr("Confirmed by its author"),
        Confirmation.DENIED: tr("Denied by its author"),
    }[value]


_SAYING[Gate] = _gate
_SAYING[ObjectionKind] = _objection_kind
_SAYING[ObjectionStatus] = _objection_status
_SAYING[Confirmation] = _confirmation


def label(value: StrEnum) -> str:
    """Say a value of `vocabulary`.

    Raises:
        KeyError: If its list has no words here, which is a bug.
    """
    return _SAYING[type(value)](value)
