"""What each computer wrote here, act by act, and where its chain ends."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from workshop_app.clock import from_milliseconds
from workshop_app.store.derived import distrusted
from workshop_app.store.statement import Statement
from workshop_app.store.tables import commits, device
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.store.store import Store

_ACTS = Statement(
    select(
        commits.c.seq,
        commits.c.id,
        commits.c.clk,
        commits.c.code,
        commits.c.deed,
        distrusted.c.c,
    )
    .join(device, device.c.n == commits.c.dev)
    .outerjoin(distrusted, distrusted.c.c == commits.c.n)
    .where(device.c.key == bindparam("k"))
    .order_by(commits.c.seq, commits.c.id),
    "k",
)
_TIP = Statement(
    select(commits.c.id)
    .join(device, device.c.n == commits.c.dev)
    .where(device.c.key == bindparam("k"))
    .order_by(commits.c.seq.desc(), commits.c.id)
    .limit(1),
    "k",
)


@dataclass(frozen=True, kw_only=True)
class Act:
    """A commit of a computer.

    Attributes:
        number: Its place in the chain of that computer; two have one if it forked.
        commit: Its id.
        at: When, as that computer claimed.
        code: What was done.
        deed: Id of the deed.
        believed: Whether the office believes the computer so far.
    """

    number: int
    commit: str
    at: datetime
    code: str
    deed: str
    believed: bool


def acts(store: Store, key: str) -> tuple[Act, ...]:
    """Return everything a computer wrote that is here, by its public key."""
    with store.database.reading() as link:
        return tuple(
            Act(
                number=seq,
                commit=commit,
                at=from_milliseconds(clock),
                code=code,
                deed=deed,
                believed=doubted is None,
            )
            for seq, commit, clock, code, deed, doubted in link.rows(_ACTS, key)
        )


def tip(store: Store, key: str) -> str:
    """Return the last commit of a computer that is here, "" if there is none."""
    with store.database.reading() as link:
        row = link.row(_TIP, key)
    return str(row[0]) if row else ""
