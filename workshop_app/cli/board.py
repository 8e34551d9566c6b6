"""What `imports --board` answers: of every session what is expected and what came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshop_app.cli.layout import pairs, table
from workshop_app.i18n import short_date, tr
from workshop_app.services.office_board_words import arrival_words, minutes_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from workshop_app.services.office_board import Board, Cell, Line, Sender

_SHOWN = 6
"""Computers of a session that are named; the rest are counted."""


def board_data(board: Board) -> dict[str, Any]:
    """Return the board as plain data."""
    totals = board.totals
    return {
        "sessions": [_line_data(one) for one in board.lines],
        "computers": [_sender_data(one) for one in board.senders],
        "totals": {
            "sessions": totals.sessions,
            "received": totals.received,
            "overdue": totals.overdue,
            "computers": totals.computers,
            "awaited": totals.awaited,
            "to_be_admitted": totals.strangers,
            "acts": totals.acts,
            "minutes_unsigned": totals.unsigned,
            "letters_pending": totals.letters,
            "disagreements": totals.disputes,
        },
    }


def board_lines(board: Board) -> Iterator[str]:
    """Put the board into words and tables."""
    headings = [
        tr("Session"),
        tr("Date"),
        tr("What came"),
        tr("Last file"),
        tr("Changes"),
        tr("Minutes"),
        tr("Letters to send"),
        tr("In disagreement"),
        tr("Computers"),
    ]
    rows = [
        (
            f"{one.code} {one.title}",
            "" if one.day is None else short_date(one.day),
            arrival_words(one.arrival),
            _moment(one.came_at),
            one.acts or "",
            minutes_words(one.minutes),
            one.letters or "",
            one.disputes or "",
            _names(one.cells),
        )
        for one in board.lines
    ]
    yield from table(headings, rows)
    yield ""
    totals = board.totals
    yield from pairs(
        {
            tr("Sessions"): f"{totals.sessions}",
            tr("Overdue"): f"{totals.overdue}",
            tr("Computers"): f"{totals.computers}",
            tr("Nothing came of"): f"{totals.awaited}",
            tr("To be admitted"): f"{totals.strangers}",
            tr("Minutes to sign"): f"{totals.unsigned}",
            tr("Letters to send"): f"{totals.letters}",
            tr("Open disagreements"): f"{totals.disputes}",
        }
    )


def _names(cells: tuple[Cell, ...]) -> str:
    named = ", ".join(f"{one.label} {one.acts}" for one in cells[:_SHOWN])
    more = len(cells) - _SHOWN
    if more <= 0:
        return named
    return tr("{named}, and {count} more", named=named, count=more)


def _line_data(one: Line) -> dict[str, Any]:
    return {
        "session": one.code,
        "title": one.title,
        "date": None if one.day is None else one.day.isoformat(),
        "state": one.state.value,
        "arrival": one.arrival.value,
        "received": _iso(one.came_at),
        "last": _iso(one.last),
        "acts": one.acts,
        "not_counted": one.uncounted,
        "minutes": one.minutes.value,
        "letters_pending": one.letters,
        "disagreements": one.disputes,
        "computers": [
            {
                "computer": cell.label,
                "key": cell.device,
                "acts": cell.acts,
                "last": cell.last.isoformat(),
                "received": _iso(cell.came_at),
                "not_counted": cell.uncounted,
            }
            for cell in one.cells
        ],
    }


def _sender_data(one: Sender) -> dict[str, Any]:
    return {
        "computer": one.label,
        "key": one.device,
        "admitted": one.admitted,
        "acts": one.acts,
        "not_counted": one.uncounted,
        "last": _iso(one.last),
        "received": _iso(one.came_at),
        "sessions": one.sessions,
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else moment.strftime("%Y-%m-%d %H:%M")
