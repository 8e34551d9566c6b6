"""A file is given a passphrase later, or another: only that opens it elsewhere."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workshop_app.services.processes import found_process
from workshop_app.services.protecting import (
    PassphrasesDifferError,
    PassphraseShortError,
    can_be_protected,
    has_passphrase,
    set_passphrase,
)
from workshop_app.store import Store
from workshop_app.store.errors import (
    KeysUnwritableError,
    StoreExistsError,
    StoreLockedError,
)
from workshop_app.store.keys import Keeper
from workshop_app.store.protecting import NoKeyError, PassphraseNowWrongError
from workshop_app.store.travelling import beside, put_beside
from workshop_app.store.wrapping import Wrapping

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST, SECOND = "puma y ñandú", "cóndor y vicuña"


@pytest.fixture
def open_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A file without a passphrase, on a computer without a keyring."""
    monkeypatch.setenv("KUSKA_KEYRING", "off")
    with closing(
        found_process(str(tmp_path / "a.kuska"), "Plan", "Rosa", home=tmp_path / "home")
    ) as store:
        yield store


def elsewhere(store: Store, passphrase: str | None) -> None:
    """Open the file on a computer that never saw it, and close it."""
    home = Path(store.location).parent / "elsewhere"
    Store.open(store.location, passphrase=passphrase, home=home).close()


def test_a_file_is_given_a_passphrase_and_then_another(open_store: Store) -> None:
    store = open_store
    was = has_passphrase(store), store.protected, store.travels

    set_passphrase(store, FIRST, FIRST)
    now = has_passphrase(store), store.protected, store.travels
    elsewhere(store, FIRST)
    with pytest.raises(PassphraseNowWrongError):
        set_passphrase(store, SECOND, SECOND)
    set_passphrase(store, SECOND, SECOND, now=FIRST)

    elsewhere(store, SECOND)
    with pytest.raises(StoreLockedError):
        elsewhere(store, FIRST)
    store.close()
    Store.open(store.location, passphrase=SECOND, home=store.home).close()
    with pytest.raises(StoreLockedError):
        Store.open(store.location, passphrase=FIRST, home=store.home)
    assert was == (False, False, False)
    assert now == (True, True, True)


def test_what_protects_nothing_is_refused_and_changes_nothing(
    open_store: Store, tmp_path: Path
) -> None:
    plain = found_process(
        str(tmp_path / "p.kuska"), "Plan", "Rosa", plain=True, home=tmp_path / "home"
    )

    with pytest.raises(PassphrasesDifferError):
        set_passphrase(open_store, FIRST, SECOND)
    with pytest.raises(PassphraseShortError):
        set_passphrase(open_store, "corta", "corta")
    with closing(plain), pytest.raises(NoKeyError):
        set_passphrase(plain, FIRST, FIRST)

    assert can_be_protected(open_store)
    assert not can_be_protected(plain)
    assert not has_passphrase(plain)
    assert not has_passphrase(open_store)
    assert not beside(Path(open_store.location)).exists()


def test_the_key_of_another_file_is_not_written_over(open_store: Store) -> None:
    path = Path(open_store.location)
    put_beside(path, "00" * 16, Wrapping.made(b"k" * 32, FIRST, open_store.ids))
    before = beside(path).read_bytes()

    with pytest.raises(StoreExistsError):
        set_passphrase(open_store, FIRST, FIRST)

    assert beside(path).read_bytes() == before
    assert not has_passphrase(open_store)


def test_where_keys_cannot_be_kept_the_file_stays_as_it_was(
    open_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(open_store.location)

    def full(self: Keeper, *_: object) -> None:
        raise KeysUnwritableError(self.folder)

    with monkeypatch.context() as patch:
        patch.setattr(Keeper, "keep_wrapped", full)
        with pytest.raises(KeysUnwritableError):
            set_passphrase(open_store, FIRST, FIRST)
        bare = beside(path).exists()
    set_passphrase(open_store, FIRST, FIRST)
    before = beside(path).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(Keeper, "keep_wrapped", full)
        with pytest.raises(KeysUnwritableError):
            set_passphrase(open_store, SECOND, SECOND, now=FIRST)

    assert not bare
    assert beside(path).read_bytes() == before
    elsewhere(open_store, FIRST)
