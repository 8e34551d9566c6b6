"""How long work says how far it is, and learns that it may stop."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):  # noqa: N818 not an error: somebody asked for it
    """The person asked the work to stop."""


class Progress(Protocol):
    """Where long work reports to; the window shows a bar, the terminal a line."""

    def at(self, done: int, total: int) -> None:
        """Say how far the work is; raises `Cancelled` if it should stop."""


class _Unwatched:
    def at(self, done: int, total: int) -> None:
        """Nobody is watching: go on."""


NO_PROGRESS: Progress = _Unwatched()
"""For work that nobody waits for."""
