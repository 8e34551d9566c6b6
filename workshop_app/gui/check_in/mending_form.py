"""A cell of a sheet, put right in place before the sheet comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from workshop_app.gui.parts.labels import label
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class MendingForm(QWidget):
    """One line for one cell; Enter takes what stands there, Esc leaves the cell.

    Signals:
        given(int, str, str): the row's number, the field, and what it is read as.
        left(): nothing is put right.
    """

    given = Signal(int, str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setAccessibleName(tr("Put a cell right"))
        self._cell = (0, "")
        self._caption = label("", "caption")
        self._caption.setBuddy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._caption)
        column.addWidget(self.line)
        self.hide()

    def ask(self, number: int, field: str, called: str, text: str) -> None:
        """Ask what a cell of a row is to be read as."""
        self._cell = (number, field)
        caption = tr("{column} of row {number}", column=called, number=number)
        self._caption.setText(caption)
        self.line.setAccessibleName(caption)
        self.line.setText(text)
        self.line.selectAll()
        self.show()
        self.line.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.hide()
            self.given.emit(*self._cell, self.line.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)
