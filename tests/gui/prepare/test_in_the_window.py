from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from workshop_app.gui.main_window import MainWindow
from workshop_app.gui.opening import Opener
from workshop_app.gui.prepare.panel import PreparePanel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext


@pytest.mark.parametrize("beside", [True, False])
def test_tab_after_the_title_stays_in_the_date_while_the_session_is_made(
    context: AppContext, session: str, qtbot: QtBot, *, beside: bool
) -> None:
    context.open_session(session if beside else None)
    window = MainWindow(context, Opener(context))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    window.adopt("home")
    window.go("prepare", "new")
    page = window.panel
    assert isinstance(page, PreparePanel)
    before = context.session

    for one in ("Mesa de agua", Qt.Key.Key_Tab, "23/11"):
        focused = QApplication.focusWidget()
        assert focused is not None
        if isinstance(one, str):
            QTest.keyClicks(focused, one)
        else:
            QTest.keyClick(focused, one)
    made = context.session
    qtbot.waitUntil(page.tabs.isEnabled)
    QApplication.processEvents()

    assert made not in {None, before}
    assert page.data.lines["title"].text() == "Mesa de agua"
    assert page.data.days["held_on"].text() == "23/11"
    assert QApplication.focusWidget() is page.data.days["held_on"]
