"""What every page of the window has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.gui.actions import Action
    from workshop_app.gui.context import AppContext


class Panel(QWidget):
    """A page.  The window shows one at a time and tells it what happens to it.

    A page reads what it shows in `shown`, which is called when it comes to the front
    and when the process or the session changed under it; it listens to
    `context.changes.committed` for the rest.
    """

    NAME: ClassVar[str]
    NEEDS_SESSION: ClassVar[bool] = True
    KEYS_WORK: ClassVar[Qt.ShortcutContext] = (
        Qt.ShortcutContext.WidgetWithChildrenShortcut
    )
    """Where the focus must be for the keys of its actions; the page is in front."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName(self.NAME)

    def own_presenters(self) -> None:
        """Let what stands behind the page go with it, and hear nothing afterwards."""
        for part in vars(self).values():
            if part is self.context or not isinstance(part, QObject):
                continue
            if not part.isWidgetType() and part.parent() in {None, self.context}:
                part.setParent(self)

    def subtitle(self) -> str:
        """Return what it speaks of: the session on the table, unless it says else."""
        return self.context.session_line()

    def shown(self) -> None:
        """Read everything anew, and put the focus where work begins."""

    def leave(self) -> None:
        """Give what was typed and not yet given; the page goes to the back."""

    def focus_search(self) -> None:
        """Put the focus where one searches."""

    def target(self, record_id: str) -> None:
        """Go to a record that somebody wants to see here."""

    def actions_here(self) -> Sequence[Action]:
        """Return what can be done here, besides what can be done everywhere."""
        return ()
