"""Deeds: what somebody did, as one or more chained and sealed commits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

import msgspec

from workshop_app.ledger.commit import (
    FORMAT,
    MAX_OPS,
    Commit,
    Header,
    Op,
    commit_id,
    encode_header,
    payload_hash,
    read_commit,
)
from workshop_app.ledger.payload import (
    Argument,
    Value,
    read_values,
    write_deed,
    write_payload,
)

if TYPE_CHECKING:
    from workshop_app.ledger.identity import DeviceKey

_OPS_BYTES: Final = 768 * 1024
"""Bytes of ops in one header: with 5,000 reverted ids it still fits a line."""

_PAYLOAD_BYTES: Final = 32 << 20
"""Bytes of payloads in one commit: whoever reads it holds all of them at once."""


class Change(msgspec.Struct, frozen=True, gc=False):
    """What a deed does to one record.

    Attributes:
        kind: Kind of record.
        record: Its id.
        values: The value of each field written, at least one.
        supersedes: Ids of the live commits of those fields that the person saw; for
            a deletion, of all live commits of the record (`State.seen`).
    """

    kind: str
    record: str
    values: Mapping[str, Value]
    supersedes: Collection[str] = ()


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody did.

    Attributes:
        id: 32 hexadecimal digits, new for each deed.
        code: What was done, as a code.
        actor: Id of the person at the keyboard; "" only when founding a process.
        clock: Claimed time, milliseconds since 1970.
        arguments: What the sentence made from the code speaks about.
        reason: Why, as typed; may be empty.
        schema: Lowest vocabulary that covers what is written.
        changes: At most one for each record.  The founding deed's first changes
            include the process.
        reverts: Ids of the commits to set aside.
    """

    id: str
    code: str
    actor: str
    clock: int
    arguments: Mapping[str, Argument] = {}
    reason: str = ""
    schema: int = 1
    changes: Sequence[Change] = ()
    reverts: Collection[str] = ()


class Position(msgspec.Struct, frozen=True, gc=False):
    """Where the chain of a device ends; at the beginning only its process is known.

    Attributes:
        process: Id of the process the chain belongs to.
        number: Place of the last commit, 0 when there is none.
        tip: Id of the last commit.
        clock: Claimed time of the last commit, milliseconds since 1970.
    """

    process: str
    number: int = 0
    tip: str = ""
    clock: int = 0


class SealedDeed(msgspec.Struct, frozen=True):
    """A deed ready to be stored.

    Attributes:
        commits: Its commits, in order.
        seal: The device's signature over the last one.
        position: Where the chain ends now.
    """

    commits: tuple[Commit, ...]
    seal: str
    position: Position


def seal_deed(
    key: DeviceKey, position: Position, deed: Deed, salts: Callable[[], str]
) -> SealedDeed:
    """Write a deed at the end of a device's chain.

    A commit holds at most 5,000 ops and one line of 1 MiB; a greater deed goes on in
    further commits under the same deed id.  The clock never goes back in a chain,
    whatever the computer claims.

    Args:
        key: The device's secret.
        position: Where its chain ends.
        deed: What was done.
        salts: Called once for each payload.

    Raises:
        UnwritableValueError: If a value cannot be held.
        MalformedCommitError: If an id, code or field name is none; the caller's bug.
        ValueError: If a record is changed twice, or nothing at all is done.
    """
    records = {(change.kind, change.record) for change in deed.changes}
    if len(records) < len(deed.changes):
        message = f"a record is changed twice by {deed.code}"
        raise ValueError(message)
    if not deed.changes and not deed.reverts:
        message = f"{deed.code} does nothing"
        raise ValueError(message)
    commits: list[Commit] = []
    words: bytes | None = write_deed(salts(), deed.reason, deed.arguments)
    for reverts, ops, payloads in _shares(deed, salts):
        commit = _commit(key, position, deed, words, (reverts, ops, payloads))
        commits.append(commit)
        header = commit.header
        position = Position(position.process, header.number, commit.id, header.clock)
        words = None
    return SealedDeed(tuple(commits), key.seal(position.tip), position)


_Share = tuple[tuple[str, ...], tuple[Op, ...], tuple[bytes, ...]]
"""What of a deed goes into one commit: reverted ids, ops, payload lines."""


def _shares(deed: Deed, salts: Callable[[], str]) -> Iterator[_Share]:
    reverts = sorted(set(deed.reverts))
    packs = (reverts[at : at + MAX_OPS] for at in range(0, len(reverts), MAX_OPS))
    for pack, filled in zip_longest(packs, _filled(deed.changes, salts), fillvalue=()):
        ops, payloads = zip(*filled, strict=True) if filled else ((), ())
        yield tuple(pack), ops, payloads


def _filled(
    changes: Sequence[Change], salts: Callable[[], str]
) -> Iterator[list[tuple[Op, bytes]]]:
    """Yield ops with their payloads, as many as one commit holds at a time."""
    share: list[tuple[Op, bytes]] = []
    size = weight = 0
    for change in changes:
        op, payload = _op(change, salts())
        length = len(msgspec.json.encode(op)) + 1
        size += length
        weight += len(payload)
        full = len(share) == MAX_OPS or size > _OPS_BYTES or weight > _PAYLOAD_BYTES
        if share and full:
            yield share
            share, size, weight = [], length, len(payload)
        share.append((op, payload))
    if share:
        yield share


def _op(change: Change, salt: str) -> tuple[Op, bytes]:
    payload = write_payload(salt, tuple(change.values.values()))
    op = Op(
        change.kind,
        change.record,
        tuple(change.values),
        tuple(sorted(set(change.supersedes))),
        payload_hash(payload),
    )
    read_values(op, payload)
    return op, payload


def _commit(
    key: DeviceKey,
    position: Position,
    deed: Deed,
    words: bytes | None,
    share: _Share,
) -> Commit:
    reverts, ops, payloads = share
    raw = encode_header(
        Header(
            version=FORMAT,
            device=key.device,
            number=position.number + 1,
            previous=position.tip,
            process="" if position.number else position.process,
            clock=max(position.clock + 1, deed.clock),
            actor=deed.actor,
            deed=deed.id,
            code=deed.code,
            words="" if words is None else payload_hash(words),
            schema=deed.schema,
            reverts=reverts,
            ops=ops,
        )
    )
    return Commit(commit_id(raw), raw, read_commit(raw), words, payloads)
