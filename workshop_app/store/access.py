"""The log of who looked at lists of people, printed them or took them out.

DS 016-2024-JUS, art. 46.3, asks for it.  It is not part of the ledger: it says what was
read, not what was done, and stays on the store where it happened.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from workshop_app.store.statement import Statement
from workshop_app.store.tables import access_log
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.store.store import Store

_LAST = Statement(select(func.max(access_log.c.n)))
_ADD = Statement(insert(access_log), *(column.name for column in access_log.columns))
_ALL = Statement(select(access_log).order_by(access_log.c.n.desc()))


@dataclass(frozen=True)
class Access:
    """One look at personal data.

    Attributes:
        at: When.
        person: Id of whoever was at the keyboard.
        action: What they did, as a code: view, print, export.
        subject: Of what, as a code or the code of a session; never a name.
        count: How many people it showed.
    """

    at: datetime
    person: str
    action: str
    subject: str
    count: int


def note(store: Store, action: str, subject: str, count: int) -> None:
    """Write down that the person at the keyboard saw personal data."""
    at = store.now().isoformat()
    with store.database.writing() as link:
        last = link.row(_LAST)
        number = (last[0] if last and last[0] else 0) + 1
        link.run(_ADD, number, at, store.operator, action, subject, count)


def noted(store: Store) -> tuple[Access, ...]:
    """Return every look at personal data, the latest first."""
    with store.database.reading() as link:
        rows = link.rows(_ALL)
    return tuple(
        Access(datetime.fromisoformat(at), person, action, subject, count)
        for _, at, person, action, subject, count in rows
    )
