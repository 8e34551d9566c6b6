"""The one lane for whatever takes longer than a blink, with a voice and a brake."""

from __future__ import annotations

import contextvars
import threading
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import ThreadPoolExecutor

    from workshop_app.services.progress import Progress

ResultT = TypeVar("ResultT")


class Task(QObject):
    """Work under way: how far it is, and the way to stop it.

    It *is* the `Progress` that services report to.
    """

    progressed = Signal(int, int)
    finished = Signal()

    def __init__(self, parent: QObject | None = None, *, lasting: bool = False) -> None:
        super().__init__(parent)
        self.lasting = lasting
        self._stop = threading.Event()

    @property
    def stopping(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next step; its transaction is rolled back."""
        self._stop.set()

    def at(self, done: int, total: int) -> None:
        """Hear from the work, on its own thread.

        Raises:
            Cancelled: If it was asked to stop.
        """
        if self._stop.is_set():
            from workshop_app.services.progress import Cancelled  # noqa: PLC0415 not before the first paint

            raise Cancelled
        self.progressed.emit(done, total)


class TaskRunner(QObject):
    """Runs one piece of work at a time, and answers on the window's thread.

    The work gets a `Progress` and touches no widget.  Exactly one of `on_done` and
    `on_error` is called, unless the person cancelled: then only `Task.finished` tells.
    What asked and is gone by then, as the page of a closed process, hears nothing.
    """

    _answered = Signal(object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane: ThreadPoolExecutor | None = None
        self._tasks: list[Task] = []
        self._later: list[Callable[[], object]] = []
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether anything is under way or waiting."""
        return bool(self._tasks)

    def run(
        self,
        work: Callable[[Progress], ResultT],
        *,
        on_done: Callable[[ResultT], object],
        on_error: Callable[[Exception], object],
        lasting: bool = False,
        later: bool = False,
    ) -> Task:
        """Start `work` as soon as the lane is free, in the language spoken now.

        Args:
            work: What is done in the lane.
            on_done: Hears what it returned.
            on_error: Hears what it raised.
            lasting: Whether it is done even if the lane is closed before its turn, as
                the deed of a person who was not kept waiting for it.
            later: Whether it begins when what is to be painted is painted: what the
                lane does meanwhile, the window waits for.
        """
        task = Task(self, lasting=lasting)
        self._tasks.append(task)
        speaking = contextvars.copy_context()
        self._lane = self._lane or _made()
        go = partial(speaking.run, self._go, task, work, on_done, on_error)
        begin = partial(self._lane.submit, go)
        if later:
            self._later.append(begin)
            QTimer.singleShot(0, self._begin)
        else:
            begin()
        return task

    def close(self) -> None:
        """Ask long work to stop; wait for what is under way, and do what lasts."""
        for task in self._tasks:
            if not task.lasting:
                task.cancel()
        self._begin()
        if self._lane is not None:
            self._lane.shutdown(wait=True)

    def _begin(self) -> None:
        """Begin what was not to hold the painting up."""
        for begin in self._later:
            begin()
        self._later.clear()

    def _go(
        self,
        task: Task,
        work: Callable[[Progress], Any],
        on_done: Callable[[Any], object],
        on_error: Callable[[Exception], object],
    ) -> None:
        from workshop_app.services.progress import Cancelled  # noqa: PLC0415 not before the first paint

        try:
            if task.stopping:
                raise Cancelled  # noqa: TRY301 before its turn, as at any step
            result = work(task)
        except Cancelled:
            answer: Callable[[], object] | None = None
        except Exception as error:  # noqa: BLE001 handed whole to the window's thread
            answer = partial(on_error, error)
        else:
            answer = partial(on_done, result)
        self._answered.emit((task, answer))

    def _answer(self, told: tuple[Task, Callable[[], object] | None]) -> None:
        task, answer = told
        self._tasks.remove(task)
        task.finished.emit()
        task.deleteLater()
        try:
            if answer is not None and not is_gone(answer):
                answer()
        finally:
            if not self._tasks:
                self.idle.emit()


def is_gone(callback: Callable[..., object]) -> bool:
    """Return whether a callback is of something Qt has destroyed, as a closed page."""
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return isinstance(owner, QObject) and not shiboken6.isValid(owner)


def _made() -> ThreadPoolExecutor:
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 not before the first paint

    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="lane")
