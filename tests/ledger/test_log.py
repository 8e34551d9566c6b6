"""How commits follow one another in a log."""

from __future__ import annotations

import pytest

from tests.ledger.laptops import Laptop
from workshop_app.ledger.commit import Commit, Fault, MalformedCommitError
from workshop_app.ledger.log import (
    fuller,
    log_lines,
    read_log,
    without,
    write_log,
)
from workshop_app.ledger.payload import open_commit


def two_commits() -> list[Commit]:
    laptop = Laptop("a")
    first = laptop.found()
    return [first, laptop.set(("person", "1" * 32), {"name": "Ana"})]


def test_a_log_is_read_as_it_was_written() -> None:
    commits = two_commits()

    log = write_log(commits)

    assert [open_commit(*entry) for entry in read_log(log)] == commits
    assert log.endswith(b"]\n")


def test_an_empty_log_has_no_commits() -> None:
    assert list(read_log(write_log([]))) == []


def test_an_erased_payload_is_a_dash() -> None:
    one, _ = two_commits()
    erased = Commit(one.id, one.raw, one.header, None, (None,))

    lines = log_lines(erased)

    assert lines == [one.raw, b"-", b"-"]
    assert [open_commit(*entry) for entry in read_log(write_log([erased]))] == [erased]


def test_a_commit_that_only_reverts_has_only_the_line_of_its_deed() -> None:
    laptop = Laptop("a")
    undo = laptop.revert(laptop.found())

    assert log_lines(undo) == [undo.raw, undo.words]


@pytest.mark.parametrize(
    "log",
    [b"{}", b"[]\n", b"-\n", b"{}\n\n", b"\n", b"{}\n--\n", b"{}\r\nx\n", b"{}\n[]"],
)
def test_what_is_not_lines_of_commits_is_no_log(log: bytes) -> None:
    with pytest.raises(MalformedCommitError) as refusal:
        list(read_log(log))

    assert refusal.value.fault is Fault.GRAMMAR


def test_of_two_copies_of_a_commit_every_payload_is_taken() -> None:
    one, _ = two_commits()
    wordless = Commit(one.id, one.raw, one.header, None, one.payloads)
    valueless = Commit(one.id, one.raw, one.header, one.words, (None,))

    assert fuller(wordless, valueless) == one
    assert fuller(valueless, wordless) == one


def test_payloads_are_left_out_by_their_hash() -> None:
    one, _ = two_commits()
    (written,) = one.header.ops

    assert without(one, ()) is one
    assert without(one, {written.payload}).payloads == (None,)
    assert without(one, {written.payload}).words == one.words
    assert without(one, {one.header.words}).words is None
    assert without(one, {one.header.words}).payloads == one.payloads
