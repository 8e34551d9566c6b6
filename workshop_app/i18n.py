"""The language of every sentence: window, terminal and paper alike.

The language is a `ContextVar`, because paper and screen may differ: a window in
Spanish prints minutes in English, and bilingual minutes hold both.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from workshop_app import paths

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime


class Language(StrEnum):
    """A language the program speaks; Spanish is the first."""

    SPANISH = "es"
    ENGLISH = "en"


_LOCALES = {Language.SPANISH: "es_PE", Language.ENGLISH: "en"}
_MONTHS = {
    Language.SPANISH: "ene. feb. mar. abr. may. jun. jul. ago. set. oct. nov. dic.",
    Language.ENGLISH: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}
_current: ContextVar[Language] = ContextVar("language", default=Language.SPANISH)


def current_language() -> Language:
    """Return the language spoken here and now."""
    return _current.get()


def use_language(chosen: Language) -> None:
    """Speak `chosen` from now on in this context."""
    _current.set(chosen)


@contextmanager
def language(chosen: Language) -> Iterator[None]:
    """Speak `chosen` inside the block, then what was spoken before."""
    token = _current.set(chosen)
    try:
        yield
    finally:
        _current.reset(token)


class _Catalogue:
    """What a language says, from a file as gettext has it (GNU gettext manual, 10.3).

    Its sentences are in order, and looked up there as they are asked for: Python's own
    reader makes text of all of them, which took 4 ms of every start.  It also asks for
    the rule of plurals in C, which both of our languages share: one, and the others.

    Args:
        content: The file; nothing, for a language that says what it is asked.
    """

    def __init__(self, content: bytes = b"") -> None:
        self._content = content
        self._said: dict[str, list[str]] = {}
        self._asked: tuple[int, ...] = ()
        self._answers: tuple[int, ...] = ()
        if content:
            count, asked, answers = struct.unpack_from("<8x3I", content)
            self._asked = struct.unpack_from(f"<{2 * count}I", content, asked)
            self._answers = struct.unpack_from(f"<{2 * count}I", content, answers)

    def gettext(self, sentence: str) -> str:
        """Return what is said for a sentence; itself, if nothing is."""
        return (self._forms(sentence) or [sentence])[0]

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """Return what is said for a sentence with a number."""
        forms = self._forms(singular) or [singular, plural]
        return forms[0] if count == 1 else forms[-1]

    def _forms(self, sentence: str) -> list[str]:
        found = self._said.get(sentence)
        if found is None:
            found = self._said[sentence] = self._find(sentence.encode())
        return found

    def _find(self, sentence: bytes) -> list[str]:
        places = range(len(self._asked) // 2)
        place = bisect_left(places, sentence, key=self._sentence)
        if place == len(places) or self._sentence(place) != sentence:
            return []
        return self._part(self._answers, place).decode().split("\0")

    def _sentence(self, place: int) -> bytes:
        return self._part(self._asked, place).partition(b"\0")[0]  # not its plural

    def _part(self, table: tuple[int, ...], place: int) -> bytes:
        size, at = table[2 * place : 2 * place + 2]
        return self._content[at : at + size]


@cache
def _catalogue(chosen: Language) -> _Catalogue:
    if chosen is Language.ENGLISH:  # the message ids are the English sentences
        return _Catalogue()
    folder = paths.resource("translations") / chosen / "LC_MESSAGES"
    return _Catalogue((folder / "workshop_app.mo").read_bytes())


def tr(sentence: str, /, **values: object) -> str:
    """Say a whole sentence in the language of the moment.

    The sentence is a literal, so that it can be collected for translators, and its
    values are named, so that they can move them about::

        tr("{count} people imported.", count=12)
    """
    return _catalogue(_current.get()).gettext(sentence).format(**values)


def ntr(singular: str, plural: str, /, count: int, **values: object) -> str:
    """Say a sentence that depends on a number, given to it as `{count}`."""
    said = _catalogue(_current.get()).ngettext(singular, plural, count)
    return said.format(count=count, **values)


def long_date(day: date) -> str:
    """Write a date out, as *viernes, 20 de noviembre de 2026*."""
    from babel.dates import format_date  # noqa: PLC0415 slow to import

    return format_date(day, "full", locale=_LOCALES[_current.get()])


def plain_date(day: date) -> str:
    """Write a date as letters carry it, as *20 de noviembre de 2026*."""
    from babel.dates import format_date  # noqa: PLC0415 slow to import

    return format_date(day, "long", locale=_LOCALES[_current.get()])


def short_date(day: date) -> str:
    """Write a date as a list shows it, as *20 nov. 2026*.

    As Babel writes it: every list has dates, and reading all that Babel knows of a
    language would be a fiftieth of the time until the first one is shown.
    """
    spoken = _current.get()
    month = _MONTHS[spoken].split()[day.month - 1]
    if spoken is Language.ENGLISH:
        return f"{month} {day.day}, {day.year}"
    return f"{day.day} {month} {day.year}"


def short_time(moment: datetime) -> str:
    """Write the time of day as *09:12*, in the offset the moment carries."""
    return moment.strftime("%H:%M")
