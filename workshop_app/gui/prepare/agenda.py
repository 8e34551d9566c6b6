"""The points of the agenda while they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_MINUTES: Final = 1_440
_HOURS: Final = re.compile(
    r"(?:(\d+)\s*h)?\s*(?:(\d+)\s*(?:m|min|'|’)?\.?)?", re.IGNORECASE
)
_HOUR: Final = 60


class Point(NamedTuple):
    """A point: its title, and its minutes or 0."""

    title: str = ""
    minutes: int = 0


def minutes_of(text: str) -> int:
    """Return the minutes somebody wrote: 20, 20 min, 1 h 30; 0 for anything else."""
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        return 0
    said = int(found[1] or 0) * _HOUR + int(found[2] or 0)
    return min(said, MOST_MINUTES)


def pasted(text: str) -> list[Point]:
    """Return the points of a part of a spreadsheet: titles, and perhaps minutes.

    A first column that only numbers the points is left out.
    """
    rows = [line.split("\t") for line in text.splitlines() if line.strip()]
    if rows and all(len(row) > 1 and _counts(row[0]) for row in rows):
        rows = [row[1:] for row in rows]
    return [
        Point(" ".join(row[0].split()), minutes_of(row[1]) if len(row) > 1 else 0)
        for row in rows
        if row[0].strip()
    ]


def _counts(cell: str) -> bool:
    return cell.strip(" .)-").isdecimal()


class Points(QObject):
    """The points in order, with the way back of each change.

    Signals:
        changed(): they are others, or in another order.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._points: list[Point] = []
        self._before: list[list[Point]] = []
        self._given: list[Point] = []

    def __len__(self) -> int:
        return len(self._points)

    def __getitem__(self, place: int) -> Point:
        return self._points[place]

    @property
    def is_unsent(self) -> bool:
        """Whether they differ from what is on record."""
        return self.worth_giving() != self._given

    @property
    def can_undo(self) -> bool:
        """Whether a change can be taken back here."""
        return bool(self._before)

    @property
    def minutes(self) -> int:
        """All of them together."""
        return sum(one.minutes for one in self._points)

    def worth_giving(self) -> list[Point]:
        """Return the points that have a title."""
        return [one for one in self._points if one.title.strip()]

    def hold(self, points: Iterable[Point]) -> None:
        """Take what is on record."""
        self._points = list(points)
        self._given = self.worth_giving()
        self._before.clear()
        self.changed.emit()

    def settle(self) -> None:
        """Take what stands here as what is on record."""
        self._given = self.worth_giving()

    def write(self, place: int, point: Point) -> None:
        """Write a point anew; behind the last it is one more."""
        if place < len(self._points) and self._points[place] == point:
            return
        self._keep()
        if place < len(self._points):
            self._points[place] = point
        else:
            self._points.append(point)
        self.changed.emit()

    def insert(self, place: int, points: Iterable[Point]) -> None:
        """Put points at a place."""
        self._keep()
        self._points[place:place] = list(points)
        self.changed.emit()

    def remove(self, place: int) -> None:
        """Take a point out."""
        self._keep()
        del self._points[place]
        self.changed.emit()

    def move(self, place: int, steps: int) -> int:
        """Move a point up or down; return where it stands then."""
        wanted = place + steps
        if not (0 <= place < len(self) and 0 <= wanted < len(self)):
            return place
        self._keep()
        self._points.insert(wanted, self._points.pop(place))
        self.changed.emit()
        return wanted

    def undo(self) -> None:
        """Take the last change back."""
        if self._before:
            self._points = self._before.pop()
            self.changed.emit()

    def _keep(self) -> None:
        self._before.append(list(self._points))
