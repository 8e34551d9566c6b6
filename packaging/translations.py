"""Compiled catalogues: what gettext reads, made from what translators write."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "translations"


def make(folder: Path = FOLDER) -> dict[str, bytes]:
    """Return every compiled catalogue, by its path under `resources/`.

    Fuzzy sentences are left out: a guess must not stand on signed paper.

    Args:
        folder: Where LANGUAGE/LC_MESSAGES/DOMAIN.po are.
    """
    compiled = {}
    for path in sorted(folder.rglob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
        result = io.BytesIO()
        write_mo(result, catalogue, use_fuzzy=False)
        name = path.relative_to(folder.parent).with_suffix(".mo")
        compiled[name.as_posix()] = result.getvalue()
    return compiled
