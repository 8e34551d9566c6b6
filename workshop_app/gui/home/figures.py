"""The session on the table in four figures, as the first page shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.clock import PERU
from workshop_app.domain.labels import label
from workshop_app.domain.vocabulary import Quorum, SessionState
from workshop_app.i18n import ntr, short_date, short_time, tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from datetime import date, datetime

    from workshop_app.services.last_backup import LastBackup
    from workshop_app.services.session_overview import SessionOverview
    from workshop_app.store import Store


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One of the four.

    Attributes:
        icon: One of the icons' names.
        said: The figure, in a word or two.
        beside: What it is, in one line.
        tone: Name of the token its icon is drawn in.
    """

    icon: str
    said: str
    beside: str
    tone: str


def read_figures(store: Store, session: str, now: datetime) -> tuple[Figure, ...]:
    """Read the figures of a session; in the lane, as it reads the whole list."""
    # not needed before the first page is painted
    from workshop_app.services.last_backup import last_backup  # noqa: PLC0415
    from workshop_app.services.session_overview import overview  # noqa: PLC0415

    with store.read() as reader:
        seen = overview(reader, session, now)
    return figures(seen, last_backup(store), now)


def figures(
    seen: SessionOverview, last: LastBackup | None, now: datetime
) -> tuple[Figure, ...]:
    """Return day, people, contributions and last copy."""
    today = now.astimezone(PERU).date()
    return (
        _day(seen, today),
        _people(seen),
        _contributions(seen),
        _copy(last, today),
    )


def _day(seen: SessionOverview, today: date) -> Figure:
    session = seen.session
    said = tr("No date yet")
    if session.day is not None:
        said = tr("Today") if session.day == today else short_date(session.day)
    beside = label(session.state)
    if session.opened_at is not None:
        opened = short_time(session.opened_at)
        beside = tr("Open since {time}", time=opened)
        if session.closed_at is not None:
            closed = short_time(session.closed_at)
            beside = tr("From {opened} to {closed}", opened=opened, closed=closed)
    return Figure(icon="calendar", said=said, beside=beside, tone="primary")


def _people(seen: SessionOverview) -> Figure:
    people, numbers = seen.people, seen.quorum
    if seen.session.state is SessionState.PLANNED:
        said, beside = str(people.listed.total), tr("people expected")
    else:
        said = tr(
            "{present} of {listed}",
            present=people.arrived.total,
            listed=people.listed.total,
        )
        beside = tr("people arrived")
        if numbers is not None and numbers.rule is not Quorum.NONE:
            word = tr("quorum reached") if numbers.met else tr("no quorum")
            beside = f"{beside} · {word}"
    return Figure(icon="people", said=said, beside=beside, tone="state")


def _contributions(seen: SessionOverview) -> Figure:
    numbers = seen.contributions
    decided = numbers.answered + numbers.unreasoned
    return Figure(
        icon="quote",
        said=ntr("{count} contribution", "{count} contributions", numbers.total),
        beside=tr(
            "{answered} with an answer · {left} without",
            answered=decided,
            left=numbers.total - decided,
        ),
        tone="civil",
    )


def _copy(last: LastBackup | None, today: date) -> Figure:
    if last is None:
        return Figure(
            icon="drive",
            said=tr("No copy"),
            beside=tr("only on this computer so far"),
            tone="warn",
        )
    moment = last.at.astimezone(PERU)
    when = short_time(moment) if moment.date() == today else short_date(moment.date())
    return Figure(
        icon="drive",
        said=tr("Copy {when}", when=when),
        beside=str(last.folder),
        tone="ok",
    )
