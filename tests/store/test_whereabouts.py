"""A file that is open is moved, deleted or replaced: nothing is written to nowhere."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.store.conftest import BEGIN, Place, registered
from workshop_app.clock import SteppingClock
from workshop_app.domain.person import Person
from workshop_app.ids import SeededIds
from workshop_app.store import Deed, Founding, Store, connecting
from workshop_app.store.connecting import connect_file
from workshop_app.store.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreDiskError,
    StoreForbiddenError,
    StoreGoneError,
    StoreSwappedError,
)
from workshop_app.store.integrity import check
from workshop_app.store.travelling import beside
from workshop_app.store.unsent import keep_unsent, unsent
from workshop_app.store.whereabouts import Likeness, Seen, Whereabouts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_app.store.sealing import Committed


WORDS = "qori sara wayra"

_LOCKS = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
    except OSError:
        sys.exit(3)
"""
"""Asks as SQLite does whether nobody else has the file open."""


@pytest.fixture
def open_store(file_place: Place) -> Iterator[Store]:
    """An open store in a file, with a deed in its journal and connections to spare."""
    with closing(file_place.open()) as store:
        registered(store, "Rosa")
        yield store


def names(store: Store) -> set[str]:
    with store.read() as reader:
        return {person.name for person in reader.all(Person)} - {"Rosa Quispe Mamani"}


def names_at(path: Path, place: Place) -> set[str]:
    """Return who is on record in a file, as another program finds it."""
    with closing(Place(str(path), place.home).open(seed="found")) as store:
        return names(store)


def path_of(store: Store) -> Path:
    return Path(store.location)


def aside(path: Path, name: str = "aside.kuska") -> Path:
    """Move a file away; its journal stays."""
    return path.rename(path.with_name(name))


def put_copy(source: Path, path: Path) -> None:
    """Put a copy of a file in the place of another, as a syncing program does."""
    part = path.with_name("part")
    shutil.copyfile(source, part)
    part.replace(path)


