from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import bindparam, update

from tests.store.conftest import registered
from tests.store.test_history import amended, last, undo
from workshop_app.domain.person import Person
from workshop_app.ledger.payload import ERASED
from workshop_app.store import Deed
from workshop_app.store.errors import DeedMissingError
from workshop_app.store.statement import Statement
from workshop_app.store.tables import op

if TYPE_CHECKING:
    from workshop_app.store import Store
    from workshop_app.store.changes import RecordChange

_ERASE = Statement(
    update(op).where(op.c.rec == bindparam("r")).values(payload=None), "r"
)


def changed(store: Store, deed: str, limit: int = 40) -> tuple[RecordChange, ...]:
    with store.read() as reader:
        return reader.changed_by(deed, limit)


def test_a_change_says_what_it_replaced(store: Store) -> None:
    rosa = registered(store, "Rosa")
    made = last(store)
    deed = amended(store, rosa, name="Rosa M", position="Presidenta")

    (new,) = changed(store, made)
    (change,) = changed(store, deed)

    assert (new.made, new.removed) == (True, False)
    assert {one.field: one.after for one in new.fields}["name"] == "Rosa"
    assert all(one.before is None for one in new.fields)
    assert (change.kind, change.id) == ("person", rosa.id)
    assert (change.made, change.removed) == (False, False)
    assert {one.field: (one.before, one.after) for one in change.fields} == {
        "name": ("Rosa", "Rosa M"),
        "position": ("", "Presidenta"),
    }


def test_an_undoing_and_its_undoing_turn_a_change_round(store: Store) -> None:
    rosa = registered(store, "Rosa")
    taken_back = undo(store, amended(store, rosa, name="Rosa M"))
    again = undo(store, taken_back)

    (back,) = changed(store, taken_back)
    (forth,) = changed(store, again)

    assert [(one.before, one.after) for one in back.fields] == [("Rosa M", "Rosa")]
    assert [(one.before, one.after) for one in forth.fields] == [("Rosa", "Rosa M")]


def test_a_removal_is_told_and_its_undoing_makes_again(store: Store) -> None:
    rosa = registered(store, "Rosa")
    with store.write(Deed("remove")) as tx:
        tx.remove(Person, rosa.id)
    removed = last(store)

    (gone,) = changed(store, removed)
    (there,) = changed(store, undo(store, removed))

    assert (gone.made, gone.removed, gone.fields) == (False, True, ())
    assert (there.made, there.removed) == (True, False)


@pytest.mark.slow  # thousands of records
def test_of_many_records_only_as_many_as_wanted_are_read(store: Store) -> None:
    rosa, ana = registered(store, "Rosa"), registered(store, "Ana")
    first = amended(store, rosa, name="Rosa M")
    second = amended(store, ana, name="Ana M")
    with store.write(Deed("undo_import")) as tx:
        tx.revert(first)
        tx.revert(second)

    both = changed(store, last(store))
    one = changed(store, last(store), 1)

    assert {change.id for change in both} == {rosa.id, ana.id}
    assert len(one) == 1


def test_what_was_erased_is_not_guessed(store: Store) -> None:
    rosa = registered(store, "Rosa")
    made = last(store)
    with store.database.writing() as link:
        link.run(_ERASE, rosa.id)

    (change,) = changed(store, made)

    assert {one.after for one in change.fields} == {ERASED}


def test_a_deed_that_is_not_here_changed_nothing_that_can_be_told(
    store: Store,
) -> None:
    with pytest.raises(DeedMissingError):
        changed(store, "nothing")


def test_everybody_who_did_something_is_named(store: Store) -> None:
    registered(store, "Rosa")

    with store.read() as reader:
        assert reader.actors() == (store.operator,)
