from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from db.new_migration import write_migration
from tests.store.conftest import founded
from workshop_app import paths
from workshop_app.domain.person import Person
from workshop_app.store import Deed, Store, arrivals, door, migrate, tables
from workshop_app.store.dump import dump_bytes
from workshop_app.store.engine import Database
from workshop_app.store.errors import NotAStoreError
from workshop_app.store.integrity import check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workshop_app.store.engine import Link

REVISIONS = [
    script.revision
    for script in ScriptDirectory(str(paths.migrations())).walk_revisions()
][::-1]


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUSKA_KEYRING", "off")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "a.kuska"
    door.make_file(path, None)
    with closing(Database(str(path))) as found:
        yield found


def config(link: Link) -> Config:
    found = Config()
    found.set_main_option("script_location", str(paths.migrations()))
    found.attributes["connection"] = link.connection
    return found


def migrated(database: Database) -> None:
    """Run all migrations, as only an older file or a server needs them."""
    with database.migrating() as link:
        command.upgrade(config(link), "head")


def stamp(link: Link) -> list[tuple[str, str]]:
    """Return the revision that a file says it is of, and the table which says so."""
    link.script(
        "SELECT version_num, sql FROM alembic_version, sqlite_master "
        "WHERE name = 'alembic_version'"
    )
    return [(number, "".join(sql.split())) for number, sql in link.fetched()]


def ddl(link: Link) -> dict[str, list[str]]:
    """Each table's and index's own words, whatever their order and spacing."""
    link.script("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {
        name: sorted(sql.replace('"', "").replace(",", " ").split())
        for name, sql in link.fetched()
        if name != "alembic_version"
    }


def test_the_program_knows_its_revisions_without_alembic() -> None:
    assert list(migrate.revisions()) == REVISIONS


def test_the_migrations_arrive_at_the_tables_of_the_code(database: Database) -> None:
    migrated(database)

    with database.reading() as link:
        context = MigrationContext.configure(
            link.connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, tables.metadata) == []


def test_a_new_file_has_the_tables_that_the_migrations_make(
    database: Database, tmp_path: Path
) -> None:
    """Alembic compares columns, but neither foreign keys' words nor WITHOUT ROWID."""
    made = tmp_path / "made.kuska"
    door.make_file(made, None)
    migrated(database)

    with closing(Database(str(made))) as other:
        migrate.to_head(other)

        with other.reading() as theirs, database.reading() as mine:
            assert ddl(theirs) == ddl(mine)
            assert stamp(theirs) == stamp(mine)


def test_a_new_file_does_not_load_alembic(tmp_path: Path) -> None:
    """To begin a process takes a tenth of what running the migrations does."""
    program = (
        "import sys; from pathlib import Path; "
        "from tests.store.conftest import founded; "
        "founded(sys.argv[1], Path(sys.argv[2]), plain=True).close(); "
        "assert 'alembic' not in sys.modules"
    )

    subprocess.run(
        [sys.executable, "-c", program, tmp_path / "b.kuska", tmp_path / "home"],
        check=True,
        cwd=paths.migrations().parent.parent,
    )


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_migration_goes_up_and_comes_back(
    database: Database, revision: str
) -> None:
    with database.migrating() as link:
        command.upgrade(config(link), revision)
    with database.migrating() as link:
        command.downgrade(config(link), "base")

    with database.reading() as link:
        assert set(inspect(link.connection).get_table_names()) <= {"alembic_version"}


def test_migrating_twice_does_nothing(database: Database) -> None:
    migrate.to_head(database)
    with database.reading() as link:
        before = ddl(link)

    migrate.to_head(database)

    with database.reading() as link:
        assert ddl(link) == before


def test_opening_a_current_store_does_not_load_alembic(tmp_path: Path) -> None:
    """It takes longer to load than everything else."""
    founded(str(tmp_path / "b.kuska"), tmp_path / "home", plain=True).close()
    program = (
        "import sys; from pathlib import Path; from workshop_app.store import Store; "
        "Store.open(sys.argv[1], home=Path(sys.argv[2])).close(); "
        "assert 'alembic' not in sys.modules"
    )

    subprocess.run(
        [sys.executable, "-c", program, tmp_path / "b.kuska", tmp_path / "home"],
        check=True,
        cwd=paths.migrations().parent.parent,
    )


def test_an_old_file_is_copied_aside_before_it_is_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the next version of the program opened a file of this one."""
    later = tmp_path / "migrations"
    shutil.copytree(paths.migrations(), later)
    (later / "versions" / "0003_notes.py").write_text(
        "import sqlalchemy as sa\n"
        "from alembic import op\n"
        "revision = '0003'\n"
        "down_revision = '0002'\n"
        "def upgrade():\n"
        "    op.add_column('imported', sa.Column('note', sa.Text))\n"
        "def downgrade():\n"
        "    op.drop_column('imported', 'note')\n"
    )
    founded(str(tmp_path / "b.kuska"), tmp_path / "home", plain=False).close()
    monkeypatch.setattr(paths, "migrations", lambda: later)
    migrate.revisions.cache_clear()

    try:
        Store.open(str(tmp_path / "b.kuska"), home=tmp_path / "home").close()
    finally:
        migrate.revisions.cache_clear()

    monkeypatch.undo()
    copy = tmp_path / "b.before-0002.kuska"
    assert copy.exists()
    monkeypatch.setenv("KUSKA_KEYRING", "off")
    Store.open(str(copy), home=tmp_path / "home").close()


def test_a_database_with_tables_of_somebody_else_is_no_store(
    database: Database,
) -> None:
    with database.migrating() as link:
        link.script("CREATE TABLE commits (x)")
    with pytest.raises(NotAStoreError):
        migrate.to_head(database)


def test_a_revision_of_somebody_else_is_no_store(database: Database) -> None:
    migrate.to_head(database)
    with database.migrating() as link:
        link.script("UPDATE alembic_version SET version_num = 'a1b2c3'")
    with pytest.raises(NotAStoreError):
        migrate.to_head(database)


def test_the_next_migration_is_written_from_the_difference(tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(paths.migrations(), folder)

    path = write_migration("nothing changed", folder)

    assert path.endswith("0003_nothing_changed.py")


@pytest.mark.parametrize("plain", [True, False])
def test_a_store_of_before_files_travelled_opens_and_its_own_work_counts(
    tmp_path: Path,
    plain: bool,  # noqa: FBT001
) -> None:
    """Nobody admitted the copy's device, for the office's key was not there."""
    location, home = str(tmp_path / "b.kuska"), tmp_path / "home"
    founded(location, home, plain=plain).close()
    store = Store.open(location, home=home)
    store.retire_device()
    store.keeper.forget(f"{store.process_id}.office")
    with store.write(Deed("register_person")) as tx:
        tx.add(Person(id=tx.new_id(), code="P-1", name="Ana"))
    with store.read() as reader:
        before = dump_bytes(reader)
    with store.database.migrating() as link:
        command.downgrade(config(link), "0001")
        link.script("DELETE FROM local WHERE key IN ('office', 'derived')")
    device = store.device
    store.close()

    again = Store.open(location, home=home)

    with again.read() as reader:
        assert dump_bytes(reader) == before
        assert reader.count(Person) == 2
    assert again.device == device
    (first, mine) = arrivals.known_computers(again)
    assert (first.admitted, first.own) == (True, True)
    assert (mine.admitted, mine.own) == (False, True)
    assert check(again) == ()
    again.close()
    assert (tmp_path / "b.before-0001.kuska").exists()
