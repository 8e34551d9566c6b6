from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workshop_app import settings
from workshop_app.settings import BackupNote, Settings

if TYPE_CHECKING:
    from pathlib import Path


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    chosen = Settings(language="es").with_operator("0" * 32, "1" * 32)

    settings.save(chosen, tmp_path / "new")

    assert settings.load(tmp_path / "new") == chosen


def test_what_the_window_was_like_comes_back(tmp_path: Path) -> None:
    chosen = Settings(
        theme="dark",
        type_scale=130,
        table_mode=True,
        backup_folder='C:\\Respaldos "de Ñuñoa"\x7f',
        backup_minutes=30,
    ).with_recent("/media/mesa.kuska")
    note = BackupNote(at="2026-04-20T13:00:00-05:00", folder="/media/stick")
    chosen = chosen.with_backup("0" * 32, note).with_papers("0" * 32, "/media/actas")
    chosen = chosen.with_certificate("Rosa Ñaupari", "/media/rosa.p12")

    settings.save(chosen, tmp_path)

    assert settings.load(tmp_path) == chosen


def test_the_file_opened_last_comes_first_and_eight_are_kept() -> None:
    chosen = Settings()
    for number in range(10):
        chosen = chosen.with_recent(f"{number}.kuska")

    again = chosen.with_recent("5.kuska")

    assert again.recent[:3] == ("5.kuska", "9.kuska", "8.kuska")
    assert len(again.recent) == settings.MOST_RECENT
    assert "5.kuska" not in again.without_recent("5.kuska").recent


@pytest.mark.parametrize(("asked", "given"), [(10, 90), (120, 120), (900, 150)])
def test_type_is_never_too_small_or_too_large(
    tmp_path: Path, asked: int, given: int
) -> None:
    (tmp_path / settings.FILE).write_text(f"type_scale = {asked}", "utf-8")

    assert settings.load(tmp_path).type_scale == given


def test_a_path_that_is_no_unicode_keeps_nothing_else_from_being_saved(
    tmp_path: Path,
) -> None:
    settings.save(Settings(theme="light").with_recent("taller\udcff.kuska"), tmp_path)

    assert settings.load(tmp_path).theme == "light"
    assert settings.load(tmp_path).recent == ("taller?.kuska",)


@pytest.mark.parametrize(
    "content",
    [
        b"\xff",
        b"language = [",
        b'language = 3\noperators = "x"',
        b"",
        b'theme = 3\ntype_scale = "big"\nrecent = "x"\nbackup_minutes = -5',
        b'type_scale = true\nrecent = [3]\nbackups = ["x"]',
        b'table_mode = 1\n[backups]\nprocess = "x"',
    ],
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
