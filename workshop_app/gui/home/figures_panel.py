"""The four figures over the sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workshop_app.gui import icons, theme
from workshop_app.gui.parts.elided_label import ElidedLabel
from workshop_app.gui.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.gui.home.figures import Figure

_COUNT = 4


class FiguresRow(QWidget):
    """Four tiles side by side; empty until there is a session to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        self.tiles = [_Tile() for _ in range(_COUNT)]
        for tile in self.tiles:
            row.addWidget(tile, 1)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show the figures of a session; of none, nothing."""
        for tile, figure in zip(self.tiles, figures, strict=bool(figures)):
            tile.show_figure(figure)


class _Tile(QFrame):
    """One figure, what it is, and a sign."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._figure: Figure | None = None
        self._sign = QLabel()
        self.said, self.beside = ElidedLabel("", "figure"), ElidedLabel("", "muted")
        words = QVBoxLayout()
        words.setSpacing(px(1))
        words.addWidget(self.said)
        words.addWidget(self.beside)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(12), px(16), px(12))
        row.setSpacing(px(14))
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_figure(self, figure: Figure) -> None:
        """Show another figure."""
        self._figure = figure
        self.said.setText(figure.said)
        self.beside.setText(figure.beside)
        self.setAccessibleName(f"{figure.said}: {figure.beside}")
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the sign in the colours now in force."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()

    def _draw(self) -> None:
        figure = getattr(self, "_figure", None)
        if figure is not None:
            ink = getattr(theme.tokens(), figure.tone)
            self._sign.setPixmap(icons.pixmap(figure.icon, ink, 24))
