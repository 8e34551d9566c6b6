"""Writes the next migration from the difference between the code and the last one.

    python -m db.new_migration "blobs say when they were kept"

Read it before you keep it: it cannot see a rename, and it cannot know what old rows
should say.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from workshop_app.store import door, migrate
from workshop_app.store.engine import Database

MIGRATIONS = Path(__file__).parent / "migrations"


def write_migration(title: str, folder: Path = MIGRATIONS) -> str:
    """Write the next migration into `folder` and return its path."""
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "scratch.kuska"
        door.make_file(file, None)
        database = Database(str(file))
        try:
            migrate.to_head(database)
            with database.migrating() as link:
                config = Config()
                config.set_main_option("script_location", str(folder))
                config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
                config.attributes["connection"] = link.connection
                number = f"{int(migrate.revisions()[-1]) + 1:04}"
                script = command.revision(
                    config, title, autogenerate=True, rev_id=number
                )
        finally:
            database.close()
    if script is None or isinstance(script, list):
        message = "Alembic wrote no migration"
        raise RuntimeError(message)
    return str(script.path)


if __name__ == "__main__":
    sys.stdout.write(f"wrote {write_migration(' '.join(sys.argv[1:]))}\n")
