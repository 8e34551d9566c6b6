"""The keys that go from one section of a page to the next, the same on every page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workshop_app.gui.actions import Action
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from workshop_app.gui.parts.sections import Sections


def section_steps(sections: Sections, group: str) -> tuple[Action, ...]:
    """Return what goes to the next section of a page, and to the one before."""
    return tuple(
        Action(
            name=name,
            title=title,
            run=partial(sections.step, by),
            keys=keys,
            group=group,
        )
        for name, title, keys, by in (
            ("next_section", tr("Next section"), "Ctrl+PgDown", 1),
            ("section_before", tr("Section before"), "Ctrl+PgUp", -1),
        )
    )
