from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

import pytest

from tests.builders import an_organization_draft, at
from tests.services.sheets import a_sheet
from tests.services.steps import (
    a_ballot,
    a_roll_call,
    deeds,
    last_title,
    somebody,
)
from workshop_app.domain.attendance import Attendance, Movement
from workshop_app.domain.moments import MomentWithoutOffsetError
from workshop_app.domain.person import Person
from workshop_app.domain.presence import present_at
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    Capacity,
    Direction,
    Standing,
    Verdict,
    VoteChoice,
)
from workshop_app.services.arrivals import invite
from workshop_app.services.attendances import (
    AlreadyInRoomError,
    ArrivalOnRecordError,
    MomentOutOfOrderError,
    NothingToStrikeError,
    NotInRoomError,
    NotOnListError,
    VotedError,
    check_in,
    check_out,
    come_back,
    expect,
    mark,
    strike_movement,
    take_off_list,
)
from workshop_app.services.ballots import record_dissent
from workshop_app.services.imports import import_people
from workshop_app.services.people import register_organization
from workshop_app.services.roll_calls import CalledVote, record_votes
from workshop_app.services.same_person import judge
from workshop_app.services.sessions import close_session

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from workshop_app.store import Store


@pytest.fixture
def rosa(store: Store) -> str:
    organization = register_organization(store, an_organization_draft())
    return somebody(store, "Rosa Ñahui", organization)


def _attendance(store: Store, key: str) -> Attendance:
    with store.read() as reader:
        return reader.get(Attendance, key)


def _inside(store: Store, session: str, moment: datetime) -> int:
    with store.read() as reader:
        return len(
            present_at(
                reader.all(Attendance, session=session),
                reader.all(Movement, session=session),
                moment,
            )
        )


def test_bloc_and_organization_are_those_of_the_person_unless_said_otherwise(
    store: Store, session: str, rosa: str
) -> None:
    attendance = _attendance(store, expect(store, session, rosa))

    assert attendance.status is AttendanceStatus.EXPECTED
    assert attendance.bloc is Bloc.CIVIL_SOCIETY
    assert attendance.organization is not None
    assert last_title(store).startswith("Expect Rosa Ñahui at session S-")


def test_somebody_of_no_organization_is_of_the_other_bloc(
    store: Store, session: str
) -> None:
    person = somebody(store, "Ciudadana de a pie")

    assert _attendance(store, expect(store, session, person)).bloc is Bloc.OTHER


def test_what_is_said_of_an_attendance_stands(
    store: Store, session: str, rosa: str
) -> None:
    key = expect(
        store,
        session,
        rosa,
        standing=Standing.VOICE,
        capacity=Capacity.ALTERNATE,
        organization=None,
        bloc=Bloc.STATE,
        accreditation="Oficio 12",
        transcribed_by=store.operator,
    )

    attendance = _attendance(store, key)
    assert attendance.bloc is Bloc.STATE
    assert attendance.organization is None
    assert attendance.standing is Standing.VOICE


def test_checking_in_keeps_what_was_said_before(
    store: Store, session: str, rosa: str
) -> None:
    expect(store, session, rosa, standing=Standing.OBSERVER)

    attendance = _attendance(store, check_in(store, session, rosa, at(9, 10)))

    assert attendance.status is AttendanceStatus.PRESENT
    assert attendance.standing is Standing.OBSERVER


def test_the_list_says_who_joined_it_at_the_door(
    store: Store, session: str, rosa: str
) -> None:
    saul = somebody(store, "Saúl Tuntui")
    expect(store, session, rosa)

    expected = check_in(store, session, rosa, at(10))
    walked_in = check_in(store, session, saul, at(10))

    assert _attendance(store, expected).joined_at is None
    assert _attendance(store, walked_in).joined_at == at(10)


def test_presence_follows_arrivals_and_departures(
    store: Store, session: str, rosa: str
) -> None:
    check_in(store, session, rosa, at(9, 10))
    check_out(store, session, rosa, at(10))
    come_back(store, session, rosa, at(11))

    moments = [at(9, 5), at(9, 30), at(10, 30), at(11, 30)]
    assert [_inside(store, session, one) for one in moments] == [0, 1, 0, 1]


