"""Headers of commits: their bytes, their names and what makes them readable.

Everything checked here is a pure function of one header line, so that every computer
gives the same verdict.  The grammar is strict on purpose: a header has exactly one
spelling, so nothing can be read in two ways, and a rule can be loosened later but
never tightened.  See `docs/file-format.md`, "Headers".
"""

from __future__ import annotations

import hashlib
import re
from base64 import urlsafe_b64encode
from binascii import a2b_base64
from enum import Enum
from itertools import pairwise
from typing import Annotated, Final

import msgspec

from workshop_app.errors import AppError
from workshop_app.i18n import tr

FORMAT: Final = 1
"""The version of the wire format written and read here."""

MAX_LINE: Final = 1 << 20
"""Bytes of the longest header or payload line, without its line feed."""

MAX_OPS: Final = 5_000
"""The most ops, reverted commits, or commits superseded by one op."""

MAX_FIELDS: Final = 100
"""The most fields one op writes."""

MAX_CLOCK: Final = 1 << 52
"""The latest claimed time, in milliseconds since 1970."""

DELETED: Final = "_deleted"
"""The field that says whether a record is deleted (true) or not (null)."""

PROCESS: Final = "process"
"""The kind of the record that a founding deed must write."""

_COMMIT: Final = b"kuska:commit:v1\0"
_PAYLOAD: Final = b"kuska:payload:v1\0"

_HASH = "[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"  # 32 bytes; the last digit's spare bits 0
_ID = "[0-9a-f]{32}"
_NAME = "[a-z][a-z0-9_]{0,39}"
_INT = "(?:0|[1-9][0-9]{0,15})"
_FIELD = f'"(?:{_NAME}|{DELETED})"'
_HASHES = f'"{_HASH}"(?:,"{_HASH}"){{0,{MAX_OPS - 1}}}+'
_OP = (
    rf'\["{_NAME}","{_ID}",\[{_FIELD}(?:,{_FIELD}){{0,{MAX_FIELDS - 1}}}+\],'
    rf'\[(?:{_HASHES})?+\],"{_HASH}"\]'
)
_HEADER = re.compile(
    rf'\{{"v":{FORMAT},"d":"{_HASH}","n":{_INT},"p":"(?:{_HASH})?+"(?:,"q":"{_ID}")?+,'
    rf'"t":{_INT},"a":"(?:{_ID})?+","g":"{_ID}","k":"{_NAME}"(?:,"w":"{_HASH}")?+,'
    rf'"s":{_INT}(?:,"r":\[{_HASHES}\])?+'
    rf'(?:,"o":\[{_OP}(?:,{_OP}){{0,{MAX_OPS - 1}}}+\])?+\}}'.encode(),
)
_VERSION = re.compile(rb'\{"v":([1-9][0-9]{0,8}),')
_COUNT = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
_CLOCK = Annotated[int, msgspec.Meta(ge=0, le=MAX_CLOCK)]


class Fault(Enum):
    """Why a line, or a commit by itself, is not what the format allows."""

    TOO_LONG = "too_long"
    GRAMMAR = "grammar"
    NUMBERS = "numbers"
    BEGINNING = "beginning"
    NOBODY = "nobody"
    EMPTY = "empty"
    ORDER = "order"
    TWICE = "twice"
    PAYLOAD = "payload"
    PAYLOAD_COUNT = "payload_count"
    PAYLOAD_HASH = "payload_hash"
    RECORD = "record"

    def sentence(self) -> str:
        """Say what is wrong, in the language of the moment."""
        return {
            Fault.TOO_LONG: tr("A line is longer than the format allows."),
            Fault.GRAMMAR: tr("A line is not spelled as the format demands."),
            Fault.NUMBERS: tr("A number lies outside its limits."),
            Fault.BEGINNING: tr(
                "The beginning of a chain is not marked as it must be."
            ),
            Fault.NOBODY: tr("Nobody is named as its author."),
            Fault.EMPTY: tr("A commit changes nothing."),
            Fault.ORDER: tr("A list of commits is not in order, or repeats one."),
            Fault.TWICE: tr("A record or a field is written twice."),
            Fault.PAYLOAD: tr("Some values are not of a kind the format knows."),
            Fault.PAYLOAD_COUNT: tr("Values are missing, or there are too many."),
            Fault.PAYLOAD_HASH: tr("Values are not the ones that were signed."),
            Fault.RECORD: tr("A certificate, revocation or erasure is not one."),
        }[self]


