"""What the ledger tells of each computer, and of what came in and may not count."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from workshop_app.clock import from_milliseconds
from workshop_app.store.derived import distrusted
from workshop_app.store.parking import waiting
from workshop_app.store.statement import Statement
from workshop_app.store.tables import commits, device, pending, quarantine
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_app.store.store import Store

_CHAINS = Statement(
    select(
        device.c.key,
        func.count(),
        func.max(commits.c.seq),
        func.max(commits.c.clk),
        func.count(distrusted.c.c),
    )
    .join(commits, commits.c.dev == device.c.n)
    .outerjoin(distrusted, distrusted.c.c == commits.c.n)
    .group_by(device.c.key)
)
_WRITERS = Statement(
    select(device.c.key, commits.c.actor, func.max(commits.c.seq))
    .join(commits, commits.c.dev == device.c.n)
    .group_by(device.c.key, commits.c.actor)
)
_REFUSED = Statement(
    select(quarantine.c.reason, quarantine.c.via, func.count())
    .group_by(quarantine.c.reason, quarantine.c.via)
    .order_by(quarantine.c.via, quarantine.c.reason)
)

_WAITING = Statement(select(pending.c.via, func.count()).group_by(pending.c.via))
_DOUBTED = Statement(
    select(commits.c.via, device.c.key, func.count())
    .join(distrusted, distrusted.c.c == commits.c.n)
    .join(device, device.c.n == commits.c.dev)
    .where(commits.c.via.is_not(None))
    .group_by(commits.c.via, device.c.key)
)


@dataclass(frozen=True, kw_only=True)
class Chain:
    """What a computer wrote that is here.

    Attributes:
        commits: How many there are.
        uncounted: How many of them the office does not believe.
        last: When the last was written, as that computer claimed.
        forked: Whether two of them have one place: the file was copied or put back.
    """

    commits: int
    uncounted: int
    last: datetime
    forked: bool


def chains(store: Store) -> dict[str, Chain]:
    """Return what each computer wrote, by its public key."""
    with store.database.reading() as link:
        return {
            key: Chain(
                commits=count,
                uncounted=doubted,
                last=from_milliseconds(clock),
                forked=count > last,
            )
            for key, count, last, clock, doubted in link.rows(_CHAINS)
        }


def writers(store: Store) -> dict[str, str]:
    """Return who was at each computer last, by its public key: ids of people."""
    with store.database.reading() as link:
        ordered = sorted(link.rows(_WRITERS), key=lambda row: (row[2], row[1]))
    return {key: actor for key, actor, _ in ordered}


def awaited(store: Store) -> Mapping[str, int]:
    """Return the commits that are waited for, and how many wait for each."""
    with store.database.reading() as link:
        return Counter(one for lacks in waiting(link).values() for one in lacks)


def refused(store: Store) -> tuple[tuple[str, int, int], ...]:
    """Return which rule was broken, the number of the file, and by how many commits."""
    with store.database.reading() as link:
        return tuple((why, via, count) for why, via, count in link.rows(_REFUSED))


def doubted(store: Store) -> tuple[tuple[int, str, int], ...]:
    """Return of each file and computer how many commits are not believed now."""
    with store.database.reading() as link:
        return tuple((via, key, count) for via, key, count in link.rows(_DOUBTED))


def waiting_by_file(store: Store) -> Mapping[int, int]:
    """Return how many commits that first came with each file wait now."""
    with store.database.reading() as link:
        return dict(link.rows(_WAITING))
