"""The files of thirty laptops, brought in through the window.

Slow: it makes thirty-six stores; `tests/journeys/test_thirty_laptops.py` merges the
same files by the command line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.thirty_laptops import ThirtyLaptops
from workshop_app.gui.context import AppContext
from workshop_app.gui.exchange.board_panel import BoardPanel
from workshop_app.gui.exchange.bring_panel import BringPanel
from workshop_app.gui.exchange.panel import ExchangePanel
from workshop_app.services import exchanging
from workshop_app.services.computer_list import list_computers
from workshop_app.services.disagreements import open_count
from workshop_app.services.exchanging import Verdict
from workshop_app.services.file_imports import list_files
from workshop_app.store.dump import dump_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from workshop_app.store import Store

pytestmark = pytest.mark.slow

PATIENCE_MS = 60_000


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ThirtyLaptops]:
    (tmp_path / "thirty").mkdir()
    laptops = ThirtyLaptops(tmp_path / "thirty")
    yield laptops
    laptops.close()


def coordinator(made: ThirtyLaptops, folder: Path, name: str) -> Store:
    path, home = folder / f"{name}.kuska", folder / name
    return exchanging.begin_from_file(str(path), made.start, plain=True, home=home)


def test_the_window_tells_every_trouble_and_comes_to_the_same_record(
    qtbot: QtBot, made: ThirtyLaptops, tmp_path: Path
) -> None:
    other = coordinator(made, tmp_path, "by-command")
    exchanging.merge_files(other, list(reversed(made.files)))
    context = AppContext(home=tmp_path / "window")
    context.open_store(coordinator(made, tmp_path, "window"))
    page = ExchangePanel(context)
    qtbot.addWidget(page)
    page.show()
    page.shown()
    bring, board = page.parts["bring"], page.parts["board"]
    assert isinstance(bring, BringPanel)
    assert isinstance(board, BoardPanel)

    bring.bring(made.files)
    qtbot.waitUntil(lambda: not bring.presenter.is_busy, timeout=PATIENCE_MS)
    bring.merge_now()
    qtbot.waitUntil(lambda: not bring.presenter.is_busy, timeout=PATIENCE_MS)
    page.target("board")
    qtbot.waitUntil(lambda: board.list.model().rowCount() == 1, timeout=PATIENCE_MS)

    told = {one.path.name: one.report for one in bring.presenter.rows}
    refused = {
        name
        for name, one in told.items()
        if one is not None and one.verdict is Verdict.REFUSED
    }
    planted = made.planted
    assert told.keys() == {one.name for one in made.files}
    assert refused == planted.refused
    assert {
        one.label for one in list_computers(context.store) if one.forked
    } == planted.forks
    clocks = {
        label for one in list_files(context.store) for label, _ in one.report.clocks
    }
    assert clocks == planted.clocks
    with context.store.read() as here, other.read() as there:
        assert dump_bytes(here) == dump_bytes(there)
        assert open_count(here) == open_count(there)
    other.close()
    context.close()
