from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from workshop_app.gui import theme
from workshop_app.gui.parts.empty import EmptyState

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def test_an_empty_page_says_why_and_what_to_do(qtbot: QtBot) -> None:
    done: list[str] = []
    page = EmptyState(
        "There are no sessions yet.",
        [
            ("Create the first", "plus", lambda: done.append("create")),
            ("Open a file", "folder", lambda: done.append("open")),
        ],
    )
    qtbot.addWidget(page)

    first, second = page.findChildren(QPushButton)
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)

    assert done == ["open", "create"]
    assert first.property("kind") == "primary"
    assert second.property("kind") == "plain"


def test_the_sentence_may_change_with_the_reason(qtbot: QtBot) -> None:
    page = EmptyState("There is nobody yet.")
    qtbot.addWidget(page)

    page.set_sentence("Nobody is called that.")

    said = [w.text() for w in page.findChildren(QLabel) if w.text()]
    assert said == ["Nobody is called that."]


def test_a_long_sentence_is_shown_whole(qtbot: QtBot) -> None:
    page = EmptyState("There are no sessions on this computer yet. " * 4)
    qtbot.addWidget(page)
    page.resize(400, 400)
    page.show()

    sentence = next(w for w in page.findChildren(QLabel) if w.text())

    assert sentence.height() >= sentence.heightForWidth(sentence.width())


def test_the_picture_follows_the_colours(qapp: QApplication, qtbot: QtBot) -> None:
    page = EmptyState("There is nobody yet.", icon="people")
    qtbot.addWidget(page)
    page.show()
    picture = next(w for w in page.findChildren(QLabel) if not w.text())
    light = picture.pixmap().toImage()

    theme.apply(qapp, dark=True, scale=1)

    assert picture.pixmap().toImage() != light
