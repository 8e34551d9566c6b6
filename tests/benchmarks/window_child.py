"""The program under test: one start of a window, and what it took, as JSON.

`python -m tests.benchmarks.window_child bare|paint|ready [PLACE]`.  The processor's
time is counted from the beginning of the process, so that importing is in it.
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

TICK = 5
"""Milliseconds between two looks at whether the window still answers."""

HEAVY = (
    "sqlalchemy", "alembic", "openpyxl", "reportlab", "pyhanko", "pikepdf", "pypdfium2",
    "lxml", "cryptography",
)  # fmt: skip
"""What is not to be imported before the window is seen."""

LATER = (
    "alembic", "babel", "html", "logging.handlers", "openpyxl", "reportlab", "pyhanko",
    "pikepdf", "pypdfium2", "lxml", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql",
    "workshop_app.store.integrity", "workshop_app.services.backups",
    "workshop_app.store.history", "workshop_app.store.writing", "cryptography",
    "PySide6.QtNetwork",
)  # fmt: skip
"""What the first page of a process does without."""

UNUSED = ("QtCore.QProcess", "QtWidgets.QMdiArea", "QtWidgets.QStyle")
"""Classes nobody uses.  PySide makes all of them where it is asked for one of Qt's own
that has no name in Python, as a filter of the whole application does."""


def _bare() -> dict[str, Any]:
    """Paint an empty window: the least that any window of PySide6 takes."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415 counted from here
    from PySide6.QtWidgets import QApplication, QMainWindow  # noqa: PLC0415, TID251 likewise

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name
            super().paintEvent(event)
            QTimer.singleShot(0, app.quit)

    app = QApplication([])
    window = Window()
    window.resize(1366, 728)
    window.show()
    app.exec()
    return {"cpu": time.process_time()}


class _Start:
    """A start of our window, looked at from outside."""

    def __init__(self, location: str | None) -> None:
        import workshop_app.__main__  # noqa: F401, PLC0415 as the program begins
        from workshop_app import settings  # noqa: PLC0415 likewise
        from workshop_app.gui import start  # noqa: PLC0415 likewise

        self.told: dict[str, Any] = {}
        self._last = 0.0
        self._app = start.make_application([])
        self._program = start.Program(self._app, settings.home(), location)

    def until_painted(self) -> dict[str, Any]:
        """Run until the first paint is done."""
        self._program.window.painted.connect(self._on_painted)
        self._program.window.painted.connect(self._app.quit)
        return self._run()

    def until_ready(self) -> dict[str, Any]:
        """Run until the first page is painted with what it shows."""
        self._program.window.painted.connect(self._begin_to_tick)
        self._program.opener.opened.connect(self._on_opened)
        return self._run()

    def _run(self) -> dict[str, Any]:
        self._app.exec()
        self._program.close()
        return self.told

    def _on_painted(self) -> None:
        self.told["cpu"] = time.process_time()
        self.told["heavy"] = [name for name in HEAVY if name in sys.modules]
        self.told["unused"] = _unused()

    def _begin_to_tick(self) -> None:
        from PySide6.QtCore import QTimer  # noqa: PLC0415 it is there already

        self.told["frozen"] = 0.0
        self._last = time.perf_counter()
        ticks = QTimer(self._program, interval=TICK)
        ticks.timeout.connect(self._tick)
        ticks.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.told["frozen"] = max(self.told["frozen"], now - self._last - TICK / 1000)
        self._last = now

    def _on_opened(self) -> None:
        self._program.window.repaint()
        self.told["cpu"] = time.process_time()
        self._tick()
        self.told["page"] = self._program.window.current
        self.told["heavy"] = [name for name in LATER if name in sys.modules]
        self.told["unused"] = _unused()
        self._app.quit()


def _unused() -> list[str]:
    """Return which classes were made all the same."""
    parts = [name.split(".") for name in UNUSED]
    return [
        name
        for name, (module, kind) in zip(UNUSED, parts, strict=True)
        if kind in vars(sys.modules[f"PySide6.{module}"])
    ]


def _told_to(what: str, location: str | None) -> dict[str, Any]:
    if what == "bare":
        return _bare()
    start = _Start(location)
    return start.until_painted() if what == "paint" else start.until_ready()


if __name__ == "__main__":
    print(json.dumps(_told_to(sys.argv[1], sys.argv[2] if sys.argv[2:] else None)))