def test_somebody_in_the_room_cannot_arrive(
    store: Store, session: str, rosa: str
) -> None:
    check_in(store, session, rosa, at(9))
    before = deeds(store)

    with pytest.raises(AlreadyInRoomError):
        check_in(store, session, rosa, at(10))
    with pytest.raises(AlreadyInRoomError):
        come_back(store, session, rosa, at(10))

    assert deeds(store) == before


def test_somebody_who_is_not_there_cannot_leave(
    store: Store, session: str, rosa: str
) -> None:
    with pytest.raises(NotInRoomError):
        check_out(store, session, rosa, at(10))

    expect(store, session, rosa)
    with pytest.raises(NotInRoomError):
        check_out(store, session, rosa, at(10))

    check_in(store, session, rosa, at(10))
    check_out(store, session, rosa, at(11))
    with pytest.raises(NotInRoomError):
        check_out(store, session, rosa, at(12))


def test_somebody_marked_present_can_leave_without_having_arrived(
    store: Store, session: str, rosa: str
) -> None:
    expect(store, session, rosa)
    mark(store, session, rosa, AttendanceStatus.PRESENT)

    check_out(store, session, rosa, at(10))

    with store.read() as reader:
        assert [one.direction for one in reader.all(Movement)] == [Direction.DEPARTURE]


def test_only_who_came_can_come_back(store: Store, session: str, rosa: str) -> None:
    with pytest.raises(NotOnListError):
        come_back(store, session, rosa, at(10))


def test_movements_happen_in_order_and_before_the_closing(
    store: Store, session: str, rosa: str
) -> None:
    check_in(store, session, rosa, at(9, 30))
    with pytest.raises(MomentOutOfOrderError):
        check_out(store, session, rosa, at(9))
    close_session(store, session, at(13))

    with pytest.raises(MomentOutOfOrderError) as refusal:
        check_out(store, session, rosa, at(14))
    check_out(store, session, rosa, at(13))

    assert refusal.value.limit == at(13)


def test_an_absence_is_marked_on_the_list(
    store: Store, session: str, rosa: str
) -> None:
    key = expect(store, session, rosa)

    mark(store, session, rosa, AttendanceStatus.EXCUSED, reason="Avisó por teléfono")

    assert _attendance(store, key).status is AttendanceStatus.EXCUSED


def test_somebody_who_is_not_on_the_list_cannot_be_marked(
    store: Store, session: str, rosa: str
) -> None:
    with pytest.raises(NotOnListError) as refusal:
        mark(store, session, rosa, AttendanceStatus.ABSENT)

    assert refusal.value.name == "Rosa Ñahui"


def test_an_arrival_registered_by_mistake_is_struck(
    store: Store, session: str, rosa: str
) -> None:
    key = check_in(store, session, rosa, at(9, 5))

    strike_movement(store, session, rosa, reason="Era otra Rosa.")

    assert _attendance(store, key).status is AttendanceStatus.EXPECTED
    assert _inside(store, session, at(10)) == 0
    assert last_title(store).startswith("Strike the last movement of Rosa Ñahui")
    check_in(store, session, rosa, at(9, 1))
    assert _inside(store, session, at(9, 2)) == 1


def test_a_departure_that_is_struck_leaves_the_arrival(
    store: Store, session: str, rosa: str
) -> None:
    key = check_in(store, session, rosa, at(9))
    check_out(store, session, rosa, at(10))

    strike_movement(store, session, rosa)

    assert _attendance(store, key).status is AttendanceStatus.PRESENT
    assert _inside(store, session, at(11)) == 1


def test_a_return_that_is_struck_leaves_the_departure(
    store: Store, session: str, rosa: str
) -> None:
    key = check_in(store, session, rosa, at(9))
    check_out(store, session, rosa, at(10))
    come_back(store, session, rosa, at(10, 30))

    strike_movement(store, session, rosa)

    assert _attendance(store, key).status is AttendanceStatus.PRESENT
    assert _inside(store, session, at(11)) == 0


def test_whoever_never_came_has_nothing_to_strike(
    store: Store, session: str, rosa: str
) -> None:
    expect(store, session, rosa)

    with pytest.raises(NothingToStrikeError) as refusal:
        strike_movement(store, session, rosa)

    assert refusal.value.name == "Rosa Ñahui"


