from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def shown_words(widget: QWidget) -> list[str]:
    return [w.text() for w in widget.findChildren(QLabel) if w.isVisibleTo(widget)]


def test_a_card_is_called_by_its_title(qtbot: QtBot) -> None:
    card = Card("Agenda")
    qtbot.addWidget(card)

    assert card.accessibleName() == "Agenda"
    assert shown_words(card) == ["Agenda"]


def test_a_card_without_a_title_has_no_head(qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)

    assert shown_words(card) == []


def test_a_card_may_get_its_title_later(qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)

    card.set_title("Vote")

    assert shown_words(card) == ["Vote"]


def test_what_stands_beside_the_title_is_shown_without_a_title(qtbot: QtBot) -> None:
    aside = button("New")
    card = Card(aside=aside)
    qtbot.addWidget(card)

    assert aside.isVisibleTo(card)


def test_making_a_card_opens_no_window(qtbot: QtBot) -> None:
    card = Card("Agenda")
    qtbot.addWidget(card)
    card.body.addWidget(QLabel("1"))

    assert isinstance(card.body, QVBoxLayout)
    assert not card.isVisible()
