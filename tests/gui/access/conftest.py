"""The window on a table under way, for the tests of access."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.gui.pictures.camera import settle
from tests.gui.pictures.states import Shelf, the_session
from workshop_app.gui.main_window import MainWindow
from workshop_app.gui.opening import Opener

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Processes as they are found, each made once."""
    return Shelf(tmp_path_factory.mktemp("shelf"))


@pytest.fixture
def store(shelf: Shelf, home: Path, tmp_path: Path) -> Store:
    """The sample in the middle of the morning, with a ballot open."""
    return shelf.take("under_way", tmp_path / "taller", home)


@pytest.fixture
def window(qtbot: QtBot, context: AppContext, store: Store) -> Iterator[MainWindow]:
    """The whole window with the session on the table."""
    window = MainWindow(context, Opener(context))
    qtbot.addWidget(window)
    window.resize(1366, 728)
    with qtbot.waitActive(window):
        window.show()
    context.open_session(the_session(store).id)
    window.adopt("home")
    settle(context)
    yield window
    settle(context)
