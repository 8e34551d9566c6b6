"""Which session is prepared, and what will be checked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer

from workshop_app.gui.prepare.reading import Preparation, read
from workshop_app.gui.prepare.summary import Check, checks, states

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workshop_app.gui.context import AppContext
    from workshop_app.gui.prepare.summary import State
    from workshop_app.store import Committed


class PrepareView(Protocol):
    """What the presenter asks of the page."""

    def show_preparation(self, found: Preparation) -> None:
        """Show a session in every step."""

    def show_checks(self, found: Sequence[Check], by: Mapping[str, State]) -> None:
        """Show what will be checked, and how each step stands."""

    def is_in_front(self) -> bool:
        """Whether somebody sees the page."""


class PreparePresenter(QObject):
    """Reads the session on the table, or begins a new one."""

    def __init__(
        self, view: PrepareView, context: AppContext, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._context = context
        self._new = False
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        context.changes.committed.connect(self._follow)

    @property
    def session(self) -> str | None:
        """Id of the session that is prepared; None while it is new."""
        return None if self._new else self._context.session

    def open(self) -> None:
        """Prepare the session on the table, or a new one if there is none."""
        self._new = False
        self.refresh()

    def begin(self) -> None:
        """Prepare a new session."""
        self._new = True
        self.refresh()

    def refresh(self) -> None:
        """Read everything again."""
        self._later.stop()
        if not self._context.is_open:
            return
        store = self._context.store
        found = read(store, self.session, store.now())
        self._view.show_preparation(found)
        told = checks(found)
        self._view.show_checks(told, states(told))

    def _follow(self, _done: Committed) -> None:
        """After the deed, when those who asked for it have heard that it is done."""
        if self._view.is_in_front():
            self._later.start()
