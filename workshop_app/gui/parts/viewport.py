"""The inside of what scrolls, of a class that PySide knows.

Qt's own viewport is of a private class.  Asked for it, PySide looks for that name in
every class of QtWidgets, and makes them all: ten milliseconds of the first page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea


def bare_inside(area: QAbstractScrollArea) -> None:
    """Let what lies behind an area be seen where its content is not."""
    area.setViewport(QWidget())


def filled_inside(view: QAbstractItemView) -> None:
    """Give a list the ground Qt gives it: opaque, so that scrolling moves pixels.

    Before anything else is done to the list.
    """
    inside = QWidget()
    inside.setAutoFillBackground(True)
    inside.setBackgroundRole(QPalette.ColorRole.Base)
    view.setViewport(inside)
