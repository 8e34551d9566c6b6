"""What counts is asked once, in place, and never answered by haste."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from workshop_app.gui.parts import ask_strip
from workshop_app.gui.parts.ask_strip import AskStrip

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.strip = AskStrip("F9")
        self.done: list[str] = []
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.strip)

    def ask(self) -> None:
        self.strip.ask(
            "It will be closed.",
            "Two are missing.",
            "Close it",
            self.close_it,
            back=self.line,
        )

    def close_it(self) -> None:
        self.done.append("closed")


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    made.show()
    made.line.setFocus()
    made.ask()
    return made


def test_it_says_what_will_happen_and_what_is_missing(page: Page) -> None:
    assert page.strip.accessibleName() == "It will be closed."
    assert page.strip.accessibleDescription() == "Two are missing."
    assert page.strip.confirm_it.accessibleName() == "Close it"
    assert page.strip.isVisible()


def test_enter_does_it_once(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask_strip, "CALM_MS", 0)

    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    page.strip.confirm()

    assert page.done == ["closed"]
    assert not page.strip.isVisible()


def test_esc_leaves_it_and_goes_back(page: Page) -> None:
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Escape)

    assert page.done == []
    assert not page.strip.is_asking
    assert page.focusWidget() is page.line


def test_what_is_pressed_at_once_is_no_answer_however_often(
    page: Page, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    for _ in range(5):
        page.strip.confirm()
    hasty = [*page.done]
    monkeypatch.setattr(ask_strip, "CALM_MS", 20)
    qtbot.waitUntil(lambda: page.strip.is_calm)

    page.strip.confirm_it.click()

    assert hasty == []
    assert page.done == ["closed"]
