"""A laptop begins from a file of the office, chosen, opened or double-clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.exchange.conftest import OPEN, PHRASE
from workshop_app.gui.context import AppContext
from workshop_app.gui.first_run import presenter as first_run
from workshop_app.gui.first_run import start_form
from workshop_app.gui.first_run.panel import FirstRunPanel
from workshop_app.gui.opening import Opener
from workshop_app.services import exchanging
from workshop_app.services.exchanging import Audience

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from workshop_app.store import Store


@pytest.fixture
def nothing(tmp_path: Path) -> Iterator[AppContext]:
    context = AppContext(home=tmp_path / "laptop")
    yield context
    context.close()


@pytest.fixture
def panel(
    qtbot: QtBot,
    nothing: AppContext,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> FirstRunPanel:
    for asking in (first_run, start_form):
        monkeypatch.setattr(asking, "documents", lambda: tmp_path / "documents")
    panel = FirstRunPanel(nothing, Opener(nothing, nothing))
    qtbot.addWidget(panel)
    panel.resize(1200, 660)
    panel.show()
    panel.shown()
    return panel


def a_file(store: Store, folder: Path, audience: Audience = OPEN) -> Path:
    path = folder / "puno 1.kuskax"
    exchanging.export_file(store, path, audience)
    process = store.process_id
    store.close()
    assert process
    return path


def test_a_process_goes_on_from_a_file_that_is_opened(
    qtbot: QtBot,
    panel: FirstRunPanel,
    nothing: AppContext,
    store: Store,
    tmp_path: Path,
) -> None:
    process = store.process_id
    panel.presenter.open(str(a_file(store, tmp_path)))
    form = panel.starting_form
    offered = panel.starting.isVisible()

    QTest.keyClick(form.opening, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: nothing.is_open, timeout=20_000)

    assert offered
    assert nothing.store.process_id == process
    assert nothing.store.location.endswith("puno-1.kuska")
    assert nothing.store.encrypted


def test_what_is_wrong_stands_at_its_field_and_esc_goes_back(
    qtbot: QtBot,
    panel: FirstRunPanel,
    nothing: AppContext,
    store: Store,
    tmp_path: Path,
) -> None:
    panel.offer(a_file(store, tmp_path, Audience(passphrase=PHRASE)))
    form = panel.starting_form
    form.passphrase.setText("una")
    form.begin.click()
    short = form.problem.text()
    form.passphrase.clear()

    form.begin.click()
    qtbot.waitUntil(lambda: bool(form.opening_field.problem()), timeout=20_000)
    QTest.keyClick(panel, Qt.Key.Key_Escape)

    assert "not the same" in short
    assert "opens with a passphrase only" in form.opening_field.problem()
    assert not nothing.is_open
    assert panel.ways.isVisible()


def test_with_a_process_open_the_file_is_looked_into(
    qtbot: QtBot, context: AppContext, tmp_path: Path
) -> None:
    panel = FirstRunPanel(context, Opener(context, context))
    qtbot.addWidget(panel)

    with qtbot.waitSignal(context.went) as went:
        panel.presenter.open(str(tmp_path / "puno.KUSKAX"))

    assert went.args == ["exchange", str(tmp_path / "puno.KUSKAX")]
