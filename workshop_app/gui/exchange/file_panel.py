"""What is to be known of one file: what became of it, what it brought, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.labels import label
from workshop_app.gui.parts.scroll_column import ScrollColumn
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workshop_app.gui.parts.chip import Tone


class FileCard(Card):
    """Shows one file; below it is room for what can be done with it.

    Attributes:
        deeds: Where the buttons go.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("The file"), None, parent)
        self.chip = Chip()
        self.told = label("", wrap=True)
        self._column = ScrollColumn()
        self._column.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sentences = QVBoxLayout()
        self._sentences.setSpacing(px(8))
        self._figures = QWidget()
        self._grid = QGridLayout(self._figures)
        self._grid.setContentsMargins(0, px(4), 0, px(4))
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(0, 1)
        self.deeds = QVBoxLayout()
        self.deeds.setSpacing(px(8))
        self.body.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.body.addWidget(self.told)
        self._column.body.addLayout(self._sentences)
        self._column.body.addWidget(self._figures)
        self._column.body.addStretch(1)
        self.body.addWidget(self._column, 1)
        self.body.addLayout(self.deeds)

    def show_file(
        self,
        *,
        title: str,
        state: str,
        tone: Tone,
        told: str,
        sentences: Iterable[str] = (),
        figures: Sequence[tuple[str, int]] = (),
    ) -> None:
        """Show what is to be known of a file."""
        self.set_title(title)
        self.chip.set(state, tone)
        self.told.setText(told)
        self.told.setVisible(bool(told))
        _clear(self._sentences)
        for sentence in sentences:
            self._sentences.addWidget(label(sentence, wrap=True))
        _clear(self._grid)
        for row, (words, count) in enumerate(figures):
            self._grid.addWidget(label(words, "muted", wrap=True), row, 0)
            number = label(str(count), "number")
            self._grid.addWidget(number, row, 1, Qt.AlignmentFlag.AlignRight)
        self._figures.setVisible(bool(figures))


def _clear(layout: QVBoxLayout | QGridLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
