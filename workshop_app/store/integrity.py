"""Is everything here what was put here?  And what can be saved if it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from workshop_app.errors import AppError
from workshop_app.ledger.identity import device_label
from workshop_app.store import asides, invariants, project, proving, rebuilding, search
from workshop_app.store.derived import (
    conflict,
    distrusted,
    revert_edge,
    search_entry,
    set_aside,
)
from workshop_app.store.findings import Finding, Problem
from workshop_app.store.records import SHAPES
from workshop_app.store.salvage import Salvaged, salvage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import ColumnElement, Table

    from workshop_app.store.engine import Link
    from workshop_app.store.store import Store

__all__ = ["Finding", "Problem", "Salvaged", "check", "salvage"]

_ILLEGIBLE: Final = {Problem.COMMIT_ALTERED, Problem.COLUMNS_ALTERED}
"""With these, tables cannot be compared with what the ledger says."""

_MOST: Final = 20
"""Complaints of SQLite that are told; a damaged page makes hundreds."""


def check(store: Store) -> tuple[Finding, ...]:
    """Return everything that is wrong with a store, nothing if it is whole.

    Looks at the pages of the file, the bytes, hashes, chains and seals of the ledger,
    the certificates, whether the tables show what the ledger says, and whether
    records agree among themselves.  What cannot be read is a finding, not an error.
    """
    findings: list[Finding] = []
    if store.forgotten is not None:
        first, last = store.forgotten
        label = device_label(store.lost_device)
        findings.append(Finding(Problem.DEEDS_LOST, label, f"{first}-{last}"))
    try:
        with store.database.reading() as link:
            findings.extend(_pages(link))
    except AppError as error:
        return (*findings, Finding(Problem.FILE_DAMAGED, "", error.message))
    if any(finding.problem is Problem.FILE_DAMAGED for finding in findings):
        return tuple(findings)  # what the rest would say of torn pages is no news
    try:
        with store.database.reading() as link:
            findings.extend(proving.prove(link, store.process_id))
        if _ILLEGIBLE.isdisjoint(finding.problem for finding in findings):
            with store.database.reading() as link:
                findings.extend(_derived(link))
                findings.extend(_of_records(link))
    except AppError as error:
        findings.append(Finding(Problem.FILE_DAMAGED, "", error.message))
    return tuple(findings)


def _of_records(link: Link) -> Iterator[Finding]:
    yield from proving.prove_certificates(link, asides.office_key(link))
    yield from invariants.broken(link)


def _pages(link: Link) -> Iterator[Finding]:
    if link.dialect.name != "sqlite":
        return
    # FTS5 checks by what it remembers of the index: a question makes it look again
    link.script("SELECT rowid FROM search_index LIMIT 1")
    link.script("PRAGMA cipher_integrity_check")  # answers nothing for a plain file
    told = [str(row[0]) for row in link.fetched()]
    link.script(f"PRAGMA integrity_check({_MOST})")
    told += [str(row[0]) for row in link.fetched() if row[0] != "ok"]
    link.script("PRAGMA foreign_key_check")
    told += [f"{row[0]} {row[1]}" for row in link.fetched()]
    for words in told[:_MOST]:
        yield Finding(Problem.FILE_DAMAGED, "", words)


def _derived(link: Link) -> Iterator[Finding]:
    """Yield the derived tables that do not show what the ledger says."""
    heads = rebuilding.read_heads(link)
    gone = {(n,) for n in heads.gone}
    yield from _difference(link, revert_edge, revert_edge.columns, heads.edges)
    yield from _difference(link, set_aside, set_aside.columns, gone)
    wrong = {(n,) for n in heads.distrusted}
    yield from _difference(link, distrusted, distrusted.columns, wrong)
    rows: dict[str, set[tuple[Any, ...]]] = {kind: set() for kind in SHAPES}
    disputes: set[tuple[Any, ...]] = set()
    entries: set[tuple[Any, ...]] = set()
    for kind, rec, state in rebuilding.states(link, heads):
        shape = SHAPES.get(kind)
        if shape is None or not state.exists:
            continue
        rows[kind].add(shape.row(rec, state))
        disputes.update(project.conflict_rows(kind, rec, state))
        if shape.searched and not state.deleted:
            entries.add(search.entry_of(shape, rec, state))
    for kind, made in rows.items():
        table = SHAPES[kind].table
        yield from _difference(link, table, table.columns, made)
    yield from _difference(link, conflict, conflict.columns, disputes)
    columns = [search_entry.c[n] for n in ("kind", "rec", "title", "folded")]
    yield from _difference(link, search_entry, columns, entries)


def _difference(
    link: Link,
    table: Table,
    columns: Iterable[ColumnElement[Any]],
    made: set[tuple[Any, ...]],
) -> Iterator[Finding]:
    """Yield a finding if a table differs; it names a record, never its content."""
    found = {tuple(row) for row in link.select(select(*columns))}
    wrong = found ^ made
    if wrong:
        searched = table is search_entry
        problem = Problem.SEARCH_DIFFERS if searched else Problem.TABLE_DIFFERS
        at = 1 if searched or table is conflict else 0
        yield Finding(problem, table.name, min(str(row[at]) for row in wrong))
