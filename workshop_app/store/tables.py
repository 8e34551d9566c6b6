"""The tables of the ledger: the only truth in a store.

Alembic makes and changes these (`db/`), and nothing else.  What people look at lies in
the derived tables of `records`, which can be dropped and rebuilt from these at will.
Ids of commits are the ledger's 43 characters of text, hashes of blobs 64 hexadecimal
digits; `n` is a number of this store alone and never leaves it.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    func,
    select,
    text,
)

from workshop_app.store.derived import remains

metadata = MetaData()

migrated = Table(
    "alembic_version",
    MetaData(),  # apart: Alembic makes it where migrations make the rest
    Column("version_num", Text, primary_key=True),
)
"""Where Alembic keeps which migrations a store has had."""


def _where(condition: str) -> dict[str, Any]:
    """Say of which rows there is an index.

    On a server too, as the migrations have it; to say so here would load all that
    SQLAlchemy knows of PostgreSQL whenever a file is opened.
    """
    return {"sqlite_where": text(condition)}


device = Table(
    "device",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("own", SmallInteger, nullable=False, server_default="0"),
)
"""Whoever wrote a commit; the Ed25519 public key is the name.

`own` is 1 for those that wrote in this store itself: here their work always counts.
"""

commits = Table(
    "commits",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("dev", Integer, ForeignKey("device.n"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("prev", Text, nullable=False),
    Column("clk", BigInteger, nullable=False),
    Column("depth", Integer, nullable=False),
    Column("schema", Integer, nullable=False),
    Column("deed", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("words", LargeBinary),
    Column("via", Integer),
    Index("ix_commits_dev", "dev", "seq"),
    Index("ix_commits_deed", "deed"),
    Index("ix_commits_via", "via"),
    Index("ix_commits_wordless", "n", **_where("words IS NULL")),
)
"""The commits as they were hashed (`header`), beside what is looked up in them.

`via` is the number of the file they first came with, null for what was written here.
"""

op = Table(
    "op",
    metadata,
    Column("rec", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("c", Integer, ForeignKey("commits.n"), nullable=False),
    Column("i", Integer, nullable=False),
    Column("fields", Text, nullable=False),
    Column("over", Text, nullable=False),
    Column("payload", LargeBinary),
    PrimaryKeyConstraint("rec", "kind", "c", name="pk_op"),
    Index("ix_op_erased", "c", **_where("payload IS NULL")),
    sqlite_with_rowid=False,
)
"""What each commit did to each record.

`fields` and `over` (the superseded commits) repeat the header, comma-separated, so that
one op of an import of thousands can be read without its header.
"""

KNOWN = func.coalesce(
    op.c.payload,
    select(remains.c.line)
    .where(
        remains.c.rec == op.c.rec, remains.c.kind == op.c.kind, remains.c.c == op.c.c
    )
    .scalar_subquery(),
)
"""The payload of an op, or what is left of one that was erased by law."""

WRITTEN = (
    op.c.rec,
    op.c.kind,
    op.c.fields,
    op.c.over,
    KNOWN,
    commits.c.id,
    commits.c.clk,
    commits.c.depth,
    commits.c.schema,
)
"""What a write is read from, in the order in which `project.write_of` takes it."""

seal = Table(
    "seal",
    metadata,
    Column(
        "c", Integer, ForeignKey("commits.n"), primary_key=True, autoincrement=False
    ),
    Column("signature", Text, nullable=False),
)
"""Signatures of the tips of chains."""

blob = Table(
    "blob",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""The content of attached files, once each."""

pending = Table(
    "pending",
    metadata,
    Column("id", Text, primary_key=True),
    Column("header", LargeBinary, nullable=False),
    Column("payloads", LargeBinary, nullable=False),
    Column("missing", Text, nullable=False),
    Column("via", Integer, nullable=False),
)
"""Commits received whose ancestors are still missing, by comma-separated ids."""

quarantine = Table(
    "quarantine",
    metadata,
    Column("id", Text, primary_key=True),
    Column("header", LargeBinary, nullable=False),
    Column("payloads", LargeBinary, nullable=False),
    Column("reason", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("via", Integer, nullable=False),
)
"""Commits received that break a rule; never applied, kept and passed on.

`reason` is a `ledger.chain.Flaw`, `because` the ancestor it is wrong about.
"""

waiting_seal = Table(
    "waiting_seal",
    metadata,
    Column("id", Text, primary_key=True),
    Column("device", Text, nullable=False),
    Column("signature", Text, nullable=False),
)
"""Signatures of tips that are pending or refused: they vouch for what is before."""

imported = Table(
    "imported",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("sha256", Text, nullable=False, unique=True),
    Column("log_sha256", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("manifest", LargeBinary, nullable=False),
    Column("report", Text, nullable=False),
)
"""Exchange files taken in, known again by the hash of the outer file."""

erased = Table(
    "erased",
    metadata,
    Column("payload", Text, primary_key=True),
)
"""Hashes of payloads erased by order of the office."""

access_log = Table(
    "access_log",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("number", Integer, nullable=False),
)
"""Who saw, printed or took out lists of people (DS 016-2024-JUS, art. 46.3)."""

unsent = Table(
    "unsent",
    metadata,
    Column("place", Text, primary_key=True),
    Column("content", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""What is being typed and was not yet given; never part of the ledger."""

local = Table(
    "local",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""What this file knows of itself: instance, process, counters, derived tables."""

OFFICE: Final = "office"
"""Where `local` keeps the office key a store believes; a merge never changes it."""
