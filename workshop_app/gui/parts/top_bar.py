"""The bar above: what is open, whether it is saved, who is at the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.elided_label import ElidedLabel
from workshop_app.gui.parts.labels import key_cap
from workshop_app.gui.theme import px, restyle
from workshop_app.i18n import ntr, tr

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_NAME, _WHY = 180, 300
"""Widest a name and the reason for not saving may be; more is said, not shown."""

_WIDE = 1_000
"""Pixels at 100 % from which there is room for the key that searches."""


class TopBar(QFrame):
    """Title and subtitle at the left; saved chip, person, search and menu at the right.

    `tried_again` is asked for after saving failed.
    """

    tried_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top")
        self._title = ElidedLabel("", "title")
        self._subtitle = ElidedLabel("", "muted")
        for words in (self._title, self._subtitle):
            words.setSizePolicy(
                QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
            )
        self.saved = Chip()
        self.saved.hide()
        self.disputed = button("", kind="ghost", icon="warning", name="-")
        self.disputed.setObjectName("disputed")
        self.disputed.hide()
        self.again = button(tr("Try again"), icon="refresh")
        self.again.hide()
        self.again.clicked.connect(self.tried_again)
        self.person = button(
            "", kind="ghost", icon="swap", tip=tr("Change who is at the keyboard")
        )
        self.person.setObjectName("person")
        self.search = button(
            tr("Search or go to…"), icon="search", tip=tr("Search or go to…")
        )
        self.menu = button("", kind="ghost", icon="menu", tip=tr("Menu"))
        self._is_wide = True
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(6), px(14), px(6))
        row.setSpacing(px(8))
        row.addLayout(words, 1)
        parts = (self.disputed, self.saved, self.again, self.person, self.search)
        for part in parts:
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._key = key_cap("Ctrl+K")
        row.addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.menu, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(px(60))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the title its room, however large the letters are."""
        super().resizeEvent(event)
        wide = self.width() >= px(_WIDE)
        if wide is self._is_wide:
            return
        self._is_wide = wide
        self._key.setVisible(wide)
        self.search.setText(tr("Search or go to…") if wide else "")
        self.search.setProperty("bare", not wide)
        restyle(self.search)

    def show_titles(self, title: str, subtitle: str) -> None:
        """Say which page this is, and what it speaks of."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def show_saved(self, sentence: str) -> None:
        """Say that everything is on disk."""
        self.saved.set(sentence, "ok")
        self.saved.show()
        self.again.hide()

    def show_unsaved(self, sentence: str) -> None:
        """Say why something is not, and offer to try again."""
        room = QFontMetrics(self.saved.font())
        shown = room.elidedText(sentence, Qt.TextElideMode.ElideMiddle, px(_WHY))
        self.saved.set(shown, "bad")
        self.saved.setAccessibleName(sentence)
        self.saved.show()
        self.again.show()

    def show_disputed(self, count: int) -> None:
        """Say how much computers disagree on; nothing is said of none."""
        words = ntr("{count} disagreement", "{count} disagreements", count)
        self.disputed.setText(words)
        self.disputed.setAccessibleName(tr("{count}: settle them", count=words))
        self.disputed.setVisible(bool(count))

    def show_person(self, name: str) -> None:
        """Say who is at the keyboard."""
        shown = QFontMetrics(self.person.font()).elidedText(
            name, Qt.TextElideMode.ElideRight, px(_NAME)
        )
        self.person.setText(shown.replace("&", "&&"))
        self.person.setVisible(bool(name))
        self.person.setAccessibleName(
            tr("{name} is at the keyboard; change", name=name)
        )
