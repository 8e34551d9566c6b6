"""What the office's board says, in words."""

from __future__ import annotations

from workshop_app.i18n import tr
from workshop_app.services.office_board import Arrival, MinutesState


def arrival_words(arrival: Arrival) -> str:
    """Say whether a session's work is here."""
    return {
        Arrival.OVERDUE: tr("nothing came, its day is over"),
        Arrival.PLANNED: tr("planned"),
        Arrival.RECEIVED: tr("received"),
        Arrival.HERE: tr("recorded here"),
    }[arrival]


def minutes_words(state: MinutesState) -> str:
    """Say how far the minutes of a session are."""
    return {
        MinutesState.NOT_DUE: "",
        MinutesState.NONE: tr("not issued"),
        MinutesState.UNSIGNED: tr("without signatures"),
        MinutesState.PARTLY_SIGNED: tr("signatures are missing"),
        MinutesState.SIGNED: tr("signed"),
    }[state]
