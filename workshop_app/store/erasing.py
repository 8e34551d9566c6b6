"""Erasing payloads by order of the office: here at once, elsewhere when it arrives.

An order names payloads by their hashes; headers, chains and seals stay as they are.  A
payload holds several fields, so what must not go with the one is said again by the
office, as the *remainder* of that payload: every write keeps its author, its time and
its place, and no disagreement comes or goes.  See `docs/file-format.md`, "Erasure".
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import bindparam, delete, insert, or_, select, update

from workshop_app.ledger.commit import stored_commit
from workshop_app.ledger.payload import ERASED, stored_payload, write_rest
from workshop_app.ledger.trust import (
    ERASURE,
    REMAINDER,
    ordered,
    remainder,
    statement_record,
)
from workshop_app.store import asides, parking
from workshop_app.store.project import (
    ADD_ORDER,
    DROP_ORDER,
    DROP_REST,
    PUT_REST,
    field_names,
    write_of,
)
from workshop_app.store.scrubbing import leave_to_scrub
from workshop_app.store.sentences import readable
from workshop_app.store.statement import Statement
from workshop_app.store.tables import WRITTEN, commits, erased, op, unsent

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from workshop_app.ledger.fold import Write
    from workshop_app.ledger.payload import Known
    from workshop_app.store.engine import Link
    from workshop_app.store.project import Key

SHORTEST: Final = 3
"""Letters of the shortest text that is looked for where it may have been copied to."""

_HASH: Final = re.compile(rb'"([A-Za-z0-9_-]{43})"')
_SAID = Statement(
    select(*WRITTEN)
    .join(commits, commits.c.n == op.c.c)
    .where(op.c.rec == bindparam("rec"), op.c.kind == bindparam("kind")),
    "rec",
    "kind",
)
_SPOKEN = Statement(
    select(op.c.rec).where(or_(op.c.kind == ERASURE, op.c.kind == REMAINDER)).distinct()
)
_HEADERS = Statement(select(commits.c.n, commits.c.header))
_ERASED = Statement(select(erased.c.payload))
_ADD_ERASED = Statement(insert(erased), "payload")
_OP = Statement(
    select(op.c.rec, op.c.kind, op.c.fields, op.c.payload).where(
        op.c.c == bindparam("n"), op.c.i == bindparam("at"), op.c.rec == bindparam("r")
    ),
    "n",
    "at",
    "r",
)
_DROP = Statement(
    update(op)
    .values(payload=None)
    .where(
        op.c.rec == bindparam("r"),
        op.c.kind == bindparam("k"),
        op.c.c == bindparam("m"),
    ),
    "r",
    "k",
    "m",
)
_DROP_WORDS = Statement(
    update(commits).values(words=None).where(commits.c.n == bindparam("m")), "m"
)
_NUMBER = Statement(select(commits.c.n).where(commits.c.id == bindparam("i")), "i")
_UNSENT = Statement(select(unsent.c.place, unsent.c.content))
_DROP_UNSENT = Statement(delete(unsent).where(unsent.c.place == bindparam("p")), "p")


class Place(NamedTuple):
    """Where a payload is.

    Attributes:
        n: Number of its commit.
        rec, kind, fields: Of its op; empty for what a deed says.
        payload: The payload itself, None if it is not here.
    """

    n: int
    rec: str
    kind: str
    fields: tuple[str, ...]
    payload: bytes | None


def obey(
    link: Link, records: Collection[str] = (), late: Collection[str] = ()
) -> set[Key]:
    """Erase what the office ordered, in this transaction.

    Args:
        link: The transaction.
        records: Ids of the records of orders that came in or were written.
        late: Hashes of payloads erased before, whose commits have come in now.

    Returns:
        The records whose state may change.
    """
    if not records and not late:
        return set()
    office = asides.office_key(link)
    orders = _orders(link, _spoken(link) if late else records, office)
    new = orders.keys() - {row[0] for row in link.rows(_ERASED)}
    link.run_many(_ADD_ERASED, [(one,) for one in sorted(new)])
    spoken = {one for rec in records for one in _spoken_of(link, rec)}
    known = {row[0] for row in link.rows(_ERASED)}
    places = _places(link, new | (spoken & known) | set(late))
    again = {one for at in places for one in _remainders_in(places[at])}
    places |= _places(link, (again & known) - places.keys())
    parking.strip(link, new)
    for one in sorted(new & places.keys()):
        _drop(link, places[one])
    if new:
        leave_to_scrub(link)
    touched: set[Key] = set()
    for one, found in places.items():
        touched |= _keep_rest(link, one, found, office)
        _note_order(link, orders.get(one, ()), found)
    return touched


def keep_remains(link: Link) -> None:
    """Say again in a table that was dropped what is left of erased payloads."""
    if not link.rows(_ERASED):
        return
    office = asides.office_key(link)
    orders = _orders(link, _spoken(link), office)
    for one, found in _places(link, {row[0] for row in link.rows(_ERASED)}).items():
        _keep_rest(link, one, found, office)
        _note_order(link, orders.get(one, ()), found)


def _spoken(link: Link) -> list[str]:
    """Return the ids of all records of orders that are here."""
    return [row[0] for row in link.rows(_SPOKEN)]


def _orders(link: Link, records: Iterable[str], office: str) -> dict[str, list[int]]:
    """Return the hashes of what is ordered erased, and by which commits."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for rec in records:
        for write in _writes(link, rec, ERASURE):
            ((n,),) = link.rows(_NUMBER, write.commit)
            for one in ordered(write, office):
                found[one].append(n)
    return found


