"""Invented papers, each complete as it stands, for tests to bend.

They hold every awkward case once: several languages, a roll-call, an uncounted
ballot, a dissent, a correction, an anonymous card, and somebody who left early.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tests.builders import CHAIR, DAY, an_id, at
from workshop_app.domain.content import (
    Addressee,
    AgendaLine,
    AttendanceContent,
    Attendee,
    BallotContent,
    BlocNumbers,
    Composition,
    ContributionLine,
    LetterContent,
    Letterhead,
    MinutesContent,
    QuorumContent,
    Reference,
    SessionFacts,
    Signer,
    VoteNumbers,
)
from workshop_app.domain.content_of_ballots import (
    CorrectionLine,
    DissentLine,
    NamedVote,
)
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    ContributionKind,
    Majority,
    Method,
    Modality,
    Outcome,
    PlaceSystem,
    Quorum,
    ReasonCode,
    Standing,
    TableOutcome,
)

LAKE_FEDERATION = "Federación de Comunidades del Lago Titicaca"
REGIONAL_GOVERNMENT = "Gobierno Regional del Altiplano"


def a_letterhead(**changes: Any) -> Letterhead:
    head = Letterhead(
        office="Autoridad de Consulta y Respuesta",
        unit="Secretaría Técnica de Gobierno Abierto",
        address="Av. Costanera 450, Puno",
        city="Puno",
        contact="consulta@ejemplo.pe · (051) 000 000",
        year_name="Año de la Esperanza y el Fortalecimiento de la Democracia",
        regional_year_name="Año de la Defensa del Lago",
    )
    return replace(head, **changes)


def a_reference(**changes: Any) -> Reference:
    reference = Reference(
        number="ACTA 003-2026-ACR",
        version=1,
        draft=False,
        issued_at=at(13, 40),
        process="Plan de Acción de Gobierno Abierto del Altiplano",
        process_id=an_id("process"),
    )
    return replace(reference, **changes)


def session_facts(**changes: Any) -> SessionFacts:
    facts = SessionFacts(
        code="S-tumikalo-1",
        title="Mesa temática: información ambiental",
        stage="Mesas temáticas",
        theme="Ambiente",
        held_on=DAY,
        opened_at=at(9, 12),
        closed_at=at(13, 30),
        modality=Modality.IN_PERSON,
        venue="Casa de la Cultura",
        place_name="Puno, Puno, Puno",
        place="210101",
        place_system=PlaceSystem.INEI,
        languages=("es", "qu"),
        interpreter="Nelly Condori Mamani",
        facilitator="Rosa Elvira Quispe Huamán",
        rapporteur="Julián Pinedo Shuña",
        chair_state="Fidel Ñaupari Ramos",
        chair_civil_society=CHAIR,
        convened_on=date(2026, 4, 1),
        convocation_reference="Oficio Múltiple 012-2026",
        notice_days=19,
    )
    return replace(facts, **changes)


def signers() -> tuple[Signer, ...]:
    return (
        Signer(
            field="facilitator",
            name="Rosa Elvira Quispe Huamán",
            role="facilitator",
            document="****2210",
        ),
        Signer(
            field="chair_state",
            name="Fidel Ñaupari Ramos",
            role="chair_state",
            organization=REGIONAL_GOVERNMENT,
            document="****7734",
        ),
        Signer(
            field="chair_civil_society",
            name=CHAIR,
            role="chair_civil_society",
            organization=LAKE_FEDERATION,
            document="****4821",
        ),
    )


def attendees() -> tuple[Attendee, ...]:
    first = Attendee(
        number=1,
        name=CHAIR,
        organization=LAKE_FEDERATION,
        position="Presidenta",
        bloc=Bloc.CIVIL_SOCIETY,
        standing=Standing.VOICE_VOTE,
        status=AttendanceStatus.PRESENT,
        document="****4821",
        arrived_at=at(8, 50),
    )
    return (
        first,
        replace(
            first,
            number=2,
            name="Fidel Ñaupari Ramos",
            organization=REGIONAL_GOVERNMENT,
            position="Gerente",
            bloc=Bloc.STATE,
            document="****7734",
            arrived_at=at(9, 5),
            left_at=at(12, 15),
        ),
        replace(
            first,
            number=3,
            name="Yanua Tuntui Wampash",
            organization="",
            position="",
            bloc=Bloc.OTHER,
            standing=Standing.OBSERVER,
            status=AttendanceStatus.EXCUSED,
            document="",
            arrived_at=None,
        ),
    )


def a_contribution_line(**changes: Any) -> ContributionLine:
    line = ContributionLine(
        code="A-tumikalo-1",
        contribution_kind=ContributionKind.PROPOSAL,
        title="Publicar los análisis de agua",
        text="Que los análisis de agua del lago se publiquen cada mes.",
        language="es",
        translation="",
        translator="",
        authors=(CHAIR,),
        organization=LAKE_FEDERATION,
        happened_at=at(10, 5),
        transcribed_by="",
        table_outcome=TableOutcome.ADOPTED,
        outcome=Outcome.ACCEPTED_IN_PART,
        reason_code=ReasonCode.NO_BUDGET_OR_TIME,
        reason_text="Se publicarán cada trimestre: el laboratorio toma cuatro "
        "muestras al año y no hay presupuesto para más.",
        where_reflected="Compromiso 4",
        decided_by="Autoridad Nacional del Agua",
        decided_on=date(2026, 5, 4),
    )
    return replace(line, **changes)


def contribution_lines() -> tuple[ContributionLine, ...]:
    return (
        a_contribution_line(),
        a_contribution_line(
            code="A-tumikalo-2",
            contribution_kind=ContributionKind.COMMENT,
            title="",
            text="Yakuqa kawsaymi.",
            language="qu",
            translation="El agua es vida.",
            translator="Nelly Condori Mamani",
            authors=(),
            organization="",
            happened_at=None,
            transcribed_by="Julián Pinedo Shuña",
            table_outcome=None,
            outcome=None,
            reason_code=None,
            reason_text="",
            where_reflected="",
            decided_by="",
            decided_on=None,
        ),
    )


def a_ballot_content(**changes: Any) -> BallotContent:
    content = BallotContent(
        code="V-tumikalo-1",
        question="¿Se adopta la propuesta A-tumikalo-1?",
        contribution_code="A-tumikalo-1",
        method=Method.SHOW_OF_HANDS,
        opened_at=at(11),
        majority=Majority.SIMPLE,
        quorum=Quorum.HALF_PLUS_ONE,
        quorum_met=True,
        entitled=BlocNumbers(state=20, civil_society=18),
        present=BlocNumbers(state=16, civil_society=15, other=1),
        votes={
            "state": VoteNumbers(votes_for=7, votes_against=6, abstentions=3),
            "civil_society": VoteNumbers(votes_for=13, votes_against=2),
            "other": VoteNumbers(abstentions=1),
        },
        totals=VoteNumbers(votes_for=20, votes_against=8, abstentions=4),
        outcome=TableOutcome.ADOPTED,
        needed_for=9,
        dissents=(
            DissentLine(
                name="Fidel Ñaupari Ramos",
                organization=REGIONAL_GOVERNMENT,
                bloc=Bloc.STATE,
                text="No hay laboratorio acreditado en la región.",
            ),
        ),
        corrections=(
            CorrectionLine(
                happened_at=at(11, 40),
                author="Julián Pinedo Shuña",
                text="La hora de apertura fue 11:02.",
            ),
        ),
    )
    return replace(content, **changes)


def ballot_contents() -> tuple[BallotContent, ...]:
    return (
        a_ballot_content(),
        a_ballot_content(
            code="V-tumikalo-2",
            question="¿Se pide opinión al Ministerio?",
            contribution_code="",
            method=Method.ROLL_CALL,
            entitled=BlocNumbers(state=1, civil_society=1),
            present=BlocNumbers(state=1, civil_society=1),
            votes={
                "state": VoteNumbers(votes_against=1),
                "civil_society": VoteNumbers(votes_for=1),
                "other": VoteNumbers(),
            },
            totals=VoteNumbers(votes_for=1, votes_against=1),
            outcome=TableOutcome.TIED,
            needed_for=2,
            dissents=(),
            corrections=(),
            roll=(
                NamedVote(
                    name="Fidel Ñaupari Ramos",
                    organization=REGIONAL_GOVERNMENT,
                    bloc=Bloc.STATE,
                    choice="against",
                    reason="Ya se pidió en marzo.",
                ),
                NamedVote(
                    name=CHAIR,
                    organization=LAKE_FEDERATION,
                    bloc=Bloc.CIVIL_SOCIETY,
                    choice="for",
                ),
            ),
        ),
        a_ballot_content(
            code="V-tumikalo-3",
            question="¿Se posterga el último punto?",
            contribution_code="",
            votes={},
            totals=None,
            outcome=TableOutcome.NOT_COUNTED,
            needed_for=None,
            dissents=(),
            corrections=(),
        ),
    )


def minutes_content(**changes: Any) -> MinutesContent:
    content = MinutesContent(
        letterhead=a_letterhead(),
        reference=a_reference(),
        session=session_facts(),
        quorum=QuorumContent(
            rule=Quorum.HALF_PLUS_ONE, entitled=38, present=32, needed=20, met=True
        ),
        at_opening=Composition(
            moment=at(9, 12),
            heads=BlocNumbers(state=16, civil_society=15, other=3),
            voting=BlocNumbers(state=16, civil_society=15, other=1),
        ),
        at_closing=Composition(
            moment=at(13, 30),
            heads=BlocNumbers(state=12, civil_society=15, other=2),
            voting=BlocNumbers(state=12, civil_society=15, other=1),
        ),
        organizations=14,
        agenda=(
            AgendaLine(position=1, title="Lectura de las reglas", duration=15),
            AgendaLine(position=2, title="Aportes de los asistentes", duration=120),
        ),
        opening="En la ciudad de Puno se reunieron los asistentes de la lista anexa.",
        proceedings="Se debatieron veinte aportes.\n\nSe sometieron seis a votación.",
        closing="Se leyó el acta en voz alta y se firma.",
        ballots=ballot_contents(),
        contributions=contribution_lines(),
        attendees=attendees(),
        signers=signers(),
    )
    return replace(content, **changes)


def attendance_content(**changes: Any) -> AttendanceContent:
    minutes = minutes_content()
    content = AttendanceContent(
        letterhead=minutes.letterhead,
        reference=a_reference(number="LISTA 003-2026-ACR"),
        session=minutes.session,
        at_opening=minutes.at_opening,
        attendees=minutes.attendees,
        privacy_notice="Sus datos se usan para responder a sus aportes.",
        privacy_notice_version="1",
    )
    return replace(content, **changes)


def letter_content(**changes: Any) -> LetterContent:
    content = LetterContent(
        letterhead=a_letterhead(),
        reference=a_reference(number="CARTA 0387-2026-ACR"),
        addressee=Addressee(
            name=CHAIR,
            position="Presidenta",
            organization=LAKE_FEDERATION,
            address="Jr. Los Incas 120",
            place_name="Puno, Puno, Puno",
            email="saturnina@ejemplo.pe",
        ),
        session_title="Mesa temática: información ambiental",
        session_held_on=DAY,
        contributions=(a_contribution_line(),),
        review_until=date(2026, 5, 25),
        signers=(
            Signer(
                field="signatory", name="Rosa Elvira Quispe Huamán", role="signatory"
            ),
        ),
    )
    return replace(content, **changes)
