"""Secrets: the key of each encrypted file, of each device, of each office.

They never lie in the store.  The system's keyring holds them where there is one; a file
wrapped with a passphrase (scrypt, RFC 7914; ChaCha20-Poly1305, RFC 8439) holds them
where a passphrase is given; else a file that only its owner may read, and `protected`
says that it is not protected.  What belongs to an encrypted store is wrapped with that
store's own key, so that one passphrase opens everything.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from workshop_app.store.errors import KeysUnwritableError

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.ids import IdSource

SALT: Final = 16
"""Bytes at the head of an encrypted file; they name its key."""

_SERVICE: Final = "kuska"
_COST: Final = 1 << 16
"""Work factor of scrypt: 64 MB and about a fifth of a second for each guess."""

_NONCE: Final = 12


class WrongPassphraseError(Exception):
    """The passphrase does not open the wrapping, or none was given."""


@dataclass(frozen=True)
class StoreKey:
    """The key of one encrypted file.

    Attributes:
        raw: 32 random bytes; never derived from a passphrase, which would cost a
            fifth of a second a connection.
        salt: 16 bytes, also the first of the file.
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
    """

    def __init__(self, home: Path, ids: IdSource) -> None:
        self._folder = home / "keys"
        self._ids = ids

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
            self._write(name, self._wrapped(secret, under.raw, {"by": "store"}))
            return True
        kept = _keyring_keep(name, secret)
        if passphrase is not None:
            salt = self._ids.new_key()[:SALT]
            header = {"by": "passphrase", "salt": salt.hex(), "cost": _COST}
            key = _stretched(passphrase, salt, _COST)
            self._write(name, self._wrapped(secret, key, header))
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

        Raises:
            WrongPassphraseError: If it is here, and the passphrase does not open it.
        """
        found = self._read(name)
        if found is None:
            return _keyring_find(name)
        match found.get("by"):
            case "nothing":
                return bytes.fromhex(str(found["secret"]))
            case "store" if under is not None:
                return _unwrapped(found, under.raw)
            case "passphrase":
                known = _keyring_find(name)
                if known is not None and passphrase is None:
                    return known
                return _opened(found, passphrase)
        return None

    def protected(self, name: str) -> bool:
        """Say whether somebody who reads the disk lacks this secret."""
        found = self._read(name)
        return found is None or found.get("by") != "nothing"

    def forget(self, name: str) -> None:
        """Remove a secret, as when what it opened was never made."""
        (self._folder / name).unlink(missing_ok=True)
        _keyring_forget(name)

    def _wrapped(
        self, secret: bytes, key: bytes, header: dict[str, Any]
    ) -> dict[str, Any]:
        nonce = self._ids.new_key()[:_NONCE]
        sealed = ChaCha20Poly1305(key).encrypt(nonce, secret, None)
        return {**header, "nonce": nonce.hex(), "secret": sealed.hex()}

    def _write(self, name: str, content: dict[str, Any]) -> None:
        try:
            self._put(name, content)
        except OSError as error:
            raise KeysUnwritableError(self._folder) from error

    def _put(self, name: str, content: dict[str, Any]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = self._folder / f"{name}.part"
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._folder / name)

    def _read(self, name: str) -> dict[str, Any] | None:
        try:
            found = json.loads((self._folder / name).read_text("ascii"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None


def _stretched(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(passphrase.encode())


def _opened(found: dict[str, Any], passphrase: str | None) -> bytes:
    if passphrase is None:
        raise WrongPassphraseError
    salt = bytes.fromhex(found["salt"])
    return _unwrapped(found, _stretched(passphrase, salt, int(found["cost"])))


def _unwrapped(found: dict[str, Any], key: bytes) -> bytes:
    nonce, sealed = bytes.fromhex(found["nonce"]), bytes.fromhex(found["secret"])
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, None)
    except InvalidTag as error:
        raise WrongPassphraseError from error


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
