"""Two numbers, one bar, and the range that was agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QAccessible

from tests.effort import examples
from tests.gui.parts.pictures import drawn, has, places
from workshop_app.gui import theme
from workshop_app.gui.parts.balance_bar import BalanceBar, _together, _words_font

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

numbers = st.integers(0, 500)


def bar(state: int, civil: int, observers: int = 0) -> BalanceBar:
    made = BalanceBar()
    made.show_numbers(state, civil, observers=observers)
    return made


@given(numbers, numbers, numbers, st.integers(0, 50), st.integers(1, 500))
@settings(max_examples=examples(60))
def test_any_numbers_can_be_drawn_at_any_width(
    state: int, civil: int, other: int, off: int, width: int
) -> None:
    shown = BalanceBar()
    shown.show_numbers(state, civil, other, (50 - off, 50 + off), observers=other)

    height = shown.heightForWidth(width)

    assert drawn(shown, width, height).width() == width


@pytest.mark.parametrize("scale", [1.0, 1.5])
@given(numbers, numbers, st.integers(150, 400))
@settings(max_examples=examples(60))
def test_the_words_of_the_two_sides_never_meet(
    qapp: QApplication, scale: float, state: int, civil: int, width: int
) -> None:
    theme.apply(qapp, dark=False, scale=scale)
    shown = bar(state, civil)
    taken = sum(shown._taken()) if shown._beside(width) else 0.0

    said = shown._words_within(_words_font(), width - taken - theme.px(8))

    assert said is not None
    assert taken + _together(_words_font(), said) + theme.px(8) <= width


def test_a_narrow_bar_names_the_blocs_on_a_line_of_their_own(qtbot: QtBot) -> None:
    shown = bar(37, 27)
    qtbot.addWidget(shown)

    assert shown._beside(400)
    assert not shown._beside(200)
    assert shown.heightForWidth(200) > shown.heightForWidth(400)


def test_the_share_of_each_is_drawn_where_it_stands(qtbot: QtBot) -> None:
    shown = bar(75, 25)
    qtbot.addWidget(shown)
    top = int(shown._bar_top(400)) + 2

    picture = drawn(shown, 400, 100).copy(0, top, 400, 18)

    state = [x for x, _ in places(picture, theme.tokens().state)]
    civil = [x for x, _ in places(picture, theme.tokens().civil)]
    assert 295 <= max(state) <= 300
    assert 300 <= min(civil) <= 305


def test_civil_society_is_hatched(qtbot: QtBot) -> None:
    shown = bar(0, 25)
    qtbot.addWidget(shown)
    top = int(shown._bar_top(400)) + 6

    line = drawn(shown, 400, 100).copy(20, top, 150, 1)

    plain = len(list(places(line, theme.tokens().civil)))
    assert 40 < plain < 130


def test_one_person_among_five_hundred_is_seen(qtbot: QtBot) -> None:
    shown = bar(1, 499)
    qtbot.addWidget(shown)
    top = int(shown._bar_top(300))

    picture = drawn(shown, 300, 100).copy(0, top, 300, 22)

    assert has(picture, theme.tokens().state)


def test_the_sentence_counts_who_is_in_neither_bloc(qtbot: QtBot) -> None:
    shown = bar(37, 27)
    qtbot.addWidget(shown)
    before = shown.accessibleDescription()

    shown.show_numbers(37, 27, 2, (40, 60), observers=1)

    assert before == (
        "State: 37 (58 %). Civil society: 27 (42 %). agreed range 45–55 %."
    )
    assert shown.accessibleDescription() == (
        "State: 37 (58 %). Civil society: 27 (42 %). "
        "agreed range 40–60 % · plus 2 of other blocs · 1 without a vote."
    )


def test_a_long_sentence_goes_part_by_part_on_lines(qtbot: QtBot) -> None:
    shown = bar(37, 27, observers=3)
    qtbot.addWidget(shown)

    assert shown._sentence_within(400) == "agreed range 45–55 % · plus 3 without a vote"
    assert shown._sentence_within(180) == "agreed range 45–55 %\nplus 3 without a vote"
    shown.show_numbers(37, 27, 2, observers=3)
    assert shown._sentence_within(240) == (
        "agreed range 45–55 %\nplus 2 of other blocs · 3 without a vote"
    )
    assert shown._sentence_within(140) == (
        "agreed range 45–55 %\nplus 2 of other blocs\n3 without a vote"
    )


def test_an_empty_room_has_no_shares(qtbot: QtBot) -> None:
    shown = bar(0, 0)
    qtbot.addWidget(shown)

    picture = drawn(shown, 300, shown.heightForWidth(300))

    assert "Nobody of State or civil society yet." in shown.accessibleDescription()
    assert has(picture, theme.tokens().track)
    assert not any("%" in words for way in shown._ways_to_say() for words in way)


def test_it_fits_a_side_column_at_the_largest_letters(
    qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply(qapp, dark=False, scale=1.5)
    shown = bar(500, 500)
    qtbot.addWidget(shown)

    assert shown.minimumSizeHint().width() <= 290


def test_it_is_measured_anew_when_the_letters_grow(
    qapp: QApplication, qtbot: QtBot
) -> None:
    shown = bar(37, 27)
    qtbot.addWidget(shown)
    before = shown.sizeHint().height()

    theme.apply(qapp, dark=True, scale=1.5)

    assert shown.sizeHint().height() > before


def test_a_screen_reader_finds_name_and_numbers(qtbot: QtBot) -> None:
    shown = bar(37, 27)
    qtbot.addWidget(shown)

    spoken = QAccessible.queryAccessibleInterface(shown)

    assert spoken.text(QAccessible.Text.Name) == "Balance of the blocs"
    assert "37 (58 %)" in spoken.text(QAccessible.Text.Description)
