"""Payloads: the salted values of an op or a deed, apart so that they can be erased.

A salt keeps an erased value from being guessed back from its hash: a document number
has only 10⁸ values.  Lines have one spelling, like headers.  See
`docs/file-format.md`, "Payloads".
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Final

import msgspec

from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.ledger.commit import (
    DELETED,
    MAX_FIELDS,
    MAX_LINE,
    Commit,
    Fault,
    MalformedCommitError,
    Op,
    commit_id,
    payload_hash,
    read_commit,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_TEXT: Final = 100_000
"""Characters of the longest text."""

MAX_ITEMS: Final = 1_000
"""The most texts in a list."""

MAX_INT: Final = 1 << 53
"""The greatest whole number, either side of zero: what every JSON reader holds."""

ERASED_LINE: Final = b"-"
"""What stands in a log where a payload was erased."""

Value = str | int | bool | None | tuple[str, ...]
"""What a field may hold."""

Values = tuple[Value, ...]
"""The values of an op, in the order of its fields."""

Argument = str | int
"""What a deed's argument may hold."""

_Text = Annotated[str, msgspec.Meta(max_length=MAX_TEXT)]
_Int = Annotated[int, msgspec.Meta(ge=-MAX_INT, le=MAX_INT)]
_Texts = Annotated[tuple[_Text, ...], msgspec.Meta(max_length=MAX_ITEMS)]
_Salt = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]{16}\\Z")]
_Name = Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]{0,39}\\Z")]
_Arguments = Annotated[dict[_Name, _Text | _Int], msgspec.Meta(max_length=MAX_FIELDS)]
_REST: Final = b"[["
_SALT = re.compile("[A-Za-z0-9_-]{16}")

_encode = msgspec.json.Encoder().encode
_payload = msgspec.json.Decoder(list[_Text | _Int | bool | _Texts | None])
_deed = msgspec.json.Decoder(tuple[_Salt, _Text, _Arguments])


class Erased(Enum):
    """The type of `ERASED`, so that it can be told apart from every value."""

    ERASED = "erased"


ERASED: Final = Erased.ERASED
"""Stands for a value erased by law: it was there, and nobody can say what it was."""

Known = Value | Erased
"""A value as far as it is still known."""


class UnwritableValueError(AppError):
    """A value the ledger cannot hold, found before anything was written."""

    def __init__(self) -> None:
        super().__init__(
            tr(
                "A text is too long (more than {limit} characters), a number is too "
                "large, or a text holds characters that cannot be kept.",
                limit=MAX_TEXT,
            ),
            advice=tr("Shorten it, or type it again without the strange characters."),
        )


class Words(msgspec.Struct, frozen=True, gc=False):
    """What a deed's payload says.

    Attributes:
        reason: Why it was done, as typed; may be empty.
        arguments: What the sentence made from the deed's code speaks about.
    """

    reason: str
    arguments: dict[str, Argument]


def read_payload(line: bytes, fields: int) -> Values:
    """Read the values of an op from a line that came from anywhere.

    Args:
        line: The payload line without its line feed.
        fields: How many fields the op writes.

    Raises:
        MalformedCommitError: If it is not a payload of so many values.
    """
    _check_length(line)
    try:
        found = _payload.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise MalformedCommitError(Fault.PAYLOAD) from error
    if len(found) != fields + 1:
        raise MalformedCommitError(Fault.PAYLOAD_COUNT)
    salt = found[0]
    if type(salt) is not str or not _SALT.fullmatch(salt):
        raise MalformedCommitError(Fault.PAYLOAD)
    if _encode(found) != line or (b"\\u0000" in line and _holds_nul(found)):
        raise MalformedCommitError(Fault.PAYLOAD)
    return tuple(found[1:])


def stored_payload(line: bytes) -> tuple[Known, ...]:
    """Read a payload that `read_payload` has already accepted; nothing is checked.

    Or what `write_rest` made of one: of that some values are `ERASED`.
    """
    if line[:2] != _REST:
        return tuple(_payload.decode(line)[1:])
    gone, *values = _payload.decode(line)
    lost = set(gone) if isinstance(gone, tuple) else set()
    return tuple(
        ERASED if str(at) in lost else value for at, value in enumerate(values)
    )


def is_rest(line: bytes) -> bool:
    """Say whether some values of a stored payload are erased."""
    return line[:2] == _REST


