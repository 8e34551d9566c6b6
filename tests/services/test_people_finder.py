from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import a_person_draft, an_organization_draft
from tests.services.conftest import FOUNDER
from workshop_app.domain.person import Person
from workshop_app.domain.same_person import SamePerson
from workshop_app.domain.vocabulary import Verdict
from workshop_app.services.deeds import DeedCode
from workshop_app.services.people import (
    amend_organization,
    amend_person,
    register_organization,
    register_person,
)
from workshop_app.services.people_finder import people_finder, refresh
from workshop_app.services.same_person import judge
from workshop_app.store import Deed

if TYPE_CHECKING:
    from workshop_app.domain.person_finder import PersonFinder
    from workshop_app.store import Committed, Store


@pytest.fixture
def nelida(store: Store) -> str:
    organization = register_organization(
        store, an_organization_draft(name="Comunidad de Pilcuyo")
    )
    return register_person(
        store,
        a_person_draft(
            name="Huamán Quispe, Nélida",
            document_number="45123456",
            organization=organization,
        ),
    )


@pytest.fixture
def finder(store: Store, nelida: str) -> PersonFinder:
    """A finder of everybody, told of every deed that follows."""
    made = people_finder(store)

    def follow(committed: Committed) -> None:
        with store.read() as reader:
            refresh(made, reader, committed.ids)

    store.on_commit(follow)
    return made


def _found(finder: PersonFinder, typed: str) -> list[str]:
    return [match.id for match in finder.find(typed)]


def test_everybody_on_record_is_found(
    store: Store, finder: PersonFinder, nelida: str
) -> None:
    with store.read() as reader:
        everybody = reader.all(Person)

    assert len(finder) == len(everybody)
    assert all(one.id in _found(finder, one.name) for one in everybody)
    assert _found(finder, "guaman nelida") == [nelida]
    assert _found(finder, "4512") == [nelida]
    assert _found(finder, "pilcuyo") == [nelida]


def test_who_is_registered_afterwards_is_found(
    store: Store, finder: PersonFinder
) -> None:
    made = register_person(
        store,
        a_person_draft(name="Ccori Ñahui, José", document_number="", organization=None),
    )

    assert _found(finder, "kori nawi") == [made]


def test_who_is_amended_is_found_by_what_is_true_now(
    store: Store, finder: PersonFinder, nelida: str
) -> None:
    draft = a_person_draft(
        name="Torres Rojas, Elsa", document_number="70000001", organization=None
    )

    amend_person(store, nelida, draft)

    assert _found(finder, "elsa") == [nelida]
    assert _found(finder, "nelida") == _found(finder, "4512") == []
    assert _found(finder, "pilcuyo") == []


def test_people_are_found_by_what_their_organization_is_called_now(
    store: Store, finder: PersonFinder, nelida: str
) -> None:
    with store.read() as reader:
        organization = reader.get(Person, nelida).organization or ""

    amend_organization(
        store, organization, an_organization_draft(name="Comunidad de Desaguadero")
    )

    assert _found(finder, "desaguadero") == [nelida]
    assert _found(finder, "pilcuyo") == []


def test_who_was_removed_is_not_found(
    store: Store, finder: PersonFinder, nelida: str
) -> None:
    with store.write(Deed(DeedCode.AMEND_PERSON, {"name": "Nélida"})) as tx:
        tx.remove(Person, nelida)

    assert _found(finder, "nelida") == []
    assert _found(finder, FOUNDER) != []


def test_who_is_on_record_twice_is_found_by_either_entry_and_shown_once(
    store: Store, finder: PersonFinder, nelida: str
) -> None:
    draft = a_person_draft(name="Zenobia Guamán", document_number="", organization=None)
    other = register_person(store, draft)
    apart = {match.id for match in finder.find("Zenobia")}

    found = judge(store, nelida, other, Verdict.SAME, "Se vio su DNI.")

    assert apart == {other}
    first = min(nelida, other)
    assert [match.id for match in finder.find("Zenobia")] == [first]
    assert [match.id for match in finder.find("Pilcuyo")] == [first]
    assert [match.id for match in people_finder(store).find("45123456")] == [first]
    with store.write(Deed("take_back")) as tx:
        tx.remove(SamePerson, found)
    assert {match.id for match in finder.find("Zenobia")} == {other}
