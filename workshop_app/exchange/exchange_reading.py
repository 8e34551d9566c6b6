"""Exchange files read: whole or not at all, and nothing in them believed.

The order is that of `docs/exchange-format.md`, "Reading": what is cheap and protects
the computer first, what a later version may have changed before what it may not.
"""

from __future__ import annotations

import hashlib
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Final

from workshop_app.exchange.age_box import MAGIC, open_box
from workshop_app.exchange.exchange_errors import (
    Check,
    ExchangeFileDamagedError,
    ExchangeFileMissingError,
    ExchangeFileTooLargeError,
    ExchangeFileTooNewError,
    ExchangeFileUnreadableError,
    ExchangeSignatureFalseError,
    NotAnExchangeFileError,
)
from workshop_app.exchange.exchange_zip import (
    DEFLATED,
    STORED,
    Archive,
    ArchiveFaultError,
)
from workshop_app.exchange.unnamed_file import unnamed_file
from workshop_app.ledger.commit import (
    MAX_OPS,
    MalformedCommitError,
    TooNewCommitError,
)
from workshop_app.ledger.identity import verify_manifest
from workshop_app.ledger.log import read_log
from workshop_app.ledger.manifest import MAX_MANIFEST, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from io import BufferedReader
    from pathlib import Path

    from workshop_app.exchange.exchange_zip import Member
    from workshop_app.ledger.log import Entry
    from workshop_app.ledger.manifest import Manifest

MAX_FILE: Final = 512_000_000
"""Bytes of the largest exchange file."""

MAX_ENTRY: Final = 64 << 20
"""Bytes of a commit with all its payload lines: what a reader must hold at once."""

MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
LOG: Final = "log.jsonl"
BLOBS: Final = "blobs/"

_ANY_SCHEMA: Final = 2**31 - 1
_ZIP: Final = b"PK\3\4"
_NAME_AT: Final = 30  # where a ZIP names its first part
_SIGNATURE_BYTES: Final = 86
_MAX_LINES: Final = MAX_OPS + 2  # a header, the deed's payload, one for each op
_LEAST_HEADER: Final = 200
_LEAST_OP: Final = 90
"""Bytes that no header, and no op in one, does without.

So a small file cannot unpack to millions of lines to be looked at one after another.
"""


class Contents:
    """What is in an exchange file that is open: its manifest proved, the rest not yet.

    Attributes:
        manifest: What the device that made it says is inside.
        encrypted: Whether it took a key or a passphrase to open it.
    """

    def __init__(
        self, path: Path, archive: Archive, manifest: Manifest, *, encrypted: bool
    ) -> None:
        self.manifest = manifest
        self.encrypted = encrypted
        self._path = path
        self._archive = archive
        self._blobs = frozenset(sha256 for sha256, _ in manifest.blobs)

    def entries(self) -> Iterator[Entry]:
        """Give the commits one after another, as `ledger.log.read_log` does.

        Only the end proves them: whoever keeps one before must be able to let it go.

        Raises:
            ExchangeFileDamagedError: At the latest at the end, if the log is not the
                one that was signed.
            ExchangeFileUnreadableError: If the file cannot be read to its end.
        """
        told = hashlib.sha256()
        commits = 0
        try:
            for block in _blocks(self._archive.content(LOG)):
                told.update(block)
                for entry in _entries(block):
                    commits += 1
                    yield entry
        except (ArchiveFaultError, MalformedCommitError) as error:
            raise ExchangeFileDamagedError(self._path, Check.LOG) from error
        except OSError as error:
            raise ExchangeFileUnreadableError(self._path) from error
        found = told.hexdigest(), commits
        if found != (self.manifest.sha256, self.manifest.commits):
            raise ExchangeFileDamagedError(self._path, Check.LOG)

    def blob(self, sha256: str) -> bytes:
        """Return a scan or photograph that came along.

        Raises:
            KeyError: If the manifest does not name it.
            ExchangeFileDamagedError: If it is not the one that was signed.
            ExchangeFileUnreadableError: If the file cannot be read to its end.
        """
        if sha256 not in self._blobs:
            raise KeyError(sha256)
        try:
            content = b"".join(self._archive.content(BLOBS + sha256))
        except ArchiveFaultError as error:
            raise ExchangeFileDamagedError(self._path, Check.ATTACHMENT) from error
        except OSError as error:
            raise ExchangeFileUnreadableError(self._path) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ExchangeFileDamagedError(self._path, Check.ATTACHMENT)
        return content


def outer_hash(path: Path) -> str:
    """Return the SHA-256 of a file as it lies there, by which it is known again.

    Raises:
        ExchangeFileError: If it is no file, too large or cannot be read.
    """
    with _readable(path) as file:
        try:
            return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ExchangeFileUnreadableError(path) from error


