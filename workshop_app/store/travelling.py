"""The wrapped key that lies beside a file, so that the file opens on any computer.

It names the file it is of by the 16 bytes at that file's head: a key of another file is
as good as none, and is never written over.
"""

from __future__ import annotations

import errno
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from workshop_app.store.errors import (
    StoreExistsError,
    StoreForbiddenError,
    StoreFullError,
)
from workshop_app.store.wrapping import (
    Wrapping,
    WrongPassphraseError,
    read_object,
    write_object,
)

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.store.engine import Database
    from workshop_app.store.keys import Keeper, StoreKey

SUFFIX: Final = ".key"
_OF: Final = "of"


def beside(path: Path) -> Path:
    """Return where the wrapped key of a file lies."""
    return path.with_name(path.name + SUFFIX)


def found_beside(path: Path, name: str) -> Wrapping | None:
    """Return the wrapped key beside a file, None if there is none of this file.

    Args:
        path: The file.
        name: Of its key: the hexadecimal digits of its first 16 bytes.
    """
    content = read_object(beside(path))
    if content is None or content.get(_OF) != name:
        return None
    return Wrapping.of(content)


def put_beside(path: Path, name: str, wrapping: Wrapping) -> None:
    """Put a wrapped key beside a file.

    Raises:
        StoreForbiddenError, StoreFullError: If it cannot be written there.
    """
    place = beside(path)
    try:
        write_object(place, {_OF: name, **wrapping.content})
    except OSError as error:
        full = error.errno == errno.ENOSPC
        raise (StoreFullError if full else StoreForbiddenError)(str(place)) from error


def put_beside_new(path: Path, name: str, wrapping: Wrapping) -> None:
    """Put a wrapped key beside a file that was just made.

    Raises:
        StoreExistsError: If there is one already, maybe another file's only one.
        StoreForbiddenError, StoreFullError: If it cannot be written there.
    """
    place = beside(path)
    if place.exists() or place.is_symlink():
        raise StoreExistsError(str(place))
    put_beside(path, name, wrapping)


def wrapping_of(
    path: Path | None, key: StoreKey | None, keeper: Keeper
) -> Wrapping | None:
    """Return the wrapped key that goes along with a copy, if there is any.

    What this computer keeps comes first: what lies beside the file passed through
    other hands.

    Args:
        path: The file that is copied; None for a server.
        key: That of the copy.
        keeper: What this computer keeps.
    """
    if key is None:
        return None
    here = keeper.wrapping(key.name)
    return here if here or path is None else found_beside(path, key.name)


def travels(database: Database, keeper: Keeper) -> bool:
    """Say whether copies open on another computer: plain ones, or with a passphrase."""
    if database.path is None or database.key is None:
        return not database.is_server
    return wrapping_of(database.path, database.key, keeper) is not None


def begin(database: Database, keeper: Keeper) -> None:
    """Put the wrapped key beside a new file, if it was given a passphrase.

    Raises:
        StoreExistsError, StoreForbiddenError, StoreFullError: As `put_beside_new`.
    """
    path, key = database.path, database.key
    if path is None or key is None:
        return
    wrapping = keeper.wrapping(key.name)
    if wrapping is not None:
        put_beside_new(path, key.name, wrapping)


def settle(database: Database, keeper: Keeper, passphrase: str | None) -> None:
    """Leave the wrapped key of an open file both beside it and on this computer.

    On this computer only what the passphrase opens, for it might be anything.  Beside
    the file only where nothing of use lies: a key of another file stays.  Neither is
    worth refusing to open the file.
    """
    path, key = database.path, database.key
    if path is None or key is None:
        return
    here, there = keeper.wrapping(key.name), found_beside(path, key.name)
    if here == there:
        return
    if there is not None:
        if _opens(there, passphrase, key):
            keeper.adopt(key.name, key.raw, there)
    elif here is not None and Wrapping.of(read_object(beside(path))) is None:
        with suppress(StoreForbiddenError, StoreFullError):
            put_beside(path, key.name, here)


def _opens(wrapping: Wrapping, passphrase: str | None, key: StoreKey) -> bool:
    try:
        return wrapping.opened(passphrase) == key.raw
    except WrongPassphraseError:
        return False
