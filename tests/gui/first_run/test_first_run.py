"""No file yet: three ways on, and nothing typed lost on any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from workshop_app.gui.context import AppContext
from workshop_app.gui.first_run import form
from workshop_app.gui.first_run import presenter as first_run
from workshop_app.gui.first_run.panel import FirstRunPanel
from workshop_app.gui.opening import Opener

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def nothing(home: Path) -> Iterator[AppContext]:
    context = AppContext(home=home)
    yield context
    context.close()


@pytest.fixture
def panel(
    qtbot: QtBot,
    nothing: AppContext,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> FirstRunPanel:
    for asking in (first_run, form):
        monkeypatch.setattr(asking, "documents", lambda: tmp_path / "documents")
    panel = FirstRunPanel(nothing, Opener(nothing, nothing))
    qtbot.addWidget(panel)
    panel.resize(1200, 660)
    panel.show()
    panel.shown()
    return panel


def test_a_process_begins_with_a_title_and_a_name(
    qtbot: QtBot, panel: FirstRunPanel, nothing: AppContext, tmp_path: Path
) -> None:
    panel.begin.click()
    qtbot.keyClicks(panel.form.title, "Ordenanza del agua")
    qtbot.keyClicks(panel.form.name, "Rosa Quispe")
    qtbot.keyClick(panel.form.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: nothing.is_open, timeout=10_000)

    assert nothing.store.encrypted
    assert nothing.store.location.endswith("ordenanza-del-agua.kuska")
    assert nothing.settings.recent == (nothing.store.location,)


def test_without_a_title_it_says_so_and_keeps_the_name(
    qtbot: QtBot, panel: FirstRunPanel, nothing: AppContext
) -> None:
    panel.begin.click()
    qtbot.keyClicks(panel.form.name, "Rosa Quispe")
    panel.form.begin.click()

    assert "no name" in panel.form.title_field.problem()
    assert panel.form.title.hasFocus()
    assert panel.form.name.text() == "Rosa Quispe"
    assert not nothing.is_open


def test_enter_goes_to_what_is_still_needed_before_anything_begins(
    qtbot: QtBot, panel: FirstRunPanel, nothing: AppContext
) -> None:
    panel.begin.click()

    qtbot.keyClicks(panel.form.title, "Ordenanza del agua")
    qtbot.keyClick(panel.form.title, Qt.Key.Key_Return)
    gone_on = panel.form.name.hasFocus()
    quiet = panel.form.name_field.problem() == ""
    qtbot.keyClick(panel.form.name, Qt.Key.Key_Return)
    said = panel.form.name_field.problem()
    qtbot.keyClicks(panel.form.name, "R")

    assert gone_on
    assert quiet
    assert "name is missing" in said
    assert panel.form.name_field.problem() == ""
    assert not nothing.tasks.busy
    assert not nothing.is_open


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [("una clave larga", "otra clave larga", "not the same"), ("corta", "corta", "8")],
)
def test_a_passphrase_is_typed_twice_and_long_enough(
    qtbot: QtBot, panel: FirstRunPanel, first: str, second: str, said: str
) -> None:
    panel.begin.click()
    panel.form.title.setText("Agua")
    panel.form.name.setText("Rosa")
    panel.form.passphrase.setText(first)
    panel.form.repeated.setText(second)
    panel.form.begin.click()

    assert said in panel.form.problem.text()


def test_the_sample_is_built_once_and_opened_again(
    qtbot: QtBot, panel: FirstRunPanel, nothing: AppContext, tmp_path: Path
) -> None:
    panel.sample.click()
    qtbot.waitUntil(lambda: nothing.is_open, timeout=30_000)
    place = nothing.store.location

    nothing.close_store()
    panel.presenter.try_sample()
    qtbot.waitUntil(lambda: nothing.is_open, timeout=10_000)

    assert nothing.store.location == place


def test_a_file_that_is_gone_is_said_and_forgotten(
    qtbot: QtBot, panel: FirstRunPanel, nothing: AppContext, tmp_path: Path
) -> None:
    gone = str(tmp_path / "gone.kuska")
    nothing.choose(nothing.settings.with_recent(gone))
    said: list[object] = []
    panel.presenter.open(gone)
    opener = panel.findChild(Opener) or nothing.findChild(Opener)
    assert opener is not None
    opener.failed.connect(said.append)
    qtbot.waitUntil(lambda: bool(said))

    assert nothing.settings.recent == ()


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    (tmp_path / "agua.kuska").touch()

    assert first_run.free_location("Agua", tmp_path).name == "agua-2.kuska"
    assert first_run.free_location("¿¡!", tmp_path).name == "consulta.kuska"
