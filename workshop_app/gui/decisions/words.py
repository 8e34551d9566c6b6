"""What the page says of outcomes, groups and what an answer lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workshop_app.domain.decision import Missing
from workshop_app.domain.labels import label
from workshop_app.domain.vocabulary import Outcome, TableOutcome
from workshop_app.i18n import ntr, tr
from workshop_app.services.answer_desk import TAKEN_UP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workshop_app.gui.parts.chip import Tone
    from workshop_app.services.answer_desk import AnswerLine

OUTCOMES: Final = tuple(Outcome)
"""In the order of their keys, 1 to 8."""

ALL, WAITING = "all", "waiting"
TAKEN, REFUSED, OTHER = "taken", "refused", "other"
GROUPS: Final = (ALL, WAITING, TAKEN, REFUSED, OTHER)

_MEANING: Final[dict[Outcome, Callable[[], str]]] = {
    Outcome.ACCEPTED: lambda: tr(
        "It goes into the plan as it was put forward. No reason is asked for."
    ),
    Outcome.ACCEPTED_IN_PART: lambda: tr(
        "Part of it goes in; the reason says which part does not, and why."
    ),
    Outcome.MERGED: lambda: tr(
        "It goes in together with others; the reason says with which."
    ),
    Outcome.REFERRED: lambda: tr(
        "Another entity must answer it; the reason says which, and how it was sent."
    ),
    Outcome.ALREADY_COVERED: lambda: tr(
        "It is being done already; the reason says where that can be seen."
    ),
    Outcome.NOT_ACCEPTED: lambda: tr(
        "It does not go in; the reason says why, so that its author understands."
    ),
    Outcome.OUT_OF_SCOPE: lambda: tr(
        "It is about something not consulted on; the reason says where to take it."
    ),
    Outcome.WITHDRAWN: lambda: tr(
        "Its authors took it back; the reason says when and how they said so."
    ),
}
_TONES: Final[dict[TableOutcome, Tone]] = {
    TableOutcome.ADOPTED: "ok",
    TableOutcome.RANKED: "ok",
    TableOutcome.REJECTED: "bad",
    TableOutcome.TIED: "warn",
    TableOutcome.NO_QUORUM: "warn",
}


def meaning(outcome: Outcome) -> str:
    """Say what an outcome means and what its reason must tell."""
    return _MEANING[outcome]()


def group_of(line: AnswerLine) -> str:
    """Return the tab a contribution stands under, besides the one of all."""
    if line.missing is not None or line.outcome is None:
        return WAITING
    if line.outcome in TAKEN_UP:
        return TAKEN
    return REFUSED if line.outcome is Outcome.NOT_ACCEPTED else OTHER


def tab(group: str, count: int) -> str:
    """Return what a tab says."""
    words = {
        ALL: tr("All"),
        TAKEN: tr("Taken up"),
        REFUSED: tr("Not taken up"),
        OTHER: tr("Other answers"),
        WAITING: tr("Without an answer"),
    }
    return tr("{group} ({count})", group=words[group], count=count)


def state(line: AnswerLine) -> str:
    """Say how far a contribution is answered."""
    if line.outcome is None:
        return tr("No answer yet")
    if line.missing is not None:
        return tr("No reason yet")
    return label(line.outcome)


def tone(line: AnswerLine) -> str:
    """Return the tone of what `state` says."""
    return {WAITING: "warn", TAKEN: "ok"}.get(group_of(line), "plain")


def tone_of_table(outcome: TableOutcome) -> Tone:
    """Return the tone of what the table decided."""
    return _TONES.get(outcome, "plain")


def lacks(missing: Missing) -> str:
    """Say what an answer lacks, as what to do."""
    words = {
        Missing.NO_DECISION: tr("Choose what was decided."),
        Missing.NO_REASON: tr("Write the reason in words."),
        Missing.NO_REASON_CODE: tr("Choose the class of reason."),
    }
    return words[missing]


def how_many_missing(lines: Sequence[AnswerLine]) -> str:
    """Say how many are without their answer and what waits for that."""
    waiting = [one for one in lines if one.missing is not None]
    if not waiting:
        return tr("Every contribution has its answer: the letters can be written.")
    unreasoned = sum(one.missing is not Missing.NO_DECISION for one in waiting)
    said = ntr(
        "{count} contribution is without its answer: its authors' letters wait, and "
        "the minutes would say so.",
        "{count} contributions are without their answer: their authors' letters wait, "
        "and the minutes would say so.",
        len(waiting),
    )
    if not unreasoned:
        return said
    more = ntr(
        "{count} of them was decided without its reason: the minutes cannot be closed.",
        "{count} of them were decided without their reason: the minutes cannot be "
        "closed.",
        unreasoned,
    )
    return f"{said} {more}"