def fold(store: Store) -> None:
    """Write the journal into the file, as happens every thousand pages."""
    key = store.database.key
    with closing(connect_file(path_of(store), key)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def older_copy(store: Store) -> Path:
    """Copy the file, whole, as it is now."""
    fold(store)
    copy = path_of(store).with_name("older")
    shutil.copyfile(path_of(store), copy)
    return copy


def test_a_file_that_was_moved_is_not_written(
    open_store: Store, file_place: Place
) -> None:
    away = aside(path_of(open_store))

    with pytest.raises(StoreGoneError) as refused:
        registered(open_store, "Ana")

    assert refused.value.passing
    assert refused.value.advice
    assert not path_of(open_store).exists()
    assert names(open_store) == {"Rosa"}
    assert names_at(away, file_place) == {"Rosa"}


def test_a_file_that_was_moved_back_is_written_again(open_store: Store) -> None:
    device = open_store.device
    away = aside(path_of(open_store))
    with pytest.raises(StoreGoneError):
        registered(open_store, "Ana")

    away.rename(path_of(open_store))
    registered(open_store, "Ana")

    assert names(open_store) == {"Rosa", "Ana"}
    assert open_store.device == device
    assert check(open_store) == ()


def test_a_file_that_was_moved_in_the_midst_of_a_deed_is_not_written(
    open_store: Store, file_place: Place
) -> None:
    told: list[Committed] = []
    open_store.on_commit(told.append)

    def register() -> None:
        with open_store.write(Deed("register_person")) as tx:
            tx.add(Person(id=tx.new_id(), code=tx.next_code(Person), name="Ana"))
            aside(path_of(open_store))

    with pytest.raises(StoreGoneError):
        register()

    assert told == []
    path_of(open_store).with_name("aside.kuska").rename(path_of(open_store))
    assert names(open_store) == {"Rosa"}
    assert names_at(path_of(open_store), file_place) == {"Rosa"}


def test_a_deed_that_changes_nothing_asks_for_no_file(open_store: Store) -> None:
    with open_store.write(Deed("register_person")):
        away = aside(path_of(open_store))

    away.rename(path_of(open_store))
    assert names(open_store) == {"Rosa"}


def test_a_file_that_was_deleted_is_not_written(open_store: Store) -> None:
    path_of(open_store).unlink()

    with pytest.raises(StoreGoneError):
        registered(open_store, "Ana")
    with pytest.raises(StoreGoneError):
        keep_unsent(open_store, "a", "que el agua")

    assert not path_of(open_store).exists()
    assert names(open_store) == {"Rosa"}
    assert unsent(open_store) == {}


def test_a_file_that_was_moved_is_whole_when_the_program_is_closed(
    open_store: Store, file_place: Place
) -> None:
    away = aside(path_of(open_store))

    open_store.close()

    assert names_at(away, file_place) == {"Rosa"}


def test_nobody_opens_once_more_a_file_that_is_gone(open_store: Store) -> None:
    with open_store.read() as reader:
        aside(path_of(open_store))

        with pytest.raises(StoreGoneError), open_store.read() as other:
            other.all(Person)

        assert len(reader.all(Person)) == 2


def test_a_byte_copy_in_its_place_goes_on(open_store: Store) -> None:
    device = open_store.device
    put_copy(path_of(open_store), path_of(open_store))

    registered(open_store, "Ana")

    assert names(open_store) == {"Rosa", "Ana"}
    assert open_store.device == device
    assert open_store.forgotten is None
    assert check(open_store) == ()


def test_what_was_written_to_a_copy_in_its_place_is_there_when_opened_again(
    open_store: Store, file_place: Place
) -> None:
    put_copy(path_of(open_store), path_of(open_store))
    registered(open_store, "Ana")
    open_store.close()

    assert names_at(path_of(open_store), file_place) == {"Rosa", "Ana"}


def test_a_copy_put_there_just_before_closing_is_whole(
    open_store: Store, file_place: Place
) -> None:
    put_copy(path_of(open_store), path_of(open_store))

    open_store.close()

    assert names_at(path_of(open_store), file_place) == {"Rosa"}


def test_a_file_copied_back_from_where_it_was_moved_goes_on(open_store: Store) -> None:
    device = open_store.device
    away = aside(path_of(open_store))
    with pytest.raises(StoreGoneError):
        registered(open_store, "Ana")

    put_copy(away, path_of(open_store))
    registered(open_store, "Ana")

    assert names(open_store) == {"Rosa", "Ana"}
    assert open_store.device == device
    assert check(open_store) == ()


def test_a_copy_is_read_too(open_store: Store) -> None:
    put_copy(path_of(open_store), path_of(open_store))

    assert names(open_store) == {"Rosa"}
    assert not open_store.database.is_replaced


def test_a_copy_that_is_being_made_is_waited_for(open_store: Store) -> None:
    path = path_of(open_store)
    away = aside(path)
    content = away.read_bytes()
    path.write_bytes(content[: len(content) // 2])

    with pytest.raises(StoreGoneError):
        registered(open_store, "Ana")
    assert names(open_store) == {"Rosa"}
    path.write_bytes(content)
    registered(open_store, "Ana")

    assert names(open_store) == {"Rosa", "Ana"}
    assert check(open_store) == ()


def test_an_older_copy_goes_on_as_another_device_and_says_what_it_forgot(
    open_store: Store,
) -> None:
    device, operator = open_store.device, open_store.operator
    copy = older_copy(open_store)
    registered(open_store, "Ana")
    fold(open_store)
    put_copy(copy, path_of(open_store))

    registered(open_store, "Juana")

    assert names(open_store) == {"Rosa", "Juana"}
    assert open_store.device != device
    assert open_store.operator == operator
    assert open_store.forgotten == (3, 3)
    assert open_store.lost_device == device
    with open_store.read() as reader:
        assert len({row.device for row in reader.history()}) == 2


def test_an_older_copy_is_known_though_this_computer_could_not_note_it(
    open_store: Store, file_place: Place
) -> None:
    device = open_store.device
    copy = older_copy(open_store)
    registered(open_store, "Ana")
    fold(open_store)
    for tip in (file_place.home / "keys").glob("*.tip"):
        tip.unlink()
    put_copy(copy, path_of(open_store))

    registered(open_store, "Juana")

    assert open_store.device != device
    assert open_store.forgotten == (3, 3)


def test_the_file_an_older_copy_drove_out_is_whole(
    open_store: Store, file_place: Place
) -> None:
    copy = older_copy(open_store)
    registered(open_store, "Ana")
    fold(open_store)
    registered(open_store, "Eva")
    away = aside(path_of(open_store))
    put_copy(copy, path_of(open_store))

    registered(open_store, "Juana")

    open_store.close()
    assert names_at(away, file_place) == {"Rosa", "Ana", "Eva"}
    assert names_at(path_of(open_store), file_place) == {"Rosa", "Juana"}


def test_a_copy_with_a_journal_of_its_own_keeps_it(open_store: Store) -> None:
    """As when a stick is put in again: none of its files is the one that was open."""
    path = path_of(open_store)
    folder = path.with_name("stick")
    folder.mkdir()
    for end in ("", "-wal"):
        shutil.copyfile(f"{path}{end}", folder / f"a{end}")
    for end in ("", "-wal"):
        (folder / f"a{end}").replace(f"{path}{end}")
    Path(f"{path}-shm").unlink()

    registered(open_store, "Ana")

    assert names(open_store) == {"Rosa", "Ana"}
    assert open_store.forgotten is None
    assert check(open_store) == ()


def test_a_copy_opens_with_the_passphrase_that_was_given_for_the_file(
    tmp_path: Path,
) -> None:
    path, clock = tmp_path / "a.kuska", SteppingClock(BEGIN)
    Store.create(
        str(path),
        Founding("Third open government plan", "Rosa Quispe Mamani"),
        passphrase=WORDS,
        clock=clock,
        ids=SeededIds("founded", clock),
        home=tmp_path / "home",
    ).close()
    with closing(
        Store.open(
            str(path),
            passphrase=WORDS,
            clock=clock,
            ids=SeededIds("elsewhere", clock),
            home=tmp_path / "elsewhere",
        )
    ) as store:
        registered(store, "Rosa")
        beside(path).unlink()
        put_copy(path, path)

        registered(store, "Ana")

        assert names(store) == {"Rosa", "Ana"}
        assert beside(path).exists()


def test_whoever_must_not_wait_is_told_of_a_write(open_store: Store) -> None:
    with open_store.write(Deed("register_person")):
        assert open_store.is_writing

    assert not open_store.is_writing


def test_a_file_that_does_not_say_whose_it_is_is_damaged(plain_place: Place) -> None:
    path = Path(plain_place.location)
    with closing(connect_file(path, None)) as connection:
        connection.execute("DELETE FROM local WHERE key = 'founder'")

    with pytest.raises(StoreDamagedError):
        plain_place.open()


def test_another_process_in_its_place_is_refused_untouched(
    open_store: Store, tmp_path: Path
) -> None:
    path, other = path_of(open_store), tmp_path / "other.kuska"
    clock = SteppingClock(BEGIN)
    Store.create(
        str(other),
        Founding("Another plan", "Juan"),
        plain=not open_store.encrypted,
        clock=clock,
        ids=SeededIds("other", clock),
        home=tmp_path / "home",
    ).close()
    content = other.read_bytes()
    away = aside(path)
    put_copy(other, path)

    with pytest.raises(StoreSwappedError) as refused:
        registered(open_store, "Ana")
    with pytest.raises(StoreSwappedError):
        names(open_store)

    assert refused.value.passing
    assert path.read_bytes() == content
    away.replace(path)
    registered(open_store, "Ana")
    assert names(open_store) == {"Rosa", "Ana"}
    assert check(open_store) == ()


def test_what_is_no_process_in_its_place_is_refused_untouched(
    open_store: Store,
) -> None:
    path = path_of(open_store)
    path.unlink()
    path.write_text("Rosa;Juan\n" * 9_000)
    before = path.read_bytes()

    with pytest.raises(StoreSwappedError):
        registered(open_store, "Ana")

    assert path.read_bytes() == before
    path.unlink()
    with pytest.raises(StoreGoneError):
        registered(open_store, "Ana")


def test_a_copy_that_is_kept_busy_is_tried_again_later(
    open_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "PATIENCE", 0)
    path = path_of(open_store)
    copy = older_copy(open_store)
    with closing(connect_file(copy, open_store.database.key)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    put_copy(copy, path)
    with closing(connect_file(path, open_store.database.key)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreBusyError):
            names(open_store)

    assert names(open_store) == {"Rosa"}


def test_whoever_is_reading_keeps_the_file_that_was_open(open_store: Store) -> None:
    with open_store.read() as reader:
        put_copy(path_of(open_store), path_of(open_store))

        with pytest.raises(StoreGoneError):
            registered(open_store, "Ana")

        assert len(reader.all(Person)) == 2
    registered(open_store, "Ana")
    assert names(open_store) == {"Rosa", "Ana"}


def test_whoever_kept_hold_of_the_old_file_is_refused(open_store: Store) -> None:
    old = open_store.database
    put_copy(path_of(open_store), path_of(open_store))
    registered(open_store, "Ana")

    with pytest.raises(StoreGoneError), old.reading():
        pass

    assert old.is_replaced


def test_two_that_find_a_copy_take_it_up_once(open_store: Store) -> None:
    put_copy(path_of(open_store), path_of(open_store))
    found: list[set[str]] = []
    threads = [
        threading.Thread(target=lambda: found.append(names(open_store)))
        for _ in range(4)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [{"Rosa"}] * 4


def test_an_older_copy_of_an_older_program_is_brought_up_to_date(
    plain_place: Place,
) -> None:
    with closing(plain_place.open()) as store:
        registered(store, "Rosa")
        copy = older_copy(store)
        with closing(connect_file(copy, None)) as connection:
            connection.execute("UPDATE local SET value = 'older' WHERE key = 'derived'")
            connection.execute("DELETE FROM person")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        put_copy(copy, path_of(store))

        assert names(store) == {"Rosa"}


def test_two_stores_of_one_program_hold_one_file(file_place: Place) -> None:
    """Letting go of one must not drop the locks of the other."""
    pytest.importorskip("fcntl")
    first, second = file_place.open(), file_place.open(seed="second")
    registered(first, "Rosa")
    registered(second, "Ana")

    first.close()

    locked = subprocess.run(
        [sys.executable, "-c", _LOCKS, file_place.location], check=False
    )
    assert locked.returncode == 3
    assert names(second) == {"Rosa", "Ana"}
    second.close()


def test_a_disk_that_does_not_answer_is_told_and_asked_again(
    open_store: Store,
) -> None:
    resource = pytest.importorskip("resource")
    whole = resource.getrlimit(resource.RLIMIT_FSIZE)
    device = open_store.device

    resource.setrlimit(resource.RLIMIT_FSIZE, (100, whole[1]))
    try:
        with pytest.raises(StoreDiskError) as refused:
            registered(open_store, "Ana")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, whole)

    assert refused.value.passing
    assert refused.value.advice
    assert open_store.database is not None
    registered(open_store, "Ana")
    assert names(open_store) == {"Rosa", "Ana"}
    assert open_store.device == device
    assert check(open_store) == ()


def test_a_new_device_that_could_not_be_written_is_new_the_next_time(
    file_place: Place,
) -> None:
    """The name of its keys stands in the file, or it has none."""

    def register(store: Store) -> None:
        with store.write(Deed("register_person")) as tx:
            tx.add(Person(id=tx.new_id(), code=tx.next_code(Person), name="Ana"))
            aside(path_of(store))

    with closing(file_place.open()) as store:
        store.retire_device()
        with pytest.raises(StoreGoneError):
            register(store)
        path_of(store).with_name("aside.kuska").rename(path_of(store))
        assert not store.has_device

        registered(store, "Ana")
        device = store.device

    with closing(file_place.open(seed="again")) as store:
        assert store.known_device == device
        assert check(store) == ()


def test_a_file_nobody_may_open_is_told_so_while_it_is_there(
    plain_place: Place,
) -> None:
    path = Path(plain_place.location)
    with closing(plain_place.open()) as store:
        database = store.database
        database.close()
        path.unlink()

        with pytest.raises(StoreForbiddenError), database.reading():
            pass


def test_what_cannot_be_read_of_a_file_that_is_gone_is_not_called_damaged(
    plain_place: Place,
) -> None:
    with closing(plain_place.open()) as store:
        fold(store)
        away = aside(path_of(store))
        content = away.read_bytes()
        away.write_bytes(content[:4096] + b"\x5a" * (len(content) - 4096))

        with pytest.raises(StoreGoneError), store.read() as reader:
            reader.history()


def test_of_a_file_that_was_never_opened_nothing_can_be_said(
    plain_place: Place,
) -> None:
    file = Whereabouts(Path(plain_place.location))

    assert file.look() is Seen.SAME
    assert file.likeness() is Likeness.UNKNOWN


@pytest.mark.parametrize("place", ["server"], indirect=True)
@pytest.mark.postgresql
def test_a_server_is_never_taken_for_moved(place: Place) -> None:
    with closing(place.open()) as store:
        registered(store, "Rosa")

        assert not store.database.is_replaced
        assert not store.database.leave()
        assert names(store) == {"Rosa"}
