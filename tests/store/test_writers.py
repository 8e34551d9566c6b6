"""Two programs write to one store at once: they take turns, and nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.store.conftest import registered
from workshop_app.domain.person import Person
from workshop_app.store.integrity import check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.store.conftest import Place
    from workshop_app.store import Store

DEEDS = 25


@contextmanager
def writing(place: Place, home: Path, name: str) -> Iterator[subprocess.Popen[str]]:
    """Run a program that is in the midst of its first deed, until told to go on."""
    command = [sys.executable, "-m", "tests.store.writer", place.location, str(home)]
    with subprocess.Popen(
        [*command, name, str(DEEDS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "writing\n"
        yield child


def go_on(child: subprocess.Popen[str]) -> None:
    assert child.stdin is not None
    child.stdin.write("\n")
    child.stdin.flush()


def names(store: Store) -> set[str]:
    with store.read() as reader:
        return {person.name for person in reader.all(Person)}


def first_named(store: Store) -> object:
    """Return whom the first deed after the founding speaks about."""
    with store.read() as reader:
        return reader.history()[-2].arguments["name"]


def expected(*names: str) -> set[str]:
    return {f"{name} {number}" for name in names for number in range(DEEDS)}


def test_two_programs_take_turns(file_place: Place) -> None:
    with closing(file_place.open()) as store:
        before = names(store)
        with writing(file_place, file_place.home, "Rosa") as child:
            assert names(store) == before  # its first deed is under way
            go_on(child)
            for number in range(DEEDS):
                registered(store, f"Ana {number}")

        assert child.returncode == 0
        assert names(store) == before | expected("Rosa", "Ana")
        assert first_named(store) == "Rosa"  # ours waited for it
        assert check(store) == ()


@pytest.mark.parametrize("place", ["server"], indirect=True)
@pytest.mark.postgresql
def test_two_computers_take_turns_on_a_server(place: Place, tmp_path: Path) -> None:
    with closing(place.open()) as store:
        before = names(store)
        with writing(place, tmp_path / "elsewhere", "Rosa") as child:
            assert names(store) == before
            go_on(child)
            for number in range(DEEDS):
                registered(store, f"Ana {number}")

        assert child.returncode == 0
        assert names(store) == before | expected("Rosa", "Ana")
        assert first_named(store) == "Rosa"
        assert check(store) == ()
        with store.read() as reader:
            assert len({row.device for row in reader.history()}) == 2
