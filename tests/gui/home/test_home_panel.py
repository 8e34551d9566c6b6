"""The first page leads to what is left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_contribution_draft, a_session_draft
from workshop_app.gui.home.panel import HomePanel
from workshop_app.services.contributions import write_contribution
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


def test_while_it_looks_it_does_not_say_that_nothing_is_left(
    qtbot: QtBot, panel: HomePanel, context: AppContext, session: str
) -> None:
    panel.shown()
    meanwhile = panel.done.text()
    qtbot.waitUntil(lambda: not context.tasks.busy)

    assert meanwhile == "Looking…"
    assert not panel.done.isVisible()


def test_it_says_which_consultation_it_is(panel: HomePanel, session: str) -> None:
    panel.shown()

    assert panel.consultation.text() == "III Plan de Acción de Gobierno Abierto"


def test_what_was_typed_and_not_given_is_left_to_do_and_leads_to_its_page(
    qtbot: QtBot, panel: HomePanel, context: AppContext, store: Store, session: str
) -> None:
    draft = a_contribution_draft(session=session, stage=None)
    made = write_contribution(store, draft, [store.operator])
    context.drafts.keep(f"decision/{made}/reason_text", "No alcanza")
    context.drafts.keep(f"decision/{made}/outcome", "not_accepted")
    context.drafts.keep(f"live/{session}/text", "Se pide")
    panel.shown()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    first, second = panel.pending.steps()[:2]

    assert first.run is not None
    with qtbot.waitSignal(context.went) as told:
        first.run()

    assert first.text == "Decisions: 1 text typed and not given."
    assert second.text == "At the table: 1 text typed and not given."
    assert told.args == ["decisions", made]


def test_codes_are_said_as_people_say_them(
    qtbot: QtBot, panel: HomePanel, context: AppContext, session: str
) -> None:
    panel.shown()
    qtbot.waitUntil(lambda: not context.tasks.busy)

    assert "Session S-1 has no agenda." in [one.text for one in panel.pending.steps()]
