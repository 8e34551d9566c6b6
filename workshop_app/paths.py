"""Where the program's own files are, from a checkout, a wheel or a bundle."""

from __future__ import annotations

import sys
from pathlib import Path

_PACKAGE = Path(__file__).parent


def _bundled(relative: str) -> Path:
    """Return the path of a file or folder shipped with the program."""
    roots = (
        Path(getattr(sys, "_MEIPASS", _PACKAGE)),  # a PyInstaller bundle
        _PACKAGE / "_bundled",  # an installed wheel
        _PACKAGE.parent,  # a checkout
    )
    for root in roots:
        if (root / relative).exists():
            return root / relative
    message = f"{relative} is missing from this installation"
    raise FileNotFoundError(message)


def resource(name: str) -> Path:
    """Return a file or folder under `resources/`, such as `fonts`."""
    return _bundled(f"resources/{name}")


def guide() -> Path:
    """Return the folder of the guide, with a folder for each language."""
    return _bundled("docs/guide")


def migrations() -> Path:
    """Return the folder Alembic reads."""
    return _bundled("db/migrations")
