"""How the cells of a list are painted: two lines, badges, the marks of the blocs.

A delegate that paints a cell itself asks the model once; Qt's own asks seven times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from workshop_app.gui import theme
from workshop_app.gui.parts.labels import tip
from workshop_app.gui.parts.list_model import CELL, Cell
from workshop_app.gui.parts.seat_mark import draw_mark
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

Index = QModelIndex | QPersistentModelIndex

TALL: Final = 48
"""Pixels of a row with two lines, at 100 %."""

LOW: Final = 36
"""Pixels of a row with one."""

_LEFT: Final = Cell("").flags
_ELLIPSIS: Final = Qt.TextElideMode.ElideRight


class Around(Protocol):
    """What a cell must know of the list it stands in."""

    hovered: int
    ringed: int
    greyed: bool

    def is_selected(self, index: Index) -> bool:
        """Say whether a cell is selected.

        Qt tells it too, in words of a class that takes longer to make than a page.
        """

    def is_edge(self, column: int) -> tuple[bool, bool]:
        """Say whether a column is the first, and whether it is the last."""


class ListCell(QStyledItemDelegate):
    """Paints one cell from `CELL` alone."""

    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(parent)
        self._around = around
        self.restyle()

    def restyle(self) -> None:
        """Take colours, letters and lengths from the theme in force."""
        self._look = _Look.in_force()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Paint ground, text or badge, and the lines around."""
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            return
        painter.save()
        rect: QRect = option.rect
        self._ground(painter, rect, index)
        look = self._look
        room = rect.adjusted(look.left, 0, -look.right, 0)
        if cell.tick is not None:
            self._box(painter, room, ticked=cell.tick)
        elif cell.tone:
            self._badge(painter, room, cell)
        else:
            self._text(painter, self._after_mark(painter, room, cell), cell)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Show the whole of a cell that is cut, where the pointer rests on it."""
        _ = option
        if event.type() != QEvent.Type.ToolTip:
            return False
        QToolTip.showText(event.globalPos(), self.whole(view, index), view)
        return True

    def whole(self, view: QAbstractItemView, index: Index) -> str:
        """Return what a cell says as a tip; nothing where all of it is seen."""
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            return ""
        look = self._look
        taken = look.mark + look.gap if cell.mark else 0
        taken += look.left + look.right + (2 * look.pad + 2 if cell.tone else 0)
        room = view.visualRect(index).width() - taken
        letters = look.body
        if cell.tone:
            letters = look.badge
        elif cell.second:
            letters = look.strong
        wide = max(
            letters.metrics.horizontalAdvance(cell.text),
            look.small.metrics.horizontalAdvance(cell.second),
        )
        return (
            tip("\n".join(filter(None, [cell.text, cell.second])))
            if wide > room
            else ""
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size a cell would like; rows are as high as the view says."""
        _ = option
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            return QSize()
        look = self._look
        wide = max(
            look.body.metrics.horizontalAdvance(cell.text),
            look.small.metrics.horizontalAdvance(cell.second),
        )
        mark = look.mark + look.gap if cell.mark else 0
        height = theme.px(TALL if cell.second else LOW)
        return QSize(wide + mark + look.left + look.right + look.pad, height)

    def _ground(self, painter: QPainter, rect: QRect, index: Index) -> None:
        look, around, row = self._look, self._around, index.row()
        selected = around.is_selected(index)
        if selected:
            painter.fillRect(rect, look.sel)
        elif row == around.hovered:
            painter.fillRect(rect, look.hover)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.border)
        if not selected and row != around.ringed:
            return
        first, last = around.is_edge(index.column())
        if selected and first:
            bar = QRect(rect.topLeft(), QSize(look.bar, rect.height()))
            painter.fillRect(bar, look.primary)
        if row == around.ringed:
            self._ring(painter, rect, first=first, last=last)

    def _ring(self, painter: QPainter, rect: QRect, *, first: bool, last: bool) -> None:
        """Frame the row the keyboard stands on; each cell paints its part."""
        shade, thick = self._look.primary, self._look.ring
        low = rect.bottom() + 1 - thick
        painter.fillRect(rect.left(), rect.top(), rect.width(), thick, shade)
        painter.fillRect(rect.left(), low, rect.width(), thick, shade)
        if first:
            painter.fillRect(rect.left(), rect.top(), thick, rect.height(), shade)
        if last:
            right = rect.right() + 1 - thick
            painter.fillRect(right, rect.top(), thick, rect.height(), shade)

    def _after_mark(self, painter: QPainter, room: QRect, cell: Cell) -> QRect:
        if not cell.mark:
            return room
        look = self._look
        top = room.center().y() - look.mark / 2 + 1
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_mark(painter, cell.mark, QRectF(room.left(), top, look.mark, look.mark))
        return room.adjusted(look.mark + look.gap, 0, 0, 0)

    def _text(self, painter: QPainter, room: QRect, cell: Cell) -> None:
        look, flags = self._look, cell.flags
        if not cell.second:
            look.body.write(painter, room, cell.text, flags, self._shade(look.text))
            return
        high, low = look.strong.metrics.height(), look.small.metrics.height()
        top = room.top() + (room.height() - high - low) // 2
        upper = QRect(room.left(), top, room.width(), high)
        lower = QRect(room.left(), top + high, room.width(), low)
        look.strong.write(painter, upper, cell.text, flags, self._shade(look.text))
        look.small.write(painter, lower, cell.second, flags, self._shade(look.text2))

    def _box(self, painter: QPainter, room: QRect, *, ticked: bool) -> None:
        """Draw a box with or without its tick; the words are for those who listen."""
        look = self._look
        side = theme.px(17)
        box = QRect(room.left(), room.center().y() - side // 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.primary if ticked else look.text3, 1.5))
        painter.setBrush(look.primary if ticked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 3, 3)
        if ticked:
            painter.setPen(QPen(look.on_primary, max(2, theme.px(2))))
            low, mid = box.top() + side * 0.70, box.left() + side * 0.43
            painter.drawLine(
                QPointF(box.left() + side * 0.25, box.top() + side * 0.52),
                QPointF(mid, low),
            )
            painter.drawLine(
                QPointF(mid, low),
                QPointF(box.left() + side * 0.76, box.top() + side * 0.32),
            )

    def _badge(self, painter: QPainter, room: QRect, cell: Cell) -> None:
        look = self._look
        ink, ground = look.tones.get(cell.tone, look.tones["plain"])
        wide = look.badge.metrics.horizontalAdvance(cell.text) + 2 * look.pad + 2
        wide = min(wide, room.width())
        top = room.center().y() - look.high // 2
        box = QRect(room.left(), top, wide, look.high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, look.round, look.round)
        inner = box.adjusted(look.pad, 0, -look.pad, 0)
        look.badge.write(painter, inner, cell.text, _LEFT, self._shade(ink))

    def _shade(self, shade: QColor) -> QColor:
        return self._look.text3 if self._around.greyed else shade


@dataclass(frozen=True)
class _Letters:
    """Letters of one size and weight."""

    font: QFont
    metrics: QFontMetrics

    @classmethod
    def of(cls, size: float, weight: QFont.Weight = QFont.Weight.Normal) -> _Letters:
        font = theme.font(size, weight)
        return cls(font, QFontMetrics(font))

    def write(
        self,
        painter: QPainter,
        room: QRect,
        text: str,
        flags: int,
        shade: QColor,
    ) -> None:
        painter.setFont(self.font)
        painter.setPen(shade)
        line = self.metrics.elidedText(text, _ELLIPSIS, room.width())
        painter.drawText(room, flags, line)


@dataclass(frozen=True)
class _Look:
    """The theme in force as painting needs it: made once, not for each cell."""

    body: _Letters
    strong: _Letters
    small: _Letters
    badge: _Letters
    text: QColor
    text2: QColor
    text3: QColor
    sel: QColor
    hover: QColor
    border: QColor
    primary: QColor
    on_primary: QColor
    tones: dict[str, tuple[QColor, QColor]]
    left: int
    right: int
    pad: int
    gap: int
    mark: int
    bar: int
    ring: int
    high: int
    round: int

    @classmethod
    def in_force(cls) -> _Look:
        tokens, px = theme.tokens(), theme.px
        pairs = {
            "info": (tokens.info, tokens.info_soft),
            "ok": (tokens.ok, tokens.ok_soft),
            "warn": (tokens.warn, tokens.warn_soft),
            "bad": (tokens.bad, tokens.bad_soft),
            "plain": (tokens.text2, tokens.surface2),
        }
        tones = {key: (QColor(a), QColor(b)) for key, (a, b) in pairs.items()}
        return cls(
            body=_Letters.of(13),
            strong=_Letters.of(13, QFont.Weight.Medium),
            small=_Letters.of(12),
            badge=_Letters.of(12, QFont.Weight.DemiBold),
            text=QColor(tokens.text),
            text2=QColor(tokens.text2),
            text3=QColor(tokens.text3),
            sel=QColor(tokens.sel),
            hover=QColor(tokens.hover),
            border=QColor(tokens.border),
            primary=QColor(tokens.primary),
            on_primary=QColor(tokens.on_primary),
            tones=tones,
            left=px(10),
            right=px(8),
            pad=px(8),
            gap=px(7),
            mark=px(11),
            bar=px(3),
            ring=2,
            high=px(22),
            round=px(6),
        )
