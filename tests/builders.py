"""Invented people and things, each right as it stands, for tests to bend.

A builder returns one valid thing; what a test is about is passed by name::

    a_person_draft(document_number="")

Nobody here exists.  Names are Andean, Amazonian and coastal, with their accents and
apostrophes, because that is what programs get wrong.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from workshop_app.clock import PERU
from workshop_app.domain.attendance import Attendance, Movement
from workshop_app.domain.ballot import Ballot, BallotCount, BallotDraft, Vote
from workshop_app.domain.contribution import (
    Authorship,
    Contribution,
    ContributionDraft,
)
from workshop_app.domain.decision import Decision, DecisionDraft
from workshop_app.domain.organization import Organization, OrganizationDraft
from workshop_app.domain.person import Person, PersonDraft
from workshop_app.domain.process import RulesDraft
from workshop_app.domain.records import fields_of, from_draft
from workshop_app.domain.session import Session, SessionDraft
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    Direction,
    Majority,
    OrganizationType,
    Outcome,
    Quorum,
    Sex,
    VoteChoice,
)
from workshop_app.domain.working_group import WorkingGroup, WorkingGroupDraft
from workshop_app.ids import derived_id

DAY = date(2026, 4, 20)
CHAIR = "Saturnina Ch’oque Ñahui"


def at(hour: int, minute: int = 0) -> datetime:
    """Return a moment of the day on which everything here happens."""
    return datetime(DAY.year, DAY.month, DAY.day, hour, minute, tzinfo=PERU)


def an_id(name: str) -> str:
    """Return the id that belongs to a name, the same in every test."""
    return derived_id("test", name)


def a_person_draft(**changes: Any) -> PersonDraft:
    draft = PersonDraft(
        name=CHAIR,
        document_number="09134821",
        organization=an_id("organization"),
        position="Presidenta",
        email="saturnina@ejemplo.pe",
        telephone="951 000 111",
        address="Jr. Los Incas 120",
        place="210101",
        sex=Sex.FEMALE,
        language="qu",
        email_authorized=True,
    )
    return replace(draft, **changes)


def a_person(code: str = "P-tumikalo-1", **changes: Any) -> Person:
    identity = changes.pop("id", an_id(code))
    return from_draft(Person, a_person_draft(**changes), id=identity, code=code)


def an_organization_draft(**changes: Any) -> OrganizationDraft:
    draft = OrganizationDraft(
        name="Federación de Comunidades del Lago Titicaca",
        bloc=Bloc.CIVIL_SOCIETY,
        organization_type=OrganizationType.INDIGENOUS_ORGANIZATION,
        place="210101",
    )
    return replace(draft, **changes)


def an_organization(code: str = "O-tumikalo-1", **changes: Any) -> Organization:
    identity = changes.pop("id", an_id(code))
    draft = an_organization_draft(**changes)
    return from_draft(Organization, draft, id=identity, code=code)


def a_session_draft(**changes: Any) -> SessionDraft:
    draft = SessionDraft(
        title="Mesa temática: información ambiental",
        stage=an_id("stage"),
        theme=an_id("theme"),
        held_on=DAY,
        convened_on=date(2026, 4, 1),
        convocation_reference="Oficio Múltiple 012-2026",
        place="210101",
        venue="Casa de la Cultura",
        languages=("es", "qu"),
        interpreter="Nelly Condori Mamani",
        opened_at=at(9),
        closed_at=at(13, 30),
        opening="Se dio lectura a las reglas.",
        proceedings="Se debatieron veinte aportes.",
        closing="Se leyó y aprobó el acta.",
    )
    return replace(draft, **changes)


def a_session(code: str = "S-tumikalo-1", **changes: Any) -> Session:
    identity = changes.pop("id", an_id(code))
    return from_draft(Session, a_session_draft(**changes), id=identity, code=code)


def a_contribution_draft(**changes: Any) -> ContributionDraft:
    draft = ContributionDraft(
        title="Publicar los análisis de agua",
        text="Que los análisis de agua del lago se publiquen cada mes.",
        session=an_id("S-tumikalo-1"),
        stage=an_id("stage"),
        happened_at=at(10),
    )
    return replace(draft, **changes)


def a_contribution(code: str = "A-tumikalo-1", **changes: Any) -> Contribution:
    identity = changes.pop("id", an_id(code))
    draft = a_contribution_draft(**changes)
    return from_draft(Contribution, draft, id=identity, code=code)


def an_authorship(contribution: str, person: str, **changes: Any) -> Authorship:
    record = Authorship(
        id=derived_id("authorship", contribution, person),
        contribution=contribution,
        person=person,
    )
    return replace(record, **changes)


def an_attendance(person: str, **changes: Any) -> Attendance:
    session = changes.pop("session", an_id("S-tumikalo-1"))
    record = Attendance(
        id=derived_id("attendance", session, person),
        session=session,
        person=person,
        status=AttendanceStatus.PRESENT,
        bloc=Bloc.CIVIL_SOCIETY,
    )
    return replace(record, **changes)


def a_movement(
    person: str, direction: Direction, happened_at: datetime, **changes: Any
) -> Movement:
    record = Movement(
        id=derived_id("movement", person, happened_at.isoformat()),
        session=an_id("S-tumikalo-1"),
        person=person,
        direction=direction,
        happened_at=happened_at,
    )
    return replace(record, **changes)


def a_working_group_draft(**changes: Any) -> WorkingGroupDraft:
    draft = WorkingGroupDraft(
        title="Agua y saneamiento",
        theme=an_id("theme"),
        moderator=an_id("moderator"),
        rapporteur=an_id("rapporteur"),
        room="Aula 2",
    )
    return replace(draft, **changes)


def a_working_group(code: str = "G-tumikalo-1", **changes: Any) -> WorkingGroup:
    place = {
        "id": changes.pop("id", an_id(code)),
        "session": changes.pop("session", an_id("S-tumikalo-1")),
        "position": changes.pop("position", 1),
    }
    draft = a_working_group_draft(**changes)
    return WorkingGroup(**fields_of(draft), **place, code=code)


def a_ballot_draft(**changes: Any) -> BallotDraft:
    draft = BallotDraft(
        session=an_id("S-tumikalo-1"),
        question="¿Se adopta la propuesta?",
        contribution=an_id("A-tumikalo-1"),
        majority=Majority.SIMPLE,
        quorum=Quorum.HALF_PLUS_ONE,
        opened_at=at(11),
        closed_at=at(11, 10),
    )
    return replace(draft, **changes)


def a_ballot(code: str = "V-tumikalo-1", **changes: Any) -> Ballot:
    identity = changes.pop("id", an_id(code))
    return from_draft(Ballot, a_ballot_draft(**changes), id=identity, code=code)


def a_count(bloc: Bloc = Bloc.STATE, **changes: Any) -> BallotCount:
    ballot = changes.pop("ballot", an_id("V-tumikalo-1"))
    record = BallotCount(
        id=derived_id("ballot_count", ballot, bloc),
        ballot=ballot,
        bloc=bloc,
        entitled=10,
        present=10,
    )
    return replace(record, **changes)


def a_vote(unit: str, choice: VoteChoice = VoteChoice.FOR, **changes: Any) -> Vote:
    ballot = changes.pop("ballot", an_id("V-tumikalo-1"))
    record = Vote(
        id=derived_id("vote", ballot, unit),
        ballot=ballot,
        unit=unit,
        person=unit,
        choice=choice,
        bloc=Bloc.CIVIL_SOCIETY,
    )
    return replace(record, **changes)


def a_decision_draft(**changes: Any) -> DecisionDraft:
    draft = DecisionDraft(
        contribution=an_id("A-tumikalo-1"),
        outcome=Outcome.ACCEPTED,
        where_reflected="Compromiso 4",
        decided_by="Autoridad Nacional del Agua",
        decided_on=date(2026, 5, 4),
    )
    return replace(draft, **changes)


def a_decision(**changes: Any) -> Decision:
    draft = a_decision_draft(**changes)
    identity = derived_id("decision", draft.contribution)
    return from_draft(Decision, draft, id=identity)


def a_rules_draft(**changes: Any) -> RulesDraft:
    return replace(RulesDraft(effective_on=date(2026, 1, 1)), **changes)
