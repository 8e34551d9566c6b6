"""A row that goes on in the next line where there is no more room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Sequence


class FlowLayout(QLayout):
    """Asks for one line, does with as many as it takes, and is as narrow as its widest.

    Args:
        parent: The widget it lays out.
        gap: Pixels between two things of a line, and a half of it between lines.
    """

    def __init__(self, parent: QWidget, *, gap: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return sum(map(_height, lines)) + self._gap // 2 * max(len(lines) - 1, 0)

    @override
    def sizeHint(self) -> QSize:
        wide = sum(one.sizeHint().width() for one in self._items)
        wide += self._gap * max(len(self._items) - 1, 0)
        return QSize(wide, _height(self._items))

    @override
    def minimumSize(self) -> QSize:
        widths = [one.minimumSize().width() for one in self._items]
        return QSize(max(widths, default=0), _height(self._items))

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        spare = rect.height() - self.heightForWidth(rect.width())
        top = rect.top() + max(spare, 0) // 2
        for line in self._lines(rect.width()):
            left, high = rect.left(), _height(line)
            for one in line:
                size = QSize(min(one.sizeHint().width(), rect.width()), high)
                one.setGeometry(QRect(QPoint(left, top), size))
                left += size.width() + self._gap
            top += high + self._gap // 2

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        room = 0
        for one in self._items:
            wide = one.sizeHint().width()
            if not lines or wide > room:
                lines.append([])
                room = width
            lines[-1].append(one)
            room -= wide + self._gap
        return lines


def _height(items: Sequence[QLayoutItem]) -> int:
    return max((one.sizeHint().height() for one in items), default=0)
