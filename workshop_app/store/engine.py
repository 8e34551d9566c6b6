"""The engine: connections whose transactions are ours, and statements compiled once.

One driver, `sqlcipher3`, with or without a key, and PostgreSQL for several
coordinators.  SQLAlchemy Core writes the SQL; what runs a thousand times goes to the
driver's own cursor, because compiling and wrapping cost more than the statement.
"""

from __future__ import annotations

import threading
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sqlcipher3.dbapi2 as driver

from workshop_app.store.connecting import (
    PATIENCE,
    connect_file,
    file_engine,
    is_server,
    require_driver,
    server_engine,
)
from workshop_app.store.errors import (
    StoreDamagedError,
    StoreDiskError,
    StoreForbiddenError,
    StoreGoneError,
)
from workshop_app.store.sentences import is_of_disk, translated
from workshop_app.store.statement import CHUNK, put
from workshop_app.store.whereabouts import Likeness, Seen, Whereabouts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Engine, Select
    from sqlalchemy.sql import Executable

    from workshop_app.store.keys import StoreKey
    from workshop_app.store.statement import Statement

_LOCK: Final = 0x4B75736B61
"""The advisory lock that makes writers on a server take turns."""

_OF_READERS: Final = "PRAGMA query_only = ON; PRAGMA cache_size = -2048"


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

    def select(self, query: Executable, **values: str) -> Sequence[Any]:
        """Return the rows of a query that depends on what is asked."""
        return self.connection.execute(query, values).all()

    def select_among(
        self, query: Select[Any], column: ColumnElement[Any], values: Iterable[Any]
    ) -> Iterator[Any]:
        """Yield the rows where a column is one of many values, in few statements."""
        wanted = list(values)
        for start in range(0, len(wanted), CHUNK):
            part = wanted[start : start + CHUNK]
            yield from self.connection.execute(query.where(column.in_(part))).all()

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
        self._file = None if self.path is None else Whereabouts(self.path)
        self._gate = threading.Lock()
        self._users = 0
        self._left = self._worked = self._doubted = False
        self._turn = threading.Lock()
        self._writing: int | None = None
        if self.is_server:
            self._writer: Engine = server_engine(location)
            self._reader: Engine = server_engine(location).execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        else:
            self._writer = file_engine(
                self._connect, "BEGIN IMMEDIATE", "PRAGMA journal_mode = WAL"
            )
            self._reader = file_engine(self._connect, "BEGIN", _OF_READERS)

    @property
    def is_writing(self) -> bool:
        """Whether somebody of this program is writing at this moment.

        Whoever must not wait asks first; the answer may be old the moment it is given,
        and then they wait for one write.
        """
        return self._turn.locked()

    @property
    def is_replaced(self) -> bool:
        """Whether what is open must be let go, and what the path names taken up.

        Another file lies there, or the disk did not answer: after a stick was out,
        connections that were open never work again.
        """
        if self._file is None:
            return False
        return self._left or self._doubted or self._file.look() is Seen.ANOTHER

    @contextmanager
    def reading(self) -> Iterator[Link]:
        """Look at one snapshot; nothing can be written.

        Of a file that was moved away, what is open goes on being shown.
        """
        with self._used(), self._reader.begin() as connection:
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
            StoreGoneError: If the file is not where it was, at the beginning or at
                the end.
            RuntimeError: If this thread is writing already.
        """
        if self._writing == threading.get_ident():
            message = "a write was begun inside another"
            raise RuntimeError(message)
        with self._turn:
            self._writing = threading.get_ident()
            try:
                with self._used():
                    self._require_here()
                    with self._writer.begin() as connection:
                        yield from self._linked(connection)
                        if connection.in_transaction():  # else it was undone
                            self._require_here()
            finally:
                self._writing = None

    @contextmanager
    def migrating(self) -> Iterator[Link]:
        """Change the ledger's tables: foreign keys are off meanwhile.

        SQLite alters a table by rebuilding it, and cannot turn foreign keys off
        inside a transaction.
        """
        with self._used():
            if self.is_server:
                engine = server_engine(self.location)
            else:
                engine = file_engine(
                    self._connect, "BEGIN IMMEDIATE", "PRAGMA foreign_keys = OFF"
                )
            try:
                with engine.begin() as connection:
                    yield from self._linked(connection)
            finally:
                engine.dispose()

    def close(self) -> None:
        """Let go of every connection."""
        if self._file is None or self._file.look() is Seen.SAME:
            self._let_go(Likeness.UNKNOWN)
        else:
            self._let_go(self._file.likeness())

    def leave(self) -> bool:
        """Let go of a file in whose place lies another; False if that must wait.

        It waits for whoever is reading the old one, and for a copy that is still being
        made.  Nothing can be read or written here afterwards.
        """
        with self._gate:
            if self._file is None or self._users:
                return False
            another = self._file.look() is Seen.ANOTHER
            likeness = self._file.likeness() if another else Likeness.UNKNOWN
            if likeness is Likeness.UNFINISHED:
                return False
            self._left = True
        self._let_go(likeness)
        return True

    def _let_go(self, likeness: Likeness) -> None:
        """Close everything; leave whole what was open, and its path as it must be.

        Args:
            likeness: Of what lies in its place: of an equal copy the journal is part.
        """
        if likeness in {Likeness.DIFFERENT, Likeness.UNKNOWN}:
            self._fold()
        self._reader.dispose()
        self._writer.dispose()
        if self._file is not None:
            self._file.clear(likeness)
            self._file.let_go()

    def _fold(self) -> None:
        """Write the journal into a file that was moved: it stayed where that was.

        SQLite does it when it closes a file, not when somebody moved it before.
        """
        if self._file is None or self._file.look() is Seen.SAME:
            return
        with (
            suppress(driver.Error, StoreGoneError),  # a stick that is out
            closing(self._writer.raw_connection()) as connection,
        ):
            cursor = connection.cursor()
            cursor.execute("PRAGMA busy_timeout = 0")  # readers are not waited for
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")

    @contextmanager
    def _used(self) -> Iterator[None]:
        """Count who looks at the file, and say what the driver complains of."""
        with self._gate:
            if self._left:
                raise StoreGoneError(self.location)
            if self._file is not None:
                self._file.hold()
            self._users += 1
        try:
            with translated(self.location, is_server=self.is_server):
                yield
            self._worked = True
        except (StoreDamagedError, StoreForbiddenError) as error:
            if self._file is not None and self._file.look() is not Seen.SAME:
                raise StoreGoneError(self.location) from error
            if self._worked and is_of_disk(error.__cause__):
                self._doubted = True
                raise StoreDiskError(self.location) from error
            raise
        finally:
            with self._gate:
                self._users -= 1

    def _require_here(self) -> None:
        seen = Seen.SAME if self._file is None else self._file.look()
        if seen is Seen.NOTHING:
            self._fold()
        if seen is not Seen.SAME:
            raise StoreGoneError(self.location)

    def _connect(self, setting: str) -> Any:
        """Open the file once more, if it is still the same."""
        file = self._file
        if file is None or self.path is None or file.look() is not Seen.SAME:
            raise StoreGoneError(self.location)
        connection = connect_file(self.path, self.key)
        connection.executescript(setting)
        file.note_journals()
        return connection

    def _linked(self, connection: Connection) -> Iterator[Link]:
        if self.is_server:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        link = Link(connection, self)
        try:
            yield link
        finally:
            link.close()
