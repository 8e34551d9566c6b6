"""What a ledger may lack when it is opened: its office, its tables, its last fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.store import asides, project, rebuilding
from workshop_app.store.founding import founded_by
from workshop_app.store.records import fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_app.store.engine import Database


def make_ready(database: Database, known: Mapping[str, str]) -> None:
    """Bring what is derived up to date; a store that is current is untouched.

    Args:
        database: The file or the server.
        known: What it knows of itself.
    """
    if asides.OFFICE not in known:
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
        link.run(project.PUT_LOCAL, asides.OFFICE, founded_by(link, process))
