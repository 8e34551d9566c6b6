"""Everything one deed may read and change: it all happens, or none of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import bindparam, select

from workshop_app.domain.records import CodedRecord, Record
from workshop_app.ledger.commit import DELETED
from workshop_app.ledger.deed import Change
from workshop_app.ledger.fold import NOTHING, State, Write, fold
from workshop_app.ledger.payload import Argument, Value
from workshop_app.store import revert
from workshop_app.store.codes import Counters, matching
from workshop_app.store.errors import ChangedSinceError, RecordMissingError
from workshop_app.store.project import (
    ADD_BLOB,
    Key,
    Writes,
    writes_of_many,
    writes_of_one,
)
from workshop_app.store.reading import Place, Reader, Seen
from workshop_app.store.records import SHAPES, shape_of
from workshop_app.store.revert import Turned
from workshop_app.store.sentences import readable
from workshop_app.store.statement import Statement
from workshop_app.store.tables import blob

if TYPE_CHECKING:
    from datetime import datetime

    from workshop_app.ids import IdSource
    from workshop_app.store.engine import Link

R = TypeVar("R", bound=Record)
C = TypeVar("C", bound=CodedRecord)

_NONE: Final[Mapping[str, Argument]] = MappingProxyType({})
_HAS_BLOB = Statement(select(blob.c.sha256).where(blob.c.sha256 == bindparam("h")), "h")


@dataclass(frozen=True)
class Deed:
    """What somebody does: a code, what its sentence speaks about, and why.

    Attributes:
        code: A `DeedCode`; put into words only when shown, in the reader's language.
        arguments: Names and numbers for that sentence; they can be erased by law.
        reason: Why, as typed.
    """

    code: str
    arguments: Mapping[str, Argument] = field(default_factory=lambda: _NONE)
    reason: str = ""


@dataclass(slots=True)
class Entry:
    """What a transaction knows of one record.

    Attributes:
        writes: What was written to it before and still counts.
        state: What the fold makes of that.
        depths: The depth of each of those commits, by id.
        changes: What this transaction writes.
        shown: The record as this transaction would read it; None if there is none.
    """

    writes: list[Write]
    state: State
    depths: Mapping[str, int]
    changes: dict[str, Value]
    shown: Record | None

    @property
    def change(self) -> Collection[str]:
        """The commits this transaction's change replaces."""
        if self.changes.get(DELETED) is True:
            return self.state.seen()
        live = self.state.live
        return {one for name in self.changes for one in live.get(name, ())}


