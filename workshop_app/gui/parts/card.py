"""A card: the surface on which everything of a page stands."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workshop_app.gui import theme
from workshop_app.gui.parts.elided_label import ElidedLabel


class Card(QFrame):
    """A surface with a title, something beside the title, and a body.

    Attributes:
        body: Where its content goes.
    """

    def __init__(
        self,
        title: str = "",
        aside: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._title = ElidedLabel("", "heading")
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(theme.px(8))
        head.addWidget(self._title)
        head.addStretch(1)
        if aside is not None:
            head.addWidget(aside)
        self._aside = aside
        outer = QVBoxLayout(self)
        side, top = theme.px(16), theme.px(14)
        outer.setContentsMargins(side, top, side, top)
        outer.setSpacing(theme.px(10))
        outer.addWidget(self._head)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(10))
        outer.addLayout(self.body, 1)
        self.set_title(title)

    def set_title(self, text: str) -> None:
        """Say what the card is about; without title and aside it has no head."""
        self._title.setText(text)
        self.setAccessibleName(text)
        self._title.setVisible(bool(text))
        self._head.setVisible(bool(text) or self._aside is not None)
