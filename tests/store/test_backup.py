from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.store import server
from tests.store.conftest import BEGIN, Place, registered
from workshop_app.clock import SteppingClock
from workshop_app.domain.person import Person
from workshop_app.ids import SeededIds
from workshop_app.store.backup import back_up, restore
from workshop_app.store.connecting import connect_file
from workshop_app.store.dump import dump_bytes
from workshop_app.store.errors import (
    BackupFailedError,
    NotAStoreError,
    StoreExistsError,
    StoreForbiddenError,
    StoreFullError,
)
from workshop_app.store.integrity import check

if TYPE_CHECKING:
    from workshop_app.store import Store


def content(store: Store) -> bytes:
    with store.read() as reader:
        return dump_bytes(reader)


def ids() -> SeededIds:
    return SeededIds("restored", SteppingClock(BEGIN))


def test_a_backup_holds_what_the_store_held(place: Place, tmp_path: Path) -> None:
    dest = tmp_path / "b.kuska"
    with closing(place.open()) as store:
        registered(store, "Rosa")
        back_up(store, dest)
        before = content(store)
        registered(store, "Later")

    with closing(Place(str(dest), place.home).open(seed="b")) as copy:
        assert content(copy) == before
        assert check(copy) == ()
    assert sorted(p.name for p in tmp_path.glob("b.kuska*")) == ["b.kuska"]


def test_whoever_goes_on_in_a_backup_is_another_device(
    place: Place, tmp_path: Path
) -> None:
    dest = tmp_path / "b.kuska"
    with closing(place.open()) as store:
        back_up(store, dest)
        first = store.device

    with closing(Place(str(dest), place.home).open(seed="b")) as copy:
        registered(copy, "Rosa")
        assert copy.device != first
        assert check(copy) == ()


def test_a_backup_is_as_encrypted_as_the_store(
    file_place: Place, tmp_path: Path
) -> None:
    dest = tmp_path / "b.kuska"
    with closing(file_place.open()) as store:
        registered(store, "Rosa Quispe")
        back_up(store, dest)
        encrypted = store.encrypted

    assert (b"Rosa Quispe" in dest.read_bytes()) is not encrypted


def test_a_backup_never_lies_on_top_of_something(plain: Store, tmp_path: Path) -> None:
    dest = tmp_path / "b.kuska"
    dest.write_text("mine")

    with pytest.raises(StoreExistsError):
        back_up(plain, dest)
    with pytest.raises(StoreForbiddenError, match=r"opening b\.kuska\."):
        back_up(plain, tmp_path / "no folder" / "b.kuska")

    assert dest.read_text() == "mine"


def test_a_full_disk_is_told_of_the_copy(
    plain: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(plain, "Rosa")

    def narrow(path: Path, key: None, *, mode: str = "rw") -> Any:
        connection = connect_file(path, key, mode=mode)
        if mode == "rwc":
            connection.execute("PRAGMA max_page_count = 2")
        return connection

    monkeypatch.setattr("workshop_app.store.copying.connect_file", narrow)

    with pytest.raises(StoreFullError, match=r"save b\.kuska\."):
        back_up(plain, tmp_path / "b.kuska")

    assert list(tmp_path.glob("b.kuska*")) == []


def test_a_backup_that_differs_is_thrown_away(
    plain: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(plain, "Rosa")

    def torn(source: Path, copy: Path, key: None) -> None:
        with (
            closing(connect_file(source, key)) as old,
            closing(connect_file(copy, key, mode="rwc")) as new,
        ):
            old.backup(new)
            new.execute("UPDATE person SET name = 'Somebody else'")

    monkeypatch.setattr("workshop_app.store.backup.copy_file", torn)

    with pytest.raises(BackupFailedError):
        back_up(plain, tmp_path / "b.kuska")

    assert list(tmp_path.glob("b.kuska*")) == []


def test_restoring_keeps_what_was_there(file_place: Place, tmp_path: Path) -> None:
    backup = tmp_path / "b.kuska"
    with closing(file_place.open()) as store:
        back_up(store, backup)
        before = content(store)
        registered(store, "Later")
        after = content(store)

    kept = restore(backup, file_place.location, ids=ids(), home=file_place.home)

    assert kept == Path(file_place.location).with_name("a.before-1.kuska")
    with closing(file_place.open(seed="b")) as store:
        assert content(store) == before
        assert check(store) == ()
        registered(store, "New")
    with closing(Place(str(kept), file_place.home).open(seed="c")) as old:
        assert content(old) == after
    again = restore(backup, file_place.location, ids=ids(), home=file_place.home)
    assert again is not None
    assert again.name == "a.before-2.kuska"


def test_restoring_where_nothing_was(file_place: Place, tmp_path: Path) -> None:
    dest = tmp_path / "new.kuska"

    assert restore(file_place.location, str(dest), home=file_place.home) is None

    with closing(Place(str(dest), file_place.home).open(seed="b")) as store:
        assert store.operator


def test_a_file_that_is_no_backup_is_refused(
    plain_place: Place, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.kuska"
    wrong.write_text("no store\n" * 1_000)

    with pytest.raises(NotAStoreError):
        restore(wrong, plain_place.location, home=plain_place.home)

    with closing(plain_place.open()) as store:
        assert check(store) == ()


@pytest.mark.postgresql
def test_a_process_moves_from_a_file_to_a_server(
    plain_place: Place, postgresql: str, tmp_path: Path
) -> None:
    url = server.make_database(postgresql, "moved")
    with closing(plain_place.open()) as store:
        rosa = registered(store, "Rosa")
        before = content(store)

    restore(plain_place.location, url, ids=ids(), home=plain_place.home)

    with closing(Place(url, plain_place.home).open(seed="b")) as moved:
        assert content(moved) == before
        registered(moved, "Ana")
        assert check(moved) == ()
        with moved.read() as reader:
            assert reader.get(Person, rosa.id).name == "Rosa"
    with pytest.raises(StoreExistsError):
        restore(plain_place.location, url, ids=ids(), home=plain_place.home)


@pytest.mark.postgresql
def test_each_computer_has_its_own_chain_on_a_server(
    postgresql: str, server_template: tuple[str, Path], tmp_path: Path
) -> None:
    url = server.copy_database(postgresql, "shared", server_template[0])
    shutil.copytree(server_template[1], tmp_path / "one")
    with (
        closing(Place(url, tmp_path / "one").open(seed="one")) as one,
        closing(Place(url, tmp_path / "two").open(seed="two")) as two,
    ):
        registered(one, "Rosa")
        registered(two, "Ana")
        registered(one, "Juana")

        assert one.device != two.device
        assert {finding.problem.value for finding in check(one)} <= set()
        with two.read() as reader:
            assert [row.device for row in reader.history(limit=3)] == [
                one.device_label,
                two.device_label,
                one.device_label,
            ]
