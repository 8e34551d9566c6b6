"""Archives that other readers have been deceived with.

Each begins as an exchange file whose parts are in order and truly signed; what is done
to it is what an attacker can do to a ZIP.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from tests.exchange.parcels import (
    HISTORY,
    KEY,
    deflated,
    lines_of,
    manifest_of,
    signed,
    stored,
)
from workshop_app.exchange.exchange_zip import DEFLATED, Member, archive_bytes
from workshop_app.ledger.manifest import encode_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LOG = b"".join(line + b"\n" for line in lines_of(HISTORY))
LINE = encode_manifest(manifest_of(LOG))
SIGNATURE = KEY.sign_manifest(LINE).encode()
WHOLE = signed(LOG)

_LOCAL, _CENTRAL, _END = b"PK\3\4", b"PK\1\2", b"PK\5\6"


def _at(
    name: bytes, mark: bytes, offset: int, value: bytes, of: bytes = WHOLE
) -> bytes:
    """Overwrite a field of the header of one member."""
    raw = bytearray(of)
    length = 30 if mark == _LOCAL else 46
    at = raw.find(mark)
    while raw[at + length : at + length + len(name)] != name:
        at = raw.find(mark, at + 1)
    raw[at + offset : at + offset + len(value)] = value
    return bytes(raw)


def _both(name: bytes, offset: int, value: bytes) -> bytes:
    """Overwrite a field in both headers of a member; the offset is the local one."""
    half = _at(name, _LOCAL, offset, value)
    return _at(name, _CENTRAL, offset + 2, value, half)


def _parts(*more: tuple[Member, Iterable[bytes]]) -> bytes:
    return b"".join(
        archive_bytes(
            [
                deflated("manifest.json", LINE),
                stored("manifest.sig", SIGNATURE),
                deflated("log.jsonl", LOG),
                *more,
            ]
        )
    )


def _bomb() -> bytes:
    log = LOG + b"[" + b"0" * 60_000_000 + b"]\n"
    return signed(log)


def _bomb_that_lies() -> bytes:
    """Declare the size of the log, and unpack to a thousand times as much."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(LOG + b"0" * 20_000_000) + packer.flush()
    member = Member("log.jsonl", DEFLATED, zlib.crc32(LOG), len(packed), len(LOG))
    return b"".join(
        archive_bytes(
            [
                deflated("manifest.json", LINE),
                stored("manifest.sig", SIGNATURE),
                (member, [packed]),
            ]
        )
    )


def _by_the_library(**changes: object) -> bytes:
    """Let Python's own library put it together, as any other program would."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            ("manifest.json", LINE),
            ("manifest.sig", SIGNATURE),
            ("log.jsonl", LOG),
        ):
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            for field, value in changes.items():
                setattr(info, field, value)
            archive.writestr(info, content)
    return target.getvalue()


def _streamed() -> bytes:
    """Sizes after the content, as when writing to a pipe."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.all = b""

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            piece = bytes(data)  # type: ignore[call-overload]
            self.all += piece
            return len(piece)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", LINE)
        archive.writestr("manifest.sig", SIGNATURE)
        archive.writestr("log.jsonl", LOG)
    return pipe.all


def _overlapping() -> bytes:
    """Let two entries of the directory name the same bytes."""
    start = WHOLE.index(_LOCAL, 4)
    return _at(b"log.jsonl", _CENTRAL, 42, struct.pack("<L", start))


def _quoted_overlap() -> bytes:
    """Hide a header inside the content of the member before it."""
    member, packed = stored("hidden", LOG)
    inner = b"".join(archive_bytes([(member, packed)]))
    return _parts(stored("log2.jsonl", inner[: inner.index(_CENTRAL)]))


def _two_directories() -> bytes:
    start = WHOLE.index(_CENTRAL)
    return WHOLE[:start] + WHOLE[start : WHOLE.index(_END)] + WHOLE[start:]


