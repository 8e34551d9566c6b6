"""From a transaction to the ledger: seal, insert, fold, project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, insert, select

from workshop_app.clock import milliseconds
from workshop_app.ledger import deed as ledger_deed
from workshop_app.ledger.deed import Position, SealedDeed, seal_deed
from workshop_app.ledger.fold import State, Write, fold_one
from workshop_app.store import asides
from workshop_app.store.project import (
    ADD_EDGE,
    Key,
    Projector,
    state_of,
    writes_of_many,
)
from workshop_app.store.records import SCHEMA
from workshop_app.store.statement import Statement
from workshop_app.store.tables import commits, device, op, seal
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workshop_app.ids import IdSource
    from workshop_app.ledger.commit import Commit
    from workshop_app.ledger.identity import DeviceKey
    from workshop_app.store.engine import Link
    from workshop_app.store.writing import Deed, Entry, Transaction

_DEVICE = Statement(select(device.c.n).where(device.c.key == bindparam("d")), "d")
_ADD_DEVICE = Statement(insert(device), "n", "key", "own")
_LAST_DEVICE = Statement(select(func.max(device.c.n)))
_TIP = Statement(
    select(commits.c.n, commits.c.seq, commits.c.id, commits.c.clk, commits.c.depth)
    .where(commits.c.dev == bindparam("d"))
    .order_by(commits.c.seq.desc(), commits.c.id)
    .limit(1),
    "d",
)
_LAST = Statement(select(func.max(commits.c.n)))
ADD_COMMIT = Statement(insert(commits), *(column.name for column in commits.columns))
ADD_OP = Statement(insert(op), *(column.name for column in op.columns))
ADD_SEAL = Statement(insert(seal), "c", "signature")
_DROP_SEAL = Statement(delete(seal).where(seal.c.c == bindparam("n")), "n")


@dataclass(frozen=True)
class Committed:
    """A deed that is on disk.

    Attributes:
        deed_id: Its id.
        kinds: Kinds of the records whose state changed.
        ids: Ids of those records.
        number: Place of its last commit in the device's chain.
    """

    deed_id: str
    kinds: frozenset[str]
    ids: frozenset[str]
    number: int


def commit(
    tx: Transaction, link: Link, deed: Deed, key: DeviceKey, ids: IdSource
) -> Committed | None:
    """Write what a transaction did to the ledger; None if it did nothing.

    Args:
        tx: The transaction.
        link: Where it happens.
        deed: What the person did.
        key: The device's.
        ids: Where the deed's id and the salts come from.
    """
    changes, turned = tx.changes, tx.turned
    if not changes and not turned.targets:
        return None
    dev = device_number(link, key.device, own=True)
    tip = link.row(_TIP, dev) or (None, 0, "", 0, 0)
    position = Position(tx.process_id, tip[1], tip[2], tip[3])
    sealed = seal_deed(
        key,
        position,
        ledger_deed.Deed(
            id=ids.new_id(),
            code=str(deed.code),
            actor=tx.operator,
            clock=milliseconds(tx.now()),
            arguments={name: _plain(value) for name, value in deed.arguments.items()},
            reason=deed.reason,
            schema=SCHEMA,
            changes=changes,
            reverts=turned.targets,
        ),
        ids.new_salt,
    )
    numbers = _store(link, tx, sealed, dev=dev, tip=tip)
    if tip[0] is not None:
        link.run(_DROP_SEAL, tip[0])
    link.run(ADD_SEAL, numbers[sealed.commits[-1].id], sealed.seal)
    tx.save_counters()
    touched = _project(link, tx, sealed)
    return Committed(
        sealed.commits[0].header.deed,
        frozenset(kind for kind, _ in touched),
        frozenset(rec for _, rec in touched),
        sealed.position.number,
    )


def device_number(link: Link, public: str, *, own: bool) -> int:
    """Return the number of a device in this store, a new one if need be.

    Args:
        link: Where.
        public: Its public key.
        own: Whether it writes here itself; noted for a new one only.
    """
    row = link.row(_DEVICE, public)
    if row is not None:
        return int(row[0])
    last = link.row(_LAST_DEVICE)
    number = (last[0] if last and last[0] else 0) + 1
    link.run(_ADD_DEVICE, number, public, int(own))
    return int(number)


def chain_length(link: Link, public: str) -> int:
    """Return the place of a device's last commit in its chain, 0 if it has none."""
    row = link.row(_DEVICE, public)
    tip = link.row(_TIP, row[0]) if row is not None else None
    return int(tip[1]) if tip is not None else 0


