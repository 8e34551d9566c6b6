"""Another program with the same store: writes when it is told to."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path

from workshop_app.domain.person import Person
from workshop_app.store import Deed, Store


def main(location: str, home: str, name: str, count: int) -> None:
    """Say that the first deed is under way, wait for a line, then write them all."""
    os.environ["KUSKA_KEYRING"] = "off"
    with closing(Store.open(location, home=Path(home))) as store:
        for number in range(count):
            with store.write(Deed("register_person", {"name": name})) as tx:
                code = tx.next_code(Person)
                tx.add(Person(id=tx.new_id(), code=code, name=f"{name} {number}"))
                if number == 0:
                    os.write(1, b"writing\n")
                    sys.stdin.readline()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
