"""The pages as the side bar shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.gui.parts.side_bar import Entry

if TYPE_CHECKING:
    from workshop_app.gui.pages import Page


def entry(page: Page) -> Entry:
    """Return a page as a place of the bar, in the language of the moment."""
    return Entry(
        name=page.name,
        title=page.title(),
        short=page.short(),
        icon=page.icon,
        keys=page.keys,
        group=page.group(),
    )
