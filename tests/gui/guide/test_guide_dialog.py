"""The guide is read in the program: found, searched, and nothing comes from afar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest

from workshop_app.gui.guide.dialog import GuideDialog
from workshop_app.gui.guide.pages import inside, pages, picture
from workshop_app.i18n import Language, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

PICTURE = QTextDocument.ResourceType.ImageResource.value


@pytest.fixture
def guide(qtbot: QtBot) -> Iterator[GuideDialog]:
    made = GuideDialog()
    with qtbot.waitExposed(made):
        made.show()
    yield made
    if shiboken6.isValid(made):  # closed, it goes by itself
        made.close()


@pytest.mark.parametrize("spoken", [*Language])
def test_the_guide_is_there_in_both_languages_with_its_pictures(
    qtbot: QtBot, spoken: Language
) -> None:
    with language(spoken):
        made = GuideDialog()
        made.show()

        window, manual = pages()

    links = [
        one.split("](")[1] for one in window.read_text().splitlines() if "](" in one
    ]
    shown = [made.text.loadResource(PICTURE, QUrl(one.rstrip(")"))) for one in links]
    room = made.text.viewport().width()
    made.close()

    assert manual.is_file()
    assert len(shown) >= 5
    assert all(isinstance(one, QImage) and not one.isNull() for one in shown)
    assert all(one.width() <= room for one in shown)


def test_headings_lead_to_their_place_and_words_are_found(guide: GuideDialog) -> None:
    first = guide.contents.hasFocus()
    guide.contents.setCurrentRow(guide.contents.count() - 1)
    scrolled = guide.text.verticalScrollBar().value()

    QTest.keyClick(guide, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    searching = guide.entry.hasFocus()
    QTest.keyClicks(guide.entry, "ctrl+shift+p")
    QTest.keyClick(guide.entry, Qt.Key.Key_Return)
    found = guide.text.textCursor().selectedText()
    place = guide.text.textCursor().position()
    QTest.keyClick(guide.entry, Qt.Key.Key_Return)

    assert first
    assert scrolled > 0
    assert searching
    assert found.lower() == "ctrl+shift+p"
    assert guide.text.textCursor().hasSelection()
    assert guide.text.textCursor().position() == place  # it stands there once
    assert guide.isVisible()


def test_the_command_line_has_a_page_and_esc_closes(
    qtbot: QtBot, guide: GuideDialog
) -> None:
    guide.which.chosen.emit("1")
    manual = guide.text.toPlainText()

    with qtbot.waitSignal(guide.finished):
        QTest.keyClick(guide.contents, Qt.Key.Key_Escape)

    assert "signed-on-paper" in manual


def test_links_lead_to_pages_of_the_guide_alone(guide: GuideDialog) -> None:
    guide.text.anchorClicked.emit(QUrl("manual.md#verify"))
    there = guide.text.verticalScrollBar().value()
    manual = guide.text.toPlainText()
    guide.text.anchorClicked.emit(QUrl("https://example.org/"))
    guide.text.anchorClicked.emit(QUrl("../../../pyproject.toml"))

    assert there > 0
    assert guide.text.toPlainText() == manual
    assert guide.text.loadResource(PICTURE, QUrl("https://example.org/a.png")) is None
    assert inside(Path(__file__)) is None


def test_pictures_wear_the_theme() -> None:
    light = pages()[0].parent.parent / "pictures" / "home-en-light.png"

    dark = picture(light, dark=True)
    alone = picture(light.with_name("none-light.png"), dark=True)

    assert dark is not None
    assert dark.name == "home-en-dark.png"
    assert picture(light, dark=False) == light.resolve()
    assert alone is None
