"""Connections: how each begins, with or without a key, to a file or to a server."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import LRUCache

from workshop_app.store.errors import DriverTooOldError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

    from workshop_app.store.keys import StoreKey

APPLICATION_ID: Final = 0x4B75736B
"""`Kusk`, in the header of every file of ours."""

OLDEST_SQLITE: Final = (3, 51, 3)
"""Before it, two connections can destroy a file (the WAL-reset race)."""

PATIENCE: Final = 5
"""Seconds to wait for somebody else's writing."""

_SETTINGS: Final = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA cache_size = -65536",  # KiB at most, taken as needed
)

_COMPILED: Final[LRUCache[Any, Any]] = LRUCache(1_000)
"""Queries that were compiled, for every file that is opened from now on."""


def is_server(location: str) -> bool:
    """Say whether the location is a database URL rather than a file."""
    return location.startswith(("postgresql://", "postgresql+psycopg://"))


def require_driver() -> None:
    """Refuse a library that can destroy files.

    Raises:
        DriverTooOldError: If it is older than `OLDEST_SQLITE`.
    """
    if driver.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE))
        raise DriverTooOldError(driver.sqlite_version, needed)


def connect_file(path: Path, key: StoreKey | None, *, mode: str = "rw") -> Any:
    """Open a SQLite file with the driver itself, as every connection begins.

    Args:
        path: The file.
        key: Its key, or None for a plain file.
        mode: `rw`, or `rwc` to create it.
    """
    connection = driver.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        uri=True,
        isolation_level=None,  # BEGIN is ours to say
        check_same_thread=False,
        timeout=PATIENCE,
    )
    try:
        if key is not None:
            connection.execute(f'PRAGMA key = "{key.pragma}"')
        for setting in _SETTINGS:
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


def file_engine(connect: Callable[[str], Any], begin: str, setting: str) -> Engine:
    """Return an engine whose transactions begin as told.

    Args:
        connect: Opens the file once more, and runs the setting.
        begin: The words that begin a transaction.
        setting: What each connection is told.
    """
    shared = _of_files()
    engine = Engine(
        QueuePool(lambda: connect(setting), dialect=shared.dialect),
        shared.dialect,
        shared.url,
        execution_options={"compiled_cache": _COMPILED},
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # to the driver itself: Core would spend more on it than SQLite
        link: Any = connection.connection.driver_connection
        link.execute(begin)

    return engine


@cache
def _of_files() -> Engine:
    """Return the engine whose dialect those of all files speak.

    With a dialect of its own, each file would have every query compiled once more.
    """
    engine = create_engine("sqlite://", module=driver)
    engine.connect().close()  # the dialect asks what this SQLite can
    engine.dispose()
    return engine


def server_engine(location: str) -> Engine:
    """Return an engine for the URL of a PostgreSQL database."""
    scheme, rest = location.split("://", 1)
    _ = scheme  # whichever was given, psycopg 3 is what speaks
    return create_engine(f"postgresql+psycopg://{rest}", paramstyle="format")
