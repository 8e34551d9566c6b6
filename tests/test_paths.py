"""The program finds its own files from a checkout, a wheel or a bundle."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from workshop_app import paths

if TYPE_CHECKING:
    from pathlib import Path


def test_a_checkout_has_its_files_beside_the_package() -> None:
    assert paths.resource("reference/reason_codes.csv").is_file()
    assert paths.migrations().is_dir()
    assert (paths.guide() / "es" / "ventana.md").is_file()


def test_a_wheel_has_its_files_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "_bundled" / "resources" / "icons"
    inside.mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)

    assert paths.resource("icons") == inside


def test_a_bundle_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "resources" / "icons"
    inside.mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)

    assert paths.resource("icons") == inside


def test_a_missing_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"resources/nowhere\.txt is missing"):
        paths.resource("nowhere.txt")
