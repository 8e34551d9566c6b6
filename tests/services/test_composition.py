from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import a_session_draft, at
from tests.services.steps import a_ballot, a_room
from workshop_app.domain.ballot import Ballot
from workshop_app.domain.vocabulary import Bloc
from workshop_app.services.attendances import check_out
from workshop_app.services.ballots import close_ballot, count_hands
from workshop_app.services.composition import composition_report
from workshop_app.services.sessions import close_session, schedule_session
from workshop_app.store import RecordMissingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.store import Store


def test_the_balance_is_told_at_each_frozen_moment(store: Store, session: str) -> None:
    room = a_room(store, session)
    ballot = a_ballot(store, session)
    count_hands(store, ballot, {Bloc.STATE: (2, 0, 0)})
    close_ballot(store, ballot, at(10, 5))
    a_ballot(store, session, question="¿Se cuenta?", counted=False)
    for person in (room[1], room[3]):
        check_out(store, session, person, at(11))
    for pending in _open(store):
        close_ballot(store, pending, at(12))
    close_session(store, session, at(13))

    moments = composition_report(store, session)["sessions"][0]["moments"]

    assert [one["moment"][:7] for one in moments] == [
        "opening",
        f"V-{store.device_label}"[:7],
        f"V-{store.device_label}"[:7],
        "closing",
    ]
    assert moments[0]["heads"] == {"state": 2, "civil_society": 2, "other": 0}
    assert moments[0]["votes"] is None
    assert (moments[0]["state_percent"], moments[0]["balanced"]) == (50, True)
    assert moments[1]["votes"] == {"state": 2, "civil_society": 0, "other": 0}
    assert moments[2]["votes"] is None
    assert moments[3]["heads"] == {"state": 2, "civil_society": 0, "other": 0}
    assert (moments[3]["state_percent"], moments[3]["balanced"]) == (100, False)


def test_an_empty_room_has_no_balance(store: Store, session: str) -> None:
    told = composition_report(store, session)["sessions"][0]["moments"]

    assert [one["moment"] for one in told] == ["opening"]
    assert told[0]["state_percent"] is None
    assert told[0]["balanced"] is None


def test_a_session_that_has_not_begun_has_no_moments(store: Store) -> None:
    draft = a_session_draft(stage=None, theme=None, opened_at=None, closed_at=None)
    schedule_session(store, draft, "MT-01")

    told = composition_report(store)["sessions"]

    assert [(one["code"], one["moments"]) for one in told] == [("MT-01", [])]


def test_a_session_that_is_asked_for_must_be_on_record(store: Store) -> None:
    with pytest.raises(RecordMissingError):
        composition_report(store, "0" * 32)


def test_ten_sessions_take_as_many_statements_as_one(
    store: Store,
    session: str,
    statements: Callable[[Callable[[], object]], int],
) -> None:
    one = statements(lambda: composition_report(store))
    draft = a_session_draft(stage=None, theme=None, opened_at=at(9), closed_at=None)
    for _ in range(9):
        schedule_session(store, draft)

    assert statements(lambda: composition_report(store)) <= one


def _open(store: Store) -> list[str]:

    with store.read() as reader:
        return [one.id for one in reader.all(Ballot, closed_at=None)]
