"""What is being typed, kept at every pause without ever making the typist wait."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, SignalInstance

from workshop_app.errors import AppError

if TYPE_CHECKING:
    from workshop_app.store import Store

_SOON = 200
"""Milliseconds until the next look whether the store can be written."""

_LATER = 5_000
"""The same after it could not be written, as when the disk is full."""


class Opened(Protocol):
    """What the drafts ask of the context."""

    save_failed: SignalInstance

    @property
    def is_open(self) -> bool:
        """Whether a process is open."""

    @property
    def store(self) -> Store:
        """The process that is open."""


class Drafts(QObject):
    """Keeps texts by their place in the store that is open.

    While an import writes, keeping one would wait for the whole import; such texts are
    held here until it is done, which a crash in that moment would lose.
    """

    def __init__(self, context: Opened, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._held: dict[str, str | None] = {}
        self._known: dict[str, str] = {}
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def keep(self, place: str, text: str) -> None:
        """Keep what stands in a field; `place` names the field for ever.

        Raises:
            StoreFullError, StoreBusyError: If it cannot be written now; try again.
        """
        self._put(place, text)

    def forget(self, place: str) -> None:
        """Forget what stood in a field, because it was given or thrown away."""
        self._put(place, None)

    def all_kept(self) -> dict[str, str]:
        """Return what was typed and never given, by place."""
        from workshop_app.services import drafts  # noqa: PLC0415 not before the first paint

        found: dict[str, str | None] = {**drafts.all_kept(self._context.store)}
        found |= self._held
        kept = {place: text for place, text in found.items() if text is not None}
        self._known |= kept  # what was typed in a file that lay here before stays
        return kept

    def waits(self, place: str) -> bool:
        """Whether what stands in a field is only held, until the store is free."""
        return place in self._held

    def settle(self) -> None:
        """Write down what is held, waiting if it must be.

        Raises:
            StoreFullError, StoreBusyError: If it cannot be written now; what is left
                stays held.
        """
        while self._held:
            place, text = next(iter(self._held.items()))
            self._write(place, text)
            del self._held[place]
        self._timer.stop()

    def try_again(self) -> None:
        """Write down what is held, if it can be now."""
        if self._held:
            self._look()

    def carry_over(self) -> None:
        """Keep in the file that is open by now what was typed while another was.

        Raises:
            StoreFullError, StoreBusyError: If it cannot be written now.
        """
        for place, text in list(self._known.items()):
            self._put(place, text)

    def let_go(self) -> None:
        """Write down what can be: the store is being closed."""
        with suppress(AppError):  # said when it was typed, and there is no room still
            self.settle()
        self._held.clear()
        self._known.clear()
        self._timer.stop()

    def _put(self, place: str, text: str | None) -> None:
        if text is None:
            self._known.pop(place, None)
        else:
            self._known[place] = text
        if self._held or self._context.store.is_writing:
            self._held[place] = text
            self._timer.start(_SOON)
        else:
            self._write(place, text)

    def _look(self) -> None:
        if not self._context.is_open:
            self._timer.stop()
        elif not self._context.store.is_writing:
            self._settle_if_possible()

    def _settle_if_possible(self) -> None:
        try:
            self.settle()
        except AppError as error:
            self._timer.start(_LATER)
            self._context.save_failed.emit(error)

    def _write(self, place: str, text: str | None) -> None:
        from workshop_app.services import drafts  # noqa: PLC0415 not before the first paint

        if text is None:
            drafts.forget(self._context.store, place)
        else:
            drafts.keep(self._context.store, place, text)
