from __future__ import annotations

import pytest

from workshop_app.domain.languages import USUAL, language_name
from workshop_app.i18n import Language, language


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("es", "castellano"),
        ("es-PE", "castellano"),
        ("QU", "quechua"),
        ("quz", "quechua"),
        ("quy", "quechua"),
        ("ay", "aimara"),
        ("aym", "aimara"),
        ("en", "inglés"),
        ("cni", "asháninka"),
        ("agr", "awajún"),
        ("shp", "shipibo-konibo"),
        ("ame", "yanesha"),
        ("tca", "ticuna"),
        ("xx", "xx"),
    ],
)
def test_a_language_is_called_by_its_name(code: str, name: str) -> None:
    with language(Language.SPANISH):
        said = language_name(code)

    assert said.lower() == name


def test_every_language_that_a_form_offers_has_a_name() -> None:
    assert all(language_name(code) != code for code in USUAL)
