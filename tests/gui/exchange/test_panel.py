"""The page of files by keyboard: brought, merged, taken out, handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from tests.gui.exchange.conftest import PHRASE, Idle, Others
from workshop_app.domain.person import PersonDraft
from workshop_app.gui.exchange import give_panel
from workshop_app.gui.exchange.bring_panel import BringPanel
from workshop_app.gui.exchange.came_panel import CamePanel
from workshop_app.gui.exchange.give_panel import GivePanel
from workshop_app.gui.exchange.giving import ANYBODY
from workshop_app.gui.exchange.panel import ExchangePanel
from workshop_app.gui.parts import ask_strip
from workshop_app.services import exchanging, people
from workshop_app.services.exchanging import Audience
from workshop_app.services.file_imports import list_files

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store


@pytest.fixture
def panel(
    qtbot: QtBot, context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> ExchangePanel:
    monkeypatch.setattr(ask_strip, "CALM_MS", 0)
    monkeypatch.setattr(give_panel, "sticks", list)
    made = ExchangePanel(context)
    made.own_presenters()
    qtbot.addWidget(made)
    made.resize(1282, 668)
    with qtbot.waitActive(made):
        made.show()
    made.shown()
    return made


def bring(panel: ExchangePanel) -> BringPanel:
    part = panel.parts["bring"]
    assert isinstance(part, BringPanel)
    return part


def came(panel: ExchangePanel) -> CamePanel:
    panel.target("came")
    part = panel.front
    assert isinstance(part, CamePanel)
    return part


def give(panel: ExchangePanel, folder: Path) -> GivePanel:
    panel.target("give")
    part = panel.front
    assert isinstance(part, GivePanel)
    part.presenter.go_to(folder)
    return part


def test_files_dropped_anywhere_are_looked_into_and_merged_by_enter(
    panel: ExchangePanel, others: Others, store: Store, idle: Idle
) -> None:
    panel.target("give")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(others.file("puno")))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    panel.dropEvent(drop)
    idle()
    part = bring(panel)
    looked = part.details.told.text()
    QTest.keyClick(part.merge, Qt.Key.Key_Space)
    idle()

    assert panel.sections.current == "bring"
    assert "until the office admits" in looked
    assert [row.name for row in list_files(store)] == ["puno.kuskax"]
    assert part.alert._title.text() == "1 file was taken in."
    assert part.go_on.isVisible()
    assert not part.merge.isEnabled()


def test_a_passphrase_is_asked_for_and_what_is_wrong_is_said(
    panel: ExchangePanel, others: Others, idle: Idle
) -> None:
    part = bring(panel)
    panel.target(str(others.file("puno", Audience(passphrase=PHRASE))))
    idle()
    has_focus = part.phrase.hasFocus()
    part.phrase.setText("otra frase")
    QTest.keyClick(part.phrase, Qt.Key.Key_Return)
    idle()
    wrong = part.phrase_field.problem()

    part.phrase.setText(PHRASE)
    part.unlock.click()
    idle()

    assert has_focus
    assert "capital letters" in wrong
    assert part.merge.text() == "Merge 1 file"
    assert part.merge.hasFocus()
    assert not part.phrase_row.isVisible()


def test_what_came_in_is_taken_out_for_a_reason_and_brought_back(
    panel: ExchangePanel, others: Others, store: Store, idle: Idle
) -> None:
    exchanging.merge_files(store, [others.file("puno")])
    part = came(panel)
    part.take_out.click()
    lacking = part.reason_field.problem()

    part.reason.setText("vino dos veces")
    QTest.keyClick(part.reason, Qt.Key.Key_Return)
    QTest.keyClick(part.ask.confirm_it, Qt.Key.Key_Return)
    out = list_files(store)[0].taken_out_by
    part.bring_back.click()

    assert "Say why" in lacking
    assert out
    assert not list_files(store)[0].taken_out_by
    assert "just as it was" in part.alert._title.text()
    assert part.aside_card.isVisible()


def test_with_nothing_in_it_each_section_says_why(panel: ExchangePanel) -> None:
    empty = bring(panel).body.currentIndex(), came(panel).body.currentIndex()

    assert empty == (0, 0)
    way_on = came(panel).nothing.focusProxy()
    assert way_on is not None
    assert way_on.hasFocus()


def test_a_file_is_handed_over_and_the_stick_may_go(
    panel: ExchangePanel, store: Store, tmp_path: Path, idle: Idle
) -> None:
    part = give(panel, tmp_path)
    (do,) = [one for one in panel.actions_here() if one.name == "exchange_do"]
    do.run()
    lacking = part.recipients.key_field.problem()
    part.recipients.name.setText("Oficina")
    part.recipients.key.setText(exchanging.recipient(store))
    QTest.keyClick(part.recipients.key, Qt.Key.Key_Return)

    do.run()
    idle()

    assert "Nobody is chosen" in lacking
    assert part.recipients.boxes["Oficina"].isChecked()
    assert part.alert._title.text() == "You may take the stick out now."
    assert len([*tmp_path.glob("*.kuskax")]) == 1
    assert part.last.text().startswith("Handed over last")


def test_people_never_travel_open_without_being_asked_about(
    panel: ExchangePanel, store: Store, tmp_path: Path, idle: Idle
) -> None:
    people.register_person(store, PersonDraft(name="Nélida Ccori"))
    part = give(panel, tmp_path)
    part.whom.set_value(ANYBODY)
    part._turn(ANYBODY)

    part.write()
    idle()
    before = [*tmp_path.glob("*.kuskax")]
    QTest.keyClick(part.ask.confirm_it, Qt.Key.Key_Return)
    idle()

    assert part.open_to_all.isVisible()
    assert before == []
    assert len([*tmp_path.glob("*.kuskax")]) == 1
    assert "not encrypted" in part.alert._text.text()


def test_a_short_passphrase_is_said_at_its_field(
    panel: ExchangePanel, tmp_path: Path
) -> None:
    part = give(panel, tmp_path)
    part.whom.set_value("phrase")
    part._turn("phrase")
    part.phrase.setText("corta")
    part.repeated.setText("corta")

    QTest.keyClick(part.repeated, Qt.Key.Key_Return)

    assert "fewer than" in part.phrase_field.problem()
    panel.leave()
    assert part.phrase.text() == ""
