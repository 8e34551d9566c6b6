from __future__ import annotations

import pytest

from tests.builders import a_contribution
from workshop_app.domain.contribution import Contribution, ContributionDraft
from workshop_app.domain.vocabulary import ContributionKind, OgpValue
from workshop_app.gui.live.kept import Sheet, restored


def reworded(made: Contribution, text: str) -> ContributionDraft:
    """Return a draft of a contribution with another text."""
    names = ContributionDraft.__dataclass_fields__
    known = {name: getattr(made, name) for name in names}
    return ContributionDraft(**{**known, "text": text})


def test_a_sheet_survives_as_text() -> None:
    sheet = Sheet(
        title="Agua",
        text="Que haya agua.\n",
        kind=ContributionKind.QUESTION,
        authors=("a", "b"),
        ogp_value=OgpValue.TECHNOLOGY,
    )

    assert restored(sheet.kept()) == sheet


@pytest.mark.parametrize("text", ["", "nothing", "[]", '{"kind": "song"}'])
def test_what_is_no_sheet_is_left_alone(text: str) -> None:
    assert restored(text) is None


def test_a_sheet_without_letters_is_blank() -> None:
    assert Sheet(text=" \n").is_blank
    assert not Sheet(title="Agua").is_blank


def test_a_sheet_names_somebody_or_says_that_nobody_is_named() -> None:
    assert Sheet(anonymous=True).has_author
    assert Sheet(authors=("a",)).has_author
    assert not Sheet().has_author


def test_a_reworded_contribution_keeps_the_rest() -> None:
    draft = reworded(a_contribution(), "Otra cosa.")

    assert draft.text == "Otra cosa."
    assert draft.title == "Publicar los análisis de agua"
