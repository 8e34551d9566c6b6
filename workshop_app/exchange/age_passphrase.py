"""age files that open with a passphrase, made and read piece by piece.

pyrage does this only in memory, with all of the file at once; so the two headers and
the 64 KiB chunks of age (C2SP, age-encryption.org/v1) are put together here from the
same primitives: scrypt (RFC 7914), HKDF and HMAC with SHA-256 (RFC 5869, RFC 2104),
ChaCha20-Poly1305 (RFC 8439).  Tests hold it against pyrage, both ways.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import b64encode
from binascii import a2b_base64
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_VERSION: Final = b"age-encryption.org/v1\n"
_LABEL: Final = b"age-encryption.org/v1/scrypt"
_WRITTEN: Final = 16
"""Work factor written: 64 MB and about a fifth of a second for each guess."""

_MOST: Final = 18
"""Work factor accepted: 256 MB and a second; a stranger's file may not ask for more."""

_CHUNK: Final = 1 << 16
_TAG: Final = 16
_NONCE: Final = 16
_ZEROS: Final = bytes(12)
_HEADER: Final = re.compile(
    rb"age-encryption\.org/v1\n"
    rb"-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n"
    rb"([A-Za-z0-9+/]{43})\n"
    rb"--- ([A-Za-z0-9+/]{43})\n"
)


class WrongPassphrase(Exception):  # noqa: N818 it is the person's, not the program's
    """The passphrase does not open the file, or the file's key was altered."""


class AgeFaultError(Exception):
    """The bytes are not an age file, or are not whole."""


def is_for_passphrase(header: bytes) -> bool:
    """Return whether an age header says that a passphrase opens the file."""
    return header.startswith(_VERSION + b"-> scrypt ")


def close_with_passphrase(
    plain: Iterable[bytes], target: BinaryIO, passphrase: str
) -> None:
    """Encrypt what comes, piece by piece.

    Raises:
        OSError: If the target does not take it.
    """
    file_key, salt, nonce = (secrets.token_bytes(16) for _ in range(3))
    wrapped = _cipher(_stretched(passphrase, salt, _WRITTEN)).encrypt(
        _ZEROS, file_key, None
    )
    head = b"%s-> scrypt %s %d\n%s\n---" % (
        _VERSION,
        _text(salt),
        _WRITTEN,
        _text(wrapped),
    )
    target.write(head + b" " + _text(_mac(file_key, head)) + b"\n" + nonce)
    cipher = _cipher(_hkdf(file_key, nonce, b"payload"))
    target.writelines(
        cipher.encrypt(_counted(counter, last=last), chunk, None)
        for counter, (chunk, last) in enumerate(_chunks(plain))
    )


def open_with_passphrase(
    header: bytes, source: BinaryIO, target: BinaryIO, passphrase: str
) -> None:
    """Decrypt a file whose header was read already.

    Raises:
        WrongPassphrase: If the passphrase is another.
        AgeFaultError: If it is not an age file for a passphrase, asks for more work
            than is accepted, or is not whole.
        OSError: If the source cannot be read or the target does not take it.
    """
    file_key = _file_key(header, passphrase)
    nonce = source.read(_NONCE)
    cipher = _cipher(_hkdf(file_key, nonce, b"payload"))
    pieces = iter(lambda: source.read(_CHUNK + _TAG), b"")
    ended = False
    for counter, (sealed, ended) in enumerate(_with_last(pieces)):
        chunk = _opened(cipher, _counted(counter, last=ended), sealed)
        if not chunk and counter:
            raise AgeFaultError  # only an empty file ends in an empty chunk
        target.write(chunk)
    if not ended:
        raise AgeFaultError


def _file_key(header: bytes, passphrase: str) -> bytes:
    found = _HEADER.fullmatch(header)
    if found is None or int(found[2]) > _MOST:
        raise AgeFaultError
    salt, wrapped, mac = (_binary(found[part]) for part in (1, 3, 4))
    key = _cipher(_stretched(passphrase, salt, int(found[2])))
    try:
        file_key = _opened(key, _ZEROS, wrapped)
    except AgeFaultError as error:
        raise WrongPassphrase from error
    signed = header[: header.rindex(b"---") + 3]
    if not hmac.compare_digest(_mac(file_key, signed), mac):
        raise AgeFaultError
    return file_key


def _stretched(passphrase: str, salt: bytes, work: int) -> bytes:
    return hashlib.scrypt(
        passphrase.encode("utf-8", "surrogatepass"),
        salt=_LABEL + salt,
        n=1 << work,
        r=8,
        p=1,
        maxmem=1 << 29,
        dklen=32,
    )


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_hkdf(file_key, b"", b"header"), header, "sha256")


def _hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    """Derive 32 bytes (RFC 5869): one block of SHA-256 is all that age asks for."""
    extracted = hmac.digest(salt or bytes(32), key, "sha256")
    return hmac.digest(extracted, info + b"\1", "sha256")


def _cipher(key: bytes) -> ChaCha20Poly1305:
    from cryptography.hazmat.primitives.ciphers.aead import (  # noqa: PLC0415 slow
        ChaCha20Poly1305,
    )

    return ChaCha20Poly1305(key)


def _opened(cipher: ChaCha20Poly1305, nonce: bytes, sealed: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 slow to import

    try:
        return cipher.decrypt(nonce, sealed, None)
    except InvalidTag as error:
        raise AgeFaultError from error


def _counted(counter: int, *, last: bool) -> bytes:
    return counter.to_bytes(11, "big") + bytes([last])


def _chunks(plain: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Cut what comes into whole chunks, and say which is the last."""

    def whole() -> Iterator[bytes]:
        rest = bytearray()
        for piece in plain:
            rest += piece
            while len(rest) >= _CHUNK:
                yield bytes(rest[:_CHUNK])
                del rest[:_CHUNK]
        if rest:
            yield bytes(rest)

    some = False
    for chunk, last in _with_last(whole()):
        some = True
        yield chunk, last
    if not some:
        yield b"", True


def _with_last(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    waiting: bytes | None = None
    for piece in pieces:
        if waiting is not None:
            yield waiting, False
        waiting = piece
    if waiting is not None:
        yield waiting, True


def _text(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")


def _binary(text: bytes) -> bytes:
    """Read unpadded base64, in its canonical form only."""
    data = a2b_base64(text + b"=" * (-len(text) % 4))
    if _text(data) != text:
        raise AgeFaultError
    return data
