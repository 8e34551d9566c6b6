from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QSettings, Qt
from PySide6.QtGui import QAccessible, QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workshop_app.gui import theme
from workshop_app.gui.parts import list_view
from workshop_app.gui.parts.list_cell import LOW, TALL
from workshop_app.gui.parts.list_model import Column, ListModel
from workshop_app.gui.parts.list_source import HeldRows
from workshop_app.gui.parts.list_view import ListView
from workshop_app.i18n import Language, language

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

Key = Qt.Key


@dataclass(frozen=True)
class Guest:
    id: str
    name: str
    bloc: str = "state"
    tone: str = "ok"


GUESTS = [Guest(f"{n:032x}", f"Rosa {n:04d}") for n in range(300)]

COLUMNS: tuple[Column[Guest], ...] = (
    Column(
        "Name",
        lambda guest: guest.name,
        second=lambda guest: "Ayaviri\tPuno",
        order="name",
        stretch=True,
    ),
    Column("Bloc", lambda guest: "State", mark=lambda guest: guest.bloc, width=140),
    Column(
        "Status",
        lambda guest: "Here",
        tone=lambda guest: guest.tone,
        order="tone",
        descending=True,
        align=Qt.AlignmentFlag.AlignRight,
    ),
)


def rows(count: int = 300) -> HeldRows[Guest]:
    return HeldRows(
        GUESTS[:count],
        lambda guest: guest.id,
        text=lambda guest: guest.name,
        orders={"name": lambda guest: guest.name, "tone": lambda guest: guest.tone},
    )


class Page(QWidget):
    """A page with a list and its source."""

    def __init__(self, count: int = 300, name: str = "guests") -> None:
        super().__init__()
        self.source = rows(count)
        self.model = ListModel(COLUMNS, self.source, self)
        self.view = ListView(self.model, name, accessible="Guests")
        layout = QVBoxLayout(self)
        layout.addWidget(self.view)
        self.resize(700, 500)
        self.model.refresh()

    def header_click(self, qtbot: QtBot, column: int) -> None:
        header = self.view.horizontalHeader()
        place = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
        QTest.mouseClick(
            header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, 10)
        )


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def stand_on(page: Page, row: int) -> None:
    page.view.setCurrentIndex(page.model.index(row, 0))


def image(view: ListView) -> QImage:
    return view.grab().toImage()


def test_a_heading_sorts_and_sorts_back(page: Page, qtbot: QtBot) -> None:
    page.header_click(qtbot, 0)
    up = page.model.id_at(0), page.model.descending
    page.header_click(qtbot, 0)
    down = page.model.id_at(0), page.model.descending

    assert up == (GUESTS[0].id, False)
    assert down == (GUESTS[-1].id, True)


def test_a_column_may_begin_downwards_or_not_sort_at_all(
    page: Page, qtbot: QtBot
) -> None:
    page.header_click(qtbot, 2)
    assert (page.model.order, page.model.descending) == ("tone", True)

    page.header_click(qtbot, 1)
    assert (page.model.order, page.model.descending) == ("tone", True)


def test_an_arrow_is_drawn_where_the_list_is_sorted(page: Page, qtbot: QtBot) -> None:
    header = page.view.horizontalHeader()
    page.model.set_order("name")
    up = header.grab().toImage()

    page.model.set_order("name", descending=True)

    assert header.grab().toImage() != up


def test_the_menu_of_the_keyboard_sorts(page: Page) -> None:
    with language(Language.ENGLISH):
        menu = page.view.menu()
    offered = [action for action in menu.actions() if action.text()]
    titles = [action.text() for action in offered]
    offered[0].trigger()

    assert titles == ["Sort by Name", "Sort by Status", "Copy"]
    assert page.model.order == "name"
    menu.deleteLater()


def test_the_menu_opens_at_the_row_and_begins_with_what_the_page_offers(
    page: Page, qtbot: QtBot, qapp: QApplication
) -> None:
    page.view.addAction(QAction("Amend", page.view))
    page.view.setFocus()
    stand_on(page, 2)

    QTest.keyClick(page.view, Key.Key_Menu)
    menu = page.view.menu()

    assert menu.actions()[0].text() == "Amend"
    menu.deleteLater()


def test_enter_in_an_empty_list_chooses_nothing(page: Page, qtbot: QtBot) -> None:
    page.model.filter("nobody")

    with qtbot.assertNotEmitted(page.view.chosen):
        QTest.keyClick(page.view, Key.Key_Return)


