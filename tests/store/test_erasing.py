"""Orders of the office to erase: obeyed in whatever order they and files come."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from tests.store.conftest import registered
from tests.store.fleet import Fleet
from tests.store.test_merging import ANA, name_of, write
from workshop_app.domain.person import Person
from workshop_app.ledger.identity import OfficeKey
from workshop_app.store import Deed, scrubbing
from workshop_app.store.erase_order import Reach, erase
from workshop_app.store.integrity import check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.store.fleet import Laptop
    from workshop_app.store import Store


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[Fleet]:
    made = Fleet(tmp_path)
    yield made
    made.close()


def order(office: Laptop, record: str, field: str = "name") -> Reach:
    seed = office.store.own.office()
    assert seed is not None
    return erase(
        office.store,
        office=OfficeKey(seed),
        kind="person",
        rec=record,
        field=field,
        deed=Deed("erase_field", {}, "x"),
    )


def holds(laptop: Laptop, value: str) -> bool:
    beside = laptop.path.with_name(f"{laptop.path.name}-wal")
    files = [laptop.path, *([beside] if beside.exists() else [])]
    return any(value.encode() in one.read_bytes() for one in files)


def test_files_come_in_any_order_around_an_order_to_erase(fleet: Fleet) -> None:
    door = fleet.laptop("door")
    fleet.admit(door)
    start = fleet.office.export()
    door.merge(start)
    write(door, "Eulogia Mamani")
    first = door.export()
    before = door.tips()
    write(door, "Eulogia Mamani Tito")
    delta = door.export(before)
    fleet.office.merge(first)
    fleet.office.merge(delta)
    found = order(fleet.office, ANA)
    last = fleet.office.export()

    dumps = set()
    for number, files in enumerate(permutations((first, delta, last))):
        visitor = fleet.visitor(f"v{number}", files)
        dumps.add(visitor.dump())
        assert check(visitor.store) == ()
        assert not holds(visitor, "Eulogia")
        assert b"Eulogia" not in visitor.export().log
        visitor.store.close()

    assert found.writes == 2
    assert dumps == {fleet.office.dump()}


def test_what_waits_or_is_refused_is_erased_too(fleet: Fleet) -> None:
    door = fleet.laptop("door")
    fleet.admit(door)
    write(door, "Eulogia Mamani")
    middle = door.tips()
    first = door.export()
    write(door, "Eulogia Mamani Tito")
    delta = door.export(middle)
    visitor = fleet.visitor("visitor", [fleet.office.export(), delta])
    fleet.office.merge(first)
    fleet.office.merge(delta)
    known = fleet.office.tips()
    order(fleet.office, ANA)
    orders = fleet.office.export(known)
    assert holds(visitor, "Eulogia")

    visitor.merge(orders)
    waits = b"Eulogia" not in visitor.export().log and visitor.merge(delta)
    visitor.merge(first)

    assert waits
    assert not holds(visitor, "Eulogia")
    assert visitor.dump() == fleet.office.dump()
    visitor.store.close()


def test_an_order_of_somebody_else_erases_nothing(fleet: Fleet) -> None:
    write(fleet.office, "Eulogia Mamani")

    erase(
        fleet.office.store,
        office=OfficeKey(bytes(32)),
        kind="person",
        rec=ANA,
        field="name",
        deed=Deed("erase_field", {}, "x"),
    )

    assert name_of(fleet.office) == "Eulogia Mamani"


def test_a_store_in_use_is_scrubbed_when_it_is_opened_next(fleet: Fleet) -> None:
    write(fleet.office, "Eulogia Mamani")
    with fleet.office.store.database.reading() as link:
        link.script("SELECT id FROM person")
        link.fetched()
        order(fleet.office, ANA)
        done = scrubbing.scrub(fleet.office.store.database)
    fleet.office.store.close()
    fleet.office.open()

    assert not done
    assert not holds(fleet.office, "Eulogia")
    assert scrubbing.scrub(fleet.office.store.database)
    assert name_of(fleet.office) == "[…]"


def test_files_and_servers_erase_alike(store: Store) -> None:
    ana = registered(store, "Eulogia Mamani", telephone="951000111")
    seed = store.own.office()
    assert seed is not None

    for field in ("name", "telephone"):
        erase(
            store,
            office=OfficeKey(seed),
            kind="person",
            rec=ana.id,
            field=field,
            deed=Deed("erase_field", {}, "x"),
        )
    with store.read() as reader:
        before = reader.get(Person, ana.id)
    store.rebuild()
    with store.read() as reader:
        after = reader.get(Person, ana.id)
        found = reader.search("Eulogia", (), 5)

    assert before == after
    assert (after.name, after.telephone, after.code) == ("[…]", "", ana.code)
    assert found == ()
    assert check(store) == ()
