"""The headings of a list: a click sorts, a drag widens, and both are remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPointF, QRect, QSettings, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from workshop_app.gui import theme

if TYPE_CHECKING:
    from workshop_app.gui.parts.list_model import ListModel

HIGH: Final = 38
"""Pixels at 100 %."""

_NARROWEST: Final = 48
_ARROW: Final = 4
_FIRM: Final = 64
"""Columns up to this width hold a box or a number, and give nothing."""

_SHARE: Final = 3
"""The column that stretches keeps a third of the room, or all it asks for."""
_EDGE: Final = 12


class ListHeader(QHeaderView):
    """Sorts a `ListModel` and keeps the widths of its columns under a name."""

    def __init__(self, model: ListModel[Any], name: str, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._list = model
        self._key = f"lists/{name}/widths"
        self._laying = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.sectionClicked.connect(self.sort_by)
        self.sectionResized.connect(self._on_resized)

    def sort_by(self, column: int) -> None:
        """Sort by a column, or the other way round where it is sorted already."""
        one = self._list.columns[column]
        if not one.order:
            return
        if self._list.sorted_column() == column:
            down = not self._list.descending
        else:
            down = one.descending
        self._list.set_order(one.order, descending=down)

    def lay_out(self) -> None:
        """Give the columns their widths at the scale in force."""
        self._laying = True
        self.setMinimumSectionSize(theme.px(_NARROWEST))
        self.setFixedHeight(theme.px(HIGH))
        for place in range(self.count()):
            mode = QHeaderView.ResizeMode.Interactive
            if self._list.columns[place].stretch:
                mode = QHeaderView.ResizeMode.Stretch
            self.setSectionResizeMode(place, mode)
        self._laying = False
        self.fit()

    def fit(self) -> None:
        """Give the columns their widths; all give way together where there is no room.

        The column that stretches would otherwise be left with nothing, and it is the
        one people read first.
        """
        if self._laying:  # Qt resizes while it hides
            return
        columns, wide = self._list.columns, self.width()
        self._laying = True
        for n, column in enumerate(columns):
            self.setSectionHidden(n, wide < theme.px(column.since))
        shown = [n for n in range(self.count()) if not self.isSectionHidden(n)]
        own = {n: theme.px(width) for n, width in enumerate(self._widths())}
        kept = sum(min(own[n], wide // _SHARE) for n in shown if columns[n].stretch)
        firm = {n for n in shown if own[n] <= theme.px(_FIRM)}
        kept += sum(own[n] for n in firm)
        soft = [n for n in shown if n not in firm and not columns[n].stretch]
        asked = sum(own[n] for n in soft)
        room = min(asked, wide - kept) if wide > kept else asked
        for n in firm | set(soft):
            width = own[n] * room // asked if n in soft else own[n]
            self.resizeSection(n, max(width, self.minimumSectionSize()))
        self._laying = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns give way together where the room is short."""
        super().resizeEvent(event)
        self.fit()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 Qt's name
        """Paint a heading, and an arrow where the list is sorted by it."""
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if logicalIndex != self._list.sorted_column():
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens().primary))
        painter.drawPolygon(self._arrow(rect, logicalIndex))
        painter.restore()

    def _arrow(self, rect: QRect, column: int) -> QPolygonF:
        """Return the arrow, on the side where the heading does not end."""
        half, edge = theme.px(_ARROW), theme.px(_EDGE)
        is_right = bool(self._list.columns[column].align & Qt.AlignmentFlag.AlignRight)
        x = rect.left() + half if is_right else rect.right() - edge
        y = rect.center().y() + 1
        tip = half / 2 if self._list.descending else -half / 2
        return QPolygonF(
            [
                QPointF(x - half, y - tip),
                QPointF(x + half, y - tip),
                QPointF(x, y + tip * 1.6),
            ]
        )

    def _widths(self) -> list[int]:
        kept: Any = QSettings().value(self._key)
        own = [column.width for column in self._list.columns]
        if not isinstance(kept, list) or len(kept) != len(own):
            return own
        try:
            return [int(width) for width in kept]
        except ValueError:  # somebody wrote it by hand
            return own

    def _on_resized(self, column: int, old: int, new: int) -> None:
        stretch = QHeaderView.ResizeMode.Stretch
        comes_or_goes = not old or not new
        if self._laying or comes_or_goes or self.sectionResizeMode(column) == stretch:
            return
        widths = self._widths()  # others may only have given way for now
        widths[column] = round(self.sectionSize(column) / theme.scale())
        QSettings().setValue(self._key, [str(width) for width in widths])
