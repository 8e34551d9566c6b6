"""Many histories by chance, on all cores, and some of them on a server."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.long.histories import Stores, memory, on_a_server, trouble
from tests.long.outcome import Tally
from tests.long.play import play, steps_of
from tests.store import server

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEED: Final = "20261123"
_AT_ONCE: Final = 20
_stores: list[Stores] = []


def run(count: int) -> Tally:
    """Play so many histories; one that does not hold is *broken*."""
    tally = Tally()
    names = [f"{SEED}-{number}" for number in range(count)]
    parts = [names[at : at + _AT_ONCE] for at in range(0, count, _AT_ONCE)]
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        pool = ProcessPoolExecutor(
            os.cpu_count(),
            mp_context=get_context("spawn"),
            initializer=_begin,
            initargs=(folder,),
        )
        with pool:
            for told in pool.map(_played, parts):
                tally.images += len(told)
                for words in filter(None, told):
                    tally.broken += 1
                    tally.note(words)
    return tally


def _begin(folder: str) -> None:
    """Found the process that the histories of one worker begin with."""
    place = Path(folder, str(os.getpid()))
    place.mkdir()
    _stores.append(Stores(place))


def _played(names: Sequence[str]) -> list[str]:
    found = []
    for name in names:
        told = trouble(_stores[0], name, steps_of(name), with_stores=True)
        again = f"python -m tests.long.histories {name}"
        found.append(told and f"{told}; play it again: {again}")
    return found


def run_on_a_server(count: int) -> Tally:
    """P18: demand of some histories that a server holds the same as a file."""
    tally = Tally()
    if server.programs() is None:
        tally.broken += 1
        tally.note("PostgreSQL is not installed: apt install postgresql")
        return tally
    folder = Path(tempfile.mkdtemp(dir=memory()))
    try:
        with server.private_server() as url:
            stores = Stores(folder)
            for words in _on_a_server(stores, url, count):
                tally.images += 1
                if words:
                    tally.broken += 1
                    tally.note(words)
    finally:
        shutil.rmtree(folder)
    return tally


def _on_a_server(stores: Stores, url: str, count: int) -> Iterator[str]:
    for number in range(count):
        name = f"{SEED}-{number}"
        chance = random.Random(name)  # noqa: S311 the same on every run
        try:
            world = play(stores.begin, steps_of(name))
            on_a_server(stores, world, chance, url)
        except Exception as error:  # noqa: BLE001 whatever it is, it is a finding
            yield f"{name}: {type(error).__name__} {error}"
        else:
            yield ""
