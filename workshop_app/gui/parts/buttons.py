"""Push buttons of the four kinds there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton

from workshop_app.gui import icons, theme
from workshop_app.gui.parts.labels import tip as shown_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

ButtonKind = Literal["plain", "primary", "ghost", "danger"]


class IconButton(QPushButton):
    """A push button that redraws its icon when the colours change."""

    def __init__(
        self, kind: ButtonKind = "plain", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind: ButtonKind = kind
        self._icon = icon
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)  # Enter presses it, not only the space bar
        self._draw_icon()

    def set_icon(self, name: str) -> None:
        """Show another icon; "" shows none."""
        self._icon = name
        self._draw_icon()

    def setText(self, text: str) -> None:
        """Say something else; an icon stands nearer the edge where it is alone."""
        super().setText(text)
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon in the colours now in force."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw_icon()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the focus of a filled button inside it, where it can be seen."""
        super().paintEvent(event)
        if self._kind == "primary" and self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.tokens().on_primary), 2))
            ring = QRectF(self.rect()).adjusted(3, 3, -3, -3)
            painter.drawRoundedRect(ring, theme.px(5), theme.px(5))
            painter.end()

    def _draw_icon(self) -> None:
        if not self._icon:
            self.setIcon(icons.NONE)
            return
        colours = theme.tokens()
        inks = {"primary": colours.on_primary, "danger": colours.bad}
        self.show_icon(self._icon, inks.get(self._kind, colours.text2), 17, gap=4)

    def show_icon(self, name: str, color: str, size: int, *, gap: int) -> None:
        """Draw an icon, `gap` farther from the words than Qt would have it."""
        if self.text():
            self.setIcon(icons.beside_words(name, color, size, gap))
            self.setIconSize(QSize(theme.px(size) + theme.px(gap), theme.px(size)))
        else:
            self.setIcon(icons.icon(name, color, size))
            self.setIconSize(QSize(theme.px(size), theme.px(size)))


def button(
    text: str,
    *,
    kind: ButtonKind = "plain",
    icon: str = "",
    tip: str = "",
    name: str = "",
) -> IconButton:
    """Return a push button, high enough for a finger.

    Args:
        text: What it says, `&` included; "" for an icon alone.
        kind: `primary` for the one deed of a page, `danger` for what takes away,
            `ghost` for what should not draw the eye.
        icon: One of `icons.NAMES`.
        tip: What is said when the pointer rests on it.
        name: What a screen reader says; `text`, or else `tip`, when left out.

    Raises:
        ValueError: It would have no name: an icon alone needs `name` or `tip`.
    """
    said = name or text or tip
    if not said:
        message = "a button without words needs a name"
        raise ValueError(message)
    made = IconButton(kind, icon)
    made.setProperty("bare", not text)
    made.setText(text.replace("&", "&&"))
    made.setAccessibleName(said)
    made.setToolTip(shown_tip(tip or ("" if text else said)))
    return made
