"""The encryption around an exchange file: age, for keys or for a passphrase.

Both ways go piece by piece, so that a file of any length takes a few megabytes.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from workshop_app.exchange.age_keys import identity, recipient
from workshop_app.exchange.age_passphrase import (
    AgeFaultError,
    WrongPassphrase,
    close_with_passphrase,
    is_for_passphrase,
    open_with_passphrase,
)
from workshop_app.exchange.exchange_errors import (
    Check,
    ExchangeFileDamagedError,
    ExchangeFileLockedError,
    ExchangeFileTooNewError,
    ExchangeFileUnreadableError,
    NoRoomToPrepareError,
    WrongExchangePassphraseError,
)
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

MAGIC: Final = b"age-encryption.org/v"
"""How every age file begins."""

_FORMAT: Final = 1
_VERSION: Final = re.compile(rb"age-encryption\.org/v([1-9][0-9]{0,8})\n")
_MAX_HEADER: Final = 1 << 18
"""Bytes: some 2,000 recipients, each of them a multiplication for each key tried."""

_NOT_FOR_US: Final = "No matching keys found"  # pyrage has one exception for all
_PIECE: Final = 1 << 18


@dataclass(frozen=True)
class ForKeys:
    """Whoever holds one of these keys can open the file.

    Attributes:
        recipients: Public keys of others.
        own: The secret key of this store: what was written is read again before it
            is called written.
    """

    recipients: tuple[str, ...]
    own: str


@dataclass(frozen=True)
class WithPassphrase:
    """Whoever knows the passphrase can open the file."""

    passphrase: str


@dataclass(frozen=True)
class Open:
    """Whoever has the file can read it."""


Lock = ForKeys | WithPassphrase | Open


def close_box(plain: Iterable[bytes], target: BinaryIO, lock: Lock) -> None:
    """Write what comes, encrypted as the lock says.

    Raises:
        ExchangeKeyError: If a recipient is not a key.
        OSError: If the target does not take it.
    """
    if isinstance(lock, ForKeys):
        _close_for_keys(plain, target, lock)
    elif isinstance(lock, WithPassphrase):
        close_with_passphrase(plain, target, lock.passphrase)
    else:
        target.writelines(plain)


def _close_for_keys(plain: Iterable[bytes], target: BinaryIO, lock: ForKeys) -> None:
    from pyrage import EncryptError, encrypt_io  # noqa: PLC0415 only when needed

    own = str(identity(lock.own).to_public())
    recipients = [recipient(text) for text in dict.fromkeys((*lock.recipients, own))]
    source, sink = _Pieces(plain), _Sink(target)
    try:
        encrypt_io(io.BufferedReader(source, _PIECE), sink, recipients)
    except (EncryptError, OSError) as error:
        raise source.trouble or sink.trouble or error from error
    if sink.trouble:  # the last bytes are written where pyrage hears of no error
        raise sink.trouble


def open_box(
    path: Path,
    source: BinaryIO,
    target: BinaryIO,
    *,
    keys: Sequence[str],
    passphrase: str | None,
) -> None:
    """Decrypt an age file into another.

    Args:
        path: What the file is called in errors.
        source: The file, from its beginning.
        target: Where to; what is in it counts for nothing unless this returns.
        keys: Secret keys to try.
        passphrase: What opens a file made for a passphrase.

    Raises:
        ExchangeFileTooNewError: If it is of a later version of age.
        ExchangeFileLockedError: If nothing was given that opens it.
        WrongExchangePassphraseError: If it has another passphrase.
        ExchangeFileDamagedError: If it is not whole.
        ExchangeFileUnreadableError: If it cannot be read to its end.
        NoRoomToPrepareError: If the target does not take it.
        ExchangeKeyError: If a key is not one.
    """
    drain, sink = _Drain(source, path), _Sink(target)
    plain = cast("BinaryIO", sink)
    header = _header(path, drain)
    try:
        if not is_for_passphrase(header):
            _open_with_keys(path, header, drain, sink, keys)
        elif passphrase is None:
            raise ExchangeFileLockedError(path, passphrase=True)
        else:
            open_with_passphrase(header, cast("BinaryIO", drain), plain, passphrase)
        target.flush()
    except WrongPassphrase as error:
        raise WrongExchangePassphraseError(path) from error
    except AgeFaultError as error:
        raise ExchangeFileDamagedError(path, Check.ENCRYPTION) from error
    except OSError as error:
        raise NoRoomToPrepareError(path) from error


def _open_with_keys(
    path: Path, header: bytes, drain: _Drain, sink: _Sink, keys: Sequence[str]
) -> None:
    from pyrage import DecryptError, decrypt_io  # noqa: PLC0415 only when needed

    drain.again = header
    try:
        decrypt_io(drain, sink, [identity(text) for text in keys])
    except (DecryptError, OSError) as error:
        if trouble := drain.trouble or sink.trouble:
            raise trouble from error
        if str(error) == _NOT_FOR_US:
            raise ExchangeFileLockedError(path, passphrase=False) from error
        raise ExchangeFileDamagedError(path, Check.ENCRYPTION) from error


def _header(path: Path, source: _Drain) -> bytes:
    """Read the lines before the encrypted part, the last one included."""
    line = source.readline(_MAX_HEADER)
    version = _VERSION.fullmatch(line)
    if version and int(version[1]) > _FORMAT:
        raise ExchangeFileTooNewError(path, found=int(version[1]), understood=_FORMAT)
    lines, left = [line], _MAX_HEADER - len(line)
    while line and left > 0:
        line = source.readline(left)
        lines.append(line)
        left -= len(line)
        if line.startswith(b"--- ") and line.endswith(b"\n"):
            return b"".join(lines)
    raise ExchangeFileDamagedError(path, Check.ENCRYPTION)


class _Pieces(io.RawIOBase):
    """What an iterable gives, to be read like a file."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = memoryview(b"")
        self.trouble: BaseException | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill as much of the buffer as is at hand; 0 at the end."""
        try:
            while not self._rest:
                piece = next(self._pieces, None)
                if piece is None:
                    return 0
                self._rest = memoryview(piece)
        except BaseException as error:
            self.trouble = error
            raise
        length = min(len(buffer), len(self._rest))
        buffer[:length] = self._rest[:length]
        self._rest = self._rest[length:]
        return length


class _Sink:
    """A file to write to, which remembers what went wrong: pyrage tells but words."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self.trouble: BaseException | None = None

    def write(self, data: bytes) -> int:
        """Write all of it."""
        try:
            return self._target.write(data)
        except BaseException as error:
            self.trouble = error
            raise

    def flush(self) -> None:
        """Leave it to whoever has the file."""


class _Drain:
    """A file to read from, which remembers what went wrong."""

    def __init__(self, source: BinaryIO, path: Path) -> None:
        self._source = source
        self._path = path
        self.again = b""
        self.trouble: ExchangeFileUnreadableError | None = None

    def read(self, length: int) -> bytes:
        """Read what was put back, then what follows."""
        if self.again:
            found, self.again = self.again[:length], self.again[length:]
            return found
        return self._asked(self._source.read, length)

    def readline(self, most: int) -> bytes:
        """Read a line, or so many bytes of it."""
        return self._asked(self._source.readline, most)

    def _asked(self, question: Callable[[int], bytes], length: int) -> bytes:
        try:
            return question(length)
        except OSError as error:
            self.trouble = ExchangeFileUnreadableError(self._path)
            raise self.trouble from error
