"""What is on a widget, by its colours and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QImage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget


def drawn(widget: QWidget, width: int, height: int) -> QImage:
    """Return the widget painted at a size, at one dot a pixel."""
    widget.resize(width, height)
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    widget.render(picture)
    return picture


def places(picture: QImage, color: str) -> Iterator[tuple[int, int]]:
    """Yield where a picture has exactly this colour."""
    wanted = QColor(color).rgb()
    for y in range(picture.height()):
        for x in range(picture.width()):
            if picture.pixel(x, y) == wanted:
                yield x, y


def has(picture: QImage, color: str) -> bool:
    """Return whether a picture has exactly this colour somewhere."""
    return next(places(picture, color), None) is not None
