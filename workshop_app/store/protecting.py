"""Giving the open file a passphrase, or another one, after it was made.

The key itself stays: nothing is encrypted anew, and copies made before open as they
did.  Only the form it is kept in changes, on this computer and beside the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.store import travelling
from workshop_app.store.errors import KeysUnwritableError, StoreExistsError, named
from workshop_app.store.wrapping import Wrapping, WrongPassphraseError, read_object

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.store.keys import StoreKey
    from workshop_app.store.store import Store


class NoKeyError(AppError):
    """The store is not encrypted by us: a plain file, or a server."""

    def __init__(self, location: str) -> None:
        super().__init__(
            tr("{file} is not encrypted: there is no key to protect.", file=location),
            advice=tr("Whoever keeps it decides who may read it."),
        )
        self.location = location


class PassphraseNowWrongError(AppError):
    """The passphrase that the file has is another than the one that was typed."""

    def __init__(self, location: str) -> None:
        super().__init__(
            tr("That is not the passphrase {file} has now.", file=location),
            advice=tr("Only whoever knows it may give the file another."),
        )
        self.location = location


def has_passphrase(store: Store) -> bool:
    """Say whether the file opens with a passphrase already."""
    database = store.database
    if database.path is None or database.key is None:
        return False
    found = travelling.wrapping_of(database.path, database.key, store.keeper)
    return found is not None


def protect(store: Store, passphrase: str, *, now: str | None = None) -> None:
    """Wrap the key of the open file with a passphrase, here and beside the file.

    Args:
        store: The open store.
        passphrase: The new one; from then on the one before opens nothing.
        now: The one before, if there is one.

    Raises:
        NoKeyError: If it is not encrypted, or is on a server.
        PassphraseNowWrongError: If `now` is not the passphrase it has.
        StoreExistsError: If the key of another file lies where this one's goes.
        StoreForbiddenError, StoreFullError: If nothing can be written beside it.
        KeysUnwritableError: If this computer's keys cannot be written; nothing
            changed then.
    """
    database, keeper = store.database, store.keeper
    path, key = database.path, database.key
    if path is None or key is None:
        raise NoKeyError(named(store.location))
    before = travelling.wrapping_of(path, key, keeper)
    if before is not None and not _opens(before, now, key):
        raise PassphraseNowWrongError(named(store.location))
    _require_own(path, key)
    wrapping = Wrapping.made(key.raw, passphrase, store.ids)
    there = travelling.found_beside(path, key.name)
    travelling.put_beside(path, key.name, wrapping)
    try:
        keeper.keep_wrapped(key.name, key.raw, wrapping)
    except KeysUnwritableError:
        if there is None:
            travelling.beside(path).unlink(missing_ok=True)
        else:
            travelling.put_beside(path, key.name, there)
        raise


def _require_own(path: Path, key: StoreKey) -> None:
    """Write over nobody else's key: it may be the only one of another file."""
    place = travelling.beside(path)
    other = Wrapping.of(read_object(place)) is not None
    if other and travelling.found_beside(path, key.name) is None:
        raise StoreExistsError(str(place))


def _opens(wrapping: Wrapping, passphrase: str | None, key: StoreKey) -> bool:
    try:
        return wrapping.opened(passphrase) == key.raw
    except WrongPassphraseError:
        return False
