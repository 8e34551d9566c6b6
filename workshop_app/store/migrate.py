"""Makes the ledger's tables, and brings them up to date after keeping a copy.

A new file gets them at once, as the code says them (`tests/db` proves that they are
those of the migrations).  A server gets them by the migrations, which alone know of
which rows its indexes are.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert
from sqlalchemy.schema import CreateIndex, CreateTable

from workshop_app import paths
from workshop_app.store import tables
from workshop_app.store.copying import copy_file
from workshop_app.store.errors import NotAStoreError, StoreTooNewError
from workshop_app.store.statement import Definition
from workshop_app.store.tables import migrated

if TYPE_CHECKING:
    from workshop_app.store.engine import Database, Link

_STAMP: Final = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
"""As Alembic makes it."""


@cache
def revisions() -> tuple[str, ...]:
    """Return the revisions this program knows, oldest first, without Alembic."""
    found = (paths.migrations() / "versions").glob("[0-9]*_*.py")
    return tuple(sorted(path.name.split("_")[0] for path in found))


def current(database: Database) -> str | None:
    """Return the revision of a store, or None where there is none.

    Raises:
        NotAStoreError: If there are tables, but not of this program.
    """
    with database.reading() as link:
        if not _has_table(link, "alembic_version"):
            if _has_table(link, "commits"):
                raise NotAStoreError(database.location)
            return None
        link.script("SELECT version_num FROM alembic_version")
        found = link.fetched()
    return str(found[0][0]) if found else None


def to_head(database: Database) -> None:
    """Run the migrations a store lacks; one already current is untouched.

    All of them run in one transaction, so the store is either at the old revision or
    at the new one, and a copy of the file as it was stays beside it.

    Raises:
        StoreTooNewError: If a later program made it.
    """
    revision = current(database)
    if revision == revisions()[-1]:
        return
    if revision is not None:
        _require_known(revision, database.location)
        _keep_copy(database, revision)
    elif not database.is_server:
        _make(database)
        return
    from alembic import command  # noqa: PLC0415 slow to import
    from alembic.config import Config  # noqa: PLC0415 slow to import

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    with database.migrating() as link:
        config.attributes["connection"] = link.connection
        command.upgrade(config, "head")


def _make(database: Database) -> None:
    """Make the tables in an empty file, as of the newest revision."""
    with database.migrating() as link:
        for definition in _definitions():
            link.script(definition.on(link.dialect))
        link.script(_STAMP)
        link.connection.execute(insert(migrated), {"version_num": revisions()[-1]})


@cache
def _definitions() -> list[Definition]:
    made = tables.metadata.sorted_tables
    indexes = [index for table in made for index in table.indexes]
    return [
        *(Definition(CreateTable(table)) for table in made),
        *(Definition(CreateIndex(index)) for index in indexes),
    ]


def _require_known(revision: str, location: str) -> None:
    if re.fullmatch("[0-9]{4}", revision) is None:
        raise NotAStoreError(location)
    if revision not in revisions():
        raise StoreTooNewError(location)


def _keep_copy(database: Database, revision: str) -> None:
    """Copy the file aside, so that a failed upgrade costs nothing."""
    if database.path is not None:
        name = f"{database.path.stem}.before-{revision}{database.path.suffix}"
        copy_file(database.path, database.path.with_name(name), database.key)


def _has_table(link: Link, name: str) -> bool:
    from sqlalchemy import inspect  # noqa: PLC0415 slow to import

    return inspect(link.connection).has_table(name)