def _note_order(link: Link, orders: Iterable[int], found: Iterable[Place]) -> None:
    """Note which commits erased something of a record, for its history."""
    for place in found:
        for n in orders:
            link.run(DROP_ORDER, place.rec, n)
            link.run(ADD_ORDER, place.rec, n)


def _spoken_of(link: Link, rec: str) -> Iterator[str]:
    """Yield the hash of the payload of which a record says what is kept."""
    for write in _writes(link, rec, REMAINDER):
        values = dict(zip(write.fields, write.values or (), strict=False))
        one = values.get("payload")
        if isinstance(one, str) and statement_record(REMAINDER, one) == rec:
            yield one


def _writes(link: Link, rec: str, kind: str) -> list[Write]:
    with readable():
        return [write_of(row) for row in link.rows(_SAID, rec, kind)]


def _remainders_in(found: Iterable[Place]) -> Iterator[str]:
    """Yield of what payloads the erased ones had said what is kept."""
    for place in found:
        if place.kind == REMAINDER and place.payload is not None:
            with readable():
                values = stored_payload(place.payload)
            yield str(dict(zip(place.fields, values, strict=True)).get("payload"))


def _places(link: Link, hashes: Collection[str]) -> dict[str, list[Place]]:
    """Return where payloads are; they are looked for in every header."""
    found: defaultdict[str, list[Place]] = defaultdict(list)
    if not hashes:
        return found
    wanted = {one.encode() for one in hashes}
    for pack in link.stream(_HEADERS):
        for n, raw in pack:
            header = bytes(raw)
            if not wanted.isdisjoint(_HASH.findall(header)):
                for one, place in _places_in(link, n, header):
                    if one in hashes:
                        found[one].append(place)
    return found


def _places_in(link: Link, n: int, raw: bytes) -> Iterator[tuple[str, Place]]:
    with readable():
        header = stored_commit(raw)
    if header.words:
        yield header.words, Place(n, "", "", (), None)
    for at, o in enumerate(header.ops):
        ((rec, kind, fields, payload),) = link.rows(_OP, n, at, o.record)
        known = None if payload is None else bytes(payload)
        yield o.payload, Place(n, rec, kind, field_names(fields), known)


def _drop(link: Link, found: Iterable[Place]) -> None:
    for place in found:
        if place.rec:
            link.run(_DROP, place.rec, place.kind, place.n)
        else:
            link.run(_DROP_WORDS, place.n)


def _keep_rest(link: Link, one: str, found: Iterable[Place], office: str) -> set[Key]:
    """Keep what the office says is left of a payload, if it is one of an op."""
    touched: set[Key] = set()
    said = _writes(link, statement_record(REMAINDER, one), REMAINDER)
    kept = remainder(one, office, said) or {}
    for place in found:
        if not place.rec:
            continue
        values: list[Known] = [
            kept.get(at, ERASED) for at, _ in enumerate(place.fields)
        ]
        if kept:
            line = write_rest(values)
            link.run(PUT_REST, place.rec, place.kind, place.n, line)
        else:
            link.run(DROP_REST, place.rec, place.kind, place.n)
        _forget_unsent(link, place, values)
        touched.add((place.kind, place.rec))
    return touched


def _forget_unsent(link: Link, place: Place, values: list[Known]) -> None:
    """Forget what was being typed of the record, or holds what was erased of it."""
    if place.payload is None:
        return
    with readable():
        before = stored_payload(place.payload)
    gone = texts(was for was, now in zip(before, values, strict=True) if now is ERASED)
    for at, content in link.rows(_UNSENT):
        if place.rec in at or any(one in content for one in gone):
            link.run(_DROP_UNSENT, at)


def texts(values: Iterable[object]) -> set[str]:
    """Return the texts among values that are long enough to be looked for."""
    found: set[str] = set()
    for value in values:
        several = value if isinstance(value, tuple) else (value,)
        found.update(one for one in several if isinstance(one, str))
    return {one for one in found if len(one) >= SHORTEST}
