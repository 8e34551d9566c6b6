"""Sections have tabs if there are several; a QR code is sharp; the rail fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from workshop_app.gui.pages import PAGES
from workshop_app.gui.parts.qr_code import QrCode
from workshop_app.gui.parts.sections import Sections
from workshop_app.gui.parts.side_bar import NavButton, SideBar
from workshop_app.gui.side_entries import entry

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_sections_are_turned_by_name_and_by_step(qtbot: QtBot) -> None:
    sections = Sections(
        [("a", "Uno", QLabel("1")), ("b", "Dos", QLabel("2"))], "Secciones"
    )
    qtbot.addWidget(sections)
    turned: list[str] = []
    sections.turned.connect(turned.append)

    found = sections.go("b"), sections.go("c")
    sections.step(1)
    sections.step(-1)

    assert found == (True, False)
    assert turned == ["b", "a"]
    assert sections.current == "a"


def test_a_single_section_has_no_tabs_and_opens_no_window(qtbot: QtBot) -> None:
    before = {*QApplication.topLevelWidgets()}

    sections = Sections([("a", "Uno", QLabel("1"))], "Secciones")
    qtbot.addWidget(sections)
    sections.show()

    assert sections.tabs.isHidden()
    seen = {one for one in QApplication.topLevelWidgets() if one.isVisible()}
    assert seen - before <= {sections}


def test_a_code_is_drawn_in_whole_pixels(qtbot: QtBot) -> None:
    code = QrCode(60)
    qtbot.addWidget(code)
    code.resize(60, 60)
    empty = code.grab().toImage().pixelColor(30, 30)

    code.show_code(2, ((0, 0, 1),), "una clave")
    drawn = code.grab().toImage()

    inks = {drawn.pixelColor(x, y).name() for x in range(60) for y in range(60)}
    assert inks == {"#ffffff", "#000000"}
    assert code.accessibleName() == "una clave"
    assert empty.isValid()


def test_the_rail_leaves_its_words_out_where_they_do_not_fit(qtbot: QtBot) -> None:
    bar = SideBar([entry(one) for one in PAGES], "Kuska")
    qtbot.addWidget(bar)
    bar.show_wide(wide=False)
    bar.show()
    (place, *_) = bar.findChildren(NavButton)

    bar.resize(bar.width(), 460)
    low = place.toolButtonStyle()
    bar.resize(bar.width(), 760)

    assert low is Qt.ToolButtonStyle.ToolButtonIconOnly
    assert place.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextUnderIcon
    assert bar.minimumSizeHint().height() <= 480
