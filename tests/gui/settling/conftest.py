"""The office's computer after two of a process came together, and disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from tests.services.two_laptops import TwoLaptops
from workshop_app.gui.context import AppContext

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoLaptops]:
    """Two laptops that know the same."""
    made = TwoLaptops(tmp_path / "two")
    yield made
    made.close()


@pytest.fixture
def context(two: TwoLaptops, home: Path) -> Iterator[AppContext]:
    """The window's, on the office's file."""
    made = AppContext(home=home)
    made.open_store(two.office)
    made.open_session(two.session)
    yield made
    made.close()


def idle(context: AppContext) -> None:
    """Let the lane come to its end; a `QSignalSpy` would hold its thread up."""
    loop = QEventLoop()
    context.tasks.idle.connect(loop.quit)
    QTimer.singleShot(10_000, loop, loop.quit)
    if context.tasks.busy:
        loop.exec()
    assert not context.tasks.busy
