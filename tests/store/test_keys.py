from __future__ import annotations

import os
import stat
from contextlib import closing
from typing import TYPE_CHECKING

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError, PasswordSetError

from tests.store.conftest import BEGIN, FOUNDING, Place, registered
from workshop_app.clock import SteppingClock
from workshop_app.ids import SeededIds
from workshop_app.store import Store
from workshop_app.store.errors import StoreLockedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


WORDS = "kuska kuska"


def created(folder: Path, passphrase: str | None = None) -> Store:
    clock = SteppingClock(BEGIN)
    return Store.create(
        str(folder / "a.kuska"),
        FOUNDING,
        passphrase=passphrase,
        clock=clock,
        ids=SeededIds("keys", clock),
        home=folder / "home",
    )


class Vault(KeyringBackend):
    """A system keyring, as far as a test needs one."""

    priority = 1.0

    def __init__(self, *, closed: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[str, str] = {}
        self.closed = closed

    def get_password(self, service: str, username: str) -> str | None:
        if self.closed:
            raise PasswordSetError
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.closed:
            raise PasswordSetError
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        if username not in self.kept:
            raise PasswordDeleteError
        del self.kept[username]


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    """Put a keyring of the test's own in the place of the system's."""
    before = keyring.get_keyring()
    found = Vault()
    monkeypatch.setenv("KUSKA_KEYRING", "on")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    keyring.set_keyring(found)
    yield found
    keyring.set_keyring(before)


def test_without_keyring_and_passphrase_the_key_lies_open_and_says_so(
    tmp_path: Path,
) -> None:
    with closing(created(tmp_path)) as store:
        assert store.encrypted
        assert not store.protected

    for kept in (tmp_path / "home" / "keys").iterdir():
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600, kept


def test_a_passphrase_opens_what_it_closed(tmp_path: Path) -> None:
    created(tmp_path, WORDS).close()

    for wrong in (None, "kuska"):
        with pytest.raises(StoreLockedError) as raised:
            Store.open(
                str(tmp_path / "a.kuska"), passphrase=wrong, home=tmp_path / "home"
            )
        assert "not on this computer" not in raised.value.message
        assert "passphrase" in raised.value.message
    with closing(
        Store.open(
            str(tmp_path / "a.kuska"),
            passphrase=WORDS,
            home=tmp_path / "home",
        )
    ) as store:
        assert store.protected
        assert registered(store, "Rosa").code.endswith("-2")


def test_a_keyring_keeps_the_key_and_no_file_does(vault: Vault, tmp_path: Path) -> None:
    with closing(created(tmp_path)) as store:
        assert store.protected
        raw = next(iter(vault.kept.values()))

    kept = [p.read_text() for p in (tmp_path / "home" / "keys").iterdir()]
    assert all(raw not in text for text in kept)
    with closing(Place(str(tmp_path / "a.kuska"), tmp_path / "home").open()) as again:
        assert again.protected


def test_with_keyring_and_passphrase_either_opens(vault: Vault, tmp_path: Path) -> None:
    created(tmp_path, WORDS).close()
    place = Place(str(tmp_path / "a.kuska"), tmp_path / "home")

    place.open().close()
    vault.kept.clear()
    with pytest.raises(StoreLockedError):
        place.open()
    Store.open(place.location, passphrase=WORDS, home=place.home).close()


def test_a_keyring_that_refuses_is_as_good_as_none(
    vault: Vault, tmp_path: Path
) -> None:
    vault.closed = True

    with closing(created(tmp_path)) as store:
        assert not store.protected

    place = Place(str(tmp_path / "a.kuska"), tmp_path / "home")
    place.open().close()
    with pytest.raises(StoreLockedError):
        Store.open(place.location, home=tmp_path / "elsewhere")


def test_on_a_linux_without_a_session_nobody_is_asked(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.setattr("sys.platform", "linux")

    created(tmp_path).close()

    assert vault.kept == {}


def test_the_key_of_a_store_that_was_never_made_is_forgotten(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("workshop_app.store.migrate.to_head", fail)

    with pytest.raises(ZeroDivisionError):
        created(tmp_path)

    assert vault.kept == {}
    assert not (tmp_path / "a.kuska").exists()


def test_elsewhere_a_plain_store_opens_and_goes_on_as_another_device(
    plain_place: Place, tmp_path: Path
) -> None:
    with closing(plain_place.open()) as store:
        first = store.device
    there = Place(plain_place.location, tmp_path / "another computer")

    with closing(there.open(seed="there")) as store:
        with store.read() as reader:
            assert len(reader.history()) == 1
        registered(store, "Rosa")
        second = store.device
    with closing(there.open(seed="again")) as store:
        assert store.device == second != first


def test_damaged_key_files_are_as_good_as_none(plain_place: Place) -> None:
    for kept in (plain_place.home / "keys").iterdir():
        kept.write_bytes(os.urandom(40) if kept.suffix == ".device" else b"[]")

    with closing(plain_place.open()) as store:
        registered(store, "Rosa")
