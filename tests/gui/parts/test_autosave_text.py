from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from workshop_app.gui.parts.autosave_text import PAUSE_MS, AutosaveLine, AutosaveText

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PLACE = "minutes/closing"


class Drawer:
    """Where a field keeps what is unsent; may be full."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}
        self.kept = 0
        self.full = False

    def keep(self, place: str, text: str) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        self.kept += 1
        self.held[place] = text

    def forget(self, place: str) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        self.held.pop(place, None)


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.fixture(params=[AutosaveLine, AutosaveText])
def field(
    request: pytest.FixtureRequest, drawer: Drawer, qtbot: QtBot
) -> AutosaveLine | AutosaveText:
    kind: type[AutosaveLine | AutosaveText] = request.param
    made = kind(PLACE, keep=drawer.keep, forget=drawer.forget)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def given(field: AutosaveLine | AutosaveText) -> list[str]:
    texts: list[str] = []
    field.given.connect(texts.append)
    return texts


def leave(
    field: AutosaveLine | AutosaveText,
    reason: Qt.FocusReason = Qt.FocusReason.TabFocusReason,
) -> None:
    QCoreApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut, reason))


def test_what_is_typed_is_kept_when_the_keys_pause(
    field: AutosaveLine | AutosaveText, drawer: Drawer, qtbot: QtBot
) -> None:
    QTest.keyClicks(field, "Be it")
    while_typing = dict(drawer.held)

    qtbot.waitUntil(lambda: bool(drawer.held))

    assert while_typing == {}
    assert drawer.held == {PLACE: "Be it"}
    assert drawer.kept == 1


@pytest.mark.slow  # types for most of a second
def test_what_is_typed_without_a_pause_is_kept_all_the_same(
    field: AutosaveLine | AutosaveText, drawer: Drawer, qtbot: QtBot
) -> None:
    typist = QTimer(field, interval=50)
    typist.timeout.connect(partial(QTest.keyClicks, field, "a"))
    typist.start()

    qtbot.waitUntil(lambda: bool(drawer.held), timeout=3_000)
    first = drawer.held[PLACE]
    qtbot.waitUntil(lambda: drawer.held[PLACE] != first, timeout=3_000)
    typist.stop()

    assert len(first) <= PAUSE_MS // typist.interval() + 1
    assert field.text_now().startswith(drawer.held[PLACE])


def test_leaving_the_field_keeps_and_gives(
    field: AutosaveLine | AutosaveText,
    drawer: Drawer,
    given: list[str],
    qtbot: QtBot,
) -> None:
    QTest.keyClicks(field, "Be it so")

    leave(field)

    assert given == ["Be it so"]
    assert drawer.held == {PLACE: "Be it so"}  # until the deed is done


def test_a_deed_done_lets_what_was_kept_be_forgotten(
    field: AutosaveLine | AutosaveText, drawer: Drawer, qtbot: QtBot
) -> None:
    QTest.keyClicks(field, "Be it so")
    leave(field)

    field.settle()

    assert drawer.held == {}
    assert not field.is_unsent()


def test_what_was_typed_after_giving_is_not_forgotten_with_it(
    field: AutosaveLine | AutosaveText, drawer: Drawer, qtbot: QtBot
) -> None:
    QTest.keyClicks(field, "One")
    leave(field)
    QTest.keyClicks(field, "s")
    leave(field, Qt.FocusReason.ActiveWindowFocusReason)

    field.settle()

    assert drawer.held == {PLACE: "Ones"}
    assert field.is_unsent()


def test_a_deed_refused_leaves_the_text_unsent(
    field: AutosaveLine | AutosaveText, given: list[str], qtbot: QtBot
) -> None:
    QTest.keyClicks(field, "Be it so")
    leave(field)

    field.refuse()
    leave(field)

    assert field.text_now() == "Be it so"
    assert given == ["Be it so", "Be it so"]


def test_what_did_not_change_is_not_given_again(
    field: AutosaveLine | AutosaveText, given: list[str], qtbot: QtBot
) -> None:
    QTest.keyClicks(field, "Be it so")

    leave(field)
    leave(field)

    assert given == ["Be it so"]


def test_typing_back_to_what_was_given_forgets(
    field: AutosaveLine | AutosaveText, drawer: Drawer, given: list[str], qtbot: QtBot
) -> None:
    field.set_text("One")
    QTest.keyClick(field, Qt.Key.Key_End)
    QTest.keyClicks(field, "s")
    leave(field, Qt.FocusReason.ActiveWindowFocusReason)
    held = dict(drawer.held)

    QTest.keyClick(field, Qt.Key.Key_Backspace)
    leave(field)

    assert held == {PLACE: "Ones"}
    assert drawer.held == {}
    assert given == []


def test_another_window_in_front_keeps_and_does_not_give(
    field: AutosaveLine | AutosaveText,
    drawer: Drawer,
    given: list[str],
    qtbot: QtBot,
) -> None:
    QTest.keyClicks(field, "Half a sen")

    leave(field, Qt.FocusReason.ActiveWindowFocusReason)

    assert drawer.held == {PLACE: "Half a sen"}
    assert given == []


def test_what_the_store_says_is_neither_kept_nor_given(
    field: AutosaveLine | AutosaveText, drawer: Drawer, given: list[str]
) -> None:
    field.set_text("As recorded")

    leave(field)

    assert field.text_now() == "As recorded"
    assert (drawer.held, given) == ({}, [])


def test_what_survived_a_crash_is_shown_as_unsent_and_given_on_leaving(
    field: AutosaveLine | AutosaveText, drawer: Drawer, given: list[str]
) -> None:
    drawer.held[PLACE] = "Half a sen"
    field.set_text("As recorded")

    field.restore("Half a sen")
    marked = field.property("unsent")
    leave(field)

    assert marked
    assert given == ["Half a sen"]
    assert drawer.kept == 0  # it was kept already


def test_a_full_disk_leaves_the_text_and_says_so(
    field: AutosaveLine | AutosaveText, drawer: Drawer, qtbot: QtBot
) -> None:
    errors: list[object] = []
    field.failed.connect(errors.append)
    drawer.full = True
    QTest.keyClicks(field, "Be it so")

    leave(field, Qt.FocusReason.ActiveWindowFocusReason)
    drawer.full = False
    leave(field, Qt.FocusReason.ActiveWindowFocusReason)

    assert [type(error) for error in errors] == [OSError]
    assert field.text_now() == "Be it so"
    assert drawer.held == {PLACE: "Be it so"}  # tried again


def test_what_could_not_be_forgotten_is_tried_again(
    field: AutosaveLine | AutosaveText, drawer: Drawer, qtbot: QtBot
) -> None:
    QTest.keyClicks(field, "Be it so")
    leave(field)
    drawer.full = True
    field.settle()
    drawer.full = False

    field.settle()

    assert drawer.held == {}


def test_turning_to_another_record_keeps_what_was_typed_for_the_first(
    field: AutosaveLine | AutosaveText, drawer: Drawer, qtbot: QtBot
) -> None:
    QTest.keyClicks(field, "First")

    field.set_place("minutes/opening")
    field.set_text("Recorded")

    assert drawer.held == {PLACE: "First"}
    assert field.place() == "minutes/opening"
    assert field.text_now() == "Recorded"
    assert not field.is_unsent()


def test_the_field_tells_when_it_is_unsent_and_when_no_more(
    field: AutosaveLine | AutosaveText, qtbot: QtBot
) -> None:
    states: list[bool] = []
    field.unsent.connect(states.append)

    QTest.keyClicks(field, "a")
    field.give()

    assert states == [True, False]


def test_enter_gives_a_line(drawer: Drawer, qtbot: QtBot) -> None:
    line = AutosaveLine(PLACE, keep=drawer.keep, forget=drawer.forget)
    qtbot.addWidget(line)
    QTest.keyClicks(line, "Water")

    with qtbot.waitSignal(line.given) as signal:
        QTest.keyClick(line, Qt.Key.Key_Return)

    assert signal.args == ["Water"]


def test_enter_in_a_text_is_a_new_line_and_ctrl_enter_gives(
    drawer: Drawer, qtbot: QtBot
) -> None:
    text = AutosaveText(PLACE, keep=drawer.keep, forget=drawer.forget)
    qtbot.addWidget(text)
    QTest.keyClicks(text, "Water")
    QTest.keyClick(text, Qt.Key.Key_Return)
    QTest.keyClicks(text, "Roads")

    with qtbot.waitSignal(text.given) as signal:
        QTest.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert signal.args == ["Water\nRoads"]


def test_tab_leaves_a_text(drawer: Drawer, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    text = AutosaveText(PLACE, keep=drawer.keep, forget=drawer.forget)
    column.addWidget(text)
    column.addWidget(QLineEdit())
    page.show()
    text.setFocus()

    QTest.keyClick(text, Qt.Key.Key_Tab)

    assert text.text_now() == ""
    assert not text.hasFocus()
