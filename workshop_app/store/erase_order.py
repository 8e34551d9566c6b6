"""An order of the office to erase a field of a record, and what it reaches.

The order is an act like any other, on its way to every store; here it is obeyed at
once.  Nothing takes it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, select

from workshop_app.ids import derived_id
from workshop_app.ledger.commit import DELETED, payload_hash, stored_commit
from workshop_app.ledger.identity import statement_values
from workshop_app.ledger.payload import ERASED, Value, read_deed, stored_payload
from workshop_app.ledger.trust import ERASURE, REMAINDER, statement_record
from workshop_app.store import erasing, folding, parking
from workshop_app.store.codecs import CODECS
from workshop_app.store.project import field_names
from workshop_app.store.records import SHAPES
from workshop_app.store.scrubbing import scrub
from workshop_app.store.sentences import readable
from workshop_app.store.statement import Statement
from workshop_app.store.tables import KNOWN, commits, op
from workshop_app.store.writing import Transaction
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workshop_app.ledger.commit import Commit
    from workshop_app.ledger.identity import OfficeKey
    from workshop_app.ledger.payload import Known
    from workshop_app.store.engine import Link
    from workshop_app.store.store import Store
    from workshop_app.store.writing import Deed

MOST: Final = 1_000
"""Payloads that one statement names, by the format."""

LONG: Final = 6
"""Letters from which a text within another is the same text: shorter ones recur."""

_WRITES = Statement(
    select(op.c.i, op.c.fields, KNOWN, commits.c.header)
    .join(commits, commits.c.n == op.c.c)
    .where(op.c.rec == bindparam("r"), op.c.kind == bindparam("k")),
    "r",
    "k",
)
_REMAINDERS = Statement(
    select(op.c.i, op.c.payload, commits.c.header)
    .join(commits, commits.c.n == op.c.c)
    .where(
        op.c.rec == bindparam("r"),
        op.c.kind == REMAINDER,
        op.c.payload.is_not(None),
    ),
    "r",
)
_WORDS = Statement(select(commits.c.words).where(commits.c.words.is_not(None)))
_OTHERS = Statement(
    select(op.c.rec, op.c.kind, op.c.payload).where(op.c.payload.is_not(None))
)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What an order to erase a field reaches in a store, and what it does not.

    Attributes:
        payloads: Hashes of what goes, in ascending order.
        kept: Of each payload of which not all goes: position and value of the rest.
        writes: How many values of the field go, those that were replaced too.
        sentences: How many sentences of the history lose their names and reasons,
            because they hold the text.
        texts: The texts that go, to see that nobody writes one into the reason.
        elsewhere: Kind, and how many other records hold the same text.
    """

    payloads: tuple[str, ...]
    kept: tuple[tuple[str, Mapping[int, Value]], ...]
    writes: int
    sentences: int
    texts: frozenset[str]
    elsewhere: tuple[tuple[str, int], ...]


def reach(link: Link, kind: str, rec: str, field: str) -> Reach:
    """Say what erasing a field of a record takes away; nothing is changed."""
    payloads: set[str] = set()
    kept: dict[str, Mapping[int, Value]] = {}
    values: list[Known] = []
    for fields, told, one in _writes(link, kind, rec):
        at = fields.index(field) if field in fields else None
        if at is None or told[at] is ERASED or _deletes(fields, told):
            continue
        values.append(told[at])
        payloads.add(one)
        payloads |= set(_remainders(link, one))
        rest = {
            place: value
            for place, value in enumerate(told)
            if place != at and value is not ERASED
        }
        if rest:
            kept[one] = rest
    texts = erasing.texts(values) if _is_typed(kind, field) else set()
    sentences = set(_sentences(link, texts))
    return Reach(
        payloads=tuple(sorted(payloads | sentences)),
        kept=tuple(sorted(kept.items())),
        writes=len(values),
        sentences=len(sentences),
        texts=frozenset(texts),
        elsewhere=_elsewhere(link, rec, texts),
    )


def foresee(store: Store, kind: str, rec: str, field: str) -> Reach:
    """Say what erasing a field of a record takes away, in a store."""
    with store.database.reading() as link:
        return reach(link, kind, rec, field)


