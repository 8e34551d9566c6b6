"""For tests of the window: a real store, a context, garbage collected here."""

from __future__ import annotations

import gc
import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QSettings

from tests.builders import DAY, a_session_draft, at
from workshop_app.clock import SteppingClock
from workshop_app.domain.process import RulesDraft
from workshop_app.gui import theme
from workshop_app.gui.context import AppContext
from workshop_app.ids import SeededIds
from workshop_app.services.processes import found_process
from workshop_app.services.sessions import schedule_session
from workshop_app.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

FOUNDER = "Rosa Quispe Mamani"


@pytest.fixture(scope="session")
def _nothing_old() -> None:
    """Look for garbage only among what the tests make, not in every library anew."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _collected_here(
    qapp: QApplication, _nothing_old: None, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Clear away between tests alone, on the window's thread.

    Widgets that a test closed would otherwise live on, and be dressed again by the
    next one.  What a test was given is let go of first, and what is left afterwards
    is here to stay: looking at all of it again after each test took half the time.
    """
    gc.disable()
    yield
    request.node.funcargs.clear()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication, tmp_path: Path) -> None:
    """Wear the light theme at its plain size; keep no settings of this computer."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "qt")
    )
    qapp.setApplicationName("Kuska")
    qapp.setOrganizationName("Kuska")
    if not qapp.styleSheet() or theme.tokens() is not theme.LIGHT or theme.scale() != 1:
        theme.apply(qapp, dark=False, scale=1.0)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a computer of its own, without a keyring."""
    folder = tmp_path / "home"
    monkeypatch.setenv("KUSKA_HOME", str(folder))
    monkeypatch.setenv("KUSKA_KEYRING", "off")
    return folder


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plain store with its process, rules and stages, to be copied."""
    folder = tmp_path_factory.mktemp("window")
    clock = SteppingClock(at(7))
    store = found_process(
        str(folder / "taller.kuska"),
        "III Plan de Acción de Gobierno Abierto",
        FOUNDER,
        RulesDraft(effective_on=DAY.replace(month=1, day=1)),
        plain=True,
        clock=clock,
        ids=SeededIds("window", clock),
        home=folder / "home",
    )
    store.close()
    return folder


@pytest.fixture
def clock() -> SteppingClock:
    """The test's time, an hour after the founding."""
    return SteppingClock(at(8))


@pytest.fixture
def store(template: Path, home: Path, tmp_path: Path, clock: SteppingClock) -> Store:
    """A copy of the template, open; its context closes it."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return Store.open(
        str(tmp_path / "taller.kuska"),
        clock=clock,
        ids=SeededIds("test", clock),
        home=home,
    )


@pytest.fixture
def context(store: Store, home: Path) -> Iterator[AppContext]:
    """What pages are given: the process open, no session on the table."""
    context = AppContext(home=home)
    context.open_store(store)
    yield context
    context.close()


@pytest.fixture
def session(context: AppContext, store: Store) -> str:
    """A session of the day, scheduled and put on the table."""
    draft = a_session_draft(stage=None, theme=None, opened_at=None, closed_at=None)
    session = schedule_session(store, draft)
    context.open_session(session)
    return session
