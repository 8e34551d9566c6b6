"""The way the focus takes through a window, press by press of Tab."""

from __future__ import annotations

from itertools import combinations, groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

MORE_THAN_ENOUGH = 250
"""Presses of Tab after which it should have come round on any page."""


class Tour:
    """Tab pressed until the focus comes to where it was before.

    Attributes:
        stops: What had the focus, in order; the parts of a date are one stop.
        again: Where the tour ended: the first that had the focus for a second time.
        unseen: Stops that could not be seen when they had the focus.
    """

    def __init__(self, window: QWidget) -> None:
        self.stops: list[QWidget] = []
        self.unseen: list[QWidget] = []
        self.again: QWidget | None = None
        _tab(window)
        for _ in range(MORE_THAN_ENOUGH):
            here = QApplication.focusWidget() or window
            if here in self.stops[:-1]:
                self.again = here
                break
            if here not in self.stops:
                self.stops.append(here)
                if not wholly_seen(here):
                    self.unseen.append(here)
            _tab(here)

    def beginning_at(self, first: QWidget) -> list[QWidget]:
        """Return the stops as they follow on one: the tour is round."""
        place = self.stops.index(first)
        return self.stops[place:] + self.stops[:place]


def _tab(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Tab)
    QApplication.sendPostedEvents()  # a column scrolls once it was laid out anew


def wholly_seen(widget: QWidget) -> bool:
    """Return whether all of a control is seen that has room where it scrolls."""
    seen = QRect()
    for part in (widget, *widget.findChildren(QWidget)):  # parts cover what they are on
        shown = part.visibleRegion().boundingRect()
        if not shown.isEmpty():
            seen = seen.united(shown.translated(part.mapTo(widget, QPoint())))
    room = widget.window().size()
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            room = room.boundedTo(above.viewport().size())
        above = above.parentWidget()
    inside = widget.size().boundedTo(room)
    return seen.width() >= inside.width() and seen.height() >= inside.height()


def out_of_order(stops: Sequence[QWidget], window: QWidget) -> list[str]:
    """Return where the focus goes against the way one reads.

    Whatever holds several controls is gone through before the focus leaves it; of what
    stands in the same place, nothing comes after what is below it or right of it.
    """
    blocks: list[tuple[QWidget, list[QWidget]]] = []
    for child, run in groupby(stops, lambda stop: _child_above(stop, window)):
        blocks.append((child, list(run)))
    wrong = _left_and_entered_again(blocks)
    for (before, earlier), (after, later) in combinations(blocks, 2):
        if _comes_first(_room(after, later, window), _room(before, earlier, window)):
            wrong.append(f"{_said(later[0])} comes after {_said(earlier[-1])}")
    for child, inside in blocks:
        if inside != [child]:
            below = [stop for stop in inside if stop is not child]
            wrong += out_of_order(below, child)
    return wrong


def _left_and_entered_again(blocks: list[tuple[QWidget, list[QWidget]]]) -> list[str]:
    entered: set[QWidget] = set()
    wrong = []
    for child, inside in blocks:
        if child in entered:
            wrong.append(f"back into {_said(child)} at {_said(inside[0])}")
        entered.add(child)
    return wrong


def _child_above(stop: QWidget, window: QWidget) -> QWidget:
    """Return the child of a window in which a stop is, or which it is."""
    child = stop
    while (above := child.parentWidget()) is not window:
        assert above is not None, f"{_said(stop)} is not in {_said(window)}"
        child = above
    return child


def _room(child: QWidget, stops: list[QWidget], window: QWidget) -> QRect:
    """Return where the stops in a child are, of what can be scrolled the seen part."""
    room = QRect()
    for stop in stops:
        room = room.united(QRect(stop.mapTo(window, QPoint()), stop.size()))
    edge = child.geometry()
    return room.intersected(edge) if room.intersects(edge) else edge


def _comes_first(one: QRect, other: QRect) -> bool:
    """Return whether something is read before another thing for sure."""
    side_by_side = one.top() <= other.bottom() and other.top() <= one.bottom()
    in_a_column = one.left() <= other.right() and other.left() <= one.right()
    above, left = one.bottom() < other.top(), one.right() < other.left()
    return (in_a_column and above) or (side_by_side and left)


def _said(widget: QWidget) -> str:
    name = widget.accessibleName() or widget.objectName()
    if not name and isinstance(widget, QAbstractScrollArea):
        name = "what scrolls"
    return f"{type(widget).__name__} “{name}”"