class MalformedCommitError(AppError):
    """Bytes that are not a commit of this format; never the reader's fault."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(
            tr("Part of the record cannot be read. {reason}", reason=fault.sentence()),
            advice=tr("Ask for the file again; nothing of it was taken in."),
        )


class TooNewCommitError(AppError):
    """A commit of a format or vocabulary that only a newer program understands."""

    def __init__(self, *, found: int, understood: int) -> None:
        self.found = found
        self.understood = understood
        super().__init__(
            tr(
                "This was written by a newer version of the program "
                "(version {found}; this one understands up to {understood}).",
                found=found,
                understood=understood,
            ),
            advice=tr("Update the program and try again; nothing was changed."),
        )


class Op(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What a commit does to one record.

    Attributes:
        kind: Kind of record.
        record: Its id, 32 hexadecimal digits; only kind and id together name it.
        fields: Fields written, in the order of the payload's values.
        supersedes: Ids of the commits whose values of these fields are replaced,
            in ascending order.  For a deletion: of all commits it saw.
        payload: Hash of the payload line that holds the values.
    """

    kind: str
    record: str
    fields: tuple[str, ...]
    supersedes: tuple[str, ...]
    payload: str


class Header(
    msgspec.Struct,
    frozen=True,
    gc=False,
    kw_only=True,
    omit_defaults=True,
    rename={
        "version": "v",
        "device": "d",
        "number": "n",
        "previous": "p",
        "process": "q",
        "clock": "t",
        "actor": "a",
        "deed": "g",
        "code": "k",
        "words": "w",
        "schema": "s",
        "reverts": "r",
        "ops": "o",
    },
):
    """What is hashed and signed of a commit; nothing personal is in it.

    Attributes:
        version: Version of the wire format.
        device: Public key of the device that wrote it.
        number: Place in the device's chain, from 1.
        previous: Id of the device's previous commit, or "" at the beginning.
        process: Id of the process the chain belongs to; only at the beginning.
        clock: Claimed time, milliseconds since 1970; decides nothing but ties.
        actor: Id of the person at the keyboard; "" only when a process is founded.
        deed: Id shared by the commits of one deed of this chain.
        code: What was done, as a code to be put into words when shown.
        words: Hash of the deed's payload; only in the first commit of a deed.
        schema: Lowest vocabulary that covers what is written.
        reverts: Ids of the commits set aside, in ascending order.
        ops: What is done to records, at most one op for each.
    """

    version: int
    device: str
    number: _COUNT
    previous: str
    process: str = ""
    clock: _CLOCK
    actor: str
    deed: str
    code: str
    words: str = ""
    schema: _COUNT
    reverts: tuple[str, ...] = ()
    ops: tuple[Op, ...] = ()

    def references(self) -> set[str]:
        """Return the ids of all commits this one stands on."""
        named = {self.previous} if self.previous else set()
        named.update(self.reverts)
        for op in self.ops:
            named.update(op.supersedes)
        return named


class Commit(msgspec.Struct, frozen=True, gc=False):
    """A commit as it is stored and relayed: the bytes, and what they say.

    Attributes:
        id: Hash of the header's bytes.
        raw: The header's bytes, exactly as they were hashed.
        header: What they say.
        words: The deed's payload line; None if erased, or if the header has none.
        payloads: One payload line for each op; None where it was erased.
    """

    id: str
    raw: bytes
    header: Header
    words: bytes | None
    payloads: tuple[bytes | None, ...]


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Header)

