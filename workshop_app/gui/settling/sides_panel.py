"""The values that stand against each other, each with everybody who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QTextCharFormat
from PySide6.QtWidgets import QFrame, QGridLayout, QTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from workshop_app.gui import theme
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.labels import key_cap, label
from workshop_app.gui.settling.rows import claim_words
from workshop_app.i18n import ntr, tr
from workshop_app.services.differences import Piece, word_changes
from workshop_app.services.disagreements import KEEP, REMOVE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.services.disagreements import Disagreement, Side

TWO: Final = ("A", "D")
"""The keys of two sides, as they lie under the left hand: left and right."""

_MOST_CLAIMS: Final = 3
_LONG: Final = 90
"""Characters from which a value is a text in which one scrolls."""

_HIGH: Final = 96
_HEAD: Final = 26


def keys_of(sides: Sequence[Side]) -> tuple[str, ...]:
    """Return the key of each side."""
    if len(sides) == len(TWO):
        return TWO
    return tuple(str(number) for number in range(1, len(sides) + 1))


def side_words(side: Side) -> str:
    """Name a side in a few words."""
    if side.name == KEEP:
        return tr("It stays")
    if side.name == REMOVE:
        return tr("It goes")
    devices = list(dict.fromkeys(claim.device for claim in side.claims))
    if len(devices) == 1:
        return devices[0]
    return tr(
        "{computer} and {count} more", computer=devices[0], count=len(devices) - 1
    )


def told_by(side: Side) -> str:
    """Say whose the side is, in a line."""
    if side.name in {KEEP, REMOVE}:
        return side_words(side)
    devices = ", ".join(dict.fromkeys(claim.device for claim in side.claims))
    return tr("As {computer} has it", computer=devices)


def is_shown(found: Disagreement, side: Side) -> bool:
    """Whether a side is what everybody sees meanwhile."""
    return side.name == KEEP or (side.name != REMOVE and side is found.sides[0])


class SideBySide(QWidget):
    """The sides of one disagreement, two in a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(10))
        self._cards: list[QWidget] = []

    def show_sides(self, found: Disagreement) -> None:
        """Show the sides of a disagreement, or of none."""
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        keys = keys_of(found.sides)
        self._cards = [
            _SideCard(found, side, keys[place])
            for place, side in enumerate(found.sides)
        ]
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // 2, place % 2)
        for column in range(2):
            self._grid.setColumnStretch(column, 1)
        self.setVisible(bool(self._cards))

    def stops(self) -> list[QWidget]:
        """Return the long texts, through which one can read with the keyboard."""
        return [text for card in self._cards for text in card.findChildren(QTextEdit)]


class _SideCard(QFrame):
    """One value, and who says so."""

    def __init__(self, found: Disagreement, side: Side, key: str) -> None:
        super().__init__()
        self.setProperty("look", "strip")
        self.setAccessibleName(told_by(side))
        head = QGridLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(key_cap(key), 0, 0)
        head.addWidget(label(told_by(side), "caption", wrap=True), 0, 1)
        head.setRowMinimumHeight(0, theme.px(_HEAD))
        head.setColumnStretch(1, 1)
        if is_shown(found, side):
            chip = Chip(tr("shown meanwhile"), "plain")
            head.addWidget(chip, 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(4 * [theme.px(12)]))
        column.setSpacing(theme.px(6))
        column.addLayout(head)
        if side.name not in {KEEP, REMOVE}:
            column.addWidget(_value(found, side))
        for claim in side.claims[:_MOST_CLAIMS]:
            column.addWidget(label(claim_words(claim), "muted", wrap=True))
            if claim.reason:
                column.addWidget(
                    label(tr("“{reason}”", reason=claim.reason), wrap=True)
                )
        more = len(side.claims) - _MOST_CLAIMS
        if more > 0:
            said = ntr(
                "… and {count} more says so.", "… and {count} more say so.", more
            )
            column.addWidget(label(said, "muted"))
        column.addStretch(1)


def _value(found: Disagreement, side: Side) -> QWidget:
    others = [one.words for one in found.sides if one is not side]
    if max(len(one.words) for one in found.sides) < _LONG:
        return label(side.words or tr("(nothing)"), "figure", wrap=True)
    return _MarkedText(side.words, others[0])


class _MarkedText(QTextEdit):
    """A long text, in which what the other one says otherwise is marked."""

    def __init__(self, words: str, other: str) -> None:
        super().__init__()
        self._words, self._other = words, other
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("What stands there"))
        self.setFixedHeight(theme.px(_HIGH))
        self._write()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Write it again in the colours now in force."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._write()

    def _write(self) -> None:
        self.clear()
        cursor = self.textCursor()
        for piece, words in word_changes(self._other, self._words):
            if piece is not Piece.GONE:
                cursor.insertText(words, _ink(marked=piece is Piece.NEW))
        cursor.movePosition(cursor.MoveOperation.Start)
        self.setTextCursor(cursor)


def _ink(*, marked: bool) -> QTextCharFormat:
    colours = theme.tokens()
    weight = QFont.Weight.DemiBold if marked else QFont.Weight.Normal
    form = QTextCharFormat()
    form.setFont(theme.font(13, weight))
    form.setForeground(QColor(colours.text))
    if marked:
        form.setFontUnderline(True)
        form.setBackground(QColor(colours.warn_soft))
    return form
