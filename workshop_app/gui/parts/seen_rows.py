"""The rows of a long list that were looked at: read as needed, let go when old."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

RowT = TypeVar("RowT")

PAGE: Final = 5
"""Rows known or not known together; a jump waits for what is seen and little else."""

PAGES: Final = 1_600
"""Pages kept; what was looked at longest ago is let go."""

AHEAD: Final = 10
"""Pages read together where one reads on, so that most steps read nothing."""


class Page(Generic[RowT]):
    """Some rows, and beside each the cells made of it, once they were asked for."""

    __slots__ = ("cells", "rows")

    def __init__(self, rows: Sequence[RowT | None]) -> None:
        self.rows = rows
        self.cells: list[tuple[Any, ...] | None] = [None] * len(rows)


class SeenRows(Generic[RowT]):
    """Keeps what was read of a list.

    Args:
        read: Returns the rows from one place up to another, as far as there are.
    """

    def __init__(self, read: Callable[[int, int], Sequence[RowT | None]]) -> None:
        self._read = read
        self._pages: OrderedDict[int, Page[RowT]] = OrderedDict()
        self.forget()

    def forget(self) -> None:
        """Let everything go, since the list is another."""
        self._pages.clear()
        self._number = -1
        self._page = Page[RowT](())

    def find(self, row: int) -> tuple[Page[RowT], int]:
        """Return the page of a row that there is, and its place on the page."""
        number, place = divmod(row, PAGE)
        if number != self._number:
            if number not in self._pages:
                self.prepare(row, row)
            self._pages.move_to_end(number)
            self._number, self._page = number, self._pages[number]
        return self._page, place

    def prepare(self, first: int, last: int) -> None:
        """Read what lacks of some rows in one go, and ahead where one reads on."""
        pages = self._missing(first // PAGE, last // PAGE)
        if not pages:
            return
        rows = self._read(pages.start * PAGE, pages.stop * PAGE)
        for at in range(0, len(rows), PAGE):
            self._pages[pages.start + at // PAGE] = Page(rows[at : at + PAGE])
        while len(self._pages) > PAGES:
            self._pages.popitem(last=False)

    def _missing(self, first: int, last: int) -> range:
        lacking = [n for n in range(first, last + 1) if n not in self._pages]
        if not lacking:
            return range(0)
        begin, end = lacking[0], lacking[-1] + 1
        if begin > first or begin - 1 in self._pages:
            end = max(end, begin + AHEAD)
        elif end <= last or end in self._pages:
            begin = max(0, min(begin, end - AHEAD))
        return range(begin, end)
