"""Sheets of proposals, with what was decided about them where that is known."""

from __future__ import annotations

import datetime as dt
from typing import Any

from workshop_app.domain.vocabulary import Bloc, Channel, Outcome, ReasonCode
from workshop_app.exchange import cells, words
from workshop_app.exchange.columns import SheetColumn
from workshop_app.exchange.sheet import Sheet, Values
from workshop_app.exchange.table import Verdict
from workshop_app.values import dataclass


@dataclass(frozen=True, kw_only=True)
class ProposalLine:
    """What one row says of a proposal; blank text and None where it says nothing.

    Attributes:
        title: May be blank if `text` is not, and the other way round.
        text: To the last character, spaces alone included.
        authors: Names as written, in order.
        date: When it was made.
        reason: The words of the reason, exactly.
    """

    code: str = ""
    title: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    organization: str = ""
    bloc: Bloc | None = None
    theme: str = ""
    channel: Channel | None = None
    language: str = ""
    date: dt.date | None = None
    outcome: Outcome | None = None
    reason_code: ReasonCode | None = None
    reason: str = ""


def proposals_sheet() -> Sheet[ProposalLine]:
    """Return what a sheet of proposals may hold."""
    return Sheet(
        kind="proposals",
        columns=(*_contribution(), *_origin(), *_decision()),
        needs=((("title",), ("text",)),),
        build=_proposal,
        once={"code": Verdict.ERROR},
    )


def _proposal(values: Values) -> ProposalLine:
    told: dict[str, Any] = dict(values)
    return ProposalLine(**told)


def _contribution() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(
            field="code",
            es=("Código", "Cód.", "N.º de propuesta"),
            en=("Code",),
            parse=cells.code,
        ),
        SheetColumn(
            field="title",
            es=("Título", "Propuesta", "Nombre de la propuesta"),
            en=("Title", "Proposal"),
        ),
        SheetColumn(
            field="text",
            es=("Texto", "Descripción", "Contenido", "Detalle", "Aporte"),
            en=("Text", "Description"),
            exact=True,
        ),
        SheetColumn(
            field="theme",
            es=("Tema", "Eje", "Eje temático", "Mesa"),
            en=("Theme", "Topic"),
        ),
        SheetColumn(
            field="language",
            es=("Idioma", "Lengua"),
            en=("Language",),
            parse=cells.language,
        ),
    )


def _origin() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(
            field="authors",
            es=("Autores", "Autor", "Autora", "Autor(es)", "Proponente", "Aportante"),
            en=("Authors", "Author", "Author(s)", "Proponent"),
            parse=cells.names,
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
        SheetColumn(
            field="channel",
            es=("Canal", "Medio"),
            en=("Channel",),
            parse=cells.one_of(words.CHANNEL),
        ),
        SheetColumn(
            field="date",
            es=("Fecha", "Fecha de presentación"),
            en=("Date",),
            parse=cells.day,
        ),
    )


def _decision() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(
            field="outcome",
            es=("Decisión", "Resultado"),
            en=("Outcome", "Decision"),
            parse=cells.one_of(words.OUTCOME),
        ),
        SheetColumn(
            field="reason_code",
            es=("Código de razón", "Código de fundamento", "Causal"),
            en=("Reason code",),
            parse=cells.one_of(words.REASON_CODE),
        ),
        SheetColumn(
            field="reason",
            es=("Fundamento", "Razón", "Motivo", "Sustento"),
            en=("Reason", "Grounds"),
        ),
    )
