"""Garbage is collected on the window's thread, and what stays is not gone through."""

from __future__ import annotations

import gc
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from workshop_app.gui.collector import Collector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

CYCLES = 5_000
"""Several times as many as Python waits for before it collects."""


@contextmanager
def _noted() -> Iterator[set[threading.Thread]]:
    """Note on which threads garbage is collected."""
    threads: set[threading.Thread] = set()

    def note(_phase: str, _told: dict[str, int]) -> None:
        threads.add(threading.current_thread())

    gc.callbacks.append(note)
    try:
        yield threads
    finally:
        gc.callbacks.remove(note)


def _litter() -> None:
    kept: list[list[object]] = [[] for _ in range(CYCLES)]
    for one in kept:
        one.append(one)


def _on_a_worker() -> None:
    worker = threading.Thread(target=_litter)
    worker.start()
    worker.join()


def test_nothing_is_collected_on_a_worker(qapp: QApplication) -> None:
    gc.enable()
    collector = Collector()

    with _noted() as threads:
        _on_a_worker()
        before = set(threads)
        collector.look()

    assert before == set()
    assert threads == {threading.main_thread()}


def test_left_to_itself_python_collects_on_a_worker() -> None:
    gc.enable()

    with _noted() as threads:
        _on_a_worker()
    gc.disable()

    assert threading.main_thread() not in threads
    assert len(threads) == 1


def test_nothing_is_collected_where_little_is_due(qapp: QApplication) -> None:
    collector = Collector()
    gc.collect()

    with _noted() as threads:
        collector.look()

    assert threads == set()


def test_what_is_spared_is_collected_when_it_is_spared_again(
    qapp: QApplication,
) -> None:
    collector = Collector()
    gc.collect()
    marked: list[object] = [_Marked()]
    marked.append(marked)
    _Marked.alive = True
    collector.spare()
    del marked

    gc.collect()
    held = _Marked.alive
    collector.spare()
    gone = not _Marked.alive
    gc.unfreeze()

    assert held
    assert gone


class _Marked:
    alive = False

    def __del__(self) -> None:
        _Marked.alive = False
