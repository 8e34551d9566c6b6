"""How much computers disagree on, above every page; it leads to where it is settled."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.parts.top_bar import TopBar
    from workshop_app.services.progress import Progress
    from workshop_app.store import Store

_PAUSE_MS = 200
"""So that a merge of many files does not have it counted for each."""


class DisputedCount(QObject):
    """Keeps the count in the bar above true to the store."""

    def __init__(self, top: TopBar, context: AppContext) -> None:
        super().__init__(top)
        self._top, self._context = top, context
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.count)
        top.disputed.clicked.connect(self._go)
        context.store_changed.connect(self._pause.start)
        context.changes.committed.connect(self._on_committed)

    def count(self) -> None:
        """Count anew."""
        if not self._context.is_open:
            self._top.show_disputed(0)
            return
        self._context.start(
            partial(_count, self._context.store),
            on_done=self._top.show_disputed,
            on_error=self._keep,
            later=True,
        )

    def _keep(self, _error: AppError) -> None:
        """Leave the number as it was; whoever reads the store says what is wrong."""

    def _go(self) -> None:
        self._context.go("settling", "disagreements")

    def _on_committed(self, _done: object) -> None:
        self._pause.start()


def _count(store: Store, _progress: Progress) -> int:
    from workshop_app.services.disagreements import open_count  # noqa: PLC0415 not before the first paint

    with store.read() as reader:
        return open_count(reader)
