"""Eight hours at the table, without the pauses: the window must not grow.

`python -m tests.long.day ROUNDS` is the day itself, in a process of its own; every
round somebody arrives, goes out and comes back, brings a contribution, and whoever
sits there walks through the pages and opens the palette and the sheet of keys.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.builders import (
    DAY,
    a_contribution_draft,
    a_person_draft,
    a_rules_draft,
    a_session_draft,
    at,
)
from tests.long.outcome import Tally
from workshop_app.clock import SteppingClock
from workshop_app.services.attendances import check_in, check_out, come_back
from workshop_app.services.contributions import write_contribution
from workshop_app.services.people import register_person
from workshop_app.services.processes import found_process
from workshop_app.services.sessions import schedule_session

if TYPE_CHECKING:
    from PySide6.QtWidgets import (  # noqa: TID251 it works with a window's parts
        QApplication,
        QDialog,
    )

    from workshop_app.gui.main_window import MainWindow
    from workshop_app.store import Store

HOURS: Final = 8
GROWTH_MB: Final = 10.0
"""What the process may hold more at the end of the day than after its first hour."""

_PAGES: Final = ("home", "check_in", "live", "decisions", "history")


def run(rounds: int) -> Tally:
    """Work for a day; what grows is broken."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.long.day", str(rounds)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    hours: list[dict[str, float]] = json.loads(done.stdout)
    tally = Tally(images=len(hours))
    first, last = hours[0], hours[-1]
    if last["mb"] - first["mb"] >= GROWTH_MB:
        tally.broken += 1
    for what in ("widgets", "objects", "tasks"):
        if last[what] > first[what]:
            tally.broken += 1
    if tally.broken:
        tally.samples.append(f"after each hour: {hours}")
    return tally


class Day:
    """A table that works from morning to evening."""

    def __init__(self, app: QApplication, store: Store, home: Path) -> None:
        from workshop_app.gui.context import AppContext  # noqa: PLC0415 only in the child
        from workshop_app.gui.main_window import MainWindow  # noqa: PLC0415 likewise
        from workshop_app.gui.opening import Opener  # noqa: PLC0415 likewise

        self._app = app
        self._store = store
        self._moment = at(9)
        self._session = schedule_session(
            store, a_session_draft(stage=None, theme=None, closed_at=None)
        )
        self._context = AppContext(home=home)
        self._context.open_store(store)
        self._context.open_session(self._session)
        self.window: MainWindow = MainWindow(self._context, Opener(self._context))
        self.window.show()
        self.window.adopt("home")

    def hour(self, first: int, rounds: int) -> dict[str, float]:
        """Work for an hour; return what there is at its end."""
        for number in range(first, first + rounds):
            self._somebody(number)
            for page in _PAGES:
                self.window.go(page)
                self._app.processEvents()
            for ask in (self.window.show_palette, self.window.show_keys):
                ask()
                self._close_dialogs()
        return self._counted()

    def close(self) -> None:
        """Go home."""
        self.window.close()
        self._context.close()

    def _somebody(self, number: int) -> None:
        store, session = self._store, self._session
        who = register_person(
            store,
            a_person_draft(
                name=f"Rosa {number} Quispe",
                document_number=f"{number:08d}",
                organization=None,
                email=f"rosa{number}@ejemplo.pe",
            ),
        )
        for pass_ in (check_in, check_out, come_back):
            self._moment += timedelta(seconds=5)
            pass_(store, session, who, self._moment)
        draft = a_contribution_draft(
            session=session, stage=None, title=f"{number}", happened_at=self._moment
        )
        write_contribution(store, draft, [who])
        self._context.say(f"{number}")

    def _close_dialogs(self) -> None:
        from PySide6.QtWidgets import QDialog as Dialog  # noqa: PLC0415, TID251 it closes them

        self._app.processEvents()
        dialogs: list[QDialog] = self.window.findChildren(Dialog)
        if not dialogs:
            message = "what was asked for did not open"
            raise RuntimeError(message)
        for dialog in dialogs:
            dialog.close()
        self._app.processEvents()

    def _counted(self) -> dict[str, float]:
        from PySide6.QtCore import QCoreApplication, QEvent, QObject  # noqa: PLC0415 likewise

        from workshop_app.gui.parts.tasks import Task  # noqa: PLC0415 likewise

        self.window.go("home")
        self._app.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        pages = Path("/proc/self/statm").read_text("ascii").split()[1]
        return {
            "mb": round(int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20, 1),
            "widgets": len(self._app.allWidgets()),
            "objects": len(self.window.findChildren(QObject)),
            "tasks": len(self._context.findChildren(Task)),
        }


def _worked(rounds: int) -> list[dict[str, Any]]:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415, TID251 only in the child

    from workshop_app.gui import theme  # noqa: PLC0415 likewise

    gc.disable()  # as the window's own collector has it
    app = QApplication([])
    theme.apply(app, dark=False, scale=1.0)
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "home"
        clock = SteppingClock(at(8))
        store = found_process(
            str(Path(name) / "day.kuska"),
            "Un día de trabajo",
            "Nobody",
            a_rules_draft(effective_on=DAY.replace(month=1, day=1)),
            plain=True,
            clock=clock,
            home=home,
        )
        with closing(Day(app, store, home)) as day:
            each = max(1, rounds // HOURS)
            return [day.hour(hour * each, each) for hour in range(HOURS)]


if __name__ == "__main__":
    print(json.dumps(_worked(int(sys.argv[1]))))
