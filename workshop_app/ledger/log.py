"""Logs: commits as lines of text, one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from workshop_app.ledger.commit import Commit, Fault, MalformedCommitError
from workshop_app.ledger.payload import ERASED_LINE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

Entry = tuple[bytes, list[bytes | None]]
"""A header line, and the payload lines that follow it; None for an erased one."""


def log_lines(commit: Commit) -> list[bytes]:
    """Return the lines of a commit, each without its line feed."""
    payloads = list(commit.payloads)
    if commit.header.words:
        payloads.insert(0, commit.words)
    return [
        commit.raw,
        *(ERASED_LINE if line is None else line for line in payloads),
    ]


def write_log(commits: Iterable[Commit]) -> bytes:
    """Return commits as a log; every line ends in a line feed."""
    return b"".join(line + b"\n" for commit in commits for line in log_lines(commit))


def read_log(log: bytes) -> Iterator[Entry]:
    """Split a log into commits without reading them: `open_commit` does that.

    So a commit that is known already is passed over for the price of its hash.

    Raises:
        MalformedCommitError: If the log does not end in a line feed, or a line is
            neither header nor payload, or a payload has no header.
    """
    if not log:
        return
    *lines, rest = log.split(b"\n")
    if rest:
        raise MalformedCommitError(Fault.GRAMMAR)
    header, payloads = lines[0], list[bytes | None]()
    if not header.startswith(b"{"):
        raise MalformedCommitError(Fault.GRAMMAR)
    for line in lines[1:]:
        if line.startswith(b"["):
            payloads.append(line)
        elif line == ERASED_LINE:
            payloads.append(None)
        elif line.startswith(b"{"):
            yield header, payloads
            header, payloads = line, []
        else:
            raise MalformedCommitError(Fault.GRAMMAR)
    yield header, payloads


def fuller(one: Commit, other: Commit) -> Commit:
    """Return a commit with every payload that either copy of it has."""
    payloads = tuple(
        mine if mine is not None else theirs
        for mine, theirs in zip(one.payloads, other.payloads, strict=True)
    )
    words = one.words if one.words is not None else other.words
    return msgspec.structs.replace(one, payloads=payloads, words=words)


def without(commit: Commit, hashes: Collection[str]) -> Commit:
    """Return a commit without the payloads that have one of these hashes."""
    if not hashes:
        return commit
    payloads = tuple(
        None if o.payload in hashes else line
        for o, line in zip(commit.header.ops, commit.payloads, strict=True)
    )
    words = None if commit.header.words in hashes else commit.words
    if payloads == commit.payloads and words == commit.words:
        return commit
    return msgspec.structs.replace(commit, payloads=payloads, words=words)
