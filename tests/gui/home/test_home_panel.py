"""The first page leads to what is left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_session_draft
from workshop_app.gui.home.panel import HomePanel
from workshop_app.services.sessions import schedule_session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store


@pytest.fixture
def panel(qtbot: QtBot, context: AppContext) -> HomePanel:
    panel = HomePanel(context)
    qtbot.addWidget(panel)
    panel.resize(1280, 660)
    panel.show()
    return panel


def test_without_a_session_it_says_what_to_do(
    qtbot: QtBot, panel: HomePanel, context: AppContext
) -> None:
    panel.shown()

    assert panel.nothing.isVisible()
    assert not panel.sessions.isVisible()
    with qtbot.waitSignal(context.went) as told:
        panel.new.click()
    assert told.args == ["prepare", "new"]


def test_what_is_left_leads_to_its_place(
    qtbot: QtBot, panel: HomePanel, context: AppContext, session: str
) -> None:
    panel.shown()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    lines = panel.pending.steps()
    agenda = next(one for one in lines if "agenda" in one.text)

    assert agenda.run is not None
    with qtbot.waitSignal(context.went) as told:
        agenda.run()

    assert told.args is not None
    assert told.args[0] == "prepare"


def test_enter_puts_a_session_on_the_table(
    qtbot: QtBot, panel: HomePanel, context: AppContext, store: Store, session: str
) -> None:
    other = schedule_session(
        store,
        a_session_draft(
            title="Mesa de agua", stage=None, theme=None, opened_at=None, closed_at=None
        ),
    )
    panel.shown()
    panel.sessions.show_row(other)

    qtbot.keyClick(panel.sessions, Qt.Key.Key_Return)

    assert context.session == other


def test_the_path_of_the_day_says_where_one_is(
    qtbot: QtBot, panel: HomePanel, context: AppContext, session: str
) -> None:
    panel.shown()
    qtbot.waitUntil(lambda: not context.tasks.busy)

    states = [one.state for one in panel.path.steps()]
    assert states[0] == "now"
    assert set(states[1:]) == {"todo"}
    assert [one.key for one in panel.path.steps()][1] == "Ctrl+2"
