"""Exchange files to be read, and what they are made of."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from workshop_app.exchange.exchange_file import (
    ForKeys,
    Open,
    WithPassphrase,
    new_exchange_key,
    write_exchange_file,
)
from workshop_app.exchange.exchange_zip import DEFLATED, Member, archive_bytes
from workshop_app.ids import SeededIds, derived_id
from workshop_app.ledger.commit import Commit
from workshop_app.ledger.deed import Change, Deed, Position, seal_deed
from workshop_app.ledger.identity import DeviceKey
from workshop_app.ledger.log import log_lines
from workshop_app.ledger.manifest import Manifest, encode_manifest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workshop_app.exchange.exchange_file import Lock, LogTold, Written

    Blobs = Callable[[], Iterable[tuple[str, bytes]]]

KEY = DeviceKey(bytes(range(32)))
STRANGER = DeviceKey(bytes([7] * 32))
PROCESS = derived_id("process")
OWN, OWN_PUBLIC = new_exchange_key(bytes([1] * 32))
OFFICE, OFFICE_PUBLIC = new_exchange_key(bytes([2] * 32))
OTHER, OTHER_PUBLIC = new_exchange_key(bytes([3] * 32))
WORDS = "cuatro palabras de ñandú"
DAY = datetime(2026, 3, 9, tzinfo=UTC)
FAMILY = "Quispe Mamani"
"""A name that must not be readable in an encrypted file."""

SCAN = bytes(range(256)) * 40
PHOTOGRAPH = b"\xff\xd8\xff\xe0" + bytes(5_000)

LOCKS: dict[str, Lock] = {
    "keys": ForKeys((OFFICE_PUBLIC,), OWN),
    "passphrase": WithPassphrase(WORDS),
    "open": Open(),
}


def a_history(deeds: int = 3) -> list[Commit]:
    """Return a chain of as many commits."""
    ids = SeededIds("parcels", lambda: DAY)
    position, commits = Position(PROCESS), list[Commit]()
    for number in range(deeds):
        changes = [Change("person", derived_id(str(number)), {"family": FAMILY})]
        if not number:
            changes.append(Change("process", PROCESS, {"title": "Agua"}))
        sealed = seal_deed(
            KEY,
            position,
            Deed(
                id=derived_id("deed", str(number)),
                code="register_person",
                actor=derived_id("actor") if number else "",
                clock=1_760_000_000_000 + number,
                changes=changes,
            ),
            ids.new_salt,
        )
        commits += sealed.commits
        position = sealed.position
    return commits


def lines_of(commits: Iterable[Commit]) -> list[bytes]:
    return [line for commit in commits for line in log_lines(commit)]


HISTORY = a_history()


@dataclass
class Parcel:
    """What goes into an exchange file."""

    lines: Iterable[bytes] = field(default_factory=lambda: lines_of(HISTORY))
    tip: str = field(default_factory=lambda: HISTORY[-1].id)
    blobs: list[bytes] = field(default_factory=list)
    created: int = 1_760_000_000_000
    key: DeviceKey = KEY

    def listed(self) -> list[tuple[str, bytes]]:
        named = {hashlib.sha256(one).hexdigest(): one for one in self.blobs}
        return sorted(named.items())

    def describe(self, told: LogTold) -> Manifest:
        return Manifest(
            format=1,
            schema=told.schema,
            app="0.1.0",
            by=self.key.device,
            created=self.created,
            process=PROCESS,
            commits=told.commits,
            bytes=told.bytes,
            sha256=told.sha256,
            base=(),
            heads=((KEY.device, self.tip, KEY.seal(self.tip)),),
            blobs=tuple((name, len(content)) for name, content in self.listed()),
        )

    def write(self, path: Path, lock: Lock, blobs: Blobs | None = None) -> Written:
        return write_exchange_file(
            path,
            iter(self.lines),
            describe=self.describe,
            sign=self.key.sign_manifest,
            blobs=blobs or self.listed,
            lock=lock,
        )


def deflated(name: str, content: bytes) -> tuple[Member, Iterable[bytes]]:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    crc = zlib.crc32(content)
    return Member(name, DEFLATED, crc, len(packed), len(content)), [packed]


def stored(name: str, content: bytes) -> tuple[Member, Iterable[bytes]]:
    return Member.stored(name, content), [content]


def manifest_of(log: bytes, **changes: object) -> Manifest:
    """Return the manifest of any bytes that are called a log."""
    manifest = Manifest(
        format=1,
        schema=1,
        app="0.1.0",
        by=KEY.device,
        created=1_760_000_000_000,
        process=PROCESS,
        commits=log.count(b"\n{") + log.startswith(b"{"),
        bytes=len(log),
        sha256=hashlib.sha256(log).hexdigest(),
        base=(),
        heads=((KEY.device, HISTORY[-1].id, KEY.seal(HISTORY[-1].id)),),
        blobs=(),
    )
    return msgspec.structs.replace(manifest, **changes)


def signed(
    log: bytes,
    manifest: Manifest | bytes | None = None,
    *more: tuple[Member, Iterable[bytes]],
    key: DeviceKey = KEY,
    signature: str | None = None,
) -> bytes:
    """Spell an archive as somebody would who holds a device's key and means ill."""
    line = manifest_of(log) if manifest is None else manifest
    spelled = line if isinstance(line, bytes) else encode_manifest(line)
    signature = signature or key.sign_manifest(spelled)
    return b"".join(
        archive_bytes(
            [
                deflated("manifest.json", spelled),
                stored("manifest.sig", signature.encode()),
                deflated("log.jsonl", log),
                *more,
            ]
        )
    )
