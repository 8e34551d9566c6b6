"""The derived tables that are not of one kind of record: dropped and rebuilt at will.

Only the projector and what weighs commits write them; the tables of the kinds are made
in `records`.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

derived = MetaData()

LISTED: Final = ("person", "contribution")
"""Kinds of which there may be a million: their lists are read from an index alone."""


def _index_of(kind: str) -> Index:
    alone = text(f"kind = '{kind}'")
    name = f"ix_search_entry_{kind}"
    return Index(name, "rec", sqlite_where=alone)


set_aside = Table(
    "set_aside",
    derived,
    Column("c", Integer, primary_key=True, autoincrement=False),
)
"""Commits that count for nothing: an active commit reverts them, or distrusted."""

distrusted = Table(
    "distrusted",
    derived,
    Column("c", Integer, primary_key=True, autoincrement=False),
)
"""Those of them whose device the office did not admit, or does not believe so far."""

dirty = Table(
    "dirty",
    derived,
    Column("rec", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
)
"""Records whose rows lag behind the ledger while many files come in one go."""

revert_edge = Table(
    "revert_edge",
    derived,
    Column("c", Integer, primary_key=True, autoincrement=False),
    Column("target", Integer, primary_key=True, autoincrement=False),
    Index("ix_revert_edge_target", "target"),
)
"""Which commit reverts which."""

remains = Table(
    "remains",
    derived,
    Column("rec", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("c", Integer, primary_key=True, autoincrement=False),
    Column("line", LargeBinary, nullable=False),
)
"""What the office says that an erased payload of an op held beside what had to go."""

erased_by = Table(
    "erased_by",
    derived,
    Column("rec", Text, primary_key=True),
    Column("c", Integer, primary_key=True, autoincrement=False),
)
"""Of which record the office ordered something erased, and the commit of the order."""

conflict = Table(
    "conflict",
    derived,
    Column("kind", Text, primary_key=True),
    Column("rec", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("candidates", Text, nullable=False),
)
"""Fields with more than one live value: JSON rows of [commit, clock, value]."""

search_entry = Table(
    "search_entry",
    derived,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("rec", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Index("ux_search_entry", "rec", "kind", unique=True),
    *map(_index_of, LISTED),
)
"""What the search looks through: without accents and capitals."""
