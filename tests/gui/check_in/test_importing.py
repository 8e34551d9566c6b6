from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from workshop_app.domain.attendance import Attendance
from workshop_app.domain.person import Person
from workshop_app.i18n import Language, language
from workshop_app.services.import_report import RowState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from workshop_app.gui.check_in.import_panel import ImportPanel
    from workshop_app.gui.check_in.panel import CheckInPanel
    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store

GOOD = (
    "Nombre;DNI;Organización;Bloque\n"
    "Juana Larico;41414141;UGEL Melgar;Estado\n"
    "Pedro Larico;1234;UGEL Melgar;Estado\n"
)
BAD = GOOD + ";40404040;UGEL Melgar;Estado\n"
UNNAMED = "Quién;Cédula\nJuana Larico;41414141\n"
PASTED = "Nombre\tDNI\nJuana, la mayor\t41414141\n"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with language(Language.ENGLISH):
        yield


@pytest.fixture
def sheet(panel: CheckInPanel) -> ImportPanel:
    """The panel of the import, over the page."""
    panel.imports.click()
    return panel.importing


def _written(folder: Path, text: str) -> Path:
    path = folder / "invitados.csv"
    path.write_text(text, "utf-8")
    return path


def _look(sheet: ImportPanel, path: Path, qtbot: QtBot) -> None:
    sheet.presenter.choose(path)
    qtbot.waitUntil(lambda: bool(sheet.model.rowCount()))


def _people(store: Store) -> set[str]:
    with store.read() as reader:
        return {one.name for one in reader.all(Person)}


def _listed(store: Store, session: str) -> int:
    with store.read() as reader:
        return reader.count(Attendance, session=session)


def test_the_panel_lies_over_the_page_and_esc_puts_it_away(
    panel: CheckInPanel, sheet: ImportPanel, qtbot: QtBot
) -> None:
    over = (sheet.isVisible(), panel.entry.isEnabled())

    QTest.keyClick(sheet, Qt.Key.Key_Escape)

    assert over == (True, False)
    assert sheet.isHidden()
    assert panel.entry.line.hasFocus()


