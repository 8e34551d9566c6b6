"""Lists of any length: their order as packed ids, their rows as they are looked at.

The database puts a list in order once and hands its ids over as one text, since a
million rows of one id each cost the driver ten times as much.  What stands in the rows
is read for two hundred of them at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    String,
    and_,
    bindparam,
    func,
    literal,
    select,
)

from workshop_app.ids import ID_CHARACTERS
from workshop_app.store import search
from workshop_app.store.engine import Link
from workshop_app.store.sentences import readable
from workshop_app.store.statement import Statement
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from sqlalchemy.sql.selectable import NamedFromClause


RowT = TypeVar("RowT")

LONG: Final = 20_000
"""Rows above which a list is put in order behind the scenes."""

_BYTES: Final = ID_CHARACTERS // 2

_SIZES: Final = (10, 25, 50, 200)
"""Numbers of ids that statements are compiled for; shorter lists are filled up."""

_PART: Final = 50_000
"""Ids asked for together where the order is theirs."""

_BEYOND: Final = "g"
"""Greater than any id, as letters are compared."""

Test = Callable[["NamedFromClause"], "ColumnElement[bool]"]
"""Says of an alias of `search_entry` that it holds the word looked for."""


class PackedIds:
    """Ids of records in the order of a list, sixteen bytes each.

    Args:
        packed: The ids, one after the other.
        backwards: The list begins with the last of them.
    """

    __slots__ = ("_backwards", "_packed")

    def __init__(self, packed: bytes = b"", *, backwards: bool = False) -> None:
        if len(packed) % _BYTES:
            message = f"{len(packed)} bytes are no ids of {_BYTES}"
            raise ValueError(message)
        self._packed = packed
        self._backwards = backwards

    @classmethod
    def of(cls, ids: str, *, backwards: bool = False) -> PackedIds:
        """Return the ids written one after the other."""
        return cls(bytes.fromhex(ids), backwards=backwards)

    def __len__(self) -> int:
        return len(self._packed) // _BYTES

    def __getitem__(self, place: int, /) -> str:
        if not 0 <= place < len(self):
            raise IndexError(place)
        return self.part(place, place + 1)[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self.part(0, len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PackedIds):
            return False
        if self._backwards == other._backwards:
            return self._packed == other._packed
        return list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def part(self, start: int, stop: int) -> list[str]:
        """Return those of some rows, as far as there are."""
        count = len(self)
        first, last = min(start, count), min(stop, count)
        if self._backwards:
            first, last = count - last, count - first
        told = self._packed[first * _BYTES : last * _BYTES].hex()
        ids = [
            told[at : at + ID_CHARACTERS] for at in range(0, len(told), ID_CHARACTERS)
        ]
        return ids[::-1] if self._backwards else ids

    def place(self, record_id: str) -> int:
        """Return where one stands, or -1."""
        if len(record_id) != ID_CHARACTERS:
            return -1
        wanted = bytes.fromhex(record_id)
        found = self._packed.find(wanted)
        while found % _BYTES:  # it may straddle two others; -1 is nowhere
            if found < 0:
                return -1
            found = self._packed.find(wanted, found + 1)
        place = found // _BYTES
        return len(self) - 1 - place if self._backwards else place

    def inserted(self, place: int, record_id: str) -> PackedIds:
        """Return the list with one more."""
        at = (len(self) - place if self._backwards else place) * _BYTES
        packed = self._packed
        more = packed[:at] + bytes.fromhex(record_id) + packed[at:]
        return PackedIds(more, backwards=self._backwards)


class OfIds:
    """A statement for what has to do with some ids, compiled once for each size.

    For fifty rows, compiling and wrapping would cost as much as reading them.

    Args:
        query: Everything but which ids.
        column: Where the ids stand.
    """

    def __init__(self, query: Select[Any], column: ColumnElement[str]) -> None:
        self._query = query
        self._column = column
        self._made: dict[int, Statement] = {}

    def rows(self, link: Link, ids: Sequence[str]) -> list[tuple[Any, ...]]:
        """Return the rows of any number of ids, in no order across two hundred."""
        largest = _SIZES[-1]
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(ids), largest):
            part = list(ids[start : start + largest])
            size = next(one for one in _SIZES if one >= len(part))
            part += part[-1:] * (size - len(part))
            found += link.rows(self._of(size), *part)
        return found

    def _of(self, size: int) -> Statement:
        made = self._made.get(size)
        if made is None:
            names = [f"id_{number}" for number in range(size)]
            query = self._query.where(self._column.in_(map(bindparam, names)))
            made = self._made[size] = Statement(query, *names)
        return made


@dataclass(frozen=True)
class Key:
    """A column to sort by.

    Attributes:
        down: From the greatest, as for the newest.
        absent: It may be NULL, which comes last whichever way.
    """

    column: ColumnElement[Any]
    down: bool = False
    absent: bool = False


@dataclass(frozen=True, kw_only=True)
class Listing(Generic[RowT]):
    """A list the store can put in order, search through, and read a part of.

    Attributes:
        start: The table with all it may be sorted and searched by; databases leave
            out what an order does not need.
        id: What a row is known by.
        living: What is in the list at all.
        orders: By what to sort, for each word a column may be sorted by.
        order: The one that is cheap at any length.
        holding: What is in the list for a word, from the test of one entry.
        only: What else may be asked for, by the name of the argument.
        group: For rows that are several rows of the table.
        read: The rows of ids, by id; of removed records too, as far as known.
    """

    start: FromClause
    id: ColumnElement[str]
    living: ColumnElement[bool]
    orders: Mapping[str, Sequence[Key]]
    order: str
    holding: Callable[[Test], ColumnElement[bool]]
    only: Mapping[str, Callable[[str], ColumnElement[bool]]]
    group: Sequence[ColumnElement[Any]] = ()
    read: Callable[[Link, Sequence[str]], Mapping[str, RowT]]


@dataclass(frozen=True)
class Question:
    """How a list is wanted.

    Attributes:
        order: A word of the listing; any other, such as none, is the cheap one.
        words: Beginnings of words that a row holds, all of them.
        only: What rows have in common, by names the listing knows.
    """

    order: str = ""
    descending: bool = False
    words: str = ""
    only: Mapping[str, str] | None = None


def ids_of(link: Link, listing: Listing[Any], question: Question) -> PackedIds:
    """Return the ids of a list, in the order asked for."""
    keys = listing.orders.get(question.order) or listing.orders[listing.order]
    # An index is read faster from its beginning.
    backwards = all(_goes_down(key, question) and not key.absent for key in keys)
    if backwards:
        question = replace(question, descending=not question.descending)
    ordered = (
        select(listing.id.label("id"))
        .select_from(listing.start)
        .where(_wanted(link, listing, question))
        .group_by(*listing.group)
        .order_by(*(_direction(link, key, question) for key in keys))
    )
    if keys[0].column is listing.id:
        parts = _parts(
            link, ordered, keys[0].column, down=_goes_down(keys[0], question)
        )
    else:
        parts = (str(row[0] or "") for row in link.select(_joined(ordered)))
    with readable():
        return PackedIds(b"".join(map(bytes.fromhex, parts)), backwards=backwards)


def _joined(ordered: Select[Any]) -> Select[Any]:
    """Ask for the ids of a query as one text.

    Both databases take the rows as they come, since nothing else is asked of them.
    """
    return select(func.aggregate_strings(ordered.subquery().c.id, ""))


def _parts(
    link: Link, ordered: Select[Any], column: ColumnElement[Any], *, down: bool
) -> Iterator[str]:
    """Yield ids in the order of the ids, some at a time.

    Thirty megabytes in one text cost as much again: for memory that is new each time.
    """
    if link.dialect.name != "sqlite":
        column = column.collate("C")  # as they are ordered
    after = bindparam("after", type_=String)
    beyond = column < after if down else column > after
    query = _joined(ordered.where(beyond).limit(_PART))
    last = _BEYOND if down else ""
    while told := link.select(query, after=last)[0][0]:
        yield told
        if len(told) < _PART * ID_CHARACTERS:
            return
        last = told[-ID_CHARACTERS:]


def is_long(link: Link, listing: Listing[Any], only: Mapping[str, str]) -> bool:
    """Say whether a list has more than `LONG` rows, without counting them all."""
    wanted = _wanted(link, listing, Question(only=only))
    rows: Select[Any] = select(literal(1)).select_from(listing.start).where(wanted)
    query = select(func.count()).select_from(rows.limit(LONG + 1).subquery())
    return bool(link.select(query)[0][0] > LONG)


def rows_of(
    link: Link, listing: Listing[RowT], ids: Sequence[str]
) -> list[RowT | None]:
    """Return the rows of ids, one for each; None for what is gone."""
    found = listing.read(link, ids)
    return [found.get(one) for one in ids]


def _wanted(
    link: Link, listing: Listing[Any], question: Question
) -> ColumnElement[bool]:
    only = question.only or {}
    conditions = [listing.only[name](value) for name, value in only.items()]
    tests = search.tests(link, question.words)
    return and_(listing.living, *conditions, *map(listing.holding, tests))


def _goes_down(key: Key, question: Question) -> bool:
    return key.down != question.descending


def _direction(link: Link, key: Key, question: Question) -> ColumnElement[Any]:
    column = key.column
    if link.dialect.name != "sqlite" and isinstance(column.type, String):
        column = column.collate("C")  # as SQLite compares
    ordered = column.desc() if _goes_down(key, question) else column.asc()
    return ordered.nulls_last() if key.absent else ordered
