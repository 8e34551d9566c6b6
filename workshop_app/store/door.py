"""Opening and making files and databases: what is there, and which key it needs."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlcipher3.dbapi2 as driver
from sqlalchemy import select

from workshop_app.store import migrate, travelling
from workshop_app.store.connecting import (
    APPLICATION_ID,
    connect_file,
    is_server,
    require_driver,
)
from workshop_app.store.engine import Database
from workshop_app.store.errors import (
    Lock,
    NotAStoreError,
    StoreAddressError,
    StoreDamagedError,
    StoreExistsError,
    StoreForbiddenError,
    StoreLockedError,
    StoreMissingError,
    StoreSwappedError,
)
from workshop_app.store.keys import Keeper, StoreKey
from workshop_app.store.sentences import sqlite_sentence
from workshop_app.store.statement import Statement
from workshop_app.store.tables import local
from workshop_app.store.whereabouts import beginning
from workshop_app.store.wrapping import SALT, WrongPassphraseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_app.ids import IdSource

_PROCESS: Final = Statement(select(local.c.value).where(local.c.key == "process"))
_MAGIC: Final = b"SQLite format 3\0"
_HEAD: Final = 72
_ID_AT: Final = 68
_PAGE: Final = 4096
_SNIFFED: Final = 1 << 16
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
"""One letter before the colon is a disk of Windows."""

JOURNALS: Final = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file while it is open."""


@contextmanager
def opened(
    location: str,
    keeper: Keeper,
    passphrase: str | None = None,
    *,
    process: str | None = None,
) -> Iterator[Database]:
    """Open what is there, its ledger's tables up to date; close it if anything fails.

    Args:
        location: A file, or the URL of a PostgreSQL database.
        keeper: What this computer keeps.
        passphrase: For a protected file whose key is not in the keyring.
        process: Id of the only process that will do.

    Raises:
        StoreSwappedError: If it is another process; it was not touched.
        StoreAddressError, StoreMissingError, NotAStoreError, StoreForbiddenError,
        StoreLockedError, StoreDamagedError, StoreTooNewError, StoreUnreachableError:
            As they say.
    """
    _require_known(location)
    key = None if is_server(location) else key_of(Path(location), keeper, passphrase)
    database = Database(location, key)
    try:
        if process is not None:
            _require_process(database, process)
        migrate.to_head(database)
        yield database
    except NotAStoreError as error:
        database.close()
        if is_server(location):
            raise
        raise StoreDamagedError(location) from error  # it had our mark, or our key
    except BaseException:
        database.close()
        raise


@contextmanager
def made(
    location: str,
    keeper: Keeper,
    ids: IdSource,
    *,
    plain: bool,
    passphrase: str | None,
) -> Iterator[Database]:
    """Make a file or fill an empty database; leave nothing behind if anything fails.

    Raises:
        StoreAddressError: If it is of another kind of database.
        StoreExistsError: If something is there.
        StoreForbiddenError: If the folder cannot be written.
    """
    _require_known(location)
    if is_server(location):
        with _made_on_server(location) as server:
            yield server
        return
    path = Path(location)
    if path.exists() or path.is_symlink():
        raise StoreExistsError(location)
    key = None if plain else StoreKey(ids.new_key(), ids.new_key()[:SALT])
    database: Database | None = None
    try:
        if key is not None:
            keeper.keep(key.name, key.raw, passphrase=passphrase)
        make_file(path, key)
        database = Database(location, key)
        migrate.to_head(database)
        yield database
    except BaseException:
        if database is not None:
            database.close()
        remove_file(path)
        if key is not None:
            with suppress(OSError):  # what stopped us may keep us from this too
                keeper.forget(key.name)
        raise


def _require_process(database: Database, process: str) -> None:
    with database.reading() as link:
        if link.row(_PROCESS) != (process,):
            raise StoreSwappedError(database.location)


def _require_known(location: str) -> None:
    if not is_server(location) and _ADDRESS.match(location):
        raise StoreAddressError(location)


@contextmanager
def _made_on_server(location: str) -> Iterator[Database]:
    database = Database(location)
    try:
        _require_empty(database)
        migrate.to_head(database)
        yield database
    except BaseException:
        database.close()
        raise


def _require_empty(database: Database) -> None:
    if migrate.current(database) is not None:
        raise StoreExistsError(database.location)


