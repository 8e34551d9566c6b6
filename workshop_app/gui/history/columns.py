"""What the list of deeds shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.clock import PERU
from workshop_app.gui.parts.list_model import Column
from workshop_app.gui.spoken_codes import short_codes
from workshop_app.i18n import short_date, short_time, tr
from workshop_app.services.deeds import deed_title

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from workshop_app.store import DeedRow


def deed_columns(
    name_of: Callable[[str], str], touched: Callable[[DeedRow], str]
) -> Sequence[Column[DeedRow]]:
    """Return them in the order people read them.

    Args:
        name_of: The name of a person, by id.
        touched: What an amendment altered, as “Session: date, venue”; "" for others.
    """
    return (
        Column(
            tr("What was done"),
            said,
            second=lambda row: " · ".join(filter(None, (touched(row), row.reason))),
            stretch=True,
            width=360,
        ),
        Column(
            tr("Who and when"),
            lambda row: name_of(row.actor),
            second=_when,
            order="newest",
            width=164,
        ),
        Column(
            tr("Status"),
            lambda row: tr("Undone") if row.reverted else "",
            tone=lambda row: "warn" if row.reverted else "",
            width=88,
        ),
    )


def _when(row: DeedRow) -> str:
    moment = here(row.at)
    return tr("{day}, {time}", day=short_date(moment.date()), time=short_time(moment))


def said(row: DeedRow) -> str:
    """Say what a deed was."""
    return short_codes(deed_title(row.code, row.arguments))


def here(moment: datetime) -> datetime:
    """Return a moment at the hour it was here."""
    return moment.astimezone(PERU)
