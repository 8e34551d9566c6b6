"""What can be done on the page of what is to be settled, by keys and in the palette."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from workshop_app.gui.actions import Action
from workshop_app.i18n import tr
from workshop_app.services.ways_to_settle import PEOPLE

DISAGREEMENTS = "disagreements"


class Page(Protocol):
    """The page, as its actions know it."""

    def give(self) -> None:
        """Settle what is in front."""

    def go_on(self, step: int) -> None:
        """Go to the next that is open, or back."""

    def open_alike(self) -> None:
        """Look at what is alike."""

    def go_to(self, section: str) -> None:
        """Go to a section."""


def settling_actions(page: Page) -> tuple[Action, ...]:
    """Return them."""
    return (*_going_on(page), *_places(page))


def _going_on(page: Page) -> tuple[Action, ...]:
    group = tr("To be settled")
    return (
        Action(
            name="settling_give",
            title=tr("Settle it, and go to the next"),
            run=page.give,
            keys="Ctrl+Return",
            group=group,
            icon="check",
        ),
        Action(
            name="settling_next",
            title=tr("Next that is open"),
            run=partial(page.go_on, 1),
            keys="F8",
            group=group,
            icon="arrow_right",
        ),
        Action(
            name="settling_before",
            title=tr("The one before"),
            run=partial(page.go_on, -1),
            keys="Shift+F8",
            group=group,
            icon="arrow_left",
        ),
    )


def _places(page: Page) -> tuple[Action, ...]:
    group = tr("To be settled")
    return (
        Action(
            name="settling_alike",
            title=tr("Settle together what is alike"),
            run=page.open_alike,
            keys="F7",
            group=group,
            icon="merge",
        ),
        Action(
            name="settling_disagreements",
            title=tr("What is disagreed on"),
            run=partial(page.go_to, DISAGREEMENTS),
            keys="Alt+1",
            group=group,
            icon="swap",
        ),
        Action(
            name="settling_people",
            title=tr("The same person"),
            run=partial(page.go_to, PEOPLE),
            keys="Alt+2",
            group=group,
            icon="people",
        ),
    )
