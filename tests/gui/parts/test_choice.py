from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QRadioButton, QVBoxLayout, QWidget

from workshop_app.gui.parts.choice import ChoiceRow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

OPTIONS = [("state", "State", "E"), ("civil", "Civil society", "S"), ("other", "X", "")]


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    column.addWidget(QLineEdit())
    column.addWidget(ChoiceRow(OPTIONS, "Sector"))
    column.addWidget(QLineEdit())
    made.show()
    return made


@pytest.fixture
def row(page: QWidget) -> ChoiceRow:
    found = page.findChild(ChoiceRow)
    assert found is not None
    return found


@pytest.fixture
def told(row: ChoiceRow) -> list[str]:
    values: list[str] = []
    row.chosen.connect(values.append)
    return values


def segments(row: ChoiceRow) -> list[QRadioButton]:
    return row.findChildren(QRadioButton)


def test_nothing_is_chosen_at_first(row: ChoiceRow) -> None:
    assert row.value() == ""


def test_a_letter_chooses(row: ChoiceRow, told: list[str], qtbot: QtBot) -> None:
    QTest.keyClick(segments(row)[0], Qt.Key.Key_S)

    assert row.value() == "civil"
    assert told == ["civil"]
    assert segments(row)[1].hasFocus()


def test_arrows_move_and_choose(row: ChoiceRow, told: list[str], qtbot: QtBot) -> None:
    row.set_value("state")
    row.setFocus()

    QTest.keyClick(segments(row)[0], Qt.Key.Key_Right)
    QTest.keyClick(segments(row)[1], Qt.Key.Key_Right)
    QTest.keyClick(segments(row)[2], Qt.Key.Key_Left)

    assert told == ["civil", "other", "civil"]


def test_the_space_bar_chooses_where_the_focus_is(
    row: ChoiceRow, told: list[str], qtbot: QtBot
) -> None:
    row.setFocus()

    QTest.keyClick(segments(row)[0], Qt.Key.Key_Space)

    assert told == ["state"]


def test_another_letter_does_nothing(
    row: ChoiceRow, told: list[str], qtbot: QtBot
) -> None:
    QTest.keyClick(segments(row)[0], Qt.Key.Key_Q)

    assert told == []


def test_a_letter_with_alt_is_left_to_the_window(
    row: ChoiceRow, told: list[str]
) -> None:
    QTest.keyClick(segments(row)[0], Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)

    assert told == []


def test_a_click_anywhere_on_a_segment_chooses(
    row: ChoiceRow, told: list[str], qtbot: QtBot
) -> None:
    corner = segments(row)[1].rect().bottomRight()

    QTest.mouseClick(segments(row)[1], Qt.MouseButton.LeftButton, pos=corner)

    assert told == ["civil"]


def test_choosing_again_what_is_chosen_tells_nobody(
    row: ChoiceRow, told: list[str], qtbot: QtBot
) -> None:
    row.set_value("civil")

    QTest.mouseClick(segments(row)[1], Qt.MouseButton.LeftButton)

    assert told == []


def test_the_program_chooses_without_telling(row: ChoiceRow, told: list[str]) -> None:
    row.set_value("other")
    other = row.value()
    row.set_value("")

    assert other == "other"
    assert row.value() == ""
    assert told == []


def test_a_value_that_is_none_of_them_is_a_mistake(row: ChoiceRow) -> None:
    with pytest.raises(KeyError):
        row.set_value("unheard of")


@pytest.mark.parametrize("value", ["", "civil"])
def test_tab_comes_to_the_row_once(page: QWidget, row: ChoiceRow, value: str) -> None:
    row.set_value(value)
    before, after = page.findChildren(QLineEdit)
    before.setFocus()

    QTest.keyClick(before, Qt.Key.Key_Tab)
    inside = [s for s in segments(row) if s.hasFocus()]
    QTest.keyClick(inside[0], Qt.Key.Key_Tab)

    assert [s.text() for s in inside] == ["Civil society" if value else "State"]
    assert after.hasFocus()


def test_to_a_screen_reader_the_segments_are_radio_buttons(
    row: ChoiceRow, told: list[str]
) -> None:
    interface = QAccessible.queryAccessibleInterface(segments(row)[1])
    assert interface is not None

    actions = interface.actionInterface()
    assert actions is not None
    actions.doAction(actions.actionNames()[0])

    assert interface.role() == QAccessible.Role.RadioButton
    assert interface.text(QAccessible.Text.Name) == "Civil society"
    assert interface.state().checked
    assert row.value() == "civil"
    assert told == ["civil"]


def test_the_row_is_called_by_its_name(row: ChoiceRow) -> None:
    assert row.accessibleName() == "Sector"


def test_a_segment_is_high_enough_for_a_finger_and_wide_enough_for_its_words(
    row: ChoiceRow,
) -> None:
    for segment in segments(row):
        words = segment.fontMetrics().horizontalAdvance(segment.text())
        assert segment.height() >= 32
        assert segment.width() > words


def test_the_chosen_segment_looks_chosen(row: ChoiceRow) -> None:
    free = segments(row)[1].grab().toImage()

    row.set_value("civil")
    chosen = segments(row)[1].grab().toImage()
    row.setFocus()
    focused = segments(row)[1].grab().toImage()

    assert free != chosen
    assert chosen != focused


def test_a_row_that_is_disabled_looks_it(row: ChoiceRow) -> None:
    free = segments(row)[0].grab().toImage()

    row.setEnabled(False)

    assert segments(row)[0].grab().toImage() != free
