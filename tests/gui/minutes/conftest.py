"""A whole table, and the page of its minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import at
from tests.services.table import MadeTable, a_table
from workshop_app.documents.certificates import Holder, make_own_certificate
from workshop_app.gui.minutes.panel import MinutesPanel
from workshop_app.gui.parts import ask_strip
from workshop_app.services.sessions import reopen_session

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from workshop_app.clock import SteppingClock
    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store

SECRET = "una frase larga"  # noqa: S105 of a certificate made for the test


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every answer for one, however soon it comes."""
    monkeypatch.setattr(ask_strip, "CALM_MS", 0)


@pytest.fixture
def table(store: Store, clock: SteppingClock) -> MadeTable:
    """Hold a table, whose session is closed."""
    made = a_table(store)
    clock.set(at(14))
    return made


@pytest.fixture
def panel(context: AppContext, table: MadeTable, qtbot: QtBot) -> MinutesPanel:
    """Show the minutes of the closed session."""
    return shown(context, table, qtbot)


@pytest.fixture
def open_panel(context: AppContext, table: MadeTable, qtbot: QtBot) -> MinutesPanel:
    """Show the minutes of the session, opened again."""
    reopen_session(context.store, table.session, reason="Faltó un aporte.")
    return shown(context, table, qtbot)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate with which Nelly signs."""
    return certificate_of("Nelly Condori", tmp_path_factory.mktemp("key"))


def certificate_of(name: str, folder: Path) -> Path:
    """Make a certificate with which somebody signs."""
    path = folder / f"{name.split(maxsplit=1)[0]}.p12"
    path.write_bytes(
        make_own_certificate(
            Holder(name=name), SECRET.encode(), seed=b"n" * 32, since=at(7)
        )
    )
    return path


def shown(context: AppContext, table: MadeTable, qtbot: QtBot) -> MinutesPanel:
    context.open_session(table.session)
    made = MinutesPanel(context)
    qtbot.addWidget(made)
    made.resize(1282, 668)
    made.show()
    qtbot.waitExposed(made)
    made.shown()
    drawn(made, context, qtbot)
    return made


def drawn(panel: MinutesPanel, context: AppContext, qtbot: QtBot) -> None:
    """Wait until the pages are drawn and nothing is under way."""
    qtbot.waitUntil(
        lambda: panel.presenter.work is not None and not context.tasks.busy,
        timeout=20_000,
    )
