from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from workshop_app.gui import theme
from workshop_app.gui.parts.field import Field

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def field(qtbot: QtBot) -> Field:
    made = Field("DNI & others", QLineEdit(), hint="Eight figures", optional=True)
    qtbot.addWidget(made)
    made.show()
    return made


def words(field: Field) -> list[str]:
    labels = field.findChildren(QLabel)
    return [w.text() for w in labels if w.text() and w.isVisibleTo(field)]


def test_a_control_is_called_by_its_caption(field: Field) -> None:
    caption = next(w for w in field.findChildren(QLabel) if w.buddy() is not None)

    assert caption.buddy() is field.widget
    assert caption.text() == "DNI && others"
    assert field.widget.accessibleName() == "DNI & others"
    assert field.widget.accessibleDescription() == "Eight figures"


def test_what_may_be_left_out_says_so(field: Field) -> None:
    assert "optional" in words(field)


def test_a_problem_is_said_under_the_control_and_gets_the_focus(
    field: Field, heard: list[tuple[str, bool]]
) -> None:
    field.show_problem("Four figures are missing.")

    assert "Four figures are missing." in words(field)
    assert "Eight figures" not in words(field)
    assert field.problem() == "Four figures are missing."
    assert field.widget.hasFocus()
    assert field.widget.accessibleDescription() == "Four figures are missing."
    assert heard == [("Four figures are missing.", True)]


def test_of_several_problems_the_later_leave_the_focus(field: Field) -> None:
    field.widget.clearFocus()

    field.show_problem("Four figures are missing.", focus=False)

    assert not field.widget.hasFocus()


def test_a_problem_gives_the_control_a_red_edge(field: Field) -> None:
    field.widget.clearFocus()
    before = field.widget.grab().toImage().pixelColor(20, 0).name()

    field.show_problem("Four figures are missing.", focus=False)

    after = field.widget.grab().toImage().pixelColor(20, 0).name()
    assert before.upper() == theme.tokens().border_in
    assert after.upper() == theme.tokens().bad


def test_a_problem_put_right_leaves_the_hint(field: Field) -> None:
    field.show_problem("Four figures are missing.")

    field.clear_problem()

    assert field.problem() == ""
    assert "Eight figures" in words(field)
    assert field.widget.accessibleDescription() == "Eight figures"


def test_clearing_where_nothing_was_wrong_changes_nothing(field: Field) -> None:
    before = words(field)

    field.clear_problem()

    assert words(field) == before


def test_a_field_without_a_hint_takes_no_room_for_one(qtbot: QtBot) -> None:
    bare = Field("Name", QLineEdit())
    qtbot.addWidget(bare)

    assert words(bare) == ["Name"]


def test_the_sign_follows_the_colours(field: Field, qapp: QApplication) -> None:
    field.show_problem("Wrong.")
    sign = next(w for w in field.findChildren(QLabel) if not w.text())
    light = sign.pixmap().toImage()

    theme.apply(qapp, dark=True, scale=1)

    assert sign.pixmap().toImage() != light
