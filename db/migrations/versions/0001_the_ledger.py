"""The ledger: commits, what they did, seals, blobs, and what a file knows of itself.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TABLES = (
    "local",
    "unsent",
    "access_log",
    "erased",
    "imported",
    "quarantine",
    "pending",
    "blob",
    "seal",
    "op",
    "commits",
    "device",
)


def upgrade() -> None:
    _make_log()
    _make_received()
    op.create_table(
        "access_log",
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
    )
    op.create_table(
        "unsent",
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
    )
    op.create_table(
        "local",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _make_log() -> None:
    op.create_table(
        "device",
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", sa.Text, nullable=False, unique=True),
    )
    op.create_table(
        "commits",
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("dev", sa.Integer, sa.ForeignKey("device.n"), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("prev", sa.Text, nullable=False),
        sa.Column("clk", sa.BigInteger, nullable=False),
        sa.Column("depth", sa.Integer, nullable=False),
        sa.Column("schema", sa.Integer, nullable=False),
        sa.Column("deed", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("header", sa.LargeBinary, nullable=False),
        sa.Column("words", sa.LargeBinary),
    )
    op.create_index("ix_commits_dev", "commits", ["dev", "seq"])
    op.create_index("ix_commits_deed", "commits", ["deed"])
    op.create_table(
        "op",
        sa.Column("rec", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("c", sa.Integer, sa.ForeignKey("commits.n"), nullable=False),
        sa.Column("i", sa.Integer, nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("over", sa.Text, nullable=False),
        sa.Column("payload", sa.LargeBinary),
        sa.PrimaryKeyConstraint("rec", "kind", "c", name="pk_op"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "seal",
        sa.Column(
            "c",
            sa.Integer,
            sa.ForeignKey("commits.n"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("signature", sa.Text, nullable=False),
    )
    op.create_table(
        "blob",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )


def _make_received() -> None:
    op.create_table(
        "pending",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("header", sa.LargeBinary, nullable=False),
        sa.Column("payloads", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "quarantine",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("header", sa.LargeBinary, nullable=False),
        sa.Column("payloads", sa.LargeBinary, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "imported",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("report", sa.Text, nullable=False),
    )
    op.create_table(
        "erased",
        sa.Column("payload", sa.Text, primary_key=True),
    )
