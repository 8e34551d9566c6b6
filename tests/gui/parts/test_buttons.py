from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from workshop_app.gui import theme
from workshop_app.gui.parts.buttons import ButtonKind, button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("kind", get_args(ButtonKind))
@pytest.mark.parametrize("text", ["Save", ""])
def test_a_button_is_high_enough_for_a_finger(kind: ButtonKind, text: str) -> None:
    made = button(text, kind=kind, icon="plus", name="Save")

    made.ensurePolished()

    assert made.sizeHint().height() >= 32
    assert made.sizeHint().width() >= 32


def test_a_button_shows_the_hand() -> None:
    assert button("Save").cursor().shape() == Qt.CursorShape.PointingHandCursor


def test_a_button_says_what_is_written_on_it() -> None:
    made = button("Paz & Bien")

    assert made.accessibleName() == "Paz & Bien"
    assert made.text() == "Paz && Bien"  # Qt would take a lone & for a shortcut


def test_an_icon_alone_needs_a_name() -> None:
    with pytest.raises(ValueError, match="name"):
        button("", icon="trash")


def test_an_icon_alone_tells_its_name_to_the_pointer_too() -> None:
    made = button("", icon="trash", name="Remove")

    assert made.accessibleName() == "Remove"
    assert made.toolTip() == "Remove"


def test_enter_presses_a_button(qtbot: QtBot) -> None:
    made = button("Save")
    qtbot.addWidget(made)

    with qtbot.waitSignal(made.clicked):
        QTest.keyClick(made, Qt.Key.Key_Return)


def test_the_icon_follows_the_colours(qapp: QApplication, qtbot: QtBot) -> None:
    made = button("Save", icon="check")
    qtbot.addWidget(made)
    light = made.icon().pixmap(18, 18).toImage()

    theme.apply(qapp, dark=True, scale=1)

    assert made.icon().pixmap(18, 18).toImage() != light


def test_an_icon_can_be_changed_and_taken_away() -> None:
    made = button("Save", icon="check")

    made.set_icon("")
    bare = made.icon().isNull()
    made.set_icon("plus")

    assert bare
    assert not made.icon().isNull()


def test_the_focus_of_a_filled_button_can_be_seen(qtbot: QtBot) -> None:
    made = button("Save", kind="primary")
    qtbot.addWidget(made)
    made.show()
    made.clearFocus()
    without = made.grab().toImage()

    made.setFocus()
    qtbot.waitUntil(made.hasFocus)

    assert made.grab().toImage() != without


def test_nothing_moves_when_the_focus_comes(qtbot: QtBot) -> None:
    made = button("Save")
    qtbot.addWidget(made)
    made.show()
    made.clearFocus()
    before = made.sizeHint()

    made.setFocus()
    qtbot.waitUntil(made.hasFocus)

    assert made.sizeHint() == before