stored_commit = _decoder.decode
"""Read a header that `read_commit` has already accepted: no check is repeated.

Only for bytes out of our own store, where a rebuild reads them by the million.
"""


def to_text(data: bytes) -> str:
    """Write a hash, key or signature as unpadded base64url (RFC 4648, section 5)."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def to_bytes(text: str) -> bytes:
    """Read what `to_text` wrote, and nothing else that stands for the same bytes.

    Raises:
        MalformedCommitError: If the text is padded, not canonical or not base64url.
    """
    standard = text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4)
    try:
        data = a2b_base64(standard, strict_mode=True)
    except ValueError as error:
        raise MalformedCommitError(Fault.GRAMMAR) from error
    if to_text(data) != text:
        raise MalformedCommitError(Fault.GRAMMAR)
    return data


def commit_id(header: bytes) -> str:
    """Return the name of the commit with this header line."""
    return to_text(hashlib.sha256(_COMMIT + header).digest())


def payload_hash(payload: bytes) -> str:
    """Return the hash by which a header refers to this payload line."""
    return to_text(hashlib.sha256(_PAYLOAD + payload).digest())


def encode_header(header: Header) -> bytes:
    """Return the one spelling of a header; what `read_commit` takes back."""
    return _encoder.encode(header)


def read_commit(header: bytes, *, newest_schema: int = 2**31 - 1) -> Header:
    """Read a header line that came from anywhere, believing none of it.

    Args:
        header: The line without its line feed.
        newest_schema: The latest vocabulary the caller understands.

    Raises:
        MalformedCommitError: If it is not a header of this format.
        TooNewCommitError: If a newer format or vocabulary is needed.
    """
    if len(header) > MAX_LINE:
        raise MalformedCommitError(Fault.TOO_LONG)
    if _HEADER.fullmatch(header) is None:
        raise _unreadable(header)
    try:
        commit = _decoder.decode(header)
    except msgspec.ValidationError as error:
        raise MalformedCommitError(Fault.NUMBERS) from error
    if commit.schema > newest_schema:
        raise TooNewCommitError(found=commit.schema, understood=newest_schema)
    fault = _fault_of_place(commit) or _fault_of_lists(commit)
    if fault:
        raise MalformedCommitError(fault)
    return commit


def _unreadable(header: bytes) -> AppError:
    version = _VERSION.match(header)
    if version and int(version[1]) > FORMAT:
        return TooNewCommitError(found=int(version[1]), understood=FORMAT)
    return MalformedCommitError(Fault.GRAMMAR)


def _fault_of_place(commit: Header) -> Fault | None:
    """Check where in a chain a commit says it stands, and who says it."""
    first = commit.number == 1
    if first is bool(commit.previous) or first is not bool(commit.process):
        return Fault.BEGINNING
    if first and not commit.words:
        return Fault.BEGINNING
    if not commit.actor and commit.words and not _founds(commit):
        return Fault.NOBODY
    return None


def _founds(commit: Header) -> bool:
    """Return whether the commit writes the process its chain belongs to."""
    return any(op.kind == PROCESS and op.record == commit.process for op in commit.ops)


def _fault_of_lists(commit: Header) -> Fault | None:
    ops = commit.ops
    if not ops and not commit.reverts:
        return Fault.EMPTY
    if len(ops) > 1 and len({(op.kind, op.record) for op in ops}) < len(ops):
        return Fault.TWICE
    if not _ascends(commit.reverts):
        return Fault.ORDER
    for op in ops:
        if len(op.fields) > 1 and len(set(op.fields)) < len(op.fields):
            return Fault.TWICE
        if not _ascends(op.supersedes):
            return Fault.ORDER
    return None


def _ascends(ids: tuple[str, ...]) -> bool:
    return len(ids) < 2 or all(one < next_one for one, next_one in pairwise(ids))  # noqa: PLR2004
