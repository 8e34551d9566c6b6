"""Exchange files gone wrong, the same ones for the same seed."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import msgspec

from tests.exchange.hostile_archives import HOSTILE
from tests.exchange.parcels import (
    HISTORY,
    KEY,
    LOCKS,
    OFFICE_PUBLIC,
    OWN,
    STRANGER,
    Parcel,
    deflated,
    lines_of,
    manifest_of,
    signed,
    stored,
)
from workshop_app.exchange.age_box import close_box
from workshop_app.exchange.exchange_file import ForKeys
from workshop_app.exchange.exchange_zip import archive_bytes
from workshop_app.ledger.manifest import encode_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

SMALL = Parcel(
    lines=lines_of(HISTORY[:1]), tip=HISTORY[0].id, blobs=[b"a scan of one page"]
)
LINES = lines_of(HISTORY)
LOG = b"".join(line + b"\n" for line in LINES)
_TOKENS = (
    b"", b"\0", b"\n", b"\r\n", b"-\n", b"{", b"}", b"[", b"]", b'"', b",", b":",
    b"{}\n", b"[]\n", b"null", b"1e9", b"-0", b"9" * 30, b"\xff", b"\xed\xa0\x80",
    b"\\u0000", b"\\ud800", b'"format":2,', b"PK\3\4", b"PK\1\2", b"PK\5\6", b"../",
    b"age-encryption.org/v1\n", b"-> scrypt ", b"--- ",
)  # fmt: skip


@dataclass(frozen=True)
class Wrong:
    """A file gone wrong.

    Attributes:
        kind: How.
        content: Its bytes.
        meant: Whether its maker holds the key: it may be accepted for what it says.
    """

    kind: str
    content: bytes
    meant: bool = False


@cache
def small(lock: str) -> bytes:
    """Return a small exchange file that is right."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.kuskax")
        SMALL.write(path, LOCKS[lock])
        return path.read_bytes()


def cut(content: bytes) -> Iterator[Wrong]:
    """Cut a file at every byte."""
    for length in range(len(content)):
        yield Wrong("truncated", content[:length])


def flipped(content: bytes, step: int = 1, first: int = 0) -> Iterator[Wrong]:
    """Flip single bits of a file: every one, or one in so many."""
    for bit in range(first, len(content) * 8, step):
        raw = bytearray(content)
        raw[bit // 8] ^= 1 << bit % 8
        yield Wrong("one bit", bytes(raw))


def fuzzed(seed: int, count: int) -> Iterator[Wrong]:
    """Make so many files of every kind, by chance."""
    chance = random.Random(seed)  # noqa: S311 the same on every run
    for number in range(count):
        make = _KINDS[number % len(_KINDS)]
        yield make(chance)


def _any_bytes(chance: Random) -> Wrong:
    start = chance.choice(
        [b"", b"PK\3\4", small("open")[:43], b"age-encryption.org/v1\n", b"PK\5\6"]
    )
    return Wrong("bytes", start + chance.randbytes(chance.randrange(2_000)))


def _mutated_file(chance: Random) -> Wrong:
    return Wrong("mutated", _mutated(chance, small("open")))


def _mutated_box(chance: Random) -> Wrong:
    return Wrong("mutated, encrypted", _mutated(chance, small("keys")))


def _closed(chance: Random) -> Wrong:
    """Let an age file that is right hold an archive that is not."""
    inner = _mutated(chance, small("open"))
    target = io.BytesIO()
    close_box([inner], target, ForKeys((OFFICE_PUBLIC,), OWN))
    return Wrong("encrypted, mutated inside", target.getvalue())


def _mutated_members(chance: Random) -> Wrong:
    """Put an archive together rightly from parts that are not."""
    ((name, scan),) = SMALL.listed()
    log = b"".join(line + b"\n" for line in SMALL.lines)
    head = (KEY.device, SMALL.tip, KEY.seal(SMALL.tip))
    line = encode_manifest(manifest_of(log, heads=(head,), blobs=((name, len(scan)),)))
    parts = [line, KEY.sign_manifest(line).encode(), log, scan]
    which = chance.randrange(4)
    parts[which] = _mutated(chance, parts[which])
    content = archive_bytes(
        [
            deflated("manifest.json", parts[0]),
            stored("manifest.sig", parts[1]),
            deflated("log.jsonl", parts[2]),
            stored(f"blobs/{name}", parts[3]),
        ]
    )
    return Wrong("mutated members", b"".join(content))


def _signed_log(chance: Random) -> Wrong:
    lines = list(LINES)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(lines))
        what = chance.randrange(5)
        if what == 0:
            lines[at] = _mutated(chance, lines[at])
        elif what == 1:
            del lines[at]
        elif what == 2:
            lines.insert(at, chance.choice(LINES))
        elif what == 3:
            lines[at] = b"-"
        else:
            chance.shuffle(lines)
        lines = lines or [b"{}"]
    return Wrong(
        "signed, another log",
        signed(b"".join(one + b"\n" for one in lines)),
        meant=True,
    )


def _forged(chance: Random) -> Wrong:
    """Let everything agree, by somebody who lacks the key."""
    number = chance.randrange(1, len(HISTORY))
    log = b"".join(line + b"\n" for line in lines_of(HISTORY[:number]))
    signature = KEY.sign_manifest(encode_manifest(manifest_of(LOG)))
    content = signed(log, key=STRANGER)
    if chance.random() < 0.5:
        content = signed(log, signature=signature)
    return Wrong("forged", content)


def _signed_manifest(chance: Random) -> Wrong:
    """Let a manifest say anything, and sign it."""
    said = msgspec.to_builtins(manifest_of(LOG))
    field = chance.choice(list(said))
    said[field] = chance.choice(
        [0, 1, 2, -1, 2**31, 2**63, 2**70, 1.5, True, None, "", "x" * 70, [], [[]],
         {}, [["a", "b", "c"]], said["heads"] * 2, said[chance.choice(list(said))]]
    )  # fmt: skip
    if chance.random() < 0.1:
        said["format"] = chance.choice([2, 17, 10**9])
    line = msgspec.json.encode(said)
    if chance.random() < 0.3:
        line = _mutated(chance, line)
    return Wrong("signed, another manifest", signed(LOG, line), meant=True)


def _hostile(chance: Random) -> Wrong:
    content = _hostiles()[chance.randrange(len(_hostiles()))]
    if chance.random() < 0.8:
        content = _mutated(chance, content)
    return Wrong("archive", content)


@cache
def _hostiles() -> list[bytes]:
    return [make() for make in HOSTILE.values()]


_KINDS: tuple[Callable[[Random], Wrong], ...] = (
    _any_bytes,
    _mutated_file,
    _mutated_file,
    _mutated_box,
    _closed,
    _mutated_members,
    _signed_log,
    _signed_log,
    _signed_manifest,
    _forged,
    _hostile,
)


def _mutated(chance: Random, content: bytes) -> bytes:
    raw = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(raw) + 1)
        end = at + chance.choice([0, 1, 1, 2, 4, 8, 40, 400])
        piece = chance.choice(
            [
                chance.choice(_TOKENS),
                chance.randbytes(max(0, min(end, len(raw)) - at)),
                bytes(raw[at:end]) * 2,
                bytes(raw[chance.randrange(len(raw) + 1) :][: end - at]),
                chance.choice([b"\0", b"\xff"]) * (end - at),
            ]
        )
        raw[at:end] = piece
    return bytes(raw)
