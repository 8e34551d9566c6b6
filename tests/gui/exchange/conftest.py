"""Laptops that began from the file of the window's process, and their files."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.builders import at
from workshop_app.clock import SteppingClock
from workshop_app.domain.session import SessionDraft
from workshop_app.ids import SeededIds
from workshop_app.services import exchanging
from workshop_app.services.exchanging import Audience
from workshop_app.services.sessions import schedule_session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store

OPEN = Audience(anybody=True)
PHRASE = "una frase larga"


class Others:
    """The other laptops of the process that is open in the window."""

    def __init__(self, office: Store, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.start = folder / "inicio.kuskax"
        exchanging.export_file(office, self.start, OPEN)

    def file(self, name: str, audience: Audience = OPEN) -> Path:
        """Return a file of a laptop on which a session was scheduled."""
        clock = SteppingClock(at(9))
        store = exchanging.begin_from_file(
            str(self.folder / f"{name}.kuska"),
            self.start,
            plain=True,
            clock=clock,
            ids=SeededIds(name, clock),
            home=self.folder / name,
        )
        schedule_session(store, SessionDraft(title=f"Mesa de {name}"))
        path = self.folder / f"{name}.kuskax"
        exchanging.export_file(store, path, audience)
        store.close()
        return path


@pytest.fixture
def held(context: AppContext) -> Iterator[Event]:
    """Hold the lane up, so that what is asked of it waits until this is set."""
    gate = Event()
    context.start(lambda _progress: gate.wait(20), on_error=_fail)
    yield gate
    gate.set()


@pytest.fixture
def others(store: Store, tmp_path: Path) -> Others:
    return Others(store, tmp_path / "memoria")


@pytest.fixture
def idle(context: AppContext, qtbot: QtBot) -> Idle:
    return Idle(context, qtbot)


class Idle:
    """Waits until the lane has nothing more to do."""

    def __init__(self, context: AppContext, qtbot: QtBot) -> None:
        self._context = context
        self._qtbot = qtbot

    def __call__(self) -> None:
        self._qtbot.waitUntil(lambda: not self._context.tasks.busy, timeout=20_000)


def _fail(error: AppError) -> None:
    raise error
