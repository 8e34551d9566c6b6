"""The office and laptops that began from its first file, exchanging files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders import at
from workshop_app.clock import SteppingClock
from workshop_app.ids import SeededIds
from workshop_app.services import admitting, exchanging
from workshop_app.services.exchanging import Audience
from workshop_app.services.processes import found_process

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.store import Store

OPEN = Audience(anybody=True)


class Laptops:
    """The office, and whoever begins from its first file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.opened: list[Store] = []
        clock = SteppingClock(at(8))
        self.office = found_process(
            str(folder / "office.kuska"),
            "Plan",
            "Rosa Quispe",
            plain=True,
            clock=clock,
            ids=SeededIds("office", clock),
            home=folder / "office",
        )
        self.opened.append(self.office)
        self.start = folder / "start.kuskax"
        exchanging.export_file(self.office, self.start, OPEN)

    def begin(self, name: str) -> Store:
        clock = SteppingClock(at(9))
        made = exchanging.begin_from_file(
            str(self.folder / f"{name}.kuska"),
            self.start,
            plain=True,
            clock=clock,
            ids=SeededIds(name, clock),
            home=self.folder / name,
        )
        self.opened.append(made)
        return made

    def file(self, store: Store, name: str, audience: Audience = OPEN) -> Path:
        path = self.folder / name
        exchanging.export_file(store, path, audience)
        return path

    def admit(self, *stores: Store) -> None:
        """Let the office admit laptops of which a file came in."""
        labels = [one.device_label for one in stores]
        admitting.admit_computers(self.office, labels, reason="known to us")
