"""Which header lines are commits, and which are not."""

from __future__ import annotations

import json

import pytest

from workshop_app.ledger.commit import (
    MAX_CLOCK,
    MAX_LINE,
    MAX_OPS,
    Fault,
    Header,
    MalformedCommitError,
    Op,
    TooNewCommitError,
    commit_id,
    encode_header,
    payload_hash,
    read_commit,
    stored_commit,
    to_bytes,
    to_text,
)

HASH = to_text(bytes(range(32)))
ANOTHER = to_text(bytes(range(1, 33)))
PROCESS = "0" * 32
RECORD = "a" * 32


def an_op(**changes: object) -> list[object]:
    """Return an op as it stands in JSON."""
    op: dict[str, object] = {
        "kind": "person",
        "record": RECORD,
        "fields": ["name", "note"],
        "supersedes": [],
        "payload": HASH,
    }
    return list((op | changes).values())


def a_line(**changes: object) -> bytes:
    """Return a header line in order of its keys; None leaves a key out."""
    header: dict[str, object] = {
        "v": 1,
        "d": HASH,
        "n": 2,
        "p": HASH,
        "q": None,
        "t": 1_760_000_000_000,
        "a": RECORD,
        "g": "b" * 32,
        "k": "register_person",
        "w": HASH,
        "s": 1,
        "r": None,
        "o": [an_op()],
    }
    said = {
        key: value for key, value in (header | changes).items() if value is not None
    }
    return json.dumps(said, separators=(",", ":")).encode()


def a_beginning(**changes: object) -> bytes:
    return a_line(**{"n": 1, "p": "", "q": PROCESS} | changes)


def fault_of(line: bytes) -> Fault:
    with pytest.raises(MalformedCommitError) as refusal:
        read_commit(line)
    return refusal.value.fault


def test_a_header_says_what_it_says() -> None:
    line = a_line(r=[HASH, ANOTHER], o=[an_op(supersedes=[HASH])])

    header = read_commit(line)

    assert header == Header(
        version=1,
        device=HASH,
        number=2,
        previous=HASH,
        clock=1_760_000_000_000,
        actor=RECORD,
        deed="b" * 32,
        code="register_person",
        words=HASH,
        schema=1,
        reverts=(HASH, ANOTHER),
        ops=(Op("person", RECORD, ("name", "note"), (HASH,), HASH),),
    )
    assert encode_header(header) == line
    assert stored_commit(line) == header


def test_a_commit_stands_on_all_it_names() -> None:
    last = to_text(bytes(32))
    header = read_commit(a_line(r=[ANOTHER], o=[an_op(supersedes=[last])]))

    assert header.references() == {HASH, ANOTHER, last}
    assert read_commit(a_beginning()).references() == set()


@pytest.mark.parametrize(
    "line",
    [
        a_beginning(),
        a_beginning(a="", o=[an_op(kind="process", record=PROCESS)]),
        a_line(a="", w=None),  # a later commit of a founding deed
        a_line(o=None, r=[HASH]),
        a_line(t=0),
        a_line(t=MAX_CLOCK),
        a_line(o=[an_op(fields=["_deleted"])]),
        a_line(o=[an_op(), an_op(kind="contribution")]),
        a_line(o=[an_op(), an_op(record="c" * 32)]),
        a_line(o=[an_op(fields=[f"f{number}" for number in range(100)])]),
        a_line(o=[an_op(kind="a" * 40)]),
    ],
)
def test_what_the_format_allows_is_read(line: bytes) -> None:
    assert encode_header(read_commit(line)) == line


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff\xfe",
        a_line()[:-1],
        a_line() + b"\n",
        b" " + a_line(),
        a_line().replace(b":", b": "),
        a_line().replace(b'"n":2', b'"n":02'),
        a_line().replace(b'"n":2', b'"n":2.0'),
        a_line().replace(b'"n":2', b'"n":2e0'),
        a_line().replace(b'"n":2', b'"n":-2'),
        a_line().replace(b'"n":2', b'"n":"2"'),
        a_line().replace(b'"n":2', b'"n":2,"n":2'),
        a_line().replace(b'"name"', b'"n\\u0061me"'),
        a_line(v=0),
        a_line(v=True),
        a_line(x=1),
        a_line(d=None),
        a_line(d=HASH + "="),
        a_line(d=HASH[:-1]),
        a_line(d=HASH[:-1] + "9"),  # spare bits not zero: a second spelling
        a_line(d=HASH[:-1] + "+"),
        a_line(p=HASH.lower()[:-1] + "b"),
        a_line(a="A" * 32),
        a_line(a="a" * 31),
        a_line(g=""),
        a_line(k="Register"),
        a_line(k=""),
        a_line(k="a" * 41),
        a_line(k="registrar a Ana Quispe"),  # nothing personal in a header
        a_line(k="_deleted"),
        a_line(w=""),
        a_line(r=[]),
        a_line(o=[]),
        a_line(r="x"),
        a_line(o=[an_op(fields=[])]),
        a_line(o=[an_op(fields=["_seen"])]),
        a_line(o=[an_op(fields=["Name"])]),
        a_line(o=[an_op(kind="_deleted")]),
        a_line(o=[an_op(record="g" * 32)]),
        a_line(o=[an_op(supersedes=["x"])]),
        a_line(o=[an_op()[:-1]]),
        a_line(o=[[*an_op(), 1]]),
        a_line(o=[an_op(fields=[f"f{number}" for number in range(101)])]),
    ],
)
def test_a_header_has_one_spelling(line: bytes) -> None:
    assert fault_of(line) is Fault.GRAMMAR


