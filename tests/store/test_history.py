from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from tests.store.conftest import registered
from workshop_app.domain.person import Person
from workshop_app.store import ChangedSinceError, Deed
from workshop_app.store.errors import DeedMissingError, DeedRevertedError

if TYPE_CHECKING:
    from tests.store.conftest import Place
    from workshop_app.store import Store


def undo(store: Store, deed: str) -> str:
    """Take a deed back; return the id of the undoing."""
    with store.write(Deed("undo")) as tx:
        tx.revert(deed)
    return last(store)


def last(store: Store) -> str:
    with store.read() as reader:
        return reader.history(limit=1)[0].deed


def amended(store: Store, person: Person, **fields: str) -> str:
    with store.write(Deed("amend_person")) as tx:
        tx.save(dataclasses.replace(tx.get(Person, person.id), **fields))  # type: ignore[arg-type]
    return last(store)


def name_of(store: Store, person: Person) -> str | None:
    with store.read() as reader:
        found = reader.find(Person, person.id)
    return None if found is None else found.name


def test_the_history_says_who_did_what_when_and_why(store: Store) -> None:
    with store.write(
        Deed("register_person", {"name": "Ñusta", "number": 3}, reason="She came")
    ) as tx:
        rosa = Person(id=tx.new_id(), code=tx.next_code(Person), name="Ñusta")
        tx.add(rosa)

    with store.read() as reader:
        row, founding = reader.history()
        alone = reader.deed(row.deed)

    assert (row.code, row.reason) == ("register_person", "She came")
    assert dict(row.arguments) == {"name": "Ñusta", "number": 3}
    assert row.actor == store.operator
    assert row.device == store.device_label
    assert row.touched[0][:2] == ("person", rosa.id)
    assert row.at > founding.at
    assert founding.actor == ""
    assert alone == row


def test_undo_takes_back_and_redo_brings_again(store: Store) -> None:
    rosa = registered(store, "Rosa")
    done = amended(store, rosa, name="Rosa M")

    taken_back = undo(store, done)
    assert name_of(store, rosa) == "Rosa"
    again = undo(store, taken_back)
    assert name_of(store, rosa) == "Rosa M"
    undo(store, again)

    assert name_of(store, rosa) == "Rosa"
    with store.read() as reader:
        rows = {row.deed: row for row in reader.history(rosa.id)}
    assert rows[done].reverted
    assert rows[taken_back].reverts == (done,)
    assert not rows[taken_back].reverted
    assert rows[again].reverted


def test_undoing_a_registration_makes_the_record_unknown(store: Store) -> None:
    rosa = registered(store, "Rosa")

    undo(store, last(store))

    assert name_of(store, rosa) is None
    with store.read() as reader:
        assert reader.names([rosa.id]) == {}
        assert reader.search("rosa", ["person"])[0].id == store.operator


def test_undoing_a_removal_brings_the_record_back(store: Store) -> None:
    rosa = registered(store, "Zoila")
    with store.write(Deed("remove_person")) as tx:
        tx.remove(Person, rosa.id)

    undo(store, last(store))

    assert name_of(store, rosa) == "Zoila"
    with store.read() as reader:
        assert reader.search("zoila")[0].id == rosa.id


def test_undo_never_overwrites_later_work(store: Store) -> None:
    rosa = registered(store, "Rosa")
    first = amended(store, rosa, name="Rosa M")
    amended(store, rosa, name="Rosa Mar")

    with pytest.raises(ChangedSinceError):
        undo(store, first)

    assert name_of(store, rosa) == "Rosa Mar"


def test_undo_does_not_mind_later_work_on_other_fields(store: Store) -> None:
    rosa = registered(store, "Rosa")
    first = amended(store, rosa, name="Rosa M")
    amended(store, rosa, email="rosa@example.org")

    undo(store, first)

    with store.read() as reader:
        now = reader.get(Person, rosa.id)
    assert (now.name, now.email) == ("Rosa", "rosa@example.org")


def test_undo_of_later_work_makes_earlier_work_undoable(store: Store) -> None:
    rosa = registered(store, "Rosa")
    first = amended(store, rosa, name="Rosa M")
    second = amended(store, rosa, name="Rosa Mar")

    undo(store, second)
    undo(store, first)

    assert name_of(store, rosa) == "Rosa"


def test_a_registration_built_upon_is_not_undone(store: Store) -> None:
    rosa = registered(store, "Rosa")
    registration = last(store)
    with store.write(Deed("remove_person")) as tx:
        tx.remove(Person, rosa.id)

    with pytest.raises(ChangedSinceError):
        undo(store, registration)


def test_redo_is_refused_when_somebody_wrote_there_meanwhile(store: Store) -> None:
    rosa = registered(store, "Rosa")
    taken_back = undo(store, amended(store, rosa, name="Rosa M"))
    amended(store, rosa, name="Rosa Z")

    with pytest.raises(ChangedSinceError):
        undo(store, taken_back)

    assert name_of(store, rosa) == "Rosa Z"
    with store.read() as reader:
        assert reader.conflicts() == ()


def test_redoing_a_removal_is_refused_when_somebody_works_there(store: Store) -> None:
    rosa = registered(store, "Rosa")
    with store.write(Deed("remove_person")) as tx:
        tx.remove(Person, rosa.id)
    taken_back = undo(store, last(store))
    amended(store, rosa, name="Rosa Z")

    with pytest.raises(ChangedSinceError):
        undo(store, taken_back)


def test_a_deed_is_undone_once(store: Store) -> None:
    rosa = registered(store, "Rosa")
    done = amended(store, rosa, name="Rosa M")
    undo(store, done)

    with pytest.raises(DeedRevertedError):
        undo(store, done)
    with pytest.raises(DeedMissingError):
        undo(store, "0" * 32)
    with store.read() as reader, pytest.raises(DeedMissingError):
        reader.deed("0" * 32)


def test_the_last_moment_is_that_of_the_last_deed(store: Store) -> None:
    registered(store, "Rosa")

    with store.read() as reader:
        assert reader.last_at() == reader.history(limit=1)[0].at


def test_work_goes_on_from_what_an_undo_left(store: Store) -> None:
    rosa = registered(store, "Rosa")
    done = amended(store, rosa, name="Rosa M")

    with store.write(Deed("undo_and_amend")) as tx:
        tx.revert(done)
        tx.save(dataclasses.replace(tx.get(Person, rosa.id), name="Rosa T"))
        with pytest.raises(RuntimeError, match="comes first"):
            tx.revert(done)

    assert name_of(store, rosa) == "Rosa T"


def test_undo_survives_closing_and_rebuilding(place: Place) -> None:
    first = place.open()
    rosa = registered(first, "Rosa")
    undo(first, amended(first, rosa, name="Rosa M"))
    first.close()

    again = place.open(seed="again")
    again.rebuild()

    assert name_of(again, rosa) == "Rosa"
    with again.read() as reader:
        assert [row.reverted for row in reader.history(rosa.id)] == [False, True, False]
    again.close()
