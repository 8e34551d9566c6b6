"""What can be done is said once, and done only when it can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from workshop_app.gui.actions import Action, ActionBook, shown_keys
from workshop_app.i18n import Language, language

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

WINDOW = Qt.ShortcutContext.WindowShortcut


def test_its_keys_start_an_action(qtbot: QtBot) -> None:
    window, done = QWidget(), []
    qtbot.addWidget(window)
    book = ActionBook(window)
    book.add(
        [Action(name="a", title="A", run=lambda: done.append(1), keys="Ctrl+J")],
        context=WINDOW,
    )
    window.addActions(book.shortcuts())
    with qtbot.waitActive(window):
        window.show()

    qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)

    assert done == [1]


def test_what_cannot_be_done_now_is_not_done(qtbot: QtBot) -> None:
    window, done = QWidget(), []
    qtbot.addWidget(window)
    book = ActionBook(window)
    book.add(
        [
            Action(
                name="a",
                title="A",
                run=lambda: done.append(1),
                enabled=lambda: False,
            )
        ],
        context=WINDOW,
    )

    book.start("a")

    assert done == []
    assert not book["a"].ready


@pytest.mark.parametrize(
    ("name", "keys"), [("a", ""), ("b", "Ctrl+J")], ids=["name", "keys"]
)
def test_a_name_and_its_keys_are_given_once(qtbot: QtBot, name: str, keys: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    book = ActionBook(window)
    book.add([Action(name="a", title="A", run=list, keys="Ctrl+J")], context=WINDOW)

    with pytest.raises(ValueError, match=name):
        book.add([Action(name=name, title="B", run=list, keys=keys)], context=WINDOW)


def test_keys_are_called_as_keyboards_here_call_them() -> None:
    with language(Language.SPANISH):
        said = [shown_keys(one) for one in ("Alt+PgDown", "Shift+F8", "Ctrl+Return")]

    assert said == ["Alt+Av Pág", "Mayús+F8", "Ctrl+Enter"]
    assert shown_keys("Alt+Left") == "Alt+←"
