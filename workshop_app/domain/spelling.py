"""The same words spelled with more care or less: accents, case and spaces."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def are_one(texts: Collection[str]) -> bool:
    """Say whether texts differ in accents, case and spaces only.

    Every other sign counts, unlike in `names.folded`: of two e-mail addresses that
    differ in a dot only one is somebody's.
    """
    return len({_bare(text) for text in texts}) == 1


def most_careful(texts: Collection[str]) -> str:
    """Return of texts that are one the one with most accents.

    Then one in both cases, then the one with fewest spaces; the last word is the
    order of the signs, so that every computer chooses the same.
    """
    return max(texts, key=_care)


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(filter(_is_no_accent, parts)).split())


def _is_no_accent(sign: str) -> bool:
    return not unicodedata.combining(sign)


def _care(text: str) -> tuple[int, bool, int, str]:
    accents = sum(map(bool, map(unicodedata.combining, _decomposed(text))))
    mixed = text not in {text.upper(), text.lower()}
    return accents, mixed, -len(text), text


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)
