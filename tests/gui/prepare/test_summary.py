from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.builders import (
    DAY,
    a_rules_draft,
    a_session_draft,
    at,
)
from workshop_app.domain.vocabulary import Bloc, Quorum, Standing
from workshop_app.domain.working_group import WorkingGroupDraft
from workshop_app.gui.prepare.reading import read
from workshop_app.gui.prepare.summary import Check, checks, duration, states
from workshop_app.services.amending import amend_attendance
from workshop_app.services.arrivals import invite
from workshop_app.services.groups import seat, set_groups
from workshop_app.services.processes import set_rules
from workshop_app.services.sessions import amend_session, set_agenda

if TYPE_CHECKING:
    from workshop_app.gui.prepare.reading import Preparation
    from workshop_app.store import Store


def _found(store: Store, session: str | None) -> Preparation:
    return read(store, session, at(8))


def _told(store: Store, session: str | None) -> dict[str, list[Check]]:
    told: dict[str, list[Check]] = {}
    for one in checks(_found(store, session)):
        told.setdefault(one.section, []).append(one)
    return told


def _texts(store: Store, session: str, section: str) -> list[str]:
    return [one.text for one in _told(store, session)[section]]


def test_nothing_of_a_new_session_is_missing_yet(store: Store) -> None:
    found = checks(_found(store, None))

    assert found[0].text == "A title is all it needs."
    assert {one.state for one in found} == {"todo"}


def test_what_a_session_lacks_leads_to_its_field(store: Store, session: str) -> None:
    found = checks(_found(store, session))

    lacking = {
        (one.section, one.field): one.text for one in found if one.state == "warn"
    }
    assert lacking == {
        ("data", "chair_state"): "Both co-chairs missing",
        ("data", "facilitator"): "Neither facilitator nor rapporteur",
        ("agenda", ""): "No agenda yet",
        ("invited", ""): "Nobody invited yet",
    }
    assert states(found)["rules"] == "todo"
    assert states(found)["data"] == "warn"


@pytest.mark.parametrize(
    ("days", "said", "state"),
    [
        (14, "14 days of notice: enough", "done"),
        (1, "1 day of notice: the rules ask for 14", "warn"),
        (-1, "The call is dated after the session.", "warn"),
    ],
)
def test_the_days_of_notice_are_held_against_the_rules(
    store: Store, session: str, days: int, said: str, state: str
) -> None:
    draft = a_session_draft(
        stage=None,
        theme=None,
        opened_at=None,
        closed_at=None,
        convened_on=DAY - timedelta(days=days),
    )
    amend_session(store, session, draft)

    found = {one.field: one for one in _told(store, session)["data"]}

    assert (found["convened_on"].text, found["convened_on"].state) == (said, state)


def test_each_missing_co_chair_is_named(
    store: Store, session: str, people: list[str]
) -> None:
    said = {
        ("chair_state",): "Co-chair for civil society missing",
        ("chair_civil_society",): "Co-chair for the State missing",
        ("chair_state", "chair_civil_society"): "Both co-chairs named",
    }

    for named, text in said.items():
        changes = dict.fromkeys(named, people[0])
        blank = dict.fromkeys(("chair_state", "chair_civil_society"))
        amend_session(
            store,
            session,
            a_session_draft(
                stage=None,
                theme=None,
                opened_at=None,
                closed_at=None,
                **blank | changes,
            ),
        )
        assert text in _texts(store, session, "data")


def test_the_agenda_is_counted_with_its_time(store: Store, session: str) -> None:
    set_agenda(store, session, [("Bienvenida", 20), ("Votación", 180)])
    assert _texts(store, session, "agenda") == ["2 agenda points · 3 h 20 min"]

    set_agenda(store, session, [("Bienvenida", 0)])
    assert _texts(store, session, "agenda") == ["1 agenda point"]


def test_those_invited_are_counted_by_bloc_against_quorum_and_balance(
    store: Store, session: str, people: list[str]
) -> None:
    invite(store, session, people)

    assert _texts(store, session, "invited") == [
        "4 invited: 2 of the State, 2 of civil society, 0 others",
        "Balance within what was agreed",
    ]
    assert _texts(store, session, "rules") == ["Quorum 3 of 4 with a vote"]

    amend_attendance(store, session, people[0], standing=Standing.OBSERVER)
    amend_attendance(store, session, people[1], bloc=Bloc.OTHER)

    assert "2 more of civil society needed" in _texts(store, session, "invited")
    assert _texts(store, session, "rules") == ["Quorum 2 of 3 with a vote"]

    amend_attendance(store, session, people[1], bloc=Bloc.CIVIL_SOCIETY)
    amend_attendance(
        store, session, people[0], bloc=Bloc.CIVIL_SOCIETY, standing=Standing.VOICE_VOTE
    )
    for one in people[2:]:
        amend_attendance(store, session, one, bloc=Bloc.OTHER)
    assert "2 more of the State needed" in _texts(store, session, "invited")


def test_rules_that_ask_for_no_quorum_say_so(store: Store, session: str) -> None:
    set_rules(store, a_rules_draft(quorum=Quorum.NONE))

    assert _texts(store, session, "rules") == ["No quorum needed"]


def test_who_sits_in_no_group_is_counted(
    store: Store, session: str, people: list[str]
) -> None:
    invite(store, session, people)
    (group,) = set_groups(store, session, [WorkingGroupDraft(title="Agua")])
    assert _texts(store, session, "groups") == ["1 working group · 4 people in none"]

    seat(store, session, dict.fromkeys(people, group))
    assert _texts(store, session, "groups") == ["1 working group"]


def test_minutes_are_said_as_hours() -> None:
    assert [duration(minutes) for minutes in (20, 60, 90)] == [
        "20 min",
        "1 h",
        "1 h 30 min",
    ]
