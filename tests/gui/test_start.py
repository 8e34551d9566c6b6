"""The program begins at once, with what was meant, and ends leaving nothing behind."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import threading
import weakref
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from tests.benchmarks.window_child import UNUSED
from workshop_app import settings
from workshop_app.gui.exchange.panel import ExchangePanel
from workshop_app.gui.first_run.panel import FirstRunPanel
from workshop_app.gui.prepare.panel import PreparePanel
from workshop_app.gui.single import SingleWindow
from workshop_app.gui.start import Program
from workshop_app.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from workshop_app.gui.main_window import MainWindow
    from workshop_app.services.progress import Progress
    from workshop_app.store import Store

ROOT = Path(__file__).parents[2]
PATIENCE = 20_000
"""Milliseconds for what takes a second on a quiet machine."""

PAINTED = """
import runpy, sys
sys.argv = ["window_child", *(sys.argv[1:] or ["paint"])]
runpy.run_module("tests.benchmarks.window_child", run_name="__main__")
"""
FILTERED = """
from workshop_app.gui import start

class Program(start.Program):
    def __init__(self, application, home, location):
        super().__init__(application, home, location)
        application.installEventFilter(self)
    def eventFilter(self, watched, event):
        return False

start.Program = Program
"""
QUITTING = """
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from workshop_app.gui import start

class Program(start.Program):
    def _on_opened(self):
        super()._on_opened()
        QTimer.singleShot(0, self._quit)
    def _quit(self):
        QTest.keyClick(self.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)

start.Program = Program
sys.exit(start.run(sys.argv[1:]))
"""
KILLED = """
import os, signal, sys
from PySide6.QtCore import QCoreApplication
from workshop_app.gui.single import SingleWindow

