from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import a_person_draft
from tests.services.steps import deeds, last_deed, last_title, somebody
from workshop_app.domain.person import Person
from workshop_app.services.history import (
    LastingDeedError,
    NotUndoneError,
    redo,
    undo,
)
from workshop_app.services.people import amend_person
from workshop_app.store import ChangedSinceError
from workshop_app.store.errors import DeedMissingError, DeedRevertedError

if TYPE_CHECKING:
    from workshop_app.store import Store


def _names(store: Store) -> list[str]:
    with store.read() as reader:
        return [one.name for one in reader.all(Person) if one.id != store.operator]


def test_undoing_takes_back_and_redoing_brings_back(store: Store) -> None:
    somebody(store, "Rosa")
    done = last_deed(store)

    undo(store, done, reason="Se equivocó de mesa")
    undone, said = _names(store), last_title(store)
    redo(store, done)

    assert undone == []
    assert said == "Undo: Register Rosa"
    assert _names(store) == ["Rosa"]
    assert last_title(store) == "Redo: Register Rosa"


def test_undoing_an_undoing_speaks_of_the_first_deed(store: Store) -> None:
    somebody(store, "Rosa")
    undo(store, last_deed(store))

    undo(store, last_deed(store))

    assert _names(store) == ["Rosa"]
    assert last_title(store) == "Redo: Register Rosa"


def test_what_was_redone_can_be_undone_again(store: Store) -> None:
    somebody(store, "Rosa")
    done = last_deed(store)
    undo(store, done)
    redo(store, done)

    undo(store, done)

    assert _names(store) == []
    with pytest.raises(DeedRevertedError):
        undo(store, done)


def test_undo_never_overwrites_later_work(store: Store) -> None:
    rosa = somebody(store, "Rosa")
    amend_person(store, rosa, a_person_draft(name="Rosa M", organization=None))
    done = last_deed(store)
    amend_person(store, rosa, a_person_draft(name="Rosa Mar", organization=None))

    with pytest.raises(ChangedSinceError):
        undo(store, done)

    assert _names(store) == ["Rosa Mar"]


def test_what_stands_cannot_be_redone(store: Store) -> None:
    somebody(store, "Rosa")

    with pytest.raises(NotUndoneError) as refusal:
        redo(store, last_deed(store))

    assert refusal.value.title == "Register Rosa"


def test_the_founding_cannot_be_undone(store: Store) -> None:
    with store.read() as reader:
        founding = reader.history()[-1].deed
    before = deeds(store)

    with pytest.raises(LastingDeedError):
        undo(store, founding)

    assert deeds(store) == before


def test_an_unknown_deed_is_said_to_be_unknown(store: Store) -> None:
    with pytest.raises(DeedMissingError):
        undo(store, "0" * 32)
    with pytest.raises(DeedMissingError):
        redo(store, "0" * 32)
