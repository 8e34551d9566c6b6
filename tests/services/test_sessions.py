from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_session_draft, at
from tests.services.steps import a_ballot, a_room, deeds, last_title
from workshop_app.domain.identity import imported_id
from workshop_app.domain.moments import (
    ClosedBeforeOpenedError,
    MomentWithoutOffsetError,
)
from workshop_app.domain.session import AgendaItem, Session
from workshop_app.domain.text import TitleMissingError
from workshop_app.domain.vocabulary import SessionState
from workshop_app.services.ballots import close_ballot
from workshop_app.services.codes import CodeTakenError
from workshop_app.services.sessions import (
    ActOutsideSessionError,
    AgendaLineError,
    BallotStillOpenError,
    ReopeningReasonMissingError,
    SessionNotClosedYetError,
    SessionNotOpenError,
    SessionOpenedBeforeError,
    amend_session,
    close_session,
    open_session,
    reopen_session,
    schedule_session,
    set_agenda,
)
from workshop_app.store import ChangedSinceError

if TYPE_CHECKING:
    from workshop_app.store import Store

PLANNED = a_session_draft(stage=None, theme=None, opened_at=None, closed_at=None)


def _session(store: Store, key: str) -> Session:
    with store.read() as reader:
        return reader.get(Session, key)


def _agenda(store: Store, session: str) -> list[AgendaItem]:
    with store.read() as reader:
        return list(reader.all(AgendaItem, session=session))


def test_a_session_gets_a_code_of_its_device(store: Store) -> None:
    session = _session(store, schedule_session(store, PLANNED))

    assert session.code == f"S-{store.device_label}-1"
    assert session.state is SessionState.PLANNED
    assert last_title(store) == f"Schedule the session {PLANNED.title}"


def test_two_laptops_that_give_one_code_speak_of_one_session(store: Store) -> None:
    made = schedule_session(store, PLANNED, " MT-01 ")

    assert made == imported_id(store.process_id, "session", "MT-01")
    assert _session(store, made).code == "MT-01"


def test_a_code_belongs_to_one_session(store: Store) -> None:
    schedule_session(store, PLANNED, "MT-01")

    with pytest.raises(CodeTakenError):
        schedule_session(store, PLANNED, "MT-01")


def test_a_session_needs_a_title(store: Store) -> None:
    with pytest.raises(TitleMissingError):
        schedule_session(store, dataclasses.replace(PLANNED, title=" "))


def test_amending_keeps_the_code(store: Store) -> None:
    made = schedule_session(store, PLANNED, "MT-01")

    amend_session(store, made, dataclasses.replace(PLANNED, venue="  Plaza  Mayor "))

    assert _session(store, made).venue == "Plaza Mayor"
    assert _session(store, made).code == "MT-01"


def test_an_amendment_of_what_moved_on_is_refused(store: Store) -> None:
    made = schedule_session(store, PLANNED)
    with store.read() as reader:
        seen = reader.seen(Session, made)
    amend_session(store, made, dataclasses.replace(PLANNED, venue="Plaza Mayor"))

    with pytest.raises(ChangedSinceError):
        amend_session(store, made, dataclasses.replace(PLANNED, venue="Coliseo"), seen)


def test_points_of_the_agenda_keep_their_identity_by_their_place(
    store: Store, session: str
) -> None:
    set_agenda(store, session, [("Apertura", 10), ("Diagnóstico", 40), ("Cierre", 5)])
    before = _agenda(store, session)

    set_agenda(store, session, [("  Bienvenida ", 15), ("Diagnóstico", 40)])

    after = _agenda(store, session)
    assert [(one.title, one.duration) for one in after] == [
        ("Bienvenida", 15),
        ("Diagnóstico", 40),
    ]
    assert [one.id for one in after] == [one.id for one in before[:2]]


