"""A page of several sections: their names as tabs, and one of them in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from workshop_app.gui.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence


class Sections(QWidget):
    """Shows one section; of a single one, no tabs.

    Signals:
        turned(str): the name of the section that came to the front.
    """

    turned = Signal(str)

    def __init__(
        self,
        sections: Sequence[tuple[str, str, QWidget]],
        accessible: str,
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Args:
            sections: Name, title and content of each.
            accessible: What a screen reader calls the tabs.
            parent: Its owner.
        """
        super().__init__(parent)
        self._names = [name for name, _, _ in sections]
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(accessible)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.stack = QStackedWidget()
        for _, title, content in sections:
            self.tabs.addTab(title)
            self.stack.addWidget(content)
        if len(sections) == 1:  # shown without a parent they would be a window
            self.tabs.hide()
        self.tabs.currentChanged.connect(self._turn)
        head = QHBoxLayout()
        head.addWidget(self.tabs, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addWidget(self.stack, 1)

    @property
    def current(self) -> str:
        """The name of the section in front."""
        return self._names[self.tabs.currentIndex()]

    def go(self, name: str) -> bool:
        """Bring a section to the front; say whether there is one of that name."""
        if name not in self._names:
            return False
        self.tabs.setCurrentIndex(self._names.index(name))
        return True

    def step(self, by: int) -> None:
        """Go some sections on, or back, as far as there are."""
        wanted = self.tabs.currentIndex() + by
        if 0 <= wanted < len(self._names):
            self.tabs.setCurrentIndex(wanted)

    def _turn(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self.turned.emit(self._names[place])
