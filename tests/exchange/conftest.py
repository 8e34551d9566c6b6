from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest

from workshop_app.i18n import Language, language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def sentences_in_english() -> Iterator[None]:
    with language(Language.ENGLISH):
        yield


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder / "Mesa 3.kuskax"


@pytest.fixture
def own_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this computer prepares files."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder
