from __future__ import annotations

import pytest

from tests.builders import DAY, at
from workshop_app.gui.check_in.hours import HourNotUnderstoodError, moment_of


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("905", 9, 5),
        ("0905", 9, 5),
        ("9:05", 9, 5),
        ("9.05", 9, 5),
        (" 9 05 ", 9, 5),
        ("9", 9, 0),
        ("21h10", 21, 10),
        ("9h", 9, 0),
        ("3:15 pm", 15, 15),
        ("3:15 p. m.", 15, 15),
        ("12 am", 0, 0),
        ("12:30 PM", 12, 30),
    ],
)
def test_an_hour_is_understood_however_it_is_typed(
    text: str, hour: int, minute: int
) -> None:
    assert moment_of(text, DAY) == at(hour, minute)


@pytest.mark.parametrize("text", ["", "soon", "25:00", "9:75", "13 pm", "0 am", "9:5x"])
def test_what_is_no_hour_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(HourNotUnderstoodError) as caught:
        moment_of(text, DAY)

    assert caught.value.advice
