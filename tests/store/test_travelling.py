"""A file with a passphrase opens on any computer: its wrapped key goes along."""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.store.conftest import BEGIN, FOUNDING, registered
from tests.store.test_keys import WORDS, Vault, created, vault
from workshop_app.clock import SteppingClock
from workshop_app.domain.person import Person
from workshop_app.ids import SeededIds
from workshop_app.store import Store
from workshop_app.store.backup import back_up, restore
from workshop_app.store.door import travels
from workshop_app.store.errors import (
    Lock,
    StoreDamagedError,
    StoreExistsError,
    StoreForbiddenError,
    StoreFullError,
    StoreLockedError,
)
from workshop_app.store.integrity import check
from workshop_app.store.salvage import salvage
from workshop_app.store.travelling import beside, put_beside
from workshop_app.store.wrapping import Wrapping

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["vault"]

NEWER = "puma y ñandú"


def there(path: Path, passphrase: str | None, computer: str = "there") -> Store:
    """Open a file on a computer that never saw it."""
    home = path.parent / computer
    return Store.open(str(path), passphrase=passphrase, home=home)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("travelling")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KUSKA_KEYRING", "off")
        created(folder, WORDS).close()
    return folder


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    """A file with a passphrase, its key beside it; made on the computer `home`."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return tmp_path / "a.kuska"


def locked(path: Path, passphrase: str | None) -> StoreLockedError:
    with pytest.raises(StoreLockedError) as raised:
        there(path, passphrase)
    return raised.value


def test_with_its_passphrase_a_file_opens_on_another_computer(path: Path) -> None:
    with closing(there(path, WORDS)) as store:
        registered(store, "Rosa")
        assert check(store) == ()
        assert store.travels

    with closing(there(path, WORDS, "a third")) as store, store.read() as reader:
        assert reader.count(Person) == 2


def test_the_key_beside_a_file_is_its_owners_and_holds_nothing_else(
    path: Path,
) -> None:
    place = beside(path)

    content = json.loads(place.read_text("ascii"))

    assert content.pop("of") == path.read_bytes()[:16].hex()
    assert content == json.loads(
        (path.parent / "home" / "keys" / path.read_bytes()[:16].hex()).read_text()
    )
    assert set(content) == {"by", "salt", "cost", "nonce", "secret"}
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_on_another_computer_somebody_without_the_passphrase_is_asked_for_it(
    path: Path,
) -> None:
    error = locked(path, None)

    assert error.lock is Lock.CLOSED
    assert "Give its passphrase" in error.advice


def test_a_wrong_passphrase_is_told_there_too(path: Path) -> None:
    error = locked(path, "kuska")

    assert error.lock is Lock.WRONG
    assert error.message == "That passphrase does not open a.kuska."
    assert not list((path.parent / "there").glob("keys/*"))


def test_without_the_key_beside_it_a_passphrase_helps_nobody_and_that_is_said(
    path: Path,
) -> None:
    beside(path).unlink()

    error = locked(path, WORDS)

    assert error.lock is Lock.KEYLESS
    assert "put a.kuska.key beside it" in error.advice


def test_a_file_without_passphrase_has_no_key_beside_it_and_stays_at_home(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.kuska"
    with closing(created(tmp_path)) as store:
        assert not store.travels
        back_up(store, tmp_path / "b.kuska")

    assert not travels(path)
    assert list(tmp_path.glob("*.key")) == []
    assert locked(tmp_path / "b.kuska", WORDS).lock is Lock.KEYLESS


def test_a_plain_file_travels_without_any_key(plain: Store, tmp_path: Path) -> None:
    back_up(plain, tmp_path / "b.kuska")

    assert plain.travels
    assert travels(tmp_path / "b.kuska")
    assert list(tmp_path.glob("*.key")) == []


def test_what_opened_once_is_known_on_that_computer_too(
    path: Path, vault: Vault
) -> None:
    there(path, WORDS).close()
    beside(path).unlink()

    there(path, None).close()
    vault.kept.clear()
    there(path, WORDS).close()

    assert beside(path).exists()


def test_a_computer_that_can_keep_no_keys_reads_all_the_same(path: Path) -> None:
    (path.parent / "there").write_text("no folder")

    with closing(there(path, WORDS)) as store, store.read() as reader:
        assert reader.count(Person) == 1


def test_a_copy_on_a_stick_opens_on_another_computer(
    path: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    copy = stick / "b.kuska"
    home = Store.open(str(path), passphrase=WORDS, home=tmp_path / "home")
    with closing(home) as store:
        registered(store, "Rosa")
        back_up(store, copy)

    assert sorted(one.name for one in stick.iterdir()) == ["b.kuska", "b.kuska.key"]
    assert beside(copy).read_bytes() == beside(path).read_bytes()
    assert travels(copy)
    with closing(there(copy, WORDS)) as store, store.read() as reader:
        assert reader.count(Person) == 2


def test_a_copy_made_on_another_computer_takes_the_same_key_along(
    path: Path, tmp_path: Path
) -> None:
    (tmp_path / "there").write_text("keeps nothing")
    with closing(there(path, WORDS)) as store:
        back_up(store, tmp_path / "b.kuska")

    assert (tmp_path / "b.kuska.key").read_bytes() == beside(path).read_bytes()


def test_restoring_puts_the_key_beside_and_keeps_the_one_that_was_there(
    path: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    shutil.copy(path, stick / "b.kuska")
    shutil.copy(beside(path), stick / "b.kuska.key")
    dest = tmp_path / "c.kuska"
    dest.write_text("mine")
    beside(dest).write_text("also mine")

    kept = restore(
        stick / "b.kuska", str(dest), passphrase=WORDS, home=tmp_path / "there"
    )

    assert kept == tmp_path / "c.before-1.kuska"
    assert beside(kept).read_text() == "also mine"
    assert beside(dest).read_bytes() == beside(path).read_bytes()
    there(dest, WORDS, "a third").close()


def test_restoring_where_only_a_key_was_left_keeps_that_key(
    path: Path, tmp_path: Path
) -> None:
    dest = tmp_path / "c.kuska"
    beside(dest).write_text("mine")

    kept = restore(path, str(dest), passphrase=WORDS, home=tmp_path / "home")

    assert kept is None
    assert (tmp_path / "c.before-1.kuska.key").read_text() == "mine"
    assert restore(path, str(dest), passphrase=WORDS, home=tmp_path / "home") == (
        tmp_path / "c.before-2.kuska"
    )


def test_what_is_saved_of_a_damaged_file_travels_like_it(
    path: Path, tmp_path: Path
) -> None:
    salvage(
        str(path),
        str(tmp_path / "saved.kuska"),
        passphrase=WORDS,
        home=tmp_path / "there",
    )

    there(tmp_path / "saved.kuska", WORDS, "a third").close()


def test_a_file_of_before_gets_its_key_when_it_is_next_opened(
    path: Path, tmp_path: Path
) -> None:
    before = beside(path).read_bytes()
    beside(path).unlink()

    Store.open(str(path), passphrase=WORDS, home=tmp_path / "home").close()

    assert beside(path).read_bytes() == before


def test_a_folder_that_takes_no_key_opens_all_the_same(
    path: Path, tmp_path: Path
) -> None:
    beside(path).unlink()
    beside(path).mkdir()

    Store.open(str(path), passphrase=WORDS, home=tmp_path / "home").close()

    assert beside(path).is_dir()


def other(folder: Path) -> Path:
    """Make another file, with the same passphrase; return its key."""
    clock = SteppingClock(BEGIN)
    store = Store.create(
        str(folder / "other.kuska"),
        FOUNDING,
        passphrase=WORDS,
        clock=clock,
        ids=SeededIds("other", clock),
        home=folder / "other home",
    )
    store.close()
    return folder / "other.kuska.key"


def test_the_key_of_another_file_is_as_good_as_none_and_stays(
    path: Path, tmp_path: Path
) -> None:
    shutil.copy(other(tmp_path), beside(path))
    before = beside(path).read_bytes()

    Store.open(str(path), passphrase=WORDS, home=tmp_path / "home").close()

    assert locked(path, WORDS).lock is Lock.KEYLESS
    assert beside(path).read_bytes() == before


def test_a_key_that_only_claims_to_be_of_a_file_is_never_kept(
    path: Path, tmp_path: Path
) -> None:
    forged = json.loads(other(tmp_path).read_text("ascii"))
    forged["of"] = path.read_bytes()[:16].hex()
    mine = beside(path).read_bytes()
    beside(path).write_text(json.dumps(forged), "ascii")

    with pytest.raises(StoreDamagedError):
        there(path, WORDS)
    beside(path).write_bytes(mine)
    there(path, WORDS).close()
    beside(path).write_text(json.dumps(forged), "ascii")
    with closing(there(path, WORDS)) as store:
        back_up(store, tmp_path / "b.kuska")

    assert beside(tmp_path / "b.kuska").read_bytes() == mine


def changed(**values: Any) -> Callable[[dict[str, Any]], object]:
    return lambda content: json.dumps({**content, **values})


def without(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda content: json.dumps({k: v for k, v in content.items() if k != name})


HOSTILE = {
    "huge": lambda content: json.dumps(content) + " " * 5_000_000,
    "deep": lambda _: "[" * 4_000,
    "no json": lambda _: "Estimada señora:",
    "not text": lambda _: b"\xff\x00" * 100,
    "empty": lambda _: "",
    "a list": lambda content: json.dumps([content]),
    "by another": changed(by="nothing"),
    "absurd cost": changed(cost=1 << 40),
    "dear cost": changed(cost=1 << 20),
    "no power of two": changed(cost=65_537),
    "cheap cost": changed(cost=2),
    "negative cost": changed(cost=-65_536),
    "cost in words": lambda content: changed(cost=str(content["cost"]))(content),
    "cost in fractions": lambda content: changed(cost=float(content["cost"]))(content),
    "cost of endless digits": lambda content: json.dumps(content).replace(
        str(content["cost"]), "9" * 3_000
    ),
    "true cost": changed(cost=True),
    "short salt": changed(salt="00"),
    "spaced salt": changed(salt=" " * 32),
    "salt not hexadecimal": changed(salt="x" * 32),
    "salt a number": changed(salt=7),
    "long nonce": changed(nonce="00" * 13),
    "no secret": without("secret"),
    "long secret": changed(secret="00" * 1_000),
    "of nobody": without("of"),
    "of a list": changed(of=[]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_key_is_as_good_as_none(path: Path, name: str) -> None:
    content = json.loads(beside(path).read_text("ascii"))
    told = HOSTILE[name](content)
    beside(path).write_bytes(told if isinstance(told, bytes) else str(told).encode())

    error = locked(path, WORDS)

    assert error.lock is Lock.KEYLESS
    assert not travels(path)


@pytest.mark.parametrize("part", ["salt", "nonce", "secret"])
def test_a_key_that_was_tampered_with_opens_nothing(path: Path, part: str) -> None:
    content = json.loads(beside(path).read_text("ascii"))
    content[part] = "00" * (len(content[part]) // 2)
    beside(path).write_text(json.dumps(content), "ascii")

    assert locked(path, WORDS).lock is Lock.WRONG


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are of POSIX")
def test_a_pipe_in_the_place_of_a_key_keeps_nobody_waiting(path: Path) -> None:
    beside(path).unlink()
    os.mkfifo(beside(path))

    assert locked(path, WORDS).lock is Lock.KEYLESS


def test_a_damaged_key_on_this_computer_is_made_good_by_the_one_beside(
    path: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "home" / "keys" / path.read_bytes()[:16].hex()
    before = json.loads(kept.read_text("ascii"))
    kept.write_text('{"by": "passphrase", "cost": 1e99}', "ascii")

    Store.open(str(path), passphrase=WORDS, home=tmp_path / "home").close()

    assert json.loads(kept.read_text("ascii")) == before


def test_a_passphrase_given_elsewhere_opens_here_from_then_on(
    path: Path, tmp_path: Path
) -> None:
    key = Store.open(str(path), passphrase=WORDS, home=tmp_path / "home")
    with closing(key) as store:
        assert store.database.key is not None
        ids = SeededIds("newer", SteppingClock(BEGIN))
        newer = Wrapping.made(store.database.key.raw, NEWER, ids)
        put_beside(path, store.database.key.name, newer)

    with closing(
        Store.open(str(path), passphrase=NEWER, home=tmp_path / "home")
    ) as store:
        assert store.keeper.wrapping(path.read_bytes()[:16].hex()) == newer


def test_a_process_is_not_begun_over_a_key_that_is_left(tmp_path: Path) -> None:
    beside(tmp_path / "a.kuska").write_text("the only one")

    with pytest.raises(StoreExistsError, match=r"a\.kuska\.key"):
        created(tmp_path, WORDS)

    assert [one.name for one in tmp_path.glob("a.kuska*")] == ["a.kuska.key"]
    assert beside(tmp_path / "a.kuska").read_text() == "the only one"


def test_a_copy_is_not_made_over_a_key_that_is_left(path: Path, tmp_path: Path) -> None:
    dest = tmp_path / "b.kuska"
    beside(dest).write_text("the only one")
    home = Store.open(str(path), passphrase=WORDS, home=tmp_path / "home")

    with closing(home) as store, pytest.raises(StoreExistsError):
        back_up(store, dest)

    assert [one.name for one in tmp_path.glob("b.kuska*")] == ["b.kuska.key"]


def test_a_copy_that_cannot_get_its_name_leaves_no_key(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Path.replace

    def pulled(self: Path, target: Path) -> Path:
        if target.suffix == ".kuska":
            raise PermissionError
        return whole(self, target)

    home = Store.open(str(path), passphrase=WORDS, home=tmp_path / "home")
    with closing(home) as store:
        monkeypatch.setattr(Path, "replace", pulled)
        with pytest.raises(PermissionError):
            back_up(store, tmp_path / "b.kuska")

    assert list(tmp_path.glob("b.kuska*")) == []


@pytest.mark.parametrize(
    ("number", "expected"),
    [(errno.ENOSPC, StoreFullError), (errno.EACCES, StoreForbiddenError)],
)
def test_a_key_that_cannot_be_written_is_told_and_leaves_nothing(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    expected: type[Exception],
) -> None:
    before = beside(path).read_bytes()
    wrapping = Wrapping.made(bytes(32), WORDS, SeededIds("a", SteppingClock(BEGIN)))

    def refuse(_: int) -> None:
        raise OSError(number, "")

    monkeypatch.setattr("workshop_app.store.wrapping.os.fsync", refuse)

    with pytest.raises(expected):
        put_beside(path, "00", wrapping)

    assert beside(path).read_bytes() == before
    assert list(path.parent.glob("*.part")) == []


@pytest.mark.parametrize("given", [None, WORDS])
def test_a_key_that_the_passphrase_does_not_open_is_not_kept_in_place_of_ours(
    path: Path, tmp_path: Path, vault: Vault, given: str | None
) -> None:
    Store.open(str(path), passphrase=WORDS, home=tmp_path / "home").close()
    name = path.read_bytes()[:16].hex()
    store = there(path, WORDS)
    store.close()
    ours = store.keeper.wrapping(name)
    strange = Wrapping.made(bytes(32), NEWER, SeededIds("s", SteppingClock(BEGIN)))
    put_beside(path, name, strange)

    with closing(there(path, given)) as again:
        assert again.keeper.wrapping(name) == ours
        assert again.travels


@pytest.mark.parametrize("secret", ["no hexadecimal", "00"])
def test_a_damaged_secret_of_a_store_is_as_good_as_none(
    path: Path, tmp_path: Path, secret: str
) -> None:
    for kept in (tmp_path / "home" / "keys").glob("*.device"):
        content = json.loads(kept.read_text("ascii"))
        kept.write_text(json.dumps({**content, "secret": secret}), "ascii")

    home = Store.open(str(path), passphrase=WORDS, home=tmp_path / "home")

    with closing(home) as store:
        assert not store.has_device
        registered(store, "Rosa")
