"""Folding again the records that something came in for, and saying what that did.

Many files in one go mark records *dirty* and fold each once, at the end; a store that
was closed meanwhile does it when it opens.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import bindparam, select, update

from workshop_app.store.derived import conflict, dirty, set_aside
from workshop_app.store.project import (
    CLEAN,
    FLUSH,
    MARK,
    PUT_LOCAL,
    UNMARK,
    Projector,
    is_entire,
    is_outdated,
    state_of,
    write_of,
)
from workshop_app.store.records import SHAPES
from workshop_app.store.sentences import readable
from workshop_app.store.statement import Statement
from workshop_app.store.tables import WRITTEN, commits, imported, local, op

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from workshop_app.ledger.fold import State
    from workshop_app.store.engine import Link
    from workshop_app.store.project import Key

_ROWS: Final = (
    select(
        *WRITTEN,
        commits.c.dev,
        commits.c.via,
        set_aside.c.c,
    )
    .join(commits, commits.c.n == op.c.c)
    .outerjoin(set_aside, set_aside.c.c == op.c.c)
)
_DEPTH, _DEV, _VIA, _ASIDE = 7, 9, 10, 11
_DISPUTED: Final = select(conflict.c.kind, conflict.c.rec, conflict.c.field)
_DIRTY = Statement(
    select(dirty.c.kind, dirty.c.rec).order_by(dirty.c.rec, dirty.c.kind)
)
_MANY: Final = 10_000
_REPORTS = Statement(
    select(imported.c.n, imported.c.report).where(imported.c.n >= bindparam("f")), "f"
)
_PUT_REPORT = Statement(
    update(imported)
    .values(report=bindparam("r"))
    .where(imported.c.n == bindparam("m")),
    "r",
    "m",
)
_LOCAL = Statement(select(local.c.value).where(local.c.key == bindparam("k")), "k")
UNFOLDED: Final = "unfolded"
"""Where a store notes the first file of which records are marked."""


class Effects(NamedTuple):
    """What files did to records, by the number of the file.

    Attributes:
        conflicts: Fields that have more than one live value since.
        foreign: Records made on one computer that another one changed.
    """

    conflicts: Counter[int]
    foreign: Counter[int]


def refold(link: Link, keys: Collection[Key], files: Collection[int] = ()) -> Effects:
    """Fold records again and write their rows.

    Args:
        link: The transaction.
        keys: The records.
        files: Numbers of the files whose effects are to be counted.
    """
    wanted = sorted(keys, key=lambda key: (key[1], key[0]))
    starts = range(0, len(wanted), FLUSH)
    return _refolded(link, (wanted[at : at + FLUSH] for at in starts), files)


def mark(link: Link, keys: Iterable[Key], file: int) -> None:
    """Note that records are to be folded later, when more files have come in."""
    rows = sorted((rec, kind) for kind, rec in keys)
    link.run_many(UNMARK, rows)
    link.run_many(MARK, rows)
    if is_done(link):
        link.run(PUT_LOCAL, UNFOLDED, str(file))


def is_done(link: Link) -> bool:
    """Say whether no record is marked."""
    return not _first(link)


def fold_marked(link: Link) -> set[Key]:
    """Fold every marked record, and complete the reports of the files.

    Returns:
        The records, as far as whoever listens looks them up one by one: of very many
        the sessions, and enough of the others to see that they are very many.
    """
    first = _first(link)
    reports = dict(link.rows(_REPORTS, first)) if first else {}
    touched: set[Key] = set()
    effects = _refolded(link, _marked(link, touched), reports)
    for number, report in reports.items():
        told = json.loads(report)
        told["conflicts"] = effects.conflicts[number]
        told["foreign"] = effects.foreign[number]
        link.run(_PUT_REPORT, json.dumps(told), number)
    link.run(CLEAN)
    link.run(PUT_LOCAL, UNFOLDED, "")
    return touched


def _marked(link: Link, touched: set[Key]) -> Iterator[list[Key]]:
    """Yield what is marked, some at a time: a million of them need no memory."""
    for pack in link.stream(_DIRTY, size=FLUSH):
        keys = [(kind, rec) for kind, rec in pack]
        told = keys if len(touched) < _MANY else [k for k in keys if k[0] == "session"]
        touched.update(told)
        yield keys


def _refolded(
    link: Link, parts: Iterable[list[Key]], files: Collection[int]
) -> Effects:
    effects = Effects(Counter(), Counter())
    projector = Projector(link)
    for part in parts:
        _refold(link, projector, part, frozenset(files), effects)
        projector.flush()
    return effects


def _first(link: Link) -> int:
    """Return the number of the first file of which records are marked, 0 if none."""
    row = link.row(_LOCAL, UNFOLDED)
    return int(row[0]) if row and row[0] else 0


def _refold(
    link: Link,
    projector: Projector,
    keys: Sequence[Key],
    files: frozenset[int],
    effects: Effects,
) -> None:
    recs = sorted({rec for _, rec in keys})
    rows: defaultdict[Key, list[Any]] = defaultdict(list)
    for row in link.select_among(_ROWS, op.c.rec, recs):
        rows[row[1], row[0]].append(row)
    before = {tuple(row) for row in link.select_among(_DISPUTED, conflict.c.rec, recs)}
    whole: defaultdict[str, list[tuple[str, bytes]]] = defaultdict(list)
    for kind, rec in keys:
        found = rows[kind, rec]
        if _is_whole(found):
            whole[kind].append((rec, found[0][4]))
            continue
        with readable():
            live = [write_of(row[:_DEV]) for row in found if row[_ASIDE] is None]
            state = state_of(kind, live)
        projector.put(kind, rec, state, known=True)
        _count(effects, (kind, rec), state, found, before, files)
    for kind, several in whole.items():
        projector.put_whole(kind, several)


def _is_whole(rows: Sequence[Any]) -> bool:
    """Say whether a record was only ever written once, and whole: most were."""
    if len(rows) != 1:
        return False
    _, kind, fields, _, payload, _, _, _, schema, _, _, gone = rows[0]
    shape = SHAPES.get(kind)
    return (
        shape is not None
        and gone is None
        and is_entire(payload)
        and fields == shape.joined
        and not is_outdated(schema)
    )


def _count(
    effects: Effects,
    key: Key,
    state: State,
    rows: Sequence[Any],
    before: Collection[tuple[str, ...]],
    files: frozenset[int],
) -> None:
    """Count what files did to one record."""
    brought = {row[5]: row[_VIA] for row in rows}
    disputes = dict(state.conflicts)
    if state.life_conflict:
        disputes["_deleted"] = state.life_conflict
    for field, candidates in disputes.items():
        vias = {brought[one.commit] for one in candidates} & files
        if vias and (*key, field) not in before:
            effects.conflicts[max(vias)] += 1
    if len(rows) > 1 and files:
        made = min(rows, key=lambda row: (row[_DEPTH], row[5]))[_DEV]
        changed = {
            row[_VIA] for row in rows if row[_DEV] != made and row[_ASIDE] is None
        }
        effects.foreign.update(changed & files)
