"""Secrets: the key of each encrypted file, of each device, of each office.

They never lie in the store.  The system's keyring holds them where there is one; a file
wrapped with a passphrase holds them where a passphrase is given; else a file that only
its owner may read, and `protected` says that it is not protected.  What belongs to an
encrypted store is wrapped with that store's own key, so that one passphrase opens
everything.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from workshop_app.later import when_asked
from workshop_app.store.errors import KeysUnwritableError
from workshop_app.store.wrapping import (
    NONCE,
    Wrapping,
    WrongPassphraseError,
    read_object,
    unsealed,
    write_object,
)
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.ciphers import aead

    from workshop_app.ids import IdSource
else:
    aead = when_asked("cryptography.hazmat.primitives.ciphers.aead")

_SERVICE: Final = "kuska"


@dataclass(frozen=True)
class StoreKey:
    """The key of one encrypted file.

    Attributes:
        raw: 32 random bytes; never derived from a passphrase, which would cost a
            fifth of a second a connection.
        salt: 16 bytes, also the first of the file; they name the key.
    """

    raw: bytes
    salt: bytes

    @property
    def pragma(self) -> str:
        """The key as SQLCipher takes it: key and salt in hexadecimal."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"

    @property
    def name(self) -> str:
        """What it is kept under."""
        return self.salt.hex()


class Keeper:
    """Keeps the secrets of this computer, by name.

    Args:
        home: The folder of this computer's settings; secrets lie in `keys/` there.
        ids: Where nonces and salts come from.

    Attributes:
        folder: Where they lie.
    """

    def __init__(self, home: Path, ids: IdSource) -> None:
        self.folder = home / "keys"
        self._ids = ids
        self._known: dict[str, bytes] = {}

    def keep(
        self,
        name: str,
        secret: bytes,
        *,
        passphrase: str | None = None,
        under: StoreKey | None = None,
    ) -> bool:
        """Keep a secret; say whether it is protected.

        Args:
            name: Letters, digits, dots and dashes.
            secret: What to keep.
            passphrase: Wraps it with what a person knows.
            under: Wraps it with the key of the store it belongs to.

        Raises:
            KeysUnwritableError: If its folder cannot be written.
        """
        if under is not None:
            self._write(name, self._under(secret, under.raw))
            return True
        kept = _keyring_keep(name, secret)
        if passphrase is not None:
            wrapping = Wrapping.made(secret, passphrase, self._ids)
            self._write(name, wrapping.content)
            self._known[name] = secret
            return True
        if not kept:
            self._write(name, {"by": "nothing", "secret": secret.hex()})
        return kept

    def find(
        self,
        name: str,
        *,
        passphrase: str | None = None,
        under: StoreKey | None = None,
    ) -> bytes | None:
        """Return a secret, or None if this computer does not hold it.

        What a passphrase opened once is known here from then on, so that a copy can
        be proved without asking again.

        Raises:
            WrongPassphraseError: If it is here, and the passphrase does not open it.
        """
        if passphrase is None and name in self._known:
            return self._known[name]
        found = self._read(name) or {}
        match found.get("by"):
            case None:
                return _keyring_find(name)
            case "nothing":
                return _bytes(found, "secret")
            case "store" if under is not None:
                return _unsealed(found, under)
            case "passphrase":
                known = _keyring_find(name) if passphrase is None else None
                return known or self.open_wrapping(name, Wrapping.of(found), passphrase)
        return None

    def open_wrapping(
        self, name: str, wrapping: Wrapping | None, passphrase: str | None
    ) -> bytes | None:
        """Return the secret in a wrapping, None if there is no wrapping.

        Raises:
            WrongPassphraseError: If the passphrase is another, or none was given.
        """
        if wrapping is None:
            return None
        self._known[name] = wrapping.opened(passphrase)
        return self._known[name]

    def wrapping(self, name: str) -> Wrapping | None:
        """Return the wrapped form of a secret, if it was kept with a passphrase."""
        return Wrapping.of(self._read(name))

    def adopt(self, name: str, secret: bytes, wrapping: Wrapping) -> None:
        """Keep a secret that came from elsewhere in the wrapping it came in.

        Where this computer's keys cannot be written it is not kept: the file is open
        all the same, and its passphrase is asked for again next time.
        """
        with suppress(KeysUnwritableError):
            self.keep_wrapped(name, secret, wrapping)

    def keep_wrapped(self, name: str, secret: bytes, wrapping: Wrapping) -> None:
        """Keep a secret in a wrapping, in place of how it was kept before.

        Raises:
            KeysUnwritableError: If its folder cannot be written.
        """
        _keyring_keep(name, secret)
        self._write(name, wrapping.content)
        self._known[name] = secret

    def protected(self, name: str) -> bool:
        """Say whether somebody who reads the disk lacks this secret."""
        found = self._read(name)
        return found is None or found.get("by") != "nothing"

    def forget(self, name: str) -> None:
        """Remove a secret, as when what it opened was never made."""
        self._known.pop(name, None)
        (self.folder / name).unlink(missing_ok=True)
        _keyring_forget(name)

    def _under(self, secret: bytes, key: bytes) -> dict[str, Any]:
        nonce = self._ids.new_key()[:NONCE]
        sealed = aead.ChaCha20Poly1305(key).encrypt(nonce, secret, None)
        return {"by": "store", "nonce": nonce.hex(), "secret": sealed.hex()}

    def _write(self, name: str, content: dict[str, Any]) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_object(self.folder / name, content)
        except OSError as error:
            raise KeysUnwritableError(self.folder) from error

    def _read(self, name: str) -> dict[str, Any] | None:
        return read_object(self.folder / name)


def _unsealed(found: dict[str, Any], under: StoreKey) -> bytes | None:
    """Return a secret of a store; one that was damaged is as good as none."""
    nonce, sealed = _bytes(found, "nonce"), _bytes(found, "secret")
    with suppress(ValueError, WrongPassphraseError):
        return unsealed(sealed or b"", nonce or b"", under.raw)
    return None


def _bytes(found: dict[str, Any], name: str) -> bytes | None:
    try:
        return bytes.fromhex(str(found.get(name)))
    except ValueError:
        return None


def _keyring() -> Any:
    """Return the system's keyring, or None where asking would fail or hang.

    On a Linux without a session bus there is nobody to ask.
    """
    if os.environ.get("KUSKA_KEYRING") == "off":
        return None
    if sys.platform == "linux" and "DBUS_SESSION_BUS_ADDRESS" not in os.environ:
        return None
    import keyring  # noqa: PLC0415 slow to import

    backend = keyring.get_keyring()
    return backend if backend.priority > 0 else None


def _keyring_keep(name: str, secret: bytes) -> bool:
    backend = _keyring()
    if backend is None:
        return False
    from keyring.errors import KeyringError  # noqa: PLC0415 slow to import

    try:
        backend.set_password(_SERVICE, name, secret.hex())
    except KeyringError:
        return False
    return True


def _keyring_find(name: str) -> bytes | None:
    backend = _keyring()
    if backend is None:
        return None
    from keyring.errors import KeyringError  # noqa: PLC0415 slow to import

    try:
        found = backend.get_password(_SERVICE, name)
    except KeyringError:
        return None
    return None if found is None else bytes.fromhex(found)


def _keyring_forget(name: str) -> None:
    backend = _keyring()
    if backend is None:
        return
    from keyring.errors import KeyringError  # noqa: PLC0415 slow to import

    try:
        backend.delete_password(_SERVICE, name)
    except KeyringError:
        return
