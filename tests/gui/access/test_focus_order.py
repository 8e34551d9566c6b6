"""Tab goes through every page as one reads it, and where it is can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from tests.gui.access.controls import controls, tab_stops
from tests.gui.access.focus_tour import Tour, out_of_order, wholly_seen
from tests.gui.pictures.camera import settle
from workshop_app.gui.pages import PAGES
from workshop_app.gui.preferences.panel import PreferencesPanel
from workshop_app.gui.prepare.panel import PreparePanel
from workshop_app.gui.sectioned_panel import SectionedPanel
from workshop_app.gui.settling.panel import SECTIONS, SettlingPanel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext
    from workshop_app.gui.main_window import MainWindow

EVERY_TIME = {"home"}
"""Pages gone through in every run, the first and the fullest; CI takes the others."""

PARTS = {"prepare": 5, "preferences": 6, "exchange": 4, "computers": 2, "settling": 2}
"""Pages of several parts of which one is in front: steps and sections."""

PLACES = [
    pytest.param(
        one.name, part, marks=() if one.name in EVERY_TIME else pytest.mark.slow
    )
    for one in PAGES
    for part in range(PARTS.get(one.name, 1))
]


def turn_to(window: MainWindow, context: AppContext, page: str, part: int) -> None:
    window.go(page)
    panel = window.panel
    if isinstance(panel, PreparePanel):
        assert len(panel.sections) == PARTS[page]
        panel.step(part)
    elif isinstance(panel, SectionedPanel):
        assert len(panel.parts) == PARTS[page]
        panel.sections.step(part)
    elif isinstance(panel, SettlingPanel):
        assert len(SECTIONS) == PARTS[page]
        panel.show_section(SECTIONS[part])
    elif isinstance(panel, PreferencesPanel):
        assert panel.sections.count() == PARTS[page]
        panel.sections.setCurrentRow(part)
    settle(context)


@pytest.mark.parametrize(("page", "part"), PLACES)
def test_tab_goes_once_to_every_control_as_one_reads_and_comes_round(
    window: MainWindow, context: AppContext, page: str, part: int
) -> None:
    turn_to(window, context, page, part)

    tour = Tour(window)

    missed = tab_stops(window) - set(tour.stops)
    assert not [str(one) for one in controls(window) if one.widget in missed]
    assert tour.again is tour.stops[0]
    assert not [one for one in controls(window) if one.widget in tour.unseen]
    first = window.side.findChildren(QWidget, "go_home")[0]
    assert not out_of_order(tour.beginning_at(first), window)


def test_a_check_leads_to_its_field_where_it_is_seen(
    window: MainWindow, context: AppContext
) -> None:
    turn_to(window, context, "prepare", 0)
    panel = window.panel
    assert isinstance(panel, PreparePanel)
    assert not wholly_seen(panel.data.induction.at)

    panel.go("data", "induction")

    assert panel.data.induction.at.hasFocus()
    assert wholly_seen(panel.data.induction.at)


def a_sheet() -> QWidget:
    """Return three lines, one under the other."""
    sheet = QWidget()
    column = QVBoxLayout(sheet)
    for name in ("one", "two", "three"):
        line = QLineEdit()
        line.setAccessibleName(name)
        column.addWidget(line)
    return sheet


@pytest.fixture
def sheet(qtbot: QtBot) -> QWidget:
    sheet = a_sheet()
    qtbot.addWidget(sheet)
    with qtbot.waitActive(sheet):
        sheet.show()
    return sheet


def lines_of(sheet: QWidget) -> list[QLineEdit]:
    return sheet.findChildren(QLineEdit)


def test_an_order_that_is_read_is_found_in_order(sheet: QWidget) -> None:
    tour = Tour(sheet)

    assert not out_of_order(tour.beginning_at(lines_of(sheet)[0]), sheet)
    assert not tour.unseen


def test_a_line_reached_too_late_is_found_out(sheet: QWidget) -> None:
    one, two, three = lines_of(sheet)
    QWidget.setTabOrder(one, three)
    QWidget.setTabOrder(three, two)

    tour = Tour(sheet)

    assert out_of_order(tour.beginning_at(one), sheet) == [
        "QLineEdit “two” comes after QLineEdit “three”"
    ]


def test_a_group_left_and_entered_again_is_found_out(sheet: QWidget) -> None:
    one, two, three = lines_of(sheet)
    group = QWidget()
    group.setAccessibleName("group")
    inside = QVBoxLayout(group)
    inside.addWidget(one)
    inside.addWidget(three)
    column = sheet.layout()
    assert column is not None
    column.addWidget(group)
    for before, after in ((one, two), (two, three)):
        QWidget.setTabOrder(before, after)

    tour = Tour(sheet)

    assert "back into QWidget “group” at QLineEdit “three”" in out_of_order(
        tour.beginning_at(one), sheet
    )


def test_a_control_that_does_not_scroll_into_view_is_found_out(
    qtbot: QtBot,
) -> None:
    class Stiff(QScrollArea):
        def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 Qt's
            return QWidget.focusNextPrevChild(self, next)

    area = Stiff()
    qtbot.addWidget(area)
    sheet = a_sheet()
    area.setWidget(sheet)
    area.resize(200, 60)
    with qtbot.waitActive(area):
        area.show()

    assert lines_of(sheet)[-1] in Tour(area).unseen


def test_a_control_left_out_of_the_tour_is_found_out(sheet: QWidget) -> None:
    class Trap(QLineEdit):
        def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 Qt's
            lines_of(sheet)[0].setFocus()
            return True

    trap = Trap()
    column = sheet.layout()
    assert column is not None
    column.addWidget(trap)
    beyond = QLineEdit()
    column.addWidget(beyond)

    tour = Tour(sheet)

    assert tab_stops(sheet) - set(tour.stops) == {beyond}
