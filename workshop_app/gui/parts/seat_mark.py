"""The mark of a bloc: its shape says it, its colour only repeats it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen, QPolygonF

from workshop_app.domain.vocabulary import Bloc
from workshop_app.gui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

_DIAMOND_REACH = 1.12
"""Beyond the circle's radius; a diamond of the same radius looks smaller."""
_RING_STROKE = 0.34
"""Of the radius."""


def draw_mark(painter: QPainter, bloc: str, rect: QRectF) -> None:
    """Draw the mark of a bloc in the middle of `rect`, as large as fits.

    Args:
        painter: With antialiasing on; its pen and brush are left as they were.
        bloc: A `Bloc` or its code word: a blue circle for the State, an orange
            diamond for civil society, a grey ring for the others.
        rect: In the painter's units.
    """
    side = min(rect.width(), rect.height())
    draw_seat(painter, bloc, rect.center(), side / 2 / _DIAMOND_REACH)


def draw_seat(painter: QPainter, bloc: str, middle: QPointF, radius: float) -> None:
    """Draw the same mark around a point."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(bloc_color(bloc))
    match Bloc(bloc):
        case Bloc.STATE:
            painter.drawEllipse(middle, radius, radius)
        case Bloc.CIVIL_SOCIETY:
            painter.drawPolygon(_diamond(middle, radius * _DIAMOND_REACH))
        case Bloc.OTHER:
            stroke = max(1.0, radius * _RING_STROKE)
            painter.setPen(QPen(bloc_color(bloc), stroke))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inner = max(0.5, radius - stroke / 2)
            painter.drawEllipse(middle, inner, inner)
    painter.restore()


def bloc_color(bloc: str) -> QColor:
    """Return the colour of a bloc in the theme of the moment."""
    tokens = theme.tokens()
    match Bloc(bloc):
        case Bloc.STATE:
            return QColor(tokens.state)
        case Bloc.CIVIL_SOCIETY:
            return QColor(tokens.civil)
        case Bloc.OTHER:
            return QColor(tokens.other)


def _diamond(middle: QPointF, reach: float) -> QPolygonF:
    return QPolygonF(
        [
            middle + QPointF(0, -reach),
            middle + QPointF(reach, 0),
            middle + QPointF(0, reach),
            middle + QPointF(-reach, 0),
        ]
    )
