"""What the lists of the office's board show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from workshop_app.gui.parts.list_model import Column
from workshop_app.i18n import ntr, short_date, short_time, tr
from workshop_app.services.office_board import Arrival, Cell, Line, MinutesState
from workshop_app.services.office_board_words import arrival_words, minutes_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_RIGHT = Qt.AlignmentFlag.AlignRight
_ARRIVALS: Final = {
    Arrival.OVERDUE: "bad",
    Arrival.PLANNED: "plain",
    Arrival.RECEIVED: "ok",
    Arrival.HERE: "info",
}
_MINUTES: Final = {
    MinutesState.NOT_DUE: "",
    MinutesState.NONE: "warn",
    MinutesState.UNSIGNED: "warn",
    MinutesState.PARTLY_SIGNED: "warn",
    MinutesState.SIGNED: "ok",
}


def line_columns() -> Sequence[Column[Line]]:
    """Return those of the sessions."""
    return (
        Column(
            tr("Session"),
            lambda one: f"{one.code} · {one.title}",
            second=_day,
            order="day",
            stretch=True,
            width=170,
        ),
        Column(
            tr("What came"),
            lambda one: arrival_words(one.arrival),
            tone=lambda one: _ARRIVALS[one.arrival],
            order="arrival",
            width=128,
        ),
        Column(
            tr("Last file"),
            lambda one: date_of(one.came_at),
            second=lambda one: time_of(one.came_at),
            order="came",
            descending=True,
            width=124,
            since=900,
        ),
        Column(
            tr("Changes"),
            lambda one: number(one.acts),
            second=_uncounted,
            order="acts",
            descending=True,
            width=84,
            align=_RIGHT,
        ),
        *_further(),
    )


def _further() -> Sequence[Column[Line]]:
    """Return those that a narrow window leaves out."""
    return (
        Column(
            tr("Computers"),
            lambda one: number(len(one.cells)),
            order="computers",
            descending=True,
            width=104,
            align=_RIGHT,
            since=560,
        ),
        Column(
            tr("Minutes"),
            lambda one: minutes_words(one.minutes),
            tone=lambda one: _MINUTES[one.minutes],
            order="minutes",
            width=140,
            since=480,
        ),
        Column(
            tr("What lacks"),
            _letters,
            second=_disputes,
            order="lacks",
            descending=True,
            width=124,
            since=640,
        ),
    )


def cell_columns() -> Sequence[Column[Cell]]:
    """Return those of the computers that took part in a session."""
    return (
        Column(
            tr("Computer"),
            lambda one: one.label,
            second=_received,
            order="label",
            stretch=True,
            width=120,
        ),
        Column(
            tr("Last change"),
            lambda one: date_of(one.last),
            second=lambda one: time_of(one.last),
            order="last",
            descending=True,
            width=118,
        ),
        Column(
            tr("Changes"),
            lambda one: number(one.acts),
            order="acts",
            descending=True,
            width=84,
            align=_RIGHT,
        ),
    )


def date_of(moment: datetime | None) -> str:
    """Return the day of a moment as lists say it, "" for none."""
    return "" if moment is None else short_date(moment.date())


def time_of(moment: datetime | None) -> str:
    """Return the time of day of a moment, "" for none."""
    return "" if moment is None else short_time(moment)


def number(count: int) -> str:
    """Return a number; nothing for none, so that what there is stands out."""
    return f"{count}" if count else ""


def _day(one: Line) -> str:
    return tr("without a date") if one.day is None else short_date(one.day)


def _uncounted(one: Line) -> str:
    if not one.uncounted:
        return ""
    return tr("{count} do not count", count=one.uncounted)


def _letters(one: Line) -> str:
    if not one.letters:
        return ""
    return ntr("{count} letter", "{count} letters", one.letters)


def _disputes(one: Line) -> str:
    if not one.disputes:
        return ""
    return ntr("{count} disagreement", "{count} disagreements", one.disputes)


def _received(one: Cell) -> str:
    if one.uncounted:
        return tr("to be admitted")
    if one.is_doubtful:
        return tr("its clock is wrong")
    if one.came_at is None:
        return tr("recorded here")
    return tr("came on {date}", date=date_of(one.came_at))
