"""What the driver's complaints mean to people."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import sqlcipher3.dbapi2 as driver
from sqlalchemy.exc import DBAPIError

from workshop_app.errors import AppError
from workshop_app.store.errors import (
    NotAStoreError,
    StoreBusyError,
    StoreDamagedError,
    StoreForbiddenError,
    StoreFullError,
    StoreUnreachableError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_TORN: Final = ("no such column", "no such table", "Could not decode")
"""Our statements name what we made, in UTF-8: a file that lacks it was damaged."""

_CALLERS: Final = (
    "workshop_app.store.engine",
    "workshop_app.store.connecting",
    "sqlalchemy.",
)
"""Who calls the driver."""


class UnreadableError(Exception):
    """What is stored cannot be what was written; the store is damaged."""


@contextmanager
def readable() -> Iterator[None]:
    """Read stored bytes: whatever goes wrong in the block, they are to blame."""
    try:
        yield
    except Exception as error:
        raise UnreadableError from error


@contextmanager
def translated(location: str, *, is_server: bool) -> Iterator[None]:
    """Turn the driver's complaints into sentences; what is a bug stays as it is."""
    try:
        yield
    except DBAPIError as error:
        raise _sentence(error.orig, location, is_server=is_server) from error
    except driver.Error as error:
        raise _sentence(error, location, is_server=is_server) from error
    except UnreadableError as error:
        raise StoreDamagedError(location) from error
    except UnicodeDecodeError as error:
        if not _is_of_driver(error):
            raise
        raise StoreDamagedError(location) from error
    except Exception as error:
        if type(error).__module__.startswith("psycopg"):
            raise _sentence(error, location, is_server=is_server) from error
        raise


def sqlite_sentence(code: int, location: str) -> AppError | None:
    """Return what an error code of SQLite means to people; None for a bug."""
    match code & 0xFF:
        case driver.SQLITE_BUSY | driver.SQLITE_LOCKED:
            return StoreBusyError(location)
        case driver.SQLITE_CORRUPT | driver.SQLITE_IOERR:
            return StoreDamagedError(location)
        case driver.SQLITE_NOTADB:
            return NotAStoreError(location)
        case driver.SQLITE_FULL:
            return StoreFullError(location)
        case driver.SQLITE_CANTOPEN | driver.SQLITE_READONLY | driver.SQLITE_PERM:
            return StoreForbiddenError(location)
    return None


def is_of_disk(error: BaseException | None) -> bool:
    """Say whether the disk refused to read or write: nothing is said of the content."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", 0)
    return bool(code & 0xFF == driver.SQLITE_IOERR)


def _sentence(
    error: BaseException | None, location: str, *, is_server: bool
) -> BaseException:
    said = _of_server(error, location) if is_server else _of_file(error, location)
    return said or error or AppError("")


def _of_file(error: BaseException | None, location: str) -> AppError | None:
    if str(error).startswith(_TORN):
        return StoreDamagedError(location)
    return sqlite_sentence(getattr(error, "sqlite_errorcode", 0), location)


def _of_server(error: BaseException | None, location: str) -> AppError | None:
    state = getattr(error, "sqlstate", None)
    if state == "55P03":  # lock_not_available
        return StoreBusyError(location)
    if state == "53100":  # disk_full
        return StoreFullError(location)
    if state is None or state[:2] in {"08", "28", "3D", "57"}:
        return StoreUnreachableError(location)
    return None


def _is_of_driver(error: UnicodeDecodeError) -> bool:
    """Say whether the driver was decoding a text, even one of its own complaints.

    It is compiled, so that the last line of Python is the one that called it: ours, or
    SQLAlchemy's.  Whoever reads and writes a store may decode texts of their own.
    """
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    name = trace.tb_frame.f_globals.get("__name__", "") if trace is not None else ""
    return str(name).startswith(_CALLERS)
