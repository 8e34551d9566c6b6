"""New identifiers and salts, as something a test and the sample can repeat."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Protocol

from workshop_app.clock import Clock, milliseconds

ID_CHARACTERS = 32
"""A record id is 16 bytes in lower-case hexadecimal."""

SALT_CHARACTERS = 16
"""A salt is 96 random bits in URL-safe Base64."""


class IdSource(Protocol):
    """Where new record ids and salts come from."""

    def new_id(self) -> str:
        """Return 32 hexadecimal digits never returned before."""

    def new_salt(self) -> str:
        """Return 16 characters nobody can guess."""

    def new_key(self) -> bytes:
        """Return 32 secret bytes, the seed of a key."""


class RandomIds:
    """Ids for real work: version 7 UUIDs (RFC 9562), in order of time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def new_id(self) -> str:
        """Return the hexadecimal digits of a version 7 UUID."""
        return uuid7(milliseconds(self._clock()), secrets.token_bytes(10))

    def new_salt(self) -> str:
        """Return 96 random bits as text."""
        return secrets.token_urlsafe(12)

    def new_key(self) -> bytes:
        """Return 32 bytes from the operating system."""
        return secrets.token_bytes(32)


class SeededIds:
    """Ids that repeat: the same seed and clock give the same sequence.

    For the sample and for tests only; whoever knows the seed knows the salts.
    """

    def __init__(self, seed: str, clock: Clock) -> None:
        self._seed = seed.encode()
        self._clock = clock
        self._count = 0

    def new_id(self) -> str:
        """Return the next version 7 UUID of the sequence."""
        return uuid7(milliseconds(self._clock()), self._next()[:10])

    def new_salt(self) -> str:
        """Return the next salt of the sequence."""
        return base64.urlsafe_b64encode(self._next()[:12]).decode()

    def new_key(self) -> bytes:
        """Return the next 32 bytes of the sequence."""
        return self._next()

    def _next(self) -> bytes:
        self._count += 1
        return hashlib.sha256(self._seed + self._count.to_bytes(8, "big")).digest()


def uuid7(moment: int, random: bytes) -> str:
    """Return a version 7 UUID as 32 hexadecimal digits.

    Args:
        moment: Milliseconds since 1970.
        random: Ten bytes; six of their eighty bits give way to version and variant.
    """
    value = (moment << 80) | int.from_bytes(random, "big")
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return f"{value & ((1 << 128) - 1):032x}"


def derived_id(*parts: str) -> str:
    """Return the id that everybody who states the same fact arrives at.

    Relation records (an attendance, a vote) are named by what they relate, so two
    laptops that register the same person at the same session meet in one record.
    Parts are length-prefixed, so that ("ab", "c") and ("a", "bc") differ.
    """
    digest = hashlib.sha256(b"kuska:record:v1\0")
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(4, "big") + data)
    return digest.hexdigest()[:ID_CHARACTERS]
