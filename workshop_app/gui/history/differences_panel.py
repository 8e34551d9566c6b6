"""What a deed changed, as one text that can be read, copied and heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget
from typing_extensions import override

from workshop_app.gui import theme
from workshop_app.i18n import ntr, tr
from workshop_app.services.differences import NOTHING, Piece, What, word_changes

if TYPE_CHECKING:
    from workshop_app.services.differences import (
        Differences,
        FieldDifference,
        RecordDifference,
    )

_BOLD = QFont.Weight.DemiBold


class DifferencesText(QTextEdit):
    """Record by record, what each field said before and says after.

    What people wrote is inserted as plain text; nothing in it is ever markup.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = NOTHING
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("What changed"))

    def show_differences(self, found: Differences) -> None:
        """Show what a deed changed."""
        self._shown = found
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
        for number, record in enumerate(self._shown.records):
            self._write_record(cursor, record, first=number == 0)
        if self._shown.others:
            more = ntr(
                "… and {count} record more.",
                "… and {count} records more.",
                self._shown.others,
            )
            self._line(cursor, more, _ink(theme.tokens().text2), above=12)
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)

    def _write_record(
        self, cursor: QTextCursor, record: RecordDifference, *, first: bool
    ) -> None:
        colours = theme.tokens()
        heading = _ink(colours.text, weight=_BOLD)
        self._line(cursor, record.title, heading, above=0 if first else 16)
        states = {
            What.MADE: (tr("new"), colours.ok),
            What.AMENDED: (tr("changed"), colours.info),
            What.REMOVED: (tr("removed"), colours.bad),
        }
        word, colour = states[record.what]
        cursor.insertText("  ", heading)
        cursor.insertText(word, _ink(colour, weight=_BOLD, size=12))
        for field in record.fields:
            self._write_field(cursor, field)

    def _write_field(self, cursor: QTextCursor, field: FieldDifference) -> None:
        colours = theme.tokens()
        caption = _ink(colours.text2, size=12, weight=QFont.Weight.Medium)
        self._line(cursor, field.words, caption, above=7, indent=12)
        if field.is_text:
            self._line(cursor, "", _ink(colours.text), indent=12)
            for piece, words in word_changes(field.before, field.after):
                cursor.insertText(words, _of_piece(piece))
            return
        self._line(cursor, "", _ink(colours.text), indent=12)
        if field.before:
            gone = Piece.GONE
            cursor.insertText(field.before, _of_piece(gone))
        if field.before and field.after:
            cursor.insertText("  →  ", _ink(colours.text2))
        if field.after:
            new = Piece.NEW if field.before else Piece.SAME
            cursor.insertText(field.after, _of_piece(new))
        if not field.after:
            cursor.insertText("  →  " + tr("(nothing)"), _ink(colours.text2))

    def _line(
        self,
        cursor: QTextCursor,
        words: str,
        form: QTextCharFormat,
        *,
        above: int = 0,
        indent: int = 0,
    ) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(theme.px(above) if above else 0)
        block.setLeftMargin(theme.px(indent) if indent else 0)
        if self.document().isEmpty():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        cursor.insertText(words, form)


def _ink(
    colour: str, *, size: float = 13, weight: QFont.Weight = QFont.Weight.Normal
) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFont(theme.font(size, weight))
    form.setForeground(QColor(colour))
    return form


def _of_piece(piece: Piece) -> QTextCharFormat:
    """Return how a stretch is drawn: struck or underlined, not only coloured."""
    colours = theme.tokens()
    if piece is Piece.SAME:
        return _ink(colours.text)
    gone = piece is Piece.GONE
    form = _ink(colours.bad if gone else colours.ok)
    form.setFontStrikeOut(gone)
    form.setFontUnderline(not gone)
    form.setBackground(QColor(colours.bad_soft if gone else colours.ok_soft))
    return form
