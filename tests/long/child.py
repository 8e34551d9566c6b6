"""The program under test: writes deeds, or takes files in; tells of each on disk."""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path

from workshop_app.domain.person import Person
from workshop_app.store import Deed, Store, connecting, receiving


def main(location: str, count: int, synchronous: str) -> None:
    """Register people one deed each, or merge; print a line for each that is durable.

    Args:
        location: The store.
        count: How many deeds; 0 to merge the files that lie beside the store.
        synchronous: SQLite's setting.
    """
    settings = list(connecting._SETTINGS)
    if synchronous != "FULL":
        # a fault put in on purpose: the harness must find what it loses
        settings.append(f"PRAGMA synchronous = {synchronous}")
    if limit := os.environ.get("KUSKA_CHECKPOINT"):
        settings.append(f"PRAGMA wal_autocheckpoint = {int(limit)}")
    vars(connecting)["_SETTINGS"] = tuple(settings)
    store = Store.open(location, home=Path(location).parent / "home")
    for number in range(count):
        _register(store, number)
        os.write(1, f"ACK {number + 1}\n".encode())
    if not count:
        _merge(store, Path(location).with_name("files"))
    store.close()


def _register(store: Store, number: int) -> None:
    with store.write(Deed("register_person", {"name": str(number)})) as tx:
        code = tx.next_code(Person)
        tx.add(Person(id=tx.new_id(), code=code, name=f"Person {number}"))


def _merge(store: Store, folder: Path) -> None:
    """Take in files as power.py has laid them down, one after another."""
    for number, path in enumerate(sorted(folder.iterdir()), 1):
        file = pickle.loads(path.read_bytes())  # noqa: S301 our own
        receiving.receive(store, file.parcel())
        os.write(1, f"ACK {number}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
