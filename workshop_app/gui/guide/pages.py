"""The pages of the guide, as they lie in `docs/guide` or in the installed program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app import paths
from workshop_app.i18n import Language, current_language

if TYPE_CHECKING:
    from pathlib import Path

_FILES = {
    Language.SPANISH: ("ventana.md", "manual.md"),
    Language.ENGLISH: ("window.md", "manual.md"),
}
_LIGHT, _DARK = "-light.png", "-dark.png"


def pages() -> tuple[Path, ...]:
    """Return the pages in the language of the moment: the window, the command line."""
    spoken = current_language()
    return tuple(paths.guide() / spoken / name for name in _FILES[spoken])


def inside(path: Path) -> Path | None:
    """Return a file of the guide, None for any other: a page leads nowhere else."""
    whole = path.resolve()
    if not whole.is_relative_to(paths.guide().resolve()) or not whole.is_file():
        return None
    return whole


def picture(path: Path, *, dark: bool) -> Path | None:
    """Return a picture of the guide, in the theme that is worn if there is one."""
    if dark and path.name.endswith(_LIGHT):
        other = inside(path.with_name(path.name.removesuffix(_LIGHT) + _DARK))
        if other is not None:
            return other
    return inside(path)
