"""What can be done on the page of the minutes, and its keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from workshop_app.gui.actions import Action
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.gui.minutes.presenter import MinutesPresenter
    from workshop_app.gui.minutes.sheet_panel import SheetPanel

TABS = ("review", "write", "sign")
"""Names of the parts of the page."""


class Page(Protocol):
    """The page, as its actions know it."""

    presenter: MinutesPresenter
    sheet: SheetPanel

    def do_next(self) -> None:
        """Do what is next."""

    def has_pages(self) -> bool:
        """Whether there is anything to print."""

    def make_certificate(self) -> None:
        """Go where a certificate is made."""

    def focus_search(self) -> None:
        """Go to the pages."""

    def show_tab(self, name: str, *, focus: bool = False) -> None:
        """Bring a part of the page to the front."""


def minutes_actions(page: Page) -> Sequence[Action]:
    """Return them as the sheet of keys shows them."""
    group = tr("Minutes and signatures")
    return (
        Action(
            name="minutes_next",
            title=tr("Next step of the minutes"),
            run=page.do_next,
            keys="F9",
            group=group,
            icon="signature",
        ),
        Action(
            name="minutes_print",
            title=tr("Print the minutes"),
            run=page.sheet.ask_printer,
            keys="Ctrl+P",
            group=group,
            icon="printer",
            enabled=page.has_pages,
        ),
        Action(
            name="minutes_save",
            title=tr("Save the minutes as PDF…"),
            run=page.sheet.ask_file,
            keys="Ctrl+S",
            group=group,
            icon="download",
            enabled=page.has_pages,
        ),
        Action(
            name="minutes_attendance",
            title=tr("Issue the attendance list"),
            run=page.presenter.issue_attendance,
            group=group,
            icon="list",
        ),
        Action(
            name="minutes_certificate",
            title=tr("Make a certificate to sign with"),
            run=page.make_certificate,
            group=group,
            icon="key",
        ),
        *_reading(page, group),
        *_parts(page, group),
    )


def _reading(page: Page, group: str) -> Sequence[Action]:
    pages = page.sheet.pages
    return (
        Action(
            name="minutes_read_on",
            title=tr("Scroll the pages down"),
            run=pages.read_on,
            keys="Alt+PgDown",
            group=group,
        ),
        Action(
            name="minutes_read_back",
            title=tr("Scroll the pages up"),
            run=pages.read_back,
            keys="Alt+PgUp",
            group=group,
        ),
        Action(
            name="minutes_read",
            title=tr("Go to the pages"),
            run=page.focus_search,
            keys="Alt+0",
            group=group,
        ),
    )


def _parts(page: Page, group: str) -> Sequence[Action]:
    titles = (tr("Look over"), tr("Write"), tr("Close and sign"))
    return [
        Action(
            name=f"minutes_{name}",
            title=title,
            run=partial(page.show_tab, name, focus=True),
            keys=f"Alt+{number}",
            group=group,
        )
        for number, (name, title) in enumerate(zip(TABS, titles, strict=True), start=1)
    ]
