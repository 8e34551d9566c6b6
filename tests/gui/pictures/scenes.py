"""What is pictured: a page, the state it is seen in, and what was pressed first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.pictures.travellers import a_stick, disagree
from workshop_app.gui.context import AppContext
from workshop_app.gui.crash.dialog import CrashDialog
from workshop_app.gui.main_window import MainWindow
from workshop_app.services.batches import files_in
from workshop_app.services.exchanging import merge_files

Act = Callable[[MainWindow, AppContext], object]

BEGUN = "hermelin"
"""A name begun at the door; the sample has somebody who is called nearly that."""

DETAIL = """\
ValueError
  File "workshop_app/gui/live/panel.py", line 214, in _on_vote_counted
  File "workshop_app/services/ballots.py", line 88, in count_hands"""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One picture to be taken.

    Attributes:
        name: What its file is called.
        page: The page it shows; "" for what is there when nothing is open.
        state: The process it is taken of; None for none.
        act: What is done before.
    """

    name: str
    page: str = ""
    state: str | None = "under_way"
    act: Act | None = None


def _begin_a_name(window: MainWindow, context: AppContext) -> None:
    _type(BEGUN)


def _show_palette(window: MainWindow, context: AppContext) -> None:
    window.show_palette()
    _type("agua")


def _show_keys(window: MainWindow, context: AppContext) -> None:
    window.show_keys()


def _crash(window: MainWindow, context: AppContext) -> None:
    CrashDialog(DETAIL, Path("kuska.log"), window).open()


def _type(words: str) -> None:
    there = QApplication.focusWidget()
    if there is None:
        raise LookupError(words)
    QTest.keyClicks(there, words)


def _bring_a_stick(window: MainWindow, context: AppContext) -> None:
    folder = Path(context.store.location).parent
    window.go("exchange", str(a_stick(context.store, folder)))


def _disagree(window: MainWindow, context: AppContext) -> None:
    disagree(context.store, Path(context.store.location).parent / "mesas")
    window.go("settling")


def _merge_a_stick(window: MainWindow, context: AppContext) -> None:
    folder = Path(context.store.location).parent
    merge_files(context.store, files_in([a_stick(context.store, folder)]))
    window.go("computers")


SCENES: tuple[Scene, ...] = (
    Scene(name="first_run", state=None),
    Scene(name="home", page="home"),
    Scene(name="prepare", page="prepare"),
    Scene(name="check_in", page="check_in"),
    Scene(name="check_in_suggestions", page="check_in", act=_begin_a_name),
    Scene(name="live", page="live"),
    Scene(name="decisions", page="decisions"),
    Scene(name="minutes", page="minutes", state="answered"),
    Scene(name="letters", page="letters", state="answered"),
    Scene(name="settling", page="settling", act=_disagree),
    Scene(name="history", page="history", state="answered"),
    Scene(name="exchange", page="exchange", act=_bring_a_stick),
    Scene(name="computers", page="computers", act=_merge_a_stick),
    Scene(name="preferences", page="preferences"),
    Scene(name="palette", page="home", act=_show_palette),
    Scene(name="keys", page="home", act=_show_keys),
    Scene(name="crash", page="live", act=_crash),
)

OTHER_STATES = ("empty", "crowd", "long_names", "answered")
"""States in which every page is looked at besides; not for the guide."""
