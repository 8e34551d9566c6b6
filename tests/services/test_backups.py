from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.builders import at
from tests.services.conftest import FOUNDER
from tests.services.steps import somebody
from workshop_app import settings
from workshop_app.clock import SteppingClock
from workshop_app.domain.person import Person
from workshop_app.ids import SeededIds
from workshop_app.services.backups import (
    BackupFolderMissingError,
    back_up_to,
    copies_travel,
    key_of_copy,
    passphrase_helps,
    preview_backup,
    restore_backup,
)
from workshop_app.services.last_backup import last_backup
from workshop_app.services.processes import found_process
from workshop_app.services.progress import Cancelled
from workshop_app.settings import BackupNote
from workshop_app.store import Store
from workshop_app.store.errors import NotAStoreError, StoreExistsError, StoreLockedError

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "taza verde"


class _Watcher:
    """Keeps what it is told, and stops at a number."""

    def __init__(self, stop_at: int = -1) -> None:
        self.told: list[tuple[int, int]] = []
        self._stop_at = stop_at

    def at(self, done: int, total: int) -> None:
        self.told.append((done, total))
        if done == self._stop_at:
            raise Cancelled


def _noted(store: Store, at_text: str) -> None:
    note = BackupNote(at=at_text, folder="/media")
    kept = settings.load(store.home).with_backup(store.process_id, note)
    settings.save(kept, store.home)


