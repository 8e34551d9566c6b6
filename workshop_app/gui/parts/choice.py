"""One of a few, side by side, chosen with arrows, its letter or the pointer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from workshop_app.gui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

_NO_MODIFIER = Qt.KeyboardModifier.NoModifier


class _Segment(QRadioButton):
    """A radio button drawn as part of a bar; to a screen reader it stays one."""

    def __init__(self, text: str, letter: str, row: ChoiceRow) -> None:
        super().__init__(row)
        self.words = text
        self.letter = letter.upper()
        self._row = row
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the words, the letter and a finger."""
        width = self.fontMetrics().horizontalAdvance(self.words) + theme.px(26)
        return QSize(width + self._letter_width(), theme.px(32))

    def minimumSizeHint(self) -> QSize:
        """Never less than its words."""
        return self.sizeHint()

    def hitButton(self, _position: object) -> bool:
        """The whole segment is the button, not only where Qt would draw a dot."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by letter; arrows and space are Qt's own."""
        bare = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier == _NO_MODIFIER
        if not (bare and self._row.choose_letter(event.text())):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a segment: chosen ones are filled and marked by a line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_surface(painter)
        self._paint_edge(painter)
        self._paint_words(painter)

    def _letter_width(self) -> int:
        return theme.px(24) if self.letter else 0

    def _paint_surface(self, painter: QPainter) -> None:
        colours, chosen = theme.tokens(), self.isChecked()
        fill = colours.surface
        if chosen:
            fill = colours.primary
        elif self.underMouse() and self.isEnabled():
            fill = colours.hover
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setBrush(QColor(fill))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, theme.px(5), theme.px(5))
        if self.hasFocus():
            ring = colours.on_primary if chosen else colours.primary
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(ring), 2))
            inside = (
                box.adjusted(2, 2, -2, -2) if chosen else box.adjusted(1, 1, -1, -1)
            )
            painter.drawRoundedRect(inside, theme.px(4), theme.px(4))

    def _paint_edge(self, painter: QPainter) -> None:
        """Part it from the segment before, unless a filled one parts them already."""
        if self._row.parted(self):
            painter.setPen(QPen(QColor(theme.tokens().border), 1))
            margin = theme.px(8)
            painter.drawLine(0, margin, 0, self.height() - margin)

    def _paint_words(self, painter: QPainter) -> None:
        colours = theme.tokens()
        ink = colours.on_primary if self.isChecked() else colours.text
        soft = ink if self.isChecked() else colours.text2
        painter.setPen(QColor(ink if self.isEnabled() else colours.text3))
        box = QRectF(self.rect())
        room = self._letter_width()
        middle = Qt.AlignmentFlag.AlignCenter
        painter.setFont(self.font())
        painter.drawText(box.adjusted(theme.px(6), 0, -room, 0), middle, self.words)
        if self.letter:
            painter.setFont(theme.font(11))
            painter.setPen(QColor(soft if self.isEnabled() else colours.text3))
            cap = QRectF(box.right() - room - theme.px(5), 0, room, box.height())
            painter.drawText(cap, middle, self.letter)


class ChoiceRow(QFrame):
    """A bar of segments of which at most one is chosen.

    Tab comes to it once; arrows move and choose, a letter chooses.  `chosen` is
    emitted when a person chose, through whatever means, and not by `set_value`.
    """

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[str, str, str]],
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        """Make the bar.

        Args:
            options: Value, words and key letter ("" for none) of each segment.
            name: What a screen reader calls the bar.
            parent: Its owner.
        """
        super().__init__(parent)
        self.setProperty("look", "choice")
        self.setAccessibleName(name)
        self._quiet = False
        self._segments: dict[str, _Segment] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for value, text, letter in options:
            segment = _Segment(text, letter, self)
            segment.toggled.connect(partial(self._toggled, value))
            self._segments[value] = segment
            row.addWidget(segment, 1)
        self._one_stop()

    def value(self) -> str:
        """Return the value chosen, "" while none is."""
        for value, segment in self._segments.items():
            if segment.isChecked():
                return value
        return ""

    def set_value(self, value: str) -> None:
        """Choose without telling anybody; "" chooses none.

        Raises:
            KeyError: It is none of the values.
        """
        self._quiet = True
        if value:
            self._segments[value].setChecked(True)
        else:
            self._choose_none()
        self._quiet = False
        self._one_stop()

    def choose_letter(self, letter: str) -> bool:
        """Choose the segment of a key letter; return whether there is one."""
        for segment in self._segments.values():
            if letter and segment.letter == letter.upper():
                segment.setFocus(Qt.FocusReason.ShortcutFocusReason)
                segment.click()
                return True
        return False

    def parted(self, segment: QRadioButton) -> bool:
        """Return whether a line stands before a segment."""
        segments: list[QRadioButton] = list(self._segments.values())
        place = segments.index(segment)
        return place > 0 and not any(
            neighbour.isChecked() for neighbour in segments[place - 1 : place + 1]
        )

    def _choose_none(self) -> None:
        for segment in self._segments.values():
            segment.setAutoExclusive(False)
            segment.setChecked(False)
            segment.setAutoExclusive(True)

    def _one_stop(self) -> None:
        """Leave one segment for Tab, the chosen or else the first."""
        segments = list(self._segments.values())
        stop = next((s for s in segments if s.isChecked()), segments[0])
        for segment in segments:
            segment.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus
                if segment is stop
                else Qt.FocusPolicy.ClickFocus
            )
        self.setFocusProxy(stop)

    def _toggled(self, value: str, checked: bool) -> None:  # noqa: FBT001 Qt's signal
        if checked and not self._quiet:
            self._one_stop()
            self.update()
            self.chosen.emit(value)
