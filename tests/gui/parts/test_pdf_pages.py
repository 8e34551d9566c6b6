"""A paper is read on screen as it will be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.content_builders import minutes_content
from workshop_app.documents.minutes import minutes_pdf
from workshop_app.gui.parts.pdf_pages import PdfPages
from workshop_app.i18n import Language
from workshop_app.services import previews

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workshop_app.gui.parts.pdf_page import PdfPage

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def minutes() -> bytes:
    return minutes_pdf(minutes_content(), language=Language.ENGLISH).pdf


@pytest.fixture
def shown(qtbot: QtBot, minutes: bytes) -> PdfPages:
    pages = PdfPages()
    qtbot.addWidget(pages)
    pages.resize(700, 500)
    pages.show()
    pages.show_pdf(minutes)
    pages._column.setFocus()
    wait_for(qtbot, pages, 1)
    return pages


def page_of(pages: PdfPages, number: int) -> PdfPage:
    return pages._column._pages[number - 1]


def wait_for(qtbot: QtBot, pages: PdfPages, number: int) -> None:
    qtbot.waitUntil(page_of(pages, number)._is_sharp)


def press(
    pages: PdfPages,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QTest.keyClick(pages._column, key, modifier)


def test_only_what_is_in_view_is_drawn(qtbot: QtBot, shown: PdfPages) -> None:
    assert shown.pages() == 4
    assert page_of(shown, 1).has_picture()
    assert not page_of(shown, 3).has_picture()

    shown.go_to(3)

    wait_for(qtbot, shown, 3)


def test_a_picture_has_a_dot_for_every_dot_of_the_screen(shown: PdfPages) -> None:
    page = page_of(shown, 1)

    assert page._picture.width() == page.width() * page.devicePixelRatioF()
    assert page._picture.height() == pytest.approx(page.height(), abs=1)


def test_the_page_is_as_wide_as_its_place(qtbot: QtBot, shown: PdfPages) -> None:
    page = page_of(shown, 1)
    before = page.width()

    shown.resize(600, 500)
    wait_for(qtbot, shown, 1)

    assert before - page.width() == 100
    assert not shown._column.horizontalScrollBar().isVisible()


def test_the_line_says_which_page_is_read(qtbot: QtBot, shown: PdfPages) -> None:
    assert shown._where.text() == "Page 1 of 4"

    press(shown, Qt.Key.Key_End)

    assert shown._where.text() == "Page 4 of 4"
    assert shown._column.accessibleDescription() == "Page 4 of 4"


def test_keys_move_by_view_by_page_and_to_the_ends(
    qtbot: QtBot, shown: PdfPages
) -> None:
    press(shown, Qt.Key.Key_PageDown)
    scrolled = shown._column.verticalScrollBar().value()
    press(shown, Qt.Key.Key_PageDown, CONTROL)
    second = shown.page()
    press(shown, Qt.Key.Key_PageDown, CONTROL)
    third = shown.page()
    press(shown, Qt.Key.Key_PageUp, CONTROL)
    back = shown.page()
    press(shown, Qt.Key.Key_Home)

    assert 0 < scrolled <= shown._column.viewport().height()
    assert (second, third, back) == (2, 3, 2)
    assert shown.page() == 1


def test_whoever_goes_to_the_pages_reads_on_with_the_keys(
    qtbot: QtBot, shown: PdfPages
) -> None:
    shown._larger.setFocus()

    shown.take_focus()
    QTest.keyClick(shown.window().focusWidget(), Qt.Key.Key_PageDown)

    assert shown._column.verticalScrollBar().value() > 0


def test_how_one_reads_on_is_said_where_there_is_room(qtbot: QtBot) -> None:
    pages = PdfPages("Alt+PgDn")
    qtbot.addWidget(pages)
    pages.resize(700, 500)
    pages.show()
    wide = pages._hints.isVisible()

    pages.resize(300, 500)

    assert wide
    assert not pages._hints.isVisible()


def test_tab_stops_at_the_pages(shown: PdfPages) -> None:
    shown._larger.setFocus()

    shown.focusNextChild()

    assert shown.window().focusWidget() is shown._column


def test_the_pages_scroll_with_the_focus_elsewhere(shown: PdfPages) -> None:
    bar = shown._column.verticalScrollBar()
    shown._larger.setFocus()

    shown.read_on()
    below = bar.value()
    shown.read_back()

    assert below == bar.pageStep()
    assert bar.value() == 0


def test_a_page_beyond_the_ends_is_the_last_or_the_first(shown: PdfPages) -> None:
    shown.go_to(99)
    last = shown.page()

    shown.go_to(-3)

    assert (last, shown.page()) == (4, 1)


def test_keys_zoom_and_fit_again(qtbot: QtBot, shown: PdfPages) -> None:
    fitting = page_of(shown, 1).width()

    press(shown, Qt.Key.Key_Plus, CONTROL)
    larger = page_of(shown, 1).width()
    press(shown, Qt.Key.Key_Minus, CONTROL)
    press(shown, Qt.Key.Key_Minus, CONTROL)
    smaller = page_of(shown, 1).width()
    press(shown, Qt.Key.Key_0, CONTROL)

    assert smaller < fitting < larger
    assert page_of(shown, 1).width() == fitting


def test_zoom_stops_at_its_ends(shown: PdfPages) -> None:
    for _ in range(20):
        shown.zoom_in()
    largest = page_of(shown, 1).width()
    shown.zoom_in()

    assert page_of(shown, 1).width() == largest
    assert not shown._larger.isEnabled()
    assert shown._smaller.isEnabled()


def test_a_very_large_page_is_drawn_with_fewer_dots(
    qtbot: QtBot, shown: PdfPages
) -> None:
    shown.resize(1200, 500)
    for _ in range(20):
        shown.zoom_in()

    wait_for(qtbot, shown, shown.page())

    page = page_of(shown, shown.page())
    assert page.width() > page._picture.width() == 2100


def test_zooming_stays_at_the_page(qtbot: QtBot, shown: PdfPages) -> None:
    shown.go_to(3)

    shown.zoom_out()
    shown.zoom_in()
    shown.zoom_in()

    assert shown.page() == 3
    wait_for(qtbot, shown, 3)


def test_pages_far_from_view_let_their_pictures_go(
    qtbot: QtBot, shown: PdfPages
) -> None:
    shown.go_to(4)

    wait_for(qtbot, shown, 4)

    assert not page_of(shown, 1).has_picture()


def test_a_page_can_be_listened_to(shown: PdfPages, minutes: bytes) -> None:
    page = page_of(shown, 1)

    assert page.accessibleName() == "Page 1 of 4"
    assert page.accessibleDescription() == previews.page_text(minutes, 1)


def test_every_button_says_what_it_does(shown: PdfPages) -> None:
    names = [button.accessibleName() for button in shown.findChildren(QPushButton)]

    assert sorted(names) == ["Fit width", "Larger", "Smaller"]


def test_what_cannot_be_opened_is_told_in_place(shown: PdfPages) -> None:
    shown.show_pdf(b"hola")

    assert "cannot be shown" in shown._trouble.text()
    assert shown._trouble.isVisible()
    assert (shown.page(), shown.pages(), shown._where.text()) == (0, 0, "")


def test_a_page_that_cannot_be_drawn_says_so_and_the_others_show(
    qtbot: QtBot, shown: PdfPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(pdf: bytes, page: int) -> str:
        raise previews.UnshowablePdfError

    monkeypatch.setattr(previews, "page_text", fails)

    shown.go_to(3)
    page = page_of(shown, 3)
    qtbot.waitUntil(lambda: "cannot be shown" in page.accessibleDescription())

    assert page_of(shown, 1).has_picture()
    assert not page.has_picture()


def test_the_trouble_goes_with_the_next_paper(
    qtbot: QtBot, shown: PdfPages, minutes: bytes
) -> None:
    shown.show_pdf(b"hola")

    shown.show_pdf(minutes)
    wait_for(qtbot, shown, 1)

    assert not shown._trouble.isVisible()
    assert shown.pages() == 4


def test_a_paper_made_again_stays_at_its_page(shown: PdfPages, minutes: bytes) -> None:
    shown.go_to(3)

    shown.show_pdf(minutes)

    assert shown.page() == 3


def test_nothing_is_shown_before_there_is_a_paper(qtbot: QtBot) -> None:
    pages = PdfPages()
    qtbot.addWidget(pages)

    pages.go_to(2)

    assert (pages.page(), pages.pages()) == (0, 0)
    assert not pages._larger.isEnabled()
