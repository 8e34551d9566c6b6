from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from workshop_app.gui import theme
from workshop_app.gui.parts.chip import Chip, Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def icon_of(chip: Chip) -> QLabel:
    return next(w for w in chip.findChildren(QLabel) if not w.text())


def test_a_chip_says_its_state_to_a_screen_reader_too(qtbot: QtBot) -> None:
    chip = Chip("Saved 10:43", "ok")
    qtbot.addWidget(chip)

    assert chip.text() == "Saved 10:43"
    assert chip.accessibleName() == "Saved 10:43"


def test_every_tone_but_the_plain_has_an_icon_of_its_own(qtbot: QtBot) -> None:
    drawn = []
    for tone in get_args(Tone):
        chip = Chip("state", tone)
        qtbot.addWidget(chip)
        if tone == "plain":
            assert not icon_of(chip).isVisibleTo(chip)
        else:
            drawn.append(icon_of(chip).pixmap().createHeuristicMask().toImage())

    assert all(one != other for one in drawn for other in drawn if one is not other)


def test_a_chip_changes_its_mind(qtbot: QtBot) -> None:
    chip = Chip("Saved", "ok")
    qtbot.addWidget(chip)

    chip.set("Not saved", "bad")

    assert (chip.text(), chip.kind()) == ("Not saved", "bad")


def test_a_chip_with_nothing_to_say_takes_no_room(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    chip = Chip()
    QVBoxLayout(page).addWidget(chip)
    page.show()
    empty = chip.isVisible()

    chip.set("Saved", "ok")

    assert not empty
    assert chip.isVisible()


def test_a_chip_told_before_it_has_a_place_is_shown_there(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    chip = Chip()
    chip.set("Saved", "ok")
    opened_a_window = chip.isVisible()

    QVBoxLayout(page).addWidget(chip)
    page.show()

    assert not opened_a_window
    assert chip.isVisible()


def test_the_icon_follows_the_colours(qapp: QApplication, qtbot: QtBot) -> None:
    chip = Chip("Saved", "ok")
    qtbot.addWidget(chip)
    light = icon_of(chip).pixmap().toImage()

    theme.apply(qapp, dark=True, scale=1)

    assert icon_of(chip).pixmap().toImage() != light
