"""Letting nothing of what was erased lie in free pages, the index or the journal."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final

import sqlcipher3.dbapi2 as driver
from sqlalchemy import bindparam, select

from workshop_app.store import search
from workshop_app.store.connecting import connect_file
from workshop_app.store.project import PUT_LOCAL
from workshop_app.store.statement import Statement
from workshop_app.store.tables import local

if TYPE_CHECKING:
    from workshop_app.store.engine import Database, Link

UNSCRUBBED: Final = "unscrubbed"
"""Where a store notes that what was erased may still lie where nobody looks."""

_PATIENCE: Final = 100
"""Milliseconds to wait for others: it can be done another time."""

_LOCAL = Statement(select(local.c.value).where(local.c.key == bindparam("k")), "k")


def leave_to_scrub(link: Link) -> None:
    """Note that something was erased in this transaction."""
    link.run(PUT_LOCAL, UNSCRUBBED, "1")


def scrub(database: Database) -> bool:
    """Clean up after what was erased, if anything was.

    Whoever reads or writes at the same moment comes first; then it is done when the
    store is opened next.  A server's free rows are its own to clean (`VACUUM`).

    Returns:
        Whether nothing is left to do.
    """
    with database.reading() as link:
        row = link.row(_LOCAL, UNSCRUBBED)
    if row is None or not row[0]:
        return True
    done = database.path is None or _is_vacuumed(database)
    if done:
        with database.writing() as link:
            link.run(PUT_LOCAL, UNSCRUBBED, "")
    return done


def _is_vacuumed(database: Database) -> bool:
    with database.writing() as link:
        search.remake_index(link)
    assert database.path is not None  # noqa: S101 asked before
    try:
        with closing(connect_file(database.path, database.key)) as connection:
            connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
            connection.execute("VACUUM")
            answer = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except driver.OperationalError:  # somebody is at it, or the disk is full
        return False
    return not answer[0]
