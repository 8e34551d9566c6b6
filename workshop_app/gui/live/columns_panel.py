"""Three columns side by side, or two where letters are large or the window narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from workshop_app.gui.parts.scroll_column import ScrollColumn
from workshop_app.gui.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

_MARGIN, _SIDE = 16, 20
_LEFT, _MIDDLE, _RIGHT = 356, 502, 384
_LEAST_LEFT, _LEAST_MIDDLE = 278, 300

_NARROW = 1160
"""Pixels at 100 % under which the right column goes below the middle one."""


class ThreeColumns(QWidget):
    """Lays the page out; the last card of the left column takes what room is left."""

    def __init__(
        self,
        left: Sequence[QWidget],
        middle: QWidget,
        right: Sequence[QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._cards = tuple(right)
        self.is_narrow: bool | None = None
        self._middle = ScrollColumn()
        self._right = ScrollColumn()
        for column, least in ((self._middle, _LEAST_MIDDLE), (self._right, _RIGHT)):
            column.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            column.setMinimumWidth(px(least))
        self._middle.body.addWidget(middle, 1)
        self._right.body.addStretch(1)
        first = ScrollColumn()
        first.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        first.setMinimumWidth(px(_LEAST_LEFT))
        for card in left:
            first.body.addWidget(card, 1 if card is left[-1] else 0)
        row = QHBoxLayout(self)
        margin = px(_MARGIN)
        row.setContentsMargins(px(_SIDE), margin, px(_SIDE), margin)
        row.setSpacing(margin)
        row.addWidget(first, _LEFT)
        row.addWidget(self._middle, _MIDDLE)
        row.addWidget(self._right, _RIGHT)
        self._arrange()

    def bring(self, card: QWidget) -> None:
        """Scroll to a card, where it is not in view."""
        inside = self._middle.widget()
        if self.is_narrow and inside is not None:
            top = card.mapTo(inside, card.rect().topLeft()).y()
            self._middle.verticalScrollBar().setValue(top)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < px(_NARROW)
        if narrow == self.is_narrow:
            return
        self.is_narrow = narrow
        body = self._middle.body if narrow else self._right.body
        for place, card in enumerate(self._cards, start=1 if narrow else 0):
            body.insertWidget(place, card)
        self._right.setVisible(not narrow)
