from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import an_organization_draft, at
from tests.services.steps import a_room, deeds, last_deed, last_title, somebody
from workshop_app.domain.attendance import Attendance, Movement
from workshop_app.domain.identity import attendance_id
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person, PersonNameMissingError
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    DocumentType,
    Sex,
    Standing,
)
from workshop_app.services.arrivals import (
    WalkIn,
    invite,
    invite_new,
    transcribe_attendance,
    walk_in,
)
from workshop_app.services.attendances import (
    AlreadyInRoomError,
    MomentOutOfOrderError,
    check_in,
    check_out,
)
from workshop_app.services.history import undo
from workshop_app.services.people import (
    DocumentNumberTakenError,
    register_organization,
)
from workshop_app.services.sessions import close_session
from workshop_app.store.errors import RecordMissingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.store import Store

ROSA = WalkIn(
    name=" Rosa  Ñahui ",
    document_number="40112233",
    organization_name="Federación Awajún",
    bloc=Bloc.CIVIL_SOCIETY,
    sex=Sex.FEMALE,
)


def _attendance(store: Store, session: str, person: str) -> Attendance:
    with store.read() as reader:
        return reader.get(Attendance, attendance_id(session, person))


def _moves(store: Store, session: str, person: str) -> list[str]:
    with store.read() as reader:
        found = reader.all(Movement, session=session, person=person)
    return [f"{one.direction} {one.happened_at:%H:%M}" for one in found]


def test_walking_in_registers_person_and_organization_in_one_deed(
    store: Store, session: str
) -> None:
    before = deeds(store)

    rosa = walk_in(store, session, ROSA, at(9, 12))

    assert deeds(store) == before + 1
    assert last_title(store).startswith("Register Rosa Ñahui at the door of session S-")
    with store.read() as reader:
        person = reader.get(Person, rosa)
        organization = reader.get(Organization, person.organization or "")
    attendance = _attendance(store, session, rosa)
    assert (person.name, person.sex) == ("Rosa Ñahui", Sex.FEMALE)
    assert person.document_type is DocumentType.DNI
    assert (organization.name, organization.bloc) == (
        "Federación Awajún",
        Bloc.CIVIL_SOCIETY,
    )
    assert attendance.status is AttendanceStatus.PRESENT
    assert (attendance.bloc, attendance.organization) == (
        Bloc.CIVIL_SOCIETY,
        organization.id,
    )
    assert attendance.joined_at == at(9, 12)
    assert _moves(store, session, rosa) == ["arrival 09:12"]


def test_walking_in_is_undone_at_once(store: Store, session: str) -> None:
    walk_in(store, session, ROSA, at(9, 12))

    undo(store, last_deed(store))

    with store.read() as reader:
        assert reader.count(Person) == 1
        assert reader.count(Organization) == 0
        assert reader.count(Attendance) == 0


def test_a_known_organization_is_not_registered_again_and_lends_its_bloc(
    store: Store, session: str
) -> None:
    known = register_organization(
        store, an_organization_draft(name="Ministerio del Ambiente", bloc=Bloc.STATE)
    )

    ana = walk_in(
        store,
        session,
        WalkIn(name="Ana", organization_name="MINISTERIO DEL AMBIENTE"),
        at(9),
    )

    assert _attendance(store, session, ana).organization == known
    assert _attendance(store, session, ana).bloc is Bloc.STATE
    with store.read() as reader:
        assert reader.count(Organization) == 1
        assert reader.get(Person, ana).document_type is DocumentType.NONE


def test_the_bloc_said_at_the_door_counts_there_and_changes_no_organization(
    store: Store, session: str
) -> None:
    walk_in(store, session, ROSA, at(9))
    other = WalkIn(
        name="Ida",
        organization_name="Federación Awajún",
        bloc=Bloc.OTHER,
        standing=Standing.OBSERVER,
    )

    ida = walk_in(store, session, other, at(9))

    attendance = _attendance(store, session, ida)
    assert (attendance.bloc, attendance.standing) == (Bloc.OTHER, Standing.OBSERVER)
    with store.read() as reader:
        (organization,) = reader.all(Organization)
    assert organization.bloc is Bloc.CIVIL_SOCIETY


def test_somebody_of_no_organization_is_of_the_other_bloc(
    store: Store, session: str
) -> None:
    nelly = walk_in(store, session, WalkIn(name="Nelly"), at(9))

    assert _attendance(store, session, nelly).bloc is Bloc.OTHER


def test_a_document_somebody_has_walks_in_once(store: Store, session: str) -> None:
    walk_in(store, session, ROSA, at(9))
    before = deeds(store)

    with pytest.raises(DocumentNumberTakenError):
        walk_in(store, session, ROSA, at(9, 1))

    assert deeds(store) == before


def test_nobody_walks_in_without_a_name(store: Store, session: str) -> None:
    with pytest.raises(PersonNameMissingError):
        walk_in(store, session, WalkIn(name=" "), at(9))


