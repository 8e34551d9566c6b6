"""How soon the window is there, against an empty window of PySide6.

Each start is a process of its own, in turns with the empty one, and the processor's
time is compared pair by pair: what else the computer does then slows both.  Modules
are compiled beforehand, as they are wherever the program was started once.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

from tests.benchmarks.measuring import Result
from workshop_app.services.sample import build_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STARTS: Final = 11
QUICK_STARTS: Final = 3
_PAINTED: Final = 1.8
_READY: Final = 4.0
_FROZEN_MS: Final = 50.0
_LONGEST: Final = 60
"""Seconds after which a start hangs."""


def measure(folder: Path, *, quick: bool) -> Iterator[Result]:
    """Measure the first paint, the first page of a process, and the longest freeze."""
    home = folder / "window-home"
    location = str(folder / "window.kuska")
    build_sample(location, home=home).store.close()
    child = _Child(folder, home, location)
    for what in ("bare", "ready"):
        child.start(what)  # compiles what was never imported
    told: dict[str, list[dict[str, Any]]] = {"bare": [], "paint": [], "ready": []}
    for _ in range(QUICK_STARTS if quick else STARTS):
        for what, runs in told.items():
            runs.append(child.start(what))
    yield _ratio("first paint of the window", told["paint"], told["bare"], _PAINTED)
    yield _ratio("first page of a process shown", told["ready"], told["bare"], _READY)
    frozen = [run["frozen"] * 1000 for run in told["ready"]]
    yield Result(
        name="longest freeze while starting",
        value=statistics.median(frozen),
        unit="ms",
        target=f"≤ {_FROZEN_MS:g}",
        met=statistics.median(frozen) <= _FROZEN_MS,
        details={"least_ms": min(frozen), "most_ms": max(frozen)},
    )


class _Child:
    """Starts the program as a person does, in a home of its own."""

    def __init__(self, folder: Path, home: Path, location: str) -> None:
        kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        self._environment = {
            **kept,
            "KUSKA_HOME": str(home),
            "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
            "QT_QPA_PLATFORM": "offscreen",
        }
        self._location = location

    def start(self, what: str) -> dict[str, Any]:
        """Start it until it is so far; return what it tells.

        Raises:
            RuntimeError: If it came elsewhere than to the first page.
        """
        module = "tests.benchmarks.window_child"
        ran = subprocess.run(
            [sys.executable, "-m", module, what, self._location],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_LONGEST,
            check=True,
        )
        told: dict[str, Any] = json.loads(ran.stdout)
        if told.get("heavy") or told.get("page", "home") != "home":
            message = f"not the start that was to be measured: {told}"
            raise RuntimeError(message)
        return told


def _ratio(
    name: str, ours: list[dict[str, Any]], bare: list[dict[str, Any]], most: float
) -> Result:
    pairs = [one["cpu"] / other["cpu"] for one, other in zip(ours, bare, strict=True)]
    value = statistics.median(pairs)
    return Result(
        name=name,
        value=value,
        unit="× an empty window",
        target=f"≤ {most:g}",
        met=value <= most,
        details={
            "ms": 1000 * statistics.median(one["cpu"] for one in ours),
            "empty_ms": 1000 * statistics.median(one["cpu"] for one in bare),
        },
    )
