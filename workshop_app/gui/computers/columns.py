"""What the lists of computers and of their acts show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from workshop_app.gui.computers.words import TONES, counted_words, stands_words
from workshop_app.gui.parts.list_model import Column
from workshop_app.gui.spoken_codes import short_codes
from workshop_app.i18n import short_date, short_time, tr
from workshop_app.services.deeds import deed_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.services.computer_list import ActRow, Computer

_RIGHT = Qt.AlignmentFlag.AlignRight


def computer_columns() -> Sequence[Column[Computer]]:
    """Return those of the computers."""
    return (
        Column(
            tr("Computer"),
            lambda one: one.name,
            second=lambda one: one.beside,
            order="label",
            stretch=True,
            width=150,
        ),
        Column(
            tr("Standing"),
            stands_words,
            second=lambda one: tr("two histories") if one.forked else "",
            tone=lambda one: TONES[one.stands],
            order="stands",
            width=150,
        ),
        Column(
            tr("What it recorded"),
            counted_words,
            order="commits",
            descending=True,
            width=190,
            since=520,
        ),
        Column(
            tr("Last recorded"),
            lambda one: short_date(one.last.date()),
            second=lambda one: short_time(one.last),
            order="last",
            descending=True,
            width=110,
        ),
    )


def act_columns() -> Sequence[Column[ActRow]]:
    """Return those of the acts of one computer."""
    return (
        Column(
            tr("N°"),
            lambda row: "0" if row.act is None else str(row.act.number),
            width=64,
            align=_RIGHT,
        ),
        Column(tr("When"), _when, width=150),
        Column(tr("What"), _what, stretch=True, width=220),
        Column(tr("Counts now"), _counts, width=100),
    )


def _when(row: ActRow) -> str:
    if row.act is None:
        return ""
    return f"{short_date(row.act.at.date())} {short_time(row.act.at)}"


def _what(row: ActRow) -> str:
    if row.act is None:
        return tr("Nothing of this computer counts")
    if row.deed is None:
        return deed_title(row.act.code, {})
    return short_codes(deed_title(row.deed.code, row.deed.arguments))


def _counts(row: ActRow) -> str:
    if row.act is None:
        return ""
    return tr("yes") if row.act.believed else tr("no")
