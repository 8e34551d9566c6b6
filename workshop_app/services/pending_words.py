"""The kinds of things left to do, and the sentence of each."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from workshop_app.i18n import ntr, plain_date, tr
from workshop_app.services.pages import Page
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class PendingKind(StrEnum):
    """What can be left to do, in the order of a process."""

    NO_SESSION = "no_session"
    NO_RULES = "no_rules"
    NO_DATE = "no_date"
    NO_CHAIR = "no_chair"
    NO_FACILITATION = "no_facilitation"
    NO_AGENDA = "no_agenda"
    NOBODY_INVITED = "nobody_invited"
    NOT_OPENED = "not_opened"
    NOT_ARRIVED = "not_arrived"
    BALLOT_OPEN = "ballot_open"
    UNTRANSLATED = "untranslated"
    UNDECIDED = "undecided"
    UNREASONED = "unreasoned"
    TO_CLOSE = "to_close"
    NO_MINUTES = "no_minutes"
    UNSIGNED = "unsigned"
    PARTLY_SIGNED = "partly_signed"
    LETTERS = "letters"
    NO_BACKUP = "no_backup"
    OLD_BACKUP = "old_backup"
    CONFLICTS = "conflicts"


@dataclass(frozen=True, kw_only=True)
class Pending:
    """One thing left to do.

    Attributes:
        count: How many there are of it.
        page: Where it is done.
        target: The record to go to there, by id, if there is one.
        session: The session to have on the table there, by id.
        subject: What the sentence speaks of: the code of the session, or the number
            of the paper.
        since: Since when, if that is said.
    """

    kind: PendingKind
    page: Page
    count: int = 1
    target: str | None = None
    session: str | None = None
    subject: str = ""
    since: date | None = None


PLACES: Final[Mapping[PendingKind, Page]] = {
    PendingKind.NO_SESSION: Page.PREPARE,
    PendingKind.NO_RULES: Page.PREPARE,
    PendingKind.NO_DATE: Page.PREPARE,
    PendingKind.NO_CHAIR: Page.PREPARE,
    PendingKind.NO_FACILITATION: Page.PREPARE,
    PendingKind.NO_AGENDA: Page.PREPARE,
    PendingKind.NOBODY_INVITED: Page.PREPARE,
    PendingKind.NOT_OPENED: Page.CHECK_IN,
    PendingKind.NOT_ARRIVED: Page.CHECK_IN,
    PendingKind.BALLOT_OPEN: Page.LIVE,
    PendingKind.UNTRANSLATED: Page.LIVE,
    PendingKind.UNDECIDED: Page.DECISIONS,
    PendingKind.UNREASONED: Page.DECISIONS,
    PendingKind.TO_CLOSE: Page.MINUTES,
    PendingKind.NO_MINUTES: Page.MINUTES,
    PendingKind.UNSIGNED: Page.MINUTES,
    PendingKind.PARTLY_SIGNED: Page.MINUTES,
    PendingKind.LETTERS: Page.LETTERS,
    PendingKind.NO_BACKUP: Page.PREFERENCES,
    PendingKind.OLD_BACKUP: Page.PREFERENCES,
    PendingKind.CONFLICTS: Page.SETTLING,
}
"""Where each kind of thing is done."""

_SENTENCES: Final[Mapping[PendingKind, Callable[[Pending], str]]] = {
    PendingKind.NO_SESSION: lambda _: tr("No session has been scheduled yet."),
    PendingKind.NO_RULES: lambda _: tr("The process has no rules of decision."),
    PendingKind.NO_DATE: lambda p: tr("Session {code} has no date.", code=p.subject),
    PendingKind.NO_CHAIR: lambda p: ntr(
        "Session {code} lacks {count} co-chair.",
        "Session {code} lacks {count} co-chairs.",
        count=p.count,
        code=p.subject,
    ),
    PendingKind.NO_FACILITATION: lambda p: tr(
        "Session {code} has neither facilitator nor rapporteur.", code=p.subject
    ),
    PendingKind.NO_AGENDA: lambda p: tr(
        "Session {code} has no agenda.", code=p.subject
    ),
    PendingKind.NOBODY_INVITED: lambda p: tr(
        "Nobody is on the list of session {code}.", code=p.subject
    ),
    PendingKind.NOT_OPENED: lambda p: tr(
        "Session {code} has not been opened.", code=p.subject
    ),
    PendingKind.NOT_ARRIVED: lambda p: ntr(
        "{count} person expected at session {code} has not arrived.",
        "{count} people expected at session {code} have not arrived.",
        count=p.count,
        code=p.subject,
    ),
    PendingKind.BALLOT_OPEN: lambda p: ntr(
        "{count} ballot of session {code} is still open.",
        "{count} ballots of session {code} are still open.",
        count=p.count,
        code=p.subject,
    ),
    PendingKind.UNTRANSLATED: lambda p: ntr(
        "{count} contribution in another language has no translation.",
        "{count} contributions in another language have no translation.",
        count=p.count,
    ),
    PendingKind.UNDECIDED: lambda p: ntr(
        "{count} contribution without an answer.",
        "{count} contributions without an answer.",
        count=p.count,
    ),
    PendingKind.UNREASONED: lambda p: ntr(
        "{count} contribution whose answer gives no reason.",
        "{count} contributions whose answer gives no reason.",
        count=p.count,
    ),
    PendingKind.TO_CLOSE: lambda p: tr(
        "Session {code} is still open; close it.", code=p.subject
    ),
    PendingKind.NO_MINUTES: lambda p: tr(
        "Session {code} has no minutes.", code=p.subject
    ),
    PendingKind.UNSIGNED: lambda p: tr("{number} is not signed.", number=p.subject),
    PendingKind.PARTLY_SIGNED: lambda p: ntr(
        "{number} lacks {count} signature.",
        "{number} lacks {count} signatures.",
        count=p.count,
        number=p.subject,
    ),
    PendingKind.LETTERS: lambda p: ntr(
        "{count} answered contribution stands in no letter yet.",
        "{count} answered contributions stand in no letter yet.",
        count=p.count,
    ),
    PendingKind.NO_BACKUP: lambda _: tr("No copy of this process has been made yet."),
    PendingKind.OLD_BACKUP: lambda p: tr(
        "No copy has been made since {day}.", day=_day(p.since)
    ),
    PendingKind.CONFLICTS: lambda p: ntr(
        "{count} disagreement to settle.",
        "{count} disagreements to settle.",
        count=p.count,
    ),
}


def sentence(pending: Pending) -> str:
    """Say what is left to do, in the language of the moment."""
    return _SENTENCES[pending.kind](pending)


def _day(day: date | None) -> str:
    return "" if day is None else plain_date(day)
