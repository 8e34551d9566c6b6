"""A line to search in: its glass grows with the letters, as Qt's own does not."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from workshop_app.gui import icons, theme


class SearchLine(QLineEdit):
    """A line with a magnifying glass."""

    def __init__(
        self,
        placeholder: str,
        name: str = "",
        *,
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make the line.

        Args:
            placeholder: What can be searched for, shown while it is empty.
            name: What a screen reader calls it; `placeholder` when left out.
            large: Whether it is the one field of a page, for fast entry.
            parent: Its owner.
        """
        super().__init__(parent)
        if large:
            self.setProperty("look", "search")
        self._size = 20 if large else 16
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setTextMargins(theme.px(self._size + 8), 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the glass before the words."""
        super().paintEvent(event)
        glass = icons.pixmap("search", theme.tokens().text2, self._size)
        top = (self.height() - theme.px(self._size)) // 2
        painter = QPainter(self)
        painter.drawPixmap(theme.px(12), top, glass)
        painter.end()
