"""Finds what a translator's catalogue lacks, compared with what the program says."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message


def gaps(said: Catalog, translated: Catalog) -> list[str]:
    """Return one line for each sentence that is missing, unsure or unlike."""
    found = []
    for message in said:
        if not message.id:
            continue
        other = translated.get(message.id)
        if other is None or not all(texts(other.string)):
            found.append(f"missing: {message.id}")
        elif other.fuzzy:
            found.append(f"unsure: {message.id}")
        elif not same_placeholders(other):
            found.append(f"other values: {message.id}")
    return found


def left_over(said: Catalog, translated: Catalog) -> list[str]:
    """Return translated sentences that nobody says any more."""
    return [f"unused: {m.id}" for m in translated if m.id and said.get(m.id) is None]


def same_placeholders(message: Message) -> bool:
    """Return whether a translation names the values its sentence names.

    One form of a plural may leave the number out: *una persona*.
    """
    wanted = set().union(*map(placeholders, texts(message.id)))
    for text in texts(message.string):
        named = placeholders(text)
        if not named <= wanted or not wanted - named <= optional(message):
            return False
    return True


def optional(message: Message) -> set[str]:
    """Return the values a translation may leave out."""
    return {"count"} if message.pluralizable else set()


def placeholders(text: str) -> set[str]:
    """Return the names of the values in a sentence."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def texts(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return a sentence, or the forms of a plural, as a tuple."""
    if value is None:
        return ("",)
    return (value,) if isinstance(value, str) else tuple(value)
