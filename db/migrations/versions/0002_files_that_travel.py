"""Files that travel: which came in, what came with each, whose work is our own.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

RECEIVED = ("imported", "waiting_seal", "quarantine", "pending")


def upgrade() -> None:
    _mark_own()
    with _changed("commits") as commits:
        commits.add_column(sa.Column("via", sa.Integer))
    op.create_index("ix_commits_via", "commits", ["via"])
    op.create_index("ix_commits_wordless", "commits", ["n"], **_where("words IS NULL"))
    op.create_index("ix_op_erased", "op", ["c"], **_where("payload IS NULL"))
    for table in ("imported", "quarantine", "pending"):  # nothing ever wrote there
        op.drop_table(table)
    _make_parked()
    _make_imported()


def downgrade() -> None:
    """Go back, as only tests do: what came in with files is forgotten."""
    for table in RECEIVED:
        op.drop_table(table)
    op.drop_index("ix_op_erased", "op")
    op.drop_index("ix_commits_wordless", "commits")
    op.drop_index("ix_commits_via", "commits")
    with _changed("commits") as commits:
        commits.drop_column("via")
    with _changed("device") as device:
        device.drop_column("own")
    _make_received_as_before()


def _changed(table: str) -> Any:
    """Change a table; in a file by making it anew, so that all files are alike."""
    is_file = op.get_bind().dialect.name == "sqlite"
    return op.batch_alter_table(table, recreate="always" if is_file else "never")


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _mark_own() -> None:
    """Until now nothing came from elsewhere: every device wrote in this store."""
    with _changed("device") as device:
        device.add_column(
            sa.Column("own", sa.SmallInteger, nullable=False, server_default="0")
        )
    op.execute("UPDATE device SET own = 1")


def _make_parked() -> None:
    op.create_table(
        "pending",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("header", sa.LargeBinary, nullable=False),
        sa.Column("payloads", sa.LargeBinary, nullable=False),
        sa.Column("missing", sa.Text, nullable=False),
        sa.Column("via", sa.Integer, nullable=False),
    )
    op.create_table(
        "quarantine",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("header", sa.LargeBinary, nullable=False),
        sa.Column("payloads", sa.LargeBinary, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("because", sa.Text, nullable=False),
        sa.Column("via", sa.Integer, nullable=False),
    )
    op.create_table(
        "waiting_seal",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
    )


def _make_imported() -> None:
    op.create_table(
        "imported",
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sha256", sa.Text, nullable=False, unique=True),
        sa.Column("log_sha256", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("manifest", sa.LargeBinary, nullable=False),
        sa.Column("report", sa.Text, nullable=False),
    )


def _make_received_as_before() -> None:
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
