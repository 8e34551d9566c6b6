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

    first.release()


def test_a_process_that_was_let_go_can_be_had(qtbot: QtBot, tmp_path: Path) -> None:
    place = str(tmp_path / "taller.kuska")
    first, second = SingleWindow(), SingleWindow()
    first.claim(place)

    first.release()

    assert second.claim(place)
    assert second.claim(place)
    second.release()


def test_two_processes_have_two_windows(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = SingleWindow(), SingleWindow()

    assert first.claim(str(tmp_path / "a.kuska"))
    assert second.claim(str(tmp_path / "b.kuska"))

    first.release()
    second.release()