def test_a_sheet_is_looked_at_and_nothing_is_written(
    sheet: ImportPanel, store: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    _look(sheet, _written(tmp_path, GOOD), qtbot)

    assert sheet.chips[RowState.NEW].text() == "2 new"
    assert sheet.model.cell(1, 3).tone == "warn"
    assert "Juana Larico" not in _people(store)
    assert sheet.bring.isEnabled()


def test_a_refused_row_is_shown_with_its_reason_and_keeps_all_out(
    sheet: ImportPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    _look(sheet, _written(tmp_path, BAD), qtbot)

    assert sheet.chips[RowState.REFUSED].text() == "1 refused"
    assert sheet.list.current_id() == "00000004"
    assert sheet.issues.text()
    assert not sheet.bring.isEnabled()
    assert sheet.alert.isVisible()


def test_a_sheet_comes_in_whole_and_goes_out_whole(
    sheet: ImportPanel, store: Store, session: str, tmp_path: Path, qtbot: QtBot
) -> None:
    before = _listed(store, session)
    _look(sheet, _written(tmp_path, GOOD), qtbot)

    sheet.bring.click()
    qtbot.waitUntil(sheet.alert.isVisible)
    came = (_listed(store, session), sheet.alert.accessibleName())
    sheet.alert.findChildren(QPushButton)[0].click()

    assert came == (before + 2, "2 rows of invitados.csv came in.")
    assert _listed(store, session) == before
    assert sheet.alert.accessibleName() == "The import was taken out again."
    assert not sheet.bring.isEnabled()


def test_unknown_headings_are_told_by_hand(
    sheet: ImportPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet.presenter.choose(_written(tmp_path, UNNAMED))
    qtbot.waitUntil(lambda: "Quién" in sheet.mapping)
    refused = sheet.alert.isVisible()
    combo = sheet.mapping["Quién"]
    combo.setCurrentIndex(combo.findData("name"))

    combo.activated.emit(combo.currentIndex())

    qtbot.waitUntil(lambda: bool(sheet.model.rowCount()))
    assert refused
    assert sheet.model.cell(0, 2).text == "Juana Larico"
    assert sheet.mapping["Quién"].currentData() == "name"


def test_a_column_can_be_left_out(
    sheet: ImportPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet.presenter.choose(_written(tmp_path, UNNAMED))
    qtbot.waitUntil(lambda: "Quién" in sheet.mapping)
    sheet.presenter.read_as("Quién", "name")
    qtbot.waitUntil(lambda: bool(sheet.model.rowCount()))
    sheet.presenter.read_as("Cédula", "document_number")
    qtbot.waitUntil(lambda: sheet.model.cell(0, 3).text == "41414141")

    sheet.presenter.read_as("Cédula", "")

    qtbot.waitUntil(lambda: sheet.model.cell(0, 3).text == "–")


def test_cells_of_a_spreadsheet_are_pasted_and_forgotten(
    sheet: ImportPanel, store: Store, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText(PASTED)

    sheet.pasted.click()
    qtbot.waitUntil(sheet.bring.isEnabled)
    folder = sheet.presenter.folder
    assert folder is not None
    sheet.bring.click()
    qtbot.waitUntil(sheet.alert.isVisible)

    assert "Juana, la mayor" in _people(store)
    assert not folder.exists()


def test_ctrl_v_pastes_wherever_the_focus_is(sheet: ImportPanel, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(PASTED)

    QTest.keyClick(sheet.file, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(sheet.bring.isEnabled)


def test_an_empty_clipboard_is_said(sheet: ImportPanel) -> None:
    QGuiApplication.clipboard().clear()

    sheet.pasted.click()

    assert sheet.alert.accessibleName() == "There is nothing to paste."


def test_a_file_that_is_no_sheet_is_refused_in_words(
    sheet: ImportPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "foto.xlsx"
    path.write_bytes(b"\x89PNG\r\n")

    sheet.presenter.choose(path)

    qtbot.waitUntil(sheet.alert.isVisible)
    assert not sheet.bring.isEnabled()


def test_a_cancelled_import_leaves_nothing_and_can_be_tried_again(
    sheet: ImportPanel,
    context: AppContext,
    store: Store,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    _look(sheet, _written(tmp_path, GOOD), qtbot)
    gate = threading.Event()
    context.tasks.run(lambda _told: gate.wait(), on_done=str, on_error=str)

    sheet.bring.click()
    sheet.strip.findChildren(QPushButton)[0].click()
    gate.set()

    qtbot.waitUntil(sheet.bring.isEnabled)
    assert "Juana Larico" not in _people(store)


def test_a_file_is_dropped_on_the_panel(
    sheet: ImportPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(_written(tmp_path, GOOD)))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    entering = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, left, none)

    sheet.dragEnterEvent(entering)
    sheet.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none))

    qtbot.waitUntil(lambda: bool(sheet.model.rowCount()))
    assert entering.isAccepted()


def _focused(sheet: ImportPanel) -> bool:
    return sheet.isAncestorOf(sheet.window().focusWidget())


def test_tab_stays_inside_however_often_it_is_pressed(
    sheet: ImportPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    _look(sheet, _written(tmp_path, BAD), qtbot)
    stops = set()

    for key in [Qt.Key.Key_Tab] * 20 + [Qt.Key.Key_Backtab] * 20:
        QTest.keyClick(sheet.window().focusWidget(), key)
        stops.add(sheet.window().focusWidget())

    assert all(sheet.isAncestorOf(one) for one in stops)
    assert {sheet.list, sheet.file, sheet.pasted, sheet.away} <= stops


def test_what_can_have_the_focus_no_more_leaves_it_inside(
    panel: CheckInPanel, sheet: ImportPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    _look(sheet, _written(tmp_path, GOOD), qtbot)
    ready = sheet.bring.hasFocus()

    sheet.bring.setEnabled(False)

    assert ready
    assert _focused(sheet)


def test_the_panel_is_still_in_front_when_one_comes_back_to_the_page(
    panel: CheckInPanel, sheet: ImportPanel
) -> None:
    sheet.file.clearFocus()

    panel.shown()

    assert _focused(sheet)
    assert not any(
        one.ready for one in panel.actions_here() if one.name != "from_paper"
    )


def test_del_leaves_a_refused_row_out_and_it_can_be_taken_back_in(
    sheet: ImportPanel, store: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    _look(sheet, _written(tmp_path, BAD), qtbot)

    QTest.keyClick(sheet.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(sheet.bring.isEnabled)
    left = (sheet.model.rowCount(), sheet.back.isVisible(), sheet.notes.text())
    sheet.back.click()

    qtbot.waitUntil(lambda: sheet.model.rowCount() == 3)
    assert left[:2] == (2, True)
    assert "Left out: 4." in left[2]
    assert not sheet.bring.isEnabled()
    assert sheet.back.isHidden()


def test_f2_puts_the_cell_right_that_refuses_the_row(
    sheet: ImportPanel, store: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    _look(sheet, _written(tmp_path, BAD), qtbot)

    QTest.keyClick(sheet.list, Qt.Key.Key_F2)
    asked = (sheet.mending.line.hasFocus(), sheet.mending.line.accessibleName())
    QTest.keyClicks(sheet.mending.line, "Rosa Larico")
    QTest.keyClick(sheet.mending.line, Qt.Key.Key_Return)
    qtbot.waitUntil(sheet.bring.isEnabled)
    QTest.keyClick(sheet.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Rosa Larico" in _people(store))

    assert asked == (True, "Name of row 4")


def test_esc_leaves_the_cell_and_then_the_panel(
    sheet: ImportPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    _look(sheet, _written(tmp_path, BAD), qtbot)
    QTest.keyClick(sheet.list, Qt.Key.Key_F2)

    QTest.keyClick(sheet.mending.line, Qt.Key.Key_Escape)
    still = (sheet.isVisible(), sheet.mending.isHidden(), sheet.list.hasFocus())
    QTest.keyClick(sheet.list, Qt.Key.Key_Escape)

    assert still == (True, True, True)
    assert sheet.isHidden()
