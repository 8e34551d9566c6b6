"""Setting commits aside and bringing them back: undo, redo, undoing an import.

Reverting a deed sets its commits aside; if they reverted others, those come back, and
so on down the graph.  Only the commits named and their reverters are looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from workshop_app.ledger.commit import DELETED, Header, stored_commit
from workshop_app.ledger.fold import Write, fold
from workshop_app.store.asides import keys_of, reweighed
from workshop_app.store.derived import set_aside
from workshop_app.store.errors import (
    ChangedSinceError,
    DeedMissingError,
    DeedRevertedError,
    FileMissingError,
    FoundingFileError,
)
from workshop_app.store.project import Key, put_aside, writes_of_many
from workshop_app.store.sentences import readable
from workshop_app.store.statement import Statement
from workshop_app.store.tables import commits, local, op
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.store.engine import Link

_FIRST = select(commits.c.dev).where(commits.c.deed == bindparam("d"))
_DEED = Statement(
    select(commits.c.n, commits.c.id, commits.c.depth)
    .where(commits.c.deed == bindparam("d"))
    .where(commits.c.dev == _FIRST.order_by(commits.c.n).limit(1).scalar_subquery())
    .order_by(commits.c.depth, commits.c.id),
    "d",
)
_BROUGHT = Statement(
    select(commits.c.n, commits.c.id, commits.c.depth)
    .where(commits.c.via == bindparam("v"))
    .order_by(commits.c.depth, commits.c.id),
    "v",
)
_FOUNDED_BY = Statement(
    select(commits.c.n)
    .join(op, op.c.c == commits.c.n)
    .join(local, local.c.value == op.c.rec)
    .where(
        local.c.key == "process",
        op.c.kind == "process",
        commits.c.via == bindparam("v"),
        commits.c.actor == "",
    )
    .limit(1),
    "v",
)
_COMMIT = Statement(
    select(commits.c.id, commits.c.header).where(commits.c.n == bindparam("c")), "c"
)
_IS_ASIDE = Statement(select(set_aside.c.c).where(set_aside.c.c == bindparam("m")), "m")


@dataclass(frozen=True)
class Turned:
    """What reverting does to the ledger.

    Attributes:
        targets: Number in this store and depth of each commit to revert, by id.
        touched: The records whose state changes.
    """

    targets: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    touched: tuple[Key, ...] = ()


def turn(link: Link, deed: str, before: Turned) -> Turned:
    """Set the commits of a deed aside, as far as this transaction is concerned.

    Args:
        link: The transaction.
        deed: The deed to take back.
        before: What this transaction has taken back already.

    Raises:
        DeedMissingError: If it is not on record here.
        DeedRevertedError: If it was undone already.
        ChangedSinceError: If somebody built on it since.
    """
    named = link.rows(_DEED, deed)
    if not named:
        raise DeedMissingError(deed)
    numbers = [row[0] for row in named]
    if all(link.row(_IS_ASIDE, n) is not None for n in numbers):
        raise DeedRevertedError(deed)
    verdicts = reweighed(link, numbers, numbers)
    headers = {n: _header(link, n) for n in verdicts}
    keys = {(op.kind, op.record) for _, h in headers.values() for op in h.ops}
    now = _written(link, keys)
    off = {headers[n][0] for n, is_aside in verdicts.items() if is_aside}
    _require_untouched(now, off)
    put_aside(link, verdicts)
    if not all(verdicts.values()):
        then = _written(link, keys)
        _require_agreement(now, then)
    return Turned(
        {**before.targets, **{commit: (n, depth) for n, commit, depth in named}},
        tuple(dict.fromkeys((*before.touched, *sorted(keys)))),
    )


def take_out(link: Link, via: int) -> Turned:
    """Set aside every commit that came with a file, whatever stands on it by now.

    Raises:
        FileMissingError: If nothing came with it.
        FoundingFileError: If the process itself came with it.
    """
    named = link.rows(_BROUGHT, via)
    if not named:
        raise FileMissingError(via)
    if link.row(_FOUNDED_BY, via) is not None:
        raise FoundingFileError
    return _turned(link, named)


def bring_back(link: Link, deed: str) -> Turned:
    """Set a deed aside that took a file out: all is as if it had never been.

    Raises:
        DeedMissingError: If it is not on record here.
        DeedRevertedError: If the file is back already.
    """
    named = link.rows(_DEED, deed)
    if not named:
        raise DeedMissingError(deed)
    if all(link.row(_IS_ASIDE, row[0]) is not None for row in named):
        raise DeedRevertedError(deed)
    return _turned(link, named)


def _turned(link: Link, named: Sequence[tuple[Any, ...]]) -> Turned:
    numbers = [row[0] for row in named]
    verdicts = reweighed(link, numbers, numbers)
    put_aside(link, verdicts)
    targets = {commit: (n, depth) for n, commit, depth in named}
    return Turned(targets, tuple(sorted(keys_of(link, verdicts))))


def _header(link: Link, n: int) -> tuple[str, Header]:
    row: Any = link.row(_COMMIT, n)
    with readable():
        return row[0], stored_commit(bytes(row[1]))


def _written(link: Link, keys: Collection[Key]) -> dict[Key, list[Write]]:
    return {key: found.writes for key, found in writes_of_many(link, keys).items()}


def _require_untouched(now: Mapping[Key, Sequence[Write]], off: set[str]) -> None:
    """Refuse if a commit that stays replaces what one that goes has written."""
    for (kind, rec), writes in now.items():
        gone = {write.commit: set(write.fields) for write in writes}
        for write in writes:
            if write.commit in off:
                continue
            for commit in off.intersection(write.supersedes):
                fields = _replaced(write, gone.get(commit, set()))
                if fields:
                    raise ChangedSinceError(kind, rec, min(fields))


def _replaced(write: Write, fields: Collection[str]) -> set[str]:
    if DELETED in write.fields:
        return {DELETED}
    return set(fields).intersection(write.fields)


def _require_agreement(
    now: Mapping[Key, Sequence[Write]], then: Mapping[Key, Sequence[Write]]
) -> None:
    """Refuse if what comes back meets what somebody wrote in its absence."""
    for (kind, rec), writes in then.items():
        before, after = fold(now[kind, rec]), fold(writes)
        fresh = after.conflicts.keys() - before.conflicts.keys()
        if fresh:
            raise ChangedSinceError(kind, rec, min(fresh))
        if after.life_conflict and not before.life_conflict:
            raise ChangedSinceError(kind, rec, DELETED)
