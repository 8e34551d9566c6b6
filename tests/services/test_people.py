from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_person_draft, an_organization_draft, at
from tests.services.steps import last_title
from workshop_app.domain.attendance import Attendance
from workshop_app.domain.organization import Organization, OrganizationNameMissingError
from workshop_app.domain.person import Person, PersonNameMissingError
from workshop_app.domain.vocabulary import Bloc, DocumentType, Verdict
from workshop_app.services.attendances import check_in
from workshop_app.services.codes import CodeIsDocumentNumberError
from workshop_app.services.people import (
    DocumentNumberTakenError,
    amend_organization,
    amend_person,
    register_organization,
    register_person,
)
from workshop_app.services.same_person import judge
from workshop_app.store import ChangedSinceError, RecordMissingError

if TYPE_CHECKING:
    from workshop_app.domain.person import PersonDraft
    from workshop_app.store import Store


def _draft(**changes: object) -> PersonDraft:
    return a_person_draft(organization=None, **changes)


def _person(store: Store, key: str) -> Person:
    with store.read() as reader:
        return reader.get(Person, key)


def test_a_person_is_registered_under_a_clean_name(store: Store) -> None:
    made = register_person(store, _draft(name="  Elmer   Tuntui "))

    assert _person(store, made).name == "Elmer Tuntui"
    assert last_title(store) == "Register Elmer Tuntui"


def test_a_person_without_a_name_is_refused(store: Store) -> None:
    with pytest.raises(PersonNameMissingError):
        register_person(store, _draft(name="\u200b"))


def test_a_number_may_stand_on_both_entries_of_one_person(store: Store) -> None:
    first = register_person(store, _draft(document_number="09134821"))
    again = _draft(name="Rosa Ñ.", document_number="")
    second = register_person(store, again)
    judge(store, first, second, Verdict.SAME, reason="Lo dijo ella misma.")

    amend_person(store, second, replace(again, document_number="09134821"))

    assert _person(store, second).document_number == "09134821"


@pytest.mark.parametrize("again", ["09134821", "091348216", "09134821K"])
def test_a_number_belongs_to_one_person_however_it_is_written(
    store: Store, again: str
) -> None:
    register_person(store, _draft(document_number="09134821"))

    with pytest.raises(DocumentNumberTakenError) as refusal:
        register_person(store, _draft(name="Otra", document_number=again))

    assert refusal.value.number == again


def test_a_passport_may_have_the_digits_of_a_dni(store: Store) -> None:
    register_person(store, _draft(document_number="09134821"))

    made = register_person(
        store,
        _draft(document_type=DocumentType.PASSPORT, document_number="09134821"),
    )

    assert _person(store, made).document_type is DocumentType.PASSPORT


def test_people_without_a_number_may_share_a_name(store: Store) -> None:
    first = register_person(store, _draft(document_number=""))
    second = register_person(store, _draft(document_number=""))

    assert first != second


def test_nobody_is_known_by_a_document_number(store: Store) -> None:
    with pytest.raises(CodeIsDocumentNumberError):
        register_person(store, _draft(), "09134821")

    assert register_organization(store, an_organization_draft(), "20260420")


def test_an_organization_must_be_on_record(store: Store) -> None:
    with pytest.raises(RecordMissingError):
        register_person(store, a_person_draft(organization="0" * 32))


def test_a_person_keeps_the_number_when_amended(store: Store) -> None:
    made = register_person(store, _draft())

    amend_person(store, made, _draft(position="Vocal"), reason="Cambió de cargo")

    assert _person(store, made).position == "Vocal"


def test_an_amendment_cannot_take_the_number_of_somebody_else(store: Store) -> None:
    register_person(store, _draft())
    other = register_person(store, _draft(document_number="41627305"))

    with pytest.raises(DocumentNumberTakenError):
        amend_person(store, other, _draft())


def test_an_amendment_of_what_moved_on_is_refused(store: Store) -> None:
    made = register_person(store, _draft())
    with store.read() as reader:
        seen = reader.seen(Person, made)
    amend_person(store, made, _draft(position="Vocal"))

    with pytest.raises(ChangedSinceError):
        amend_person(store, made, _draft(position="Tesorera"), seen)


def test_an_organization_needs_a_name(store: Store) -> None:
    with pytest.raises(OrganizationNameMissingError):
        register_organization(store, an_organization_draft(name=" "))


def test_a_session_keeps_the_bloc_it_recorded(store: Store, session: str) -> None:
    organization = register_organization(store, an_organization_draft(), "FED")
    person = register_person(store, a_person_draft(organization=organization))
    attendance = check_in(store, session, person, at(9))

    amend_organization(
        store, organization, an_organization_draft(bloc=Bloc.OTHER), reason="Rectifica"
    )

    with store.read() as reader:
        assert reader.get(Organization, organization).bloc is Bloc.OTHER
        assert reader.get(Attendance, attendance).bloc is Bloc.CIVIL_SOCIETY
