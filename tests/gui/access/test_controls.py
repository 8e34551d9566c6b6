"""Every control of every page has a name, a role, a size, and shows the focus."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from tests.gui.access.controls import NO_ROLES, controls, tab_stops
from tests.gui.pictures.camera import settle
from workshop_app.gui import theme
from workshop_app.gui.pages import PAGES
from workshop_app.gui.parts.side_bar import NavButton

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from workshop_app.gui.context import AppContext
    from workshop_app.gui.main_window import MainWindow

EVERY_TIME = {"home"}
"""Pages looked at in every run; each takes seconds, so CI looks at the others."""

NAMES = [
    one.name
    if one.name in EVERY_TIME
    else pytest.param(one.name, marks=pytest.mark.slow)
    for one in PAGES
]
TARGET = 32
"""Pixels that a finger, or a hand that trembles, needs of a target."""

VISIBLE = 30
"""Pixels that change at the least, of every second column; a caret alone has fewer."""

PANELS = {"CountPad"}
"""Panels that keys act on: its numbers are fields with names and roles of their own."""


@pytest.fixture(params=NAMES)
def page(
    request: pytest.FixtureRequest, window: MainWindow, context: AppContext
) -> QWidget:
    window.go(request.param)
    settle(context)
    panel = window.panel
    assert panel is not None
    return panel


def test_every_control_has_a_name(window: MainWindow, page: QWidget) -> None:
    nameless = [str(one) for one in controls(window) if not one.name.strip()]

    assert not nameless


def test_every_control_says_what_it_is(window: MainWindow, page: QWidget) -> None:
    vague = [
        str(one)
        for one in controls(window)
        if one.role in NO_ROLES and type(one.widget).__name__ not in PANELS
    ]

    assert not vague


def test_no_two_controls_are_told_apart_only_by_sight(
    window: MainWindow, page: QWidget
) -> None:
    seen = Counter((one.name, one.role) for one in controls(window))

    assert not [key for key, times in seen.items() if times > 1]


def test_every_target_is_large_enough(window: MainWindow, page: QWidget) -> None:
    least = theme.px(TARGET)
    small = [
        f"{one} {one.widget.width()}×{one.widget.height()}"
        for one in controls(window)
        if min(one.widget.width(), one.widget.height()) < least
        and not isinstance(one.widget, QCheckBox | QRadioButton)
    ]

    assert not small


def place_of(window: MainWindow) -> NavButton:
    (place,) = window.side.findChildren(NavButton, f"go_{window.current}")
    return place


def test_its_place_in_the_bar_is_told_to_be_where_one_is(
    window: MainWindow, page: QWidget
) -> None:
    pressed = {
        place.objectName(): heard.role()
        for place in window.side.findChildren(NavButton)
        if (heard := QAccessible.queryAccessibleInterface(place)).state().checked
    }

    assert pressed == {place_of(window).objectName(): QAccessible.Role.Button}


def test_its_place_in_the_bar_leads_into_it_once_more(
    window: MainWindow, page: QWidget
) -> None:
    place = place_of(window)
    place.setFocus()

    QAccessible.queryAccessibleInterface(place).actionInterface().doAction("Press")

    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)


def test_what_has_the_focus_looks_different(window: MainWindow, page: QWidget) -> None:
    alike = []
    for one in controls(window):
        if one.widget in tab_stops(window):
            _scroll_to(one.widget)
            one.widget.clearFocus()
            before = _seen(one.widget, window)
            one.widget.setFocus(Qt.FocusReason.TabFocusReason)
            if _changed(before, _seen(one.widget, window)) < VISIBLE:
                alike.append(str(one))

    assert not alike


def _scroll_to(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def _seen(widget: QWidget, window: QWidget) -> QImage:
    """Return a control as it is painted, with what is drawn around it."""
    place = QRect(widget.mapTo(window, QPoint()), widget.size())
    return window.grab(place.adjusted(-3, -3, 3, 3)).toImage()


def _changed(before: QImage, after: QImage) -> int:
    return sum(
        before.pixel(x, y) != after.pixel(x, y)
        for x in range(0, before.width(), 2)
        for y in range(before.height())
    )
