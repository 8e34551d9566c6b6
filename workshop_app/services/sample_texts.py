"""The texts of the sample process, read from TOML into drafts."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from workshop_app import paths
from workshop_app.clock import PERU
from workshop_app.domain.ballot import BallotDraft
from workshop_app.domain.contribution import ContributionDraft
from workshop_app.domain.decision import DecisionDraft
from workshop_app.domain.organization import OrganizationDraft
from workshop_app.domain.person import PersonDraft
from workshop_app.domain.process import RulesDraft
from workshop_app.domain.session import SessionDraft
from workshop_app.domain.vocabulary import (
    Bloc,
    Capacity,
    Channel,
    ContributionKind,
    DocumentType,
    Majority,
    Method,
    Modality,
    OgpValue,
    OrganizationType,
    Outcome,
    Quorum,
    ReasonCode,
    Sex,
    Standing,
    VoteChoice,
)
from workshop_app.services.attendances import AttendanceFacts
from workshop_app.services.roll_calls import CalledVote

if TYPE_CHECKING:
    from workshop_app.services.ballots import Hands

Table = dict[str, Any]
"""A table of a TOML file."""

PARTS = ("process", "organizations", "people", "session", "contributions", "ballots")


def read_texts() -> dict[str, Table]:
    """Return the texts of the sample by part, as the files hold them."""
    folder = paths.resource("samples")
    return {
        part: tomllib.loads((folder / f"{part}.toml").read_text("utf-8"))
        for part in PARTS
    }


def moment(day: date, at: str) -> datetime:
    """Return a time of day such as `09:10` on a day, in Peru."""
    return datetime.combine(day, time.fromisoformat(at), PERU)


class Known:
    """The ids that things of the sample were given, by the keys of its texts."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], str] = {}

    def note(self, kind: str, key: str, given: str) -> str:
        """Remember the id that something was given, and return it."""
        self._ids[kind, key] = given
        return given

    def has(self, kind: str, key: str) -> bool:
        """Whether something was made already."""
        return (kind, key) in self._ids

    def id(self, kind: str, key: str) -> str:
        """Return the id of something made before."""
        return self._ids[kind, key]

    def maybe(self, kind: str, key: str | None) -> str | None:
        """Return the id of something made before, or `None` where none is named."""
        return None if key is None else self._ids[kind, key]


def rules_draft(table: Table) -> RulesDraft:
    """Return the rules of decision."""
    return RulesDraft(
        effective_on=table["effective_on"],
        majority=Majority(table["majority"]),
        quorum=Quorum(table["quorum"]),
        parity_band=table["parity_band"],
        notice_days=table["notice_days"],
        answer_days=table["answer_days"],
        casting_vote=table["casting_vote"],
        abstention_needs_reason=table["abstention_needs_reason"],
    )


def organization_draft(table: Table) -> OrganizationDraft:
    """Return an organization."""
    return OrganizationDraft(
        name=table["name"],
        bloc=Bloc(table["bloc"]),
        organization_type=OrganizationType(table["type"]),
        place=table["place"],
    )


def person_draft(table: Table, known: Known) -> PersonDraft:
    """Return a person."""
    return PersonDraft(
        name=table["name"],
        document_type=DocumentType(table.get("document_type", "dni")),
        document_number=table.get("document_number", ""),
        organization=known.maybe("organization", table.get("organization")),
        position=table["position"],
        email=table.get("email", ""),
        address=table.get("address", ""),
        place=table.get("place", ""),
        sex=Sex(table["sex"]),
        language=table["language"],
        email_authorized=table.get("email_authorized", False),
    )


def session_draft(table: Table, known: Known, stage: str) -> SessionDraft:
    """Return the session as it was convened, before anything happened at it."""
    return SessionDraft(
        title=table["title"],
        stage=stage,
        theme=known.id("theme", table["theme"]),
        held_on=table["held_on"],
        convened_on=table["convened_on"],
        convocation_reference=table["convocation_reference"],
        place=table["place"],
        venue=table["venue"],
        modality=Modality(table["modality"]),
        languages=tuple(table["languages"]),
        interpreter=table["interpreter"],
        chair_state=known.id("person", table["chair_state"]),
        chair_civil_society=known.id("person", table["chair_civil_society"]),
        facilitator=known.id("person", table["facilitator"]),
        rapporteur=known.id("person", table["rapporteur"]),
    )


def attendance_facts(table: Table) -> AttendanceFacts:
    """Return with what right and in whose name somebody attends."""
    return AttendanceFacts(
        standing=Standing(table.get("standing", "voice_vote")),
        capacity=Capacity(table.get("capacity", "own_name")),
        accreditation=table.get("accreditation", ""),
    )


def contribution_draft(
    table: Table, known: Known, session: str, stage: str, happened_at: datetime
) -> ContributionDraft:
    """Return a contribution made at the session."""
    return ContributionDraft(
        contribution_kind=ContributionKind(table["kind"]),
        title=table["title"],
        text=table["text"],
        session=session,
        stage=stage,
        theme=known.id("theme", table["theme"]),
        ogp_value=OgpValue(table["value"]) if "value" in table else None,
        channel=Channel(table.get("channel", "session")),
        language=table.get("language", "es"),
        translation=table.get("translation", ""),
        translator=table.get("translator", ""),
        anonymous=table.get("anonymous", False),
        happened_at=happened_at,
        transcribed_by=known.maybe("person", table.get("transcribed_by")),
    )


def ballot_draft(table: Table, known: Known, session: str) -> BallotDraft:
    """Return what is put to the vote."""
    return BallotDraft(
        session=session,
        question=table["question"],
        contribution=known.id("contribution", table["contribution"]),
        method=Method(table.get("method", "show_of_hands")),
        majority=Majority(table["majority"]) if "majority" in table else None,
        counted=table.get("counted", True),
    )


def hands(table: Table) -> dict[Bloc, Hands]:
    """Return the hands counted in each bloc: for, against, abstaining."""
    return {
        Bloc(bloc): (counted[0], counted[1], counted[2])
        for bloc, counted in table["hands"].items()
    }


def called_votes(table: Table, known: Known) -> list[CalledVote]:
    """Return what each person said in a roll-call."""
    votes = [
        CalledVote(person=known.id("person", person), choice=VoteChoice(choice))
        for choice in ("for", "against", "absent", "excused")
        for person in table[choice]
    ]
    abstentions = [
        CalledVote(
            person=known.id("person", person),
            choice=VoteChoice.ABSTAIN,
            reason=reason,
        )
        for person, reason in table["abstain"].items()
    ]
    return votes + abstentions


def decision_draft(table: Table, decided: Table, contribution: str) -> DecisionDraft:
    """Return the authority's answer to a contribution."""
    code = table.get("reason_code")
    return DecisionDraft(
        contribution=contribution,
        outcome=Outcome(table["outcome"]),
        reason_code=None if code is None else ReasonCode(code),
        reason_text=table["reason"],
        where_reflected=table["reflected"],
        recommendation=table.get("recommendation", ""),
        decided_by=decided["by"],
        decided_on=decided["on"],
        responsible=table.get("responsible", ""),
    )
