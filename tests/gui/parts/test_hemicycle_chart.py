"""The room at a glance, whoever looks and however many there are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QWidget

from tests.effort import examples
from tests.gui.parts.pictures import drawn, has, places
from workshop_app.gui import theme
from workshop_app.gui.parts.chart import advance, line_height
from workshop_app.gui.parts.hemicycle_chart import HemicycleChart

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

numbers = st.integers(0, 500)


def chart(state: int, civil: int, other: int = 0) -> HemicycleChart:
    made = HemicycleChart()
    made.show_numbers(state, civil, other)
    return made


@given(numbers, numbers, numbers, st.integers(1, 500), st.integers(1, 300))
@settings(max_examples=examples(60))
def test_any_numbers_can_be_drawn_at_any_size(
    state: int, civil: int, other: int, width: int, height: int
) -> None:
    shown = chart(state, civil, other)

    picture = drawn(shown, width, height)

    assert (picture.width(), picture.height()) == (width, height)


def test_each_bloc_present_is_seen(qtbot: QtBot) -> None:
    tokens = theme.tokens()
    shown = chart(3, 0, 4)
    qtbot.addWidget(shown)

    picture = drawn(shown, 300, 170)

    assert has(picture, tokens.state)
    assert has(picture, tokens.other)
    assert not has(picture, tokens.civil)


def test_state_sits_left_of_civil_society(qtbot: QtBot) -> None:
    shown = chart(250, 250)
    qtbot.addWidget(shown)

    picture = drawn(shown, 300, 170)

    assert max(x for x, _ in places(picture, theme.tokens().state)) < 160
    assert min(x for x, _ in places(picture, theme.tokens().civil)) > 140


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("count", [1, 2, 7, 20, 64, 200, 500])
@pytest.mark.parametrize("width", [200, 308])
def test_no_seat_covers_the_total(
    qapp: QApplication, count: int, scale: float, width: int
) -> None:
    theme.apply(qapp, dark=False, scale=scale)
    shown = chart(count, 0)
    shown.resize(width, 100)
    shown.resize(width, shown.sizeHint().height())

    place = shown._place()

    half = advance(place.total, str(count)) / 2
    under = line_height(theme.font(11)) if place.words_inside else 0.0
    top = under + line_height(place.total) * 0.8
    reach = shown._seats[0].radius * place.reach
    for seat in shown._seats:
        x, y = abs(seat.x * place.reach), seat.y * place.reach
        away = math.hypot(max(0.0, x - half), max(0.0, y - top, under - y))
        assert away >= min(reach, theme.px(9)) - 1.5


def test_an_empty_room_says_so(qtbot: QtBot) -> None:
    shown = chart(0, 0)
    qtbot.addWidget(shown)

    picture = drawn(shown, 300, 170)

    assert has(picture, theme.tokens().border_in)
    assert not has(picture, theme.tokens().state)
    assert shown.accessibleDescription() == "Nobody with a vote is here yet."


def test_the_numbers_are_said_in_a_sentence(qtbot: QtBot) -> None:
    shown = chart(37, 27)
    qtbot.addWidget(shown)
    before = shown.accessibleDescription()

    shown.show_numbers(37, 28, 2)

    assert before == "With a vote: 64. State: 37. Civil society: 27."
    assert shown.accessibleDescription() == (
        "With a vote: 67. State: 37. Civil society: 28. Other bloc: 2."
    )
    assert shown.accessibleName() == "Who has a vote"


def test_it_asks_for_no_more_height_than_its_width_fills(qtbot: QtBot) -> None:
    shown = chart(10, 10)
    qtbot.addWidget(shown)

    shown.resize(200, 300)
    narrow = shown.sizeHint().height()
    shown.resize(900, 300)

    assert narrow < 130
    assert shown.sizeHint().height() == 190


def test_it_fits_a_side_column_at_the_largest_letters(
    qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply(qapp, dark=True, scale=1.5)
    column = QWidget()
    qtbot.addWidget(column)
    shown = HemicycleChart(column)

    shown.show_numbers(250, 250)

    assert shown.parent() is column
    assert shown.minimumSizeHint().width() <= 290
