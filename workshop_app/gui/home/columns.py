"""What the list of sessions shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from workshop_app.domain.labels import label
from workshop_app.domain.vocabulary import SessionState
from workshop_app.gui.parts.list_model import Column
from workshop_app.i18n import short_date, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.gui.parts.chip import Tone
    from workshop_app.store.session_list import SessionRow

_TONES: dict[SessionState, Tone] = {
    SessionState.PLANNED: "plain",
    SessionState.OPEN: "info",
    SessionState.CLOSED: "ok",
}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def session_columns() -> Sequence[Column[SessionRow]]:
    """Return them in the order people read them."""
    return (
        Column(
            tr("Session"),
            lambda row: row.session.title,
            order="title",
            second=lambda row: row.session.venue,
            stretch=True,
            width=320,
        ),
        Column(tr("Date"), _day, order="date", descending=True, width=118),
        Column(tr("People"), _people, width=104, align=_RIGHT, since=440),
        Column(
            tr("Status"),
            lambda row: label(row.session.state),
            tone=lambda row: state_tone(row.session.state),
            width=126,
        ),
    )


def state_tone(state: SessionState) -> Tone:
    """Return how grave the state of a session is drawn."""
    return _TONES[state]


def _day(row: SessionRow) -> str:
    day = row.session.day
    return tr("no date") if day is None else short_date(day)


def _people(row: SessionRow) -> str:
    if row.session.state is SessionState.PLANNED:
        return str(row.listed)
    return tr("{present} of {listed}", present=row.present, listed=row.listed)
