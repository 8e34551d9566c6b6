"""The projector: from the ledger's writes to the derived tables.

Interactive deeds, undo and rebuilding take this one path, `writes → fold → rows`, and
nothing else writes the derived tables.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import bindparam, delete, insert, select

from workshop_app.ledger.fold import State, Write, fold
from workshop_app.ledger.payload import ERASED, Known, is_rest, stored_payload
from workshop_app.ledger.upcast import UPCASTERS
from workshop_app.store import search
from workshop_app.store.agreeing import agreed
from workshop_app.store.derived import (
    conflict,
    dirty,
    distrusted,
    erased_by,
    remains,
    revert_edge,
    search_entry,
    set_aside,
)
from workshop_app.store.records import GONE, SHAPES, Shape
from workshop_app.store.sentences import readable
from workshop_app.store.statement import CHUNK, Statement, Upsert
from workshop_app.store.tables import WRITTEN, blob, commits, local, op

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from workshop_app.store.engine import Link

Key = tuple[str, str]
"""Kind and id of a record."""

FLUSH: Final = 2_000
"""Records projected at a time by a rebuild."""

_LIVE: Final = ~select(set_aside.c.c).where(set_aside.c.c == op.c.c).exists()
_WRITES: Final = (
    select(
        *WRITTEN,
    )
    .join(commits, commits.c.n == op.c.c)
    .where(_LIVE)
)
_ONE = Statement(
    _WRITES.where(op.c.rec == bindparam("rec"), op.c.kind == bindparam("kind")),
    "rec",
    "kind",
)
_ADD_CONFLICT = Statement(insert(conflict), "kind", "rec", "field", "candidates")
_DROP_CONFLICT = Statement(
    delete(conflict).where(
        conflict.c.kind == bindparam("k"), conflict.c.rec == bindparam("r")
    ),
    "k",
    "r",
)
_PUT_ENTRY = Upsert(search_entry, "kind", "rec")
ADD_BLOB = Statement(insert(blob), "sha256", "content")
_ADD_ENTRY = Statement(insert(search_entry), "kind", "rec", "title", "folded")
_DROP_ENTRY = Statement(
    delete(search_entry).where(
        search_entry.c.rec == bindparam("r"), search_entry.c.kind == bindparam("k")
    ),
    "k",
    "r",
)
ADD_EDGE = Statement(insert(revert_edge), "c", "target")
ADD_ASIDE = Statement(insert(set_aside), "c")
_DROP_ASIDE = Statement(delete(set_aside).where(set_aside.c.c == bindparam("c")), "c")
ADD_DOUBT = Statement(insert(distrusted), "c")
DROP_DOUBT = Statement(delete(distrusted).where(distrusted.c.c == bindparam("n")), "n")
MARK = Statement(insert(dirty), "rec", "kind")
UNMARK = Statement(
    delete(dirty).where(dirty.c.rec == bindparam("r"), dirty.c.kind == bindparam("k")),
    "r",
    "k",
)
CLEAN = Statement(delete(dirty))
PUT_REST = Upsert(remains, "rec", "kind", "c")
DROP_REST = Statement(
    delete(remains).where(
        remains.c.rec == bindparam("r"),
        remains.c.kind == bindparam("k"),
        remains.c.c == bindparam("m"),
    ),
    "r",
    "k",
    "m",
)
ADD_ORDER = Statement(insert(erased_by), "rec", "c")
DROP_ORDER = Statement(
    delete(erased_by).where(
        erased_by.c.rec == bindparam("r"), erased_by.c.c == bindparam("m")
    ),
    "r",
    "m",
)
PUT_LOCAL = Upsert(local, "key")


class Writes(NamedTuple):
    """What was written to one record by commits that are not set aside.

    Attributes:
        writes: The writes, in any order.
        depths: The depth of each of their commits, by id.
    """

    writes: list[Write]
    depths: dict[str, int]


@cache
def _put(kind: str) -> Statement:
    return Upsert(SHAPES[kind].table, "id")


@cache
def _add(kind: str) -> Statement:
    table = SHAPES[kind].table
    return Statement(insert(table), *(column.name for column in table.columns))


@cache
def _drop(kind: str) -> Statement:
    table = SHAPES[kind].table
    return Statement(delete(table).where(table.c.id == bindparam("rec")), "rec")


@cache
def field_names(joined: str) -> tuple[str, ...]:
    """Return the fields an op wrote; the same few lists come again and again."""
    return tuple(joined.split(","))


class Projector:
    """Collects the rows of touched records and writes them together.

    Args:
        link: Where to write.
        fresh: The tables are empty, as when rebuilding.
    """

    def __init__(self, link: Link, *, fresh: bool = False) -> None:
        self._link = link
        self._fresh = fresh
        self._rows: dict[str, list[Sequence[Any]]] = {kind: [] for kind in SHAPES}
        self._gone: list[Key] = []
        self._touched: list[Key] = []
        self._conflicts: list[tuple[str, ...]] = []
        self._entries: list[tuple[str, ...]] = []
        self._unsearchable: list[Key] = []

    def put(self, kind: str, record_id: str, state: State, *, known: bool) -> None:
        """Take in what the fold says of a record.

        Args:
            kind: Kind of the record; one this program does not know is passed over.
            record_id: Its id.
            state: What it is now.
            known: Whether it has rows already.
        """
        shape = SHAPES.get(kind)
        if shape is None:
            return
        if not state.exists:
            self._gone.append((kind, record_id))
            return
        self._rows[kind].append(shape.row(record_id, state))
        if known:
            self._touched.append((kind, record_id))
        if state.conflicts or state.life_conflict:
            self._conflicts.extend(conflict_rows(kind, record_id, state))
        if shape.searched:
            self._note(shape, record_id, state, known=known)

    def put_whole(self, kind: str, found: Sequence[tuple[str, bytes]]) -> None:
        """Take in new records of a kind that were written once and whole.

        Most are, and then their values are their state: the fold would say the same.

        Args:
            kind: Kind of the records.
            found: Id of each, and the payload that holds its values.
        """
        shape = SHAPES[kind]
        with readable():  # pure functions of what is stored
            rows = shape.whole_rows(found)
            self._rows[kind].extend(rows)
            if shape.searched:
                self._entries.extend(search.entries(shape, rows))

    def _note(self, shape: Shape, record_id: str, state: State, *, known: bool) -> None:
        if not state.deleted:
            self._entries.append(search.entry_of(shape, record_id, state))
        elif known:
            self._unsearchable.append((shape.kind, record_id))

    def flush(self) -> None:
        """Write everything taken in so far."""
        link = self._link
        link.run_many(_DROP_CONFLICT, [*self._touched, *self._gone])
        link.run_many(_DROP_ENTRY, [*self._unsearchable, *self._gone])
        for kind, record_id in self._gone:
            link.run(_drop(kind), record_id)
        for kind, rows in self._rows.items():
            link.run_many(_add(kind) if self._fresh else _put(kind), rows)
            rows.clear()
        link.run_many(_ADD_CONFLICT, self._conflicts)
        link.run_many(_ADD_ENTRY if self._fresh else _PUT_ENTRY, self._entries)
        for pile in (self._touched, self._gone, self._conflicts):
            pile.clear()
        self._entries.clear()
        self._unsearchable.clear()


def conflict_rows(kind: str, rec: str, state: State) -> Iterator[tuple[str, ...]]:
    """Yield a row for each field of a record that has more than one live value."""
    fields = dict(state.conflicts)
    if state.life_conflict:
        fields["_deleted"] = state.life_conflict
    for field, candidates in fields.items():
        told = [
            [one.commit, one.clock, None if one.value is ERASED else one.value]
            for one in candidates
        ]
        yield kind, rec, field, json.dumps(told, ensure_ascii=False)


def writes_of_one(link: Link, kind: str, rec: str) -> Writes:
    """Return what was written to a record and still counts."""
    rows = link.rows(_ONE, rec, kind)
    with readable():
        return Writes([write_of(row) for row in rows], {row[5]: row[7] for row in rows})


def writes_of_many(link: Link, keys: Collection[Key]) -> dict[Key, Writes]:
    """Return the same for many records, in few statements."""
    found = {key: Writes([], {}) for key in keys}
    ids = sorted({rec for _, rec in keys})
    for start in range(0, len(ids), CHUNK):
        query = _WRITES.where(op.c.rec.in_(ids[start : start + CHUNK]))
        for row in link.select(query):
            key = (row[1], row[0])
            if key in found:
                writes, depths = found[key]
                with readable():
                    writes.append(write_of(row))
                depths[row[5]] = row[7]
    return found


def is_entire(payload: bytes | None) -> bool:
    """Say whether a payload is here, with all that was in it."""
    return payload is not None and not is_rest(payload)


def is_outdated(schema: int) -> bool:
    """Say whether what was written in a vocabulary needs putting in today's words."""
    return schema < UPCASTERS.newest


