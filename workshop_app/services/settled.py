"""What was settled: by whom, why, and whether it still stands."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from workshop_app.services.deeds import DeedCode, deed_title
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.store import Reader

MOST: Final = 500
"""The latest ones that are listed; older ones stand in the history."""

_SETTLING: Final = (DeedCode.SETTLE, DeedCode.SETTLE_ALIKE)


@dataclass(frozen=True, kw_only=True)
class SettledDeed:
    """One deed by which something was settled.

    Attributes:
        deed: Its id; undoing it opens the matter again.
        words: What was settled.
        name: Who did it; "" for somebody who is not on record here.
        touched: Id of the first record it wrote.
        undone: Whether it was taken back.
    """

    deed: str
    words: str
    name: str
    at: datetime
    device: str
    reason: str
    touched: str
    undone: bool


def settled(reader: Reader) -> tuple[SettledDeed, ...]:
    """Return what was settled, the latest first."""
    rows = reader.deeds_of(_SETTLING, limit=MOST)
    names = reader.names({row.actor for row in rows})
    return tuple(
        SettledDeed(
            deed=row.deed,
            words=deed_title(row.code, row.arguments),
            name=names.get(row.actor, ""),
            at=row.at,
            device=row.device,
            reason=row.reason,
            touched=row.touched[0][1],
            undone=row.reverted,
        )
        for row in rows
    )
