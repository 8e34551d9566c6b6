"""Making every derived table again, from the ledger alone.

The ledger is read twice from its beginning to its end, commits and then ops, and never
joined: what is needed of a commit is looked up by its number.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import MetaData, Table, inspect, select
from sqlalchemy.schema import CreateIndex, CreateTable

from workshop_app.ledger.commit import stored_commit
from workshop_app.ledger.fold import aside
from workshop_app.store import erasing, search
from workshop_app.store.asides import all_distrusted
from workshop_app.store.project import (
    ADD_ASIDE,
    ADD_DOUBT,
    ADD_EDGE,
    PUT_LOCAL,
    Projector,
    is_entire,
    is_outdated,
    state_of,
    write_of,
)
from workshop_app.store.records import SHAPES, derived_tables, fingerprint
from workshop_app.store.sentences import readable
from workshop_app.store.statement import Definition, Statement
from workshop_app.store.tables import KNOWN, commits, op
from workshop_app.store.tables import metadata as ledger
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workshop_app.ledger.fold import State
    from workshop_app.store.engine import Link

FLUSH: Final = 2_000
"""Records projected at a time."""

_COMMITS = Statement(
    select(
        commits.c.n,
        commits.c.id,
        commits.c.clk,
        commits.c.depth,
        commits.c.schema,
        commits.c.header,
    )
)
_OPS = Statement(
    select(op.c.rec, op.c.kind, op.c.fields, op.c.over, KNOWN, op.c.c).order_by(
        op.c.rec, op.c.kind, op.c.c
    )
)


@dataclass(frozen=True)
class Heads:
    """What the ops need to know of the commits.

    Attributes:
        said: Id, clock, depth and vocabulary of each, by number.
        old: Those in an older vocabulary.
        edges: Which reverts which, by number.
        gone: Those set aside.
    distrusted: Those of them that are not believed.
    """

    said: Mapping[int, tuple[str, int, int, int]]
    old: set[int] = field(default_factory=set)
    edges: set[tuple[int, int]] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    distrusted: set[int] = field(default_factory=set)


def rebuild(link: Link) -> int:
    """Drop the derived tables and make them again.

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
    tables, indexes = _definitions()
    for table in tables:
        link.script(table.on(link.dialect))
    heads = read_heads(link)
    link.run_many(ADD_EDGE, sorted(heads.edges))
    link.run_many(ADD_ASIDE, [(n,) for n in sorted(heads.gone)])
    link.run_many(ADD_DOUBT, [(n,) for n in sorted(heads.distrusted)])
    erasing.keep_remains(link)
    count = _fill(link, heads)
    for index in indexes:  # filled first, indexed after: faster
        link.script(index.on(link.dialect))
    search.make_index(link)
    link.run(PUT_LOCAL, "derived", fingerprint())
    return count


@cache
def _definitions() -> tuple[list[Definition], list[Definition]]:
    """Return what makes each derived table, and each index."""
    tables = derived_tables()
    indexes = [index for table in tables for index in table.indexes]
    return (
        [Definition(CreateTable(table)) for table in tables],
        [Definition(CreateIndex(index)) for index in indexes],
    )


def _drop_tables(link: Link) -> None:
    """Drop whatever is not the ledger's, also what an older program derived."""
    kept = {*ledger.tables, "alembic_version"}
    for name in inspect(link.connection).get_table_names():
        if name not in kept:
            Table(name, MetaData()).drop(link.connection)


def _fill(link: Link, heads: Heads) -> int:
    """Write the rows of every record; return how many there are."""
    projector = Projector(link, fresh=True)
    whole: dict[str, list[tuple[str, bytes]]] = {}
    joined = {kind: shape.joined for kind, shape in SHAPES.items()}
    old = heads.old
    count = 0
    for rows in _records(link, heads):
        rec, kind, fields, _, payload, n = rows[0]
        once = len(rows) == 1 and is_entire(payload) and n not in old
        if once and fields == joined.get(kind):
            whole.setdefault(kind, []).append((rec, payload))
        else:
            projector.put(kind, rec, _state(rows, heads), known=False)
        count += 1
        if count % FLUSH == 0:
            _flush(projector, whole)
    _flush(projector, whole)
    return count


def _flush(projector: Projector, whole: dict[str, list[tuple[str, bytes]]]) -> None:
    for kind, found in whole.items():
        projector.put_whole(kind, found)
    whole.clear()
    projector.flush()


def states(link: Link, heads: Heads) -> Iterator[tuple[str, str, State]]:
    """Yield kind, id and state of every record."""
    for rows in _records(link, heads):
        yield rows[0][1], rows[0][0], _state(rows, heads)


def _records(link: Link, heads: Heads) -> Iterator[list[Sequence[Any]]]:
    """Yield what was written to each record and still counts."""
    gone = heads.gone
    same: list[Sequence[Any]] = []
    rec = kind = None
    for pack in link.stream(_OPS):
        for row in pack:
            if row[5] in gone:
                continue
            if row[0] == rec and row[1] == kind:
                same.append(row)
                continue
            if same:
                yield same
            rec, kind, same = row[0], row[1], [row]
    if same:
        yield same


def _state(rows: Sequence[Sequence[Any]], heads: Heads) -> State:
    """Fold what was written to one record."""
    with readable():  # pure functions of what is stored
        return state_of(
            rows[0][1], [write_of((*row[:5], *heads.said[row[5]])) for row in rows]
        )


def read_heads(link: Link) -> Heads:
    """Read every commit's header; weigh who is set aside."""
    said: dict[int, tuple[str, int, int, int]] = {}
    reverts: dict[int, list[int]] = {}
    reverting: dict[int, tuple[str, ...]] = {}
    numbers: dict[str, int] = {}
    for pack in link.stream(_COMMITS):
        for n, commit, clock, depth, schema, header in pack:
            said[n] = (commit, clock, depth, schema)
            numbers[commit] = n
            if b',"r":["' in header:  # spelled only there: values are not in headers
                with readable():
                    reverting[n] = stored_commit(bytes(header)).reverts
    for n, targets in reverting.items():
        reverts[n] = [numbers[target] for target in targets]
    wrong = all_distrusted(link)
    return Heads(
        said,
        {n for n, head in said.items() if is_outdated(head[3])},
        {(n, target) for n, targets in reverts.items() for target in targets},
        aside(reverts, wrong),
        wrong,
    )
