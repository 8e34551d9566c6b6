"""The archive inside an exchange file: a ZIP with one spelling.

Any program can open it.  This one reads only what it would have written itself: each
header is spelled again and compared, and every byte of the file belongs to exactly one
part.  So two programs never see two different archives in one file, and there is
nothing to escape from: bombs, overlaps, second directories, names that climb out of a
folder, links and whatever hangs before or behind are all simply not that spelling.
See `docs/exchange-format.md`, "Archive".
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, BinaryIO, Final

from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STORED: Final = 0
DEFLATED: Final = 8
_METHODS: Final = (STORED, DEFLATED)

CHUNK: Final = 1 << 18
"""Bytes held at a time."""

MAX_RATIO: Final = 200
"""A log shrinks four or five times; a bomb more than 1,000 times."""

RATIO_MATTERS_FROM: Final = 1 << 20

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_NEEDS: Final = 20  # version 2.0: deflate
_MADE_BY: Final = 0x0314  # the same, with Unix permissions
_MIDNIGHT: Final = 0
_YEAR_1980: Final = 0x0021  # 1 January
_OWNER_ONLY: Final = 0o100600 << 16
_MAX_NAME: Final = 80
_MAX_MEMBERS: Final = 0xFFFE
_MAX_OFFSET: Final = 0xFFFFFFFF


class ArchiveFaultError(Exception):
    """The bytes are not an archive of that spelling."""


@dataclass(frozen=True)
class Member:
    """A part of the archive, as its header describes it.

    Attributes:
        name: Its name, in ASCII.
        method: `STORED` or `DEFLATED`.
        crc: CRC-32 of its content.
        packed: Bytes it takes in the archive.
        size: Bytes of its content.
    """

    name: str
    method: int
    crc: int
    packed: int
    size: int

    @classmethod
    def stored(cls, name: str, content: bytes) -> Member:
        """Describe content that is put in as it is."""
        size = len(content)
        return cls(name, STORED, zlib.crc32(content), size, size)


def archive_bytes(parts: Iterable[tuple[Member, Iterable[bytes]]]) -> Iterator[bytes]:
    """Spell an archive piece by piece.

    Args:
        parts: Each member, and its content packed as the member says.
    """
    directory, at, count = bytearray(), 0, 0
    for member, packed in parts:
        header = _local(member)
        yield header
        yield from packed
        directory += _central(member, at)
        at += len(header) + member.packed
        count += 1
    yield bytes(directory)
    yield _end(count, len(directory), at)


class Archive:
    """An archive in a file that can be read at any place; nothing in it is believed."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size
        self._places: dict[str, tuple[Member, int]] = {}

    def beginning(self, name: str, most: int) -> bytes:
        """Read the first member before anything else is looked at.

        Args:
            name: What it must be called.
            most: Stop after so many bytes and one.

        Raises:
            ArchiveFaultError: If the archive does not begin with it.
        """
        head = self._at(0, _LOCAL.size)
        *_, method, _, _, crc, packed, size, _, _ = _LOCAL.unpack(head)
        member = Member(name, method, crc, packed, size)
        header = _local(member)
        if method not in _METHODS or self._at(0, len(header)) != header:
            raise ArchiveFaultError
        self._places[name] = member, len(header)
        content = bytearray()
        for chunk in self.content(name):
            content += chunk
            if len(content) > most:
                break
        return bytes(content)

    def members(self) -> list[Member]:
        """Read the directory and check that every byte of the file is accounted for.

        Raises:
            ArchiveFaultError: If it is not spelled as `archive_bytes` spells it.
        """
        end_at = self._size - _END.size
        end = self._at(end_at, _END.size)
        *_, count, length, start, _ = _END.unpack(end)
        if end != _end(count, length, start) or start + length != end_at:
            raise ArchiveFaultError
        if count > _MAX_MEMBERS or length > count * (_CENTRAL.size + _MAX_NAME):
            raise ArchiveFaultError
        self._places = {}
        at = 0
        for member in _directory(self._at(start, length), count):
            header = _local(member)
            if self._at(at, len(header)) != header or member.name in self._places:
                raise ArchiveFaultError
            self._places[member.name] = member, at + len(header)
            at += len(header) + member.packed
        if at != start:
            raise ArchiveFaultError
        return [member for member, _ in self._places.values()]

    def content(self, name: str) -> Iterator[bytes]:
        """Read a member, piece by piece; only its last piece proves it whole.

        Raises:
            ArchiveFaultError: At the latest at its end, if it is not what its header
                says, or promises to grow out of all proportion.
        """
        member, at = self._places[name]
        if member.size > max(RATIO_MATTERS_FROM, MAX_RATIO * member.packed):
            raise ArchiveFaultError
        pieces = self._packed(at, member.packed)
        if member.method == DEFLATED:
            pieces = _inflated(pieces)
        crc = size = 0
        for piece in pieces:
            size += len(piece)
            if size > member.size:
                raise ArchiveFaultError
            crc = zlib.crc32(piece, crc)
            yield piece
        if size != member.size or crc != member.crc:
            raise ArchiveFaultError

    def _packed(self, at: int, length: int) -> Iterator[bytes]:
        end = at + length
        while at < end:
            piece = self._at(at, min(CHUNK, end - at))
            at += len(piece)
            yield piece

    def _at(self, at: int, length: int) -> bytes:
        """Read exactly so many bytes from a place."""
        if at < 0 or at + length > self._size:
            raise ArchiveFaultError
        self._file.seek(at)
        found = self._file.read(length)
        if len(found) != length:
            raise ArchiveFaultError
        return found


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for piece in pieces:
            if inflate.eof:
                raise ArchiveFaultError
            yield inflate.decompress(piece, CHUNK)
            while inflate.unconsumed_tail:
                yield inflate.decompress(inflate.unconsumed_tail, CHUNK)
        yield inflate.flush()
    except zlib.error as error:
        raise ArchiveFaultError from error
    if not inflate.eof or inflate.unused_data:
        raise ArchiveFaultError


