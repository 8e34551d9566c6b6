"""A session that is prepared, with people on record, and the page in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import a_person_draft, a_session_draft, an_organization_draft
from workshop_app.domain.vocabulary import Bloc
from workshop_app.gui.prepare.panel import PreparePanel
from workshop_app.i18n import Language, language
from workshop_app.services.people import register_organization, register_person
from workshop_app.services.sessions import schedule_session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with language(Language.ENGLISH):
        yield


@pytest.fixture
def people(store: Store) -> list[str]:
    """Two of the State and two of civil society, who are on no list."""
    sides = {"Federación Campesina Umasuyo": Bloc.CIVIL_SOCIETY, "Sede": Bloc.STATE}
    civil, state = (
        register_organization(store, an_organization_draft(name=name, bloc=bloc))
        for name, bloc in sides.items()
    )
    named = {
        "Nélida Ccori Huamán": civil,
        "Wilma Yucra Paco": civil,
        "Julio Paredes Luyo": state,
        "Beatriz Apaza Zúñiga": state,
    }
    return [
        register_person(
            store,
            a_person_draft(
                name=name, document_number=f"4011223{n}", organization=organization
            ),
        )
        for n, (name, organization) in enumerate(named.items())
    ]


@pytest.fixture
def session(context: AppContext, store: Store) -> str:
    """A session of which only title and date are known, on the table."""
    draft = a_session_draft(
        stage=None,
        theme=None,
        opened_at=None,
        closed_at=None,
        convened_on=None,
        place="",
    )
    made = schedule_session(store, draft)
    context.open_session(made)
    return made


@pytest.fixture
def panel(context: AppContext, people: list[str], qtbot: QtBot) -> PreparePanel:
    """The page in front, with everybody findable."""
    assert people
    panel = PreparePanel(context)
    qtbot.addWidget(panel)
    context.session_changed.connect(panel.shown)
    panel.resize(1282, 668)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.shown()
    qtbot.waitUntil(lambda: bool(panel.finding.people("Nélida")))
    return panel
