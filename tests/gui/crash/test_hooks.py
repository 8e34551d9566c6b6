"""What nobody caught is written down, said in plain words, and loses nothing."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from typing_extensions import override

from workshop_app import logs
from workshop_app.gui.crash.dialog import CrashDialog
from workshop_app.gui.crash.hooks import CrashHooks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent
    from pytestqt.qtbot import QtBot

NAMED = "Saturnina 40112233"


@pytest.fixture
def hooks(qtbot: QtBot, tmp_path: Path) -> Iterator[CrashHooks]:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    logs.start(tmp_path)
    hooks = CrashHooks()
    hooks.install()
    yield hooks
    sys.excepthook, threading.excepthook, sys.unraisablehook = before
    logs.stop()


def fail() -> None:
    raise ValueError(NAMED)


def test_an_exception_in_a_slot_is_said(
    qtbot: QtBot,
    hooks: CrashHooks,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(fail)

    with qtbot.captureExceptions(), qtbot.waitSignal(hooks.crashed) as told:
        hooks.install()  # over the hook that the tests themselves use
        button.click()

    caplog.clear()
    assert told.args is not None
    assert "ValueError" in told.args[0]
    assert NAMED not in told.args[0]
    assert NAMED not in (tmp_path / logs.FILE).read_text("utf-8")


class Unpaintable(QWidget):
    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        fail()


def test_a_window_that_cannot_be_painted_is_said_once(
    qtbot: QtBot, hooks: CrashHooks, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[str] = []
    hooks.crashed.connect(told.append)
    widget = Unpaintable()
    qtbot.addWidget(widget)

    with qtbot.captureExceptions():
        hooks.install()
        widget.show()
        qtbot.waitExposed(widget)
        widget.repaint()
        widget.repaint()
        qtbot.waitUntil(lambda: bool(told))

    caplog.clear()
    assert len(told) == 1


def test_an_exception_of_a_thread_is_said(
    qtbot: QtBot, hooks: CrashHooks, caplog: pytest.LogCaptureFixture
) -> None:
    with qtbot.waitSignal(hooks.crashed) as told:
        worker = threading.Thread(target=fail)
        worker.start()
        worker.join()

    caplog.clear()
    assert told.args is not None
    assert "ValueError" in told.args[0]


def test_the_dialog_says_that_nothing_is_lost_and_copies_the_detail(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    typing = QLineEdit("being typed", window)
    dialog = CrashDialog("ValueError\n  here:1", tmp_path / "kuska.log", window)
    dialog.open()

    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    QTimer.singleShot(0, dialog.accept)
    qtbot.waitUntil(lambda: not dialog.isVisible())

    assert QGuiApplication.clipboard().text() == "ValueError\n  here:1"
    assert typing.text() == "being typed"
