"""What a list says as a whole: why it is empty, and its rows as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter

from workshop_app.gui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from workshop_app.gui.parts.list_model import ListModel


def write_in_middle(widget: QWidget, words: str) -> None:
    """Write words in the middle of a widget that is being painted."""
    painter = QPainter(widget)
    painter.setFont(theme.font(13))
    painter.setPen(QColor(theme.tokens().text2))
    edge = theme.px(24)
    room = widget.rect().adjusted(edge, edge, -edge, -edge)
    wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(room, wrapped, words)


def as_table(model: ListModel[Any], rows: Sequence[int]) -> str:
    """Return rows with their headings, divided as spreadsheets take them."""
    columns = range(model.columnCount())
    lines = [[column.heading for column in model.columns]]
    lines += [[model.cell(row, column).spoken for column in columns] for row in rows]
    told = ("\t".join(" ".join(cell.split()) for cell in line) for line in lines)
    return "\n".join(told) + "\n"