class Transaction(Reader):
    """Reads and changes; reading sees what was changed so far."""

    def __init__(
        self, link: Link, place: Place, ids: IdSource, clock: Callable[[], datetime]
    ) -> None:
        super().__init__(link, place)
        self._ids = ids
        self._clock = clock
        self._entries: dict[Key, Entry] = {}
        self._fresh: set[str] = set()
        self._counters = Counters(link, place.label)
        self._turned = Turned()

    def now(self) -> datetime:
        """Return the present moment."""
        return self._clock()

    def new_id(self) -> str:
        """Return an id for a new record."""
        made = self._ids.new_id()
        self._fresh.add(made)
        return made

    def next_code(self, record: type[CodedRecord]) -> str:
        """Return the next code of a kind, such as `P-tumikalo-17`."""
        return self.next_codes(record, 1)[0]

    def next_codes(self, record: type[CodedRecord], count: int) -> list[str]:
        """Return the next codes of a kind."""
        return self._counters.take(shape_of(record), count)

    def add(self, record: Record) -> None:
        """Put a record on record.

        One whose id is derived may be there already: if it says the same, nothing
        happens; if it differs, it is amended; if it was removed, it comes back.
        """
        self._add(record, self._entry(record.kind, record.id))

    def add_all(self, records: Iterable[Record]) -> None:
        """Put many records on record, with as many statements as for few."""
        found = list(records)
        self._load((one.kind, one.id) for one in found)
        for record in found:
            self._add(record, self._entry(record.kind, record.id))

    def declare(self, record: Record) -> None:
        """Write every field of a record, whatever is on record already.

        For statements: each is signed as a whole, and so must be read as a whole.
        """
        entry = self._entry(record.kind, record.id)
        entry.changes.update(shape_of(type(record)).wire(record))
        if entry.state.deleted:
            entry.changes[DELETED] = None
        entry.shown = record

    def state(self, kind: str, values: Mapping[str, Value], rec: str) -> None:
        """Write the fields of a statement that no class of records stands for."""
        self._entry(kind, rec).changes.update(values)

    def save(self, record: Record, *, seen: Seen | None = None) -> None:
        """Change a record into this: only the fields that differ are written.

        Args:
            record: The record as it shall be.
            seen: What the person had before their eyes (`Reader.seen`).  Then only
                what they changed is written, and nothing behind their back.

        Raises:
            RecordMissingError: If it is not there, or was removed.
            ChangedSinceError: If a field they changed was changed meanwhile.
        """
        entry = self._entry(record.kind, record.id)
        if entry.shown is None:
            raise RecordMissingError(record.kind, record.id)
        wanted = shape_of(type(record)).wire(record)
        if seen is not None:
            wanted = _decided(record, entry, wanted, seen)
        self._write(type(record), record.id, entry, wanted)

    def settle(self, kind: str, rec: str, decided: Mapping[str, Value]) -> None:
        """Write values over all that computers disagree on, whichever is shown."""
        entry = self._entry(kind, rec)
        entry.changes.update(decided)
        entry.shown = SHAPES[kind].from_wire(rec, {**entry.state.values, **decided})

    def remove(self, record: type[Record], id: str) -> None:  # noqa: A002 the word of the records
        """Take a record off the lists; history keeps it.

        Raises:
            RecordMissingError: If it is not there, or was removed.
        """
        entry = self._entry(record.kind, id)
        if entry.shown is None:
            raise RecordMissingError(record.kind, id)
        entry.changes.clear()
        entry.shown = None
        if entry.state.exists and not entry.state.deleted:
            entry.changes[DELETED] = True

    def revert(self, deed_id: str) -> None:
        """Take a deed back: what it wrote is set aside, what it replaced returns.

        This is undo; redo is to revert the undoing; to take an import out is to
        revert the import.  It comes before anything else in a transaction.

        Raises:
            DeedMissingError: If it is not on record here.
            DeedRevertedError: If it was undone already.
            ChangedSinceError: If somebody built on it since.
        """
        if self._entries:
            message = "revert comes first in a transaction"
            raise RuntimeError(message)
        self._turned = revert.turn(self._link, deed_id, self._turned)

    def take_out(self, via: int) -> None:
        """Set aside all that came with a file, whatever stands on it by now.

        It comes before anything else in a transaction.

        Args:
            via: The number of the file among those that came in.

        Raises:
            FileMissingError: If nothing came with it.
            FoundingFileError: If the process itself came with it.
        """
        self._turned = revert.take_out(self._link, via)

    def bring_back(self, deed_id: str) -> None:
        """Bring back a file that a deed took out; it comes before anything else.

        Raises:
            DeedMissingError: If it is not on record here.
            DeedRevertedError: If the file is back already.
        """
        self._turned = revert.bring_back(self._link, deed_id)

    def keep(self, content: bytes) -> str:
        """Keep the content of an attached file once; return its SHA-256."""
        name = hashlib.sha256(content).hexdigest()
        if self._link.row(_HAS_BLOB, name) is None:
            self._link.run(ADD_BLOB, name, content)
        return name

    def find(self, record: type[R], id: str) -> R | None:  # noqa: A002 the word of the records
        """Return a record as this transaction has it, or None."""
        entry = self._entries.get((record.kind, id))
        if entry is None:
            return super().find(record, id)
        return entry.shown if isinstance(entry.shown, record) else None

    def all(self, record: type[R], **equal: object) -> tuple[R, ...]:
        """Return the records as this transaction has them; see `Reader.all`."""
        found = super().all(record, **equal)
        mine = self._mine(record)
        if not mine:
            return found
        shape = shape_of(record)
        kept = [one for one in found if one.id not in mine]
        kept += [one for one in mine.values() if one is not None and _fits(one, equal)]
        return tuple(
            sorted(kept, key=lambda one: tuple(getattr(one, n) for n in shape.order))
        )

    def count(self, record: type[Record], **equal: object) -> int:
        """Return how many records there are; see `Reader.count`."""
        if self._mine(record):
            return len(self.all(record, **equal))
        return super().count(record, **equal)

    def by_code(self, record: type[C], code: str) -> C | None:
        """Return the record people mean by a code; see `Reader.by_code`."""
        if not self._mine(record):
            return super().by_code(record, code)
        exact = self.all(record, code=code)
        if exact:
            return exact[0]
        found = matching(code, ((one.id, one.code) for one in self.all(record)))
        return None if found is None else self.find(record, found)

    def names(self, ids: Collection[str]) -> dict[str, str]:
        """Return people's names by id; see `Reader.names`."""
        found = super().names(ids)
        for (kind, rec), entry in self._entries.items():
            if kind == "person" and rec in ids and entry.shown is not None:
                found[rec] = str(vars(entry.shown)["name"])
        return found

    @property
    def changes(self) -> list[Change]:
        """What the deed does to records, in the order it was asked for."""
        return [
            Change(kind, rec, entry.changes, entry.change)
            for (kind, rec), entry in self._entries.items()
            if entry.changes
        ]

    @property
    def touched(self) -> Mapping[Key, Entry]:
        """The records this transaction changes."""
        return {key: entry for key, entry in self._entries.items() if entry.changes}

    @property
    def turned(self) -> Turned:
        """The commits it sets aside or brings back."""
        return self._turned

    def save_counters(self) -> None:
        """Remember which codes were given."""
        self._counters.save()

    def _mine(self, record: type[R]) -> dict[str, R | None]:
        kind = record.kind
        return {
            rec: entry.shown if isinstance(entry.shown, record) else None
            for (k, rec), entry in self._entries.items()
            if k == kind
        }

    def _add(self, record: Record, entry: Entry) -> None:
        wanted = shape_of(type(record)).wire(record)
        if not entry.state.exists:
            entry.changes.update(wanted)
            entry.shown = record
            return
        if entry.state.deleted:
            entry.changes[DELETED] = None
        else:
            entry.changes.pop(DELETED, None)
        self._write(type(record), record.id, entry, wanted)

    def _write(
        self,
        record: type[Record],
        rec: str,
        entry: Entry,
        wanted: Mapping[str, Value],
    ) -> None:
        """Note the fields that differ from what is on record."""
        shape = shape_of(record)
        known = entry.state.values
        has = shape.wire(shape.from_wire(rec, known)) if known else {}
        for name, value in wanted.items():
            if name in has and has[name] == value:
                entry.changes.pop(name, None)
            else:
                entry.changes[name] = value
        entry.shown = shape.from_wire(rec, {**has, **entry.changes})

    def _entry(self, kind: str, rec: str) -> Entry:
        found = self._entries.get((kind, rec))
        if found is None:
            if rec in self._fresh:
                written = Writes([], {})
            else:
                written = writes_of_one(self._link, kind, rec)
            found = self._take(kind, rec, written)
        return found

    def _load(self, keys: Iterable[Key]) -> None:
        wanted = {
            key
            for key in keys
            if key not in self._entries and key[1] not in self._fresh
        }
        for (kind, rec), written in writes_of_many(self._link, wanted).items():
            self._take(kind, rec, written)

    def _take(self, kind: str, rec: str, written: Writes) -> Entry:
        writes, depths = written
        shown: Any = None
        with readable():
            state = fold(writes) if writes else NOTHING
            if state.exists and not state.deleted and kind in SHAPES:
                shown = SHAPES[kind].from_wire(rec, state.values)
        entry = Entry(writes, state, depths, {}, shown)
        self._entries[kind, rec] = entry
        return entry


def _decided(
    record: Record, entry: Entry, wanted: Mapping[str, Value], seen: Seen
) -> dict[str, Value]:
    """Return what the person decided: the fields they changed from what they saw."""
    decided = {
        name: value
        for name, value in wanted.items()
        if name not in seen.values or seen.values[name] != value
    }
    now = entry.state
    for name, value in decided.items():
        moved = now.live.get(name, ()) != seen.live.get(name, ())
        if moved and now.values.get(name) != value:
            raise ChangedSinceError(record.kind, record.id, name)
    return decided


def _fits(record: Record, equal: Mapping[str, object]) -> bool:
    for name, value in equal.items():
        has = getattr(record, name)
        several = isinstance(value, Collection) and not isinstance(value, str)
        if not (has in value if several else has == value):  # type: ignore[operator]
            return False
    return True
