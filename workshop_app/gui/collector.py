"""Python's garbage collection, on the window's thread alone."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1_000
"""Milliseconds between looks."""


class Collector(QObject):
    """Collects cyclic garbage from a timer of the window's thread.

    A collection on a worker would destroy Qt objects of the window there, which
    crashes (seen in several programs; `gc` off and collected here, never).
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._limits = gc.get_threshold()
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def spare(self) -> None:
        """Look no more at what is there now: most of it stays to the end.

        Going through a hundred and fifty thousand objects of modules and pages takes
        a tenth of a second, in which the window does not answer.  Asked again, as when
        the window was made anew, it first collects what was spared and is gone.
        """
        if gc.get_freeze_count():
            gc.unfreeze()
            gc.collect()
        gc.freeze()

    def look(self) -> None:
        """Collect the oldest generation that is due, and the younger with it."""
        due = [
            generation
            for generation, (count, limit) in enumerate(
                zip(gc.get_count(), self._limits, strict=True)
            )
            if count > limit
        ]
        if due:
            gc.collect(max(due))
