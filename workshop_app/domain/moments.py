"""The order in which things can have happened, each with its offset from UTC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.errors import AppError
from workshop_app.i18n import short_time, tr

if TYPE_CHECKING:
    from datetime import datetime


class MomentWithoutOffsetError(AppError):
    """A time does not say how far its clock is from UTC."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(
            tr(
                "The time {time} does not say of which time zone it is.",
                time=short_time(moment),
            ),
            advice=tr("Write it with its offset, such as -05:00 in Peru."),
        )
        self.moment = moment


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
        MomentWithoutOffsetError: If one of them has no offset.
    """
    require_offset(opened_at, closed_at)
    if opened_at is not None and closed_at is not None and closed_at < opened_at:
        raise ClosedBeforeOpenedError(opened_at, closed_at)


def require_offset(*moments: datetime | None) -> None:
    """Refuse a time that cannot be compared with the others; it may be unknown.

    One such time on record would keep everybody's presence from being computed.

    Raises:
        MomentWithoutOffsetError: If one of them has no offset.
    """
    for moment in moments:
        if moment is not None and moment.utcoffset() is None:
            raise MomentWithoutOffsetError(moment)


def written(moment: datetime) -> str:
    """Return a moment as the ledger holds it, in ISO 8601 with its offset.

    Raises:
        MomentWithoutOffsetError: If it has none.
    """
    require_offset(moment)
    return moment.isoformat()
