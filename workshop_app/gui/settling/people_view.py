"""What the section of people shows, as what stands behind it knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workshop_app.errors import AppError
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.gui.settling.pairs import Group, Pair
    from workshop_app.services.side_by_side import Compared, Following


class Sheet(NamedTuple):
    """Two entries, with all that is shown of them."""

    pair: Pair
    rows: Sequence[Compared]
    follows: Following


class PeopleView(Protocol):
    """What the presenter asks of the page."""

    def show_counts(self, counts: Mapping[Group, int]) -> None:
        """Show how many stand under each tab."""

    def show_sheet(self, sheet: Sheet, note: str) -> None:
        """Show two entries, and the note that was typed and not given."""

    def show_choosing(self, *, on: bool) -> None:
        """Ask which of differing values are to be shown, or no more."""

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""

    def show_work(self, task: Task, text: str) -> None:
        """Show how far something is."""

    def show_done(self, sentence: str, undo: Callable[[], object]) -> None:
        """Say what was done and offer to take it back."""

    def keep_now(self) -> None:
        """Keep what is being typed, without waiting for the keys to pause."""

    def forget_typed(self) -> None:
        """Empty the note: it has become part of a deed."""

    def select(self, pair: str) -> None:
        """Put the list on a pair."""

    def refuse(self, error: AppError) -> None:
        """Say why it could not be done; what was typed stays."""