def write_rest(values: Sequence[Known]) -> bytes:
    """Return what is kept in a store of a payload that the office ordered erased.

    It never travels: where a payload has its salt, this has the places of what is
    gone.
    """
    gone = [str(at) for at, value in enumerate(values) if value is ERASED]
    return _encode([gone, *(None if one is ERASED else one for one in values)])


def write_payload(salt: str, values: Sequence[Value]) -> bytes:
    """Return the payload line of an op.

    Args:
        salt: 16 base64url characters that nobody can guess, never used before.
        values: One for each field, in the order of the op's fields.

    Raises:
        UnwritableValueError: If a value cannot be held: too long, too large, NUL,
            half a surrogate pair.
        TypeError: If a value is of another type; a bug of the caller.
    """
    line = _spell([salt, *values])
    try:
        written = read_payload(line, len(values))
    except MalformedCommitError as error:
        raise UnwritableValueError from error
    if written != tuple(values):  # a date or bytes, which turned into text
        message = "only texts, whole numbers, true, false, null and tuples of texts"
        raise TypeError(message)
    return line


def read_deed(line: bytes) -> Words:
    """Read a deed's payload from a line that came from anywhere.

    Raises:
        MalformedCommitError: If it is not a deed's payload.
    """
    _check_length(line)
    try:
        found = _deed.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise MalformedCommitError(Fault.PAYLOAD) from error
    _, reason, arguments = found
    if _encode(found) != line or _holds_nul([reason, *arguments.values()]):
        raise MalformedCommitError(Fault.PAYLOAD)
    return Words(reason, arguments)


def write_deed(salt: str, reason: str, arguments: Mapping[str, Argument]) -> bytes:
    """Return the payload line of a deed; raises as `write_payload` does."""
    line = _spell([salt, reason, dict(arguments)])
    try:
        read_deed(line)
    except MalformedCommitError as error:
        raise UnwritableValueError from error
    return line


def read_values(op: Op, line: bytes | None) -> Values | None:
    """Read an op's payload, if it is the one that was signed; None if erased.

    Raises:
        MalformedCommitError: If it is another payload, or not one at all.
    """
    if line is None:
        return None
    if payload_hash(line) != op.payload:
        raise MalformedCommitError(Fault.PAYLOAD_HASH)
    values = read_payload(line, len(op.fields))
    if DELETED in op.fields:
        deleted = values[op.fields.index(DELETED)]
        if deleted is not True and deleted is not None:
            raise MalformedCommitError(Fault.PAYLOAD)
    return values


def open_commit(
    raw: bytes, payloads: Sequence[bytes | None], *, newest_schema: int = 2**31 - 1
) -> Commit:
    """Read a header with the payload lines that followed it, believing nothing.

    Args:
        raw: The header line.
        payloads: The lines after it, the deed's first if there is one; None for
            an erased one.
        newest_schema: The latest vocabulary the caller understands.

    Raises:
        MalformedCommitError: If anything is not as the format demands.
        TooNewCommitError: If a newer format or vocabulary is needed.
    """
    header = read_commit(raw, newest_schema=newest_schema)
    lines = tuple(payloads)
    words = None
    if header.words and lines:
        words, *rest = lines
        lines = tuple(rest)
        _check_words(header.words, words)
    elif header.words:
        raise MalformedCommitError(Fault.PAYLOAD_COUNT)
    if len(lines) != len(header.ops):
        raise MalformedCommitError(Fault.PAYLOAD_COUNT)
    for op, line in zip(header.ops, lines, strict=True):
        read_values(op, line)
    return Commit(commit_id(raw), raw, header, words, lines)


def _check_words(promised: str, line: bytes | None) -> None:
    if line is None:
        return
    if payload_hash(line) != promised:
        raise MalformedCommitError(Fault.PAYLOAD_HASH)
    read_deed(line)


def _check_length(line: bytes) -> None:
    if len(line) > MAX_LINE:
        raise MalformedCommitError(Fault.TOO_LONG)


def _spell(content: list[object]) -> bytes:
    try:
        return _encode(content)
    except UnicodeEncodeError as error:  # half a surrogate pair
        raise UnwritableValueError from error


def _holds_nul(values: Sequence[Value]) -> bool:
    """Return whether a text holds NUL, which PostgreSQL cannot store."""
    return any(
        "\0" in value if isinstance(value, str) else _holds_nul(value)
        for value in values
        if isinstance(value, str | tuple)
    )
