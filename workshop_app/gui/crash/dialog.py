"""The dialog in plain words: what happened, that nothing is lost, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from workshop_app.gui.icons import pixmap
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.labels import label
from workshop_app.gui.theme import px, tokens
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from pathlib import Path


class CrashDialog(QDialog):
    """Says that the program failed.  Closing it goes on working."""

    def __init__(
        self, detail: str, log: Path | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._detail = detail
        self.setWindowTitle(tr("The program failed"))
        self.setMinimumWidth(px(560))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(20), px(24), px(20))
        layout.setSpacing(px(12))
        layout.addLayout(self._head())
        layout.addWidget(
            label(
                tr(
                    "Everything that was saved is safe, and what was being typed is "
                    "kept. You may go on; if the same thing happens again, close the "
                    "program and open it anew."
                ),
                wrap=True,
            )
        )
        self.detail = QPlainTextEdit(detail)
        self.detail.setReadOnly(True)
        self.detail.setAccessibleName(tr("Detail for whoever repairs the program"))
        self.detail.setFixedHeight(px(140))
        self.detail.setTabChangesFocus(True)
        layout.addWidget(self.detail)
        if log is not None:
            layout.addWidget(
                label(
                    tr("It is also written in {file}.", file=str(log)),
                    "muted",
                    wrap=True,
                )
            )
        layout.addWidget(self._buttons())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(12))
        picture = QLabel()
        picture.setPixmap(pixmap("warning", tokens().warn, 28))
        row.addWidget(picture)
        row.addWidget(
            label(tr("Something in the program itself went wrong."), "heading"), 1
        )
        return row

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox()
        self.copy = button(tr("Copy the detail"), icon="copy")
        self.go_on = button(tr("Go on working"), kind="primary")
        self.copy.clicked.connect(self._copy)
        self.go_on.clicked.connect(self.accept)
        box.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        box.addButton(self.go_on, QDialogButtonBox.ButtonRole.AcceptRole)
        self.go_on.setDefault(True)
        return box

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._detail)
