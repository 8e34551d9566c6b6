from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from tests.services.steps import last_deed, somebody
from workshop_app.domain.person import Person
from workshop_app.services import undoing
from workshop_app.services.deeds import DeedCode, deed_title
from workshop_app.services.history import redo, revert, undo
from workshop_app.services.undoing import last_redoable, last_undoable, refusal
from workshop_app.store import Deed, Store
from workshop_app.store.kinds import Certificate

if TYPE_CHECKING:
    import pytest


def _undoable(store: Store) -> str | None:
    with store.read() as reader:
        row = last_undoable(reader, store.operator)
    return None if row is None else row.deed


def _redoable(store: Store) -> str | None:
    with store.read() as reader:
        row = last_redoable(reader, store.operator)
    return None if row is None else row.deed


def _registered(store: Store, name: str) -> str:
    somebody(store, name)
    return last_deed(store)


def test_the_founding_is_not_taken_back_by_a_key(store: Store) -> None:
    assert (_undoable(store), _redoable(store)) == (None, None)


def test_a_session_that_is_older_than_the_look_back_has_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _registered(store, "Rosa")
    monkeypatch.setattr(undoing, "LOOKED_BACK", 0)

    assert (_undoable(store), _redoable(store)) == (None, None)


def test_undoing_goes_back_step_by_step_and_redoing_forth_again(store: Store) -> None:
    first, second = _registered(store, "Rosa"), _registered(store, "Elmer")

    undo(store, second)
    assert (_undoable(store), _redoable(store)) == (first, second)
    undo(store, first)
    assert (_undoable(store), _redoable(store)) == (None, first)
    redo(store, first)
    assert (_undoable(store), _redoable(store)) == (first, second)
    redo(store, second)
    assert (_undoable(store), _redoable(store)) == (second, None)


def test_a_new_deed_clears_what_could_be_redone(store: Store) -> None:
    undo(store, _registered(store, "Rosa"))

    new = _registered(store, "Elmer")

    assert (_undoable(store), _redoable(store)) == (new, None)


def test_twenty_steps_are_taken_back_one_by_one(store: Store) -> None:
    done = [_registered(store, f"Nombre {number}") for number in range(20)]

    for deed in reversed(done):
        assert _undoable(store) == deed
        undo(store, deed)

    assert _undoable(store) is None
    assert _redoable(store) == done[0]


def test_it_works_after_a_restart(store: Store) -> None:
    first, second = _registered(store, "Rosa"), _registered(store, "Elmer")
    undo(store, second)
    store.close()

    with closing(Store.open(store.location)) as again:
        assert (_undoable(again), _redoable(again)) == (first, second)
        redo(again, second)
        assert (_undoable(again), _redoable(again)) == (second, None)


def test_what_somebody_else_did_is_not_taken_back_by_a_key(store: Store) -> None:
    founder = store.operator
    mine = _registered(store, "Rosa")
    with store.read() as reader:
        rosa = next(one.id for one in reader.all(Person) if one.id != founder)
    store.operate_as(rosa)
    hers = _registered(store, "Elmer")

    assert _undoable(store) == hers
    with store.read() as reader:
        row = last_undoable(reader, founder)
    assert row is not None
    assert row.deed == mine


def test_what_another_device_did_is_not_taken_back_by_a_key(store: Store) -> None:
    _registered(store, "Rosa")

    store.retire_device()

    assert _undoable(store) is None


def test_undoing_the_first_deed_of_a_new_device_leaves_it_admitted(
    store: Store,
) -> None:
    store.retire_device()
    first = _registered(store, "Rosa")

    undo(store, first)

    with store.read() as reader:
        admitted = {one.device for one in reader.all(Certificate)}
        titles = [deed_title(row.code, row.arguments) for row in reader.history()]
    assert store.device in admitted
    assert titles[:2] == ["Undo: Register Rosa", "Register Rosa"]
    assert titles[2] == f"Admit computer {store.device_label}"
    assert _undoable(store) is None


def test_a_paper_that_was_issued_says_why_it_stays(store: Store) -> None:
    plain = _registered(store, "Rosa")
    with store.write(Deed(DeedCode.ISSUE_MINUTES, {"number": "ACTA 1"})) as tx:
        tx.add(Person(id=tx.new_id(), code="P-x", name="X"))
    with store.read() as reader:
        row = last_undoable(reader, store.operator)
        before = reader.deed(plain)

    assert row is not None
    said = refusal(row)
    assert said is not None
    assert said.message == "“Issue ACTA 1” cannot be undone."
    assert refusal(before) is None


def test_taking_an_import_out_is_a_deed_like_others(store: Store) -> None:
    with store.write(Deed(DeedCode.IMPORT_PEOPLE, {"file": "lista.xlsx"})) as tx:
        tx.add(Person(id=tx.new_id(), code="P-x", name="X"))
    with store.read() as reader:
        row = reader.deed(last_deed(store))
    revert(store, row, DeedCode.UNDO_IMPORT)
    taken_out = last_deed(store)

    undoable = _undoable(store)
    undo(store, taken_out)

    assert undoable == taken_out
    assert _undoable(store) == row.deed
