"""A strip that says something that must not be missed, and offers a way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workshop_app.gui import icons, theme
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.chip import ICONS, Tone, ink
from workshop_app.gui.parts.labels import label
from workshop_app.gui.spoken_codes import short_codes

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader say `text`, wherever the focus is.

    Args:
        widget: What says it.
        text: The sentence.
        urgent: Whether it may interrupt what is being read.
    """
    event = QAccessibleAnnouncementEvent(widget, text)
    loud = QAccessible.AnnouncementPoliteness
    event.setPoliteness(loud.Assertive if urgent else loud.Polite)
    QAccessible.updateAccessibility(event)


class Alert(QFrame):
    """Hidden until there is something to say; then seen and heard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "alert")
        self._kind: Tone = "info"
        self._deed: Callable[[], object] | None = None
        self._icon = QLabel()
        self._title = label("", "strong", wrap=True)
        self._text = label("", wrap=True)
        self._button: QPushButton = button("", name="-")
        self._button.setProperty("bare", False)
        self._button.clicked.connect(self._act)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(9), theme.px(12), theme.px(10))
        row.setSpacing(theme.px(10))
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        words.addWidget(self._title)
        words.addWidget(self._text)
        told = QHBoxLayout()
        told.setSpacing(theme.px(10))
        told.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        told.addLayout(words, 1)
        middle = QVBoxLayout()  # an alignment would hold the words to one line each
        middle.addStretch(1)
        middle.addLayout(told)
        middle.addStretch(1)
        row.addLayout(middle, 1)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_alert(
        self,
        kind: Tone,
        title: str,
        text: str,
        action: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Say something, and have it announced; codes as people say them.

        Args:
            kind: How grave it is; told by the icon too.
            title: What is the matter.
            text: What follows from it; may be empty.
            action: The words of a button and what it does.
        """
        self._kind = kind
        title, text = short_codes(title), short_codes(text)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._offer(action)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        for widget in (self, self._title):
            widget.setProperty("tone", kind)
            theme.restyle(widget)
        self._draw_icon()
        self.show()
        spoken = f"{title.rstrip('.')}. {text}" if text else title
        announce(self, spoken, urgent=kind in {"bad", "warn"})

    def clear(self) -> None:
        """Take it away: the matter is settled."""
        self._deed = None
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon in the colours now in force."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw_icon()

    def _offer(self, action: tuple[str, Callable[[], object]] | None) -> None:
        words, self._deed = action or ("", None)
        self._button.setText(words.replace("&", "&&"))
        self._button.setAccessibleName(words)
        self._button.setVisible(action is not None)

    def _act(self) -> None:
        if self._deed is not None:
            self._deed()

    def _draw_icon(self) -> None:
        name = ICONS.get(self._kind, "info")
        self._icon.setPixmap(icons.pixmap(name, ink(self._kind), 20))
