"""Values of single fields as somebody types them: on a command line, in a cell."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any, Final

from workshop_app.domain.labels import label
from workshop_app.domain.records import CodedRecord
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.field_words import field_word
from workshop_app.services.record_titles import Titles
from workshop_app.store.codecs import CODECS
from workshop_app.store.kinds import REFERENCES
from workshop_app.store.records import SHAPES
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_app.ledger.payload import Value
    from workshop_app.store import Reader
    from workshop_app.store.records import Field

_MOST_OFFERED: Final = 300
"""Records among which one chooses; of more, one writes the code."""

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


class Entry(Enum):
    """How a value is given by hand."""

    CHOICE = "choice"
    LINE = "line"


@dataclass(frozen=True, kw_only=True)
class FieldForm:
    """How a value of a field is asked for.

    Attributes:
        choices: What there is to choose from: as `read_value` takes it, and in words.
        hint: How it is written, where that is not plain.
    """

    entry: Entry
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""


def field_form(reader: Reader, kind: str, field: str) -> FieldForm:
    """Return how a value of a field is asked for; `read_value` reads the answer."""
    found = _field(kind, field)
    if found is None:
        return FieldForm(entry=Entry.LINE)
    choices = [*_choices(reader, found)]
    if not choices:
        return FieldForm(entry=Entry.LINE, hint=_hint(found))
    if found.optional:
        choices.insert(0, ("", tr("(nothing)")))
    return FieldForm(entry=Entry.CHOICE, choices=tuple(choices))


def as_typed(value: Value) -> str:
    """Return a value of the ledger as somebody would type it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return "; ".join(value)
        case _:
            return str(value)


def _choices(reader: Reader, field: Field) -> Iterator[tuple[str, str]]:
    reads = field.codec.from_wire
    if isinstance(reads, type) and issubclass(reads, StrEnum):
        yield from ((one.value, label(one)) for one in reads)
    elif field.codec is CODECS[bool]:
        yield from (("yes", tr("Yes")), ("no", tr("No")))
    elif field.name in REFERENCES:
        kind = REFERENCES[field.name]
        record = SHAPES[kind].record
        if reader.count(record) <= _MOST_OFFERED:
            titles = Titles(reader)
            named = [(titles.name(kind, one.id), one.id) for one in reader.all(record)]
            yield from ((key, words) for words, key in sorted(named))


def _hint(field: Field) -> str:
    if field.name in REFERENCES:
        return tr("Write its code, as P-tumikalo-17.")
    hints = {
        id(CODECS[date]): tr("Write the day as 2026-04-20."),
        id(CODECS[datetime]): tr("Write the moment as 2026-04-20T09:30-05:00."),
        id(CODECS[int]): tr("Write a whole number."),
        id(CODECS[tuple[str, ...]]): tr("Write several divided by ;"),
    }
    return hints.get(id(field.codec), "")


def _field(kind: str, field: str) -> Field | None:
    return next((one for one in SHAPES[kind].fields if one.name == field), None)


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
    found = _field(kind, field)
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
