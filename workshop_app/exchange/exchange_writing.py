"""Exchange files written: complete and read back, or not at all.

The log is packed into a file without a name on this computer's disk while it is
hashed; from there archive and encryption flow into `NAME.part` beside the target.  So
nothing unencrypted ever lies on the stick, and no length of history fills the memory.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sys
import zlib
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from workshop_app.exchange.age_box import ForKeys, Open, WithPassphrase, close_box
from workshop_app.exchange.exchange_errors import (
    ExchangeFileError,
    ExchangeFileMissingError,
    ExchangeFileTooLargeError,
    ExchangeFileUnreadableError,
    ExchangeFileUnverifiedError,
    ExchangeFileUnwrittenError,
    NoRoomToPrepareError,
)
from workshop_app.exchange.exchange_reading import (
    BLOBS,
    LOG,
    MANIFEST,
    MAX_FILE,
    SIGNATURE,
    open_exchange_file,
    outer_hash,
)
from workshop_app.exchange.exchange_zip import (
    CHUNK,
    DEFLATED,
    Member,
    archive_bytes,
)
from workshop_app.exchange.unnamed_file import unnamed_file
from workshop_app.ledger.manifest import MAX_LOG, Manifest, encode_manifest
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from workshop_app.exchange.age_box import Lock

_SCHEMA: Final = b',"s":'  # a text holds no bare quote, so a header has this but once
_LEVEL: Final = 6
_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True)
class LogTold:
    """What is known of a log once all of it went by.

    Attributes:
        commits: How many there are.
        bytes: Its length.
        sha256: In hexadecimal.
        schema: Greatest vocabulary of its commits; 1 if there are none.
    """

    commits: int
    bytes: int
    sha256: str
    schema: int


@dataclass(frozen=True)
class Written:
    """A file that was written, read back and given its name.

    Attributes:
        path: Where it is.
        sha256: Of the file as it lies there, in hexadecimal.
        commits: How many it holds.
        bytes: Length of the file.
        encrypted: Whether it takes a key or a passphrase to open it.
        manifest: What it says it holds.
    """

    path: Path
    sha256: str
    commits: int
    bytes: int
    encrypted: bool
    manifest: Manifest


def write_exchange_file(
    path: Path,
    log: Iterable[bytes],
    *,
    describe: Callable[[LogTold], Manifest],
    sign: Callable[[bytes], str],
    blobs: Callable[[], Iterable[tuple[str, bytes]]],
    lock: Lock,
) -> Written:
    """Write an exchange file, or leave everything as it was.

    When this returns, the file was flushed to the medium, read back from there as an
    importer reads it, and given its name: the stick may be taken out.

    Args:
        path: Where to; a file of that name is replaced at the very end.
        log: The lines, without their line feeds, in the order of a log.
        describe: Makes the manifest once the log is known.
        sign: Signs its bytes as the device it names.
        blobs: Gives name and content of what the manifest lists, in its order.
        lock: Who will be able to open it.

    Raises:
        ExchangeFileError: The subclass says why there is no such file.
        ExchangeKeyError: If a recipient's key is not one.
        Exception: Whatever `log`, `describe` or `blobs` raises, after tidying up.
    """
    with _packed(path, log) as (packed, told, member):
        manifest = describe(told)
        line = encode_manifest(manifest)
        signature = sign(line).encode()
        part = path.with_name(f"{path.name}.part")
        with _disappearing(part, path):
            pieces = archive_bytes(_parts(line, signature, member, packed, blobs()))
            with _fresh(part) as target:
                close_box(_capped(path, pieces), target, lock)
                _to_the_medium(target)
            written = Written(
                path,
                _verified(part, path, manifest, lock),
                told.commits,
                part.stat().st_size,
                not isinstance(lock, Open),
                manifest,
            )
            part.replace(path)
            _remember_name(path.parent)
    return written


def _parts(
    line: bytes,
    signature: bytes,
    log: Member,
    packed: BinaryIO,
    blobs: Iterable[tuple[str, bytes]],
) -> Iterator[tuple[Member, Iterable[bytes]]]:
    yield _deflated(MANIFEST, line)
    yield Member.stored(SIGNATURE, signature), (signature,)
    packed.seek(0)
    yield log, iter(lambda: packed.read(CHUNK), b"")
    for sha256, content in blobs:
        yield Member.stored(BLOBS + sha256, content), (content,)


def _deflated(name: str, content: bytes) -> tuple[Member, Iterable[bytes]]:
    packer = _packer()
    packed = packer.compress(content) + packer.flush()
    crc = zlib.crc32(content)
    return Member(name, DEFLATED, crc, len(packed), len(content)), (packed,)


def _packer() -> zlib._Compress:
    return zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)


@contextmanager
def _packed(
    path: Path, log: Iterable[bytes]
) -> Iterator[tuple[BinaryIO, LogTold, Member]]:
    """Pack a log into a file without a name, and tell what went by."""
    with unnamed_file(path) as file:
        packer, sha256 = _packer(), hashlib.sha256()
        crc = size = commits = 0
        schema = 1
        for block, headers in _blocks(log):
            size += len(block)
            if size > MAX_LOG:
                raise ExchangeFileTooLargeError(path, MAX_LOG // _MEGABYTE)
            sha256.update(block)
            crc = zlib.crc32(block, crc)
            _keep(path, file, packer.compress(block))
            commits += len(headers)
            schema = max(schema, *map(_schema, headers), 1)
        _keep(path, file, packer.flush())
        told = LogTold(commits, size, sha256.hexdigest(), schema)
        yield file, told, Member(LOG, DEFLATED, crc, file.tell(), size)


def _blocks(log: Iterable[bytes]) -> Iterator[tuple[bytes, list[bytes]]]:
    """Gather lines into larger pieces; with each, the headers among its lines."""
    lines, length, headers = list[bytes](), 0, list[bytes]()
    for line in log:
        lines.append(line)
        length += len(line) + 1
        if line.startswith(b"{"):
            headers.append(line)
        if length >= CHUNK:
            yield b"\n".join([*lines, b""]), headers
            lines, length, headers = [], 0, []
    yield b"\n".join([*lines, b""]) if lines else b"", headers


def _schema(header: bytes) -> int:
    """Return the vocabulary of a header without reading the rest of it."""
    number = header[header.index(_SCHEMA) + len(_SCHEMA) :]
    return int(number[: min(number.find(b","), 11)])


def _capped(path: Path, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Stop before writing what nobody would read."""
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MAX_FILE * 99 // 100:  # encryption adds a tag to each 64 KiB
            raise ExchangeFileTooLargeError(path, MAX_FILE // _MEGABYTE)
        yield piece


def _verified(part: Path, path: Path, manifest: Manifest, lock: Lock) -> str:
    """Read what was written, all of it, as whoever receives it will; return its hash.

    Raises:
        ExchangeFileError: If it is not there any more, or not what was written.
    """
    keys = (lock.own,) if isinstance(lock, ForKeys) else ()
    passphrase = lock.passphrase if isinstance(lock, WithPassphrase) else None
    try:
        with open_exchange_file(part, keys=keys, passphrase=passphrase) as contents:
            same = contents.manifest == manifest
            for _ in contents.entries():
                pass
            for sha256, _ in manifest.blobs:
                contents.blob(sha256)
        found = outer_hash(part)
    except NoRoomToPrepareError as error:
        raise NoRoomToPrepareError(path) from error
    except (ExchangeFileMissingError, ExchangeFileUnreadableError) as error:
        raise ExchangeFileUnwrittenError(path) from error
    except ExchangeFileError as error:
        raise ExchangeFileUnverifiedError(path) from error
    if not same:
        raise ExchangeFileUnverifiedError(path)
    return found


@contextmanager
def _disappearing(part: Path, path: Path) -> Iterator[None]:
    """Take the unfinished file away again, whatever went wrong."""
    try:
        yield
    except BaseException as error:
        with suppress(OSError):  # the stick may be gone
            part.unlink()
        if isinstance(error, OSError):
            raise ExchangeFileUnwrittenError(path, error) from error
        raise


def _fresh(part: Path) -> BinaryIO:
    """Make a file of ours: not what an earlier one of that name may lead to."""
    part.unlink(missing_ok=True)
    descriptor = os.open(
        part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
    )
    return os.fdopen(descriptor, "wb")


def _to_the_medium(file: BinaryIO) -> None:
    """Flush a file out of this computer, so that reading it back reads the stick."""
    file.flush()
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 there is none on Windows

        with suppress(OSError):  # not every file system has it
            fcntl.fcntl(file.fileno(), fcntl.F_FULLFSYNC)
    os.fsync(file.fileno())
    if sys.platform == "linux":
        with suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _remember_name(folder: Path) -> None:
    """Flush a folder, where that can be done: the name is not in the file."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:  # some file systems of sticks have no such thing
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(descriptor)


def _keep(path: Path, file: BinaryIO, packed: bytes) -> None:
    try:
        file.write(packed)
        file.flush()
    except OSError as error:
        raise NoRoomToPrepareError(path) from error