application = QCoreApplication([])
claimed = SingleWindow().claim(sys.argv[1])
print("claimed" if claimed else "refused", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def _ran(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own, in the folder of the program."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


@contextmanager
def _program(qapp: QApplication, home: Path, location: str | None) -> Iterator[Program]:
    program = Program(qapp, home, location)
    try:
        yield program
    finally:
        program.close()
        program.window.close()
        program.window.deleteLater()
        program.deleteLater()
        gc.unfreeze()


@pytest.fixture
def place(store: Store) -> str:
    """Where there is a process that nobody has open."""
    location = store.location
    store.close()
    return location


def _is_at(program: Program, page: str) -> bool:
    return program.window.current == page and not program.context.tasks.busy


def _shows_first_run(window: MainWindow) -> bool:
    return isinstance(window.stack.currentWidget(), FirstRunPanel)


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    told = json.loads(_ran(PAINTED).stdout)

    assert told["heavy"] == []


def test_what_is_imported_too_early_is_noticed() -> None:
    told = json.loads(_ran(f"import sqlalchemy, lxml\n{PAINTED}").stdout)

    assert told["heavy"] == ["sqlalchemy", "lxml"]


def test_the_first_page_waits_for_nothing_it_does_not_need(place: str) -> None:
    told = json.loads(_ran(PAINTED, "ready", place).stdout)

    assert told["page"] == "home"
    assert told["heavy"] == []
    assert told["unused"] == []


def test_classes_made_for_nothing_are_noticed() -> None:
    told = json.loads(_ran(f"{FILTERED}\n{PAINTED}").stdout)

    assert told["unused"] == list(UNUSED)


def test_the_paint_is_told_once_and_only_when_there_was_one(
    qtbot: QtBot, qapp: QApplication, home: Path
) -> None:
    with _program(qapp, home, None) as program:
        told: list[bool] = []
        program.window.painted.connect(lambda: told.append(True))
        shown_but_unseen = list(told)
        qtbot.waitUntil(lambda: _shows_first_run(program.window), timeout=PATIENCE)
        program.window.repaint()

    assert shown_but_unseen == []
    assert told == [True]


def test_without_a_file_there_are_three_ways_on(
    qtbot: QtBot, qapp: QApplication, home: Path
) -> None:
    with _program(qapp, home, None) as program:
        qtbot.waitUntil(lambda: _shows_first_run(program.window), timeout=PATIENCE)

        assert not program.context.is_open


def test_a_file_is_opened_on_its_first_page(
    qtbot: QtBot, qapp: QApplication, home: Path, place: str
) -> None:
    with _program(qapp, home, place) as program:
        qtbot.waitUntil(lambda: _is_at(program, "home"), timeout=PATIENCE)

        assert program.context.store.location == place
    assert settings.load(home).recent == (place,)


def test_a_file_of_another_computer_is_looked_into_in_the_process_open_last(
    qtbot: QtBot, qapp: QApplication, home: Path, place: str, tmp_path: Path
) -> None:
    settings.save(Settings(recent=(place,)), home)
    brought = tmp_path / "puno.kuskax"
    brought.write_bytes(b"nada")

    with _program(qapp, home, str(brought)) as program:
        qtbot.waitUntil(lambda: _is_at(program, "exchange"), timeout=PATIENCE)

        panel = program.window.panel
        assert isinstance(panel, ExchangePanel)
        rows = panel.parts["bring"].presenter  # type: ignore[attr-defined]
        assert [one.path for one in rows.rows] == [brought]
        program.opener.brought.emit(str(tmp_path / "cusco.kuskax"))
        qtbot.waitUntil(lambda: _is_at(program, "exchange"), timeout=PATIENCE)
        assert len(rows.rows) == 2


def test_a_file_of_another_computer_is_begun_from_where_there_is_no_process(
    qtbot: QtBot, qapp: QApplication, home: Path, tmp_path: Path
) -> None:
    with _program(qapp, home, str(tmp_path / "inicio.kuskax")) as program:
        qtbot.waitUntil(lambda: _shows_first_run(program.window), timeout=PATIENCE)

        first = program.window.first_run
        assert first is not None
        assert first.starting.isVisible()


def test_the_file_that_was_open_last_is_opened_again(
    qtbot: QtBot, qapp: QApplication, home: Path, place: str
) -> None:
    settings.save(Settings().with_recent(place), home)

    with _program(qapp, home, None) as program:
        qtbot.waitUntil(lambda: _is_at(program, "home"), timeout=PATIENCE)

        assert program.context.store.location == place


def test_a_file_that_is_gone_is_named_and_forgotten(
    qtbot: QtBot, qapp: QApplication, home: Path, tmp_path: Path
) -> None:
    gone = str(tmp_path / "gone.kuska")
    settings.save(Settings().with_recent(gone), home)

    with _program(qapp, home, gone) as program:
        qtbot.waitUntil(lambda: _shows_first_run(program.window), timeout=PATIENCE)
        first_run = program.window.stack.currentWidget()

        assert isinstance(first_run, FirstRunPanel)
        assert first_run.alert.isVisible()
        assert "gone.kuska" in first_run.alert.accessibleName()
    assert settings.load(home).recent == ()


def test_a_second_start_brings_the_first_window_to_the_front_and_ends(
    qtbot: QtBot, qapp: QApplication, home: Path, place: str
) -> None:
    with _program(qapp, home, place) as program:
        qtbot.waitUntil(lambda: _is_at(program, "home"), timeout=PATIENCE)
        program.window.showMinimized()

        with (
            subprocess.Popen(
                [sys.executable, "-m", "workshop_app", place], cwd=ROOT
            ) as second,
            qtbot.waitSignal(program.opener.asked, timeout=PATIENCE),
        ):
            pass
        status = second.wait(timeout=60)

        assert status == 0
        assert not program.window.isMinimized()


@pytest.mark.parametrize(("language", "home_page"), [("es", "Inicio"), ("en", "Home")])
def test_the_window_speaks_the_language_that_was_chosen(
    qtbot: QtBot, qapp: QApplication, home: Path, language: str, home_page: str
) -> None:
    settings.save(Settings(language=language), home)

    with _program(qapp, home, None) as program:
        said = [one.title for one in program.window.book if one.name == "go_home"]
        qtbot.waitUntil(lambda: _shows_first_run(program.window), timeout=PATIENCE)

    assert said == [home_page]


def test_ctrl_q_ends_with_status_0(place: str) -> None:
    ended = _ran(QUITTING, place)

    assert ended.returncode == 0, ended.stderr


def test_leaving_stops_what_is_under_way_and_waits_for_it(
    qtbot: QtBot, qapp: QApplication, home: Path
) -> None:
    begun, stopped = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        try:
            while True:
                progress.at(0, 1)
        finally:
            stopped.set()

    with _program(qapp, home, None) as program:
        qtbot.waitUntil(lambda: _shows_first_run(program.window), timeout=PATIENCE)
        program.context.start(work, on_error=program.context.said.emit)
        assert begun.wait(PATIENCE / 1000)

        program.close()

        assert stopped.is_set()


def test_a_window_that_was_killed_does_not_keep_the_next_one_out(
    qapp: QApplication, place: str
) -> None:
    killed = _ran(KILLED, place)

    first, second = SingleWindow(), SingleWindow()

    assert (killed.stdout, killed.returncode) == ("claimed\n", -9)
    assert first.claim(place)
    assert not second.claim(place)
    first.release(place)


@pytest.mark.slow  # makes the window twice
def test_other_looks_leave_nothing_of_the_window_before(
    qtbot: QtBot, qapp: QApplication, home: Path, place: str
) -> None:
    with _program(qapp, home, place) as program:
        qtbot.waitUntil(lambda: _is_at(program, "home"), timeout=PATIENCE)
        for page in ("check_in", "live", "decisions", "home"):
            program.window.go(page)
        gone: list[object] = []
        old = program.window
        weakref.finalize(old, gone.append, "window")
        weakref.finalize(old.panel, gone.append, "page")
        weakref.finalize(old.book, gone.append, "actions")
        del old

        chosen = program.context.settings
        program.context.choose(replace(chosen, theme="dark", type_scale=125))
        qtbot.waitUntil(lambda: len(gone) == 3, timeout=PATIENCE)

        assert program.window.current == "home"


@pytest.mark.slow  # makes the window twice
def test_after_a_change_of_looks_the_page_has_the_keys_again(
    qtbot: QtBot, qapp: QApplication, home: Path, place: str
) -> None:
    with _program(qapp, home, place) as program:
        qtbot.waitUntil(lambda: _is_at(program, "home"), timeout=PATIENCE)
        program.window.go("preferences")
        old = program.window

        program.context.choose(replace(program.context.settings, language="en"))
        qtbot.waitUntil(lambda: program.window is not old, timeout=PATIENCE)
        qtbot.waitUntil(program.window.isActiveWindow, timeout=PATIENCE)

        panel, at = program.window.panel, qapp.focusWidget()
        assert panel is not None
        assert at is not None
        assert panel.isAncestorOf(at)


def test_what_is_pressed_while_the_looks_change_goes_to_the_new_window(
    qtbot: QtBot, qapp: QApplication, home: Path, place: str
) -> None:
    with _program(qapp, home, place) as program:
        qtbot.waitUntil(lambda: _is_at(program, "home"), timeout=PATIENCE)
        program.window.go("prepare")
        qtbot.waitUntil(program.window.isActiveWindow, timeout=PATIENCE)
        qtbot.waitUntil(lambda: not program.context.tasks.busy, timeout=PATIENCE)
        old = program.window
        handle = old.windowHandle()

        program.context.choose(replace(program.context.settings, type_scale=110))
        program._change_looks()
        none, control = (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ControlModifier,
        )
        for key, held, text in (
            (Qt.Key.Key_A, none, "A"),
            (Qt.Key.Key_G, none, "g"),
            (Qt.Key.Key_2, control, ""),
        ):  # pressed before the new window has the keys
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(handle, QKeyEvent(kind, key, held, text))
        new, typed = program.window, program.window._panels["prepare"]
        assert isinstance(typed, PreparePanel)
        title = typed.data.lines["title"].text()
        qtbot.waitUntil(lambda: not shiboken6.isValid(old), timeout=PATIENCE)

        assert new is not old
        assert title.endswith("Ag")
        assert new.current == "check_in"
        assert new.isActiveWindow()
