"""The one field of the door, what is said aloud, and the hours of a paper list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from workshop_app.gui import icons, theme
from workshop_app.gui.check_in.pasting import pasted_table
from workshop_app.gui.parts.alert import announce
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.chip import ICONS, Tone, ink
from workshop_app.gui.parts.labels import KeyHints, label
from workshop_app.gui.parts.search_line import SearchLine
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from workshop_app.gui.check_in.presenter import DoorWords

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_PASSING = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}


class EntryLine(SearchLine):
    """A name or a number; arrows choose below, and the focus stays.

    Signals:
        stepped(int): an arrow: 1 down, -1 up.
        entered(): Enter, by hand or by a scanner.
        escaped(): Esc.
        left(): the focus went elsewhere in the window.
        pasted(str): several lines, which are a table and nobody's name.
    """

    stepped = Signal(int)
    entered = Signal()
    escaped = Signal()
    left = Signal()
    pasted = Signal(str)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        table = pasted_table(event)
        if table:
            self.pasted.emit(table)
        elif key in _ENTER:
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class SpokenWords(QWidget):
    """What whoever keeps the door says aloud: large, and read from afar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: DoorWords | None = None
        self._sign = QLabel()
        self._name = label("", "title", wrap=True)
        self._text = label("", "heading", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(2), 0, 0, 0)
        row.setSpacing(theme.px(12))
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What is said, as one sentence."""
        return f"{self._name.text()}: {self._text.text()}"

    def say(self, words: DoorWords) -> None:
        """Show what to say, and have it announced."""
        self._words = words
        self._name.setText(words.name)
        self._text.setText(words.text)
        self._draw()
        self.show()
        announce(self, self.text)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()

    def _draw(self) -> None:
        if self._words is not None:
            tone: Tone = "ok" if self._words.tone == "ok" else "info"
            picture = icons.pixmap(ICONS[tone], ink(tone), 34)
            self._sign.setPixmap(picture)


class PaperHours(QWidget):
    """The hours that a paper list says; Enter takes them over.

    Signals:
        entered(): Enter in one of the hours.
    """

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.arrived = _hour(tr("Arrived at"))
        self.left = _hour(tr("Left at"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(label(tr("From paper:"), "strong"))
        for line in (self.arrived, self.left):
            caption = label(line.accessibleName(), "caption")
            caption.setBuddy(line)
            row.addWidget(caption)
            row.addWidget(line)
            line.returnPressed.connect(self.entered)
        row.addWidget(label(tr("Without an hour: there from the opening."), "muted"), 1)
        self.hide()

    def ask(self) -> None:
        """Put the focus in the first hour, ready to be typed over."""
        self.left.clear()
        self.arrived.setFocus()
        self.arrived.selectAll()


def _hour(caption: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(caption)
    line.setPlaceholderText("9:05")
    line.setMaximumWidth(theme.px(84))
    return line


class Entry(QFrame):
    """The card at the top of the page.

    Attributes:
        line: Where one types.
        words: What was said last.
        paper: Whether hours come from a paper list.
        hours: Those hours.
        foot: Hints or words, under the field.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.line = EntryLine(tr("Name or document number…"), large=True)
        self.words = SpokenWords()
        self.hours = PaperHours()
        self.paper = button(tr("From a paper list"), icon="file_text", kind="ghost")
        self.paper.setCheckable(True)
        self.paper.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._hints = KeyHints(
            (
                ("Enter", tr("registers")),
                ("↓", tr("chooses")),
                ("Ctrl+N", tr("new person")),
                ("Esc", tr("clears")),
            )
        )
        self._problem = label("", "problem", wrap=True)
        self._problem.hide()
        self.foot = QWidget()
        foot = QHBoxLayout(self.foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self._hints, 1)
        foot.addWidget(self.words, 1)
        foot.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        side = theme.px(14)
        column.setContentsMargins(side, theme.px(12), side, theme.px(8))
        column.setSpacing(theme.px(6))
        column.addWidget(self.line)
        column.addWidget(self._problem)
        column.addWidget(self.hours)
        column.addWidget(self.foot)
        self.paper.toggled.connect(self.hours.setVisible)

    @property
    def problem(self) -> str:
        """What is wrong, as it is shown."""
        return self._problem.text()

    def say(self, words: DoorWords) -> None:
        """Show what to say, in the place of the hints."""
        self._hints.hide()
        self.words.say(words)

    def show_hints(self) -> None:
        """Show which key does what, in the place of what was said."""
        self.words.hide()
        self._hints.show()

    def show_problem(self, sentence: str) -> None:
        """Say under the field what is wrong; what was typed stays."""
        self._mark(sentence)
        announce(self.line, sentence, urgent=True)

    def clear_problem(self) -> None:
        """Take the red away."""
        if self._problem.text():
            self._mark("")

    def _mark(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.line.setProperty("error", bool(sentence))
        self.line.setAccessibleDescription(sentence)
        theme.restyle(self.line)
