"""A key wrapped with a passphrase: what opens a file on another computer.

scrypt (RFC 7914) stretches the passphrase, ChaCha20-Poly1305 (RFC 8439) closes the key.
docs/file-format.md says how it is written; whatever is not written like that is no
wrapping, so that nobody's file makes us allocate or compute without bounds.
"""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING, Any, Final, Self

from workshop_app.later import when_asked
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography import exceptions
    from cryptography.hazmat.primitives.ciphers import aead
    from cryptography.hazmat.primitives.kdf import scrypt

    from workshop_app.ids import IdSource
else:  # a file whose key lies open is opened without
    exceptions = when_asked("cryptography.exceptions")
    aead = when_asked("cryptography.hazmat.primitives.ciphers.aead")
    scrypt = when_asked("cryptography.hazmat.primitives.kdf.scrypt")

SALT: Final = 16
NONCE: Final = 12
_TAG: Final = 16
_KEY: Final = 32

_COST: Final = 1 << 16
"""Work factor of scrypt: 64 MB and about a fifth of a second for each guess."""

_COSTS: Final = frozenset(1 << power for power in range(14, 19))
"""What is accepted: up to 256 MB, so that a later version may ask for more."""

_MOST: Final = 4096
"""Bytes of a file that holds a wrapping or a secret; ours have a tenth of that."""


class WrongPassphraseError(Exception):
    """The passphrase does not open the wrapping, or none was given."""


@dataclass(frozen=True, kw_only=True)
class Wrapping:
    """A key of 32 bytes, closed with a passphrase.

    Attributes:
        salt: 16 bytes that the passphrase is stretched with.
        cost: Work factor of scrypt, a power of two.
        nonce: 12 bytes.
        sealed: The key, closed, with its tag: 48 bytes.
    """

    salt: bytes
    cost: int
    nonce: bytes
    sealed: bytes

    @classmethod
    def made(cls, secret: bytes, passphrase: str, ids: IdSource) -> Self:
        """Wrap a key."""
        salt = ids.new_key()[:SALT]
        nonce = ids.new_key()[:NONCE]
        key = _stretched(passphrase, salt, _COST)
        sealed = aead.ChaCha20Poly1305(key).encrypt(nonce, secret, None)
        return cls(salt=salt, cost=_COST, nonce=nonce, sealed=sealed)

    @classmethod
    def of(cls, content: dict[str, Any] | None) -> Self | None:
        """Return what is written in a file, None if it is not a wrapping of ours."""
        if content is None or content.get("by") != "passphrase":
            return None
        cost = content.get("cost")
        if type(cost) is not int or cost not in _COSTS:
            return None
        try:
            return cls(
                salt=_exactly(SALT, content.get("salt")),
                cost=cost,
                nonce=_exactly(NONCE, content.get("nonce")),
                sealed=_exactly(_KEY + _TAG, content.get("secret")),
            )
        except ValueError:
            return None

    @property
    def content(self) -> dict[str, Any]:
        """What is written in a file."""
        return {
            "by": "passphrase",
            "salt": self.salt.hex(),
            "cost": self.cost,
            "nonce": self.nonce.hex(),
            "secret": self.sealed.hex(),
        }

    def opened(self, passphrase: str | None) -> bytes:
        """Return the key.

        Raises:
            WrongPassphraseError: If the passphrase is another, or none was given.
        """
        if passphrase is None:
            raise WrongPassphraseError
        key = _stretched(passphrase, self.salt, self.cost)
        return unsealed(self.sealed, self.nonce, key)


def unsealed(sealed: bytes, nonce: bytes, key: bytes) -> bytes:
    """Open what was closed with a key.

    Raises:
        WrongPassphraseError: If it was another key.
    """
    try:
        return aead.ChaCha20Poly1305(key).decrypt(nonce, sealed, None)
    except exceptions.InvalidTag as error:
        raise WrongPassphraseError from error


def read_object(path: Path) -> dict[str, Any] | None:
    """Return the JSON object of a small file, None if it holds anything else."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return None  # a pipe would keep us waiting for ever
        with path.open("rb") as file:
            text = file.read(_MOST + 1)
        found = json.loads(text.decode("ascii")) if len(text) <= _MOST else None
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def write_object(path: Path, content: dict[str, Any]) -> None:
    """Put a JSON object in a file that its owner alone may read, entirely or not.

    Raises:
        OSError: If it cannot be written there.
    """
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _stretched(passphrase: str, salt: bytes, cost: int) -> bytes:
    return scrypt.Scrypt(salt=salt, length=_KEY, n=cost, r=8, p=1).derive(
        passphrase.encode()
    )


def _exactly(length: int, text: object) -> bytes:
    if not isinstance(text, str) or len(text) != 2 * length:
        raise ValueError
    found = bytes.fromhex(text)  # lets spaces through
    if len(found) != length:
        raise ValueError
    return found
