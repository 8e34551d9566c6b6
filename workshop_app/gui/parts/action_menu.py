"""The menu of the window: every action that is no place, in its groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

if TYPE_CHECKING:
    from workshop_app.gui.actions import ActionBook

_PLACES = "go_"
"""What names of actions begin with that the bar at the side shows already."""


def show_menu(book: ActionBook, below: QWidget) -> None:
    """Show it under a button; what cannot be done now is grey."""
    menu = QMenu(below)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    group = ""
    for action in book:
        if action.name.startswith(_PLACES):
            continue
        if group and action.group != group:
            menu.addSeparator()
        group = action.group
        item = book.item(action.name)
        item.setEnabled(action.ready)
        menu.addAction(item)
    menu.aboutToHide.connect(book.enable_all)
    menu.popup(below.mapToGlobal(below.rect().bottomLeft()))
    menu.setActiveAction(menu.actions()[0])  # heard, and Enter does it
