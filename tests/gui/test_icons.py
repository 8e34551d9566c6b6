from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QBitmap, QIcon, QImage, QRegion

from workshop_app import paths
from workshop_app.gui import icons, theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

pytestmark = pytest.mark.usefixtures("qapp")

EVERY = sorted(icons.NAMES)


def ink(picture: QImage) -> QRect:
    """Return the rectangle that is drawn upon."""
    return QRegion(QBitmap.fromImage(picture.createAlphaMask())).boundingRect()


def test_every_icon_is_drawn_within_its_grid() -> None:
    for name in EVERY:
        drawn = ink(icons.pixmap(name, "#000000", 240).toImage())

        assert drawn.width() > 60 or drawn.height() > 60, name
        assert QRect(0, 0, 240, 240).adjusted(5, 5, -5, -5).contains(drawn), name


def test_every_icon_is_drawn_with_the_same_pen() -> None:
    for name in EVERY:
        source = (paths.resource("icons") / f"{name}.svg").read_text("utf-8")

        inks = set(re.findall(r'(?:stroke|fill)="([^"]+)"', source))

        assert 'viewBox="0 0 24 24"' in source, name
        assert re.findall(r'stroke-width="([^"]+)"', source) == ["1.75"], name
        assert inks <= {"none", "currentColor"}, name


def test_an_icon_takes_the_colour_asked_for() -> None:
    picture = icons.pixmap("stop", "#B3261E", 24).toImage()

    solid = {
        picture.pixelColor(x, y).name().upper()
        for x in range(24)
        for y in range(24)
        if picture.pixelColor(x, y).alpha() == 255
    }

    assert solid == {"#B3261E"}


def test_an_icon_grows_with_the_letters(qapp: QApplication) -> None:
    theme.apply(qapp, dark=False, scale=1.5)

    assert icons.pixmap("house", size=18).deviceIndependentSize().width() == 27


def test_an_icon_of_a_disabled_button_is_greyed() -> None:
    made = icons.icon("stop", "#B3261E", 24)

    greyed = made.pixmap(24, 24, QIcon.Mode.Disabled).toImage()

    shades = {
        greyed.pixelColor(x, y).name().upper()
        for x in range(24)
        for y in range(24)
        if greyed.pixelColor(x, y).alpha() == 255
    }
    assert shades == {theme.tokens().text3}


def test_an_icon_beside_words_keeps_its_distance() -> None:
    alone = icons.icon("plus", size=18).availableSizes()

    beside = icons.beside_words("plus", "#000000", 18, 4).availableSizes()

    assert beside[0].width() == alone[0].width() + 4
    assert beside[0].height() == alone[0].height()


def test_an_icon_nobody_drew_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        icons.pixmap("unicorn")


def test_the_same_look_is_the_same_icon_however_often_it_is_asked_for() -> None:
    first = icons.beside_words("play", "#B3261E", 18, 5)

    again = icons.beside_words("play", "#B3261E", 18, 5)

    assert again.cacheKey() == first.cacheKey()
    assert icons.icon("play").cacheKey() == icons.icon("play").cacheKey()
    assert icons.icon("play").cacheKey() != icons.icon("stop").cacheKey()
