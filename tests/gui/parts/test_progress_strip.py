from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from workshop_app.gui.parts.progress_strip import ProgressStrip
from workshop_app.gui.parts.tasks import Task

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def strip(qtbot: QtBot) -> ProgressStrip:
    made = ProgressStrip()
    qtbot.addWidget(made)
    return made


def said(strip: ProgressStrip) -> str:
    return next(w.text() for w in strip.findChildren(QLabel))


def bar(strip: ProgressStrip) -> QProgressBar:
    found = strip.findChild(QProgressBar)
    assert found is not None
    return found


def test_what_takes_long_shows_how_far_it_is(
    strip: ProgressStrip, qtbot: QtBot
) -> None:
    task = Task()

    strip.follow(task, "Writing the letters")
    task.at(14, 23)
    qtbot.waitUntil(strip.isVisible)

    assert said(strip) == "Writing the letters · 14 of 23"
    assert (bar(strip).value(), bar(strip).maximum()) == (14, 23)
    assert bar(strip).accessibleName() == "Writing the letters"


def test_what_is_over_in_a_blink_never_shows(strip: ProgressStrip) -> None:
    task = Task()

    strip.follow(task, "Writing")
    at_once = strip.isVisible()
    task.finished.emit()

    assert not at_once
    assert not strip.isVisible()


def test_the_strip_goes_when_the_task_ends(strip: ProgressStrip, qtbot: QtBot) -> None:
    task = Task()
    strip.follow(task, "Writing")
    qtbot.waitUntil(strip.isVisible)

    task.finished.emit()

    assert not strip.isVisible()


def test_cancel_asks_the_task_to_stop_once(strip: ProgressStrip, qtbot: QtBot) -> None:
    task = Task()
    strip.follow(task, "Writing")
    cancel = strip.findChild(QPushButton)
    assert cancel is not None

    QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    task.progressed.emit(3, 9)

    assert task.stopping
    assert not cancel.isEnabled()
    assert said(strip) == "Stopping…"


def test_cancel_after_the_end_stops_nothing(strip: ProgressStrip, qtbot: QtBot) -> None:
    task = Task()
    strip.follow(task, "Writing")
    task.finished.emit()
    cancel = strip.findChild(QPushButton)
    assert cancel is not None

    QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)

    assert not task.stopping


def test_the_strip_follows_one_task_at_a_time(strip: ProgressStrip) -> None:
    first, second = Task(), Task()
    strip.follow(first, "First")

    strip.follow(second, "Second")
    first.progressed.emit(1, 2)

    assert said(strip) == "Second"


def test_work_of_unknown_length_only_moves(strip: ProgressStrip) -> None:
    task = Task()
    strip.follow(task, "Checking")

    task.progressed.emit(0, 0)

    assert said(strip) == "Checking"
    assert bar(strip).maximum() == 0
