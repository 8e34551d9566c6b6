"""Truly written bytes for each reader: where looking for wrong ones begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ledger import readers
from tests.ledger.story import tell
from tests.ledger.test_manifest import SPELLED
from workshop_app.ledger.log import write_log

if TYPE_CHECKING:
    from collections.abc import Iterator


def seeds() -> Iterator[bytes]:
    """Yield lines and logs, the number of their reader before each."""
    commits, _ = tell()
    yield readers.named(readers.MANIFEST, SPELLED)
    yield readers.named(readers.LOG, write_log(commits))
    for commit in commits:
        yield readers.named(readers.HEADER, commit.raw)
        yield readers.named(readers.LOG, write_log([commit]))
        if commit.words is not None:
            yield readers.named(readers.DEED, commit.words)
        for op, line in zip(commit.header.ops, commit.payloads, strict=True):
            if line is not None:
                fields = bytes([len(op.fields)])
                yield readers.named(readers.PAYLOAD, fields + line)
