"""What an exchange file may do to whoever reads it: be refused, or be what was signed.

Nothing else: no other exception, no time or memory without bounds, no word of what
stands in it.
"""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from tests.exchange.parcels import FAMILY, KEY, OFFICE, WORDS
from workshop_app.exchange.exchange_file import (
    ExchangeFileError,
    Open,
    open_exchange_file,
    write_exchange_file,
)
from workshop_app.ledger.commit import MalformedCommitError, TooNewCommitError
from workshop_app.ledger.log import log_lines
from workshop_app.ledger.payload import ERASED_LINE, open_commit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workshop_app.exchange.exchange_file import Contents, LogTold
    from workshop_app.ledger.commit import Commit
    from workshop_app.ledger.log import Entry
    from workshop_app.ledger.manifest import Manifest


@dataclass(frozen=True)
class Verdict:
    """What became of a file.

    Attributes:
        refusal: The name of the error; "" if it was accepted.
        content: A hash of all that came out of it, if it was accepted.
        trouble: What it should not have done; "" if it behaved.
    """

    refusal: str = ""
    content: str = ""
    trouble: str = ""


def judge(path: Path, content: bytes) -> Verdict:
    """Read a file as an importer does, and say what it did."""
    path.write_bytes(content)
    started = time.process_time()
    try:
        verdict = Verdict(content=_read(path))
    except ExchangeFileError as error:
        if FAMILY in str(error) or str(path.parent) in str(error):
            return Verdict(trouble=f"it tells what it must not: {error}")
        verdict = Verdict(refusal=type(error).__name__)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return Verdict(trouble=f"{type(error).__name__}: {error}")
    if time.process_time() - started > 2 + len(content) / 1_000_000:
        return Verdict(trouble=f"it took {time.process_time() - started:.1f} s")
    return verdict


def _read(path: Path) -> str:
    with open_exchange_file(path, keys=(OFFICE,), passphrase=WORDS) as contents:
        told = hashlib.sha256(repr(contents.manifest).encode())
        for line in _lines(contents):
            told.update(line + b"\n")
        for name, _ in contents.manifest.blobs:
            told.update(contents.blob(name))
    return told.hexdigest()


def entries_of(path: Path) -> list[Entry]:
    """Return all commits of a file, as the office opens it."""
    with open_exchange_file(path, keys=(OFFICE,), passphrase=WORDS) as contents:
        return list(contents.entries())


def exported_again(path: Path, again: Path) -> bool:
    """Write the commits of an accepted file to another, read that one, and compare.

    As a store would: what is not a commit is not passed on.
    """
    with open_exchange_file(path, keys=(OFFICE,), passphrase=WORDS) as contents:
        manifest = contents.manifest
        commits = list(_commits(contents))

    def describe(told: LogTold) -> Manifest:
        return msgspec.structs.replace(
            manifest,
            schema=told.schema,
            commits=told.commits,
            bytes=told.bytes,
            sha256=told.sha256,
            blobs=(),
        )

    write_exchange_file(
        again,
        (line for commit in commits for line in log_lines(commit)),
        describe=describe,
        sign=KEY.sign_manifest,
        blobs=tuple,
        lock=Open(),
    )
    with open_exchange_file(again) as contents:
        return list(_commits(contents)) == commits


def _commits(contents: Contents) -> Iterator[Commit]:
    for header, payloads in contents.entries():
        with suppress(MalformedCommitError, TooNewCommitError):
            yield open_commit(header, payloads)


def _lines(contents: Contents) -> Iterator[bytes]:
    for header, payloads in contents.entries():
        yield header
        for line in payloads:
            yield ERASED_LINE if line is None else line
