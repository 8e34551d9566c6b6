from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from workshop_app.gui.parts.undo_strip import UndoStrip

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def strip(qtbot: QtBot) -> UndoStrip:
    made = UndoStrip()
    qtbot.addWidget(made)
    return made


def press(strip: UndoStrip, qtbot: QtBot) -> None:
    found = strip.findChild(QPushButton)
    assert found is not None
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_a_deed_is_said_with_its_way_back(
    strip: UndoStrip, heard: list[tuple[str, bool]]
) -> None:
    strip.offer("Nélida Ccori came in", list)

    said = [w.text() for w in strip.findChildren(QLabel)]
    assert strip.isVisible()
    assert said == ["Nélida Ccori came in", "Ctrl+Z"]
    assert heard == [("Nélida Ccori came in", False)]


def test_a_deed_is_taken_back_once(strip: UndoStrip, qtbot: QtBot) -> None:
    done: list[str] = []
    strip.offer("Nélida Ccori came in", lambda: done.append("undone"))

    press(strip, qtbot)
    press(strip, qtbot)

    assert done == ["undone"]
    assert not strip.isVisible()


def test_the_next_deed_takes_the_place_of_the_last(
    strip: UndoStrip, qtbot: QtBot
) -> None:
    done: list[str] = []
    strip.offer("Nélida came in", lambda: done.append("Nélida"))

    strip.offer("Rosa came in", lambda: done.append("Rosa"))
    press(strip, qtbot)

    assert done == ["Rosa"]


def test_something_else_was_done_and_the_offer_is_over(strip: UndoStrip) -> None:
    strip.offer("Nélida Ccori came in", list)

    strip.clear()

    assert not strip.isVisible()
