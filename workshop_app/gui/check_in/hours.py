"""Hours as people type them in a hurry: 905, 9:05, 9.05, 21h10, 3:15 pm."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import TYPE_CHECKING, Final

from workshop_app.clock import PERU
from workshop_app.errors import AppError
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from datetime import date

_PARTED: Final = re.compile(r"(\d{1,2})(?:\s*[:.,h\s]\s*(\d{2})?)?", re.IGNORECASE)
_JOINED: Final = re.compile(r"(\d{1,2})(\d{2})")
_HALF: Final = re.compile(r"\s*([ap])\.?\s*m\.?$", re.IGNORECASE)
_NOON: Final = 12


class HourNotUnderstoodError(AppError):
    """What was typed is no hour of a day."""

    def __init__(self, text: str) -> None:
        super().__init__(
            tr("“{text}” is no hour.", text=text),
            advice=tr("Write hour and minutes, as 9:05 or 905."),
        )
        self.text = text


def moment_of(text: str, day: date) -> datetime:
    """Return the moment of a day that was typed.

    Args:
        text: Hour and perhaps minutes; hours after noon as 15 or as 3 pm.
        day: On which it was, in Peruvian time.

    Raises:
        HourNotUnderstoodError: If it is no hour.
    """
    half = _HALF.search(text)
    digits = text[: half.start()].strip() if half else text.strip()
    found = _JOINED.fullmatch(digits) or _PARTED.fullmatch(digits)
    if found is None:
        raise HourNotUnderstoodError(text)
    hours, minutes = int(found[1]), int(found[2] or 0)
    if half is not None:
        if not 1 <= hours <= _NOON:
            raise HourNotUnderstoodError(text)
        hours = hours % _NOON + (_NOON if half[1] in "pP" else 0)
    try:
        typed = time(hours, minutes)
    except ValueError:
        raise HourNotUnderstoodError(text) from None
    return datetime.combine(day, typed, tzinfo=PERU)
