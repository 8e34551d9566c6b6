"""F1: every action with its keys, on one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.labels import key_cap, label
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workshop_app.gui.actions import Action


class KeysDialog(QDialog):
    """Read with the arrows, closed with Esc."""

    def __init__(
        self, actions: Iterable[Action], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys"))
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(px(6))
        group = None
        for action in sorted(actions, key=lambda one: one.group):
            if not action.keys:
                continue
            row = grid.rowCount()
            if action.group != group:
                group = action.group
                grid.addWidget(label(group, "heading"), row, 0, 1, 2)
                row += 1
            grid.addWidget(label(action.title), row, 0)
            grid.addWidget(
                key_cap(action.shown_keys), row, 1, Qt.AlignmentFlag.AlignRight
            )
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(sheet)
        scroll.setAccessibleName(tr("Keys"))
        close = button(tr("Close"), kind="primary")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(scroll, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        room = self.screen().availableSize()
        self.resize(min(px(520), room.width()), min(px(560), room.height() - px(60)))
        scroll.setFocus()
