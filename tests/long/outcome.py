"""What a store must be after a crash, whatever the moment."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workshop_app.domain.person import Person
from workshop_app.errors import AppError
from workshop_app.store import Founding, Store
from workshop_app.store.integrity import check

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.store.findings import Finding


@dataclass
class Tally:
    """What a harness found.

    Attributes:
        images: Crashes looked at.
        lost: Those after which an acknowledged deed was not there.
        broken: Those after which the store did not open, or was not whole.
        samples: A few of the findings, to begin looking with.
    """

    images: int = 0
    lost: int = 0
    broken: int = 0
    samples: list[str] = field(default_factory=list)

    def look(
        self, location: Path, home: Path, acknowledged: int, each: int = 1
    ) -> None:
        """Open a store as it was left, and count what is wrong with it.

        Args:
            location: The store.
            home: Where its keys are.
            acknowledged: How many deeds, or files, it had said were on disk.
            each: How many people came with each of them: all of them or none.
        """
        self.images += 1
        try:
            with closing(Store.open(str(location), home=home)) as store:
                with store.read() as reader:
                    people = reader.count(Person) - 1
                findings = check(store)
        except AppError as error:
            self.broken += 1
            self.note(f"{acknowledged} acknowledged: {error.message}")
            return
        if people < acknowledged * each:
            self.lost += 1
            self.note(f"{acknowledged} acknowledged, {people} there")
        elif people % each:
            self.broken += 1
            self.note(f"{people} people: a part of a file")
        elif findings:
            self.broken += 1
            self.note(str(_told(findings)))

    def note(self, words: str) -> None:
        """Keep a finding, if there are not enough of them yet."""
        if len(self.samples) < 5:
            self.samples.append(words)


def _told(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.sentence for finding in findings[:3]]


def begin(folder: Path) -> Path:
    """Found the process that is going to be hurt."""
    location = folder / "a.kuska"
    store = Store.create(
        str(location), Founding("Crash", "Nobody"), plain=True, home=folder / "home"
    )
    store.close()
    return location
