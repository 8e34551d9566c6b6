"""What is being typed, kept at every pause without ever making the typist wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from workshop_app.gui.context import AppContext

_SOON = 200
"""Milliseconds until the next look whether the store can be written."""


class Drafts(QObject):
    """Keeps texts by their place in the store that is open.

    While an import writes, keeping one would wait for the whole import; such texts are
    held here until it is done, which a crash in that moment would lose.
    """

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context
        self._held: dict[str, str | None] = {}
        self._timer = QTimer(self, interval=_SOON)
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
        return {place: text for place, text in found.items() if text is not None}

    def settle(self) -> None:
        """Write down what is held, waiting if it must be."""
        held, self._held = self._held, {}
        self._timer.stop()
        for place, text in held.items():
            self._write(place, text)

    def _put(self, place: str, text: str | None) -> None:
        if self._held or self._context.store.is_writing:
            self._held[place] = text
            self._timer.start()
        else:
            self._write(place, text)

    def _look(self) -> None:
        if not self._context.is_open:
            self._timer.stop()
        elif not self._context.store.is_writing:
            self.settle()

    def _write(self, place: str, text: str | None) -> None:
        from workshop_app.services import drafts  # noqa: PLC0415 not before the first paint

        if text is None:
            drafts.forget(self._context.store, place)
        else:
            drafts.keep(self._context.store, place, text)