def test_the_same_agenda_again_is_no_deed(store: Store, session: str) -> None:
    set_agenda(store, session, [("Apertura", 10)])
    before = deeds(store)

    set_agenda(store, session, [("Apertura", 10)])

    assert deeds(store) == before


@pytest.mark.parametrize("point", [("  ", 10), ("Apertura", -1)])
def test_a_point_needs_a_title_and_no_less_than_no_minutes(
    store: Store, session: str, point: tuple[str, int]
) -> None:
    with pytest.raises(AgendaLineError) as refusal:
        set_agenda(store, session, [("Bienvenida", 0), point])

    assert refusal.value.position == 2
    assert not _agenda(store, session)


def test_a_session_opens_once(store: Store, session: str) -> None:
    assert _session(store, session).opened_at == at(9)

    with pytest.raises(SessionOpenedBeforeError):
        open_session(store, session, at(10))


def test_a_session_closes_after_it_opened(store: Store, session: str) -> None:
    with pytest.raises(ClosedBeforeOpenedError):
        close_session(store, session, at(8))

    close_session(store, session, at(13))

    assert _session(store, session).state is SessionState.CLOSED


def test_a_session_that_is_not_open_cannot_close(store: Store) -> None:
    made = schedule_session(store, PLANNED)

    with pytest.raises(SessionNotOpenError):
        close_session(store, made, at(13))


def test_a_session_does_not_close_over_an_open_ballot(
    store: Store, session: str
) -> None:
    a_room(store, session)
    done, pending = a_ballot(store, session), a_ballot(store, session)
    close_ballot(store, done, at(10, 5))

    with pytest.raises(BallotStillOpenError):
        close_session(store, session, at(13))

    close_ballot(store, pending, at(10, 10))
    close_session(store, session, at(13))
    assert _session(store, session).state is SessionState.CLOSED


def test_a_session_closed_by_mistake_is_opened_again(
    store: Store, session: str
) -> None:
    close_session(store, session, at(12))

    reopen_session(store, session, reason="Faltaba una votación.")

    assert _session(store, session).state is SessionState.OPEN
    assert last_title(store).startswith("Open session")
    with store.read() as reader:
        assert reader.history(limit=1)[0].reason == "Faltaba una votación."
    close_session(store, session, at(13))


def test_opening_again_needs_its_reason(store: Store, session: str) -> None:
    close_session(store, session, at(12))

    with pytest.raises(ReopeningReasonMissingError):
        reopen_session(store, session, reason=" . ")

    assert _session(store, session).state is SessionState.CLOSED


def test_a_session_under_way_is_not_opened_again(store: Store, session: str) -> None:
    with pytest.raises(SessionNotClosedYetError):
        reopen_session(store, session, reason="Por si acaso.")


def test_a_session_does_not_end_before_its_last_vote(
    store: Store, session: str
) -> None:
    ballot = a_ballot(store, session)
    close_ballot(store, ballot, at(10, 5))

    with pytest.raises(ActOutsideSessionError) as refusal:
        close_session(store, session, at(9, 30))

    assert refusal.value.moment == at(10)


def test_amending_does_not_close_a_session_on_an_open_vote(
    store: Store, session: str
) -> None:
    a_ballot(store, session)
    draft = dataclasses.replace(PLANNED, opened_at=at(9), closed_at=at(13))

    with pytest.raises(BallotStillOpenError):
        amend_session(store, session, draft)


def test_amending_does_not_open_a_session_after_its_vote(
    store: Store, session: str
) -> None:
    a_ballot(store, session)

    with pytest.raises(ActOutsideSessionError):
        amend_session(
            store, session, dataclasses.replace(PLANNED, opened_at=at(10, 30))
        )


def test_a_session_opens_at_a_time_with_its_offset(store: Store) -> None:
    made = schedule_session(store, PLANNED)

    with pytest.raises(MomentWithoutOffsetError):
        open_session(store, made, at(9).replace(tzinfo=None))

    assert _session(store, made).opened_at is None
