"""Computers are compared, admitted, believed no more; start files are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.gui.exchange.conftest import PHRASE, Idle, Others
from workshop_app.gui.computers.list_panel import ListPanel
from workshop_app.gui.computers.panel import ComputersPanel
from workshop_app.gui.computers.revoking import NONE
from workshop_app.gui.computers.starts_panel import StartsPanel
from workshop_app.gui.parts import ask_strip
from workshop_app.services import exchanging
from workshop_app.services.computer_list import Stands, list_computers

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store


@pytest.fixture
def others(store: Store, tmp_path: Path) -> Others:
    return Others(store, tmp_path / "memoria")


@pytest.fixture
def idle(context: AppContext, qtbot: QtBot) -> Idle:
    return Idle(context, qtbot)


@pytest.fixture
def panel(
    qtbot: QtBot, context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> ComputersPanel:
    monkeypatch.setattr(ask_strip, "CALM_MS", 0)
    made = ComputersPanel(context)
    made.own_presenters()
    qtbot.addWidget(made)
    made.resize(1282, 668)
    with qtbot.waitActive(made):
        made.show()
    return made


def listed(panel: ComputersPanel) -> ListPanel:
    panel.shown()
    part = panel.parts["list"]
    assert isinstance(part, ListPanel)
    return part


def starts(panel: ComputersPanel) -> StartsPanel:
    panel.target("starts")
    part = panel.front
    assert isinstance(part, StartsPanel)
    return part


def stands(store: Store) -> list[Stands]:
    return [one.stands for one in list_computers(store)]


def test_a_computer_is_admitted_once_its_words_were_compared(
    panel: ComputersPanel, others: Others, store: Store
) -> None:
    exchanging.merge_files(store, [others.file("puno")])
    part = listed(panel)
    stranger = list_computers(store)[1]

    panel.target(stranger.device)
    words = part.card.key_words._words.text()
    QTest.keyClick(part.list, Qt.Key.Key_Return)
    QTest.keyClick(part.reason, Qt.Key.Key_Return)
    lacking = part.reason_field.problem()
    part.reason.setText("comparamos las palabras")
    QTest.keyClick(part.reason, Qt.Key.Key_Return)

    assert words.split() == stranger.words.split()
    assert "Say why" in lacking
    assert stands(store) == [Stands.OWN, Stands.ADMITTED]
    assert "its work counts" in part.alert._title.text()
    assert not part.admit.isVisible()


def test_all_that_wait_are_admitted_at_once(
    panel: ComputersPanel, others: Others, store: Store
) -> None:
    exchanging.merge_files(store, [others.file("puno"), others.file("cusco")])
    part = listed(panel)

    part.all.click()
    words = part.admit.text()
    part.reason.setText("vinieron del taller de ayer")
    part.admit.click()

    assert words == "Admit 2 computers"
    assert stands(store).count(Stands.ADMITTED) == 2


def test_a_computer_is_believed_up_to_an_act_after_what_follows_was_shown(
    panel: ComputersPanel, others: Others, store: Store, idle: Idle, qtbot: QtBot
) -> None:
    exchanging.merge_files(store, [others.file("puno")])
    part = listed(panel)
    panel.target(list_computers(store)[1].device)
    part.reason.setText("conocida")
    part.admit_now()

    part.revoke.click()
    revoking = part.revoking
    revoking.list.show_row(NONE)
    assert not revoking.revoke.isEnabled()
    qtbot.waitUntil(revoking.revoke.isEnabled, timeout=10_000)
    told = revoking.loss.text()
    revoking.reason.setText("la robaron")
    QTest.keyClick(revoking.reason, Qt.Key.Key_Return)
    QTest.keyClick(revoking.ask.confirm_it, Qt.Key.Key_Return)

    assert "1 act ceases to count" in told
    assert stands(store) == [Stands.OWN, Stands.REVOKED]
    assert revoking.isHidden()
    assert "believed no more" in part.alert._title.text()
    assert part.list.hasFocus()


def test_esc_believes_on(
    panel: ComputersPanel, others: Others, store: Store, idle: Idle
) -> None:
    exchanging.merge_files(store, [others.file("puno")])
    part = listed(panel)
    panel.target(list_computers(store)[1].device)
    part.revoke.click()

    QTest.keyClick(part.revoking.list, Qt.Key.Key_Escape)
    idle()

    assert part.revoking.isHidden()
    assert stands(store) == [Stands.OWN, Stands.STRANGER]
    assert part.list.hasFocus()


def test_this_computer_gives_its_public_key(
    panel: ComputersPanel, store: Store, tmp_path: Path
) -> None:
    part = listed(panel)

    part.copy_key.click()
    part.save_to(tmp_path / "oficina.txt")
    part.save_to(tmp_path / "falta" / "oficina.txt")

    key = exchanging.recipient(store)
    assert QGuiApplication.clipboard().text() == key
    assert (tmp_path / "oficina.txt").read_text() == f"{key}\n"
    assert "could not be written" in part.alert._title.text()
    assert part.card.tip_words.isVisible()


def test_start_files_are_made_one_for_each_line(
    panel: ComputersPanel, store: Store, tmp_path: Path, idle: Idle
) -> None:
    part = starts(panel)
    part.go_to(tmp_path)
    before = part.make.isEnabled()
    part.names.setPlainText("Puno 1\n\n  Cusco \n")
    part.make.click()
    lacking = part.phrase_field.problem()

    part.phrase.setText(PHRASE)
    part.repeated.setText(PHRASE)
    QTest.keyClick(part.repeated, Qt.Key.Key_Return)
    idle()

    assert not before
    assert "fewer than" in lacking
    assert {one.name for one in tmp_path.glob("*.kuskax")} == {
        "Puno-1.kuskax",
        "Cusco.kuskax",
    }
    assert part.presenter.model.rowCount() == 2
    assert "2 start files are made" in part.alert._title.text()
    assert str(tmp_path) in part.alert._text.text()
    assert (part.names.toPlainText(), part.phrase.text()) == ("", "")
    part.names.setPlainText("Puno 1\npuno-1")
    part.phrase.setText(PHRASE)
    part.repeated.setText(PHRASE)
    part.make_now()
    idle()
    assert "Puno 1" in part.alert._title.text()