def _two_ends() -> bytes:
    return WHOLE + WHOLE[WHOLE.index(_END) :]


def _zip64() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("manifest.json", LINE), ("log.jsonl", LOG)):
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(content)
    return target.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a bomb, truly declared and signed": _bomb,
    "a bomb that lies about its size": _bomb_that_lies,
    "two entries on the same bytes": _overlapping,
    "an entry quoted inside another": _quoted_overlap,
    "the same name twice": lambda: _parts(deflated("log.jsonl", LOG)),
    "the manifest twice": lambda: _parts(deflated("manifest.json", LINE)),
    "a part more": lambda: _parts(stored("readme.txt", b"hello")),
    "an attachment nobody listed": lambda: _parts(stored("blobs/" + "0" * 64, b"x")),
    "a name that climbs out": lambda: _parts(stored("../../evil", b"x")),
    "a name from the root": lambda: _parts(stored("/etc/passwd", b"x")),
    "a name of Windows": lambda: _parts(stored("C:\\evil", b"x")),
    "a name with NUL": lambda: _parts(stored("log.jsonl\0.txt", b"x")),
    "a folder": lambda: _parts(stored("blobs/", b"")),
    "a link": lambda: _at(
        b"log.jsonl", _CENTRAL, 38, struct.pack("<L", (stat.S_IFLNK | 0o777) << 16)
    ),
    "said to be encrypted": lambda: _both(b"log.jsonl", 6, b"\1\0"),
    "encrypted in the directory alone": lambda: _at(b"log.jsonl", _CENTRAL, 8, b"\1\0"),
    "another method": lambda: _both(b"log.jsonl", 8, b"\x0c\0"),
    "the first part by another method": lambda: _both(b"manifest.json", 8, b"\x63\0"),
    "stored instead of deflated": lambda: _both(b"log.jsonl", 8, b"\0\0"),
    "ZIP64": _zip64,
    "sizes that ask for ZIP64": lambda: _both(b"log.jsonl", 18, b"\xff" * 8),
    "sizes after the content": _streamed,
    "something behind": lambda: WHOLE + b"trailing",
    "a comment": lambda: WHOLE[:-2] + b"\5\0hello",
    "something between": lambda: WHOLE.replace(_CENTRAL, b"between" + _CENTRAL, 1),
    "two directories": _two_directories,
    "two ends": _two_ends,
    "two archives": lambda: WHOLE + WHOLE,
    "an archive inside another's beginning": lambda: WHOLE[:-22] + WHOLE,
    "other names in front and behind": lambda: _at(
        b"log.jsonl", _LOCAL, 30, b"log.jsonX"
    ),
    "another checksum": lambda: _both(b"log.jsonl", 14, b"\0\0\0\0"),
    "another time": lambda: _both(b"log.jsonl", 10, b"\1\0"),
    "more parts than there are": lambda: WHOLE[:-14] + b"\4\0\4\0" + WHOLE[-10:],
    "fewer parts than there are": lambda: WHOLE[:-14] + b"\2\0\2\0" + WHOLE[-10:],
    "65,535 parts": lambda: WHOLE[:-14] + b"\xff" * 4 + WHOLE[-10:],
    "a directory elsewhere": lambda: WHOLE[:-6] + b"\0\0\0\0\0\0",
    "no directory": lambda: WHOLE[: WHOLE.index(_CENTRAL)],
    "no parts": lambda: _END + bytes(18),
    "parts in another order": lambda: b"".join(
        archive_bytes(
            [
                deflated("manifest.json", LINE),
                deflated("log.jsonl", LOG),
                stored("manifest.sig", SIGNATURE),
            ]
        )
    ),
    "by another program": _by_the_library,
    "by another program, with an extra field": lambda: _by_the_library(
        extra=b"\xfe\xca\0\0"
    ),
}
"""Said in words, and how it is made.  Every one of them is refused."""
