"""The engine: connections whose transactions are ours, and statements compiled once.

One driver, `sqlcipher3`, with or without a key, and PostgreSQL for several
coordinators.  SQLAlchemy Core writes the SQL; what runs a thousand times goes to the
driver's own cursor, because compiling and wrapping cost more than the statement.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import sqlcipher3.dbapi2 as driver
from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from workshop_app.errors import AppError
from workshop_app.store.errors import (
    DriverTooOldError,
    NotAStoreError,
    StoreBusyError,
    StoreDamagedError,
    StoreForbiddenError,
    StoreFullError,
    StoreUnreachableError,
)
from workshop_app.store.statement import put

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Engine
    from sqlalchemy.sql import Executable

    from workshop_app.store.keys import StoreKey
    from workshop_app.store.statement import Statement

APPLICATION_ID: Final = 0x4B75736B
"""`Kusk`, in the header of every file of ours."""

OLDEST_SQLITE: Final = (3, 51, 3)
"""Before it, two connections can destroy a file (the WAL-reset race)."""

PATIENCE: Final = 5
"""Seconds to wait for somebody else's writing."""

_LOCK: Final = 0x4B75736B61
"""The advisory lock that makes writers on a server take turns."""

_TORN: Final = ("no such column", "no such table", "Could not decode")
"""Our statements name what we made, in UTF-8: a file that lacks it was damaged."""

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
_OF_READERS: Final = "PRAGMA query_only = ON; PRAGMA cache_size = -2048"


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


class UnreadableError(Exception):
    """What is stored cannot be what was written; the store is damaged."""


@contextmanager
def readable() -> Iterator[None]:
    """Read stored bytes: whatever goes wrong in the block, they are to blame."""
    try:
        yield
    except Exception as error:
        raise UnreadableError from error