def test_whoever_arrived_was_not_absent(store: Store, session: str, rosa: str) -> None:
    check_in(store, session, rosa, at(9))

    with pytest.raises(ArrivalOnRecordError):
        mark(store, session, rosa, AttendanceStatus.ABSENT)

    mark(store, session, rosa, AttendanceStatus.PRESENT)


def test_a_sheet_does_not_deny_an_arrival(
    store: Store, session: str, rosa: str, tmp_path: Path
) -> None:
    key = check_in(store, session, rosa, at(9))
    with store.read() as reader:
        code = reader.get(Person, rosa).code
    sheet = a_sheet(
        tmp_path / "lista.csv",
        "codigo|nombre|asistencia",
        [f"{code}|Rosa Ñahui|ausente"],
    )

    report = import_people(store, sheet, session=session)

    assert not report.written
    assert _attendance(store, key).status is AttendanceStatus.PRESENT


def test_somebody_put_on_the_wrong_list_is_taken_off_it(
    store: Store, session: str, rosa: str
) -> None:
    expect(store, session, rosa)

    take_off_list(store, session, rosa, reason="Era de otra mesa.")

    with store.read() as reader:
        assert reader.all(Attendance, session=session) == ()
    assert last_title(store).startswith("Take Rosa Ñahui off the list")


def test_whoever_arrived_stays_on_the_list(
    store: Store, session: str, rosa: str
) -> None:
    check_in(store, session, rosa, at(9))

    with pytest.raises(ArrivalOnRecordError):
        take_off_list(store, session, rosa)


def test_whoever_voted_stays_on_the_list(store: Store, session: str, rosa: str) -> None:
    check_in(store, session, rosa, at(9))
    ballot = a_roll_call(store, session)
    record_votes(store, ballot, [CalledVote(person=rosa, choice=VoteChoice.FOR)])
    strike_movement(store, session, rosa)

    with pytest.raises(VotedError) as refusal:
        take_off_list(store, session, rosa)

    assert refusal.value.name == "Rosa Ñahui"


def test_whoever_dissented_stays_on_the_list(
    store: Store, session: str, rosa: str
) -> None:
    expect(store, session, rosa)
    record_dissent(store, a_ballot(store, session), rosa, "El plazo no alcanza.")

    with pytest.raises(VotedError):
        take_off_list(store, session, rosa)


def test_a_time_without_its_offset_is_refused(
    store: Store, session: str, rosa: str
) -> None:
    before = deeds(store)

    with pytest.raises(MomentWithoutOffsetError):
        check_in(store, session, rosa, at(9).replace(tzinfo=None))

    assert deeds(store) == before


def test_offsets_are_compared_and_not_the_hands_of_the_clock(
    store: Store, session: str, rosa: str
) -> None:
    check_in(store, session, rosa, at(23).astimezone(UTC))

    assert _inside(store, session, at(22, 59)) == 0
    assert _inside(store, session, at(23, 30)) == 1


def test_one_person_has_one_attendance_whichever_entry_is_checked_in(
    store: Store, session: str, rosa: str
) -> None:
    other = somebody(store, "Rosa Nahui")
    check_in(store, session, rosa, at(9))
    judge(store, rosa, other, Verdict.SAME, "Se vio su DNI.")

    with pytest.raises(AlreadyInRoomError):
        check_in(store, session, other, at(10))
    check_out(store, session, other, at(10))
    come_back(store, session, other, at(11))
    assert invite(store, session, [other]) == 0
    with pytest.raises(ArrivalOnRecordError):
        take_off_list(store, session, other)

    with store.read() as reader:
        (attendance,) = reader.all(Attendance, session=session)
        moves = reader.all(Movement, session=session)
    assert attendance.person == rosa
    assert {one.person for one in moves} == {rosa}


def test_who_was_expected_under_one_entry_and_comes_as_another_is_one(
    store: Store, session: str, rosa: str
) -> None:
    other = somebody(store, "Rosa Nahui")
    judge(store, rosa, other, Verdict.SAME, "Se vio su DNI.")

    assert invite(store, session, [rosa, other]) == 1
    check_in(store, session, other, at(9))

    with store.read() as reader:
        (attendance,) = reader.all(Attendance, session=session)
    assert (attendance.person, attendance.status) == (rosa, AttendanceStatus.PRESENT)
