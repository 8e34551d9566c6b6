"""What one cell means: text into words of the field, dates and numbers.

A parser takes the text of a cell that is not blank, and answers with a value, with a
`Doubtful` value and the sentence that says why, or raises `CellRefusedError`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from workshop_app.domain.labels import label
from workshop_app.errors import AppError
from workshop_app.exchange.table import shortened
from workshop_app.exchange.words import (
    LANGUAGES,
    LICENCES,
    SEX,
    Vocabulary,
    WordT,
    folded,
)
from workshop_app.i18n import tr
from workshop_app.values import dataclass

Parse = Callable[[str], object]

_DOCUMENT_LIKE = re.compile(r"\d{8}|\d{9}|\d{11}")
"""DNI has eight digits, a foreigner's card nine, a RUC eleven."""

_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_SHORT_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})")
_ISO_639 = re.compile(r"[a-z]{2,3}")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_DNI_DIGITS = 8
_LARGEST = 2**53
"""The largest whole number a record holds exactly."""


class CellRefusedError(AppError):
    """What a cell says cannot be understood as what its column holds."""


@dataclass(frozen=True, kw_only=True)
class Doubtful:
    """A value that was understood but had better be looked at."""

    value: Any
    sentence: str


def text(cell: str) -> str:
    """Keep what is written, exactly as it is written.

    Raises:
        CellRefusedError: If it holds the character NUL, which no database keeps.
    """
    if "\0" in cell:
        raise CellRefusedError(
            tr("The text holds an invisible character that cannot be kept (NUL)."),
            advice=tr("Type it again."),
        )
    return cell


def code(cell: str) -> str | Doubtful:
    """Read the label a sheet gives to a record.

    A document number is not a label: it would be printed on public papers.
    """
    given = text(cell).strip()
    if _DOCUMENT_LIKE.fullmatch(given):
        return Doubtful(
            value=None,
            sentence=tr(
                "“{code}” looks like a document number, so it is not used as a code.",
                code=given,
            ),
        )
    return given


def document_number(cell: str) -> str | Doubtful:
    """Read the number of an identity document as text, zeros and all."""
    number = re.sub(r"[\s.]", "", text(cell)).upper()
    if number.isdecimal() and len(number) == _DNI_DIGITS - 1:
        return Doubtful(
            value=number,
            sentence=tr(
                "“{number}” has seven digits; a zero in front may have been lost.",
                number=number,
            ),
        )
    return number


def one_of(words: Vocabulary[WordT]) -> Callable[[str], WordT]:
    """Return a parser of one of the words of a closed list."""

    def parse(cell: str) -> WordT:
        meaning = words.get(folded(cell))
        if meaning is None:
            raise _unknown_word(cell, words)
        return meaning

    return parse


def one_of_or_leave(words: Vocabulary[WordT], leave: WordT) -> Callable[[str], WordT]:
    """Like `one_of`, where every kind of leave means `leave`.

    Registers write *licencia oficial*, *licencia por enfermedad*, *permiso
    personal*…: the kinds have no end and make no difference.
    """

    def parse(cell: str) -> WordT:
        word = folded(cell)
        meaning = words.get(word)
        if meaning is not None:
            return meaning
        if word.startswith(LICENCES):
            return leave
        raise _unknown_word(cell, words)

    return parse


def _unknown_word(cell: str, words: Vocabulary[WordT]) -> CellRefusedError:
    meanings = ", ".join(dict.fromkeys(map(label, words.values())))
    return CellRefusedError(
        tr("“{text}” is not among the words understood here.", text=shortened(cell)),
        advice=tr("Write one of: {words}.", words=meanings),
    )


def sex(cell: str) -> object:
    """Read a declared sex; `M` alone is not guessed at.

    Where a form offers *F* or *M* it is *masculino*; where it offers *H* or *M*,
    *mujer*.
    """
    if folded(cell) == "m":
        return Doubtful(
            value=None,
            sentence=tr("“M” may mean two things; write “masculino” or “mujer”."),
        )
    return one_of(SEX)(cell)


def whole_number(cell: str) -> int:
    """Read a whole number that is not negative.

    Raises:
        CellRefusedError: If it is anything else, or too large to be kept exactly.
    """
    digits = cell.strip()
    if digits.isascii() and digits.isdecimal() and len(digits) < len(str(_LARGEST)):
        return int(digits)
    raise CellRefusedError(
        tr("“{text}” is not a whole number.", text=shortened(cell)),
        advice=tr("Write it with digits only."),
    )


def day(cell: str) -> date:
    """Read a date: 2026-04-20, or day first as in Peru: 20/04/2026, 20-4-26.

    Raises:
        CellRefusedError: If it is no date of the calendar.
    """
    written = cell.strip()
    try:
        if found := _ISO_DAY.fullmatch(written):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST.fullmatch(written):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _SHORT_DAY.fullmatch(written):
            return date(2000 + int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        pass  # such as 31/02/2026: refused below like any other text
    raise CellRefusedError(
        tr("“{text}” is not a date.", text=shortened(cell)),
        advice=tr("Write the day first, as 20/04/2026."),
    )


def names(cell: str) -> tuple[str, ...]:
    """Read several names divided by semicolons."""
    return tuple(name.strip() for name in text(cell).split(";") if name.strip())


def language(cell: str) -> str | Doubtful:
    """Read a language by its name or its ISO 639 code."""
    word = folded(cell)
    known = LANGUAGES.get(word)
    if known is not None:
        return known
    if _ISO_639.fullmatch(cell.strip().lower()):
        return cell.strip().lower()
    return Doubtful(
        value=None,
        sentence=tr("“{text}” is not a known language.", text=shortened(cell)),
    )


def email(cell: str) -> str | Doubtful:
    """Read an e-mail address; what cannot be one is kept and pointed at."""
    address = text(cell).strip()
    if _MAIL.fullmatch(address):
        return address
    return Doubtful(
        value=address,
        sentence=tr("“{text}” is not an e-mail address.", text=shortened(cell)),
    )


def place_among(known: Callable[[str], bool] | None) -> Callable[[str], str | Doubtful]:
    """Return a parser of place codes (UBIGEO, six digits).

    Args:
        known: Says whether a code exists; without it only the form is looked at.
    """

    def parse(cell: str) -> str | Doubtful:
        given = text(cell).strip()
        whole = len(given) == 6 and given.isascii() and given.isdecimal()  # noqa: PLR2004 six by definition
        if whole and (known is None or known(given)):
            return given
        return Doubtful(
            value=given,
            sentence=tr("“{text}” is not a known UBIGEO code.", text=shortened(cell)),
        )

    return parse
