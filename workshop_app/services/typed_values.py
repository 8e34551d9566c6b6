"""Values of single fields as somebody types them: on a command line, in a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshop_app.domain.records import CodedRecord
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.field_words import field_word
from workshop_app.store.codecs import CODECS
from workshop_app.store.records import REFERENCES, SHAPES

if TYPE_CHECKING:
    from workshop_app.store import Reader
    from workshop_app.store.records import Field

_YES = frozenset({"yes", "true", "1", "sí", "si"})
_NO = frozenset({"no", "false", "0"})


class ValueUnreadableError(AppError):
    """What was typed is no value of the field."""

    def __init__(self, typed: str, kind: str, field: str) -> None:
        super().__init__(
            tr(
                "“{typed}” cannot be read as: {field}.",
                typed=typed,
                field=_word(kind, field),
            ),
            advice=tr(
                "Write days as 2026-04-20, moments with their offset, yes or no, "
                "code words in English, records by their code."
            ),
        )
        self.typed = typed
        self.field = field


def _word(kind: str, field: str) -> str:
    return field_word(field, kind)


def read_value(reader: Reader, kind: str, field: str, typed: str) -> Any:
    """Return what somebody typed, as the class of the record has it.

    Args:
        reader: Where records are looked up that are named by their code.
        kind: Kind of the record.
        field: One of its fields.
        typed: The text; blank is nothing, where the field may hold nothing.

    Raises:
        ValueUnreadableError: If it is no such value.
    """
    shape = SHAPES[kind]
    found = next((one for one in shape.fields if one.name == field), None)
    if found is None:  # of a newer program
        raise ValueUnreadableError(typed, kind, field)
    if not typed.strip() and found.optional:
        return None
    try:
        if field in REFERENCES:
            return _named(reader, REFERENCES[field], typed)
        return _read(found, typed)
    except ValueError as error:
        raise ValueUnreadableError(typed, kind, field) from error


def _named(reader: Reader, kind: str, typed: str) -> str:
    record = SHAPES[kind].record
    if issubclass(record, CodedRecord):
        named = reader.by_code(record, typed.strip())
        if named is not None:
            return named.id
    if reader.find(record, typed.strip()) is None:
        raise ValueError(typed)
    return typed.strip()


def _read(field: Field, typed: str) -> Any:
    codec = field.codec
    if codec is CODECS[bool]:
        return _yes_or_no(typed.strip().casefold())
    if codec is CODECS[int]:
        return int(typed)
    if codec is CODECS[tuple[str, ...]]:
        return tuple(one.strip() for one in typed.split(";") if one.strip())
    return codec.from_wire(typed.strip()) if codec.from_wire else typed


def _yes_or_no(word: str) -> bool:
    if word not in _YES | _NO:
        raise ValueError(word)
    return word in _YES
