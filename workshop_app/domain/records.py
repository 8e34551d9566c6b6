"""What every record has in common, and how a draft becomes one.

A *draft* is what somebody typed, unchecked but for its types; `cleaned` returns it
without stray spaces or raises what is wrong with it.  The record inherits the
draft's fields and adds the identity it keeps for ever.  Records are frozen: to
change one is to save another with the same `id`.

Field types are limited to what the ledger can hold: `str`, `int`, `bool`, `date`,
`datetime` (with its offset), the enumerations of `vocabulary`, tuples of `str`, and
`None` for what is not known.
"""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar, Protocol, Self, TypeVar

from workshop_app.values import dataclass


class Draft(Protocol):
    """What somebody typed, not yet accepted."""

    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]

    def cleaned(self) -> Self:
        """Return the draft in order, or raise what is wrong with it."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """Anything the ledger keeps, known by its id for ever.

    Attributes:
        id: 32 hexadecimal digits; random for things, derived for relations.
    """

    kind: ClassVar[str]
    """The word for this sort of record in the ledger; it never changes."""

    id: str


@dataclass(frozen=True, kw_only=True)
class CodedRecord(Record):
    """A record that people refer to by a short code.

    Attributes:
        code: A label such as `P-tumikalo-17`, or the code a sheet gave; never identity.
    """

    letter: ClassVar[str]
    """The letter its codes begin with."""

    code: str


RecordT = TypeVar("RecordT", bound=Record)


def from_draft(record: type[RecordT], draft: Draft, **identity: str) -> RecordT:
    """Turn a draft into a record, through its one gate.

    Raises:
        AppError: If the draft is wrong.
    """
    return record(**fields_of(draft.cleaned()), **identity)


def amended(record: RecordT, draft: Draft) -> RecordT:
    """Return the record as the draft has it, with the identity it had.

    Raises:
        AppError: If the draft is wrong.
    """
    return dataclasses.replace(record, **fields_of(draft.cleaned()))


def fields_of(instance: Draft | Record) -> dict[str, Any]:
    """Return the fields of a draft or record by name, in the order declared."""
    return {
        field.name: getattr(instance, field.name)
        for field in dataclasses.fields(instance)
    }