def commit_row(
    n: int, dev: int, depth: int, one: Commit, via: int | None = None
) -> tuple[object, ...]:
    """Return the row of a commit, in the order of the table's columns."""
    h = one.header
    return (
        n, one.id, dev, h.number, h.previous, h.clock, depth, h.schema, h.deed,
        h.code, h.actor, one.raw, one.words, via,
    )  # fmt: skip


def op_rows(n: int, one: Commit) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a commit's ops."""
    for i, (o, payload) in enumerate(zip(one.header.ops, one.payloads, strict=True)):
        over = ",".join(o.supersedes)
        yield o.record, o.kind, n, i, ",".join(o.fields), over, payload


def _plain(value: str | int) -> str | int:
    """Return a code word or a name as plain text: the ledger knows no enumerations."""
    return str(value) if isinstance(value, str) else value


def _store(
    link: Link,
    tx: Transaction,
    sealed: SealedDeed,
    *,
    dev: int,
    tip: tuple[object, ...],
) -> dict[str, int]:
    """Insert the commits; return their numbers in this store."""
    last = link.row(_LAST)
    n = int(last[0]) if last and last[0] else 0
    depth = int(str(tip[4]))
    touched, turned = tx.touched, tx.turned
    numbers: dict[str, int] = {}
    heads: list[tuple[object, ...]] = []
    ops: list[tuple[object, ...]] = []
    for one in sealed.commits:
        n += 1
        numbers[one.id] = n
        depth = 1 + max(depth, _depth_below(one, touched, turned.targets))
        heads.append(commit_row(n, dev, depth, one))
        ops.extend(op_rows(n, one))
    link.run_many(ADD_COMMIT, heads)
    link.run_many(ADD_OP, ops)
    edges = [
        (numbers[one.id], turned.targets[target][0])
        for one in sealed.commits
        for target in one.header.reverts
    ]
    link.run_many(ADD_EDGE, edges)
    return numbers


def _depth_below(
    one: Commit,
    touched: Mapping[Key, Entry],
    targets: Mapping[str, tuple[int, int]],
) -> int:
    """Return the greatest depth of what a commit replaces or reverts."""
    depths = [targets[target][1] for target in one.header.reverts]
    for o in one.header.ops:
        known = touched[o.kind, o.record].depths
        depths += [known[over] for over in o.supersedes]
    return max(depths, default=0)


def _project(link: Link, tx: Transaction, sealed: SealedDeed) -> set[Key]:
    """Fold every touched record again and write its rows."""
    touched = tx.touched
    projector = Projector(link)
    for one in sealed.commits:
        for o in one.header.ops:
            entry = touched[o.kind, o.record]
            write = Write(
                one.id,
                one.header.clock,
                o.fields,
                tuple(entry.changes.values()),
                o.supersedes,
            )
            state = _state(o.kind, entry, write)
            projector.put(o.kind, o.record, state, known=bool(entry.writes))
    said = {rec for kind, rec in touched if kind in asides.STATEMENTS}
    turned = {*tx.turned.touched, *(asides.believe(link, said) if said else ())}
    again = sorted(turned - touched.keys())
    for (kind, rec), (writes, _) in writes_of_many(link, again).items():
        projector.put(kind, rec, state_of(kind, writes), known=True)
    projector.flush()
    return {*touched, *again}


def _state(kind: str, entry: Entry, write: Write) -> State:
    if entry.writes or write.values is None:
        return state_of(kind, [*entry.writes, write])
    return fold_one(write.commit, write.fields, tuple(entry.changes.values()))
