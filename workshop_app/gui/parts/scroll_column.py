"""A column that scrolls, on whatever surface it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workshop_app.gui import theme
from workshop_app.gui.parts.viewport import bare_inside

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent

_RING = 2


class ScrollColumn(QScrollArea):
    """A column as wide as its place, with a bar only when it is too long.

    It paints no background, so that it may stand on a card; a style sheet must not do
    that for it, or every table on it would repaint wholly at each step of the wheel.

    Its edges are those of its content, so that columns with and without a bar stand in
    line; when it has the focus, the ring lies over them.

    Args:
        whole: Whether it asks for the width of what is in it, and of its bar while
            there is one, so that nothing is cut off at its right.

    Attributes:
        body: Where its content goes.
    """

    def __init__(self, parent: QWidget | None = None, *, whole: bool = False) -> None:
        super().__init__(parent)
        self._whole = whole
        bare_inside(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._asked = 0
        self._ring = _Ring(self)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px(12))
        self.setWidget(inside)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._keep_in_view)
        inside.installEventFilter(self)
        inside.setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        """Ask for as much width as the content cannot do without, if it is whole."""
        least = super().minimumSizeHint()
        return QSize(self._needed(), least.height()) if self._whole else least

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hear also that the bar came or went."""
        super().resizeEvent(event)
        self._ring.setGeometry(self.rect())
        self._ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear that the content needs another width."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._ask()
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the focus is."""
        super().focusInEvent(event)
        self._ring.raise_()
        self._ring.show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no longer."""
        super().focusOutEvent(event)
        self._ring.hide()

    def _keep_in_view(self, _before: QWidget | None, here: QWidget | None) -> None:
        """Scroll to what has the focus, wherever that came from.

        Qt does it for Tab from within only; and never under a finger that is down, or
        what was pressed would slip away.
        """
        held = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        inside = self.widget()
        if inside is None or here is None or held:
            return
        if inside.isAncestorOf(here):
            self.ensureWidgetVisible(here)

    def _needed(self) -> int:
        inside, bar = self.widget(), self.verticalScrollBar()
        least = 0 if inside is None else inside.minimumSizeHint().width()
        return least + (bar.sizeHint().width() if bar.isVisible() else 0)

    def _ask(self) -> None:
        needed = self._needed()
        if needed != self._asked:
            self._asked = needed
            self.updateGeometry()


class _Ring(QWidget):
    """The focus ring, over the content and never in the way of the pointer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.tokens().primary), _RING))
        half, round_off = _RING / 2, theme.px(10)
        edge = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(edge, round_off, round_off)
        painter.end()