class Link:
    """A connection inside one transaction."""

    def __init__(self, connection: Connection, database: Database) -> None:
        self.connection = connection
        self._database = database
        self._streams = 0
        self.dialect = connection.dialect
        self._cursor: Any = connection.connection.cursor()

    def run(self, statement: Statement, *values: Any) -> None:
        """Run a statement that answers nothing."""
        self._database.statements += 1
        sql, order = statement.on(self.dialect)
        self._cursor.execute(sql, values if order is None else put(values, order))

    def run_many(self, statement: Statement, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement once for each row of values."""
        if not rows:
            return
        self._database.statements += 1
        sql, order = statement.on(self.dialect)
        if order is not None:
            rows = [put(row, order) for row in rows]
        self._cursor.executemany(sql, rows)

    def rows(self, statement: Statement, *values: Any) -> list[tuple[Any, ...]]:
        """Return all rows a statement answers."""
        self.run(statement, *values)
        return self.fetched()

    def row(self, statement: Statement, *values: Any) -> tuple[Any, ...] | None:
        """Return the first row, if any."""
        self.run(statement, *values)
        found: tuple[Any, ...] | None = self._cursor.fetchone()
        return found

    def stream(
        self, statement: Statement, *values: Any, size: int = 5_000
    ) -> Iterator[list[tuple[Any, ...]]]:
        """Yield rows in lists of `size`, on a cursor of their own."""
        self._database.statements += 1
        sql, order = statement.on(self.dialect)
        self._streams += 1
        with_name = {"name": f"s{self._streams}"} if self._database.is_server else {}
        cursor: Any = self.connection.connection.cursor(**with_name)
        try:
            cursor.execute(sql, values if order is None else put(values, order))
            while rows := list(cursor.fetchmany(size)):
                yield rows
        finally:
            with suppress(driver.Error):  # the file may be gone already
                cursor.close()

    def select(self, query: Executable) -> Sequence[Any]:
        """Return the rows of a query that depends on what is asked."""
        return self.connection.execute(query).all()

    def script(self, sql: str) -> None:
        """Run words of the dialect itself, for what Core cannot say."""
        self._cursor.execute(sql)

    def fetched(self) -> list[tuple[Any, ...]]:
        """Return what the last words answered."""
        return list(self._cursor.fetchall())

    def undo(self) -> None:
        """Take back what this transaction did; it ends here."""
        self.connection.rollback()

    def close(self) -> None:
        """Let go of the cursor."""
        self._cursor.close()


class Database:
    """A file or a server: one writer at a time, readers beside it."""

    def __init__(self, location: str, key: StoreKey | None = None) -> None:
        require_driver()
        self.location = location
        self.key = key
        self.is_server = is_server(location)
        self.path = None if self.is_server else Path(location)
        self.statements = 0  # run so far, for tests that count them
        self._turn = threading.Lock()
        self._writing: int | None = None
        if self.is_server:
            self._writer: Engine = _server_engine(location)
            self._reader: Engine = _server_engine(location).execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        else:
            self._writer = _file_engine(
                Path(location),
                key,
                begin="BEGIN IMMEDIATE",
                setting="PRAGMA journal_mode = WAL",
            )
            self._reader = _file_engine(
                Path(location), key, begin="BEGIN", setting=_OF_READERS
            )

    @property
    def is_writing(self) -> bool:
        """Whether somebody of this program is writing at this moment.

        Whoever must not wait asks first; the answer may be old the moment it is given,
        and then they wait for one write.
        """
        return self._turn.locked()

    @contextmanager
    def reading(self) -> Iterator[Link]:
        """Look at one snapshot; nothing can be written."""
        with self.translated(), self._reader.begin() as connection:
            link = Link(connection, self)
            try:
                yield link
            finally:
                link.close()

    @contextmanager
    def writing(self) -> Iterator[Link]:
        """Write alone: durable on leaving, nothing changed on any exception.

        Raises:
            StoreBusyError: If another program has been writing for too long.
            RuntimeError: If this thread is writing already.
        """
        if self._writing == threading.get_ident():
            message = "a write was begun inside another"
            raise RuntimeError(message)
        with self._turn:
            self._writing = threading.get_ident()
            try:
                with self.translated(), self._writer.begin() as connection:
                    yield from self._linked(connection)
            finally:
                self._writing = None

    @contextmanager
    def migrating(self) -> Iterator[Link]:
        """Change the ledger's tables: foreign keys are off meanwhile.

        SQLite alters a table by rebuilding it, and cannot turn foreign keys off
        inside a transaction.
        """
        with self.translated():
            if self.is_server:
                engine = _server_engine(self.location)
            else:
                engine = _file_engine(
                    Path(self.location),
                    self.key,
                    begin="BEGIN IMMEDIATE",
                    setting="PRAGMA foreign_keys = OFF",
                )
            try:
                with engine.begin() as connection:
                    yield from self._linked(connection)
            finally:
                engine.dispose()

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn the driver's complaints into sentences."""
        try:
            yield
        except DBAPIError as error:
            raise self._sentence(error.orig) from error
        except driver.Error as error:
            raise self._sentence(error) from error
        except UnreadableError as error:
            raise StoreDamagedError(self.location) from error
        except UnicodeDecodeError as error:
            if not _is_of_driver(error):
                raise
            raise StoreDamagedError(self.location) from error
        except Exception as error:
            if type(error).__module__.startswith("psycopg"):
                raise self._sentence(error) from error
            raise

    def close(self) -> None:
        """Let go of every connection."""
        self._reader.dispose()
        self._writer.dispose()

    def _linked(self, connection: Connection) -> Iterator[Link]:
        if self.is_server:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        link = Link(connection, self)
        try:
            yield link
        finally:
            link.close()

    def _sentence(self, error: BaseException | None) -> BaseException:
        said = self._of_server(error) if self.is_server else self._of_file(error)
        return said or error or AppError("")

    def _of_file(self, error: BaseException | None) -> AppError | None:
        if str(error).startswith(_TORN):
            return StoreDamagedError(self.location)
        code = getattr(error, "sqlite_errorcode", 0)
        return sqlite_sentence(code, self.location)

    def _of_server(self, error: BaseException | None) -> AppError | None:
        state = getattr(error, "sqlstate", None)
        if state == "55P03":  # lock_not_available
            return StoreBusyError(self.location)
        if state == "53100":  # disk_full
            return StoreFullError(self.location)
        if state is None or state[:2] in {"08", "28", "3D", "57"}:
            return StoreUnreachableError(self.location)
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
    return str(name).startswith((__name__, "sqlalchemy."))


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


def _file_engine(
    path: Path, key: StoreKey | None, *, begin: str, setting: str = ""
) -> Engine:
    def connect() -> Any:
        connection = connect_file(path, key)
        connection.executescript(setting)
        return connection

    engine = create_engine(
        "sqlite://", module=driver, creator=connect, poolclass=QueuePool
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # to the driver itself: Core would spend more on it than SQLite
        link: Any = connection.connection.driver_connection
        link.execute(begin)

    return engine


def _server_engine(location: str) -> Engine:
    scheme, rest = location.split("://", 1)
    _ = scheme  # whichever was given, psycopg 3 is what speaks
    return create_engine(f"postgresql+psycopg://{rest}", paramstyle="format")
