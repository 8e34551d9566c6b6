"""What became of the open file, said above whatever page is in front."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from workshop_app.i18n import tr

if TYPE_CHECKING:
    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.parts.alert import Alert


class Column(Protocol):
    """Where the alert goes."""

    def insertWidget(self, index: int, widget: Alert, /) -> None:
        """Put it above a part."""


class Notices(QObject):
    """An alert of the window itself, made when there is something to say.

    Args:
        context: What tells it.
        column: Where the alert goes.
        place: Above which part of the column.
        parent: Its owner.
    """

    def __init__(
        self, context: AppContext, column: Column, place: int, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._column = column
        self._place = place
        self._alert: Alert | None = None
        context.watch.troubled.connect(self._on_troubled)
        context.watch.settled.connect(self.clear)
        context.store_changed.connect(self.clear)

    @property
    def alert(self) -> Alert:
        """The strip itself."""
        from workshop_app.gui.parts.alert import Alert  # noqa: PLC0415 not before the first paint

        if self._alert is None:
            self._alert = Alert()
            self._column.insertWidget(self._place, self._alert)
        return self._alert

    def clear(self) -> None:
        """Take it away."""
        if self._alert is not None:
            self._alert.clear()

    def say_replaced(self) -> None:
        """Say that another file is shown by now, and what that means."""
        store = self._context.store
        lost = store.forgotten is not None
        text = tr("Everything on screen was read anew from it.")
        if lost:
            more = tr(
                "It is older: what was written since is in the file that was here "
                "before, which somebody may still have."
            )
            text = f"{text} {more}"
        self.alert.show_alert(
            "warn" if lost else "info",
            tr(
                "Another copy of {file} took its place.", file=Path(store.location).name
            ),
            text,
            (tr("Understood"), self.clear),
        )

    def _on_troubled(self, error: AppError) -> None:
        self.alert.show_alert(
            "bad",
            error.message,
            error.advice,
            (tr("Try again"), self._context.try_again),
        )
