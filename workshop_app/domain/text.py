"""What may stand in a field that somebody typed into.

One-line fields lose stray spaces.  Texts are kept to the last character, outer
spaces and line breaks included: what somebody contributed is evidence.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from workshop_app.errors import AppError
from workshop_app.i18n import ntr, tr

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_TEXT = 100_000
"""Characters in any one field; some forty printed pages."""

LONGEST_LINE = 300
"""Characters in a line that stands at the head or foot of every paper."""

_BEGINNING = 40
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
# Letters and symbols by class, and yet nothing to be seen of them.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | frozenset(
    chr(point) for point in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
)
_LEAST_SAID = 2


class TextUnstorableError(AppError):
    """A text holds a character that no store can hold."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(
            tr(
                "The text “{beginning}” holds a character that cannot be kept.",
                beginning=_beginning(text),
            ),
            advice=tr("Type it again instead of pasting it."),
        )
        self.field = field


class TextTooLongError(AppError):
    """A text is longer than any field may be."""

    def __init__(self, field: str, text: str, longest: int = LONGEST_TEXT) -> None:
        super().__init__(
            ntr(
                "The text “{beginning}” has {count} character, more than the "
                "{longest} that fit.",
                "The text “{beginning}” has {count} characters, more than the "
                "{longest} that fit.",
                count=len(text),
                beginning=_beginning(text),
                longest=longest,
            ),
            advice=tr("Shorten it, or attach it as a file."),
        )
        self.field = field


class TitleMissingError(AppError):
    """Something that people know by its title has none."""

    def __init__(self) -> None:
        super().__init__(
            tr("The title is missing."), advice=tr("Write what everybody calls it.")
        )


def exact(text: str, *, field: str = "", longest: int = LONGEST_TEXT) -> str:
    """Return the text untouched, if it can be kept at all.

    NUL cannot be stored in PostgreSQL, nor half of a surrogate pair in UTF-8.

    Args:
        text: What was typed.
        field: Name of the field, for a form to find it by.
        longest: How many characters fit.

    Raises:
        TextUnstorableError: If it holds one of those.
        TextTooLongError: If it has more than `longest` characters.
    """
    if len(text) > longest:
        raise TextTooLongError(field, text, longest)
    if "\0" in text or not (text.isascii() or _is_unicode(text)):
        raise TextUnstorableError(field, text)
    return text


def one_line(text: str, *, field: str = "", longest: int = LONGEST_TEXT) -> str:
    """Return the text on one line, with single spaces and none around it.

    Raises:
        AppError: As `exact`.
    """
    return " ".join(exact(text, field=field, longest=longest).split())


def title(text: str) -> str:
    """Return a title on one line.

    Raises:
        TitleMissingError: If nothing of it can be seen.
        AppError: As `exact`.
    """
    line = one_line(text, field="title")
    if is_blank(line):
        raise TitleMissingError
    return line


def tidied(
    draft: object,
    *,
    lines: Iterable[str] = (),
    texts: Iterable[str] = (),
    longest: int = LONGEST_TEXT,
) -> dict[str, Any]:
    """Return the named fields of a draft in order, for `dataclasses.replace`.

    Args:
        draft: Whose fields they are.
        lines: Fields of one line.
        texts: Fields kept exactly.
        longest: How many characters fit in one of the lines.

    Raises:
        AppError: As `exact`.
    """
    tidy = {
        name: one_line(getattr(draft, name), field=name, longest=longest)
        for name in lines
    }
    return tidy | {name: exact(getattr(draft, name), field=name) for name in texts}


def is_blank(text: str) -> bool:
    """Whether nothing would be seen of the text on screen or paper.

    Zero-width characters, fillers and controls are no name, although they are
    something to a program.
    """
    return all(_is_unseen(character) for character in text)


def says_something(text: str) -> bool:
    """Whether the text could be somebody's reason: at least two letters or digits.

    Real exports hold reasons of a single dot or letter, typed to get past a form.
    """
    return sum(character.isalnum() for character in text) >= _LEAST_SAID


def _is_unseen(character: str) -> bool:
    return character in _UNSEEN or unicodedata.category(character) in _UNSEEN_CATEGORIES


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _beginning(text: str) -> str:
    seen = "".join(c for c in text[:_BEGINNING] if c.isprintable())
    return f"{seen}…" if len(text) > _BEGINNING else seen
