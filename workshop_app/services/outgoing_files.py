"""The record on its way into a file, and the key that a start file carries along."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from workshop_app import __version__
from workshop_app.clock import milliseconds
from workshop_app.exchange.exchange_file import write_exchange_file
from workshop_app.ledger.manifest import FORMAT, Manifest
from workshop_app.services.progress import NO_PROGRESS
from workshop_app.store import arrivals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from workshop_app.exchange.exchange_file import Contents, Lock, LogTold, Written
    from workshop_app.services.progress import Progress
    from workshop_app.store import Store

_EVERY: Final = 500
"""Lines between two reports of how far the work is."""

_START: Final = b"kuska:start:v1\0"
_SEED: Final = 32


def write_out(
    store: Store,
    path: Path,
    lock: Lock,
    *,
    base: Sequence[tuple[str, str]] = (),
    seed: bytes = b"",
    progress: Progress = NO_PROGRESS,
) -> Written:
    """Write the record to a file, and read it back.

    Args:
        store: The record.
        path: Where to.
        lock: Who will be able to open it.
        base: Device and tip of chains that the reader has already.
        seed: The key of the device that begins with it, of a start file.
        progress: Told how far it is; may stop it.

    Raises:
        ExchangeFileError: If it cannot be written.
        Cancelled: If the person stopped it; nothing was written.
    """
    device = store.own.key
    secret = _START + seed
    extra = {hashlib.sha256(secret).hexdigest(): secret} if seed else {}
    with arrivals.outgoing(store, base) as out:
        blobs = _Blobs(out, extra)
        return write_exchange_file(
            path,
            _watched_lines(out, progress),
            describe=lambda log: _manifest(store, out, blobs, log),
            sign=device.sign_manifest,
            blobs=lambda: ((name, blobs.content(name)) for name in blobs.names),
            lock=lock,
        )


def seed_in(contents: Contents) -> bytes:
    """Return the key that a start file carries, nothing if it is none."""
    for name in _secrets(contents):
        return contents.blob(name).removeprefix(_START)
    return b""


def blobs_in(contents: Contents) -> tuple[str, ...]:
    """Return what is attached to records in a file: a key is nobody's to keep."""
    secrets = set(_secrets(contents))
    return tuple(name for name, _ in contents.manifest.blobs if name not in secrets)


def _secrets(contents: Contents) -> Iterator[str]:
    for name, size in contents.manifest.blobs:
        if size == len(_START) + _SEED and contents.blob(name).startswith(_START):
            yield name


class _Blobs:
    """What is attached to records, and what a start file carries beside."""

    def __init__(self, out: arrivals.Outgoing, extra: Mapping[str, bytes]) -> None:
        self._out = out
        self._extra = extra
        self.names = sorted({*out.contents, *extra})

    def content(self, name: str) -> bytes:
        return self._extra.get(name) or self._out.content(name)


def _manifest(
    store: Store, out: arrivals.Outgoing, blobs: _Blobs, log: LogTold
) -> Manifest:
    return Manifest(
        format=FORMAT,
        schema=log.schema,
        app=__version__,
        by=store.own.key.device,
        created=milliseconds(store.now()),
        process=store.process_id,
        commits=log.commits,
        bytes=log.bytes,
        sha256=log.sha256,
        base=out.base,
        heads=out.heads,
        blobs=tuple((name, len(blobs.content(name))) for name in blobs.names),
    )


def _watched_lines(out: arrivals.Outgoing, progress: Progress) -> Iterator[bytes]:
    """Say how far it is; of what a reader has already not all is written."""
    for number, line in enumerate(out.lines()):
        if number % _EVERY == 0:
            progress.at(number, out.most)
        yield line
