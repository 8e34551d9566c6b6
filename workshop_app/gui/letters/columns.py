"""What the list of recipients shows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from workshop_app.gui.parts.list_model import Column
from workshop_app.gui.spoken_codes import short_codes
from workshop_app.i18n import ntr, tr
from workshop_app.services.recipients import LetterState, Recipient
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

_TONES = {
    LetterState.READY: "info",
    LetterState.ISSUED: "",
    LetterState.UNREASONED: "warn",
    LetterState.WAITING: "plain",
    LetterState.CHANGED: "warn",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """Somebody who contributed, and the letter to them.

    Attributes:
        ticked: Whether a letter is to be written; None where none can be.
        file: The last letter, if it is in the folder.
    """

    recipient: Recipient
    ticked: bool | None = None
    file: Path | None = None


def letter_columns() -> Sequence[Column[Row]]:
    """Return them in the order people read them."""
    return (
        Column(tr("Tick"), _tick_words, tick=lambda row: row.ticked, width=58),
        Column(
            tr("To whom"),
            lambda row: row.recipient.name,
            second=lambda row: row.recipient.organization,
            order="name",
            stretch=True,
            width=150,
        ),
        Column(tr("Answers to"), _answered, second=_unanswered, width=106, since=600),
        Column(
            tr("Where it goes"),
            _where,
            second=lambda row: row.recipient.address if row.recipient.email else "",
            tone=lambda row: "" if row.recipient.reachable else "warn",
            width=154,
            since=540,
        ),
        Column(
            tr("Letter"), _letter, second=_file, tone=_tone, order="state", width=192
        ),
    )


def state_words(state: LetterState) -> str:
    """Return how far a letter has come, in words."""
    return {
        LetterState.READY: tr("To be written"),
        LetterState.ISSUED: tr("Written"),
        LetterState.UNREASONED: tr("Lacks a reason"),
        LetterState.WAITING: tr("Not answered"),
        LetterState.CHANGED: tr("Changed since"),
    }[state]


def _tick_words(row: Row) -> str:
    if row.ticked is None:
        return ""
    return tr("yes") if row.ticked else tr("no")


def _answered(row: Row) -> str:
    return _codes(row.recipient.answered) or tr("nothing yet")


def _unanswered(row: Row) -> str:
    recipient = row.recipient
    if recipient.unreasoned:
        return tr("no reason: {codes}", codes=_codes(recipient.unreasoned))
    if recipient.waiting:
        return tr("waiting: {codes}", codes=_codes(recipient.waiting))
    return ""


def _codes(contributions: Sequence[tuple[str, str]]) -> str:
    return ", ".join(short_codes(code) for _, code in contributions)


def _where(row: Row) -> str:
    recipient = row.recipient
    return recipient.email or recipient.address or tr("No address")


def _letter(row: Row) -> str:
    letter = row.recipient.letter
    if letter is None or row.recipient.state is not LetterState.ISSUED:
        return state_words(row.recipient.state)
    return letter.number


def _tone(row: Row) -> str:
    return _TONES[row.recipient.state]


def _file(row: Row) -> str:
    letter = row.recipient.letter
    if row.recipient.state is LetterState.CHANGED and letter is not None:
        return letter.number
    if row.recipient.state is not LetterState.ISSUED:
        return ""
    return tr("not in the folder") if row.file is None else row.file.name


def write_words(rows: Sequence[Row]) -> str:
    """Return what the button says that writes the letters."""
    count = sum(row.ticked is True for row in rows)
    if count:
        return ntr("Generate {count} letter", "Generate {count} letters", count)
    changed = sum(row.recipient.state is LetterState.CHANGED for row in rows)
    if changed:
        return ntr(
            "{count} letter changed since: tick it",
            "{count} letters changed since: tick them",
            changed,
        )
    possible = [row for row in rows if row.ticked is not None]
    if any(row.file is None for row in possible):
        return tr("Nobody is ticked")
    waiting = len(rows) - len(possible)
    if not waiting:
        return tr("Every letter is written")
    return ntr(
        "{written} written, {count} waits for an answer",
        "{written} written, {count} wait for an answer",
        waiting,
        written=len(possible),
    )


def why_nothing(rows: Sequence[Row]) -> str:
    """Return why there is no letter to write at all."""
    if not rows:
        return tr("Nobody is named as the author of a contribution of this session.")
    return tr("Nothing is decided yet, so there is nothing to write to anybody.")


def counts_words(rows: Sequence[Row]) -> str:
    """Say how many contributed, and how far their letters are."""
    found = Counter(row.recipient.state for row in rows)
    parts = [ntr("{count} person contributed", "{count} people contributed", len(rows))]
    told = {
        LetterState.READY: tr("to be written: {count}", count=found[LetterState.READY]),
        LetterState.ISSUED: tr("written: {count}", count=found[LetterState.ISSUED]),
        LetterState.CHANGED: tr(
            "changed since they were written: {count}", count=found[LetterState.CHANGED]
        ),
        LetterState.UNREASONED: tr(
            "answer without a reason: {count}", count=found[LetterState.UNREASONED]
        ),
        LetterState.WAITING: tr(
            "not answered: {count}", count=found[LetterState.WAITING]
        ),
    }
    parts += [words for state, words in told.items() if found[state]]
    lost = sum(not row.recipient.reachable for row in rows)
    if lost:
        parts.append(tr("without address: {count}", count=lost))
    return " · ".join(parts)
