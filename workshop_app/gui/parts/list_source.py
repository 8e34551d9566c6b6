"""Where lists come from: what a `ListModel` asks, and rows held whole in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar

from workshop_app.domain.names import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

RowT = TypeVar("RowT")
RowT_co = TypeVar("RowT_co", covariant=True)

_IN_ORDER: Final[Mapping[str, Any]] = {}


class Ids(Protocol):
    """The ids of a list, in its order."""

    def __len__(self) -> int:
        """Return how many there are."""

    def __getitem__(self, place: int, /) -> str:
        """Return the one at a place."""

    def part(self, start: int, stop: int) -> Sequence[str]:
        """Return those of some rows, as far as there are."""

    def place(self, record_id: str) -> int:
        """Return where one stands, or -1."""

    def inserted(self, place: int, record_id: str) -> Ids:
        """Return the list with one more."""


class ListSource(Protocol[RowT_co]):
    """Where a list comes from."""

    def is_long(self) -> bool:
        """Say at once whether to order it takes longer than a blink."""

    def ids(self, order: str, *, descending: bool, words: str) -> Ids:
        """Return the ids of what holds all the words, in an order of the source.

        Called on the lane's thread if the list is long.
        """

    def rows(self, ids: Sequence[str]) -> Sequence[RowT_co | None]:
        """Return the rows of ids, one for each; None for what is gone."""


class HeldIds:
    """The ids of a list in memory, in its order."""

    __slots__ = ("_ids",)

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids = tuple(ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, place: int, /) -> str:
        return self._ids[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HeldIds) and self._ids == other._ids

    def __hash__(self) -> int:
        return hash(self._ids)

    def part(self, start: int, stop: int) -> Sequence[str]:
        """Return those of some rows, as far as there are."""
        return self._ids[start:stop]

    def place(self, record_id: str) -> int:
        """Return where one stands, or -1."""
        try:
            return self._ids.index(record_id)
        except ValueError:
            return -1

    def inserted(self, place: int, record_id: str) -> HeldIds:
        """Return the list with one more."""
        return HeldIds((*self._ids[:place], record_id, *self._ids[place:]))


class HeldRows(Generic[RowT]):
    """Rows in memory as the source of a `ListModel`; for up to some 20,000.

    After `hold`, call `refresh` of the model.

    Args:
        rows: In the order to be shown where none is asked for.
        key: The id of a row; any text that no other row has.
        text: What the words of a filter are looked for in; without it nothing is
            filtered.
        orders: For each word of `Column.order` what to sort by; texts are compared
            without accents and capitals, and None comes last either way.
    """

    def __init__(
        self,
        rows: Iterable[RowT],
        key: Callable[[RowT], str],
        *,
        text: Callable[[RowT], str] | None = None,
        orders: Mapping[str, Callable[[RowT], Any]] = _IN_ORDER,
    ) -> None:
        self._key = key
        self._text = text
        self._orders = orders
        self.hold(rows)

    def hold(self, rows: Iterable[RowT]) -> None:
        """Hold these rows instead of the present ones."""
        self._rows = {self._key(row): row for row in rows}

    def is_long(self) -> bool:
        """Say that it is not."""
        return False

    def ids(self, order: str, *, descending: bool, words: str) -> HeldIds:
        """Return the ids of what holds all the words, in one of the orders."""
        rows = list(self._rows.values())
        if self._text is not None and words.strip():
            rows = _holding(rows, self._text, words)
        by = self._orders.get(order)
        if by is not None:
            rows = _ordered(rows, by, descending=descending)
        elif descending:
            rows.reverse()
        return HeldIds(map(self._key, rows))

    def rows(self, ids: Sequence[str]) -> Sequence[RowT | None]:
        """Return the rows of ids, one for each; None for what is gone."""
        return [self._rows.get(one) for one in ids]


def _holding(
    rows: Iterable[RowT], text: Callable[[RowT], str], words: str
) -> list[RowT]:
    wanted = [f" {word}" for word in folded(words).split()]
    found = []
    for row in rows:
        said = f" {folded(text(row))}"
        if all(word in said for word in wanted):
            found.append(row)
    return found


def _ordered(
    rows: Iterable[RowT], by: Callable[[RowT], Any], *, descending: bool
) -> list[RowT]:
    told = [(by(row), row) for row in rows]
    there = [(_comparable(value), row) for value, row in told if value is not None]
    there.sort(key=_first, reverse=descending)
    absent = [row for value, row in told if value is None]
    return [row for _, row in there] + absent


def _comparable(value: Any) -> Any:
    return folded(value) if isinstance(value, str) else value


def _first(pair: tuple[Any, Any]) -> Any:
    return pair[0]
