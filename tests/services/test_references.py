from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import (
    a_contribution_draft,
    a_session_draft,
    an_organization_draft,
    at,
)
from tests.services.sheets import a_sheet
from tests.services.steps import deeds, last_deed, somebody
from workshop_app.domain.person import Person
from workshop_app.services.attendances import check_in, expect
from workshop_app.services.contributions import amend_contribution, write_contribution
from workshop_app.services.history import redo, undo
from workshop_app.services.imports import import_people, undo_import
from workshop_app.services.people import register_organization
from workshop_app.services.processes import amend_office
from workshop_app.services.references import StillUsedError
from workshop_app.services.sessions import amend_session, schedule_session
from workshop_app.store import RecordMissingError
from workshop_app.store.integrity import check

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.store import Store

NOBODY = "0" * 32
PLANNED = a_session_draft(stage=None, theme=None, opened_at=None, closed_at=None)


@pytest.mark.parametrize(
    "field",
    [
        "stage",
        "theme",
        "chair_state",
        "chair_civil_society",
        "facilitator",
        "rapporteur",
    ],
)
def test_a_session_speaks_of_what_is_on_record(store: Store, field: str) -> None:
    before = deeds(store)
    draft = a_session_draft(**{"stage": None, "theme": None, field: NOBODY})

    with pytest.raises(RecordMissingError):
        schedule_session(store, draft)

    assert deeds(store) == before


def test_amending_a_session_does_not_name_what_is_not_there(
    store: Store, session: str
) -> None:
    draft = a_session_draft(
        stage=None, theme=None, opened_at=at(9), closed_at=None, facilitator=NOBODY
    )

    with pytest.raises(RecordMissingError):
        amend_session(store, session, draft)


def test_a_contribution_speaks_of_what_is_on_record(store: Store) -> None:
    draft = a_contribution_draft(session=None, stage=None)
    made = write_contribution(store, draft, [store.operator])
    wrong = a_contribution_draft(session=NOBODY, stage=None)

    with pytest.raises(RecordMissingError):
        write_contribution(store, wrong, [store.operator])
    with pytest.raises(RecordMissingError):
        amend_contribution(store, made, wrong, [store.operator])


def test_somebody_comes_for_an_organization_on_record(
    store: Store, session: str
) -> None:
    person = somebody(store, "Elmer Tuntui")
    expect(store, session, person)

    with pytest.raises(RecordMissingError):
        check_in(store, session, person, at(9), organization=NOBODY)
    with pytest.raises(RecordMissingError):
        expect(store, session, person, transcribed_by=NOBODY)


def test_letters_are_signed_by_somebody_on_record(store: Store) -> None:
    with pytest.raises(RecordMissingError):
        amend_office(store, signatory=NOBODY)


def test_somebody_on_a_list_is_not_unregistered(store: Store, session: str) -> None:
    person = somebody(store, "Elmer Tuntui")
    registered = last_deed(store)
    expect(store, session, person)
    listed = last_deed(store)

    with pytest.raises(StillUsedError) as refusal:
        undo(store, registered)

    assert refusal.value.users == 1
    assert "Register Elmer Tuntui" in str(refusal.value)
    undo(store, listed)
    undo(store, registered)
    with store.read() as reader:
        assert reader.find(Person, person) is None
    assert check(store) == ()


def test_a_registration_brought_back_is_held_by_what_was_made_since(
    store: Store, session: str
) -> None:
    person = somebody(store, "Elmer Tuntui")
    registered = last_deed(store)
    undo(store, registered)
    redo(store, registered)
    again = last_deed(store)
    expect(store, session, person)

    with pytest.raises(StillUsedError):
        undo(store, again)


def test_an_import_that_was_built_on_is_not_taken_out(
    store: Store, session: str, tmp_path: Path
) -> None:
    sheet = a_sheet(tmp_path / "lista.csv", "nombre", ["Elmer Tuntui", "Nelly Condori"])
    import_people(store, sheet)
    imported = last_deed(store)
    with store.read() as reader:
        elmer = next(one for one in reader.all(Person) if one.name == "Elmer Tuntui")
    check_in(store, session, elmer.id, at(9))

    with pytest.raises(StillUsedError) as refusal:
        undo_import(store, imported)

    assert refusal.value.users == 2  # the attendance and the arrival


def test_what_goes_together_holds_nobody(
    store: Store, session: str, tmp_path: Path
) -> None:
    sheet = a_sheet(tmp_path / "lista.csv", "nombre", ["Elmer Tuntui", "Nelly Condori"])
    import_people(store, sheet, session=session)

    undo_import(store, last_deed(store))

    with store.read() as reader:
        assert reader.count(Person) == 1
    assert check(store) == ()


def test_an_organization_with_people_is_not_undone(store: Store) -> None:
    organization = register_organization(store, an_organization_draft(name="Junta"))
    registered = last_deed(store)
    somebody(store, "Elmer Tuntui", organization)

    with pytest.raises(StillUsedError):
        undo(store, registered)


def test_a_session_nobody_came_to_may_be_undone(store: Store) -> None:
    schedule_session(store, PLANNED)

    undo(store, last_deed(store))

    assert check(store) == ()
