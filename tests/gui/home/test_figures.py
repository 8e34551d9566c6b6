"""The session on the table in four figures."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_session_draft
from tests.gui.pictures.camera import settle
from tests.gui.pictures.states import MORNING, Shelf, the_session
from workshop_app.gui import theme
from workshop_app.gui.home.figures import Figure, figures, read_figures
from workshop_app.gui.home.panel import HomePanel
from workshop_app.services.last_backup import LastBackup
from workshop_app.services.session_overview import overview
from workshop_app.services.sessions import schedule_session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store

ON_STICK = Path("/media/ACTAS")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Processes as they are found, each made once."""
    return Shelf(tmp_path_factory.mktemp("shelf"))


@pytest.fixture
def store(shelf: Shelf, home: Path, tmp_path: Path) -> Store:
    """The sample in the middle of the morning, with a ballot open."""
    return shelf.take("under_way", tmp_path / "taller", home)


def said(found: tuple[Figure, ...]) -> list[str]:
    return [f"{one.said}: {one.beside}" for one in found]


def test_a_session_under_way_is_four_figures(context: AppContext, store: Store) -> None:
    found = read_figures(store, the_session(store).id, MORNING)

    assert said(found) == [
        "Today: Open since 09:10",
        "39 of 41: people arrived · quorum reached",
        "20 contributions: 0 with an answer · 20 without",
        "No copy: only on this computer so far",
    ]
    assert found[-1].tone == "warn"


@pytest.mark.parametrize(
    ("ago", "copied"),
    [(timedelta(hours=2), "Copy 09:28"), (timedelta(days=3), "Copy Sep 15, 2026")],
)
def test_a_copy_of_today_says_its_hour(
    context: AppContext, store: Store, ago: timedelta, copied: str
) -> None:
    last = LastBackup(at=MORNING - ago, folder=ON_STICK)
    with store.read() as reader:
        seen = overview(reader, the_session(store).id, MORNING)

    copy = figures(seen, last, MORNING)[-1]

    assert (copy.said, copy.beside, copy.tone) == (copied, str(ON_STICK), "ok")


def test_a_session_of_another_day_says_its_date(
    context: AppContext, store: Store
) -> None:
    found = read_figures(store, the_session(store).id, MORNING + timedelta(days=9))

    assert found[0].said == "Sep 18, 2026"


def test_a_session_not_begun_says_whom_one_expects(
    context: AppContext, store: Store
) -> None:
    planned = schedule_session(
        store, a_session_draft(stage=None, theme=None, opened_at=None, closed_at=None)
    )

    day, people, *_ = said(read_figures(store, planned, MORNING))

    assert day == "Apr 20, 2026: Session planned"
    assert people == "0: people expected"


def test_the_first_page_shows_them_where_there_is_room(
    qtbot: QtBot, context: AppContext, store: Store
) -> None:
    context.open_session(the_session(store).id)
    panel = HomePanel(context)
    qtbot.addWidget(panel)
    panel.resize(1280, 660)
    panel.show()
    panel.shown()
    settle(context)

    assert panel.figures.isVisible()
    assert panel.figures.tiles[1].said.text() == "39 of 41"
    assert panel.figures.tiles[1].accessibleName().startswith("39 of 41: people")
    panel.resize(theme.px(900), 660)
    assert not panel.figures.isVisible()
