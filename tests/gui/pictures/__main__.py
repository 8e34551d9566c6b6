"""Pictures of every page: `python -m tests.gui.pictures`.

Writes the pictures of the guide into docs/guide/pictures.  With `--others FOLDER`
writes instead every page as it is on a large screen, in large type, and with nobody,
five hundred people or very long names; those are looked at and not kept.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from workshop_app.i18n import Language

GUIDE_FOLDER = Path(__file__).parents[3] / "docs" / "guide" / "pictures"


def main() -> int:
    """Take the pictures; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=GUIDE_FOLDER)
    parser.add_argument("--others", type=Path)
    parser.add_argument(
        "--look", choices=["es-light", "es-dark", "en-light", "en-dark"]
    )
    parser.add_argument("scenes", nargs="*")
    told = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if told.others is not None:
        return _others(told.others, told.scenes)
    return _guide(told.out, told.scenes, told.look)


def _guide(folder: Path, named: list[str], look: str | None) -> int:
    from tests.gui.pictures.taking import (  # noqa: PLC0415 the platform is chosen first
        GUIDE,
        file_of,
        guide_scenes,
        packed,
        small,
        take,
    )

    folder.mkdir(parents=True, exist_ok=True)
    for looks in GUIDE:
        if look not in {None, looks.tag}:
            continue
        for scene, picture in take(looks, guide_scenes(named)):
            (folder / file_of(scene, looks)).write_bytes(packed(small(picture)))
            sys.stdout.write(f"{file_of(scene, looks)}\n")
    return 0


def _others(folder: Path, states: list[str]) -> int:
    from tests.gui.pictures.camera import Looks  # noqa: PLC0415 likewise
    from tests.gui.pictures.scenes import OTHER_STATES  # noqa: PLC0415 likewise
    from tests.gui.pictures.taking import (  # noqa: PLC0415 likewise
        guide_scenes,
        other_scenes,
        take,
    )

    folder.mkdir(parents=True, exist_ok=True)
    sizes = {
        "1920": Looks(width=1920, height=1080),
        "150": Looks(scale=150),
    }
    for name, looks in sizes.items():
        if states and name not in states:
            continue
        for scene, picture in take(looks, guide_scenes([])):
            picture.save(str(folder / f"{scene.name}-{name}.png"))
    for state in OTHER_STATES:
        if states and state not in states:
            continue
        looks = Looks(spoken=Language.SPANISH)
        for scene, picture in take(looks, other_scenes(state)):
            picture.save(str(folder / f"{scene.name}.png"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
