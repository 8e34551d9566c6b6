"""The induction of a session: when, how long, with what, and who was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import at
from tests.services.steps import a_room, deeds, last_title, somebody
from workshop_app.domain.attendance import Attendance
from workshop_app.domain.moments import MomentWithoutOffsetError
from workshop_app.domain.session import InductionLengthError, Session
from workshop_app.services.attendances import (
    NotOnListError,
)
from workshop_app.services.inductions import Induction, record_induction

if TYPE_CHECKING:
    from workshop_app.store import Store

FACTS = Induction(at=at(9, 5), minutes=20, material=" Cartilla   de la SGP ")


def _inducted(store: Store, session: str) -> set[str]:
    with store.read() as reader:
        found = reader.all(Attendance, session=session)
    return {one.person for one in found if one.inducted}


def test_an_induction_says_when_with_what_and_to_whom(
    store: Store, session: str
) -> None:
    room = a_room(store, session)

    record_induction(store, session, room[:3], FACTS)

    with store.read() as reader:
        found = reader.get(Session, session)
    assert found.induction_at == at(9, 5)
    assert found.induction_minutes == 20
    assert found.induction_material == "Cartilla de la SGP"
    assert _inducted(store, session) == set(room[:3])
    assert last_title(store) == f"Record the induction of session {found.code}"


def test_an_induction_said_again_replaces_what_was_said(
    store: Store, session: str
) -> None:
    room = a_room(store, session)
    record_induction(store, session, room[:3], FACTS)

    record_induction(store, session, room[2:], FACTS)

    assert _inducted(store, session) == set(room[2:])


def test_nobody_is_inducted_who_is_not_on_the_list(store: Store, session: str) -> None:
    stranger = somebody(store, "Elmer Tuntui")
    before = deeds(store)

    with pytest.raises(NotOnListError):
        record_induction(store, session, [stranger], FACTS)

    assert deeds(store) == before


@pytest.mark.parametrize("minutes", [-1, 1_441])
def test_an_induction_lasts_from_nothing_to_a_day(
    store: Store, session: str, minutes: int
) -> None:
    with pytest.raises(InductionLengthError) as refusal:
        record_induction(store, session, [], Induction(at=at(9), minutes=minutes))

    assert refusal.value.field == "induction_minutes"


def test_an_induction_has_its_offset(store: Store, session: str) -> None:
    naive = Induction(at=at(9).replace(tzinfo=None))

    with pytest.raises(MomentWithoutOffsetError):
        record_induction(store, session, [], naive)
