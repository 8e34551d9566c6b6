"""One deed at the door, and the way to take it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject

from workshop_app.i18n import tr
from workshop_app.services import history

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.store import Committed

ResultT = TypeVar("ResultT")


class Offering(Protocol):
    """Where it is said what was done."""

    def offer_undo(self, text: str, undo: Callable[[], object]) -> None:
        """Say what was done, and offer to take it back."""

    def clear_undo(self) -> None:
        """Offer nothing more: something else was done since."""

    def show_problem(self, error: AppError) -> None:
        """Say why something could not be done, where the person looks."""


def _nothing(_result: object) -> None:
    """Do nothing more: the list shows it."""


class Doing(QObject):
    """Does deeds and remembers each, so that it can be undone by itself."""

    def __init__(self, context: AppContext, view: Offering, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._last = ""
        context.changes.committed.connect(self._note)

    def do(
        self,
        work: Callable[[], ResultT],
        said: str,
        *,
        on_done: Callable[[ResultT], object] = _nothing,
        on_error: Callable[[AppError], object] | None = None,
    ) -> None:
        """Do a deed and offer to undo it.

        Args:
            work: Makes one deed, by one service.
            said: What was done, for the strip that offers the way back.
            on_done: Called with what the service answered.
            on_error: Called instead of the view with what went wrong.
        """
        self._last = ""
        self._context.perform(
            work,
            on_done=partial(self._done, said, on_done),
            on_error=on_error or self._view.show_problem,
        )

    def undo(self, deed: str) -> None:
        """Take a deed back."""
        self._context.perform(
            partial(history.undo, self._context.store, deed),
            on_done=self._undone,
            on_error=self._view.show_problem,
        )

    def _done(
        self, said: str, on_done: Callable[[ResultT], object], result: ResultT
    ) -> None:
        if self._last:
            self._view.offer_undo(said, partial(self.undo, self._last))
        on_done(result)

    def _undone(self, _result: None) -> None:
        self._context.say(tr("Undone."))

    def _note(self, done: Committed) -> None:
        self._last = done.deed_id
        self._view.clear_undo()
