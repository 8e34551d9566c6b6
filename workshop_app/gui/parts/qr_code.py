"""A QR code, drawn sharp at whatever size: dark on white, in the dark theme too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from workshop_app.gui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_QUIET = 4
"""Modules of white around it, which readers need (ISO/IEC 18004)."""


class QrCode(QWidget):
    """Hidden from the keyboard: what it says stands beside it in words."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        """Make it; `side` in pixels at 100 %."""
        super().__init__(parent)
        self._side = side
        self._size = 0
        self._runs: tuple[tuple[int, int, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_code(
        self, size: int, runs: tuple[tuple[int, int, int], ...], said: str
    ) -> None:
        """Show a code.

        Args:
            size: Modules a side; 0 for none.
            runs: Row, column and length of each run of dark modules.
            said: What a screen reader says of it.
        """
        self._size, self._runs = size, runs
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        """Return its side, as large as the letters are."""
        return QSize(theme.px(self._side), theme.px(self._side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw whole pixels for each module, or no reader would be sure."""
        if not self._size:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        whole = self._size + 2 * _QUIET
        module = max(1, min(self.width(), self.height()) // whole)
        edge = (min(self.width(), self.height()) - module * self._size) // 2
        dark = QColor(Qt.GlobalColor.black)
        for row, column, length in self._runs:
            box = QRectF(
                edge + column * module, edge + row * module, length * module, module
            )
            painter.fillRect(box, dark)
        painter.end()
