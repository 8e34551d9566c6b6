"""The time, as something a test can set and a sample can replay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

Clock = Callable[[], datetime]
"""Returns the present moment, always with its offset from UTC."""

PERU = timezone(timedelta(hours=-5), "-05")
"""Peru keeps one time all year round, so no time zone table is needed."""


def system_clock() -> datetime:
    """Return the moment this computer believes it is, in Peruvian time."""
    return datetime.now(UTC).astimezone(PERU)  # noqa: TID251 the one place that asks


class SteppingClock:
    """A clock that starts where it is told and moves only when it is asked.

    Each reading is one step later than the last, so that records made one after
    another have different times and a sample is the same on every run.
    """

    def __init__(
        self, start: datetime, step: timedelta = timedelta(milliseconds=1)
    ) -> None:
        self._next = start
        self._step = step

    def __call__(self) -> datetime:
        """Return the present moment and move on by one step."""
        moment = self._next
        self._next += self._step
        return moment

    def set(self, moment: datetime) -> None:
        """Jump to `moment`, forwards or backwards."""
        self._next = moment


def milliseconds(moment: datetime) -> int:
    """Return `moment` as whole milliseconds since 1970 in UTC.

    Integer arithmetic throughout: a float would lose the last digit.
    """
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def from_milliseconds(value: int) -> datetime:
    """Return the moment that `milliseconds` turned into a number."""
    return (
        datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=value)
    ).astimezone(PERU)