def test_enter_and_a_double_click_choose(page: Page, qtbot: QtBot) -> None:
    chosen: list[str] = []
    page.view.chosen.connect(chosen.append)
    stand_on(page, 3)

    QTest.keyClick(page.view, Key.Key_Return)
    QTest.keyClick(page.view, Key.Key_Enter)
    place = page.view.visualRect(page.model.index(1, 0)).center()
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert chosen == [GUESTS[3].id, GUESTS[3].id, GUESTS[1].id]


def test_the_keyboard_moves_and_says_where_it_stands(page: Page, qtbot: QtBot) -> None:
    told: list[str] = []
    page.view.current_changed.connect(told.append)
    stand_on(page, 2)
    stand_on(page, 0)

    QTest.keyClick(page.view, Key.Key_Down)
    QTest.keyClick(page.view, Key.Key_End, Qt.KeyboardModifier.ControlModifier)

    assert told == [GUESTS[n].id for n in (2, 0, 1, -1)]
    assert page.view.current_id() == GUESTS[-1].id


def test_tab_leaves_the_list(page: Page, qtbot: QtBot) -> None:
    stand_on(page, 0)

    assert not page.view.tabKeyNavigation()


def test_what_is_selected_stays_selected_when_the_list_is_read_anew(
    page: Page, qtbot: QtBot
) -> None:
    told: list[str] = []
    stand_on(page, 5)
    page.view.selectionModel().select(
        page.model.index(7, 0),
        page.view.selectionCommand(page.model.index(7, 0)).Select
        | page.view.selectionCommand(page.model.index(7, 0)).Rows,
    )
    page.view.current_changed.connect(told.append)

    page.source.hold([Guest("f" * 32, "New"), *GUESTS])
    page.model.refresh()

    assert page.view.selected_ids() == [GUESTS[5].id, GUESTS[7].id]
    assert page.view.current_id() == GUESTS[5].id
    assert page.view.currentIndex().row() == 6
    assert told == []


def test_the_place_is_kept_when_the_list_is_read_anew(page: Page) -> None:
    bar = page.view.verticalScrollBar()
    bar.setValue(1_000)

    page.source.hold([Guest("f" * 32, "New"), *GUESTS])
    page.model.refresh()

    assert bar.value() == 1_000 + page.view.rowHeight(0)


def test_another_order_begins_at_the_top_or_where_the_keyboard_stands(
    page: Page,
) -> None:
    bar = page.view.verticalScrollBar()
    page.view.setCurrentIndex(QModelIndex())
    bar.setValue(1_000)
    page.model.set_order("name", descending=True)
    without = bar.value()
    stand_on(page, 299)

    page.model.set_order("name")

    assert without == 0
    assert page.view.currentIndex().row() == 0
    assert page.view.current_id() == GUESTS[0].id


def test_whoever_is_gone_from_the_list_is_no_longer_stood_on(page: Page) -> None:
    stand_on(page, 5)
    told: list[str] = []
    page.view.current_changed.connect(told.append)

    page.model.filter("0001")

    assert told == [""]
    assert page.view.selected_ids() == []


def test_a_row_can_be_brought_into_view(page: Page) -> None:
    assert page.view.show_row(GUESTS[250].id)
    assert page.view.current_id() == GUESTS[250].id
    assert (
        page.view.viewport()
        .rect()
        .intersects(page.view.visualRect(page.view.currentIndex()))
    )
    assert not page.view.show_row("f" * 32)


