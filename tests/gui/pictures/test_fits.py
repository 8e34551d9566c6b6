"""Every page fits the window, and says what it says in whole words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.gui.pictures.camera import Camera, Looks, settle
from tests.gui.pictures.faults import faults
from tests.gui.pictures.states import Shelf
from workshop_app.gui import theme
from workshop_app.gui.pages import PAGES
from workshop_app.i18n import Language

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

WIDE, HIGH = 1366, 728
"""What a taskbar leaves of the screen of an old laptop."""

STEPS = {
    "prepare": ("data", "agenda", "rules", "invited", "groups"),
    "exchange": ("bring", "came", "give"),
    "computers": ("list", "starts"),
}
"""Pages with steps: each has its own place."""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Processes as they are found, each made once."""
    return Shelf(tmp_path_factory.mktemp("shelf"))


@pytest.mark.slow
@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("spoken", list(Language))
@pytest.mark.parametrize("state", ["under_way", "answered", "long_names", "empty"])
def test_nothing_is_cut_on_an_old_laptop(
    qapp: QApplication,
    tmp_path: Path,
    shelf: Shelf,
    state: str,
    spoken: Language,
    scale: int,
) -> None:
    looks = Looks(spoken=spoken, width=WIDE, height=HIGH, scale=scale)
    found: dict[str, list[str]] = {}
    camera = Camera(qapp, shelf, tmp_path)

    with camera.window(looks, state) as (window, context):
        for page in PAGES:
            for step in STEPS.get(page.name, ("",)):
                window.go(page.name, step)
                settle(context)
                found[f"{page.name} {step}"] = faults(window)
                size = (window.width(), window.height())
                assert size == (WIDE, HIGH), (page.name, step)
    theme.apply(qapp, dark=False, scale=1.0)

    assert {name: wrong for name, wrong in found.items() if wrong} == {}
