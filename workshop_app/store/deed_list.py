"""The list of deeds: what was done in a process, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, func, or_, select, true

from workshop_app.store import history
from workshop_app.store.derived import search_entry
from workshop_app.store.history import DeedRow
from workshop_app.store.listing import Key, Listing, Test
from workshop_app.store.tables import commits, op

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement

    from workshop_app.store.engine import Link

_OTHER: Final = search_entry.alias("of_other")


def _touched(holds: Test) -> ColumnElement[bool]:
    """Say that a deed touched a record that holds a word, or was done by somebody."""
    same = and_(_OTHER.c.rec == op.c.rec, _OTHER.c.kind == op.c.kind)
    wrote = select(op.c.c).join(_OTHER, same).where(holds(_OTHER))
    doers = select(_OTHER.c.rec).where(_OTHER.c.kind == "person", holds(_OTHER))
    return or_(commits.c.n.in_(wrote), commits.c.actor.in_(doers))


def _read_deeds(link: Link, ids: Sequence[str]) -> Mapping[str, DeedRow]:
    return {row.deed: row for row in history.deeds_named(link, ids)}


DEEDS: Final = Listing[DeedRow](
    start=commits,
    id=commits.c.deed,
    living=true(),
    orders={"newest": (Key(func.max(commits.c.n), down=True),)},
    order="newest",
    holding=_touched,
    only={
        "record": lambda value: commits.c.n.in_(history.touching(value)),
        "actor": lambda value: commits.c.actor == value,
    },
    group=(commits.c.dev, commits.c.deed),
    read=_read_deeds,
)