def test_selected_rows_are_copied_as_a_table(page: Page, qtbot: QtBot) -> None:
    said: list[str] = []
    page.view.said.connect(said.append)
    stand_on(page, 1)
    QTest.keyClick(page.view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    with language(Language.ENGLISH):
        QTest.keyClick(page.view, Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == (
        "Name\tBloc\tStatus\n"
        "Rosa 0001 · Ayaviri Puno\tState\tHere\n"
        "Rosa 0002 · Ayaviri Puno\tState\tHere\n"
    )
    assert said == ["2 rows copied."]


def test_nothing_or_too_much_is_not_copied(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    page.view.said.connect(said.append)
    QGuiApplication.clipboard().setText("before")
    page.view.copy()
    monkeypatch.setattr(list_view, "MOST_COPIED", 10)
    page.view.selectAll()

    with language(Language.ENGLISH):
        page.view.copy()

    assert QGuiApplication.clipboard().text() == "before"
    assert said == ["300 rows are too many to copy: at most 10."]


def test_the_widths_of_columns_are_kept(page: Page, qtbot: QtBot) -> None:
    page.view.horizontalHeader().resizeSection(1, 222)

    again, other = Page(), Page(name="others")
    for one in (again, other):
        qtbot.addWidget(one)

    assert again.view.columnWidth(1) == 222
    assert other.view.columnWidth(1) == 140


@pytest.mark.parametrize("kept", [["1", "2"], ["x", "y", "z"], "wide"])
def test_widths_that_make_no_sense_are_passed_over(qtbot: QtBot, kept: object) -> None:
    QSettings().setValue("lists/guests/widths", kept)

    page = Page()
    qtbot.addWidget(page)

    assert page.view.columnWidth(1) == 140


def test_an_empty_list_says_why(page: Page) -> None:
    page.model.filter("nobody")
    before = image(page.view)

    page.view.set_empty("Nobody is on the list yet.")

    assert image(page.view) != before
    told = QAccessible.queryAccessibleInterface(page.view)
    assert told.text(QAccessible.Text.Name) == "Guests"
    assert told.text(QAccessible.Text.Description) == "Nobody is on the list yet."
    page.model.filter("")
    assert page.view.accessibleDescription() == ""


def test_the_mouse_lights_the_row_it_is_over(page: Page, qtbot: QtBot) -> None:
    place = page.view.visualRect(page.model.index(1, 0)).center()

    QTest.mouseMove(page.view.viewport(), place)
    qtbot.waitUntil(lambda: page.view.hovered == 1)
    page.view.verticalScrollBar().setValue(300)

    assert page.view.hovered == -1


def test_a_list_reached_by_tab_stands_on_its_first_row_and_enter_chooses_it(
    qtbot: QtBot, page: Page
) -> None:
    chosen: list[str] = []
    page.view.chosen.connect(chosen.append)

    page.activateWindow()
    page.view.clearFocus()
    page.view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(page.view.hasFocus)
    ringed = page.view.ringed
    QTest.keyClick(page.view, Key.Key_Return)

    assert page.view.selected_ids() == [GUESTS[0].id]
    assert ringed == 0
    assert chosen == [GUESTS[0].id]


def test_a_list_come_back_to_stands_where_one_left_it(page: Page, qtbot: QtBot) -> None:
    page.activateWindow()
    page.view.clearFocus()
    page.view.show_row(GUESTS[7].id)

    page.view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(page.view.hasFocus)

    assert page.view.current_id() == GUESTS[7].id


def test_the_row_of_the_keyboard_is_ringed_while_the_list_has_the_focus(
    page: Page, qtbot: QtBot
) -> None:
    page.activateWindow()
    page.view.setFocus()
    qtbot.waitUntil(page.view.hasFocus)
    stand_on(page, 1)
    ringed = image(page.view)
    row = page.view.ringed

    page.view.clearFocus()

    assert (row, page.view.ringed) == (1, -1)
    assert image(page.view) != ringed


def test_a_list_about_to_be_replaced_is_greyed(page: Page) -> None:
    before = image(page.view)

    page.model.busy_changed.emit(True)

    assert image(page.view) != before


def test_rows_grow_with_the_letters(page: Page, qapp: QApplication) -> None:
    assert page.view.rowHeight(0) == TALL

    theme.apply(qapp, dark=True, scale=1.5)

    assert page.view.rowHeight(0) == theme.px(TALL)
    assert page.view.columnWidth(1) == theme.px(140)


def test_rows_of_one_line_are_lower(qtbot: QtBot) -> None:
    model = ListModel(COLUMNS[1:], rows())
    view = ListView(model, "low", accessible="Low")
    qtbot.addWidget(view)

    model.refresh()

    assert view.rowHeight(0) == LOW


def test_typed_letters_are_not_looked_for_in_a_list_too_long_to_read(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.view.keyboardSearch("Rosa 0123")
    found = page.view.current_id()
    monkeypatch.setattr(list_view, "_MOST_TYPED", 10)

    page.view.keyboardSearch("Rosa 0250")

    assert found == GUESTS[123].id
    assert page.view.current_id() == found


def test_a_cell_says_how_wide_it_would_be(page: Page) -> None:
    wide = [page.view.sizeHintForIndex(page.model.index(0, n)).width() for n in (0, 1)]

    assert wide[0] > 60
    assert wide[1] > theme.px(11)
