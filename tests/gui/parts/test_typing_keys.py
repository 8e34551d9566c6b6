from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from workshop_app.gui.parts.typing_keys import UndoGoesOn

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

CONTROL = Qt.KeyboardModifier.ControlModifier


class Window(QWidget):
    """Two fields, and a window that undoes too."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = 0
        self.line = QLineEdit()
        self.text = QPlainTextEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.text)
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        key.activated.connect(self._undo)

    def _undo(self) -> None:
        self.undone += 1


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Window:
    made = Window()
    qtbot.addWidget(made)
    keys = UndoGoesOn(made)
    keys.follow(qapp)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.mark.parametrize("name", ["line", "text"])
def test_a_field_with_nothing_to_take_back_lets_the_window_undo(
    window: Window, name: str
) -> None:
    field: QWidget = getattr(window, name)
    field.setFocus()

    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)

    assert window.undone == 1


@pytest.mark.parametrize("name", ["line", "text"])
def test_a_field_takes_back_what_was_typed_in_it(window: Window, name: str) -> None:
    field: QWidget = getattr(window, name)
    field.setFocus()
    QTest.keyClicks(field, "hola")

    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)

    assert window.undone == 0


def test_without_it_a_line_keeps_the_key_for_itself(qtbot: QtBot) -> None:
    alone = Window()
    qtbot.addWidget(alone)
    alone.show()
    alone.activateWindow()
    qtbot.waitUntil(alone.isActiveWindow)
    alone.line.setFocus()

    QTest.keyClick(alone.line, Qt.Key.Key_Z, CONTROL)

    assert alone.undone == 0
