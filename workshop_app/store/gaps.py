"""Payloads that are not here though nobody ordered them erased, and how they come back.

A courier may leave a payload out: the commit is none the worse, and another file may
still bring it.  So a value is unknown until any file brings it, and known from then on
until the office orders it erased; the order of files does not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from workshop_app.ledger.commit import stored_commit
from workshop_app.store.sealing import op_rows
from workshop_app.store.sentences import readable
from workshop_app.store.statement import Statement
from workshop_app.store.tables import commits, erased, op

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_app.ledger.commit import Commit
    from workshop_app.store.engine import Link
    from workshop_app.store.project import Key

_ERASED = Statement(select(erased.c.payload))
_OPS = Statement(
    select(commits.c.id, commits.c.header, op.c.i)
    .join(op, op.c.c == commits.c.n)
    .where(op.c.payload.is_(None))
)
_WORDLESS = Statement(
    select(commits.c.id, commits.c.header).where(commits.c.words.is_(None))
)
_NUMBER = Statement(select(commits.c.n).where(commits.c.id == bindparam("i")), "i")
_PUT_WORDS = Statement(
    update(commits).values(words=bindparam("w")).where(commits.c.n == bindparam("m")),
    "w",
    "m",
)
_PUT_PAYLOAD = Statement(
    update(op)
    .values(payload=bindparam("p"))
    .where(
        op.c.rec == bindparam("r"),
        op.c.kind == bindparam("k"),
        op.c.c == bindparam("m"),
        op.c.payload.is_(None),
    ),
    "p",
    "r",
    "k",
    "m",
)


def lacking(link: Link) -> frozenset[str]:
    """Return the applied commits of which a payload is not here, and might come."""
    gone = ordered_erased(link)
    found: set[str] = set()
    with readable():
        for commit, header, i in link.rows(_OPS):
            if stored_commit(bytes(header)).ops[i].payload not in gone:
                found.add(commit)
        for commit, header in link.rows(_WORDLESS):
            if b',"w":"' not in bytes(header):
                continue  # it goes on with a deed and has none
            if stored_commit(bytes(header)).words not in gone:
                found.add(commit)
    return frozenset(found)


def ordered_erased(link: Link) -> frozenset[str]:
    """Return the hashes of payloads that the office ordered erased."""
    return frozenset(row[0] for row in link.rows(_ERASED))


def fill(link: Link, commit: Commit) -> Iterator[Key]:
    """Put payloads of an applied commit where they were missing.

    Yields:
        The records whose state may change.
    """
    row = link.row(_NUMBER, commit.id)
    if row is None:
        return
    n = int(row[0])
    if commit.words is not None:
        link.run(_PUT_WORDS, commit.words, n)
    for rec, kind, _, _, _, _, payload in op_rows(n, commit):
        if payload is not None:
            link.run(_PUT_PAYLOAD, payload, rec, kind, n)
            yield str(kind), str(rec)
