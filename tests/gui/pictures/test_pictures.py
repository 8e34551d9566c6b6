"""The pictures of the guide are what the window looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.gui.pictures.__main__ import GUIDE_FOLDER
from tests.gui.pictures.scenes import SCENES
from tests.gui.pictures.taking import GUIDE, differing, file_of, packed, small, take

if TYPE_CHECKING:
    from tests.gui.pictures.camera import Looks

MOST_DIFFERING = 0.001
"""Share of the pixels of a picture that may differ."""

LARGEST_FOLDER = 6_000_000
"""Bytes that the pictures of the guide take in all."""


@pytest.mark.slow
@pytest.mark.parametrize("looks", GUIDE, ids=lambda looks: looks.tag)
def test_the_guide_shows_the_window_as_it_is(looks: Looks) -> None:
    changed = {}
    for scene, picture in take(looks, SCENES):
        kept = GUIDE_FOLDER / file_of(scene, looks)
        share = differing(small(picture), Image.open(kept)) if kept.exists() else 1.0
        if share > MOST_DIFFERING:
            changed[kept.name] = share

    assert not changed, "take them anew: python -m tests.gui.pictures"


@pytest.mark.slow
def test_the_pictures_are_all_there_and_small() -> None:
    expected = {file_of(scene, looks) for looks in GUIDE for scene in SCENES}
    kept = {one.name: one.stat().st_size for one in GUIDE_FOLDER.glob("*.png")}

    assert set(kept) == expected
    assert sum(kept.values()) < LARGEST_FOLDER


def test_a_picture_that_differs_is_told_from_one_that_does_not() -> None:
    white = Image.new("RGB", (100, 100), "white")
    dotted = white.copy()
    dotted.paste("black", (10, 10, 20, 20))

    assert differing(white, white) == 0
    assert differing(white, dotted) == 0.01
    assert differing(white, white.resize((50, 50))) == 1
    assert len(packed(dotted)) < 1_000
