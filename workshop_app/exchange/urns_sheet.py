"""Sheets of sums: what lay in urns, or what options had on paper, without any name."""

from __future__ import annotations

from typing import Any

from workshop_app.domain.vocabulary import Bloc
from workshop_app.exchange import cells, words
from workshop_app.exchange.columns import SheetColumn
from workshop_app.exchange.sheet import Sheet, Values
from workshop_app.values import dataclass


@dataclass(frozen=True, kw_only=True)
class UrnLine:
    """What one row says; None where it says nothing.

    Attributes:
        bloc: Whose urn it was, where each bloc had its own.
        option: What the papers are for, in a vote over several options.
        votes_for: Papers in favour, or points of the option.
        valid, cast: Totals the sheet states, to be held against its parts.
    """

    bloc: Bloc | None = None
    option: str = ""
    votes_for: int = 0
    votes_against: int = 0
    blank: int = 0
    spoiled: int = 0
    valid: int | None = None
    cast: int | None = None


def urns_sheet() -> Sheet[UrnLine]:
    """Return what a sheet of sums may hold."""
    return Sheet(
        kind="urns",
        columns=_columns(),
        needs=((("votes_for",), ("votes_against",), ("blank",), ("spoiled",)),),
        build=_line,
    )


def _line(values: Values) -> UrnLine:
    told: dict[str, Any] = dict(values)
    return UrnLine(**told)


def _columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(
            field="bloc", es=("Bloque",), en=("Bloc",), parse=cells.one_of(words.BLOC)
        ),
        SheetColumn(field="option", es=("Opción", "Propuesta"), en=("Option",)),
        _number("votes_for", ("A favor", "Votos", "Puntos"), ("In favour", "Points")),
        _number("votes_against", ("En contra",), ("Against",)),
        _number("blank", ("En blanco", "Abstenciones"), ("Blank", "Abstaining")),
        _number("spoiled", ("Nulos", "Viciados"), ("Spoiled", "Invalid")),
        _number("valid", ("Válidos", "Votos válidos"), ("Valid",)),
        _number("cast", ("Emitidos", "Votos emitidos"), ("Cast",)),
    )


def _number(field: str, es: tuple[str, ...], en: tuple[str, ...]) -> SheetColumn:
    return SheetColumn(field=field, es=es, en=en, parse=cells.whole_number)
