from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester

from workshop_app.errors import AppError
from workshop_app.gui.parts.list_model import CELL, Cell, Column, ListModel
from workshop_app.gui.parts.list_source import HeldIds, HeldRows
from workshop_app.gui.parts.tasks import TaskRunner
from workshop_app.i18n import Language, language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytestqt.qtbot import QtBot

Role = Qt.ItemDataRole


@dataclass(frozen=True)
class Guest:
    id: str
    name: str
    home: str = "Puno"


GUESTS = [Guest(f"{n:032x}", f"Rosa {n:04d}") for n in range(500)]

COLUMNS: tuple[Column[Guest], ...] = (
    Column(
        "Name", lambda guest: guest.name, second=lambda guest: guest.home, order="name"
    ),
    Column(
        "Bloc",
        lambda guest: "State",
        mark=lambda guest: "state",
        align=Qt.AlignmentFlag.AlignRight,
    ),
    Column("Status", lambda guest: "Here", tone=lambda guest: "ok"),
)


class UnreadableListError(AppError):
    """A list that cannot be read."""

    def __init__(self) -> None:
        super().__init__("The list cannot be read.", advice="Try again.")


class LongRows(HeldRows[Guest]):
    """Rows whose order takes long."""

    def is_long(self) -> bool:
        return True


class BrokenRows(LongRows):
    """Rows that nobody can read any more."""

    def ids(self, order: str, *, descending: bool, words: str) -> HeldIds:
        raise UnreadableListError

    def rows(self, ids: Sequence[str]) -> Sequence[Guest | None]:
        raise UnreadableListError


def source(kind: type[HeldRows[Guest]] = HeldRows, count: int = 500) -> HeldRows[Guest]:
    return kind(
        GUESTS[:count],
        lambda guest: guest.id,
        text=lambda guest: guest.name,
        orders={"name": lambda guest: guest.name},
    )


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QObject]:
    parent = QObject()
    yield parent
    parent.deleteLater()


@pytest.fixture
def model(owner: QObject) -> ListModel[Guest]:
    made = ListModel(COLUMNS, source(), owner)
    QAbstractItemModelTester(
        made, QAbstractItemModelTester.FailureReportingMode.Fatal, owner
    )
    made.refresh()
    return made


@pytest.fixture
def lane(owner: QObject) -> Iterator[TaskRunner]:
    runner = TaskRunner(owner)
    yield runner
    runner.close()


def texts(model: ListModel[Guest], rows: range) -> list[str]:
    return [str(model.index(row, 0).data()) for row in rows]


def test_a_list_keeps_what_qt_asks_of_models(model: ListModel[Guest]) -> None:
    model.filter("rosa 00")
    model.set_order("name", descending=True)
    model.set_source(source(count=3))
    model.insert(GUESTS[7].id)
    model.refresh()
    model.filter("nobody")

    assert model.rowCount() == 0
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount() == len(COLUMNS)


def test_a_list_is_empty_until_it_is_read(owner: QObject) -> None:
    unread = ListModel(COLUMNS, source(), owner)

    assert unread.rowCount() == 0
    assert unread.id_at(0) == ""
    assert unread.row_at(0) is None


def test_a_cell_tells_all_there_is_to_paint(model: ListModel[Guest]) -> None:
    name, bloc, status = (model.index(1, n).data(CELL) for n in range(3))

    assert (name.text, name.second) == ("Rosa 0001", "Puno")
    assert (bloc.text, bloc.mark) == ("State", "state")
    assert bloc.flags & Qt.AlignmentFlag.AlignRight.value
    assert (status.text, status.tone) == ("Here", "ok")


def test_a_cell_is_read_aloud_with_both_its_lines(model: ListModel[Guest]) -> None:
    assert model.index(1, 0).data(Role.AccessibleTextRole) == "Rosa 0001 · Puno"
    assert model.index(1, 1).data(Role.AccessibleTextRole) == "State"
    assert model.index(1, 1).data(Role.DecorationRole) is None


def test_rows_are_known_by_place_and_by_id(model: ListModel[Guest]) -> None:
    assert model.row_at(77) == GUESTS[77]
    assert model.id_at(77) == GUESTS[77].id
    assert model.place_of(GUESTS[77].id) == 77
    assert model.row_at(500) is None
    assert model.id_at(-1) == ""


def test_what_is_gone_is_blank_until_the_list_is_read_anew(owner: QObject) -> None:
    rows = source()
    model = ListModel(COLUMNS, rows, owner)
    model.refresh()

    rows.hold(GUESTS[1:])

    assert model.row_at(0) is None
    assert model.index(0, 0).data(CELL) == Cell("")
    model.refresh()
    assert model.row_at(0) == GUESTS[1]


