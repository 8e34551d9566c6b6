"""Asks for the passphrase of a process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from workshop_app.errors import AppError


class PassphraseDialog(QDialog):
    """Enter gives it, Esc lets it be."""

    given = Signal(str)

    def __init__(
        self, location: str, error: AppError, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Passphrase"))
        self.setMinimumWidth(px(440))
        self.entry = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.field = Field(
            tr("Passphrase of {file}", file=Path(location).name), self.entry
        )
        cancel = button(tr("Cancel"))
        opened = button(tr("Open"), kind="primary")
        opened.setDefault(True)
        cancel.clicked.connect(self.reject)
        opened.clicked.connect(self._give)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(px(20), px(18), px(20), px(18))
        layout.setSpacing(px(12))
        layout.addWidget(label(error.message, "strong", wrap=True))
        layout.addWidget(label(error.advice, "muted", wrap=True))
        layout.addWidget(self.field)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(opened)
        layout.addLayout(row)
        self.entry.setFocus()

    def _give(self) -> None:
        if not self.entry.text():
            self.field.show_problem(tr("Type the passphrase, or cancel."))
            self._grow()
            return
        self.accept()
        self.given.emit(self.entry.text())

    def _grow(self) -> None:
        """Make room for what came in under the field; no dialog does so by itself."""
        self._column.activate()
        needed = self._column.totalHeightForWidth(self.width())
        self.resize(self.width(), max(self.height(), needed))