def write_of(row: Sequence[Any]) -> Write:
    """Return the write of a row: an op with what is needed of its commit."""
    _, kind, joined, over, payload, commit, clock, _, schema = row
    fields = field_names(joined)
    values: tuple[Known, ...] | None
    values = None if payload is None else stored_payload(payload)
    if is_outdated(schema):
        known = (ERASED,) * len(fields) if values is None else values
        fields, values = UPCASTERS.upcast(kind, schema, fields, known)
    return Write(commit, clock, fields, values, over.split(",") if over else ())


def put_aside(link: Link, verdicts: Mapping[int, bool]) -> None:
    """Set commits aside (True) or bring them back (False)."""
    for n, is_aside in verdicts.items():
        link.run(ADD_ASIDE if is_aside else _DROP_ASIDE, n)


def state_of(kind: str, writes: Sequence[Write]) -> State:
    """Fold the writes of a record, its erased values into what is shown for them."""
    state = agreed(kind, fold(writes))
    if ERASED not in state.values.values():
        return state
    shown: dict[str, Known] = {
        k: None if v is ERASED else v for k, v in state.values.items()
    }
    shape = SHAPES.get(kind)
    if shape is not None:
        shown |= {
            name: GONE
            for name in shape.needed_texts
            if state.values.get(name) is ERASED
        }
    return State(shown, state.live, state.conflicts, state.deleted, state.life_conflict)
