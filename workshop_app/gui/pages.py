"""The pages of the window, in the order of a day; each is imported when first shown."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from workshop_app.i18n import tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.gui.panel import Panel


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page as the side bar knows it.

    Attributes:
        name: Its folder in `gui`, and what `AppContext.go` takes.
        title: Says what it is called.
        short: Says it in the narrow rail, in one word.
        icon: Name of its drawing.
        keys: The keys that go there.
        group: Says the heading it stands under; "" for the foot of the bar.
        panel: Name of its class in `panel.py`.
        at_the_table: Whether it is one of the four screens of *modo taller*.
    """

    name: str
    title: Callable[[], str]
    short: Callable[[], str]
    icon: str
    keys: str
    group: Callable[[], str]
    panel: str
    at_the_table: bool = False

    def load(self) -> type[Panel]:
        """Import the page: slow the first time, so never before the first paint."""
        module = import_module(f"workshop_app.gui.{self.name}.panel")
        found: type[Panel] = getattr(module, self.panel)
        return found


def _day() -> str:
    return tr("The day")


def _office() -> str:
    return tr("Coordination")


def _foot() -> str:
    return ""


PAGES: tuple[Page, ...] = (
    Page(
        name="home",
        title=lambda: tr("Home"),
        short=lambda: tr("Home"),
        icon="house",
        keys="Ctrl+1",
        group=_day,
        panel="HomePanel",
    ),
    Page(
        name="check_in",
        title=lambda: tr("Check-in"),
        short=lambda: tr("Check-in"),
        icon="person_check",
        keys="Ctrl+2",
        group=_day,
        panel="CheckInPanel",
        at_the_table=True,
    ),
    Page(
        name="live",
        title=lambda: tr("At the table"),
        short=lambda: tr("Table"),
        icon="gavel",
        keys="Ctrl+3",
        group=_day,
        panel="LivePanel",
        at_the_table=True,
    ),
    Page(
        name="decisions",
        title=lambda: tr("Decisions"),
        short=lambda: tr("Decisions"),
        icon="check_circle",
        keys="Ctrl+4",
        group=_day,
        panel="DecisionsPanel",
        at_the_table=True,
    ),
    Page(
        name="minutes",
        title=lambda: tr("Minutes and signatures"),
        short=lambda: tr("Minutes"),
        icon="signature",
        keys="Ctrl+5",
        group=_day,
        panel="MinutesPanel",
        at_the_table=True,
    ),
    Page(
        name="letters",
        title=lambda: tr("Reply letters"),
        short=lambda: tr("Replies"),
        icon="mail",
        keys="Ctrl+6",
        group=_office,
        panel="LettersPanel",
    ),
    Page(
        name="prepare",
        title=lambda: tr("Prepare a session"),
        short=lambda: tr("Prepare"),
        icon="calendar",
        keys="Ctrl+7",
        group=_office,
        panel="PreparePanel",
    ),
    Page(
        name="settling",
        title=lambda: tr("To be settled"),
        short=lambda: tr("Settle"),
        icon="merge",
        keys="Ctrl+Shift+E",
        group=_office,
        panel="SettlingPanel",
    ),
    Page(
        name="exchange",
        title=lambda: tr("Merge files"),
        short=lambda: tr("Merge"),
        icon="inbox",
        keys="Ctrl+9",
        group=_office,
        panel="ExchangePanel",
    ),
    Page(
        name="computers",
        title=lambda: tr("Computers"),
        short=lambda: tr("Computers"),
        icon="laptop",
        keys="Ctrl+0",
        group=_office,
        panel="ComputersPanel",
    ),
    Page(
        name="history",
        title=lambda: tr("History"),
        short=lambda: tr("History"),
        icon="history",
        keys="Ctrl+8",
        group=_office,
        panel="HistoryPanel",
    ),
    Page(
        name="preferences",
        title=lambda: tr("Settings"),
        short=lambda: tr("Settings"),
        icon="settings",
        keys="Ctrl+,",
        group=_foot,
        panel="PreferencesPanel",
    ),
)


def page(name: str) -> Page:
    """Return the page with a name.

    Raises:
        KeyError: If there is none: a bug of whoever asks.
    """
    return {one.name: one for one in PAGES}[name]
