"""The order in which things can have happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.errors import AppError
from workshop_app.i18n import short_time, tr

if TYPE_CHECKING:
    from datetime import datetime


class ClosedBeforeOpenedError(AppError):
    """Something is said to have closed before it opened."""

    def __init__(self, opened_at: datetime, closed_at: datetime) -> None:
        super().__init__(
            tr(
                "It cannot close at {closed} when it opened at {opened}.",
                closed=short_time(closed_at),
                opened=short_time(opened_at),
            ),
            advice=tr("Check the two times and their dates."),
        )
        self.field = "closed_at"


def check_order(opened_at: datetime | None, closed_at: datetime | None) -> None:
    """Refuse a closing before the opening; either may be unknown.

    Raises:
        ClosedBeforeOpenedError: If it closed before it opened.
    """
    if opened_at is not None and closed_at is not None and closed_at < opened_at:
        raise ClosedBeforeOpenedError(opened_at, closed_at)
