"""The agenda as a table with an empty line at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from workshop_app.gui.prepare.agenda import Point, minutes_of
from workshop_app.gui.prepare.summary import duration
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from workshop_app.gui.prepare.agenda import Points

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
_LOOKED_AT: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class AgendaModel(QAbstractTableModel):
    """Title and minutes of each point; locked after the session closed."""

    TITLE: Final = 0
    MINUTES: Final = 1

    def __init__(self, points: Points, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._points = points
        self._writing = False
        self.locked = False
        points.changed.connect(self._on_changed)

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._points) + (not self.locked)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 2

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return _LOOKED_AT if self.locked else _LOOKED_AT | Qt.ItemFlag.ItemIsEditable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole and column == self.MINUTES:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        shown = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}
        if role not in shown or row >= len(self._points):
            return None
        point = self._points[row]
        if column == self.TITLE:
            return point.title
        if not point.minutes:
            return ""
        if role == Qt.ItemDataRole.EditRole:
            return str(point.minutes)
        return duration(point.minutes)

    @override
    def setData(
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        row = index.row()
        old = self._points[row] if row < len(self._points) else Point()
        if index.column() == self.TITLE:
            point = old._replace(title=" ".join(str(value).split()))
        else:
            point = old._replace(minutes=minutes_of(str(value)))
        if point == old:
            return True
        self._writing = True
        if row == len(self._points):
            self.beginInsertRows(_NOWHERE, row + 1, row + 1)
            self._points.write(row, point)
            self.endInsertRows()
        else:
            self._points.write(row, point)
        self._writing = False
        self.dataChanged.emit(index, index)
        return True

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and section == self.TITLE:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if section < len(self._points) else "+"
        return tr("Duration") if section == self.MINUTES else tr("Point of the agenda")

    def _on_changed(self) -> None:
        if not self._writing:
            self.beginResetModel()
            self.endResetModel()
