"""Runs migrations on the connection that `workshop_app.store.migrate` hands over."""

from __future__ import annotations

from alembic import context

from workshop_app.store import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.metadata,
    render_as_batch=True,  # SQLite alters a table by rebuilding it
    transaction_per_migration=False,
)
context.run_migrations()
