"""What was done, by whom, when and why; and what disagrees."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, select, union

from workshop_app.clock import from_milliseconds
from workshop_app.ledger.commit import Header, stored_commit
from workshop_app.ledger.identity import device_label
from workshop_app.ledger.payload import Argument, Erased, Value, Words, read_deed
from workshop_app.store.changes import WRITES
from workshop_app.store.derived import conflict, erased_by, revert_edge, set_aside
from workshop_app.store.errors import DeedMissingError
from workshop_app.store.project import write_of
from workshop_app.store.records import SHAPES
from workshop_app.store.sentences import readable
from workshop_app.store.statement import Statement
from workshop_app.store.tables import commits, device, op
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.store.engine import Link

_CHUNK: Final = 900
_ASIDE: Final = select(set_aside.c.c).where(set_aside.c.c == commits.c.n).exists()
_COMMITS: Final = select(
    commits.c.deed,
    device.c.key,
    commits.c.id,
    commits.c.clk,
    commits.c.code,
    commits.c.actor,
    commits.c.header,
    commits.c.words,
    commits.c.n,
    _ASIDE.label("aside"),
).join(device, device.c.n == commits.c.dev)
_CONFLICTS: Final = select(
    conflict.c.kind, conflict.c.rec, conflict.c.field, conflict.c.candidates
).order_by(conflict.c.kind, conflict.c.rec, conflict.c.field)
_KINDS = Statement(select(conflict.c.kind).distinct())
_NAMES = Statement(
    select(device.c.key, commits.c.deed)
    .join(device, device.c.n == commits.c.dev)
    .distinct()
)
_ACTORS = Statement(
    select(commits.c.actor)
    .where(commits.c.actor != "")
    .distinct()
    .order_by(commits.c.actor)
)
_WRITER = Statement(
    select(commits.c.actor, commits.c.deed, commits.c.seq, device.c.key)
    .join(device, device.c.n == commits.c.dev)
    .where(commits.c.id == bindparam("i")),
    "i",
)

_WRITINGS = Statement(
    WRITES.join(set_aside, set_aside.c.c == commits.c.n, isouter=True)
    .add_columns(set_aside.c.c)
    .where(op.c.rec == bindparam("r"), op.c.kind == bindparam("k"))
    .order_by(commits.c.depth.desc(), commits.c.id.desc()),
    "r",
    "k",
)


@dataclass(frozen=True)
class DeedRow:
    """One deed, as the history shows it.

    Attributes:
        deed: Its id.
        code: What was done; `services.deeds` puts it into words.
        arguments: What the sentence speaks about.
        reason: Why, as typed; may be empty.
        actor: Id of the person at the keyboard, "" for the founding of the process.
        at: When, as the computer claimed.
        device: The four syllables of the device.
        touched: Kind, id and fields of each record written.
        reverted: Whether it was undone, and not redone.
        reverts: Ids of the deeds it undid.
        commits: Ids of its commits in the ledger.
    """

    deed: str
    code: str
    arguments: Mapping[str, Argument]
    reason: str
    actor: str
    at: datetime
    device: str
    touched: tuple[tuple[str, str, tuple[str, ...]], ...]
    reverted: bool
    reverts: tuple[str, ...]
    commits: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """One of several values that disagree.

    Attributes:
        value: The value; for `_deleted` true is the removal, None what was done
            meanwhile by somebody who did not know of it.
        actor: Id of the person who wrote it.
        at: When, as their computer claimed.
        commit: Id of the commit.
        deed: Id of the deed it belongs to.
        device: The four syllables of the device.
        place: Public key of the device, and how manieth commit of it this is.
        erased: Whether the value was erased by law since; told by `writings` only.
    """

    value: Value
    actor: str
    at: datetime
    commit: str
    deed: str
    device: str
    place: tuple[str, int]
    erased: bool = False


@dataclass(frozen=True)
class ConflictRow:
    """A field of a record that has more than one live value, the shown one first."""

    kind: str
    id: str
    field: str
    claims: tuple[Claim, ...]


def conflicts(link: Link, kinds: Collection[str] = ()) -> tuple[ConflictRow, ...]:
    """Return every field that has more than one live value; or of these kinds only."""
    query = _CONFLICTS.where(conflict.c.kind.in_(kinds)) if kinds else _CONFLICTS
    return tuple(
        ConflictRow(kind, rec, field, tuple(_claims(link, json.loads(told))))
        for kind, rec, field, told in link.select(query)
    )


def disputed(link: Link) -> int:
    """Return how many fields of records that are there have more than one live value.

    What nobody agrees on of a record that everybody removed is no longer asked.
    """
    return sum(link.row(_of_kind(row[0]))[0] for row in link.rows(_KINDS))  # type: ignore[index]


@cache
def _of_kind(kind: str) -> Statement:
    table = SHAPES[kind].table
    there = (
        conflict.c.kind == kind,
        table.c.id == conflict.c.rec,
        table.c.deleted == 0,
    )
    return Statement(select(func.count()).select_from(conflict, table).where(*there))


def deed_names(link: Link) -> frozenset[tuple[str, str]]:
    """Return what every deed is known by everywhere: its device and its id."""
    return frozenset((row[0], row[1]) for row in link.rows(_NAMES))


def actors(link: Link) -> tuple[str, ...]:
    """Return the ids of everybody who did something; the founding is nobody's."""
    return tuple(row[0] for row in link.rows(_ACTORS))


