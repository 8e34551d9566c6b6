"""The row above the recipients: searching, and ticking all or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.labels import KeyHints
from workshop_app.gui.parts.search_line import SearchLine
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QPushButton

_WIDE = 640
"""Pixels at 100 % from which there is room to say what the space bar does."""


class FindRow(QWidget):
    """Leaves the search its room where there is little."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = SearchLine(tr("Search among the recipients"))
        self._hints = KeyHints([(tr("Space"), tr("ticks"))])
        self._all = button(tr("Tick all"), kind="ghost", icon="check")
        self._none = button(tr("Tick none"), kind="ghost", icon="minus")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self._search, 1)
        for one in (self._hints, self._all, self._none):
            row.addWidget(one)
        self._hints.hide()

    def parts(self) -> tuple[SearchLine, QPushButton, QPushButton]:
        """Return the search, and the buttons that tick all and none."""
        return self._search, self._all, self._none

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hints.setVisible(self.width() >= px(_WIDE))
