"""Words that only papers need: roles of signers, dates and times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.clock import PERU
from workshop_app.i18n import short_time, tr

if TYPE_CHECKING:
    from datetime import date, datetime

    from workshop_app.domain.content import Addressee, SessionFacts


def quoted(text: str) -> str:
    """Return somebody's words between quotation marks."""
    return tr("“{text}”", text=text)


def signer_role(role: str) -> str:
    """Return the role of a signer in words; an unknown one as it is."""
    match role:
        case "facilitator":
            return tr("Facilitator")
        case "rapporteur":
            return tr("Rapporteur")
        case "chair_state":
            return tr("Co-chair for the State")
        case "chair_civil_society":
            return tr("Co-chair for civil society")
        case "signatory":
            return tr("Responsible for the answer")
        case _:
            return role


def day(value: date | None) -> str:
    """Return a date in figures, or that it is not recorded."""
    return f"{value:%d/%m/%Y}" if value else tr("Not recorded")


def clock_time(value: datetime | None) -> str:
    """Return a time of day in Peru, or nothing."""
    return short_time(value.astimezone(PERU)) if value else ""


def time_span(opened: datetime | None, closed: datetime | None) -> str:
    """Return from when to when, as far as it is known."""
    if opened is None and closed is None:
        return tr("Not recorded")
    since, until = clock_time(opened) or "?", clock_time(closed) or "?"
    return tr("{since} to {until} (Peru time)", since=since, until=until)


def place(facts: SessionFacts) -> str:
    """Return where a session met, with its code and whose code it is."""
    parts = [part for part in (facts.venue, facts.place_name) if part]
    if facts.place:
        system = facts.place_system.upper()
        parts.append(tr("UBIGEO {code} ({system})", code=facts.place, system=system))
    return ", ".join(parts) or tr("Not recorded")


def address_lines(addressee: Addressee) -> list[str]:
    """Return the lines under an addressee's name, the empty ones left out."""
    lines = (
        addressee.position,
        addressee.organization,
        addressee.address,
        addressee.place_name,
    )
    return [line for line in lines if line]
