"""One window for each process."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from workshop_app.gui.single import SingleWindow

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot


def test_a_second_window_brings_the_first_to_the_front(
    qtbot: QtBot, tmp_path: Path
) -> None:
    place = str(tmp_path / "taller.kuska")
    first, second = SingleWindow(), SingleWindow()
    assert first.claim(place)
    first.answer()

    with qtbot.waitSignal(first.asked):
        assert not second.claim(place)

    first.release_all_but("")


def test_a_process_that_was_let_go_can_be_had(qtbot: QtBot, tmp_path: Path) -> None:
    place = str(tmp_path / "taller.kuska")
    first, second = SingleWindow(), SingleWindow()
    first.claim(place)

    first.release_all_but("")

    assert second.claim(place)
    assert second.claim(place)
    second.release_all_but("")


def test_two_processes_have_two_windows(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = SingleWindow(), SingleWindow()

    assert first.claim(str(tmp_path / "a.kuska"))
    assert second.claim(str(tmp_path / "b.kuska"))

    first.release_all_but("")
    second.release_all_but("")


def test_what_is_open_stays_claimed_while_another_is_being_opened(
    qtbot: QtBot, tmp_path: Path
) -> None:
    open_here, wanted = str(tmp_path / "a.kuska"), str(tmp_path / "b.kuska")
    first, second = SingleWindow(), SingleWindow()
    first.claim(open_here)

    first.claim(wanted)
    first.release(wanted)

    assert not second.claim(open_here)
    assert second.claim(wanted)
    first.release_all_but("")
    second.release_all_but("")


def test_a_window_that_answers_already_answers_for_what_it_claims_next(
    qtbot: QtBot, tmp_path: Path
) -> None:
    first, second = SingleWindow(), SingleWindow()
    first.answer()
    first.claim(str(tmp_path / "a.kuska"))

    with qtbot.waitSignal(first.asked):
        assert not second.claim(str(tmp_path / "a.kuska"))

    first.release_all_but("")


def test_a_window_that_is_only_starting_keeps_its_process(
    qtbot: QtBot, tmp_path: Path
) -> None:
    place = str(tmp_path / "taller.kuska")
    first, second = SingleWindow(), SingleWindow()

    first.claim(place)

    assert not second.claim(place)
    first.release_all_but("")


def test_an_old_lock_nobody_answers_for_keeps_nobody_out(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    place = str(tmp_path / "taller.kuska")
    killed, second = SingleWindow(), SingleWindow()
    killed.claim(place)
    (lock,) = tmp_path.glob("kuska-*.lock")
    left = lock.read_bytes()
    killed.release(place)
    lock.write_bytes(left)  # its number is that of a process which lives: ours
    os.utime(lock, (1e9, 1e9))

    assert second.claim(place)

    second.release_all_but("")


def test_windows_do_not_know_of_each_other_where_locks_cannot_be_made(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "missing"))
    first = SingleWindow()

    assert first.claim(str(tmp_path / "taller.kuska"))


def test_a_window_hears_what_file_another_was_to_be_opened_with(
    qtbot: QtBot, tmp_path: Path
) -> None:
    location = str(tmp_path / "a.kuska")
    first, second = SingleWindow(), SingleWindow()
    first.answer()
    first.claim(location)

    with qtbot.waitSignal(first.brought) as heard:
        taken = second.claim(location, "/media/ñandú/puno.kuskax")

    assert not taken
    assert heard.args == ["/media/ñandú/puno.kuskax"]
    first.release_all_but("")
