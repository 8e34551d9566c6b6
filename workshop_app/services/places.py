"""Names of places by their UBIGEO code, from the table shipped with the program."""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING

from workshop_app.domain.names import folded
from workshop_app.domain.vocabulary import PlaceSystem
from workshop_app.paths import resource

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def place_known(code: str) -> bool:
    """Whether a code is a district of INEI; new districts may not be."""
    return code in _table(PlaceSystem.INEI)


def in_inei(code: str, system: PlaceSystem) -> str:
    """Return the code INEI gives a district, or nothing if it is not known.

    A code of INEI is returned as it is: newer districts are not in the table, and
    their department is in the code.
    """
    if system is PlaceSystem.INEI:
        return code
    return _inei_codes().get(code, "")


def place_name(code: str, system: PlaceSystem) -> str:
    """Return district, province and department, or nothing for an unknown code.

    INEI and RENIEC number the same districts differently, so that the system is
    part of the question.
    """
    return _table(system).get(code, "")


def places_like(words: str, limit: int = 8) -> tuple[str, ...]:
    """Return districts of INEI by code, that have words beginning with all of these.

    A district of just that name comes first, then those whose own name begins with
    the first word, then those of a province that does; so the three levels need but
    one field.
    """
    wanted = folded(words).split()
    if not wanted:
        return ()
    found = [
        (_distance(said, wanted), code)
        for code, said in _folded_names().items()
        if all(f" {word}" in said for word in wanted)
    ]
    return tuple(code for _, code in sorted(found)[:limit])


def _distance(said: str, wanted: Sequence[str]) -> int:
    """Return how far a place is from what was typed: 0 for its very name."""
    levels = said.split("|")
    if levels[0] == f" {' '.join(wanted)}":
        return 0
    starts = (n for n, one in enumerate(levels, 1) if one.startswith(f" {wanted[0]}"))
    return next(starts, len(levels) + 1)


@cache
def _folded_names() -> Mapping[str, str]:
    return {
        code: "|".join(f" {folded(level)}" for level in name.split(", "))
        for code, name in _table(PlaceSystem.INEI).items()
    }


@cache
def _inei_codes() -> Mapping[str, str]:
    path = resource("reference") / "ubigeo.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            row[PlaceSystem.RENIEC.value]: row[PlaceSystem.INEI.value]
            for row in csv.DictReader(lines)
            if row[PlaceSystem.RENIEC.value]
        }


@cache
def _table(system: PlaceSystem) -> Mapping[str, str]:
    path = resource("reference") / "ubigeo.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            row[system.value]: ", ".join(
                dict.fromkeys((row["district"], row["province"], row["department"]))
            )
            for row in csv.DictReader(lines)
            if row[system.value]
        }
