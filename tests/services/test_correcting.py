from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import a_person_draft, a_session_draft, an_organization_draft
from workshop_app.domain.attendance import Attendance
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.domain.vocabulary import Bloc
from workshop_app.services.amending import amend_attendance
from workshop_app.services.arrivals import invite
from workshop_app.services.attendances import NotOnListError
from workshop_app.services.correcting import correct_person
from workshop_app.services.history import undo
from workshop_app.services.people import (
    DocumentNumberTakenError,
    register_organization,
    register_person,
)
from workshop_app.services.sessions import schedule_session
from workshop_app.store import ChangedSinceError

if TYPE_CHECKING:
    from workshop_app.store import Store

KNOWN = a_person_draft(
    name="Rosa Huamán", document_number="40112230", organization=None
)


@pytest.fixture
def session(store: Store) -> str:
    planned = a_session_draft(stage=None, theme=None, opened_at=None, closed_at=None)
    return schedule_session(store, planned)


@pytest.fixture
def rosa(store: Store, session: str) -> str:
    made = register_person(store, KNOWN)
    invite(store, session, [made])
    return made


def _read(store: Store, person: str) -> tuple[Person, Attendance]:
    with store.read() as reader:
        (line,) = reader.all(Attendance, person=person)
        return reader.get(Person, person), line


def test_a_new_organization_is_of_the_side_the_person_is_counted_on(
    store: Store, session: str, rosa: str
) -> None:
    amend_attendance(store, session, rosa, bloc=Bloc.STATE)

    correct_person(store, session, rosa, KNOWN, "UGEL Melgar")

    person, line = _read(store, rosa)
    with store.read() as reader:
        made = reader.get(Organization, person.organization or "")
    assert (made.name, made.bloc) == ("UGEL Melgar", Bloc.STATE)
    assert line.organization == made.id


def test_undoing_takes_back_person_and_line_and_leaves_the_organization_known(
    store: Store, session: str, rosa: str
) -> None:
    correct_person(store, session, rosa, KNOWN, "UGEL Melgar")
    with store.read() as reader:
        deed = reader.history()[0].deed

    undo(store, deed)

    person, line = _read(store, rosa)
    assert person.organization is line.organization is None
    with store.read() as reader:
        assert [one.name for one in reader.all(Organization)] == ["UGEL Melgar"]


def test_a_line_that_names_another_organization_keeps_it(
    store: Store, session: str, rosa: str
) -> None:
    other = register_organization(store, an_organization_draft(name="Ronda"))
    amend_attendance(store, session, rosa, organization=other)

    correct_person(store, session, rosa, KNOWN, "UGEL Melgar")

    person, line = _read(store, rosa)
    assert line.organization == other != person.organization


def test_a_blank_organization_is_nobodys(store: Store, session: str, rosa: str) -> None:
    correct_person(store, session, rosa, KNOWN, "UGEL Melgar")
    correct_person(store, session, rosa, KNOWN, " ")

    person, line = _read(store, rosa)
    assert person.organization is line.organization is None


def test_a_number_of_somebody_else_is_refused(
    store: Store, session: str, rosa: str
) -> None:
    register_person(
        store,
        a_person_draft(name="Ana", document_number="40112231", organization=None),
    )
    draft = a_person_draft(name="Rosa", document_number="40112231", organization=None)

    with pytest.raises(DocumentNumberTakenError):
        correct_person(store, session, rosa, draft, "")


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(
    store: Store, session: str, rosa: str
) -> None:
    with store.read() as reader:
        seen = reader.seen(Person, rosa)
    theirs = a_person_draft(
        name="Rosa Huamán Puma", document_number="40112230", organization=None
    )
    correct_person(store, session, rosa, theirs, "")
    mine = a_person_draft(
        name="Rosa Huaman", document_number="40112230", organization=None
    )

    with pytest.raises(ChangedSinceError):
        correct_person(store, session, rosa, mine, "", seen)


def test_only_somebody_of_the_list_is_corrected_at_its_door(
    store: Store, session: str
) -> None:
    stranger = register_person(store, KNOWN)

    with pytest.raises(NotOnListError):
        correct_person(store, session, stranger, KNOWN, "")