def make_file(path: Path, key: StoreKey | None) -> None:
    """Make an empty file with our mark in its header.

    Raises:
        StoreForbiddenError: If the folder is not there or cannot be written.
    """
    require_driver()
    try:
        connection = connect_file(path, key, mode="rwc")
        try:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()
    except driver.Error as error:
        sentence = sqlite_sentence(error.sqlite_errorcode, str(path))
        raise sentence or StoreForbiddenError(str(path)) from error


def remove_file(path: Path) -> None:
    """Remove a file with its journals."""
    for name in (path, *(path.with_name(path.name + end) for end in JOURNALS)):
        with suppress(OSError):
            name.unlink()


def key_of(path: Path, keeper: Keeper, passphrase: str | None) -> StoreKey | None:
    """Return the key a file needs, None if it is plain; never opens a foreign file.

    Raises:
        StoreMissingError, NotAStoreError, StoreForbiddenError, StoreDamagedError:
            As they say.
        StoreLockedError: If the key is neither on this computer nor beside the file,
            or is wrapped with another passphrase, or none was given.
    """
    head = _beginning(path)
    if head.startswith(_MAGIC):
        mark = int.from_bytes(head[_ID_AT:_HEAD], "big")
        if mark != APPLICATION_ID:
            raise NotAStoreError(str(path))
        return None
    salt = head[:SALT]
    try:
        raw = _raw_key(path, salt.hex(), keeper, passphrase)
    except WrongPassphraseError as error:
        kind = Lock.WRONG if passphrase is not None else Lock.CLOSED
        raise StoreLockedError(str(path), kind) from error
    if raw is not None:
        return StoreKey(raw, salt)
    if _looks_plain(path, head):
        raise StoreDamagedError(str(path))
    if path.stat().st_size % _PAGE or not _looks_random(head):
        raise NotAStoreError(str(path))
    raise StoreLockedError(str(path), Lock.KEYLESS)


def _raw_key(
    path: Path, name: str, keeper: Keeper, passphrase: str | None
) -> bytes | None:
    """Look on this computer, then beside the file: the passphrase may be of either."""
    wrapping = travelling.found_beside(path, name)
    try:
        raw = keeper.find(name, passphrase=passphrase)
    except WrongPassphraseError:
        if wrapping in {None, keeper.wrapping(name)}:
            raise
        raw = None
    return keeper.open_wrapping(name, wrapping, passphrase) if raw is None else raw


def travels(path: Path) -> bool:
    """Say whether a file opens on another computer: it is plain, or its key is beside.

    Raises:
        StoreMissingError, NotAStoreError, StoreForbiddenError, StoreDamagedError:
            As they say.
    """
    head = _beginning(path)
    name = head[:SALT].hex()
    return head.startswith(_MAGIC) or travelling.found_beside(path, name) is not None


def damaged_key_of(
    path: Path, keeper: Keeper, passphrase: str | None
) -> StoreKey | None:
    """Return the key of a file whose beginning may be damaged."""
    try:
        return key_of(path, keeper, passphrase)
    except StoreDamagedError:
        return None


def _beginning(path: Path) -> bytes:
    if not path.exists():
        raise StoreMissingError(str(path))
    if not path.is_file():
        raise NotAStoreError(str(path))
    if not os.access(path, os.R_OK | os.W_OK):
        raise StoreForbiddenError(str(path))
    try:
        head = beginning(path, _PAGE)
    except OSError as error:
        raise StoreForbiddenError(str(path)) from error
    if len(head) < _PAGE:
        if head.startswith(_MAGIC) and head[_ID_AT:_HEAD] == _mark():
            raise StoreDamagedError(str(path))
        raise NotAStoreError(str(path))
    return head


def _mark() -> bytes:
    return APPLICATION_ID.to_bytes(4, "big")


def _looks_plain(path: Path, head: bytes) -> bool:
    """Say whether this is a plain store of ours whose header was overwritten."""
    if head[_ID_AT:_HEAD] == _mark():
        return True
    return b"CREATE TABLE commits" in beginning(path, _SNIFFED)


def _looks_random(head: bytes) -> bool:
    """Say whether the first page can be ciphertext: no byte value is common there."""
    most = max(head.count(value) for value in set(head))
    return most < len(head) // 32
