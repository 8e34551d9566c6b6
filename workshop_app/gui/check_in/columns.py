"""What the list of a session shows of each of its people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workshop_app.domain.labels import label
from workshop_app.domain.vocabulary import Standing
from workshop_app.gui.check_in.roll import Line, Place
from workshop_app.gui.parts.list_model import Column
from workshop_app.gui.parts.list_source import HeldRows
from workshop_app.i18n import short_time, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

TONES: Final = {
    Place.INSIDE: "ok",
    Place.LEFT: "plain",
    Place.EXPECTED: "info",
    Place.ABSENT: "warn",
    Place.EXCUSED: "plain",
}


def columns() -> Sequence[Column[Line]]:
    """Return the columns, in the language of the moment."""
    return (
        Column(
            tr("Person"),
            lambda line: line.name,
            order="name",
            second=_organization,
            width=260,
            stretch=True,
        ),
        Column(tr("Document no."), lambda line: line.number, order="number", width=112),
        Column(
            tr("Bloc"),
            lambda line: label(line.bloc),
            order="bloc",
            mark=lambda line: line.bloc.value,
            width=142,
        ),
        Column(tr("Arrival"), arrival, order="arrival", descending=True, width=84),
        Column(
            tr("Status"),
            state_words,
            order="state",
            tone=lambda line: TONES[line.place],
            width=128,
        ),
    )


def source() -> HeldRows[Line]:
    """Return where the list comes from, empty."""
    return HeldRows(
        (),
        lambda line: line.person,
        text=_all_words,
        orders={
            "name": lambda line: line.name,
            "number": lambda line: line.number or None,
            "bloc": lambda line: label(line.bloc),
            "arrival": lambda line: line.arrived,
            "state": state_words,
        },
    )


def arrival(line: Line) -> str:
    """Say when somebody came; an asterisk says that it was typed in from paper."""
    if line.arrived is None:
        return "–"
    hour = short_time(line.arrived)
    return f"{hour} *" if line.transcribed else hour


def state_words(line: Line) -> str:
    """Say where somebody is, in one or two words."""
    match line.place:
        case Place.INSIDE:
            return tr("Until the closing") if line.over else tr("Present")
        case Place.LEFT:
            return tr("Left {time}", time=short_time(line.since) if line.since else "")
        case Place.EXPECTED:
            return tr("Expected")
        case Place.ABSENT:
            return tr("Absent")
        case Place.EXCUSED:
            return tr("Sent an excuse")


def _organization(line: Line) -> str:
    """Say for whom they are there, and what they may do if it is not the usual."""
    parts = [line.organization, line.group]
    if line.standing is not Standing.VOICE_VOTE:
        parts.append(label(line.standing))
    return " · ".join(part for part in parts if part) or " "


def _all_words(line: Line) -> str:
    return " ".join(
        (
            line.name,
            line.organization,
            line.number,
            line.group,
            label(line.bloc),
            label(line.standing),
            state_words(line),
        )
    )
