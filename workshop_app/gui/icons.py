"""The line icons, drawn by us on a grid of 24, in whatever colour is in force."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from workshop_app import paths
from workshop_app.gui import theme

NAMES: frozenset[str] = frozenset(
    file.stem for file in paths.resource("icons").glob("*.svg")
)

NONE = QIcon()


def pixmap(name: str, color: str = "", size: int = 18) -> QPixmap:
    """Return an icon as a picture.

    Args:
        name: One of `NAMES`.
        color: "#RRGGBB"; the colour of secondary text when left out.
        size: Pixels at 100 %, both ways.

    Raises:
        KeyError: There is no icon of that name.
    """
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    return _drawn(name, color or theme.tokens().text2, theme.px(size), ratio)


def icon(name: str, color: str = "", size: int = 18) -> QIcon:
    """Return an icon for a button: greyed by itself where the button is disabled."""
    result = QIcon(pixmap(name, color, size))
    greyed = pixmap(name, theme.tokens().text3, size)
    result.addPixmap(greyed, QIcon.Mode.Disabled)
    return result


def beside_words(name: str, color: str, size: int, gap: int) -> QIcon:
    """Return an icon with `gap` empty pixels after it, as Qt leaves too few."""
    result = QIcon(_widened(pixmap(name, color, size), theme.px(gap)))
    greyed = pixmap(name, theme.tokens().text3, size)
    result.addPixmap(_widened(greyed, theme.px(gap)), QIcon.Mode.Disabled)
    return result


def _widened(picture: QPixmap, gap: int) -> QPixmap:
    ratio = picture.devicePixelRatio()
    wide = QPixmap(picture.width() + round(gap * ratio), picture.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return wide


@cache
def _source(name: str) -> str:
    if name not in NAMES:
        raise KeyError(name)
    return (paths.resource("icons") / f"{name}.svg").read_text("utf-8")


@cache
def _drawn(name: str, color: str, size: int, ratio: float) -> QPixmap:
    side = round(size * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    svg = _source(name).replace("currentColor", color)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
