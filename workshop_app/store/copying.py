"""Copying a store as it is: a file through SQLite, a ledger from table to table."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

import sqlcipher3.dbapi2 as driver
from sqlalchemy import insert, select

from workshop_app.store.connecting import connect_file
from workshop_app.store.errors import StoreDamagedError, StoreForbiddenError
from workshop_app.store.sentences import sqlite_sentence
from workshop_app.store.statement import Statement
from workshop_app.store.tables import (
    blob,
    commits,
    device,
    erased,
    imported,
    local,
    op,
    pending,
    quarantine,
    seal,
    waiting_seal,
)

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.store.engine import Link
    from workshop_app.store.keys import StoreKey

_COPIES: Final = (
    insert(device),
    insert(commits),
    insert(op),
    insert(seal),
    insert(blob),
    insert(pending),
    insert(quarantine),
    insert(waiting_seal),
    insert(imported),
    insert(erased),
    insert(local),
)
"""What goes along, in an order foreign keys allow; who looked at what stays behind."""

_OF_THE_COPY: Final = frozenset({driver.SQLITE_FULL, driver.SQLITE_READONLY})
"""What can only be said of the file that is written."""

_SAID: Final = {
    "database or disk is full": driver.SQLITE_FULL,
    "attempt to write a readonly database": driver.SQLITE_READONLY,
    "database is locked": driver.SQLITE_BUSY,
    "database disk image is malformed": driver.SQLITE_CORRUPT,
    "disk I/O error": driver.SQLITE_IOERR,
    "file is not a database": driver.SQLITE_NOTADB,
}
"""What SQLite's own sentences (`sqlite3_errstr`) mean."""


def copy_file(source: Path, copy: Path, key: StoreKey | None) -> None:
    """Copy a file that may be in use, through SQLite's own backup.

    The copy has the same key, so that whoever can open the one can open the other,
    and is one file: no journal lies beside it.

    Raises:
        AppError: If the disk is full, the folder closed, or the source damaged.
    """
    try:
        with (
            closing(connect_file(source, key)) as old,
            closing(_begun(copy, key)) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
    except UnicodeDecodeError as error:  # of a complaint about a torn page
        raise StoreDamagedError(str(source)) from error
    except driver.Error as error:
        code = _code(error)
        to_blame = _named(copy) if code & 0xFF in _OF_THE_COPY else str(source)
        sentence = sqlite_sentence(code, to_blame)
        raise sentence or StoreForbiddenError(_named(copy)) from error


def _begun(copy: Path, key: StoreKey | None) -> Any:
    """Open a new file: what goes wrong here is never the source's fault."""
    try:
        return connect_file(copy, key, mode="rwc")
    except driver.Error as error:
        sentence = sqlite_sentence(error.sqlite_errorcode, _named(copy))
        raise sentence or StoreForbiddenError(_named(copy)) from error


def _code(error: driver.Error) -> int:
    """Return the code of an error; the driver's backup gives its sentence only."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return _SAID.get(str(error), driver.SQLITE_ERROR) if code is None else code


def _named(copy: Path) -> str:
    """Return the name the copy will have once it is proved."""
    return str(copy).removesuffix(".part")


def copy_ledger(source: Link, dest: Link) -> None:
    """Copy the ledger from one database to another, as between file and server."""
    for copy in _COPIES:
        table = copy.table
        into = Statement(copy, *(column.name for column in table.columns))
        for rows in source.stream(Statement(select(table)), size=1_000):
            dest.run_many(into, rows)
