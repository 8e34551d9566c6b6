"""The statements for asking for records, compiled once for each shape of question."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, select

from workshop_app.clock import from_milliseconds
from workshop_app.store.records import SHAPES
from workshop_app.store.statement import CHUNK, Statement
from workshop_app.store.tables import commits

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.sql.elements import BindParameter

    from workshop_app.store.engine import Link
    from workshop_app.store.records import Shape

_LAST = Statement(select(commits.c.clk).order_by(commits.c.n.desc()).limit(1))


def last_at(link: Link) -> datetime:
    """Return when something was last done; the founding always was."""
    row: Any = link.row(_LAST)
    return from_milliseconds(row[0])


@cache
def by_id(kind: str) -> Statement:
    """Return the statement for a record that is there."""
    table = SHAPES[kind].table
    query = select(table).where(table.c.id == bindparam("r"), table.c.deleted == 0)
    return Statement(query, "r")


Asked = tuple[tuple[str, int], ...]
"""Fields, and of how many values each may have any: none (NULL), one, or more."""

SIZES: Final = (1, 10, 100, 300, CHUNK)
"""Lengths of the lists that statements are compiled for; shorter ones are filled up."""


@cache
def equal(kind: str, asked: Asked) -> Statement:
    """Return the statement for all columns of the records that match."""
    shape = SHAPES[kind]
    columns = shape.table.c

    def query() -> Select[Any]:
        found = _matching(select(shape.table), shape, asked)
        return found.order_by(*(columns[name] for name in shape.order))

    return Statement(query, *_marks(asked))


@cache
def counted(kind: str, asked: Asked) -> Statement:
    """Return the statement for how many records match."""

    def query() -> Select[Any]:
        return _matching(select(func.count()), SHAPES[kind], asked)

    return Statement(query, *_marks(asked))


@cache
def names_of(size: int) -> Statement:
    """Return the statement for the names of people, by their ids."""
    columns, marks = SHAPES["person"].table.c, [f"v{n}" for n in range(size)]

    def query() -> Select[Any]:
        named = select(columns.id, columns.name)
        return named.where(columns.id.in_(map(bindparam, marks)))

    return Statement(query, *marks)


@cache
def codes_of(kind: str) -> Statement:
    """Return the statement for the codes of all records of a kind."""
    columns = SHAPES[kind].table.c
    return Statement(select(columns.id, columns.code).where(columns.deleted == 0))


def _marks(asked: Asked) -> list[str]:
    """Return the names of the parameters, in the order the values come in."""
    return [_mark(name, n) for name, size in asked for n in range(size)]


def _mark(name: str, number: int) -> str:
    return f"{name}_{number}"


def _matching(query: Select[Any], shape: Shape, asked: Asked) -> Select[Any]:
    columns = shape.table.c
    query = query.where(columns.deleted == 0)
    for name, size in asked:
        params: list[BindParameter[Any]] = [
            bindparam(_mark(name, n)) for n in range(size)
        ]
        if not params:
            query = query.where(columns[name].is_(None))
        elif size == 1:
            query = query.where(columns[name] == params[0])
        else:
            query = query.where(columns[name].in_(params))
    return query
