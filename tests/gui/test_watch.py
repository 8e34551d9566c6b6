"""Another file takes the place of the open one: the window says so, and reads anew."""

from __future__ import annotations

import shutil
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_person_draft, a_session_draft
from workshop_app.gui.crash.hooks import CrashHooks
from workshop_app.gui.main_window import MainWindow
from workshop_app.gui.opening import Opener
from workshop_app.services.people import register_person
from workshop_app.services.sessions import schedule_session
from workshop_app.store.connecting import connect_file
from workshop_app.store.errors import StoreGoneError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store

KEEPER = "Guillermina Rosario"


def put(copy: Path, path: Path) -> None:
    """Put a file in the place of another, as a syncing program does."""
    part = path.with_name("part")
    shutil.copyfile(copy, part)
    part.replace(path)


def fold(store: Store) -> None:
    """Write the journal into the file: it would go on with an equal copy."""
    with closing(connect_file(Path(store.location), None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.fixture
def window(qtbot: QtBot, context: AppContext) -> MainWindow:
    window = MainWindow(context, Opener(context))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    window.adopt("home")
    return window


@pytest.fixture
def copy(template: Path, store: Store) -> Path:
    """The file as it was before anything was done in it today."""
    del store  # it lies where the copy is to come
    return template / "taller.kuska"


@pytest.fixture
def hooks() -> Iterator[CrashHooks]:
    made = CrashHooks()
    made.install()
    yield made
    made.remove()


def test_what_another_file_holds_is_shown_and_said(
    qtbot: QtBot, window: MainWindow, context: AppContext, store: Store, copy: Path
) -> None:
    gone = schedule_session(store, a_session_draft(stage=None, theme=None))
    context.open_session(gone)
    window.go("prepare")
    before = window.panel
    context.drafts.keep("session/new/title", "Taller de la tarde")
    fold(store)
    put(copy, Path(store.location))

    with qtbot.waitSignal(context.replaced):
        context.watch.look()

    assert context.session is None
    assert window.current == "prepare"
    assert window.panel is not before
    assert window.notices.alert.isVisible()
    assert "taller.kuska" in window.notices.alert.accessibleName()
    assert store.forgotten is not None
    assert "older" in window.notices.alert.accessibleDescription()
    assert context.drafts.all_kept()["session/new/title"] == "Taller de la tarde"
    window.notices.clear()
    assert not window.notices.alert.isVisible()


def test_a_file_that_cannot_go_on_is_said_and_tried_again(
    qtbot: QtBot, window: MainWindow, context: AppContext, store: Store
) -> None:
    qtbot.waitUntil(lambda: not context.tasks.busy)  # who reads holds the old file
    path = Path(store.location)
    away = path.rename(path.with_name("away.kuska"))
    path.write_text("Rosa;Juan\n" * 9_000)
    told: list[AppError] = []
    context.watch.troubled.connect(told.append)

    context.watch.look()
    context.watch.look()
    context.try_again()
    seen = window.notices.alert.isVisible()
    path.unlink()
    away.rename(path)
    with qtbot.waitSignal(context.watch.settled):
        context.try_again()

    assert seen
    assert [type(one).__name__ for one in told] == ["StoreSwappedError"] * 2
    assert not window.notices.alert.isVisible()
    register_person(store, a_person_draft(organization=None, name=KEEPER))


def test_a_page_that_cannot_be_read_for_now_is_no_crash(
    qtbot: QtBot, window: MainWindow, context: AppContext, hooks: CrashHooks
) -> None:
    crashed: list[str] = []
    hooks.crashed.connect(crashed.append)
    hooks.refused.connect(context.watch.note)
    error = StoreGoneError(context.store.location)

    with qtbot.waitSignal(hooks.refused):
        sys.excepthook(type(error), error, None)

    assert crashed == []
    assert window.notices.alert.accessibleName() == error.message
    with qtbot.waitSignal(context.watch.settled):  # the file is there after all
        context.watch.look()
    assert not window.notices.alert.isVisible()


def test_without_a_process_nothing_is_looked_after(
    qapp: QApplication, context: AppContext
) -> None:
    del qapp
    told: list[object] = []
    context.watch.troubled.connect(told.append)

    context.close_store()
    context.watch.look()
    context.watch.look_again()

    assert told == []
