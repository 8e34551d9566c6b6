"""The program under test: writes deeds and says, after each, that it is on disk."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from workshop_app.domain.person import Person
from workshop_app.store import Deed, Store, connecting


def main(location: str, count: int, synchronous: str) -> None:
    """Register people one deed each; print a line for each that is durable."""
    settings = list(connecting._SETTINGS)
    if synchronous != "FULL":
        # a fault put in on purpose: the harness must find what it loses
        settings.append(f"PRAGMA synchronous = {synchronous}")
    if limit := os.environ.get("KUSKA_CHECKPOINT"):
        settings.append(f"PRAGMA wal_autocheckpoint = {int(limit)}")
    vars(connecting)["_SETTINGS"] = tuple(settings)
    store = Store.open(location, home=Path(location).parent / "home")
    for number in range(count):
        with store.write(Deed("register_person", {"name": str(number)})) as tx:
            tx.add(
                Person(
                    id=tx.new_id(), code=tx.next_code(Person), name=f"Person {number}"
                )
            )
        os.write(1, f"ACK {number + 1}\n".encode())
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