def test_a_copy_is_named_after_store_and_moment_and_remembered(
    store: Store, clock: SteppingClock, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    clock.set(at(13, 5))
    watcher = _Watcher()

    made = back_up_to(store, stick, watcher)

    assert made == stick / "taller-2026-04-20-1305.kuska"
    assert watcher.told == [(0, 1), (1, 1)]
    found = last_backup(store)
    assert found is not None
    assert (found.at, found.folder) == (at(13, 5), stick)


def test_two_copies_of_one_minute_both_stay(
    store: Store, clock: SteppingClock, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    made = set()
    for _ in range(3):
        clock.set(at(13, 5))
        made.add(back_up_to(store, stick).name)

    assert sorted(made) == [
        "taller-2026-04-20-1305-2.kuska",
        "taller-2026-04-20-1305-3.kuska",
        "taller-2026-04-20-1305.kuska",
    ]


def test_a_copy_goes_where_it_is_told_and_never_over_a_file(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "copia.kuska"
    back_up_to(store, path)

    with pytest.raises(StoreExistsError):
        back_up_to(store, path)

    assert path.exists()


@pytest.mark.parametrize("place", ["stick", "stick/copia.kuska"])
def test_a_stick_that_was_pulled_out_is_said_to_be_missing(
    store: Store, tmp_path: Path, place: str
) -> None:
    with pytest.raises(BackupFolderMissingError) as caught:
        back_up_to(store, tmp_path / place)

    assert caught.value.folder == tmp_path / "stick"
    assert not (tmp_path / "stick").exists()


def test_what_is_stopped_makes_no_copy_and_remembers_none(
    store: Store, tmp_path: Path
) -> None:
    with pytest.raises(Cancelled):
        back_up_to(store, tmp_path / "copia.kuska", _Watcher(stop_at=0))

    assert not (tmp_path / "copia.kuska").exists()
    assert last_backup(store) is None


@pytest.mark.parametrize("written", ["yesterday", "2026-04-20T13:00:00"])
def test_a_note_that_cannot_be_read_is_no_copy(store: Store, written: str) -> None:
    _noted(store, written)

    assert last_backup(store) is None


def test_a_store_of_another_name_is_copied_under_the_name_of_the_program(
    store: Store, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    store.location = "postgresql://oficina@servidor/proceso"

    made = back_up_to(store, stick)

    assert made.name.startswith("kuska-2026-04-20-")


def test_a_preview_says_what_would_be_lost(store: Store, tmp_path: Path) -> None:
    somebody(store, "Rosa")
    copy = back_up_to(store, tmp_path / "copia.kuska")
    before = copy.read_bytes()
    somebody(store, "Elmer")
    somebody(store, "Nelly")

    found = preview_backup(copy, store=store)

    assert (found.title, found.people) == ("III Plan de Acción de Gobierno Abierto", 2)
    assert (found.sessions, found.contributions) == (0, 0)
    assert (found.missing, found.surplus, found.is_same_process) == (2, 0, True)
    assert found.last_by == FOUNDER
    with store.read() as reader:
        rows = reader.history()
    assert (found.deeds, found.last_at) == (len(rows) - 2, rows[2].at)
    assert copy.read_bytes() == before


def test_a_preview_compares_with_nothing_if_nothing_is_open(
    store: Store, tmp_path: Path
) -> None:
    copy = back_up_to(store, tmp_path / "copia.kuska")

    found = preview_backup(copy, home=store.home)

    assert found.is_same_process is None
    assert (found.missing, found.surplus) == (0, 0)


def test_a_preview_knows_a_copy_of_another_process(
    store: Store, tmp_path: Path
) -> None:
    clock = SteppingClock(at(7))
    other = found_process(
        str(tmp_path / "otro.kuska"),
        "Otro",
        "Ana Pinedo",
        plain=True,
        clock=clock,
        ids=SeededIds("other", clock),
    )
    with closing(other):
        copy = back_up_to(other, tmp_path / "copia.kuska")

    found = preview_backup(copy, store=store)

    assert found.is_same_process is False
    assert found.last_by == "Ana Pinedo"
    assert found.surplus == found.deeds


def test_a_preview_of_no_store_says_so(store: Store, tmp_path: Path) -> None:
    (tmp_path / "carta.kuska").write_text("Estimada señora:")

    with pytest.raises(NotAStoreError):
        preview_backup(tmp_path / "carta.kuska", store=store)


def test_an_encrypted_copy_is_previewed_and_restored_with_its_passphrase(
    tmp_path: Path,
) -> None:
    home, clock = tmp_path / "casa", SteppingClock(at(7))
    made = found_process(
        str(tmp_path / "cifrado.kuska"),
        "Cifrado",
        "Ana Pinedo",
        passphrase=WORDS,
        clock=clock,
        ids=SeededIds("keyed", clock),
        home=home,
    )
    with closing(made):
        copy = back_up_to(made, tmp_path / "copia.kuska", passphrase=WORDS)
        somebody(made, "Rosa")

    found = preview_backup(copy, passphrase=WORDS, home=home)
    kept = restore_backup(
        copy, str(tmp_path / "cifrado.kuska"), passphrase=WORDS, home=home
    )

    assert found.title == "Cifrado"
    assert kept == tmp_path / "cifrado.before-1.kuska"
    again = Store.open(str(tmp_path / "cifrado.kuska"), passphrase=WORDS, home=home)
    with closing(again), again.read() as reader:
        assert reader.count(Person) == 1


def _keyed(folder: Path, passphrase: str | None) -> Store:
    clock = SteppingClock(at(7))
    return found_process(
        str(folder / "cifrado.kuska"),
        "Cifrado",
        "Ana Pinedo",
        passphrase=passphrase,
        clock=clock,
        ids=SeededIds("keyed", clock),
        home=folder / "casa",
    )


def test_a_copy_with_a_passphrase_travels_and_is_looked_into_elsewhere(
    tmp_path: Path,
) -> None:
    with closing(_keyed(tmp_path, WORDS)) as made:
        copy = back_up_to(made, tmp_path / "copia.kuska")
        assert copies_travel(made)
    assert key_of_copy(copy) == tmp_path / "copia.kuska.key"

    there = tmp_path / "otra"
    found = preview_backup(copy, passphrase=WORDS, home=there)
    restore_backup(copy, str(tmp_path / "b.kuska"), passphrase=WORDS, home=there)

    assert found.travels
    again = Store.open(str(tmp_path / "b.kuska"), passphrase=WORDS, home=there)
    with closing(again):
        assert copies_travel(again)


def test_a_copy_without_passphrase_is_said_to_stay_on_this_computer(
    tmp_path: Path,
) -> None:
    with closing(_keyed(tmp_path, None)) as made:
        copy = back_up_to(made, tmp_path / "copia.kuska")
        assert not copies_travel(made)

    assert not preview_backup(copy, home=tmp_path / "casa").travels
    assert key_of_copy(copy) is None
    with pytest.raises(StoreLockedError, match="not on this computer") as caught:
        preview_backup(copy, passphrase=WORDS, home=tmp_path / "otra")
    assert not passphrase_helps(caught.value)


def test_a_passphrase_is_asked_for_again_only_where_it_may_help(
    tmp_path: Path,
) -> None:
    with closing(_keyed(tmp_path, WORDS)) as made:
        copy = back_up_to(made, tmp_path / "copia.kuska")

    for words in (None, "otra"):
        with pytest.raises(StoreLockedError) as caught:
            preview_backup(copy, passphrase=words, home=tmp_path / "otra")
        assert passphrase_helps(caught.value)
    assert not passphrase_helps(NotAStoreError(str(copy)))


def test_a_plain_copy_travels(store: Store, tmp_path: Path) -> None:
    copy = back_up_to(store, tmp_path / "copia.kuska")

    assert copies_travel(store)
    assert preview_backup(copy, store=store).travels


def test_a_copy_never_takes_a_name_beside_which_a_key_was_left(
    tmp_path: Path,
) -> None:
    with closing(_keyed(tmp_path, WORDS)) as made:
        stick = tmp_path / "stick"
        stick.mkdir()
        first = back_up_to(made, stick)
        first.unlink()
        second = back_up_to(made, stick)

    assert second != first
    assert len(list(stick.glob("*.key"))) == 2


def test_other_settings_survive_the_note_of_a_copy(
    store: Store, tmp_path: Path
) -> None:
    settings.save(replace(settings.load(store.home), theme="dark"), store.home)

    back_up_to(store, tmp_path / "copia.kuska")

    assert settings.load(store.home).theme == "dark"


def test_a_copy_is_good_though_it_cannot_be_noted(store: Store, tmp_path: Path) -> None:
    place = store.home / settings.FILE
    place.unlink(missing_ok=True)
    place.mkdir()

    made = back_up_to(store, tmp_path / "copy.kuska")

    assert made.exists()
    assert last_backup(store) is None
