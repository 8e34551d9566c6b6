"""A small thematic table from the first arrival to the last decision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.builders import DAY, a_person_draft, an_organization_draft, at
from workshop_app.domain.ballot import BallotDraft
from workshop_app.domain.contribution import ContributionDraft
from workshop_app.domain.decision import DecisionDraft
from workshop_app.domain.session import Session, SessionDraft
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    Method,
    Outcome,
    ReasonCode,
    Standing,
    VoteChoice,
)
from workshop_app.services import (
    attendances,
    ballots,
    contributions,
    decisions,
    people,
    processes,
    roll_calls,
    sessions,
)

if TYPE_CHECKING:
    from workshop_app.store import Store

NAMES = ("Rosa Ñahui Ccori", "Elmer Tuntui Wampush", "Nelly Condori", "Ana Pinedo")


@dataclass(frozen=True)
class MadeTable:
    """What was made, by id."""

    session: str
    people: list[str]
    contributions: list[str]
    ballots: list[str]


def a_table(store: Store) -> MadeTable:
    """Hold a whole table: two ballots, three contributions, all of them answered."""
    processes.amend_office(
        store, name="Secretaría", acronym="STGA", city="Puno", review_days=15
    )
    seated = _seated(store)
    processes.amend_office(store, signatory=seated[3], signatory_position="Secretaria")
    session = _session(store, seated)
    written = _contributions(store, session, seated)
    voted = [
        _hands(store, session, written[0], seated),
        _roll_call(store, session, seated),
    ]
    attendances.check_out(store, session, seated[2], at(11))
    attendances.come_back(store, session, seated[2], at(11, 30))
    attendances.check_out(store, session, seated[3], at(12))
    sessions.close_session(store, session, at(13))
    _answers(store, written)
    return MadeTable(session, seated, written, voted)


def _seated(store: Store) -> list[str]:
    sides = [
        people.register_organization(store, an_organization_draft(name=name, bloc=bloc))
        for name, bloc in (("Federación", Bloc.CIVIL_SOCIETY), ("MINAM", Bloc.STATE))
    ]
    return [
        people.register_person(
            store,
            a_person_draft(
                name=name,
                document_number=f"4011223{number}",
                organization=sides[number % 2],
            ),
        )
        for number, name in enumerate(NAMES)
    ]


def _session(store: Store, seated: list[str]) -> str:
    theme = processes.add_theme(store, "Ambiente")
    draft = SessionDraft(
        title="Mesa de información ambiental",
        theme=theme,
        held_on=DAY,
        place="210101",
        chair_state=seated[1],
        chair_civil_society=seated[0],
        facilitator=seated[2],
        rapporteur=store.operator,
        opening="Se dio la bienvenida.",
    )
    session = sessions.schedule_session(store, draft, "MT-01")
    sessions.set_agenda(store, session, [("Apertura", 10), ("Debate", 90)])
    sessions.open_session(store, session, at(9))
    for person in seated[:3]:
        attendances.check_in(store, session, person, at(9))
    attendances.check_in(
        store, session, seated[3], at(9, 20), standing=Standing.OBSERVER
    )
    attendances.expect(store, session, store.operator)
    attendances.mark(store, session, store.operator, AttendanceStatus.PRESENT)
    return session


def _contributions(store: Store, session: str, seated: list[str]) -> list[str]:
    def write(draft: ContributionDraft, *authors: str) -> str:
        made = replace(draft, session=session, happened_at=at(10))
        return contributions.write_contribution(store, made, authors)

    return [
        write(
            ContributionDraft(text="Publicar los análisis de agua."),
            seated[0],
            seated[1],
        ),
        write(
            ContributionDraft(
                text="Traducir los informes.", transcribed_by=store.operator
            ),
            seated[0],
        ),
        write(ContributionDraft(text="Más baños.", anonymous=True)),
    ]


def _hands(store: Store, session: str, contribution: str, seated: list[str]) -> str:
    asked = BallotDraft(
        session=session, question="¿Se publica?", contribution=contribution
    )
    ballot = ballots.open_ballot(store, asked, at(10, 30))
    hands = {Bloc.STATE: (1, 0, 0), Bloc.CIVIL_SOCIETY: (1, 1, 0)}
    ballots.count_hands(store, ballot, hands)
    ballots.close_ballot(store, ballot, at(10, 35))
    ballots.record_dissent(store, ballot, seated[2], "El plazo es imposible.")
    ballots.correct_ballot(store, ballot, store.operator, "Se contó bien.", at(10, 40))
    return ballot


def _roll_call(store: Store, session: str, seated: list[str]) -> str:
    asked = BallotDraft(
        session=session, question="¿Se traduce?", method=Method.ROLL_CALL
    )
    ballot = ballots.open_ballot(store, asked, at(10, 45))
    said = [
        roll_calls.CalledVote(person=person, choice=VoteChoice.FOR)
        for person in seated[:3]
    ]
    roll_calls.record_votes(store, ballot, said)
    ballots.close_ballot(store, ballot, at(10, 50))
    return ballot


def _answers(store: Store, written: list[str]) -> None:
    for contribution, outcome in zip(
        written, (Outcome.ACCEPTED, Outcome.NOT_ACCEPTED), strict=False
    ):
        decisions.decide(
            store,
            DecisionDraft(
                contribution=contribution,
                outcome=outcome,
                reason_code=ReasonCode.NO_BUDGET_OR_TIME,
                reason_text="No hay presupuesto este año.",
                decided_by="Secretaría",
                decided_on=DAY,
            ),
        )


def with_opening(store: Store, session: str, opening: str) -> None:
    """Reword the opening of a session, which makes its minutes another paper."""
    with store.read() as reader:
        before = reader.get(Session, session)
    draft = SessionDraft(
        **{
            name: getattr(before, name)
            for name in SessionDraft.__dataclass_fields__
            if name != "opening"
        },
        opening=opening,
    )
    sessions.amend_session(store, session, draft)
