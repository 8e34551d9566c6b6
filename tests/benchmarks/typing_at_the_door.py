"""From a key at the door to the suggestions painted, among a hundred thousand people.

The real page, drawn without a screen: each key goes to its field as Qt sends it, and
what is measured ends when the suggestions under it have been painted.  By the
processor, for the wall clock says what else this machine is doing.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication  # noqa: TID251 the real page is shown
from typing_extensions import override

from tests.benchmarks.measuring import Result
from tests.benchmarks.typing_names import invented_people, spelled_otherwise
from tests.builders import DAY, a_session_draft
from workshop_app.domain.process import RulesDraft
from workshop_app.domain.vocabulary import Bloc
from workshop_app.gui import theme
from workshop_app.gui.check_in.finding import gathered
from workshop_app.gui.check_in.panel import CheckInPanel
from workshop_app.gui.context import AppContext
from workshop_app.services.processes import found_process
from workshop_app.services.sessions import schedule_session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workshop_app.domain.person_finder import Known

PEOPLE: Final = 100_000
TYPED: Final = 60
QUICK_PEOPLE: Final = 10_000
QUICK_TYPED: Final = 12
_TARGET_MS: Final = 10.0


def measure(folder: Path, *, quick: bool) -> Iterator[Result]:
    """Measure every key of some names, typed as people spell them."""
    count, typed = (QUICK_PEOPLE, QUICK_TYPED) if quick else (PEOPLE, TYPED)
    people = invented_people(count)
    with _page(folder, people) as page:
        measured = list(_typed(page, people, typed))
    keys = sorted(cpu for cpu, _ in measured)
    walls = sorted(wall for _, wall in measured)
    slow = keys[int(0.95 * len(keys))]
    yield Result(
        name=f"a key at the door, of {count:,}, painted, p95",
        value=slow,
        unit="ms",
        target=f"≤ {_TARGET_MS:g} at {PEOPLE:,}",
        met=slow <= _TARGET_MS,
        details={
            "p50_ms": statistics.median(keys),
            "p99_ms": keys[int(0.99 * len(keys))],
            "wall_p50_ms": statistics.median(walls),
            "wall_p95_ms": walls[int(0.95 * len(walls))],
            "keys": len(keys),
        },
    )


class _Painted(QObject):
    """Notes when something was painted, after its own painting."""

    count = 0

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


@contextmanager
def _page(folder: Path, people: list[Known]) -> Iterator[CheckInPanel]:
    """Show the page of the door with these people findable."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication):
        theme.apply(app, dark=False, scale=1.0)
    home = folder / "door"
    context = AppContext(home=home)
    context.open_store(
        found_process(
            str(folder / "door.kuska"),
            "Typing",
            "Rosa Quispe Mamani",
            RulesDraft(effective_on=DAY),
            plain=True,
            home=home,
        )
    )
    draft = a_session_draft(stage=None, theme=None, opened_at=None, closed_at=None)
    context.open_session(schedule_session(context.store, draft))
    page = CheckInPanel(context)
    page.resize(1282, 668)
    page.show()
    page.shown()
    while context.tasks.busy:
        QCoreApplication.processEvents()
    blocs = {one.also: Bloc.CIVIL_SOCIETY for one in people}
    page.presenter.index.take(gathered(people, blocs))
    gc.collect()
    gc.disable()
    try:
        yield page
    finally:
        gc.enable()
        page.deleteLater()
        context.close()


def _typed(
    page: CheckInPanel, people: list[Known], typed: int
) -> Iterator[tuple[float, float]]:
    """Yield the milliseconds of each key, by the processor and by the clock."""
    rnd = random.Random(7)  # noqa: S311 the same names every time
    painted = _Painted(page)
    page.suggestions.view.viewport().installEventFilter(painted)
    for person in rnd.sample(people, typed):
        for letter in spelled_otherwise(rnd, person.name):
            before = painted.count
            cpu, wall = time.process_time(), time.perf_counter()
            QTest.keyClicks(page.entry.line, letter)
            QCoreApplication.processEvents()
            cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
            if painted.count > before:
                yield cpu * 1_000, wall * 1_000
        page.presenter.clear()
        QCoreApplication.processEvents()
        gc.collect()
