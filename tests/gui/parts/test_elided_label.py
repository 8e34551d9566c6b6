from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor

from workshop_app.gui.parts.elided_label import ElidedLabel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LONG = "Mesa temática de información ambiental · Auditorio de Los Quenuales"


@pytest.fixture
def line(qtbot: QtBot) -> ElidedLabel:
    made = ElidedLabel(LONG, "muted")
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    return made


def test_a_line_with_room_is_shown_whole(line: ElidedLabel) -> None:
    assert line.shown() == LONG
    assert not line.toolTip()


def test_a_line_without_room_ends_in_an_ellipsis(line: ElidedLabel) -> None:
    line.resize(120, line.height())

    assert line.shown().endswith("…")
    assert line.fontMetrics().horizontalAdvance(line.shown()) <= 120
    assert line.text() == LONG
    assert LONG in line.toolTip()


def test_a_line_gives_way_to_what_stands_beside_it(line: ElidedLabel) -> None:
    assert line.minimumSizeHint().width() < line.sizeHint().width() / 4


def test_a_short_line_asks_for_no_more_than_it_needs(qtbot: QtBot) -> None:
    short = ElidedLabel("A")
    qtbot.addWidget(short)

    assert short.minimumSizeHint().width() == short.sizeHint().width()


def test_what_is_drawn_stays_within_the_line(line: ElidedLabel) -> None:
    line.resize(120, line.height())
    picture = line.grab().toImage()
    ground = picture.pixelColor(0, 0)

    inked = [
        x
        for x in range(picture.width())
        if any(
            picture.pixelColor(x, y) != QColor(ground) for y in range(picture.height())
        )
    ]

    assert inked
    assert max(inked) < 120


def test_a_name_that_looks_like_markup_is_no_markup_in_the_tip(qtbot: QtBot) -> None:
    line = ElidedLabel("<b>x</b><img src=file:///etc/passwd> y z")
    qtbot.addWidget(line)

    line.resize(40, 20)
    line.show()

    assert "<img" not in line.toolTip()
    assert "&lt;img src=file:///etc/passwd&gt;" in line.toolTip()
