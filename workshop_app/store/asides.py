"""Which commits count for nothing: distrusted ones, and those that others revert.

Both are derived from the ledger alone.  Here they are kept up with what comes in; a
rebuild works them out from the beginning, and a check compares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import bindparam, select

from workshop_app.ledger.commit import stored_commit
from workshop_app.ledger.fold import aside
from workshop_app.ledger.trust import (
    CERTIFICATE,
    REVOCATION,
    Standing,
    disbelieved,
    standing,
    statement_record,
)
from workshop_app.store.derived import distrusted, revert_edge, set_aside
from workshop_app.store.project import ADD_DOUBT, DROP_DOUBT, put_aside, write_of
from workshop_app.store.sentences import readable
from workshop_app.store.statement import Statement
from workshop_app.store.tables import OFFICE, WRITTEN, commits, device, local, op

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from workshop_app.store.engine import Link
    from workshop_app.store.project import Key

STATEMENTS: Final = (CERTIFICATE, REVOCATION)
"""The kinds of records that say who is believed."""

_LOCAL = Statement(select(local.c.value).where(local.c.key == bindparam("k")), "k")
_DEVICES = Statement(select(device.c.n, device.c.key, device.c.own))
_SAID = Statement(
    select(
        *WRITTEN,
    )
    .join(commits, commits.c.n == op.c.c)
    .where(op.c.rec == bindparam("rec"), op.c.kind == bindparam("kind")),
    "rec",
    "kind",
)
_CHAIN = Statement(
    select(commits.c.n, commits.c.id, commits.c.prev).where(
        commits.c.dev == bindparam("d")
    ),
    "d",
)
_DOUBTED = Statement(
    select(distrusted.c.c)
    .join(commits, commits.c.n == distrusted.c.c)
    .where(commits.c.dev == bindparam("d")),
    "d",
)
_EDGES: Final = select(revert_edge.c.c, revert_edge.c.target)
_NEW: Final = -1
"""Stands for a commit that is about to be written."""


class Device(NamedTuple):
    """A device of this store.

    Attributes:
        n: Its number here.
        key: Its public key.
        own: Whether it wrote in this store itself.
    """

    n: int
    key: str
    own: bool


def devices(link: Link) -> list[Device]:
    """Return whoever wrote a commit that is here."""
    return [Device(n, key, bool(own)) for n, key, own in link.rows(_DEVICES)]


def standing_of(link: Link, key: str) -> Standing:
    """Return what the office says of a device, as far as it has come here."""
    said = {
        kind: [
            write_of(row) for row in link.rows(_SAID, statement_record(kind, key), kind)
        ]
        for kind in STATEMENTS
    }
    return standing(key, _local(link, "process"), office_key(link), said)


def all_distrusted(link: Link) -> set[int]:
    """Return the numbers of all commits that are not believed, from the ledger."""
    return {n for one in devices(link) for n in _distrusted(link, one)}


def doubt(link: Link, of: Iterable[Device]) -> set[int]:
    """Weigh devices again; return the commits that are believed now, or no longer."""
    turned: set[int] = set()
    for one in of:
        before = {n for (n,) in link.rows(_DOUBTED, one.n)}
        after = _distrusted(link, one)
        link.run_many(ADD_DOUBT, [(n,) for n in sorted(after - before)])
        link.run_many(DROP_DOUBT, [(n,) for n in sorted(before - after)])
        turned |= before ^ after
    return turned


def keys_of(link: Link, numbers: Iterable[int]) -> set[Key]:
    """Return the records that commits write."""
    found: set[Key] = set()
    query = select(commits.c.header)
    for (header,) in link.select_among(query, commits.c.n, sorted(numbers)):
        with readable():
            ops = stored_commit(bytes(header)).ops
        found.update((one.kind, one.record) for one in ops)
    return found


def spoken_of(known: Iterable[Device], records: Collection[str]) -> set[Device]:
    """Return the devices that some statements speak of, by the statements' ids."""
    if not records:
        return set()
    return {
        one
        for one in known
        if any(statement_record(kind, one.key) in records for kind in STATEMENTS)
    }


def believe(link: Link, records: Collection[str]) -> set[Key]:
    """Weigh what new statements say; return the records whose state may change."""
    turned = doubt(link, spoken_of(devices(link), records))
    return keys_of(link, settle(link, turned))


def is_revoked(link: Link, key: str) -> bool:
    """Say whether the office revoked a device: it is to write no more."""
    rows = link.rows(_SAID, statement_record(REVOCATION, key), REVOCATION)
    return bool(rows) and bool(standing_of(link, key).last_good)


def settle(link: Link, numbers: Collection[int]) -> set[int]:
    """Set aside or bring back what must be, after something happened to commits.

    Args:
        link: The transaction.
        numbers: Those that are new and revert or are reverted, and those that became
            believed or ceased to be.

    Returns:
        Those whose part changed.
    """
    verdicts = reweighed(link, numbers)
    put_aside(link, verdicts)
    return set(verdicts)


def reweighed(
    link: Link, numbers: Collection[int], reverted: Collection[int] = ()
) -> dict[int, bool]:
    """Return each commit whose part changes: True if it is set aside from now on.

    Args:
        link: The transaction.
        numbers: Where to begin; what they revert is looked at too, and so on.
        reverted: Those that a commit about to be written reverts.
    """
    if not numbers:
        return {}
    nodes, edges = _below(link, numbers)
    edges |= _edges(link, revert_edge.c.target, nodes)
    around = nodes | {c for c, _ in edges}
    gone = _members(link, set_aside.c.c, around)
    never = _members(link, distrusted.c.c, nodes) | (gone & (around - nodes))
    reverts: dict[int, set[int]] = {}
    for c, target in edges:
        if target in nodes:
            reverts.setdefault(c, set()).add(target)
    if reverted:
        reverts[_NEW] = set(reverted)
    now = aside(reverts, never)
    return {n: n in now for n in sorted(nodes) if (n in now) is not (n in gone)}


def _below(link: Link, numbers: Iterable[int]) -> tuple[set[int], set[tuple[int, int]]]:
    """Return commits with all that they revert, at whatever remove."""
    nodes, edges = set(numbers), set[tuple[int, int]]()
    fresh = set(nodes)
    while fresh:
        found = _edges(link, revert_edge.c.c, fresh)
        edges |= found
        fresh = {target for _, target in found} - nodes
        nodes |= fresh
    return nodes, edges


def _edges(link: Link, column: object, numbers: Iterable[int]) -> set[tuple[int, int]]:
    rows = link.select_among(_EDGES, column, sorted(numbers))  # type: ignore[arg-type]
    return {(row[0], row[1]) for row in rows}


def _members(link: Link, column: object, numbers: Iterable[int]) -> set[int]:
    """Return those of some commits that are in a table of commits."""
    query = select(column)  # type: ignore[call-overload]
    rows = link.select_among(query, column, sorted(numbers))  # type: ignore[arg-type]
    return {row[0] for row in rows}


def _distrusted(link: Link, one: Device) -> set[int]:
    with readable():
        stands = standing_of(link, one.key)
    if (stands.admitted or one.own) and not stands.last_good:
        return set()
    rows = link.rows(_CHAIN, one.n)
    chain: Mapping[str, str] = {commit: before for _, commit, before in rows}
    wrong = disbelieved(chain, stands, own=one.own)
    return {n for n, commit, _ in rows if commit in wrong}


def office_key(link: Link) -> str:
    """Return the public key whose statements this store believes."""
    return _local(link, OFFICE)


def _local(link: Link, key: str) -> str:
    row = link.row(_LOCAL, key)
    return str(row[0]) if row else ""