def _directory(directory: bytes, count: int) -> Iterator[Member]:
    at = offset = 0
    for _ in range(count):
        fixed = directory[at : at + _CENTRAL.size]
        if len(fixed) < _CENTRAL.size:
            raise ArchiveFaultError
        (_, _, _, _, method, _, _, crc, packed, size, length, *_) = _CENTRAL.unpack(
            fixed
        )
        name = directory[at + _CENTRAL.size : at + _CENTRAL.size + length]
        if not name.isascii() or method not in _METHODS or offset > _MAX_OFFSET:
            raise ArchiveFaultError
        member = Member(name.decode("ascii"), method, crc, packed, size)
        if fixed + name != _central(member, offset):
            raise ArchiveFaultError
        yield member
        at += len(fixed) + len(name)
        offset += len(_local(member)) + packed
    if at != len(directory):
        raise ArchiveFaultError


def _local(member: Member) -> bytes:
    name = member.name.encode()
    return (
        _LOCAL.pack(
            b"PK\3\4",
            _NEEDS,
            0,
            member.method,
            _MIDNIGHT,
            _YEAR_1980,
            member.crc,
            member.packed,
            member.size,
            len(name),
            0,
        )
        + name
    )


def _central(member: Member, offset: int) -> bytes:
    name = member.name.encode()
    return (
        _CENTRAL.pack(
            b"PK\1\2",
            _MADE_BY,
            _NEEDS,
            0,
            member.method,
            _MIDNIGHT,
            _YEAR_1980,
            member.crc,
            member.packed,
            member.size,
            len(name),
            0,
            0,
            0,
            0,
            _OWNER_ONLY,
            offset,
        )
        + name
    )


def _end(count: int, length: int, start: int) -> bytes:
    return _END.pack(b"PK\5\6", 0, 0, count, count, length, start, 0)
