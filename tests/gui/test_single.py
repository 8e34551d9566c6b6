"""One window for each process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.gui.single import SingleWindow

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def test_a_second_window_brings_the_first_to_the_front(
    qtbot: QtBot, tmp_path: Path
) -> None:
    place = str(tmp_path / "taller.kuska")
    first, second = SingleWindow(), SingleWindow()
    assert first.claim(place)

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
