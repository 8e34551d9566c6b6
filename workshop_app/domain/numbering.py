"""The numbers that papers carry: kind, running number, year, office.

Each kind counts on its own through a year.  The word in front is part of the number
and is not translated: a paper has one number in every language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workshop_app.domain.vocabulary import PaperKind

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS = {
    PaperKind.MINUTES: ("ACTA", 3),
    PaperKind.ATTENDANCE: ("LISTA", 3),
    PaperKind.LETTER: ("CARTA", 4),
}


def paper_number(kind: PaperKind, count: int, *, year: int, acronym: str) -> str:
    """Return a number as it is printed, such as `ACTA 003-2026-ACR`.

    Args:
        kind: The paper.
        count: Its place in the year, from 1.
        year: Of issue.
        acronym: Of the office; left out if it has none.
    """
    word, digits = _WORDS[kind]
    tail = f"-{acronym}" if acronym else ""
    return f"{word} {count:0{digits}}-{year}{tail}"


def next_count(
    existing: Iterable[str], kind: PaperKind, *, year: int, acronym: str
) -> int:
    """Return the running number after the highest that was given.

    A number is given once: gaps are never filled, not even those of withdrawn
    papers.  Numbers of other kinds, years or offices do not matter.

    Args:
        existing: The numbers on record, of any kind.
        kind: The paper to be numbered.
        year: Of issue.
        acronym: Of the office.
    """
    word, _ = _WORDS[kind]
    tail = re.escape(f"-{acronym}") if acronym else ""
    pattern = re.compile(rf"{word} ([0-9]+)-{year}{tail}")
    found = (pattern.fullmatch(number) for number in existing)
    return max((int(match[1]) for match in found if match), default=0) + 1


def next_number(
    existing: Iterable[str], kind: PaperKind, *, year: int, acronym: str
) -> str:
    """Return the number that the next paper of a kind gets."""
    count = next_count(existing, kind, year=year, acronym=acronym)
    return paper_number(kind, count, year=year, acronym=acronym)
