"""Days as people type them in a hurry: 20/11, 20.11.26, 2026-11-20."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from workshop_app.errors import AppError
from workshop_app.i18n import tr

_TYPED: Final = re.compile(
    r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})(?:\s*[/.\- ]\s*(\d{2,4}))?"
)
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CENTURY: Final = 2000
_SHORT: Final = 100


class DayNotUnderstoodError(AppError):
    """What was typed is no day of a year."""

    def __init__(self, text: str) -> None:
        super().__init__(
            tr("“{text}” is no day.", text=text),
            advice=tr("Write day, month and year, as 20/11/2026."),
        )
        self.text = text


def day_of(text: str, today: date) -> date | None:
    """Return the day that was typed; None for nothing.

    Args:
        text: Day and month, and the year if it is not the nearest.
        today: Without a year, the day nearest to this one is meant.

    Raises:
        DayNotUnderstoodError: If it is no day.
    """
    typed = text.strip()
    if not typed:
        return None
    iso, found = _ISO.fullmatch(typed), _TYPED.fullmatch(typed)
    try:
        if iso is not None:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if found is not None:
            return _day(int(found[1]), int(found[2]), found[3], today)
    except ValueError:
        pass
    raise DayNotUnderstoodError(text)


def typed_day(day: date | None) -> str:
    """Write a day as one would type it."""
    return "" if day is None else f"{day:%d/%m/%Y}"


def _day(day: int, month: int, year: str | None, today: date) -> date:
    if year is not None:
        number = int(year)
        return date(number + _CENTURY if number < _SHORT else number, month, day)
    near = [date(today.year + years, month, day) for years in (-1, 0, 1)]
    return min(near, key=lambda one: abs((one - today).days))
