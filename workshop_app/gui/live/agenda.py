"""The agenda against the clock: what would be over, what is on, how long it has."""

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
    session: Session, agenda: Sequence[AgendaItem], now: datetime
) -> tuple[Point, ...]:
    """Return the points of a session as they stand at a moment.

    Each is given its planned minutes from the opening on.  The last one stays on for
    as long as the session does, and says by how much the plan is overrun.
    """
    if session.opened_at is None or session.state is not SessionState.OPEN:
        state: PointState = "todo" if session.opened_at is None else "done"
        return tuple(
            Point(place, one.title, one.duration, state)
            for place, one in enumerate(agenda, start=1)
        )
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


def _minutes(span: timedelta) -> int:
    """Return whole minutes, a minute that has begun counting as one."""
    return -(-span // _MINUTE)
