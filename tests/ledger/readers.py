"""Every reader of bytes from strangers: it refuses them, or writes the same again."""

from __future__ import annotations

from typing import Final

from workshop_app.ledger.commit import (
    MalformedCommitError,
    TooNewCommitError,
    encode_header,
    read_commit,
)
from workshop_app.ledger.log import log_lines, read_log
from workshop_app.ledger.manifest import encode_manifest, read_manifest
from workshop_app.ledger.payload import (
    UnwritableValueError,
    open_commit,
    read_deed,
    read_payload,
    write_deed,
    write_payload,
)

_HIGHEST: Final = 2**31 - 1


def read(data: bytes) -> bool:
    """Let the reader that the first byte names read the rest.

    Returns:
        Whether it was taken; what was refused, was refused as it ought to be.

    Raises:
        AssertionError: If what was taken is written otherwise again.
        Exception: Whatever a reader raises that is no refusal: a fault.
    """
    if not data:
        return False
    reader = READERS[data[0] % len(READERS)]
    try:
        reader(data[1:])
    except (MalformedCommitError, TooNewCommitError):
        return False
    return True


def _header(line: bytes) -> None:
    assert encode_header(read_commit(line, newest_schema=_HIGHEST)) == line


def _payload(line: bytes) -> None:
    fields, rest = line[0] % 20 if line else 0, line[1:]
    values = read_payload(rest, fields)
    salt = rest[2:18].decode()
    try:
        assert write_payload(salt, values) == rest
    except UnwritableValueError as error:
        raise AssertionError from error


def _deed(line: bytes) -> None:
    words = read_deed(line)
    salt = line[2:18].decode()
    assert write_deed(salt, words.reason, words.arguments) == line


def _manifest(line: bytes) -> None:
    assert encode_manifest(read_manifest(line)) == line


def _log(log: bytes) -> None:
    again = b""
    for raw, payloads in read_log(log):
        commit = open_commit(raw, payloads)
        again += b"".join(line + b"\n" for line in log_lines(commit))
    assert again == log


READERS: Final = (_header, _payload, _deed, _manifest, _log)
HEADER, PAYLOAD, DEED, MANIFEST, LOG = range(len(READERS))


def named(reader: int, content: bytes) -> bytes:
    """Return what `read` takes for the bytes that a reader is to read."""
    return bytes([reader]) + content
