"""What came in and does not count yet, or never will: for whom it waits, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.i18n import ntr, tr
from workshop_app.ledger.chain import Flaw
from workshop_app.store import arrivals, known
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.store import Store
    from workshop_app.store.merged import Missing


@dataclass(frozen=True, kw_only=True)
class Awaited:
    """An act that others wait for.

    Attributes:
        label: Of the computer that wrote it, "" if nobody can tell.
        number: Its place among that computer's, None if nobody can tell.
        count: How many wait for it.
    """

    label: str
    number: int | None
    count: int

    def sentence(self) -> str:
        """Say which file is missing, and how much waits for it."""
        told = ntr("{count} act waits.", "{count} acts wait.", self.count)
        if not self.label:
            return tr(
                "{told} Nobody can tell for which computer: merge the files that are "
                "still out.",
                told=told,
            )
        if self.number is None:
            return tr(
                "{told} The file of computer {label} is missing.",
                told=told,
                label=self.label,
            )
        return tr(
            "{told} The file of computer {label} with its act {number} is missing.",
            told=told,
            label=self.label,
            number=self.number,
        )


@dataclass(frozen=True, kw_only=True)
class Refused:
    """Acts that break a rule; they are kept and never count.

    Attributes:
        flaw: Which rule.
        file: The name of the file they came with, "" if it is not known.
        count: How many.
    """

    flaw: Flaw
    file: str
    count: int

    def sentence(self) -> str:
        """Say what is wrong with how many, and where they came from."""
        return ntr(
            "{count} act of {file} breaks a rule: {reason}",
            "{count} acts of {file} break a rule: {reason}",
            self.count,
            file=self.file or tr("a file"),
            reason=self.flaw.sentence(),
        )


def what_waits(store: Store) -> tuple[Awaited, ...]:
    """Return what is waited for, what most wait for first."""
    told: dict[str, Missing] = {
        one.commit: one for row in arrivals.came_in(store) for one in row.report.missing
    }
    counts = known.awaited(store)
    found: dict[tuple[str, int | None], int] = {}
    for commit, count in counts.items():
        if commit in told:
            place = told[commit].device, told[commit].number
        else:
            place = "", None
        found[place] = found.get(place, 0) + count
    ordered = sorted(found, key=lambda one: (-found[one], one[0], one[1] or 0))
    return tuple(
        Awaited(label=label, number=number, count=found[label, number])
        for label, number in ordered
    )


def what_is_refused(store: Store) -> tuple[Refused, ...]:
    """Return what breaks a rule, by file and rule."""
    names = {row.number: row.name for row in arrivals.came_in(store)}
    return tuple(
        Refused(flaw=Flaw(why), file=names.get(via, ""), count=count)
        for why, via, count in known.refused(store)
    )
