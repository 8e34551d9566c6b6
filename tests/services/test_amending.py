from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import at
from tests.services.steps import deeds, last_title, somebody
from workshop_app.domain.attendance import Attendance
from workshop_app.domain.identity import attendance_id
from workshop_app.domain.vocabulary import AttendanceStatus, Bloc, Standing
from workshop_app.services.amending import amend_attendance
from workshop_app.services.attendances import NotOnListError, check_in
from workshop_app.store import RecordMissingError

if TYPE_CHECKING:
    from workshop_app.store import Store


def _attendance(store: Store, session: str, person: str) -> Attendance:
    with store.read() as reader:
        return reader.get(Attendance, attendance_id(session, person))


def test_what_somebody_may_do_is_put_right_in_one_deed(
    store: Store, session: str
) -> None:
    rosa = somebody(store, "Rosa Ñahui")
    check_in(store, session, rosa, at(9))
    before = deeds(store)

    amend_attendance(store, session, rosa, standing=Standing.OBSERVER, bloc=Bloc.STATE)

    found = _attendance(store, session, rosa)
    assert (found.standing, found.bloc) == (Standing.OBSERVER, Bloc.STATE)
    assert found.status is AttendanceStatus.PRESENT
    assert deeds(store) == before + 1
    assert last_title(store).startswith("Amend the attendance of Rosa Ñahui")


def test_nobody_is_put_right_who_is_not_on_the_list(store: Store, session: str) -> None:
    rosa = somebody(store, "Rosa Ñahui")

    with pytest.raises(NotOnListError):
        amend_attendance(store, session, rosa, bloc=Bloc.STATE)


def test_nobody_comes_for_an_organization_that_is_not_on_record(
    store: Store, session: str
) -> None:
    rosa = somebody(store, "Rosa Ñahui")
    check_in(store, session, rosa, at(9))

    with pytest.raises(RecordMissingError):
        amend_attendance(store, session, rosa, organization="0" * 32)
