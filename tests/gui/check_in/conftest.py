"""A session on the table, with organizations and people known to the process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import a_person_draft, a_session_draft, an_organization_draft, at
from workshop_app.domain.vocabulary import Bloc, Sex
from workshop_app.gui.check_in.panel import CheckInPanel
from workshop_app.services.attendances import expect
from workshop_app.services.people import register_organization, register_person
from workshop_app.services.sessions import open_session, schedule_session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workshop_app.clock import SteppingClock
    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store

FEDERATION = "Federación Campesina Umasuyo"
MINISTRY = "Ministerio del Ambiente"


@pytest.fixture
def organizations(store: Store) -> dict[str, str]:
    """One of civil society and one of the State, by name."""
    sides = {FEDERATION: Bloc.CIVIL_SOCIETY, MINISTRY: Bloc.STATE}
    return {
        name: register_organization(store, an_organization_draft(name=name, bloc=bloc))
        for name, bloc in sides.items()
    }


@pytest.fixture
def planned(context: AppContext, store: Store) -> str:
    """A session of the day that nobody opened yet, put on the table."""
    draft = a_session_draft(
        stage=None, theme=None, opened_at=None, closed_at=None, interpreter=""
    )
    session = schedule_session(store, draft)
    context.open_session(session)
    return session


@pytest.fixture
def session(planned: str, store: Store, clock: SteppingClock) -> str:
    """The session, open since nine; it is ten past nine."""
    open_session(store, planned, at(9))
    clock.set(at(9, 10))
    return planned


@pytest.fixture
def nelida(store: Store, organizations: dict[str, str]) -> str:
    """Somebody on record who is not on the list."""
    return register_person(
        store,
        a_person_draft(
            name="Ccori Huamán, Nélida",
            document_number="70651248",
            organization=organizations[FEDERATION],
        ),
    )


@pytest.fixture
def julio(store: Store, organizations: dict[str, str], planned: str) -> str:
    """Somebody who is expected."""
    person = register_person(
        store,
        a_person_draft(
            name="Julio César Condori Apaza",
            document_number="01342876",
            organization=organizations[MINISTRY],
            sex=Sex.MALE,
            language="es",
        ),
    )
    expect(store, planned, person)
    return person


@pytest.fixture
def panel(
    context: AppContext, session: str, nelida: str, julio: str, qtbot: QtBot
) -> CheckInPanel:
    """The page as it stands in front, with everybody findable."""
    page = CheckInPanel(context)
    qtbot.addWidget(page)
    page.resize(1282, 668)
    page.show()
    with qtbot.waitSignal(page.presenter.index.ready):
        page.shown()
    return page
