"""The columns of the list of contributions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.gui.parts.list_model import Column
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from workshop_app.gui.live.reading import Line

_TONES = {
    "open": "warn",
    "draft": "plain",
    "unvoted": "plain",
    "adopted": "ok",
    "rejected": "bad",
    "tied": "warn",
    "no_quorum": "warn",
    "not_counted": "plain",
    "decided": "info",
}


def columns() -> list[Column[Line]]:
    """Return what the list shows of a contribution."""
    return [
        Column(
            tr("Contribution"),
            _title,
            second=_second,
            width=190,
            stretch=True,
        ),
        Column(tr("Status"), said_of_state, tone=_tone, width=116),
    ]


def words_of(line: Line) -> str:
    """Return what a filter looks at."""
    return f"{line.code} {line.title} {line.by} {said_of_state(line)}"


def said_of_state(line: Line) -> str:
    """Say how far a contribution has come at the table."""
    words = {
        "open": tr("Being voted on"),
        "draft": tr("Draft"),
        "unvoted": tr("No vote yet"),
        "adopted": tr("Approved"),
        "rejected": tr("Not approved"),
        "tied": tr("Tied"),
        "no_quorum": tr("No quorum"),
        "not_counted": tr("Not counted"),
        "decided": tr("Answer given"),
    }
    return words[line.state]


def _title(line: Line) -> str:
    return line.title


def _second(line: Line) -> str:
    return " · ".join(filter(None, [line.code, line.by]))


def _tone(line: Line) -> str:
    return _TONES[line.state]
