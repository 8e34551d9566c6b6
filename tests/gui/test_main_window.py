"""The window shows one page at a time, and always the truth about what is saved."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.builders import a_person_draft
from tests.services.table import a_table
from workshop_app.domain.decision import DecisionDraft
from workshop_app.domain.person import Person
from workshop_app.domain.vocabulary import Outcome, ReasonCode
from workshop_app.gui.keys_help.dialog import KeysDialog
from workshop_app.gui.main_window import MainWindow
from workshop_app.gui.opening import Opener
from workshop_app.gui.pages import PAGES
from workshop_app.gui.palette.dialog import PaletteDialog
from workshop_app.gui.preferences.panel import PreferencesPanel
from workshop_app.gui.prepare.panel import PreparePanel
from workshop_app.services.decisions import decide
from workshop_app.services.papers import issue_letters
from workshop_app.services.people import register_person
from workshop_app.store import Deed
from workshop_app.store.errors import StoreFullError

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext
    from workshop_app.services.progress import Progress
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
    ("keys", "name"), [(one.keys, one.name) for one in PAGES if one.keys[-1] != ","]
)
def test_its_number_leads_to_a_page(
    qtbot: QtBot, window: MainWindow, keys: str, name: str
) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    held = CONTROL | shift if "Shift+" in keys else CONTROL
    qtbot.keyClick(window, keys[-1], held)

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


def test_no_key_takes_back_what_stands_on_paper_already(
    qtbot: QtBot, window: MainWindow, context: AppContext, tmp_path: Path
) -> None:
    said: list[str] = []
    context.said.connect(said.append)
    store = context.store
    table = a_table(store)
    issuer = register_person(
        store, a_person_draft(document_number="40112299", organization=None)
    )
    mine = store.operator
    decide(
        store,
        DecisionDraft(
            contribution=table.contributions[0],
            outcome=Outcome.NOT_ACCEPTED,
            reason_code=ReasonCode.NO_BUDGET_OR_TIME,
            reason_text="No alcanza.",
        ),
    )
    store.operate_as(issuer)
    (letter,) = issue_letters(store, None, tmp_path, people=table.people[1:2])
    store.operate_as(mine)

    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)

    assert said[-1] == (
        f"“Decide contribution A-1” stands on {letter.number}: undo it in the history."
    )


def test_nothing_is_undone_while_deeds_wait(
    qtbot: QtBot, window: MainWindow, context: AppContext, store: Store
) -> None:
    register_person(store, a_person_draft(organization=None))
    with store.read() as reader:
        before = reader.count(Person)
    began, go_on = threading.Event(), threading.Event()

    def import_much(_progress: Progress) -> None:
        with store.write(Deed("import_people")):
            began.set()
            go_on.wait()

    context.start(import_much, on_error=lambda _: None)
    began.wait()
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    go_on.set()
    qtbot.waitUntil(lambda: not context.tasks.busy)

    with store.read() as reader:
        assert reader.count(Person) == before


def test_a_page_that_needs_a_session_offers_nothing_without_one(
    window: MainWindow, context: AppContext
) -> None:
    window.go("live")
    names = {action.name for action in window.actions_now()}

    context.open_session(None)

    assert window.panel is None
    assert {action.name for action in window.actions_now()} < names
    context.operator_changed.emit()


def test_what_stands_on_the_page_is_given_before_another_takes_the_keyboard(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []
    assert window.panel is not None
    monkeypatch.setattr(window.panel, "leave", lambda: given.append("given"))

    window.ask_for_person()

    assert given == ["given"]


def test_a_fault_on_leaving_keeps_nobody_on_the_page(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[type[BaseException]] = []
    left: list[str] = []

    def broken() -> None:
        raise KeyError

    assert window.panel is not None
    monkeypatch.setattr(window.panel, "leave", broken)
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: told.append(kind))
    window.left.connect(partial(left.append, "left"))

    window.go("check_in")
    window.go("home")
    window.close()

    assert told == [KeyError, KeyError]
    assert left == ["left"]


def test_a_window_made_anew_says_what_is_not_saved(
    qtbot: QtBot, window: MainWindow, context: AppContext, store: Store
) -> None:
    def full() -> None:
        raise StoreFullError(store.location)

    context.perform(full, on_error=lambda _: None)

    window.adopt("home")

    assert "no room" in window.top.saved.text()


def test_dark_is_one_key_away_whatever_the_system_wears(
    window: MainWindow, context: AppContext
) -> None:
    assert context.settings.theme == "system"

    window.book.start("theme")

    assert context.settings.theme == "dark"


@pytest.mark.parametrize("name", ["Ana & Berta", "Rosa <b>Quispe</b> & hermanos " * 6])
def test_whoever_is_at_the_keyboard_fits_above(
    qtbot: QtBot, window: MainWindow, context: AppContext, store: Store, name: str
) -> None:
    person = register_person(store, a_person_draft(name=name, organization=None))

    context.operate_as(person)

    assert window.minimumSizeHint().width() <= 1366
    assert name.strip() in window.top.person.accessibleName()
    assert "&&" in window.top.person.text()


@pytest.mark.parametrize(
    ("words", "page", "shown"),
    [
        ("agenda", "prepare", "agenda"),
        ("certif", "preferences", "identity"),
        ("quorum", "prepare", "rules"),
        ("issue", "minutes", ""),
        ("office", "preferences", "office"),
        ("share out", "prepare", "groups"),
        ("open the session", "check_in", ""),
    ],
)
def test_the_palette_finds_what_lies_within_a_page(
    qtbot: QtBot, window: MainWindow, words: str, page: str, shown: str
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    dialog = window.findChild(PaletteDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.entry, words)
    found = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    qtbot.keyClick(dialog.entry, Qt.Key.Key_Return)

    assert found
    assert window.current == page
    panel = window.panel
    if isinstance(panel, PreparePanel):
        assert list(panel.sections).index(shown) == panel.tabs.currentIndex()
    if isinstance(panel, PreferencesPanel):
        assert panel.stack.currentWidget() is not None
        assert getattr(panel, shown).isVisible()


def test_the_window_is_called_after_the_consultation_and_its_file(
    window: MainWindow,
) -> None:
    file = Path(window._context.store.location).name

    assert window.windowTitle() == (
        f"III Plan de Acción de Gobierno Abierto — {file} — Kuska"
    )


def test_the_help_begins_with_the_path_of_the_day_and_scrolls_to_its_end(
    qtbot: QtBot, window: MainWindow
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    dialog = window.findChild(KeysDialog)
    assert dialog is not None
    bar = dialog.sheet.verticalScrollBar()
    words = [one.text() for one in dialog.sheet.findChildren(QLabel)]
    places = []
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_PageDown):
        qtbot.keyClick(dialog.sheet, key)
        places.append(bar.value())

    assert words[:2] == [
        "The path of the day",
        "1. Prepare the session: date, chairs, agenda, who is invited.",
    ]
    assert places[0] == bar.maximum() > 0
    assert places[1] == 0
    assert places[2] > 0
