"""A table that meets: a room of eight, an agenda, three contributions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent

from tests.builders import DAY, at
from tests.services.steps import a_room
from workshop_app.domain.contribution import ContributionDraft
from workshop_app.domain.session import SessionDraft
from workshop_app.gui.actions import ActionBook
from workshop_app.gui.live.panel import LivePanel
from workshop_app.services.contributions import write_contribution
from workshop_app.services.sessions import open_session, schedule_session, set_agenda

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from workshop_app.clock import SteppingClock
    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store

TITLES = ("Riego", "Posta de salud", "Trocha")


@dataclass(frozen=True)
class Meeting:
    """The table, by ids."""

    session: str
    people: list[str]
    contributions: list[str]


@pytest.fixture(autouse=True)
def _gone(qapp: QApplication) -> None:
    """Let the pages of earlier tests go: without an event loop nobody deletes them."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def meeting(context: AppContext, store: Store, clock: SteppingClock) -> Meeting:
    """Eight people with a vote, four of each side, since nine; it is half past nine."""
    session = schedule_session(store, SessionDraft(title="Mesa", held_on=DAY))
    set_agenda(store, session, [("Apertura", 20), ("Debate", 60), ("Cierre", 10)])
    open_session(store, session, at(9))
    people = a_room(store, session, 8)
    written = [
        write_contribution(
            store,
            ContributionDraft(
                title=title,
                text=f"Que se atienda: {title}.",
                session=session,
                happened_at=at(9, 10),
            ),
            [people[place]],
        )
        for place, title in enumerate(TITLES)
    ]
    clock.set(at(9, 30))
    context.open_session(session)
    return Meeting(session, people, written)


@pytest.fixture
def panel(context: AppContext, meeting: Meeting, qtbot: QtBot) -> LivePanel:
    """The page in front, with its keys."""
    return shown(context, qtbot)


def a_page(context: AppContext) -> LivePanel:
    """Make the page with its keys."""
    made = LivePanel(context)
    book = ActionBook(made)
    book.add(made.actions_here(), context=made.KEYS_WORK)
    made.addActions(book.shortcuts())
    made.resize(1282, 668)
    return made


def shown(context: AppContext, qtbot: QtBot) -> LivePanel:
    """Put the page in front as the window does."""
    made = a_page(context)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.shown()
    return made
