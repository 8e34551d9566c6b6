"""The registry: how each kind of record becomes ops, columns, and a record again.

Everything follows from the fields of the dataclasses, so that a new field needs nothing
here.  The derived tables hold the state of each record as the ledger's fold has it;
only `project` writes them, and they are rebuilt when `fingerprint` no longer agrees.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from threading import Lock
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from sqlalchemy import Column, Index, Integer, SmallInteger, Table, Text

from workshop_app.domain.records import CodedRecord, Record
from workshop_app.ledger.payload import ERASED, Value, stored_payload
from workshop_app.store.codecs import ABSENT, CODECS, Codec, codec_of
from workshop_app.store.derived import derived
from workshop_app.store.kinds import KINDS, REFERENCES, SEARCHED
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.ledger.fold import State

GONE: Final = "[…]"
"""Stands for a needed text that nobody knows: erased by law, or left out on the way."""

LAYOUT: Final = 5
"""Raised when the projector writes something else than it did, or into other tables."""

SCHEMA: Final = 1
"""The vocabulary this program writes and understands (see `docs/file-format.md`)."""

FIRST_FIELD: Final = 3
"""Columns before the fields: id, deleted, conflicts."""


RecordT = TypeVar("RecordT", bound=Record)

_INDEXED: Final = {*REFERENCES, "code", "document_number", "subject", "unit"}


@dataclass(frozen=True)
class Field:
    """One field of a kind of record.

    Attributes:
        absent: What the record has where the ledger has nothing, as older ones do.
        is_needed: Whether nobody makes such a record without it.
    """

    name: str
    codec: Codec
    optional: bool
    absent: Any
    is_needed: bool

    @property
    def gone(self) -> Any:
        """What it has for an erased value: a text it cannot be without says so."""
        is_told = self.codec is CODECS[str] and self.is_needed and not self.optional
        return GONE if is_told else None if self.optional else self.absent


class Shape:
    """All there is to know about one kind of record."""

    def __init__(self, record: type[Record]) -> None:
        self.record = record
        self.kind = record.kind
        self.letter: str = getattr(record, "letter", "")
        hints = get_type_hints(record)
        self.fields = tuple(
            _field(field, hints[field.name])
            for field in fields(record)
            if field.name != "id"
        )
        self.names = tuple(field.name for field in self.fields)
        self.joined = ",".join(self.names)
        self.searched = SEARCHED.get(record.kind, ())
        self.searched_at = [FIRST_FIELD + self.names.index(n) for n in self.searched]
        self.table = _table(record.kind, self.fields)
        self.needed_texts = frozenset(f.name for f in self.fields if f.gone == GONE)
        self._columns = tuple(
            (at, field.codec.to_column)
            for at, field in enumerate(self.fields)
            if field.codec.to_column is not None
        )
        self._codecs = tuple(field.codec for field in self.fields)
        self._wires = tuple((f.name, f.codec.to_wire) for f in self.fields)
        self._loads = tuple((f.name, f.codec.from_column, f) for f in self.fields)

    def wire(self, record: Record) -> dict[str, Value]:
        """Return the ledger's value of each field."""
        values: dict[str, Value] = {}
        for name, convert in self._wires:
            value = getattr(record, name)
            values[name] = convert(value) if convert and value is not None else value
        return values

    def row(self, record_id: str, state: State) -> tuple[Any, ...]:
        """Return the row of a record's table, from what `project.state_of` says."""
        found = map(state.values.get, self.names)
        cells = [
            value if value is not None and codec.fits(value) else None
            for value, codec in zip(found, self._codecs, strict=True)
        ]
        for at, convert in self._columns:
            if cells[at] is not None:
                cells[at] = convert(cells[at])
        count = len(state.conflicts) + bool(state.life_conflict)
        return record_id, int(state.deleted), count, *cells

    def whole_rows(self, found: Iterable[tuple[str, bytes]]) -> list[list[Any]]:
        """Return the rows of records written whole: ids, and payloads with all values.

        Many at once, a column at a time: a rebuild does nothing else so often.
        """
        rows = [[rec, 0, 0, *stored_payload(line)] for rec, line in found]
        for at, codec in enumerate(self._codecs, FIRST_FIELD):
            wire, means = codec.wire, codec.means
            for row in rows:
                value = row[at]
                if type(value) is not wire or (means and not means(value)):
                    row[at] = None
        for at, convert in self._columns:
            place = at + FIRST_FIELD
            for row in rows:
                if row[place] is not None:
                    row[place] = convert(row[place])
        return rows

    def load(self, row: Any) -> Any:
        """Return the record of a row selected with all columns."""
        values: dict[str, Any] = {"id": row[0]}
        for at, (name, convert, field) in enumerate(self._loads, FIRST_FIELD):
            cell = row[at]
            if cell is None:
                values[name] = None if field.optional else field.absent
            else:
                values[name] = convert(cell) if convert else cell
        return self.record(**values)

    def from_wire(self, record_id: str, values: Mapping[str, Any]) -> Any:
        """Return the record with these values of the ledger."""
        found: dict[str, Any] = {"id": record_id}
        for field in self.fields:
            value = values.get(field.name)
            if value is ERASED:
                found[field.name] = field.gone
            elif value is None or not field.codec.fits(value):
                found[field.name] = None if field.optional else field.absent
            else:
                convert = field.codec.from_wire
                found[field.name] = convert(value) if convert else value
        return self.record(**found)

    @property
    def order(self) -> tuple[str, ...]:
        """Columns by which lists come: by position where there is one."""
        return ("position", "id") if "position" in self.names else ("id",)


