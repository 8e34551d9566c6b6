from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workshop_app import settings
from workshop_app.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    chosen = Settings(language="es").with_operator("0" * 32, "1" * 32)

    settings.save(chosen, tmp_path / "new")

    assert settings.load(tmp_path / "new") == chosen


@pytest.mark.parametrize(
    "content", [b"\xff", b"language = [", b'language = 3\noperators = "x"', b""]
)
def test_damaged_settings_keep_nobody_from_working(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / settings.FILE).write_bytes(content)

    assert settings.load(tmp_path) == Settings()


def test_the_environment_says_where_home_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUSKA_HOME", str(tmp_path))
    assert settings.home() == tmp_path

    monkeypatch.delenv("KUSKA_HOME")
    assert settings.home().name == "kuska"
