from __future__ import annotations

from datetime import date

import pytest

from workshop_app.gui.prepare.days import DayNotUnderstoodError, day_of, typed_day

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20/11/2026", date(2026, 11, 20)),
        (" 20.11.26 ", date(2026, 11, 20)),
        ("20-11", date(2026, 11, 20)),
        ("2026-11-20", date(2026, 11, 20)),
        ("10/1", date(2027, 1, 10)),
        ("30 6", date(2026, 6, 30)),
    ],
)
def test_a_day_is_understood_however_it_is_typed(text: str, day: date) -> None:
    assert day_of(text, TODAY) == day


@pytest.mark.parametrize("text", ["31/2/2026", "x", "20/13", "2026-02-31", "20"])
def test_what_is_no_day_is_said_so(text: str) -> None:
    with pytest.raises(DayNotUnderstoodError, match="is no day"):
        day_of(text, TODAY)


def test_nothing_typed_is_no_day_and_no_mistake() -> None:
    assert day_of("  ", TODAY) is None
    assert typed_day(None) == ""


def test_a_day_is_written_as_it_is_typed() -> None:
    assert day_of(typed_day(TODAY), TODAY) == TODAY
