"""Ceasing to believe a device, and what that takes away, told before it is done."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from workshop_app.store import asides, history
from workshop_app.store.derived import distrusted
from workshop_app.store.founding import revoke
from workshop_app.store.records import SHAPES
from workshop_app.store.statement import Statement
from workshop_app.store.writing import Transaction
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.ledger.identity import OfficeKey
    from workshop_app.store.engine import Link
    from workshop_app.store.store import Store
    from workshop_app.store.writing import Deed

_DOUBTED = Statement(select(func.count()).select_from(distrusted))


@dataclass(frozen=True, kw_only=True)
class Loss:
    """What a revocation changes.

    Attributes:
        acts: How many commits cease to count.
        conflicts: Open disagreements before and after.
        records: Kind, and how many there are before and after, of each kind that
            becomes more or fewer.
    """

    acts: int
    conflicts: tuple[int, int]
    records: tuple[tuple[str, int, int], ...]


def revoke_device(
    store: Store,
    *,
    office: OfficeKey,
    device: str,
    last_good: str,
    deed: Deed,
    dry_run: bool = False,
) -> Loss:
    """Say that a device is believed up to a commit only, and what that changes.

    Args:
        store: Where.
        office: The office's key.
        device: The public key of the device.
        last_good: The last of its commits that still counts, "" for none.
        deed: What the history says of it.
        dry_run: Only say what it would change.
    """
    with store.database.writing() as link:
        before = _counted(link)
        tx = Transaction(link, store._place(), store.ids, store.now)  # noqa: SLF001 as `Store.write` does
        revoke(tx, office=office, device=device, last_good=last_good)
        done = store._commit(tx, link, deed)  # noqa: SLF001 likewise
        after = _counted(link)
        is_over = asides.is_revoked(link, store.device)
        if dry_run:
            link.undo()
    if not dry_run and done is not None:
        store.own.note(done.number)
        if is_over:
            store.retire_device()
        store.announce(done)
    return _difference(before, after)


Counts = tuple[int, int, dict[str, int]]
"""Commits that are not believed, open disagreements, records of each kind."""


def _counted(link: Link) -> Counts:
    ((doubted,),) = link.rows(_DOUBTED)
    kinds = [kind for kind in SHAPES if kind not in asides.STATEMENTS]
    counts = {kind: int(link.rows(_of_kind(kind))[0][0]) for kind in kinds}
    return int(doubted), history.disputed(link), counts


def _difference(before: Counts, after: Counts) -> Loss:
    return Loss(
        acts=after[0] - before[0],
        conflicts=(before[1], after[1]),
        records=tuple(
            (kind, was, after[2][kind])
            for kind, was in before[2].items()
            if was != after[2][kind]
        ),
    )


@cache
def _of_kind(kind: str) -> Statement:
    table = SHAPES[kind].table
    return Statement(
        select(func.count()).select_from(table).where(table.c.deleted == 0)
    )
