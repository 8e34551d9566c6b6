"""Ctrl+K: write what you want; Enter does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from workshop_app.gui.icons import icon
from workshop_app.gui.parts.labels import label
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from workshop_app.gui.palette.presenter import Offer, PalettePresenter

_MOVING = {
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_PageUp,
}


class PaletteDialog(QDialog):
    """A field and a list; the focus stays in the field, the arrows move in the list."""

    def __init__(
        self, presenter: PalettePresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint
        )
        self._presenter = presenter
        self._offers: list[Offer] = []
        self.setObjectName("palette")
        self.setAccessibleName(tr("Search or go to…"))
        self.entry = QLineEdit()
        self.entry.setObjectName("big")
        self.entry.setPlaceholderText(tr("What do you want to do or find?"))
        self.entry.setAccessibleName(tr("What do you want to do or find?"))
        self.entry.textChanged.connect(self._look)
        self.entry.installEventFilter(self)
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(tr("What fits"))
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(px(18), px(18)))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._choose_at)
        self.nothing = label(tr("Nothing fits. Try fewer letters."), "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(10), px(10), px(10), px(10))
        layout.addWidget(self.entry)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignTop)
        self.resize(px(620), px(430))
        self.list.ensurePolished()
        self._look("")

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _MOVING:
            self.list.keyPressEvent(event)
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self.list.currentRow())
            return True
        return False

    def _look(self, words: str) -> None:
        self._offers = list(self._presenter.offers(words))
        self.list.clear()
        for offer in self._offers:
            parts = [one for one in (offer.title, offer.second, offer.keys) if one]
            item = QListWidgetItem("   ·   ".join(parts))
            if offer.icon:
                item.setIcon(icon(offer.icon))
            item.setSizeHint(QSize(0, px(36)))
            self.list.addItem(item)
        self.list.setCurrentRow(0 if self._offers else -1)
        self.list.setVisible(bool(self._offers))
        self.nothing.setVisible(not self._offers)

    def _choose_at(self, index: QModelIndex) -> None:
        self._choose(index.row())

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._offers):
            offer = self._offers[row]
            self.accept()
            offer.run()
