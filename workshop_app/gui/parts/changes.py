"""Every deed, told on the window's thread as soon as it is on disk."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from workshop_app.store import Committed


class Changes(QObject):
    """Tells of commits, whichever thread made them.

    What the window's own thread did is told before the deed's call returns; what the
    lane did, when the event loop comes round.
    """

    committed = Signal(object)
    _from_the_lane = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._from_the_lane.connect(self.committed, Qt.ConnectionType.QueuedConnection)

    def note(self, done: Committed) -> None:
        """Hear of a commit, on the thread that made it."""
        if threading.current_thread() is threading.main_thread():
            self.committed.emit(done)
        else:
            self._from_the_lane.emit(done)
