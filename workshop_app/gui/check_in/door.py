"""What the strip and the row for newcomers know of the door they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date, datetime

    from workshop_app.gui.check_in.doing import Doing
    from workshop_app.gui.check_in.finding import PersonIndex
    from workshop_app.gui.context import AppContext


class Door(Protocol):
    """The page's presenter, as its parts see it.

    Attributes:
        index: Everybody who can be found.
        doing: Does deeds and offers to undo them.
    """

    index: PersonIndex
    doing: Doing

    @property
    def context(self) -> AppContext:
        """What the page was given."""

    @property
    def session(self) -> str:
        """Id of the session on the table."""

    @property
    def day(self) -> date:
        """The day of the session."""

    def now(self) -> datetime:
        """Return the present moment."""

    def register(self, person: str, name: str) -> None:
        """Record that somebody arrives now, or came back."""

    def arrived(self, person: str, _result: object = None) -> None:
        """Say who came, and be ready for the next."""
