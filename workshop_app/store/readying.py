"""What a ledger may lack when it is opened: its office, its tables, its last fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from workshop_app.later import when_asked
from workshop_app.store.errors import StoreDamagedError
from workshop_app.store.records import fingerprint
from workshop_app.store.statement import Statement
from workshop_app.store.tables import OFFICE, local

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_app.store import founding, project, rebuilding
    from workshop_app.store.engine import Database
else:  # a store that is current needs none of them
    founding = when_asked("workshop_app.store.founding")
    project = when_asked("workshop_app.store.project")
    rebuilding = when_asked("workshop_app.store.rebuilding")

_LOCAL = Statement(select(local.c.key, local.c.value))


def own_words(database: Database) -> dict[str, str]:
    """Return what a store knows of itself.

    Raises:
        StoreDamagedError: If it does not know whose it is.
    """
    with database.reading() as link:
        known = {str(key): str(value) for key, value in link.rows(_LOCAL)}
    if not {"process", "instance", "founder"} <= known.keys():
        raise StoreDamagedError(database.location)
    return known


def make_ready(database: Database, known: Mapping[str, str]) -> None:
    """Bring what is derived up to date; a store that is current is untouched.

    Args:
        database: The file or the server.
        known: What it knows of itself.
    """
    if OFFICE not in known:
        _pin_office(database, known["process"])
    if known.get("derived") != fingerprint():
        with database.writing() as link:
            rebuilding.rebuild(link)
    if known.get("unfolded"):
        from workshop_app.store import folding  # noqa: PLC0415 hardly ever needed

        with database.writing() as link:
            folding.fold_marked(link)
    if known.get("unscrubbed"):
        from workshop_app.store import scrubbing  # noqa: PLC0415 likewise

        scrubbing.scrub(database)


def _pin_office(database: Database, process: str) -> None:
    """Believe the office key a store was founded with, from now on for good.

    For stores of before anything came in from elsewhere.
    """
    with database.writing() as link:
        link.run(project.PUT_LOCAL, OFFICE, founding.founded_by(link, process))
