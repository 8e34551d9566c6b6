"""Where two computers wrote different values and still do not disagree.

At two doors of one session somebody is let in twice: each door notes when it put the
person on the list, and both are right.  The earlier is when the person joined, and
nobody is to be asked.  It follows from the values alone, whatever order they came in.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from workshop_app.domain.attendance import Attendance
from workshop_app.domain.vocabulary import AttendanceStatus
from workshop_app.ledger.fold import State
from workshop_app.ledger.payload import ERASED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workshop_app.ledger.payload import Known


def agreed(kind: str, state: State) -> State:
    """Return a state without what is no disagreement."""
    if kind != Attendance.kind or not state.conflicts:
        return state
    values, conflicts = dict(state.values), dict(state.conflicts)
    for field, joined in _JOINED.items():
        said = [one.value for one in conflicts.get(field, ())]
        if not said or ERASED in said:
            continue
        left = joined(said)
        if len(left) == 1:
            values[field] = left[0]
            del conflicts[field]
    return State(values, state.live, conflicts, state.deleted, state.life_conflict)


def _earliest(said: Sequence[Known]) -> Sequence[Known]:
    """Return when somebody joined; None for whoever somebody had on the list."""
    if None in said:
        return [None]
    moments = {_moment(one): one for one in said}
    return said if None in moments else [moments[min(filter(None, moments))]]


def _moment(said: Known) -> datetime | None:
    """Return a moment that a file tells; None for a text that is none."""
    try:
        moment = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _known(said: Sequence[Known]) -> Sequence[Known]:
    """Leave out that somebody was only expected: whoever says more knows more."""
    return [one for one in said if one != AttendanceStatus.EXPECTED.value]


_JOINED: Final[Mapping[str, Callable[[Sequence[Known]], Sequence[Known]]]] = {
    "joined_at": _earliest,
    "status": _known,
}
