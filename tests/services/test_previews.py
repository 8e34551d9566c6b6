"""The window shows papers without knowing how they are made."""

from __future__ import annotations

import pytest

from tests.content_builders import letter_content
from workshop_app.documents.letter import letter_pdf
from workshop_app.i18n import Language
from workshop_app.services import previews


def test_a_paper_is_shown_page_by_page() -> None:
    pdf = letter_pdf(letter_content(), language=Language.ENGLISH).pdf

    picture = previews.page_picture(pdf, 1, resolution=36)

    assert previews.page_count(pdf) == len(previews.page_sizes(pdf)) == 1
    assert len(picture.pixels) == picture.width * picture.height * 4
    assert previews.page_text(pdf, 1)


def test_what_is_no_pdf_is_told_to_the_window() -> None:
    with pytest.raises(previews.UnshowablePdfError, match="cannot be shown"):
        previews.page_sizes(b"hola")
