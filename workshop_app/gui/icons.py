"""The line icons, drawn by us on a grid of 24, in whatever colour is in force."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
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
    return _drawn(name, color or theme.tokens().text2, theme.px(size), _ratio())


def icon(name: str, color: str = "", size: int = 18) -> QIcon:
    """Return an icon for a button: greyed by itself where the button is disabled."""
    return beside_words(name, color, size, 0)


def beside_words(name: str, color: str, size: int, gap: int) -> QIcon:
    """Return an icon with `gap` empty pixels after it, as Qt leaves too few.

    The same look is the same icon: Qt keeps up to ten megabytes of what it drew, under
    a number that every new icon has for itself.
    """
    colours = theme.tokens()
    inks = (color or colours.text2, colours.text3)
    room = theme.px(gap) if gap else 0
    return _made(name, inks, theme.px(size), room, _ratio())


def _ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


@cache
def _made(name: str, inks: tuple[str, str], size: int, gap: int, ratio: float) -> QIcon:
    """Return an icon in the first colour, and greyed in the second.

    It is the same in a chosen row: left to itself, Qt washes it out with the colour
    of the choice.
    """
    result = QIcon()
    ink, grey = inks
    drawn = _drawn(name, ink, size, ratio)
    plain = _widened(drawn, gap) if gap else drawn
    result.addPixmap(plain, QIcon.Mode.Normal)
    result.addPixmap(plain, QIcon.Mode.Selected)
    result.addPixmap(_inked(plain, grey), QIcon.Mode.Disabled)
    return result


def _inked(picture: QPixmap, ink: str) -> QPixmap:
    """Return a picture in another ink: sooner than reading and drawing it again."""
    other = QPixmap(picture.size())
    other.setDevicePixelRatio(picture.devicePixelRatio())
    other.fill(Qt.GlobalColor.transparent)  # or it would have no alpha at all
    other.fill(QColor(ink))
    painter = QPainter(other)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return other


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
