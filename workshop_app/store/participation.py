"""Which computer wrote how much of which session, and what is disagreed on of each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select, union

from workshop_app.clock import from_milliseconds
from workshop_app.store.derived import conflict, distrusted
from workshop_app.store.records import SHAPES
from workshop_app.store.statement import Statement
from workshop_app.store.tables import commits, device, imported, op
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, FromClause

    from workshop_app.store.store import Store

_BY: Final = {
    "ballot": "ballot",
    "contribution": "contribution",
    "group": "working_group",
}
"""What a record without a session belongs to that has one, by its field."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one computer wrote of one session.

    Attributes:
        session: Its id.
        device: The public key of the computer.
        acts: How many of its commits are about it.
        last: When it wrote the last of them, as that computer claimed.
        came_at: When the last of them came in with a file; None if all were written
            here.
        uncounted: How many of them are not believed.
    """

    session: str
    device: str
    acts: int
    last: datetime
    came_at: datetime | None
    uncounted: int


def _belonging() -> list[tuple[str, FromClause, ColumnElement[Any]]]:
    """Return each kind that is about a session: its rows, and their session."""
    found: list[tuple[str, Any, Any]] = []
    for kind, shape in SHAPES.items():
        columns = shape.table.c
        if kind == "session":
            found.append((kind, shape.table, columns.id))
        elif "session" in shape.names:
            found.append((kind, shape.table, columns.session))
        else:
            for name in _BY.keys() & set(shape.names):
                other = SHAPES[_BY[name]].table
                joined = shape.table.join(other, other.c.id == columns[name])
                found.append((kind, joined, other.c.session))
    return found


def _written() -> Statement:
    touched = union(
        *(
            select(session.label("session"), op.c.c.label("c"))
            .select_from(rows.join(op, op.c.rec == SHAPES[kind].table.c.id))
            .where(op.c.kind == kind, session.is_not(None))
            for kind, rows, session in _belonging()
        )
    ).subquery()
    return Statement(
        select(
            touched.c.session,
            device.c.key,
            func.count(),
            func.max(commits.c.clk),
            func.max(commits.c.via),
            func.count(distrusted.c.c),
        )
        .join(commits, commits.c.n == touched.c.c)
        .join(device, device.c.n == commits.c.dev)
        .outerjoin(distrusted, distrusted.c.c == commits.c.n)
        .group_by(touched.c.session, device.c.key)
    )


def _disputed() -> Statement:
    fields = union(
        *(
            select(session.label("session"), conflict.c.rec, conflict.c.field)
            .select_from(rows.join(conflict, conflict.c.rec == SHAPES[kind].table.c.id))
            .where(conflict.c.kind == kind, session.is_not(None))
            for kind, rows, session in _belonging()
        )
    ).subquery()
    return Statement(select(fields.c.session, func.count()).group_by(fields.c.session))


_CAME = Statement(select(imported.c.n, imported.c.at))
_LAST_WITH = Statement(
    select(device.c.key, func.max(commits.c.via))
    .join(commits, commits.c.dev == device.c.n)
    .where(commits.c.via.is_not(None))
    .group_by(device.c.key)
)
_WRITTEN = _written()
_DISPUTED = _disputed()


def parts(store: Store) -> tuple[Part, ...]:
    """Return what every computer wrote of every session, as far as it counts here.

    What is kept of a stranger about records that nobody else wrote is not among it:
    such records are not there before somebody admits the stranger.
    """
    with store.database.reading() as link:
        came = _moments(link.rows(_CAME))
        return tuple(
            Part(
                session=session,
                device=key,
                acts=count,
                last=from_milliseconds(clock),
                came_at=came.get(via),
                uncounted=doubted,
            )
            for session, key, count, clock, via, doubted in link.rows(_WRITTEN)
        )


def came_last(store: Store) -> Mapping[str, datetime]:
    """Return when something of each computer last came in, by its public key."""
    with store.database.reading() as link:
        came = _moments(link.rows(_CAME))
        return {key: came[via] for key, via in link.rows(_LAST_WITH)}


def disputed_in(store: Store) -> Mapping[str, int]:
    """Return how many fields are disagreed on in each session, by its id."""
    with store.database.reading() as link:
        return dict(link.rows(_DISPUTED))


def _moments(rows: Any) -> dict[int, datetime]:
    return {n: datetime.fromisoformat(at) for n, at in rows}
