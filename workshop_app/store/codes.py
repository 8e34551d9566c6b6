"""Codes by which people refer to records: labels, never identity.

A code made here is the letter of the kind, the four syllables of the device, and a
counter of that device: `P-tumikalo-17`.  Two laptops can never give the same one, and
`P-17` will do wherever it means only one record.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, select

from workshop_app.store.statement import Statement, Upsert
from workshop_app.store.tables import local

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workshop_app.store.engine import Link
    from workshop_app.store.records import Shape

_GET = Statement(select(local.c.value).where(local.c.key == bindparam("k")), "k")
_PUT = Upsert(local, "key")
_HYPHENS: Final = 2
"""Between letter, device and counter."""

_SHORT: Final = re.compile(r"([A-Za-z]+)-?([0-9]+)")


class Counters:
    """The counters of one device in one transaction, written back at its end."""

    def __init__(self, link: Link, label: str) -> None:
        self._link = link
        self._label = label
        self._last: dict[str, int] = {}
        self._moved: set[str] = set()

    def take(self, shape: Shape, count: int) -> list[str]:
        """Return the next codes of a kind, never given before by this device."""
        letter = shape.letter
        last = self._last.get(letter)
        if last is None:
            last = self._read(shape)
        self._last[letter] = last + count
        self._moved.add(letter)
        return [
            f"{letter}-{self._label}-{number}"
            for number in range(last + 1, last + count + 1)
        ]

    def save(self) -> None:
        """Remember how far the counters have come."""
        for letter in sorted(self._moved):
            self._link.run(_PUT, self._key(letter), str(self._last[letter]))

    def _read(self, shape: Shape) -> int:
        row = self._link.row(_GET, self._key(shape.letter))
        if row is not None:
            return int(row[0])
        beginning = f"{shape.letter}-{self._label}-"
        codes = self._link.select(
            select(shape.table.c.code).where(
                shape.table.c.code.startswith(beginning, autoescape=True)
            )
        )
        ends = (str(code).removeprefix(beginning) for (code,) in codes)
        return max((int(end) for end in ends if end.isdecimal()), default=0)

    def _key(self, letter: str) -> str:
        return f"code:{self._label}:{letter}"


def matching(asked: str, codes: Iterable[tuple[str, str]]) -> str | None:
    """Return the id of the one record a person means by a code.

    Capitals do not count, and device syllables may be left out, as long as only one
    record is meant.

    Args:
        asked: What was typed.
        codes: Id and code of every record of the kind.
    """
    known = list(codes)
    wanted = asked.strip().casefold()
    alike = [rec for rec, code in known if code.casefold() == wanted]
    if len(alike) == 1:
        return alike[0]
    short = _SHORT.fullmatch(wanted)
    if short is None:
        return None
    beginning, end = f"{short[1]}-", f"-{int(short[2])}"
    alike = [
        rec
        for rec, code in known
        if code.casefold().startswith(beginning)
        and code.endswith(end)
        and code.count("-") == _HYPHENS
    ]
    return alike[0] if len(alike) == 1 else None
