"""Statements of SQLAlchemy Core, compiled once for each database.

Compiling and wrapping cost more than running, so what is run a thousand times is
compiled here once, and this module alone knows in which order the driver wants values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Table
    from sqlalchemy.schema import DDLElement
    from sqlalchemy.sql import ClauseElement

CHUNK: Final = 900
"""Values of one IN list; both databases take as many."""

Order = tuple[tuple[int, ...], tuple[Any, ...]]
"""Where each parameter of the driver is found, and constants after our own."""


class Statement:
    """A statement compiled once for each dialect, its parameters in our order.

    Args:
        element: An insert, update, delete or select of SQLAlchemy Core; or what makes
            one when it is compiled, for long lists: nine hundred parameters are a
            megabyte of Core, and sixty kilobytes of names and words.
        names: The names of its parameters, in the order callers give values.
    """

    def __init__(
        self, element: ClauseElement | Callable[[], ClauseElement], *names: str
    ) -> None:
        self._element = element
        self._names = names
        self._compiled: dict[str, tuple[str, Order | None]] = {}

    def on(self, dialect: Any) -> tuple[str, Order | None]:
        """Return the SQL, and how our order becomes the driver's (None: as it is)."""
        found = self._compiled.get(dialect.name)
        if found is None:
            compiled: Any = self._words(dialect.name).compile(
                dialect=dialect, column_keys=list(self._names)
            )
            asked = list(compiled.positiontup or ())
            known = {name: place for place, name in enumerate(self._names)}
            constants = {n: compiled.params[n] for n in asked if n not in known}
            for name in constants:
                known[name] = len(known)
            places = tuple(known[name] for name in asked)
            same = places == tuple(range(len(self._names)))
            order = None if same else (places, tuple(constants.values()))
            found = (str(compiled), order)
            self._compiled[dialect.name] = found
        return found

    def _words(self, dialect: str) -> ClauseElement:
        _ = dialect  # most say the same in every database
        return self._element() if callable(self._element) else self._element


class Upsert(Statement):
    """Put a row in the place of the one with the same key, or beside the others."""

    def __init__(self, into: Table, *keys: str) -> None:
        names = [c.name for c in into.columns if c.autoincrement is not True]
        super().__init__(into, *names)
        self._into = into
        self._keys = keys

    def _words(self, dialect: str) -> ClauseElement:
        statement: Any = _insert(dialect, self._into)
        rest = {
            name: statement.excluded[name]
            for name in self._names
            if name not in self._keys
        }
        words: ClauseElement = statement.on_conflict_do_update(
            index_elements=list(self._keys), set_=rest
        )
        return words


class Definition:
    """What makes a table or an index, in the words of each dialect.

    Core writes them anew each time it is asked, and a new file has a hundred of them.

    Args:
        element: A `CreateTable` or `CreateIndex` of SQLAlchemy Core.
    """

    def __init__(self, element: DDLElement) -> None:
        self._element = element
        self._words: dict[str, str] = {}

    def on(self, dialect: Any) -> str:
        """Return the words."""
        found = self._words.get(dialect.name)
        if found is None:
            found = self._words[dialect.name] = str(
                self._element.compile(dialect=dialect)
            )
        return found


def put(values: Sequence[Any], order: Order) -> tuple[Any, ...]:
    """Return values of our order in the driver's."""
    places, constants = order
    everything = (*values, *constants)
    return tuple(everything[at] for at in places)


def _insert(dialect: str, into: Table) -> Any:
    """Begin an insert in the words of a database; a file never needs PostgreSQL's."""
    if dialect == "sqlite":
        return sqlite.insert(into)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 only where it is spoken

    return postgresql.insert(into)
