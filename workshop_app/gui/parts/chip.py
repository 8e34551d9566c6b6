"""A chip: one state in one or two words, told by icon and words, not by colour."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from workshop_app.gui import icons, theme
from workshop_app.gui.parts.labels import label

Tone = Literal["info", "ok", "warn", "bad", "plain"]

ICONS: Final[dict[str, str]] = {
    "info": "info",
    "ok": "check_circle",
    "warn": "warning",
    "bad": "alert",
}


def ink(tone: Tone) -> str:
    """Return the colour of a tone's letters and icon, "#RRGGBB"."""
    colours = theme.tokens()
    return {
        "info": colours.info,
        "ok": colours.ok,
        "warn": colours.warn,
        "bad": colours.bad,
        "plain": colours.text2,
    }[tone]


class Chip(QFrame):
    """A state in words, with an icon; hidden while it has nothing to say."""

    def __init__(
        self, text: str = "", kind: Tone = "info", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "chip")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._kind: Tone = kind
        self._icon = QLabel()
        self._text = label("")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), theme.px(3), theme.px(9), theme.px(3))
        row.setSpacing(theme.px(6))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 0, Qt.AlignmentFlag.AlignVCenter)
        self.set(text, kind)

    def text(self) -> str:
        """Return what it says."""
        return self._text.text()

    def kind(self) -> Tone:
        """Return its tone."""
        return self._kind

    def set(self, text: str, kind: Tone) -> None:
        """Say something else; "" hides the chip."""
        self._kind = kind
        self._text.setText(text)
        self.setAccessibleName(text)
        if self.property("tone") != kind:
            self.setProperty("tone", kind)
            theme.restyle(self)
            theme.restyle(self._text)
        self._draw_icon()
        self._show_or_hide()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon in the colours now in force."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw_icon()

    def _show_or_hide(self) -> None:
        if not self.text():
            self.hide()
        elif self.parentWidget() is not None:
            self.show()
        else:  # without a parent, showing would open a window: it comes with its parent
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, on=False)

    def _draw_icon(self) -> None:
        name = ICONS.get(self._kind, "")
        self._icon.setVisible(bool(name))
        if name:
            self._icon.setPixmap(icons.pixmap(name, ink(self._kind), 14))
