"""Stores for the tests: plain, keyed, and on a server of the tests' own.

Each test gets a copy of a template made once a session, with the keys that go with it.
"""

from __future__ import annotations

import os
import shutil
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

import pytest
from sqlalchemy import Engine, event

from tests.store import server
from workshop_app.clock import PERU, SteppingClock
from workshop_app.domain.person import Person
from workshop_app.ids import SeededIds
from workshop_app.store import Deed, Founding, Store

if TYPE_CHECKING:
    from collections.abc import Iterator

BEGIN = datetime(2026, 11, 20, 9, 0, tzinfo=PERU)
FOUNDING = Founding("Third open government plan", "Rosa Quispe Mamani")
KINDS = (
    "plain",
    "keyed",
    pytest.param("server", marks=pytest.mark.postgresql),
)


@dataclass(frozen=True)
class Place:
    """Where the store of a test is, and where its keys are."""

    location: str
    home: Path

    def open(self, *, at: datetime = BEGIN, seed: str = "opened") -> Store:
        clock = SteppingClock(at + timedelta(hours=1))
        return Store.open(
            self.location, clock=clock, ids=SeededIds(seed, clock), home=self.home
        )


def founded(location: str, home: Path, *, plain: bool) -> Store:
    """Found the same process anywhere: same clock, same ids, same keys."""
    clock = SteppingClock(BEGIN)
    return Store.create(
        location,
        FOUNDING,
        plain=plain,
        clock=clock,
        ids=SeededIds("founded", clock),
        home=home,
    )


@pytest.fixture(autouse=True, scope="session")
def _no_keyring() -> Iterator[None]:
    """Nobody's real keyring is touched."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KUSKA_KEYRING", "off")
        yield


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a server of our own."""
    if server.programs() is None:
        sentence = "PostgreSQL's programs are not installed (apt install postgresql)"
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
    with server.private_server() as url:
        yield url


@pytest.fixture(scope="session")
def templates(
    tmp_path_factory: pytest.TempPathFactory, _no_keyring: None
) -> dict[str, Path]:
    """A founded process in a plain and in a keyed file, each beside its keys."""
    folder = tmp_path_factory.mktemp("templates")
    found: dict[str, Path] = {}
    for kind in ("plain", "keyed"):
        place = folder / kind
        place.mkdir()
        founded(str(place / "a.kuska"), place / "home", plain=kind == "plain").close()
        found[kind] = place
    return found


@pytest.fixture(scope="session")
def server_template(
    postgresql: str, tmp_path_factory: pytest.TempPathFactory, _no_keyring: None
) -> tuple[str, Path]:
    """A founded process on the server, and the folder of its keys."""
    home = tmp_path_factory.mktemp("server") / "home"
    name = f"template_{uuid.UUID(int=os.getpid()).hex}"
    founded(server.make_database(postgresql, name), home, plain=True).close()
    return name, home


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A founded process, three times: plain, keyed, on a server."""
    with placed(request, request.param, tmp_path) as found:
        yield found


@pytest.fixture(params=KINDS[:2])
def file_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A founded process in a file, plain and keyed."""
    with placed(request, request.param, tmp_path) as found:
        yield found


@pytest.fixture
def plain_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A founded process in a plain file."""
    with placed(request, "plain", tmp_path) as found:
        yield found


@contextmanager
def placed(request: pytest.FixtureRequest, kind: str, folder: Path) -> Iterator[Place]:
    if kind != "server":
        template = request.getfixturevalue("templates")[kind]
        shutil.copytree(template, folder, dirs_exist_ok=True)
        yield Place(str(folder / "a.kuska"), folder / "home")
        return
    url = request.getfixturevalue("postgresql")
    template, home = request.getfixturevalue("server_template")
    shutil.copytree(home, folder / "home")
    name = f"t{abs(hash(str(folder)))}"
    try:
        yield Place(server.copy_database(url, name, template), folder / "home")
    finally:
        server.drop_database(url, name)


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """An open store."""
    opened = place.open()
    yield opened
    opened.close()


@pytest.fixture
def plain(plain_place: Place) -> Iterator[Store]:
    """An open store in a plain file, for what has nothing to do with databases."""
    opened = plain_place.open()
    yield opened
    opened.close()


def registered(store: Store, name: str, **fields: str) -> Person:
    """Put a person on record."""
    with store.write(Deed("register_person", {"name": name})) as tx:
        person = Person(id=tx.new_id(), code=tx.next_code(Person), name=name, **fields)  # type: ignore[arg-type]
        tx.add(person)
    return person


class Counting(Protocol):
    """Counts the statements a block runs."""

    def __call__(self, store: Store) -> _Counter: ...


class _Counter:
    def __init__(self, store: Store) -> None:
        self._database = store.database
        self.count = 0

    def __enter__(self) -> Self:
        self._before = self._database.statements
        event.listen(Engine, "before_cursor_execute", self._one)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(Engine, "before_cursor_execute", self._one)
        self.count += self._database.statements - self._before

    def _one(self, *_: object) -> None:
        self.count += 1


@pytest.fixture
def statements() -> Counting:
    """Count what reaches the database: `with statements(store) as counted`."""
    return _Counter
