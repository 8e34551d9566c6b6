"""Pages as pictures."""

from __future__ import annotations

import pytest

from tests.content_builders import letter_content
from workshop_app.documents.letter import letter_pdf
from workshop_app.documents.preview import (
    NoSuchPageError,
    UnshowablePdfError,
    page_count,
    page_picture,
    page_sizes,
    page_text,
)
from workshop_app.i18n import Language


@pytest.fixture(scope="module")
def letter() -> bytes:
    return letter_pdf(letter_content(), language=Language.ENGLISH).pdf


def test_a_page_is_drawn_at_the_resolution_asked_for(letter: bytes) -> None:
    picture = page_picture(letter, 1, resolution=72)

    assert (picture.width, picture.height) == (596, 842)
    assert len(picture.pixels) == 596 * 842 * 4


def test_the_page_is_not_blank(letter: bytes) -> None:
    picture = page_picture(letter, 1, resolution=36)

    assert picture.pixels[:3] == b"\xff\xff\xff"
    assert len(set(picture.pixels)) > 50


def test_pages_are_counted(letter: bytes) -> None:
    assert page_count(letter) == 1


def test_a_page_is_as_wide_as_the_screen_asks(letter: bytes) -> None:
    size = page_sizes(letter)[0]

    picture = page_picture(letter, 1, resolution=(700 - 0.01) / size.width * 72)

    assert picture.width == 700


def test_sizes_are_known_before_anything_is_drawn(letter: bytes) -> None:
    sizes = page_sizes(letter)

    assert [(round(one.width), round(one.height)) for one in sizes] == [(595, 842)]


def test_a_page_can_be_listened_to(letter: bytes) -> None:
    words = page_text(letter, 1)

    assert "CARTA 0387-2026-ACR" in words.splitlines()
    assert "\r" not in words


@pytest.mark.parametrize("page", [0, 2])
def test_a_page_that_is_not_there_says_nothing(letter: bytes, page: int) -> None:
    with pytest.raises(NoSuchPageError, match=f"no page {page}"):
        page_text(letter, page)


@pytest.mark.parametrize("page", [0, 2])
def test_a_page_that_is_not_there_is_told(letter: bytes, page: int) -> None:
    with pytest.raises(NoSuchPageError, match=f"no page {page}"):
        page_picture(letter, page)


def test_what_is_no_pdf_cannot_be_shown() -> None:
    with pytest.raises(UnshowablePdfError, match="cannot be shown"):
        page_count(b"hola")
