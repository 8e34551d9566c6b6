"""The projector: from the ledger's writes to the derived tables.

Interactive deeds, undo and rebuilding take this one path, `writes → fold → rows`, and
nothing else writes the derived tables.
"""

from __future__ import annotations

import gc
import json
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import MetaData, Table, bindparam, delete, insert, inspect, select
from sqlalchemy.schema import CreateTable

from workshop_app.ledger.commit import stored_commit
from workshop_app.ledger.fold import State, Write, aside, fold
from workshop_app.ledger.payload import ERASED, Known, stored_payload
from workshop_app.ledger.upcast import UPCASTERS
from workshop_app.store import search
from workshop_app.store.engine import UnreadableError, readable
from workshop_app.store.records import (
    SHAPES,
    Shape,
    conflict,
    derived,
    fingerprint,
    revert_edge,
    search_entry,
    set_aside,
)
from workshop_app.store.statement import Statement, Upsert
from workshop_app.store.tables import blob, commits, local, op
from workshop_app.store.tables import metadata as ledger

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from workshop_app.store.engine import Link

Key = tuple[str, str]
"""Kind and id of a record."""

FLUSH: Final = 2_000
"""Records projected at a time by a rebuild."""

CHUNK: Final = 900
"""Values of one IN list; both databases take as many."""

_LIVE: Final = ~select(set_aside.c.c).where(set_aside.c.c == op.c.c).exists()
_WRITES: Final = (
    select(
        op.c.rec,
        op.c.kind,
        op.c.fields,
        op.c.over,
        op.c.payload,
        commits.c.id,
        commits.c.clk,
        commits.c.depth,
        commits.c.schema,
    )
    .join(commits, commits.c.n == op.c.c)
    .where(_LIVE)
)
_ONE = Statement(
    _WRITES.where(op.c.rec == bindparam("rec"), op.c.kind == bindparam("kind")),
    "rec",
    "kind",
)
_ALL = Statement(_WRITES.order_by(op.c.rec, op.c.kind, op.c.c))
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
_HEADERS = Statement(select(commits.c.n, commits.c.id, commits.c.header))
ADD_EDGE = Statement(insert(revert_edge), "c", "target")
_ADD_ASIDE = Statement(insert(set_aside), "c")
_DROP_ASIDE = Statement(delete(set_aside).where(set_aside.c.c == bindparam("c")), "c")
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
        self._rows: dict[str, list[tuple[Any, ...]]] = {kind: [] for kind in SHAPES}
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

    def put_whole(self, rows: Sequence[Sequence[Any]]) -> bool:
        """Take in a record that was written once and whole; say if this is one.

        Most are, and then their values are their state: the fold would say the same.
        """
        if len(rows) > 1:
            return False
        rec, kind, joined, _, payload, _, _, _, schema = rows[0]
        shape = SHAPES.get(kind)
        if (
            shape is None
            or joined != shape.joined
            or payload is None
            or schema != UPCASTERS.newest
        ):
            return False
        try:
            values = stored_payload(payload)
            self._rows[kind].append(shape.whole_row(rec, values))
        except Exception as error:  # pure functions of what is stored
            raise UnreadableError from error
        if shape.searched:
            self._entries.append(search.entry(kind, rec, shape.texts(values)))
        return True

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
        return Writes([_write(row) for row in rows], {row[5]: row[7] for row in rows})


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
                    writes.append(_write(row))
                depths[row[5]] = row[7]
    return found


def _write(row: Sequence[Any]) -> Write:
    _, kind, joined, over, payload, commit, clock, _, schema = row
    fields = field_names(joined)
    values: tuple[Known, ...] | None
    values = None if payload is None else stored_payload(payload)
    if schema < UPCASTERS.newest:
        known = (ERASED,) * len(fields) if values is None else values
        fields, values = UPCASTERS.upcast(kind, schema, fields, known)
    return Write(commit, clock, fields, values, over.split(",") if over else ())


def put_aside(link: Link, verdicts: Mapping[int, bool]) -> None:
    """Set commits aside (True) or bring them back (False)."""
    for n, is_aside in verdicts.items():
        link.run(_ADD_ASIDE if is_aside else _DROP_ASIDE, n)


def rebuild(link: Link) -> int:
    """Drop the derived tables and make them again from the ledger alone.

    Returns:
        How many records there are.
    """
    with uncollected():
        return _rebuild(link)


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the garbage wait: among a million small tuples, looking for it costs half."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _rebuild(link: Link) -> int:
    search.drop_index(link)
    _drop_tables(link)
    for table in derived.sorted_tables:
        link.connection.execute(CreateTable(table))
    edges, gone = weighed_reverts(link)
    link.run_many(ADD_EDGE, sorted(edges))
    link.run_many(_ADD_ASIDE, [(n,) for n in sorted(gone)])
    projector = Projector(link, fresh=True)
    count = 0
    for (rec, kind), rows in _grouped(link):
        if not projector.put_whole(rows):
            projector.put(kind, rec, _state(rows), known=False)
        count += 1
        if count % FLUSH == 0:
            projector.flush()
    projector.flush()
    for table in derived.sorted_tables:  # filled first, indexed after: faster
        for index in table.indexes:
            index.create(link.connection)
    search.make_index(link)
    link.run(PUT_LOCAL, "derived", fingerprint())
    return count


def _drop_tables(link: Link) -> None:
    """Drop whatever is not the ledger's, also what an older program derived."""
    kept = {*ledger.tables, "alembic_version"}
    for name in inspect(link.connection).get_table_names():
        if name not in kept:
            Table(name, MetaData()).drop(link.connection)


def states(link: Link) -> Iterator[tuple[str, str, State]]:
    """Yield kind, id and state of every record, from the ledger alone."""
    for (rec, kind), rows in _grouped(link):
        yield kind, rec, _state(rows)


def _grouped(link: Link) -> Iterator[tuple[Key, list[Sequence[Any]]]]:
    """Yield id and kind of every record with what was written to it."""
    rows = (row for pack in link.stream(_ALL) for row in pack)
    for key, group in groupby(rows, key=itemgetter(0, 1)):
        yield key, list(group)


def weighed_reverts(link: Link) -> tuple[set[tuple[int, int]], set[int]]:
    """Return who reverts whom, and who is set aside, from the headers alone."""
    reverts: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, int] = {}
    for pack in link.stream(_HEADERS):
        for n, commit, header in pack:
            numbers[commit] = n
            if b',"r":["' in header:  # spelled only there: values are not in headers
                with readable():
                    reverts[commit] = stored_commit(bytes(header)).reverts
    edges = {
        (numbers[commit], numbers[target])
        for commit, targets in reverts.items()
        for target in targets
    }
    return edges, {numbers[commit] for commit in aside(reverts)}


def _state(rows: Sequence[Sequence[Any]]) -> State:
    """Fold the rows of one record."""
    try:
        return state_of([_write(row) for row in rows])
    except Exception as error:  # pure functions of what is stored
        raise UnreadableError from error


def state_of(writes: Sequence[Write]) -> State:
    """Fold the writes of a record into what can be shown: an erased value is None."""
    state = fold(writes)
    if ERASED not in state.values.values():
        return state
    shown: dict[str, Known] = {
        k: None if v is ERASED else v for k, v in state.values.items()
    }
    return State(shown, state.live, state.conflicts, state.deleted, state.life_conflict)