def _claims(link: Link, told: Iterable[Sequence[Any]]) -> Iterator[Claim]:
    for commit, clock, value in told:
        row: Any = link.row(_WRITER, commit)  # what the table names is in the ledger
        actor, deed_id, seq, key = row
        yield Claim(
            value=tuple(value) if isinstance(value, list) else value,
            actor=actor,
            at=from_milliseconds(clock),
            commit=commit,
            deed=deed_id,
            device=_label(key),
            place=(key, int(seq)),
        )


def writings(
    link: Link, kind: str, rec: str, field: str
) -> tuple[tuple[Claim, bool], ...]:
    """Return everything ever written in a field, the latest first, and what counts.

    In the order of the ledger, which is the same on every computer.
    """
    found: list[tuple[Claim, bool]] = []
    for row in link.rows(_WRITINGS, rec, kind):
        with readable():
            write = write_of(row[:-1])
        if field in write.fields:
            values = dict(zip(write.fields, write.values or (), strict=False))
            told = values.get(field)
            gone = write.values is None or isinstance(told, Erased)
            value = None if isinstance(told, Erased) else told
            [claim] = _claims(link, [(write.commit, write.clock, value)])
            found.append((replace(claim, erased=gone), row[-1] is None))
    return tuple(found)


def places(link: Link, wanted: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Return of commits the public key of the device, and how manieth of it each is."""
    found: dict[str, tuple[str, int]] = {}
    for commit in wanted:
        row = link.row(_WRITER, commit)
        if row is not None:
            found[commit] = (row[3], int(row[2]))
    return found


def deed(link: Link, deed_id: str) -> DeedRow:
    """Return one deed.

    Raises:
        DeedMissingError: If it is not on record here.
    """
    found = _rows_of(link, [deed_id])
    if not found:
        raise DeedMissingError(deed_id)
    return _deed_rows(link, found)[0]


def deeds(link: Link, record_id: str | None, limit: int | None) -> tuple[DeedRow, ...]:
    """Return what was done, the latest first; all, or what touched one record.

    In the order it reached this store: what computers claim of the time is shown,
    and decides nothing.
    """
    query = select(commits.c.deed).group_by(commits.c.dev, commits.c.deed)
    if record_id is not None:
        query = query.where(commits.c.n.in_(touching(record_id)))
    query = query.order_by(func.max(commits.c.n).desc())
    wanted = [row[0] for row in link.select(query.limit(limit))]
    return deeds_named(link, wanted)


def deeds_of(link: Link, codes: Collection[str], limit: int) -> tuple[DeedRow, ...]:
    """Return what was done under some codes, the latest to reach this store first."""
    query = select(commits.c.deed).group_by(commits.c.dev, commits.c.deed)
    query = query.where(commits.c.code.in_(codes))
    query = query.order_by(func.max(commits.c.n).desc()).limit(limit)
    return deeds_named(link, [row[0] for row in link.select(query)])


def deeds_named(link: Link, wanted: Sequence[str]) -> tuple[DeedRow, ...]:
    """Return deeds by their ids, in the order asked for."""
    found = _rows_of(link, wanted)
    place = {deed: at for at, deed in enumerate(wanted)}
    return tuple(sorted(_deed_rows(link, found), key=lambda row: place[row.deed]))


def touching(record_id: str) -> Any:
    """Return the commits that wrote a record, took them back, or erased of them."""
    wrote = select(op.c.c).where(op.c.rec == record_id)
    took = select(revert_edge.c.c).where(revert_edge.c.target.in_(wrote))
    again = select(revert_edge.c.c).where(revert_edge.c.target.in_(took))
    lost = select(erased_by.c.c).where(erased_by.c.rec == record_id)
    return union(wrote, took, again, lost)


def _rows_of(link: Link, wanted: Sequence[str]) -> list[Any]:
    found: list[Any] = []
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        found.extend(link.select(_COMMITS.where(commits.c.deed.in_(part))))
    return found


def _deed_rows(link: Link, rows: Iterable[Any]) -> list[DeedRow]:
    groups: dict[tuple[str, str], list[tuple[Any, Header]]] = defaultdict(list)
    with readable():
        for row in sorted(rows, key=lambda row: row.n):
            groups[row.key, row.deed].append((row, stored_commit(bytes(row.header))))
    targets = {t for group in groups.values() for _, h in group for t in h.reverts}
    undone = _deeds_of(link, targets)
    with readable():
        return [_deed_row(group, undone) for group in groups.values()]


def _deed_row(
    group: Sequence[tuple[Any, Header]], undone: Mapping[str, str]
) -> DeedRow:
    first = group[0][0]
    words = Words("", {}) if first.words is None else read_deed(bytes(first.words))
    reverts = (undone.get(target, "") for _, h in group for target in h.reverts)
    return DeedRow(
        deed=first.deed,
        code=first.code,
        arguments=words.arguments,
        reason=words.reason,
        actor=first.actor,
        at=from_milliseconds(first.clk),
        device=_label(first.key),
        touched=tuple((o.kind, o.record, o.fields) for _, h in group for o in h.ops),
        reverted=all(row.aside for row, _ in group),
        reverts=tuple(dict.fromkeys(one for one in reverts if one)),
        commits=tuple(row.id for row, _ in group),
    )


def _deeds_of(link: Link, ids: Collection[str]) -> dict[str, str]:
    wanted = sorted(ids)
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        query = select(commits.c.id, commits.c.deed).where(commits.c.id.in_(part))
        found.update((row[0], row[1]) for row in link.select(query))
    return found


@lru_cache(maxsize=1_000)
def _label(key: str) -> str:
    return device_label(key)
