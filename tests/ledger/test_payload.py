"""Which values can be held, and which lines hold them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.histories import PROPERTY
from tests.ledger.test_commit import a_line, an_op
from workshop_app.ledger.commit import (
    MAX_LINE,
    Fault,
    MalformedCommitError,
    Op,
    TooNewCommitError,
    commit_id,
    payload_hash,
)
from workshop_app.ledger.payload import (
    MAX_INT,
    MAX_ITEMS,
    MAX_TEXT,
    UnwritableValueError,
    Words,
    open_commit,
    read_deed,
    read_payload,
    read_values,
    stored_payload,
    write_deed,
    write_payload,
)

if TYPE_CHECKING:
    from workshop_app.ledger.payload import Values

SALT = "abcdefghijklmno_"
HEAD = b'["abcdefghijklmno_",'

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
VALUES = st.one_of(
    TEXTS,
    st.integers(-MAX_INT, MAX_INT),
    st.booleans(),
    st.none(),
    st.lists(TEXTS, max_size=4).map(tuple),
)


def fault_of(line: bytes, fields: int = 1) -> Fault:
    with pytest.raises(MalformedCommitError) as refusal:
        read_payload(line, fields)
    return refusal.value.fault


@PROPERTY
@given(st.lists(VALUES, min_size=1, max_size=6))
def test_what_is_written_is_read(values: list[Any]) -> None:
    line = write_payload(SALT, values)

    read = read_payload(line, len(values))

    assert read == tuple(values) == stored_payload(line)
    assert [type(one) for one in read] == [type(one) for one in values]


def test_the_longest_of_everything_is_held() -> None:
    values: Values = (
        "x" * MAX_TEXT,
        MAX_INT,
        -MAX_INT,
        ("",) * MAX_ITEMS,
        "🌽" * MAX_TEXT,
    )

    line = write_payload(SALT, values)

    assert read_payload(line, 5) == values


@pytest.mark.parametrize(
    "value",
    [
        "x" * (MAX_TEXT + 1),
        ("x" * (MAX_TEXT + 1),),
        ("",) * (MAX_ITEMS + 1),
        MAX_INT + 1,
        -MAX_INT - 1,
        1 << 80,
        "a\0b",
        ("a", "\0"),
        "\ud800",
        ("\udfff",),
    ],
)
def test_what_cannot_be_held_is_refused_before_it_is_written(value: Any) -> None:
    with pytest.raises(UnwritableValueError) as refusal:
        write_payload(SALT, (value,))

    assert refusal.value.message
    assert refusal.value.advice


def test_many_long_texts_are_more_than_a_line_holds() -> None:
    with pytest.raises(UnwritableValueError):
        write_payload(SALT, ("x" * MAX_TEXT,) * 11)


@pytest.mark.parametrize("value", [b"bytes", datetime(2026, 1, 1, tzinfo=UTC)])
def test_a_value_of_another_type_is_a_bug_and_not_turned_into_text(value: Any) -> None:
    with pytest.raises(TypeError, match="only texts"):
        write_payload(SALT, (value,))


@pytest.mark.parametrize("value", [1.0, 0.5, float("inf"), {"a": 1}, ((),), (1,)])
def test_fractions_and_nested_values_are_not_held(value: Any) -> None:
    with pytest.raises((UnwritableValueError, TypeError)):
        write_payload(SALT, (value,))


@pytest.mark.parametrize("salt", ["", "short", "x" * 17, "ñ" * 16, "abcdefghijklmno\n"])
def test_a_salt_has_sixteen_characters(salt: str) -> None:
    with pytest.raises(UnwritableValueError):
        write_payload(salt, ("x",))
    with pytest.raises(UnwritableValueError):
        write_deed(salt, "", {})


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"-",
        b"{}",
        b"[",
        b"\xff",
        HEAD + b'"\xff"]',
        HEAD + b'"\xed\xa0\x80"]',
        HEAD + b'"\\ud800"]',
        HEAD + b'"\\u0000"]',
        HEAD + b'["\\u0000"]]',
        HEAD + b'"\\u0041"]',
        HEAD + b'"\\/"]',
        HEAD + b'"\x01"]',
        HEAD + b"1.0]",
        HEAD + b"1e3]",
        HEAD + b"-0]",
        HEAD + b"01]",
        HEAD + b"NaN]",
        HEAD + b" 1]",
        HEAD + b"1]\n",
        HEAD + b"{}]",
        HEAD + b"[1]]",
        HEAD + b"[[]]]",
        b"[1,1]",
        b'["short",1]',
        b'[null,"x"]',
        b"[" * 100_000,
        HEAD + b"9" * 5_000 + b"]",
    ],
)
def test_a_payload_has_one_spelling_and_only_known_values(line: bytes) -> None:
    assert fault_of(line) is Fault.PAYLOAD


def test_a_backslash_before_u0000_is_a_text_like_any_other() -> None:
    values = ("\\u0000",)

    assert read_payload(write_payload(SALT, values), 1) == values


@pytest.mark.parametrize("line", [b"[]", HEAD + b"1,2]", b'["abcdefghijklmno_"]'])
def test_there_is_a_value_for_each_field(line: bytes) -> None:
    assert fault_of(line) is Fault.PAYLOAD_COUNT


def test_a_payload_line_has_a_greatest_length() -> None:
    assert fault_of(b"[" + b" " * MAX_LINE) is Fault.TOO_LONG
    with pytest.raises(MalformedCommitError):
        read_deed(b"[" + b" " * MAX_LINE)


@PROPERTY
@given(
    TEXTS,
    st.dictionaries(
        st.from_regex("[a-z][a-z0-9_]{0,39}", fullmatch=True),
        st.one_of(TEXTS, st.integers(-MAX_INT, MAX_INT)),
        max_size=4,
    ),
)
def test_the_words_of_a_deed_are_read_as_written(
    reason: str, arguments: dict[str, str | int]
) -> None:
    line = write_deed(SALT, reason, arguments)

    assert read_deed(line) == Words(reason, arguments)


@pytest.mark.parametrize(
    ("reason", "arguments"),
    [
        ("\0", {}),
        ("\ud800", {}),
        ("", {"name": "\0"}),
        ("", {"Name": "x"}),
        ("", {"name": 1.5}),
        ("", {"name": None}),
        ("", {f"a{number}": 1 for number in range(101)}),
        ("x" * (MAX_TEXT + 1), {}),
    ],
)
def test_words_that_cannot_be_held_are_refused(reason: str, arguments: Any) -> None:
    with pytest.raises(UnwritableValueError):
        write_deed(SALT, reason, arguments)


@pytest.mark.parametrize(
    "line",
    [
        HEAD + b'"",{"a":1,"a":1}]',
        HEAD + b'"",{}] ',
        HEAD + b'"",{},1]',
        HEAD + b'""]',
        HEAD + b"1,{}]",
        HEAD + b'"\xff",{}]',
    ],
)
def test_a_deed_has_one_spelling(line: bytes) -> None:
    with pytest.raises(MalformedCommitError) as refusal:
        read_deed(line)

    assert refusal.value.fault is Fault.PAYLOAD


def an_op_with(line: bytes, *fields: str) -> Op:
    return Op("person", "a" * 32, fields, (), payload_hash(line))


def test_only_the_values_that_were_signed_are_read() -> None:
    line = write_payload(SALT, ("Ana",))
    other = write_payload(SALT, ("Eva",))
    op = an_op_with(line, "name")

    assert read_values(op, line) == ("Ana",)
    assert read_values(op, None) is None
    with pytest.raises(MalformedCommitError) as refusal:
        read_values(op, other)
    assert refusal.value.fault is Fault.PAYLOAD_HASH


@pytest.mark.parametrize("value", [True, None])
def test_a_record_is_deleted_or_it_is_not(value: Any) -> None:
    line = write_payload(SALT, ("x", value))

    assert read_values(an_op_with(line, "name", "_deleted"), line) == ("x", value)


@pytest.mark.parametrize("value", [False, 1, 0, "true", ()])
def test_nothing_else_can_be_said_of_a_deletion(value: Any) -> None:
    line = write_payload(SALT, (value,))

    with pytest.raises(MalformedCommitError) as refusal:
        read_values(an_op_with(line, "_deleted"), line)

    assert refusal.value.fault is Fault.PAYLOAD


WORDS = write_deed(SALT, "porque sí", {})
NAME = write_payload(SALT, ("Ana", None))
HEADER = a_line(w=payload_hash(WORDS), o=[an_op(payload=payload_hash(NAME))])
REVERT = a_line(w=None, o=None, r=[payload_hash(b"")])


def test_a_commit_is_opened_with_its_payloads() -> None:
    commit = open_commit(HEADER, [WORDS, NAME])

    assert commit.id == commit_id(HEADER)
    assert commit.raw == HEADER
    assert commit.words == WORDS
    assert commit.payloads == (NAME,)
    assert open_commit(REVERT, []).payloads == ()


def test_a_commit_is_opened_though_its_payloads_are_erased() -> None:
    commit = open_commit(HEADER, [None, None])

    assert commit.words is None
    assert commit.payloads == (None,)


@pytest.mark.parametrize(
    ("payloads", "fault"),
    [
        ([], Fault.PAYLOAD_COUNT),
        ([WORDS], Fault.PAYLOAD_COUNT),
        ([WORDS, NAME, NAME], Fault.PAYLOAD_COUNT),
        ([NAME, WORDS], Fault.PAYLOAD_HASH),
        ([WORDS, WORDS], Fault.PAYLOAD_HASH),
    ],
)
def test_a_commit_has_exactly_the_payloads_it_promised(
    payloads: list[bytes | None], fault: Fault
) -> None:
    with pytest.raises(MalformedCommitError) as refusal:
        open_commit(HEADER, payloads)

    assert refusal.value.fault is fault


def test_a_commit_of_a_newer_vocabulary_is_not_opened() -> None:
    with pytest.raises(TooNewCommitError):
        open_commit(a_line(s=2), [], newest_schema=1)
