"""The agenda: what is on, how long it has, and what was dealt with.

The clock alone knows when the time of a point was, and not whether it was dealt with;
only where somebody goes on to the next point (F7) is the one before ticked.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from workshop_app.domain.vocabulary import SessionState
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.domain.session import AgendaItem, Session

PointState = Literal["done", "past", "now", "todo"]

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Mark:
    """Where somebody said that the table is.

    Attributes:
        point: The place of the point that is on, from 1; beyond the last if none is.
        since: When they went on to it.
    """

    point: int
    since: datetime

    def kept(self) -> str:
        """Return it as a text that is kept."""
        return f"{self.point} {self.since.isoformat()}"

    @classmethod
    def restored(cls, text: str) -> Mark | None:
        """Return the mark that was kept; None if there is none that can be read."""
        point, _, since = text.partition(" ")
        try:
            return cls(int(point), datetime.fromisoformat(since))
        except ValueError:
            return None


@dataclass(frozen=True)
class Point:
    """A point of the agenda at a moment.

    Attributes:
        number: Its place, from 1.
        minutes: Planned for it.
        left: Whole minutes it still has, begun ones included; below nothing when the
            agenda has run out; None unless it is on.
        until: When its time ended, if it did while the session goes on: the clock
            knows that, and not whether the point was dealt with.
    """

    number: int
    title: str
    minutes: int
    state: PointState
    left: int | None = None
    until: datetime | None = None


def points(
    session: Session,
    agenda: Sequence[AgendaItem],
    now: datetime,
    mark: Mark | None = None,
) -> tuple[Point, ...]:
    """Return the points of a session as they stand at a moment.

    Each is given its planned minutes from the opening on, or from the mark on.  The
    last one stays on for as long as the session does, and says by how much the plan is
    overrun.  After the closing only what somebody went past is said to be done.
    """
    if session.opened_at is None or session.state is not SessionState.OPEN:
        past = 0 if mark is None or session.opened_at is None else mark.point
        rest: PointState = "todo" if session.opened_at is None else "past"
        return tuple(
            Point(place, one.title, one.duration, "done" if place < past else rest)
            for place, one in enumerate(agenda, start=1)
        )
    if mark is not None:
        return _marked(agenda, now, mark)
    found: list[Point] = []
    end = session.opened_at
    on = False
    for place, one in enumerate(agenda, start=1):
        end += one.duration * _MINUTE
        if on:
            found.append(Point(place, one.title, one.duration, "todo"))
        elif now < end or place == len(agenda):
            on = True
            left = _minutes(end - now)
            found.append(Point(place, one.title, one.duration, "now", left))
        else:
            found.append(Point(place, one.title, one.duration, "past", until=end))
    return tuple(found)


def _marked(
    agenda: Sequence[AgendaItem], now: datetime, mark: Mark
) -> tuple[Point, ...]:
    found = []
    for place, one in enumerate(agenda, start=1):
        if place == mark.point:
            left = _minutes(mark.since + one.duration * _MINUTE - now)
            found.append(Point(place, one.title, one.duration, "now", left))
        else:
            state: PointState = "done" if place < mark.point else "todo"
            found.append(Point(place, one.title, one.duration, state))
    return tuple(found)


def _minutes(span: timedelta) -> int:
    """Return whole minutes, a minute that has begun counting as one."""
    return -(-span // _MINUTE)
