from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
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


def test_a_whole_column_asks_for_all_of_its_content_and_its_bar(qtbot: QtBot) -> None:
    column = ScrollColumn(whole=True)
    qtbot.addWidget(column)
    wide = QLabel("One")
    column.body.addWidget(wide)
    column.resize(200, 200)
    column.show()

    wide.setFixedSize(400, 900)
    qtbot.waitUntil(lambda: column.minimumSizeHint().width() > 400)

    bar = column.verticalScrollBar().sizeHint().width()
    assert column.minimumSizeHint().width() == 400 + bar


def test_a_column_may_give_way_to_what_is_beside_it(qtbot: QtBot) -> None:
    column = ScrollColumn()
    qtbot.addWidget(column)
    wide = QLabel("One")
    wide.setFixedWidth(400)
    column.body.addWidget(wide)

    assert column.minimumSizeHint().width() < 400


def test_its_content_begins_where_it_begins_itself(qtbot: QtBot) -> None:
    column = ScrollColumn()
    qtbot.addWidget(column)
    first = QLabel("One")
    column.body.addWidget(first)
    column.resize(200, 200)
    column.show()

    assert first.mapTo(column, QPoint(0, 0)) == QPoint(0, 0)
    assert first.width() == 200


def test_the_focus_is_seen_around_it_and_moves_nothing(qtbot: QtBot) -> None:
    column = ScrollColumn()
    qtbot.addWidget(column)
    first = QLabel("One")
    column.body.addWidget(first)
    column.resize(200, 200)
    with qtbot.waitActive(column):
        column.show()
    column.clearFocus()
    plain = column.grab().toImage().pixelColor(100, 0)

    column.setFocus()

    ring = QColor(theme.tokens().primary)
    assert column.grab().toImage().pixelColor(100, 0) == ring
    assert first.mapTo(column, QPoint(0, 0)) == QPoint(0, 0)
    column.clearFocus()
    assert column.grab().toImage().pixelColor(100, 0) == plain
