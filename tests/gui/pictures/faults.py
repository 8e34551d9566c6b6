"""What nobody should see in a window: cut words, and what does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QPushButton, QWidget

from workshop_app.gui.parts.elided_label import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_app.gui.main_window import MainWindow

_ROUNDED = 1
_NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def faults(window: MainWindow) -> list[str]:
    """Return what is cut, in words; what is short by design has a tip and is not."""
    return [
        f"{fault}: {_path(widget, window)}"
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.window() is window
        for fault in _faults_of(widget)
    ]


def _faults_of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QPushButton) and _is_squeezed(widget):
        yield f"button “{widget.text()}” is cut"
    if isinstance(widget, QLabel) and _is_cut(widget):
        yield f"“{widget.text()}” is cut"
    if _is_beyond(widget):
        yield "reaches beyond what shows it"


def _is_squeezed(button: QPushButton) -> bool:
    if not button.text() or button.toolTip():
        return False
    return button.width() < button.sizeHint().width()


def _is_cut(words: QLabel) -> bool:
    if isinstance(words, ElidedLabel):
        return False
    if words.wordWrap():
        return words.heightForWidth(words.width()) > words.height() + _ROUNDED
    wide = words.fontMetrics().horizontalAdvance(words.text())
    return wide > words.contentsRect().width() + _ROUNDED


def _is_beyond(widget: QWidget) -> bool:
    """Say whether a widget sticks out at the right of the column it scrolls in."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QAbstractScrollArea):
        above = above.parentWidget()
    if above is None or above.horizontalScrollBarPolicy() != _NEVER:
        return False
    seen = above.viewport()
    if seen is widget or not seen.isAncestorOf(widget):
        return False
    place = QRect(widget.mapTo(seen, QPoint(0, 0)), widget.size())
    return place.right() > seen.rect().right() + _ROUNDED


def _path(widget: QWidget, window: QWidget) -> str:
    names = []
    above: QWidget | None = widget
    while above is not None and above is not window:
        names.append(above.objectName() or type(above).__name__)
        above = above.parentWidget()
    return " < ".join(names[:5])
