"""A strip that says what was just done and offers to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from workshop_app.gui import theme
from workshop_app.gui.parts.alert import announce
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.labels import key_cap, label
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable


class UndoStrip(QFrame):
    """The last deed and its way back; the next deed takes its place.

    The key Ctrl+Z is the window's; the strip only reminds of it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "strip")
        self._undo: Callable[[], object] | None = None
        self._text = label("", wrap=True)
        self._button = button(tr("Undo"), icon="undo", kind="ghost")
        self._button.clicked.connect(self._take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(4), theme.px(10), theme.px(4))
        row.setSpacing(theme.px(8))
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(key_cap("Ctrl+Z"), 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def offer(self, text: str, undo: Callable[[], object]) -> None:
        """Say what was done and how to take it back.

        Args:
            text: The deed, as "Nélida Ccori came in".
            undo: Takes it back; called at most once.
        """
        self._undo = undo
        self._text.setText(text)
        self.setAccessibleName(text)
        self.show()
        announce(self, text)

    def clear(self) -> None:
        """Offer nothing more: something else was done, or it was taken back."""
        self._undo = None
        self.hide()

    def _take_back(self) -> None:
        undo = self._undo
        self.clear()
        if undo is not None:
            undo()
