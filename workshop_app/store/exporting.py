"""The ledger on its way out: its lines in the order everybody writes them.

The same commits give the same bytes on every computer.  What waits or was refused goes
along at the end: seals may lie on it, and somebody else may have what it waits for.
"""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, select

from workshop_app.ledger.commit import stored_commit
from workshop_app.ledger.log import log_lines
from workshop_app.ledger.payload import ERASED_LINE
from workshop_app.store import parking
from workshop_app.store.sentences import readable
from workshop_app.store.statement import Statement
from workshop_app.store.tables import blob, commits, device, op, seal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from workshop_app.store.engine import Link

Tip = tuple[str, str]
"""A device and a commit of its chain: all up to it is taken as known."""

_PART: Final = 400
"""Commits read at a time."""

_ORDER = Statement(select(commits.c.n).order_by(commits.c.depth, commits.c.id))
_HEADERS: Final = select(commits.c.n, commits.c.header, commits.c.words)
_PAYLOADS: Final = select(op.c.c, op.c.kind, op.c.rec, op.c.payload)
_SEALS = Statement(
    select(device.c.key, commits.c.id, seal.c.signature)
    .join(commits, commits.c.n == seal.c.c)
    .join(device, device.c.n == commits.c.dev)
)
_CHAIN = Statement(
    select(commits.c.id, commits.c.prev, commits.c.n)
    .join(device, device.c.n == commits.c.dev)
    .where(device.c.key == bindparam("k")),
    "k",
)
_BLOBS = Statement(select(blob.c.sha256).order_by(blob.c.sha256))
_BLOB = Statement(select(blob.c.content).where(blob.c.sha256 == bindparam("h")), "h")
_ATTACHED = Statement(
    select(op.c.c, op.c.fields, op.c.payload).where(op.c.kind == "attachment")
)


def heads(link: Link) -> list[tuple[str, str, str]]:
    """Return device, tip and seal of the end of every chain, in ascending order.

    A chain goes on with what waits or was refused: the seal over that vouches for all.
    """
    parked = [one.commit.header for one in parking.pending_commits(link).values()]
    parked += [one.header for one in parking.refused_commits(link)]
    inside = {(one.device, one.previous) for one in parked}
    rows = link.rows(_SEALS)
    found = [(row[0], row[1], row[2]) for row in rows if tuple(row[:2]) not in inside]
    found += [
        (d, tip, signature) for tip, (d, signature) in parking.seals(link).items()
    ]
    return sorted(found)


def lines(link: Link, base: Collection[Tip] = ()) -> Iterator[bytes]:
    """Yield the lines of the ledger in order, without line feeds.

    Args:
        link: One snapshot.
        base: What is left out: these commits and all before them in their chains.
            Those that are not here leave nothing out.
    """
    known = _known(link, base)
    numbers = array("q")
    for pack in link.stream(_ORDER):
        numbers.extend(row[0] for row in pack if row[0] not in known)
    for start in range(0, len(numbers), _PART):
        yield from _lines(link, numbers[start : start + _PART])
    yield from _parked(link, base)


def contents(link: Link, base: Collection[Tip] = ()) -> list[str]:
    """Return the SHA-256 of every attached content that belongs to those commits."""
    here = [row[0] for row in link.rows(_BLOBS)]
    known = _known(link, base)
    if not known:
        return here
    fresh: set[str] = set()
    for n, fields, payload in link.rows(_ATTACHED):
        if n not in known and payload is not None and "sha256" in fields.split(","):
            with readable():
                values = json.loads(bytes(payload))
            fresh.add(str(values[1 + fields.split(",").index("sha256")]))
    return [name for name in here if name in fresh]


def content(link: Link, name: str) -> bytes:
    """Return an attached content that `contents` named."""
    ((found,),) = link.rows(_BLOB, name)
    return bytes(found)


def _known(link: Link, base: Collection[Tip]) -> set[int]:
    """Return the numbers of all that a base takes as known."""
    found: set[int] = set()
    for key, tip in base:
        chain = {row[0]: (row[1], row[2]) for row in link.rows(_CHAIN, key)}
        one = tip
        while one in chain:
            one, n = chain[one]
            found.add(n)
    return found


def _lines(link: Link, numbers: Sequence[int]) -> Iterator[bytes]:
    rows = {
        row[0]: row[1:] for row in link.select_among(_HEADERS, commits.c.n, numbers)
    }
    with readable():
        told = {n: stored_commit(bytes(row[0])) for n, row in rows.items()}
    recs = {o.record for header in told.values() for o in header.ops}
    query = _PAYLOADS.where(op.c.c.between(min(numbers), max(numbers)))
    payloads: dict[tuple[Any, ...], Any] = {
        (row[0], row[1], row[2]): row[3]
        for row in link.select_among(query, op.c.rec, sorted(recs))
    }
    for n in numbers:
        header, words = rows[n]
        yield bytes(header)
        if told[n].words:
            yield _line(words)
        for o in told[n].ops:
            yield _line(payloads[n, o.kind, o.record])


def _line(payload: Any) -> bytes:
    return ERASED_LINE if payload is None else bytes(payload)


def _parked(link: Link, base: Collection[Tip]) -> Iterator[bytes]:
    """Yield what is not applied, by id: nobody knows its depth."""
    found = [one.commit for one in parking.pending_commits(link).values()]
    found += parking.refused_commits(link)
    before = {one.id: (one.header.device, one.header.previous) for one in found}
    known: set[str] = set()
    for key, tip in base:
        one = tip
        while before.get(one, ("", ""))[0] == key:
            known.add(one)
            one = before[one][1]
    for commit in sorted(found, key=lambda one: one.id):
        if commit.id not in known:
            yield from log_lines(commit)
