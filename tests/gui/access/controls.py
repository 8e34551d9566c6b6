"""What somebody can act on, in a page as it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)

NO_ROLES = {
    QAccessible.Role.NoRole,
    QAccessible.Role.Client,
    QAccessible.Role.Pane,
    QAccessible.Role.Window,
}
"""Roles that say nothing of what a control is for."""


@dataclass(frozen=True)
class Control:
    """A widget somebody can act on, as a screen reader has it."""

    widget: QWidget
    name: str
    role: QAccessible.Role

    def __str__(self) -> str:
        """Say which one it is, for whoever has to mend it."""
        chain: list[str] = []
        above = self.widget.parentWidget()
        while above is not None and len(chain) < 4:
            chain.append(type(above).__name__)
            above = above.parentWidget()
        place = " < ".join(chain)
        return f"{type(self.widget).__name__} “{self.name}” {self.role.name} ({place})"


def controls(page: QWidget) -> Iterator[Control]:
    """Yield what can be clicked or focused on a page now, parts of a control apart."""
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.isEnabled() and _acts(widget):
            heard = QAccessible.queryAccessibleInterface(widget)
            yield Control(widget, heard.text(QAccessible.Text.Name), heard.role())


def _acts(widget: QWidget) -> bool:
    above = widget.parentWidget()
    if isinstance(above, QAbstractItemView | QComboBox | QAbstractSpinBox):
        return False  # a header, a field or an arrow inside a control
    if isinstance(widget, CONTROLS):
        return not (isinstance(above, QLineEdit))
    takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(takes) and not isinstance(widget, QScrollArea)


def tab_stops(page: QWidget) -> set[QWidget]:
    """Return what Tab has to reach: the controls that take the focus.

    Of buttons that exclude each other only the chosen one is a stop; arrows reach the
    others.
    """
    return {
        one.widget
        for one in controls(page)
        if one.widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
