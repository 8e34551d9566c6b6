"""Sheets of votes: what each person said at a roll-call, or gave to an option."""

from __future__ import annotations

from typing import Any

from workshop_app.domain.vocabulary import Bloc, VoteChoice
from workshop_app.exchange import cells, words
from workshop_app.exchange.columns import SheetColumn
from workshop_app.exchange.sheet import Sheet, Values
from workshop_app.values import dataclass


@dataclass(frozen=True, kw_only=True)
class VoteLine:
    """What one row says of a vote; blank text and None where it says nothing.

    Attributes:
        name: One of `name`, `code` and `document_number` says who voted.
        vote: What was said at a roll-call.
        option: What points were given to, where votes are points.
        criterion: By what, in a criteria matrix.
        points: How many.
        weight: How many votes it counts for, where rules weigh them.
        reason: The reason given with the vote, exactly.
    """

    name: str = ""
    code: str = ""
    document_number: str = ""
    organization: str = ""
    bloc: Bloc | None = None
    vote: VoteChoice | None = None
    option: str = ""
    criterion: str = ""
    points: int | None = None
    weight: int | None = None
    reason: str = ""


def votes_sheet() -> Sheet[VoteLine]:
    """Return what a sheet of votes may hold."""
    return Sheet(
        kind="votes",
        columns=(*_voter(), *_vote()),
        needs=(
            (("name",), ("code",), ("document_number",)),
            (("vote",), ("option", "points")),
        ),
        build=_line,
    )


def _line(values: Values) -> VoteLine:
    told: dict[str, Any] = dict(values)
    return VoteLine(**told)


def _voter() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(
            field="code", es=("Código", "Cód."), en=("Code",), parse=cells.code
        ),
        SheetColumn(
            field="name",
            es=(
                "Nombre",
                "Nombres y apellidos",
                "Apellidos y nombres",
                "Nombre completo",
                "Participante",
                "Votante",
            ),
            en=("Name", "Full name", "Voter"),
        ),
        SheetColumn(
            field="document_number",
            es=("DNI", "Número de documento", "N.º de documento", "Documento"),
            en=("Document", "Document number"),
            parse=cells.document_number,
        ),
        SheetColumn(
            field="organization",
            es=("Organización", "Institución", "Entidad"),
            en=("Organization", "Organisation", "Institution"),
        ),
        SheetColumn(
            field="bloc",
            es=("Bloque",),
            en=("Bloc",),
            parse=cells.one_of(words.BLOC),
        ),
    )


def _vote() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(
            field="vote",
            es=("Voto", "Votación", "Sentido del voto"),
            en=("Vote",),
            parse=cells.one_of_or_leave(words.VOTE, VoteChoice.EXCUSED),
        ),
        SheetColumn(field="option", es=("Opción", "Propuesta"), en=("Option",)),
        SheetColumn(field="criterion", es=("Criterio",), en=("Criterion",)),
        SheetColumn(
            field="points",
            es=("Puntos", "Puntaje"),
            en=("Points",),
            parse=cells.whole_number,
        ),
        SheetColumn(
            field="weight",
            es=("Peso", "Ponderación"),
            en=("Weight",),
            parse=cells.whole_number,
        ),
        SheetColumn(
            field="reason",
            es=("Fundamento", "Razón", "Sustento", "Motivo"),
            en=("Reason",),
        ),
    )
