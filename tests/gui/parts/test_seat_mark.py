"""A bloc is known by the shape of its mark."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from tests.gui.parts.pictures import has
from workshop_app.domain.vocabulary import Bloc
from workshop_app.gui import theme
from workshop_app.gui.parts.seat_mark import bloc_color, draw_mark

SIDE = 60


def mark(bloc: str) -> QImage:
    picture = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    with QPainter(picture) as painter:
        draw_mark(painter, bloc, QRectF(0, 0, SIDE, SIDE))
    return picture


def filled(bloc: str, x: int, y: int) -> bool:
    return mark(bloc).pixelColor(x, y) == bloc_color(bloc)


# At 45 degrees a circle reaches further than a diamond; a ring has no middle.
@pytest.mark.parametrize(
    ("bloc", "middle", "corner"),
    [("state", True, True), ("civil_society", True, False), ("other", False, True)],
)
def test_each_bloc_has_a_shape_of_its_own(
    bloc: str, *, middle: bool, corner: bool
) -> None:
    assert filled(bloc, 30, 30) is middle
    assert filled(bloc, 30 + 16, 30 + 16) is corner


@pytest.mark.parametrize("bloc", list(Bloc))
def test_a_mark_stays_within_its_place(bloc: Bloc) -> None:
    picture = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))

    with QPainter(picture) as painter:
        draw_mark(painter, bloc, QRectF(20, 20, 20, 20))

    outside = picture.copy(0, 0, SIDE, 19)
    assert has(picture, bloc_color(bloc).name())
    assert outside.pixelColor(30, 18) == QColor("white")


def test_an_unknown_bloc_is_refused() -> None:
    with pytest.raises(ValueError, match="observer"):
        bloc_color("observer")


def test_colours_are_those_of_the_theme() -> None:
    assert bloc_color(Bloc.STATE).name() == theme.tokens().state.lower()
