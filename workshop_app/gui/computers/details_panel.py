"""One computer: its words to be compared aloud, its code, how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from workshop_app.gui.computers.words import (
    TONES,
    counted_words,
    facts,
    in_two_lines,
    stands_words,
    title_words,
)
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.labels import label
from workshop_app.gui.parts.qr_code import QrCode
from workshop_app.gui.parts.scroll_column import ScrollColumn
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from workshop_app.services.computer_list import Computer, QrRuns

_CODE = 132


class ComputerCard(Card):
    """Shows one computer; what can be done with it comes below.

    Attributes:
        deeds: Where fields and buttons go.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Computer"), None, parent)
        self.chip = Chip()
        self.key_words = _Spoken(tr("Its key, to compare aloud"))
        self.tip_words = _Spoken(tr("Its last act, as the minutes print it"))
        self.told = label("", wrap=True)
        self.deeds = QVBoxLayout()
        self.deeds.setSpacing(px(8))
        scroll = ScrollColumn()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.body.addWidget(self.key_words)
        scroll.body.addWidget(self.tip_words)
        scroll.body.addWidget(self.told)
        scroll.body.addLayout(self.deeds)
        scroll.body.addStretch(1)
        self.body.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(scroll, 1)

    def show_computer(self, one: Computer, code: QrRuns) -> None:
        """Show a computer."""
        self.set_title(title_words(one))
        self.chip.set(stands_words(one), TONES[one.stands])
        self.key_words.show_words(one.words, code)
        self.tip_words.hide()
        self.told.setText("\n".join([f"{counted_words(one)}.", *facts(one)]))

    def show_tip(self, words: str, code: QrRuns) -> None:
        """Show where the chain of this computer ends."""
        self.tip_words.show_words(words, code)
        self.tip_words.show()


class _Spoken(QWidget):
    """Six words, large, with the code that says the same."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self._caption = caption
        self._words = label("", "title", wrap=True)
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._code = QrCode(_CODE)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(4))
        grid.addWidget(label(caption, "caption", wrap=True), 0, 0)
        grid.addWidget(self._words, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._code, 0, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(1, 1)

    def show_words(self, words: str, code: QrRuns) -> None:
        """Show six words and their code."""
        self._words.setText(in_two_lines(words))
        self._words.setAccessibleName(f"{self._caption}: {words}")
        self._code.show_code(*code, tr("The same as a QR code"))
