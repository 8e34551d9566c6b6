"""A count is read from its bars, its numbers and its sentence alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import examples
from tests.gui.parts.pictures import drawn, has, places
from workshop_app.gui import theme
from workshop_app.gui.parts.vote_bars import Tone, VoteBars

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

numbers = st.integers(0, 500)


def rows(yes: int, no: int, abst: int) -> list[tuple[str, Tone, int]]:
    return [("For", "yes", yes), ("Against", "no", no), ("Abstention", "abst", abst)]


@given(numbers, numbers, st.none() | numbers, st.text(max_size=60), st.integers(1, 500))
@settings(max_examples=examples(60))
def test_any_count_can_be_drawn_at_any_width(
    yes: int, of: int, needed: int | None, words: str, width: int
) -> None:
    shown = VoteBars()
    shown.show_votes([*rows(yes, 1, 0), (words, "no", of)], of, needed, words)

    height = max(1, shown.heightForWidth(width))

    assert drawn(shown, width, height).height() == height


def test_bars_are_as_long_as_their_share(qtbot: QtBot) -> None:
    shown = VoteBars()
    qtbot.addWidget(shown)
    shown.show_votes(rows(32, 16, 0), 64, None, "")
    shown.resize(300, 130)
    left, length = shown._tracks()

    picture = drawn(shown, 300, 130)

    green = max(x for x, _ in places(picture, theme.tokens().yes))
    red = max(x for x, _ in places(picture, theme.tokens().no))
    assert green == pytest.approx(left + length / 2, abs=2)
    assert red == pytest.approx(left + length / 4, abs=2)


def test_nothing_leaves_its_track(qtbot: QtBot) -> None:
    shown = VoteBars()
    qtbot.addWidget(shown)
    shown.show_votes(rows(90, 0, 0), 10, 40, "needed: 40")
    shown.resize(300, 130)
    left, length = shown._tracks()

    picture = drawn(shown, 300, 130)

    assert max(x for x, _ in places(picture, theme.tokens().yes)) <= left + length


def test_one_vote_among_two_thousand_is_seen(qtbot: QtBot) -> None:
    shown = VoteBars()
    qtbot.addWidget(shown)
    shown.show_votes(rows(1999, 1, 0), 2000, 1001, "simple majority: 1001")

    picture = drawn(shown, 300, 130)

    assert has(picture, theme.tokens().no)
    assert not has(picture, theme.tokens().abst)


def test_the_line_of_the_majority_stands_at_its_number(qtbot: QtBot) -> None:
    shown = VoteBars()
    qtbot.addWidget(shown)
    shown.show_votes([("For", "yes", 0)], 4, 3, "")
    shown.resize(300, 60)
    left, length = shown._tracks()

    picture = drawn(shown, 300, 60).copy(int(left) + 4, 0, int(length) - 4, 30)

    line = {x + int(left) + 4 for x, _ in places(picture, theme.tokens().text)}
    assert line
    assert max(line) == pytest.approx(left + length * 3 / 4, abs=3)


def test_long_labels_stand_above_their_bars(qtbot: QtBot) -> None:
    shown = VoteBars()
    qtbot.addWidget(shown)
    shown.show_votes([("For", "yes", 1)], 4, 3, "")
    short = shown.heightForWidth(300)

    shown.show_votes([("In favour of the whole proposal as read", "yes", 1)], 4, 3, "")

    shown.resize(300, 100)
    assert shown._tracks()[0] == 0
    assert shown.heightForWidth(300) > short


def test_the_line_goes_through_no_label(qtbot: QtBot) -> None:
    shown = VoteBars()
    qtbot.addWidget(shown)
    label = "In favour of the whole proposal as read"
    shown.show_votes([(label, "yes", 1), (label, "no", 1)], 4, 3, "")
    shown.resize(300, shown.heightForWidth(300))

    parts = shown._line_parts(shown._row_height(300) * 2)

    above = shown._label_height(300)
    assert [start for start, _ in parts] == [above, shown._row_height(300) + above]


def test_the_count_is_said_in_a_sentence(qtbot: QtBot) -> None:
    shown = VoteBars()
    qtbot.addWidget(shown)
    before = shown.accessibleDescription()

    shown.show_votes(rows(41, 12, 6), 64, 33, "simple majority: 33")

    assert before == "No votes yet."
    assert shown.accessibleDescription() == (
        "For: 41, Against: 12, Abstention: 6. May vote: 64. simple majority: 33."
    )


def test_it_fits_a_side_column_at_the_largest_letters(
    qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply(qapp, dark=True, scale=1.5)
    shown = VoteBars()
    qtbot.addWidget(shown)

    shown.show_votes(rows(500, 500, 500), 1500, 751, "simple majority: 751")

    assert shown.minimumSizeHint().width() <= 290
