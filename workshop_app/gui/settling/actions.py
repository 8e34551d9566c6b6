"""What can be done on the page of what is to be settled, by keys and in the palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workshop_app.gui.actions import Action
from workshop_app.i18n import tr
from workshop_app.services.ways_to_settle import PEOPLE

if TYPE_CHECKING:
    from workshop_app.gui.settling.panel import SettlingPanel

DISAGREEMENTS = "disagreements"


def settling_actions(panel: SettlingPanel) -> tuple[Action, ...]:
    """Return them."""
    return (*_going_on(panel), *_places(panel))


def _going_on(panel: SettlingPanel) -> tuple[Action, ...]:
    group = tr("To be settled")
    return (
        Action(
            name="settling_give",
            title=tr("Settle it, and go to the next"),
            run=panel.give,
            keys="Ctrl+Return",
            group=group,
            icon="check",
        ),
        Action(
            name="settling_next",
            title=tr("Next that is open"),
            run=partial(panel.go_on, 1),
            keys="F8",
            group=group,
            icon="arrow_right",
        ),
        Action(
            name="settling_before",
            title=tr("The one before"),
            run=partial(panel.go_on, -1),
            keys="Shift+F8",
            group=group,
            icon="arrow_left",
        ),
    )


def _places(panel: SettlingPanel) -> tuple[Action, ...]:
    group = tr("To be settled")
    return (
        Action(
            name="settling_alike",
            title=tr("Settle together what is alike"),
            run=panel.open_alike,
            keys="F7",
            group=group,
            icon="merge",
        ),
        Action(
            name="settling_disagreements",
            title=tr("What is disagreed on"),
            run=partial(panel.go_to, DISAGREEMENTS),
            keys="Alt+1",
            group=group,
            icon="swap",
        ),
        Action(
            name="settling_people",
            title=tr("The same person"),
            run=partial(panel.go_to, PEOPLE),
            keys="Alt+2",
            group=group,
            icon="people",
        ),
    )
