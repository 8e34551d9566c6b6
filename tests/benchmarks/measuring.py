"""How things are measured: processor time for what we compute, medians for the rest."""

from __future__ import annotations

import gc
import statistics
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, kw_only=True)
class Result:
    """One measured figure beside its target.

    Attributes:
        name: What was measured.
        value: The figure, in `unit`.
        target: What it should be, in words; empty where there is none.
        met: Whether it is; `None` where there is no target.
        details: What the figure was computed from.
    """

    name: str
    value: float
    unit: str
    target: str = ""
    met: bool | None = None
    details: dict[str, float] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON says it."""
        return asdict(self)


@dataclass
class Stopwatch:
    """Seconds of the processor and of the clock on the wall."""

    cpu: float = 0.0
    wall: float = 0.0


@contextmanager
def timed() -> Iterator[Stopwatch]:
    """Measure a block; the collector runs before it and not inside it."""
    watch = Stopwatch()
    gc.collect()
    gc.disable()
    cpu, wall = time.process_time(), time.perf_counter()
    try:
        yield watch
    finally:
        watch.cpu = time.process_time() - cpu
        watch.wall = time.perf_counter() - wall
        gc.enable()


def medians(run: Callable[[int], object], times: int) -> Stopwatch:
    """Run something many times, and return the median of each.

    The collector stays off from the first to the last, so that it is neither counted
    nor empties the processor's caches between two runs.
    """
    cpus, walls = [], []
    with timed():
        for number in range(times):
            cpu, wall = time.process_time(), time.perf_counter()
            run(number)
            cpus.append(time.process_time() - cpu)
            walls.append(time.perf_counter() - wall)
    return Stopwatch(cpu=statistics.median(cpus), wall=statistics.median(walls))
