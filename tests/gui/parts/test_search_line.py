from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.gui import theme
from workshop_app.gui.parts.search_line import SearchLine

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def test_a_search_line_is_called_by_what_can_be_searched(qtbot: QtBot) -> None:
    line = SearchLine("DNI or name…")
    qtbot.addWidget(line)

    assert line.accessibleName() == "DNI or name…"
    assert line.placeholderText() == "DNI or name…"


def test_the_words_begin_after_the_glass_at_every_size(
    qapp: QApplication, qtbot: QtBot
) -> None:
    for scale in (1.0, 1.5):
        theme.apply(qapp, dark=False, scale=scale)
        line = SearchLine("Name", "Find a person", large=True)
        qtbot.addWidget(line)
        line.show()

        glass_ends = theme.px(12) + theme.px(20)

        assert line.cursorRect().center().x() > glass_ends


def test_the_large_line_is_higher(qtbot: QtBot) -> None:
    large, small = SearchLine("Name", large=True), SearchLine("Name")
    for line in (large, small):
        qtbot.addWidget(line)
        line.ensurePolished()

    assert large.sizeHint().height() > small.sizeHint().height() >= 32


def test_the_glass_is_drawn(qtbot: QtBot) -> None:
    line = SearchLine("")
    qtbot.addWidget(line)
    line.show()
    line.clearFocus()

    drawn = line.grab().toImage()

    shades = {
        drawn.pixelColor(x, line.height() // 2).name()
        for x in range(theme.px(12), theme.px(28))
    }
    assert len(shades) > 1