def test_people_are_invited_together_and_nobody_twice(
    store: Store, session: str
) -> None:
    (present,) = a_room(store, session, size=1)
    state = register_organization(
        store, an_organization_draft(name="MINAM", bloc=Bloc.STATE)
    )
    rosa, elmer = somebody(store, "Rosa", state), somebody(store, "Elmer")
    before = deeds(store)

    invited = invite(store, session, [rosa, present, elmer, rosa])

    assert (invited, deeds(store)) == (2, before + 1)
    assert last_title(store).startswith("Expect 2 people at session S-")
    assert _attendance(store, session, rosa).status is AttendanceStatus.EXPECTED
    assert _attendance(store, session, rosa).bloc is Bloc.STATE
    assert _attendance(store, session, elmer).bloc is Bloc.OTHER
    assert _attendance(store, session, present).status is AttendanceStatus.PRESENT


def test_inviting_who_is_invited_is_no_deed(store: Store, session: str) -> None:
    rosa = somebody(store, "Rosa")
    invite(store, session, [rosa])
    before = deeds(store)

    assert invite(store, session, [rosa]) == 0
    assert deeds(store) == before


def test_nobody_is_invited_if_one_is_not_on_record(store: Store, session: str) -> None:
    rosa = somebody(store, "Rosa")

    with pytest.raises(RecordMissingError):
        invite(store, session, [rosa, "9" * 32])

    with store.read() as reader:
        assert reader.count(Attendance) == 0


def test_inviting_fifty_takes_as_many_statements_as_two(
    store: Store, session: str, statements: Callable[[Callable[[], object]], int]
) -> None:
    people = [somebody(store, f"Nombre {number}") for number in range(60)]
    few = statements(lambda: invite(store, session, people[:11]))

    assert statements(lambda: invite(store, session, people[11:])) == few


def test_a_list_on_paper_is_typed_in_after_the_closing(
    store: Store, session: str
) -> None:
    rosa = somebody(store, "Rosa")
    invite(store, session, [rosa])
    close_session(store, session, at(13))

    transcribe_attendance(
        store,
        session,
        rosa,
        by=store.operator,
        arrived_at=at(9, 20),
        left_at=at(12),
    )

    attendance = _attendance(store, session, rosa)
    assert attendance.status is AttendanceStatus.PRESENT
    assert attendance.transcribed_by == store.operator
    assert attendance.joined_at is None
    assert _moves(store, session, rosa) == ["arrival 09:20", "departure 12:00"]
    assert last_title(store).startswith("Type in from paper that Rosa was at session")


def test_paper_without_times_says_only_that_somebody_was_there(
    store: Store, session: str
) -> None:
    rosa = somebody(store, "Rosa")

    transcribe_attendance(store, session, rosa, by=store.operator)

    assert _attendance(store, session, rosa).status is AttendanceStatus.PRESENT
    assert _moves(store, session, rosa) == []


def test_paper_may_know_when_somebody_left(store: Store, session: str) -> None:
    rosa = somebody(store, "Rosa")
    check_in(store, session, rosa, at(9))

    transcribe_attendance(store, session, rosa, by=store.operator, left_at=at(11))

    assert _moves(store, session, rosa) == ["arrival 09:00", "departure 11:00"]


def test_paper_does_not_overrule_the_door(store: Store, session: str) -> None:
    rosa = somebody(store, "Rosa")
    check_in(store, session, rosa, at(9))

    with pytest.raises(AlreadyInRoomError):
        transcribe_attendance(
            store, session, rosa, by=store.operator, arrived_at=at(9, 30)
        )
    check_out(store, session, rosa, at(10))
    with pytest.raises(MomentOutOfOrderError):
        transcribe_attendance(
            store, session, rosa, by=store.operator, arrived_at=at(9, 30)
        )


def test_paper_is_typed_in_by_somebody_on_record(store: Store, session: str) -> None:
    rosa = somebody(store, "Rosa")

    with pytest.raises(RecordMissingError):
        transcribe_attendance(store, session, rosa, by="9" * 32)


def test_somebody_new_is_written_down_and_put_on_the_list_in_one_deed(
    store: Store, session: str
) -> None:
    before = deeds(store)

    rosa = invite_new(store, session, ROSA)

    attendance = _attendance(store, session, rosa)
    assert deeds(store) == before + 1
    assert last_title(store).startswith("Expect Rosa Ñahui at session S-")
    assert attendance.status is AttendanceStatus.EXPECTED
    assert attendance.bloc is Bloc.CIVIL_SOCIETY
    assert _moves(store, session, rosa) == []


def test_somebody_new_comes_on_the_side_of_a_known_organization(
    store: Store, session: str
) -> None:
    register_organization(
        store, an_organization_draft(name="Municipalidad de Ayaviri", bloc=Bloc.STATE)
    )

    wilma = invite_new(
        store,
        session,
        WalkIn(name="Wilma Paco", organization_name="Municipalidad de Ayaviri"),
    )
    nobody = invite_new(store, session, WalkIn(name="Eusebio Yucra"))

    assert _attendance(store, session, wilma).bloc is Bloc.STATE
    assert _attendance(store, session, nobody).bloc is Bloc.OTHER


def test_nobody_new_is_invited_under_the_number_of_another(
    store: Store, session: str
) -> None:
    invite_new(store, session, ROSA)
    before = deeds(store)

    with pytest.raises(DocumentNumberTakenError):
        invite_new(store, session, ROSA)

    assert deeds(store) == before
