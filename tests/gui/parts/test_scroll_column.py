from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from workshop_app.gui import theme
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.scroll_column import ScrollColumn

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_column_on_a_card_shows_the_card_through(qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)
    column = ScrollColumn()
    column.body.addWidget(QLabel("One"))
    card.body.addWidget(column)
    card.resize(300, 300)
    card.show()

    shade = card.grab().toImage().pixelColor(150, 250)

    assert shade == QColor(theme.tokens().surface)


def test_a_long_column_scrolls_and_never_sideways(qtbot: QtBot) -> None:
    column = ScrollColumn()
    qtbot.addWidget(column)
    for number in range(100):
        column.body.addWidget(QLabel(f"Line {number}"))
    column.resize(200, 200)
    column.show()

    assert column.verticalScrollBar().maximum() > 0
    assert column.horizontalScrollBar().maximum() == 0