def test_a_changed_row_is_shown_without_a_reset(owner: QObject, qtbot: QtBot) -> None:
    rows = source()
    model = ListModel(COLUMNS, rows, owner)
    model.refresh()
    changed = replace(GUESTS[3], name="Zoila")

    with (
        qtbot.assertNotEmitted(model.modelReset),
        qtbot.waitSignal(model.dataChanged),
    ):
        rows.hold([*GUESTS[:3], changed, *GUESTS[4:]])
        model.refresh()

    assert texts(model, range(3, 4)) == ["Zoila"]


def test_a_list_is_sorted_by_the_columns_that_can_be(model: ListModel[Guest]) -> None:
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert texts(model, range(2)) == ["Rosa 0499", "Rosa 0498"]
    assert (model.sorted_column(), model.order, model.descending) == (0, "name", True)

    model.sort(1)
    assert model.sorted_column() == 0

    model.sort(0)
    assert texts(model, range(2)) == ["Rosa 0000", "Rosa 0001"]


def test_a_heading_says_in_words_how_the_list_is_sorted(
    model: ListModel[Guest],
) -> None:
    horizontal, told = Qt.Orientation.Horizontal, Role.AccessibleDescriptionRole

    with language(Language.ENGLISH):
        before = model.headerData(0, horizontal, told)
        model.set_order("name")
        up = model.headerData(0, horizontal, told)
        model.set_order("name", descending=True)
        down = model.headerData(0, horizontal, told)

    assert (before, up, down) == ("", "sorted upwards", "sorted downwards")
    assert model.headerData(0, horizontal) == "Name"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    right = model.headerData(1, horizontal, Role.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight


def test_the_order_asked_for_twice_is_read_once(
    model: ListModel[Guest], qtbot: QtBot
) -> None:
    model.set_order("name")

    with qtbot.assertNotEmitted(model.shown):
        model.set_order("name")
        model.filter("")


def test_one_more_is_shown_without_reading_the_order_again(owner: QObject) -> None:
    rows = source(count=3)
    model = ListModel(COLUMNS, rows, owner)
    model.refresh()
    rows.hold(GUESTS[:4])

    model.insert(GUESTS[3].id)

    assert texts(model, range(4)) == [
        "Rosa 0003",
        "Rosa 0000",
        "Rosa 0001",
        "Rosa 0002",
    ]


def test_a_long_list_is_put_in_order_in_the_lane(
    owner: QObject, lane: TaskRunner, qtbot: QtBot
) -> None:
    model = ListModel(COLUMNS, source(LongRows), owner, lane=lane)
    busy: list[bool] = []
    model.busy_changed.connect(busy.append)

    with qtbot.waitSignal(model.shown):
        model.refresh()
        assert model.is_busy
        assert model.rowCount() == 0

    assert model.rowCount() == 500
    assert busy == [True, False]


def test_only_the_last_question_is_answered(
    owner: QObject, lane: TaskRunner, qtbot: QtBot
) -> None:
    model = ListModel(COLUMNS, source(LongRows), owner, lane=lane)
    counts: list[int] = []
    model.shown.connect(counts.append)

    with qtbot.waitSignal(lane.idle):
        model.refresh()
        model.filter("rosa 0001")

    assert counts == [1]


@pytest.mark.parametrize("behind", [False, True])
def test_a_list_that_cannot_be_read_says_so(
    owner: QObject, lane: TaskRunner, qtbot: QtBot, *, behind: bool
) -> None:
    told: list[Any] = []
    model = ListModel(COLUMNS, source(BrokenRows), owner, lane=lane if behind else None)
    model.failed.connect(told.append)

    model.refresh()

    qtbot.waitUntil(lambda: len(told) == 1)
    assert isinstance(told[0], UnreadableListError)
    assert not model.is_busy


def test_rows_that_cannot_be_read_are_blank_and_told_of_afterwards(
    owner: QObject, qtbot: QtBot
) -> None:
    model = ListModel(COLUMNS, source(), owner)
    model.refresh()
    model._source = source(BrokenRows)
    told: list[Any] = []
    model.failed.connect(told.append)

    found = model.index(0, 0).data(CELL)

    assert (found, told) == (Cell(""), [])
    qtbot.waitUntil(lambda: len(told) == 1)


def test_a_model_that_is_gone_is_not_answered(
    owner: QObject, lane: TaskRunner, qtbot: QtBot
) -> None:
    parent = QObject()
    model = ListModel(COLUMNS, source(LongRows), parent, lane=lane)

    with qtbot.waitSignal(lane.idle):
        model.refresh()
        with qtbot.waitSignal(parent.destroyed):
            parent.deleteLater()

    assert model._asked == 1


def test_nothing_is_nowhere(model: ListModel[Guest]) -> None:
    assert model.data(QModelIndex()) is None
