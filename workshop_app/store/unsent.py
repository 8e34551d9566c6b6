"""What is being typed and was not yet given: it survives a crash, never the deed.

The window keeps it as keys are pressed; Enter or leaving the field makes the deed, and
forgets it.  It is not part of the ledger and leaves no trace there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select

from workshop_app.store.statement import Statement, Upsert
from workshop_app.store.tables import unsent as table

if TYPE_CHECKING:
    from workshop_app.store.store import Store

_PUT = Upsert(table, "place")
_ALL = Statement(select(table.c.place, table.c.content).order_by(table.c.place))
_DROP = Statement(delete(table).where(table.c.place == bindparam("p")), "p")


def keep_unsent(store: Store, place: str, content: str) -> None:
    """Keep what stands in a field; `place` names the field, as the window likes."""
    with store.database.writing() as link:
        link.run(_PUT, place, content, store.now().isoformat())


def unsent(store: Store) -> dict[str, str]:
    """Return what was typed and never given, by place."""
    with store.database.reading() as link:
        return {str(row[0]): str(row[1]) for row in link.rows(_ALL)}


def forget_unsent(store: Store, place: str) -> None:
    """Forget what stood in a field, because it was given or thrown away."""
    with store.database.writing() as link:
        link.run(_DROP, place)