def erase(
    store: Store, *, office: OfficeKey, kind: str, rec: str, field: str, deed: Deed
) -> Reach:
    """Order a field of a record erased, and obey.

    Args:
        store: Where.
        office: The office's key.
        kind: Kind of the record.
        rec: Its id.
        field: Which of its fields is erased.
        deed: What the history says of it, which does not hold what goes.

    Returns:
        What went.
    """
    with store.database.writing() as link:
        found = reach(link, kind, rec, field)
        tx = Transaction(link, store._place(), store.ids, store.now)  # noqa: SLF001 as `Store.write` does
        orders = _ordered(tx, office, found)
        done = store._commit(tx, link, deed)  # noqa: SLF001 likewise
        folding.refold(link, erasing.obey(link, orders))
    if done is not None:
        store.own.note(done.number)
        scrub(store.database)
        store.announce(done)
    return found


def _writes(
    link: Link, kind: str, rec: str
) -> Iterator[tuple[tuple[str, ...], tuple[Known, ...], str]]:
    """Yield fields, values and hash of everything ever written to a record."""
    for i, fields, payload, header in link.rows(_WRITES, rec, kind):
        with readable():
            one = stored_commit(bytes(header)).ops[i].payload
            if payload is not None:
                yield field_names(fields), stored_payload(bytes(payload)), one
    for commit in _parked(link):
        for o, line in zip(commit.header.ops, commit.payloads, strict=True):
            if (o.kind, o.record) == (kind, rec) and line is not None:
                yield o.fields, stored_payload(line), o.payload


def _parked(link: Link) -> Iterator[Commit]:
    for parked in parking.pending_commits(link).values():
        yield parked.commit
    yield from parking.refused_commits(link)


def _deletes(fields: Sequence[str], values: Sequence[Known]) -> bool:
    return DELETED in fields and values[fields.index(DELETED)] is True


def _remainders(link: Link, one: str) -> Iterator[str]:
    """Yield the hashes of what the office said before is left of a payload."""
    for i, _, header in link.rows(_REMAINDERS, statement_record(REMAINDER, one)):
        with readable():
            yield stored_commit(bytes(header)).ops[i].payload


def _sentences(link: Link, texts: set[str]) -> Iterator[str]:
    """Yield the hashes of what deeds say that hold one of some texts."""
    if not texts:
        return
    for pack in link.stream(_WORDS):
        for (line,) in pack:
            with readable():
                words = read_deed(bytes(line))
            said = {words.reason, *map(str, words.arguments.values())}
            if _holds(said, texts):
                yield payload_hash(bytes(line))


def _holds(said: set[str], texts: set[str]) -> bool:
    """Say whether one of some texts is said: as a whole, or within, if it is long."""
    if not said.isdisjoint(texts):
        return True
    long = [text for text in texts if len(text) >= LONG]
    return any(text in one for text in long for one in said)


def _is_typed(kind: str, field: str) -> bool:
    """Say whether people type a field, and do not choose among a few words."""
    typed = (CODECS[str], CODECS[tuple[str, ...]])
    return any(f.codec in typed for f in SHAPES[kind].fields if f.name == field)


def _elsewhere(link: Link, rec: str, texts: set[str]) -> tuple[tuple[str, int], ...]:
    """Return of what kinds other records hold one of some texts, and how many do."""
    found: dict[str, set[str]] = {}
    if not texts:
        return ()
    for pack in link.stream(_OTHERS):
        for other, kind, payload in pack:
            if other == rec or kind in {ERASURE, REMAINDER}:
                continue
            with readable():
                held = erasing.texts(stored_payload(bytes(payload)))
            if _holds(held, texts):
                found.setdefault(kind, set()).add(other)
    return tuple(sorted((kind, len(recs)) for kind, recs in found.items()))


def _ordered(tx: Transaction, office: OfficeKey, found: Reach) -> list[str]:
    """Write the statements; return the ids of their records."""
    records: list[str] = []
    for one, kept in found.kept:
        rec = statement_record(REMAINDER, one)
        tx.state(REMAINDER, statement_values(office.keep(one, kept)), rec)
        records.append(rec)
    for start in range(0, len(found.payloads), MOST):
        part = found.payloads[start : start + MOST]
        rec = derived_id(ERASURE, *part)
        tx.state(ERASURE, statement_values(office.order_erasure(part)), rec)
        records.append(rec)
    return records
