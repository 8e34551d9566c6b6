"""The window shows one page at a time, and always the truth about what is saved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_person_draft
from workshop_app.domain.person import Person
from workshop_app.gui.main_window import MainWindow
from workshop_app.gui.opening import Opener
from workshop_app.gui.pages import PAGES
from workshop_app.gui.palette.dialog import PaletteDialog
from workshop_app.services.people import register_person
from workshop_app.store.errors import StoreFullError

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, context: AppContext, session: str) -> MainWindow:
    window = MainWindow(context, Opener(context))
    qtbot.addWidget(window)
    window.resize(1366, 728)
    with qtbot.waitActive(window):
        window.show()
    window.adopt("home")
    return window


@pytest.mark.parametrize("name", [one.name for one in PAGES])
def test_every_page_fits_an_old_laptop(window: MainWindow, name: str) -> None:
    window.go(name)

    hint = window.minimumSizeHint()
    assert hint.width() <= 1366
    assert hint.height() <= 728
    assert window.current == name


@pytest.mark.parametrize(
    ("key", "name"), [(one.keys[-1], one.name) for one in PAGES if one.keys[-1] != ","]
)
def test_its_number_leads_to_a_page(
    qtbot: QtBot, window: MainWindow, key: str, name: str
) -> None:
    qtbot.keyClick(window, key, CONTROL)

    assert window.current == name


def test_the_chip_says_when_it_was_saved_and_why_it_was_not(
    window: MainWindow, context: AppContext, store: Store
) -> None:
    register_person(store, a_person_draft(organization=None))
    assert window.top.saved.text().startswith("Saved ")
    assert not window.top.again.isVisible()

    context.save_failed.emit(StoreFullError(store.location))

    assert "no room" in window.top.saved.text()
    assert window.top.again.isVisible()


def test_ctrl_z_takes_back_the_last_deed_and_ctrl_y_brings_it_back(
    qtbot: QtBot, window: MainWindow, store: Store
) -> None:
    with store.read() as reader:
        before = reader.count(Person)
    register_person(store, a_person_draft(organization=None))

    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    with store.read() as reader:
        undone = reader.count(Person)
    qtbot.keyClick(window, Qt.Key.Key_Y, CONTROL)
    with store.read() as reader:
        redone = reader.count(Person)

    assert (undone, redone) == (before, before + 1)


def test_every_action_has_words_and_each_key_is_given_once(
    window: MainWindow,
) -> None:
    for one in PAGES:
        window.go(one.name)
        actions = window.actions_now()
        keys = [action.keys for action in actions if action.keys]

        assert all(action.title and action.group for action in actions)
        assert len(keys) == len(set(keys)), sorted(keys)


def test_the_palette_finds_a_page_and_goes_there(
    qtbot: QtBot, window: MainWindow
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    dialog = window.findChild(PaletteDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.entry, "decisi")
    qtbot.keyClick(dialog.entry, Qt.Key.Key_Return)

    assert window.current == "decisions"


def test_the_rail_of_a_narrow_window_is_a_bar_in_a_wide_one(
    qtbot: QtBot, window: MainWindow
) -> None:
    narrow = window.side.width()

    window.resize(1600, 900)
    qtbot.waitUntil(lambda: window.side.width() > narrow)

    assert window.side.width() > narrow


def test_at_the_table_four_pages_and_the_settings_are_left(
    qtbot: QtBot, context: AppContext, session: str
) -> None:
    context.choose(replace(context.settings, table_mode=True))
    window = MainWindow(context, Opener(context))
    qtbot.addWidget(window)
    window.show()
    window.adopt("check_in")

    shown = [one.name for one in PAGES if window.side.is_shown(one.name)]

    assert shown == ["check_in", "live", "decisions", "minutes", "preferences"]
