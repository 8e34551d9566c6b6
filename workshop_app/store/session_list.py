"""The list of sessions, which the first page shows: apart, for it is read alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import AttendanceStatus
from workshop_app.store.derived import search_entry
from workshop_app.store.listing import Key, Listing, OfIds
from workshop_app.store.records import SHAPES
from workshop_app.store.sentences import readable
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workshop_app.store.engine import Link

_session: Final = SHAPES["session"].table
_attendance: Final = SHAPES["attendance"].table
_OWN: Final = search_entry.alias("own")


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session, how many stand on its list, and how many of them came."""

    session: Session
    listed: int
    present: int


_COUNTS: Final = OfIds(
    select(
        _attendance.c.session,
        func.count(),
        func.count().filter(_attendance.c.status == str(AttendanceStatus.PRESENT)),
    )
    .where(_attendance.c.deleted == 0)
    .group_by(_attendance.c.session),
    _attendance.c.session,
)
_SESSION_ROWS: Final = OfIds(select(_session), _session.c.id)


def _read_sessions(link: Link, ids: Sequence[str]) -> Mapping[str, SessionRow]:
    counts = {row[0]: (row[1], row[2]) for row in _COUNTS.rows(link, ids)}
    rows = _SESSION_ROWS.rows(link, ids)
    load = SHAPES["session"].load
    with readable():
        return {
            row[0]: SessionRow(load(row), *counts.get(row[0], (0, 0))) for row in rows
        }


SESSIONS: Final = Listing[SessionRow](
    start=_OWN.outerjoin(_session, _session.c.id == _OWN.c.rec),
    id=_OWN.c.rec,
    living=_OWN.c.kind == "session",
    orders={
        "date": (
            Key(
                func.coalesce(
                    _session.c.held_on, func.substr(_session.c.opened_at, 1, 10)
                ),
                absent=True,
            ),
            Key(_OWN.c.rec),
        ),
        "title": (Key(_OWN.c.folded), Key(_OWN.c.rec)),
        "newest": (Key(_OWN.c.rec, down=True),),
    },
    order="newest",
    holding=lambda holds: holds(_OWN),
    only={
        "stage": lambda value: _session.c.stage == value,
        "theme": lambda value: _session.c.theme == value,
    },
    read=_read_sessions,
)
