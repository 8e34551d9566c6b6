"""Copies made unasked, as often as was chosen, while there is something new."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from workshop_app.i18n import tr

if TYPE_CHECKING:
    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.store import Committed

_MINUTE = 60_000


class AutoBackup(QObject):
    """Looks once a minute; a stick that is not there is said once, not every time."""

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._is_new = False
        self._said = ""
        self._waited = 0
        self._timer = QTimer(self, interval=_MINUTE)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        context.changes.committed.connect(self._on_committed)

    def look(self) -> None:
        """Make a copy if it is time and anything was written since the last."""
        chosen = self._context.settings
        self._waited += 1
        due = chosen.backup_minutes and self._waited >= chosen.backup_minutes
        if not (due and self._is_new and chosen.backup_folder):
            return
        if not self._context.is_open or self._context.tasks.busy:
            return
        from workshop_app.services.backups import back_up_to  # noqa: PLC0415 not before the first paint

        self._is_new, self._waited = False, 0
        self._context.start(
            partial(back_up_to, self._context.store, Path(chosen.backup_folder)),
            on_done=self._on_made,
            on_error=self._on_failed,
        )

    def _on_committed(self, _done: Committed) -> None:
        self._is_new = True

    def _on_made(self, path: Path) -> None:
        self._said = ""
        self._context.reload_settings()
        self._context.say(tr("A copy was made: {file}.", file=path.name))

    def _on_failed(self, error: AppError) -> None:
        self._is_new = True
        if str(error) != self._said:
            self._said = str(error)
            self._context.say(str(error))