@contextmanager
def open_exchange_file(
    path: Path,
    *,
    keys: Sequence[str] = (),
    passphrase: str | None = None,
    newest_schema: int = _ANY_SCHEMA,
) -> Iterator[Contents]:
    """Open an exchange file; what it holds can be read while it is open.

    Args:
        path: The file.
        keys: Secret keys of age, to be tried one after another.
        passphrase: What opens a file that was made for a passphrase.
        newest_schema: The latest vocabulary the caller understands.

    Raises:
        ExchangeFileError: The subclass says why it is refused.
        ExchangeKeyError: If one of the keys is not one.
    """
    with _readable(path) as file:
        beginning = _asked(path, file, _NAME_AT + len(MANIFEST))
        if beginning.startswith(_ZIP) and beginning[_NAME_AT:] == MANIFEST.encode():
            yield _contents(path, file, newest_schema, encrypted=False)
            return
        if not beginning.startswith(MAGIC):
            raise NotAnExchangeFileError(path)
        file.seek(0)
        with unnamed_file(path) as plain:
            open_box(path, file, plain, keys=keys, passphrase=passphrase)
            yield _contents(path, plain, newest_schema, encrypted=True)


def _contents(
    path: Path, file: BinaryIO, newest_schema: int, *, encrypted: bool
) -> Contents:
    try:
        size = file.seek(0, 2)
        archive = Archive(file, size)
        manifest = _signed_manifest(path, archive, newest_schema)
    except ArchiveFaultError as error:
        raise ExchangeFileDamagedError(path, Check.ARCHIVE) from error
    except OSError as error:
        raise ExchangeFileUnreadableError(path) from error
    return Contents(path, archive, manifest, encrypted=encrypted)


def _signed_manifest(path: Path, archive: Archive, newest_schema: int) -> Manifest:
    """Read the manifest: its version, then its spelling, the archive, the signature."""
    line = archive.beginning(MANIFEST, MAX_MANIFEST)
    try:
        manifest = read_manifest(line)
    except TooNewCommitError as error:
        raise ExchangeFileTooNewError(
            path, found=error.found, understood=error.understood
        ) from error
    except MalformedCommitError as error:
        raise ExchangeFileDamagedError(path, Check.MANIFEST) from error
    if manifest.schema > newest_schema:
        raise ExchangeFileTooNewError(
            path, found=manifest.schema, understood=newest_schema
        )
    if [_shape(member) for member in archive.members()] != _shapes(manifest, line):
        raise ArchiveFaultError
    signature = b"".join(archive.content(SIGNATURE)).decode("latin-1")
    if not verify_manifest(manifest.by, line, signature):
        raise ExchangeSignatureFalseError(path)
    return manifest


def _shape(member: Member) -> tuple[str, int, int]:
    return member.name, member.method, member.size


def _shapes(manifest: Manifest, line: bytes) -> list[tuple[str, int, int]]:
    """Return what the archive of this manifest must consist of, in order."""
    return [
        (MANIFEST, DEFLATED, len(line)),
        (SIGNATURE, STORED, _SIGNATURE_BYTES),
        (LOG, DEFLATED, manifest.bytes),
        *((BLOBS + sha256, STORED, size) for sha256, size in manifest.blobs),
    ]


def _entries(block: bytes) -> Iterator[Entry]:
    for header, payloads in read_log(block):
        if not _LEAST_HEADER <= len(header) >= len(payloads) * _LEAST_OP:
            raise ArchiveFaultError
        yield header, payloads


def _blocks(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Cut a log where commits begin, so that no more than one is ever waited for.

    Raises:
        ArchiveFaultError: If a commit is larger than any may be.
    """
    rest = bytearray()
    lines = 0
    for piece in pieces:
        seen = max(0, len(rest) - 1)
        rest += piece
        lines += piece.count(b"\n")
        cut = rest.rfind(b"\n{", seen) + 1
        if cut:
            yield bytes(rest[:cut])
            del rest[:cut]
            lines = rest.count(b"\n")
        if len(rest) > MAX_ENTRY or lines > _MAX_LINES:
            raise ArchiveFaultError
    yield bytes(rest)


@contextmanager
def _readable(path: Path) -> Iterator[BufferedReader]:
    """Open a file that may come from anywhere.

    A pipe or a device would keep us waiting for ever, so what it is comes first.
    """
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode):
            raise NotAnExchangeFileError(path)
        file = path.open("rb")
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise ExchangeFileMissingError(path) from error
    except OSError as error:
        raise ExchangeFileUnreadableError(path) from error
    with file:
        if told.st_size > MAX_FILE:
            raise ExchangeFileTooLargeError(path, MAX_FILE // 1_000_000)
        if not told.st_size:
            raise ExchangeFileDamagedError(path, Check.EMPTY)
        yield file


def _asked(path: Path, file: BinaryIO, length: int) -> bytes:
    try:
        return file.read(length)
    except OSError as error:
        raise ExchangeFileUnreadableError(path) from error
