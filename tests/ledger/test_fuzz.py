"""Bytes from anywhere are refused with a sentence, or are commits."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.histories import PROPERTY, RECORDS
from tests.ledger.laptops import Laptop
from workshop_app.ledger.commit import (
    MalformedCommitError,
    TooNewCommitError,
    encode_header,
    read_commit,
)
from workshop_app.ledger.log import read_log, write_log
from workshop_app.ledger.payload import open_commit, read_deed, read_payload

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.ledger.commit import Commit


def a_log() -> bytes:
    laptop = Laptop("a")
    first = laptop.found()
    for record in RECORDS:
        laptop.set(record, {"name": "ñandú", "note": ("a", "b"), "count": 3})
        laptop.delete(record)
    laptop.revert(first)
    return write_log(laptop.commits.values())


LOG = a_log()
LINES = LOG.split(b"\n")[:-1]


@st.composite
def mutated(draw: st.DrawFn, start: bytes) -> bytes:
    """Return `start` with a few bytes flipped, cut out, doubled or put in."""
    line = bytearray(start)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(line)))
        length = draw(st.integers(0, 8))
        piece = draw(
            st.one_of(
                st.binary(max_size=4),
                st.sampled_from([b'"', b"[", b"]", b",", b"null", b"\n", b"-", b"1e9"]),
                st.just(bytes(line[at : at + length]) * 2),
            )
        )
        line[at : at + length] = piece
    return bytes(line)


R = TypeVar("R")


def refuses(read: Callable[[], R]) -> R | None:
    """Return what is read, or None where it is refused; any other error escapes."""
    with suppress(MalformedCommitError, TooNewCommitError):
        return read()
    return None


@PROPERTY
@given(st.binary(max_size=200))
def test_random_bytes_are_refused_with_a_sentence(line: bytes) -> None:
    assert refuses(lambda: read_commit(line)) is None
    assert refuses(lambda: read_deed(line)) is None
    assert refuses(lambda: read_payload(line, 1)) is None
    assert not line or refuses(lambda: list(read_log(line + b"x"))) is None


@PROPERTY
@given(st.sampled_from(LINES).flatmap(mutated))
def test_altered_lines_are_refused_or_have_one_spelling(line: bytes) -> None:
    header = refuses(lambda: read_commit(line))
    refuses(lambda: read_payload(line, 3))
    refuses(lambda: read_deed(line))

    assert header is None or encode_header(header) == line


@PROPERTY
@given(mutated(LOG))
def test_whatever_is_accepted_of_an_altered_log_is_passed_on_unaltered(
    log: bytes,
) -> None:
    accepted: list[Commit] = []
    entries = refuses(lambda: list(read_log(log))) or []
    for raw, payloads in entries:
        commit = refuses(lambda raw=raw, payloads=payloads: open_commit(raw, payloads))  # type: ignore[misc]
        if commit:
            accepted.append(commit)

    again = [open_commit(*entry) for entry in read_log(write_log(accepted))]

    assert again == accepted


@PROPERTY
@given(st.integers(0, len(LOG) - 1))
def test_a_log_cut_short_is_refused_or_read_up_to_there(length: int) -> None:
    whole = [open_commit(*entry) for entry in read_log(LOG)]

    entries = refuses(lambda: list(read_log(LOG[:length]))) or []

    read = [refuses(lambda entry=entry: open_commit(*entry)) for entry in entries]  # type: ignore[misc]
    assert [one for one in read if one] == whole[: len([one for one in read if one])]
    assert None not in read[:-1]
