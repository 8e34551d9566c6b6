from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from workshop_app.gui.parts.list_cell import ListCell
from workshop_app.gui.parts.list_model import Column, ListModel
from workshop_app.gui.parts.list_source import HeldRows
from workshop_app.gui.parts.list_view import ListView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@dataclass(frozen=True)
class Guest:
    id: str
    name: str


COLUMNS: tuple[Column[Guest], ...] = (
    Column("Name", lambda guest: guest.name, stretch=True, width=320),
    Column("Bloc", lambda _guest: "State", width=140),
    Column("Status", lambda _guest: "Here", tone=lambda _guest: "ok"),
)


def rows(count: int) -> HeldRows[Guest]:
    return HeldRows([Guest(str(n), f"Rosa {n}") for n in range(count)], _key)


def _key(guest: Guest) -> str:
    return guest.id


def test_columns_give_way_together_and_the_first_keeps_a_third(
    qtbot: QtBot,
) -> None:
    model: ListModel[Guest] = ListModel(COLUMNS, rows(3))
    view = ListView(model, "narrow", accessible="Guests")
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show()
    room = view.viewport().width()

    widths = [view.columnWidth(n) for n in range(3)]

    assert sum(widths) <= room
    assert widths[0] >= room // 3 - 2
    assert widths[1] > widths[2] > 48

    view.resize(900, 300)

    assert [view.columnWidth(n) for n in (1, 2)] == [140, 120]
    assert QSettings().value("lists/narrow/widths") is None


def test_a_column_that_may_go_comes_back_as_wide_as_it_was(qtbot: QtBot) -> None:
    columns = (*COLUMNS[:1], replace(COLUMNS[1], since=500), *COLUMNS[2:])
    model: ListModel[Guest] = ListModel(columns, rows(3))
    view = ListView(model, "going", accessible="Guests")
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show()

    for width in (1200, 300, 1200, 300):
        view.resize(width, 300)
        qtbot.wait(1)

    assert view.isColumnHidden(1)

    view.resize(900, 300)
    qtbot.wait(1)

    assert not view.isColumnHidden(1)
    assert view.columnWidth(1) == 140
    assert QSettings().value("lists/going/widths") is None


def test_the_whole_of_a_cut_cell_is_told_and_never_as_markup(qtbot: QtBot) -> None:
    name = "<b>Rosa</b><img src=x> " + "Huallpa-Choquehuanca " * 6
    guests = HeldRows([Guest("1", name), Guest("2", "Elmer")], _key)
    model: ListModel[Guest] = ListModel(COLUMNS, guests)
    model.refresh()
    view = ListView(model, "cut", accessible="Guests")
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    view.grab()
    cell = view.itemDelegate()
    assert isinstance(cell, ListCell)

    told = [cell.whole(view, model.index(row, 0)) for row in (0, 1)]

    assert "&lt;img src=x&gt;" in told[0]
    assert "<img" not in told[0]
    assert told[1] == ""
    assert cell.whole(view, model.index(0, 1)) == ""


def test_a_column_dragged_in_a_narrow_list_leaves_the_others_their_widths(
    qtbot: QtBot,
) -> None:
    model: ListModel[Guest] = ListModel(COLUMNS, rows(3))
    view = ListView(model, "dragged", accessible="Guests")
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show()

    view.horizontalHeader().resizeSection(1, 70)

    assert QSettings().value("lists/dragged/widths") == ["320", "70", "120"]