@pytest.mark.parametrize(
    "line",
    [
        a_line(n=0),
        a_line(n=1 << 31),
        a_line(s=0),
        a_line(t=MAX_CLOCK + 1),
        a_line(s=9_999_999_999_999_999),
    ],
)
def test_numbers_have_limits(line: bytes) -> None:
    assert fault_of(line) is Fault.NUMBERS


@pytest.mark.parametrize(
    "line",
    [
        a_line(p=""),
        a_line(n=1),
        a_line(q=PROCESS),
        a_beginning(q=None),
        a_beginning(p=HASH),
        a_beginning(w=None),
    ],
)
def test_the_beginning_of_a_chain_names_its_process_and_nothing_before(
    line: bytes,
) -> None:
    assert fault_of(line) is Fault.BEGINNING


@pytest.mark.parametrize(
    "line",
    [
        a_line(a=""),
        a_beginning(a=""),
        a_beginning(a="", o=[an_op(kind="process", record=RECORD)]),
        a_beginning(a="", o=[an_op(kind="person", record=PROCESS)]),
        a_beginning(a="", o=None, r=[HASH]),
    ],
)
def test_only_who_founds_a_process_may_be_nobody(line: bytes) -> None:
    assert fault_of(line) is Fault.NOBODY


def test_a_commit_does_something() -> None:
    assert fault_of(a_line(o=None)) is Fault.EMPTY


@pytest.mark.parametrize(
    "line",
    [
        a_line(o=[an_op(), an_op()]),
        a_line(o=[an_op(fields=["name", "name"])]),
    ],
)
def test_nothing_is_written_twice_in_a_commit(line: bytes) -> None:
    assert fault_of(line) is Fault.TWICE


@pytest.mark.parametrize("ids", [[ANOTHER, HASH], [HASH, HASH]])
def test_lists_of_commits_are_in_order(ids: list[str]) -> None:
    assert fault_of(a_line(r=ids)) is Fault.ORDER
    assert fault_of(a_line(o=[an_op(supersedes=ids)])) is Fault.ORDER


def test_a_commit_has_a_greatest_number_of_ops() -> None:
    ops = [an_op(record=f"{number:032x}", fields=["a"]) for number in range(MAX_OPS)]

    full = read_commit(a_line(o=ops))

    assert len(full.ops) == MAX_OPS
    assert fault_of(a_line(o=[*ops, an_op()])) is Fault.GRAMMAR


def test_a_commit_reverts_so_many_and_no_more() -> None:
    ids = sorted(to_text(number.to_bytes(32)) for number in range(MAX_OPS + 1))

    full = read_commit(a_line(r=ids[:-1], o=[an_op(supersedes=ids[1:])]))

    assert len(full.reverts) == MAX_OPS
    assert fault_of(a_line(r=ids)) is Fault.GRAMMAR
    assert fault_of(a_line(o=[an_op(supersedes=ids)])) is Fault.GRAMMAR


def test_a_line_too_long_is_not_even_looked_at() -> None:
    assert fault_of(b"{" * (MAX_LINE + 1)) is Fault.TOO_LONG


@pytest.mark.parametrize(
    "line", [a_line(v=2), b'{"v":999999999,"anything":[', a_line(v=2, x=1)]
)
def test_a_newer_format_asks_for_an_update(line: bytes) -> None:
    with pytest.raises(TooNewCommitError) as refusal:
        read_commit(line)

    assert refusal.value.understood == 1
    assert refusal.value.found > 1
    assert refusal.value.advice


def test_a_newer_vocabulary_asks_for_an_update() -> None:
    with pytest.raises(TooNewCommitError) as refusal:
        read_commit(a_line(s=3), newest_schema=2)

    assert (refusal.value.found, refusal.value.understood) == (3, 2)
    assert read_commit(a_line(s=2), newest_schema=2).schema == 2


@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_has_a_sentence_of_its_own(fault: Fault) -> None:
    error = MalformedCommitError(fault)

    assert fault.sentence() in error.message
    assert error.advice
    assert sum(fault.sentence() == one.sentence() for one in Fault) == 1


@pytest.mark.parametrize("size", [0, 1, 2, 3, 32, 64])
def test_bytes_are_written_as_text_and_read_back(size: int) -> None:
    data = bytes(range(255, 255 - size, -1))

    written = to_text(data)

    assert "=" not in written
    assert to_bytes(written) == data


@pytest.mark.parametrize(
    "text", ["A", "AB", "AA==", "AA=", "A A", "A+/A", "é", "AAA\n"]
)
def test_only_canonical_base64url_is_read(text: str) -> None:
    with pytest.raises(MalformedCommitError):
        to_bytes(text)


def test_commits_and_payloads_of_the_same_bytes_have_different_names() -> None:
    assert commit_id(b"x") != payload_hash(b"x")
    assert len(commit_id(b"x")) == len(payload_hash(b"x")) == 43