def _field(field: dataclasses.Field[Any], hint: Any) -> Field:
    optional = get_origin(hint) in {Union, UnionType} and NoneType in get_args(hint)
    kind = next(k for k in get_args(hint) if k is not NoneType) if optional else hint
    absent = ABSENT.get(kind)
    if field.default is not dataclasses.MISSING:
        absent = field.default
    is_needed = field.default is dataclasses.MISSING
    return Field(field.name, codec_of(kind), optional, absent, is_needed)


def _table(kind: str, fields: tuple[Field, ...]) -> Table:
    indexes = [
        Index(f"ix_{kind}_{field.name}", field.name)
        for field in fields
        if field.name in _INDEXED
    ]
    return Table(
        kind,
        derived,
        Column("id", Text, primary_key=True),
        Column("deleted", SmallInteger, nullable=False),
        Column("conflicts", Integer, nullable=False),
        *(Column(field.name, field.codec.column) for field in fields),
        *indexes,
        sqlite_with_rowid=False,
    )


class _Shapes(Mapping[str, Shape]):
    """Makes each shape when it is first asked for; a page asks for a few of them."""

    def __init__(self) -> None:
        self._kinds = {kind.kind: kind for kind in KINDS}
        self._made: dict[str, Shape] = {}
        self._turn = Lock()

    def __getitem__(self, kind: str) -> Shape:
        made = self._made.get(kind)
        return self._make(kind) if made is None else made

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    def _make(self, kind: str) -> Shape:
        with self._turn:  # the window and its lane may ask at once
            if kind not in self._made:
                self._made[kind] = Shape(self._kinds[kind])
            return self._made[kind]


SHAPES: Final[Mapping[str, Shape]] = _Shapes()
"""The shape of each kind, by its word in the ledger."""


def derived_tables() -> list[Table]:
    """Return every derived table, in an order in which they can be made."""
    for kind in SHAPES:
        SHAPES[kind]
    return derived.sorted_tables


def shape_of(record: type[Record]) -> Shape:
    """Return the shape of a kind of record."""
    return SHAPES[record.kind]


def shown_with(record: RecordT, values: Mapping[str, Value]) -> RecordT:
    """Return a record with some of the ledger's values in place of its own."""
    shape = SHAPES[record.kind]
    changed: RecordT = shape.from_wire(record.id, {**shape.wire(record), **values})
    return changed


def is_coded(record: type[Record]) -> bool:
    """Say whether people refer to such records by a code."""
    return issubclass(record, CodedRecord)


@cache
def fingerprint() -> str:
    """Return what changes when the derived tables must be rebuilt; compile nothing."""
    words = [str(LAYOUT), json.dumps(dict(SEARCHED)), *sorted(_INDEXED)]
    words += [f"{kind!s} {codec.column.__name__}" for kind, codec in CODECS.items()]
    for record in KINDS:
        words += [record.kind, *(f"{f.name} {f.type}" for f in fields(record))]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()
