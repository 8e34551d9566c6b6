"""The lane: one piece of work at a time, answered on the window's thread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from workshop_app.gui.parts.tasks import TaskRunner
from workshop_app.i18n import Language, current_language, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from workshop_app.services.progress import Progress


def unexpected(answer: object) -> None:
    pytest.fail(str(answer))


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[TaskRunner]:
    lane = TaskRunner()
    yield lane
    lane.close()


def test_work_runs_elsewhere_and_is_answered_here(
    qtbot: QtBot, lane: TaskRunner
) -> None:
    answers: list[tuple[int, int]] = []
    here = threading.get_ident()

    def work(_progress: Progress) -> int:
        return threading.get_ident()

    lane.run(
        work,
        on_done=lambda there: answers.append((there, threading.get_ident())),
        on_error=unexpected,
    )
    qtbot.waitUntil(lambda: bool(answers))

    (there, answered) = answers[0]
    assert there != here
    assert answered == here


def test_an_error_is_handed_over_whole(qtbot: QtBot, lane: TaskRunner) -> None:
    errors: list[Exception] = []

    def work(_progress: Progress) -> None:
        raise KeyError

    lane.run(work, on_done=unexpected, on_error=errors.append)
    qtbot.waitUntil(lambda: bool(errors))

    assert isinstance(errors[0], KeyError)


def test_work_that_is_cancelled_stops_at_its_next_step(
    qtbot: QtBot, lane: TaskRunner
) -> None:
    began, go_on = threading.Event(), threading.Event()
    steps: list[int] = []

    def work(progress: Progress) -> None:
        began.set()
        go_on.wait()
        for step in range(3):
            progress.at(step, 3)
            steps.append(step)

    task = lane.run(work, on_done=unexpected, on_error=unexpected)
    began.wait()
    with qtbot.waitSignal(task.finished):
        task.cancel()
        go_on.set()

    assert task.stopping
    assert steps == []


def test_work_tells_how_far_it_is(qtbot: QtBot, lane: TaskRunner) -> None:
    told: list[tuple[int, int]] = []
    go_on = threading.Event()

    def work(progress: Progress) -> None:
        go_on.wait()
        progress.at(1, 2)

    task = lane.run(work, on_done=lambda _: None, on_error=unexpected)
    task.progressed.connect(lambda done, total: told.append((done, total)))
    with qtbot.waitSignal(lane.idle):
        go_on.set()

    assert told == [(1, 2)]


def test_pieces_of_work_follow_each_other(qtbot: QtBot, lane: TaskRunner) -> None:
    order: list[str] = []

    for name in "abc":
        lane.run(
            lambda _progress, name=name: order.append(name),  # type: ignore[misc]
            on_done=lambda _: None,
            on_error=unexpected,
        )
    assert lane.busy
    qtbot.waitUntil(lambda: not lane.busy)

    assert order == ["a", "b", "c"]


def test_work_speaks_the_language_of_the_window(qtbot: QtBot, lane: TaskRunner) -> None:
    spoken: list[Language] = []

    with language(Language.SPANISH):
        lane.run(
            lambda _progress: current_language(),
            on_done=spoken.append,
            on_error=unexpected,
        )
    qtbot.waitUntil(lambda: bool(spoken))

    assert spoken == [Language.SPANISH]


def test_closing_stops_what_is_under_way(qtbot: QtBot) -> None:
    lane = TaskRunner()
    began = threading.Event()
    stopped: list[bool] = []

    def work(progress: Progress) -> None:
        began.set()
        try:
            while True:
                progress.at(0, 1)
        finally:
            stopped.append(True)

    lane.run(work, on_done=unexpected, on_error=unexpected)
    began.wait()
    lane.close()

    assert stopped == [True]


def test_work_for_later_waits_for_what_is_to_be_painted(
    qtbot: QtBot, lane: TaskRunner
) -> None:
    seen: list[str] = []

    def work(_progress: Progress) -> None:
        seen.append("work")

    lane.run(work, on_done=lambda _: None, on_error=unexpected, later=True)
    lane.run(
        lambda _: seen.append("at once"), on_done=lambda _: None, on_error=unexpected
    )
    was_busy = lane.busy
    qtbot.waitUntil(lambda: not lane.busy)

    assert was_busy
    assert seen == ["at once", "work"]


def test_closing_forgets_work_for_later(qtbot: QtBot) -> None:
    lane = TaskRunner()
    seen: list[str] = []
    lane.run(
        lambda _: seen.append("work"),
        on_done=unexpected,
        on_error=unexpected,
        later=True,
    )

    lane.close()
    qtbot.waitUntil(lambda: not lane.busy)

    assert seen == []
