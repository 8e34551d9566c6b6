"""Two people share a keyboard: it says in whose name one writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.builders import a_person_draft
from workshop_app.domain.person import Person
from workshop_app.gui.operator import dialog as asking
from workshop_app.gui.operator.dialog import OperatorDialog
from workshop_app.services.people import register_person

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store


def test_a_few_letters_and_enter_change_the_person(
    qtbot: QtBot, context: AppContext, store: Store
) -> None:
    zenon = register_person(
        store, a_person_draft(name="Zenón Yupanqui", organization=None)
    )
    dialog = OperatorDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()

    qtbot.keyClicks(dialog.entry, "yupan")
    qtbot.keyClick(dialog.entry, Qt.Key.Key_Return)

    assert store.operator == zenon
    assert not dialog.isVisible()


def test_somebody_new_is_registered_and_takes_the_keyboard(
    qtbot: QtBot, context: AppContext, store: Store
) -> None:
    dialog = OperatorDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()

    qtbot.keyClicks(dialog.entry, "Eulogia Huarachi Pari")
    dialog.new.click()

    with store.read() as reader:
        assert reader.get(Person, store.operator).name == "Eulogia Huarachi Pari"


def test_enter_on_a_name_nobody_has_registers_it_and_gives_it_the_keyboard(
    qtbot: QtBot, context: AppContext, store: Store
) -> None:
    dialog = OperatorDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()

    qtbot.keyClicks(dialog.entry, "Eulogia Huarachi Pari")
    told = dialog.nobody.text()
    qtbot.keyClick(dialog.entry, Qt.Key.Key_Return)

    with store.read() as reader:
        assert reader.get(Person, store.operator).name == "Eulogia Huarachi Pari"
        assert len(reader.all(Person, name="Eulogia Huarachi Pari")) == 1
    assert "Enter registers Eulogia Huarachi Pari" in told
    assert not dialog.isVisible()


def test_tab_passes_a_list_by_that_holds_nobody(
    qtbot: QtBot, context: AppContext
) -> None:
    dialog = OperatorDialog(context)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()

    qtbot.keyClicks(dialog.entry, "Eulogia")
    qtbot.keyClick(dialog.entry, Qt.Key.Key_Tab)

    assert dialog.new.hasFocus()


def test_whoever_wrote_last_stands_first(
    qtbot: QtBot, context: AppContext, store: Store
) -> None:
    register_person(store, a_person_draft(name="Aaron Apaza", organization=None))
    dialog = OperatorDialog(context)
    qtbot.addWidget(dialog)

    with store.read() as reader:
        founder = reader.get(Person, store.operator).name
    first = dialog.list.item(0)
    assert first is not None
    assert first.text() == founder


def test_one_of_too_many_to_list_is_searched_for(
    qtbot: QtBot, context: AppContext, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    zenon = register_person(
        store, a_person_draft(name="Zenón Yupanqui", organization=None)
    )
    monkeypatch.setattr(asking, "_FEW", 1)
    dialog = OperatorDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    shown = [dialog.list.item(row).text() for row in range(dialog.list.count())]

    qtbot.keyClicks(dialog.entry, "zenon yupan")
    qtbot.keyClick(dialog.entry, Qt.Key.Key_Return)

    assert "Zenón Yupanqui" not in shown
    assert store.operator == zenon
