"""What the lists of people say who may be one person."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from workshop_app.domain.person import Person
from workshop_app.domain.vocabulary import Verdict
from workshop_app.gui.parts.list_model import Column
from workshop_app.i18n import tr
from workshop_app.services.same_person import Candidate, Judged
from workshop_app.services.side_by_side import Compared, evidence_words
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence


class Group(StrEnum):
    """The tabs above the list, in their order."""

    OPEN = "open"
    LATER = "later"
    FOUND = "found"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two entries: proposed, put off, or judged.

    Attributes:
        id: Of both, the smaller first.
    """

    id: str
    group: Group
    one: Person
    other: Person
    candidate: Candidate | None = None
    judged: Judged | None = None

    @property
    def verdict(self) -> Verdict | None:
        """What was found, if anything."""
        return None if self.judged is None else self.judged.found.verdict

    @property
    def second(self) -> str:
        """Why they are looked at, or how it is known what they are."""
        if self.judged is not None:
            return self.judged.found.reason
        if self.candidate is None:
            return ""
        return "; ".join(evidence_words(self.candidate))


class Beside(NamedTuple):
    """One line of two entries beside each other.

    Attributes:
        kept: Which of the two is to be shown, "one" or "other"; "" while that is not
            asked.
    """

    row: Compared
    kept: str = ""


def pair_id(one: str, other: str) -> str:
    """Return the id of a pair, whichever comes first."""
    return " ".join(sorted((one, other)))


def group_words(group: Group) -> str:
    """Say what a tab holds."""
    return {
        Group.OPEN: tr("To be looked at"),
        Group.LATER: tr("Put off"),
        Group.FOUND: tr("Found"),
    }[group]


def verdict_words(verdict: Verdict) -> str:
    """Say what was found."""
    return tr("The same person") if verdict is Verdict.SAME else tr("Two people")


def pair_columns() -> Sequence[Column[Pair]]:
    """Return the columns of the list of pairs."""
    return (
        Column(
            tr("One"),
            lambda pair: pair.one.name,
            second=lambda pair: pair.second,
            stretch=True,
            width=180,
        ),
        Column(tr("The other"), lambda pair: pair.other.name, width=160, since=430),
        Column(tr("Likeness"), _score, tone=_tone, order="score", width=124),
    )


def beside_columns() -> Sequence[Column[Beside]]:
    """Return the columns of two entries beside each other."""
    return (
        Column(tr("Field"), lambda line: line.row.words, width=158),
        Column(tr("One"), lambda line: _said(line, "one"), tone=_tone_one, width=190),
        Column(
            tr("The other"),
            lambda line: _said(line, "other"),
            tone=_tone_other,
            stretch=True,
        ),
        Column(tr("Compared"), _compared, tone=_tone_compared, width=132),
    )


def _said(line: Beside, side: str) -> str:
    return (line.row.one if side == "one" else line.row.other) or tr("(nothing)")


def _tone_one(line: Beside) -> str:
    return "ok" if line.kept == "one" else ""


def _tone_other(line: Beside) -> str:
    return "ok" if line.kept == "other" else ""


def _compared(line: Beside) -> str:
    row = line.row
    if row.alike:
        return tr("= the same")
    if row.nearly:
        return tr("≈ nearly")
    return tr("≠ differs") if row.one and row.other else tr("only in one")


def _tone_compared(line: Beside) -> str:
    row = line.row
    if row.alike:
        return "ok"
    if row.nearly:
        return "info"
    return "warn" if row.one and row.other else "plain"


def _score(pair: Pair) -> str:
    if pair.verdict is not None:
        return verdict_words(pair.verdict)
    return "" if pair.candidate is None else tr("{score} %", score=pair.candidate.score)


def _tone(pair: Pair) -> str:
    if pair.verdict is not None:
        return "ok" if pair.verdict is Verdict.SAME else "plain"
    return "info"
