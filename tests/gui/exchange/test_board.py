"""The office's board in the window: what it lists, and where it leads."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.builders import DAY
from workshop_app.clock import SteppingClock
from workshop_app.domain.contribution import ContributionDraft
from workshop_app.domain.session import SessionDraft
from workshop_app.gui.exchange.board_panel import BoardPanel
from workshop_app.ids import SeededIds
from workshop_app.services import exchanging
from workshop_app.services.admitting import admit_computers
from workshop_app.services.contributions import write_contribution
from workshop_app.services.exchanging import Audience
from workshop_app.services.sessions import schedule_session

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext

OPEN = Audience(anybody=True)


def brought(context: AppContext, folder: Path) -> tuple[str, str]:
    """Let another laptop write in a session; return the session and the laptop."""
    office = context.store
    session = schedule_session(office, SessionDraft(title="Agua", held_on=DAY), "MT-1")
    late = SessionDraft(title="Aire", held_on=DAY - timedelta(days=9))
    schedule_session(office, late, "MT-2")
    start = folder / "start.kuskax"
    exchanging.export_file(office, start, OPEN)
    clock = SteppingClock(office.now())
    laptop = exchanging.begin_from_file(
        str(folder / "door.kuska"),
        start,
        plain=True,
        clock=clock,
        ids=SeededIds("door", clock),
        home=folder / "door",
    )
    draft = ContributionDraft(text="Publicar", session=session, anonymous=True)
    write_contribution(laptop, draft, [])
    exchanging.export_file(laptop, folder / "door.kuskax", OPEN)
    exchanging.merge_files(office, [folder / "door.kuskax"])
    admit_computers(office, [laptop.device_label], reason="x")
    laptop.close()
    return session, laptop.device


def on_board(qtbot: QtBot, context: AppContext) -> BoardPanel:
    panel = BoardPanel(context)
    qtbot.addWidget(panel)
    panel.show()
    panel.shown()
    qtbot.waitUntil(lambda: panel.list.model().rowCount() > 0)
    return panel


def test_the_board_lists_sessions_and_who_took_part_in_each(
    qtbot: QtBot, context: AppContext, tmp_path: Path
) -> None:
    session, device = brought(context, tmp_path)
    went: list[tuple[str, str]] = []
    context.went.connect(lambda page, target: went.append((page, target)))

    panel = on_board(qtbot, context)
    panel.target(session)
    panel.cells.show_row(device)
    panel.to_computer.click()
    panel.to_session.click()

    assert panel.list.model().rowCount() == 2
    assert panel.details.isVisible()
    assert "received" in panel.lacks.text()
    assert went == [("computers", device), ("minutes", "")]
    assert context.session == session


def test_a_total_leads_to_what_it_counts(
    qtbot: QtBot, context: AppContext, tmp_path: Path
) -> None:
    brought(context, tmp_path)
    panel = on_board(qtbot, context)

    (overdue,) = (one for one in panel.totals if "overdue" in one.text())
    qtbot.mouseClick(overdue, Qt.MouseButton.LeftButton)

    assert panel.list.model().rowCount() == 1
    found = panel.presenter.model.row_at(0)
    assert found is not None
    assert found.code == "MT-2"


def test_a_process_without_sessions_expects_nothing(
    qtbot: QtBot, context: AppContext
) -> None:
    panel = BoardPanel(context)
    qtbot.addWidget(panel)

    panel.shown()

    qtbot.waitUntil(lambda: panel.body.currentIndex() == 0)
    panel.leave()


def test_nothing_chosen_leads_nowhere(qtbot: QtBot, context: AppContext) -> None:
    panel = BoardPanel(context)
    qtbot.addWidget(panel)

    panel.to_session.click()

    assert context.session is None
    assert panel.presenter.line("") is None
