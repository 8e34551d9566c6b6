"""Files of tests are in memory where there is room, unless somebody says where."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest

from tests import memory

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _asked_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget where temporary files go, once this test has its own folder."""
    monkeypatch.setattr(tempfile, "tempdir", None)


def test_files_are_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MEMORY", tmp_path)
    monkeypatch.setattr(memory, "NEEDED", 0)
    monkeypatch.setenv("TMPDIR", "x")
    monkeypatch.delenv("TMPDIR")

    memory.keep_files_in_memory()

    assert tempfile.gettempdir() == str(tmp_path)


def test_who_says_where_files_go_is_obeyed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    memory.keep_files_in_memory()

    assert tempfile.gettempdir() == str(tmp_path)


@pytest.mark.parametrize("folder", ["full", "absent"])
def test_without_room_they_are_where_they_always_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    (tmp_path / "full").mkdir()
    monkeypatch.setattr(memory, "MEMORY", tmp_path / folder)
    monkeypatch.setattr(memory, "NEEDED", 1 << 60)

    assert memory.roomy() is None
