"""Letters are ticked, looked at, written all at once, and printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QAbstractItemModelTester, QTest

from tests.builders import at
from tests.services.table import NAMES, MadeTable, a_table
from workshop_app.documents.preview import page_count
from workshop_app.domain.decision import Decision
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.identity import decision_id
from workshop_app.domain.vocabulary import Outcome, PaperKind
from workshop_app.gui import theme
from workshop_app.gui.letters.columns import write_words
from workshop_app.gui.letters.panel import LettersPanel
from workshop_app.gui.parts.printing import (
    PrinterRefusedError,
    a_printer,
    print_pdfs,
    printed_words,
)
from workshop_app.i18n import Language
from workshop_app.services.processes import amend_office
from workshop_app.services.progress import NO_PROGRESS, Cancelled
from workshop_app.services.recipients import LetterState
from workshop_app.store import Deed
from workshop_app.store.access import noted

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from workshop_app.clock import SteppingClock
    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store


@pytest.fixture
def table(store: Store, clock: SteppingClock) -> MadeTable:
    made = a_table(store)
    clock.set(at(14))
    return made


@pytest.fixture
def panel(context: AppContext, table: MadeTable, qtbot: QtBot) -> LettersPanel:
    context.open_session(table.session)
    made = LettersPanel(context)
    qtbot.addWidget(made)
    made.resize(1282, 668)
    made.show()
    qtbot.waitExposed(made)
    made.shown()
    return made


def _issued(store: Store) -> list[IssuedPaper]:
    with store.read() as reader:
        return list(reader.all(IssuedPaper, paper_kind=PaperKind.LETTER))


def _unanswer(store: Store, contribution: str) -> None:
    with store.write(Deed(code="decide")) as tx:
        tx.remove(Decision, decision_id(contribution))


def _write(panel: LettersPanel, context: AppContext, qtbot: QtBot) -> None:
    panel.presenter.write()
    qtbot.waitUntil(lambda: not context.tasks.busy, timeout=20_000)


def test_everybody_is_ticked_and_the_first_letter_is_shown(
    panel: LettersPanel, context: AppContext, store: Store, qtbot: QtBot
) -> None:
    tester = QAbstractItemModelTester(
        panel.presenter.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )

    qtbot.waitUntil(lambda: panel.pages.pages() == 1, timeout=20_000)

    assert isinstance(tester.model(), QAbstractItemModel)
    assert len(panel.presenter.ticked) == 2
    assert panel.list.hasFocus()
    assert panel.sheet._title.text() == NAMES[0]
    assert _issued(store) == []


def test_it_is_noted_who_looked_once_for_every_visit(
    panel: LettersPanel, store: Store
) -> None:
    assert [(one.action, one.count) for one in noted(store)] == [("view", 2)]


def test_space_takes_the_tick_away_and_enter_puts_it_back(
    panel: LettersPanel,
) -> None:
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    without = len(panel.presenter.ticked)

    QTest.keyClick(panel.list, Qt.Key.Key_Return)

    assert without == 1
    assert len(panel.presenter.ticked) == 2


def test_all_and_none_are_ticked_at_once(panel: LettersPanel) -> None:
    panel.none.click()
    none = panel.presenter.ticked

    enabled = panel.generate.isEnabled()
    panel.all.click()

    assert (list(none), enabled) == ([], False)
    assert len(panel.presenter.ticked) == 2


def test_the_tick_is_clicked_in_its_column_only(panel: LettersPanel) -> None:
    model = panel.presenter.model

    panel.list.clicked.emit(model.index(0, 1))
    panel.list.clicked.emit(model.index(1, 0))

    assert panel.presenter.ticked == [model.id_at(0)]


def test_only_the_letters_ticked_are_written(
    panel: LettersPanel, context: AppContext, store: Store, qtbot: QtBot
) -> None:
    QTest.keyClick(panel.list, Qt.Key.Key_Space)

    _write(panel, context, qtbot)

    (paper,) = _issued(store)
    (file,) = panel.presenter.files
    assert file.parent == panel.presenter.folder
    assert file.name == "carta-0001-2026-STGA.pdf"
    states = {row.recipient.name: row.recipient.state for row in panel.presenter.rows}
    assert states == {NAMES[0]: LetterState.READY, NAMES[1]: LetterState.ISSUED}
    assert paper.subject == panel.presenter.rows[1].recipient.id
    assert not panel.alert.isHidden()
    assert noted(store)[0].action == "print"


def test_once_everything_is_written_nothing_is_left_to_generate(
    panel: LettersPanel, context: AppContext, qtbot: QtBot
) -> None:
    _write(panel, context, qtbot)

    assert panel.presenter.ticked == []
    assert not panel.generate.isEnabled()
    assert panel.print.isEnabled()


def test_that_some_wait_for_an_answer_is_not_called_everything(
    panel: LettersPanel,
) -> None:
    everything = replace(panel.presenter.rows[0], ticked=False, file=Path("x.pdf"))
    waiting = replace(everything, ticked=None, file=None)

    assert write_words([everything]) == "Every letter is written"
    said = write_words([everything, waiting, waiting])
    assert said == "1 written, 2 wait for an answer"


def test_that_nobody_signs_the_letters_is_said_before_they_are_written(
    panel: LettersPanel, context: AppContext, store: Store, qtbot: QtBot
) -> None:
    went: list[tuple[str, str]] = []
    context.went.connect(lambda page, target: went.append((page, target)))
    amend_office(store, signatory=None)
    qtbot.waitUntil(lambda: not panel.nobody_signs.isHidden())

    panel.nobody_signs._act()
    amend_office(store, signatory=panel.presenter.rows[0].recipient.id)
    qtbot.waitUntil(panel.nobody_signs.isHidden)

    assert went == [("preferences", "office")]


def test_writing_that_is_stopped_leaves_no_letter_and_no_number(
    panel: LettersPanel, context: AppContext, store: Store, qtbot: QtBot
) -> None:
    panel.presenter.write()
    panel.progress._task.cancel()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: not context.tasks.busy, timeout=20_000)

    assert _issued(store) == []
    assert not list(panel.presenter.folder.glob("*.pdf"))
    assert not panel.alert.isHidden()
    assert len(panel.presenter.ticked) == 2


def test_an_answer_without_reason_is_said_and_led_to(
    panel: LettersPanel,
    context: AppContext,
    store: Store,
    table: MadeTable,
    qtbot: QtBot,
) -> None:
    with store.write(Deed(code="decide")) as tx:
        before = tx.get(Decision, decision_id(table.contributions[1]))
        tx.save(replace(before, outcome=Outcome.NOT_ACCEPTED, reason_text=""))
    went: list[tuple[str, str]] = []
    context.went.connect(lambda page, target: went.append((page, target)))
    qtbot.waitUntil(lambda: len(panel.presenter.ticked) == 1)

    qtbot.waitUntil(lambda: not panel.why.isHidden(), timeout=20_000)
    panel.why._act()

    assert panel.pages.isHidden()
    assert went == [("decisions", table.contributions[1])]
    panel.all.click()
    assert len(panel.presenter.ticked) == 1


def test_what_waits_for_its_answer_is_left_out_and_said(
    panel: LettersPanel, store: Store, table: MadeTable, qtbot: QtBot
) -> None:
    _unanswer(store, table.contributions[1])
    qtbot.waitUntil(lambda: bool(panel.presenter.rows[0].recipient.waiting))

    panel.presenter.draw()

    qtbot.waitUntil(lambda: not panel.why.isHidden(), timeout=20_000)
    assert not panel.pages.isHidden()


def test_before_the_first_decision_the_page_says_so(
    panel: LettersPanel,
    context: AppContext,
    store: Store,
    table: MadeTable,
    qtbot: QtBot,
) -> None:
    for contribution in table.contributions[:2]:
        _unanswer(store, contribution)

    qtbot.waitUntil(lambda: panel.body.currentIndex() == 1)

    assert list(panel.presenter.rows[0].recipient.answered) == []


def test_letters_are_shown_in_english(
    panel: LettersPanel, context: AppContext, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: panel.pages.pages() == 1, timeout=20_000)

    panel.language.chosen.emit("en")
    qtbot.waitUntil(lambda: not context.tasks.busy, timeout=20_000)

    assert panel.presenter.language is Language.ENGLISH


def test_people_are_found_by_the_beginning_of_a_word(panel: LettersPanel) -> None:
    panel.focus_search()
    QTest.keyClicks(panel.search, "tuntui")

    assert panel.presenter.model.rowCount() == 1


def test_every_letter_is_printed(
    panel: LettersPanel, context: AppContext, tmp_path: Path, qtbot: QtBot
) -> None:
    _write(panel, context, qtbot)
    printer = a_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "cartas.pdf"))

    panel.print_to(printer)
    qtbot.waitUntil(lambda: not context.tasks.busy, timeout=60_000)

    assert page_count((tmp_path / "cartas.pdf").read_bytes()) == 2


def test_only_the_pages_asked_for_are_printed(
    panel: LettersPanel, context: AppContext, tmp_path: Path, qtbot: QtBot
) -> None:
    _write(panel, context, qtbot)
    printer = a_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "cartas.pdf"))
    printer.setFromTo(2, 2)

    sheets = print_pdfs(panel.presenter.letters(), printer, NO_PROGRESS)

    assert sheets == 1


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false")
def test_a_printer_that_does_not_take_the_job_is_said(
    panel: LettersPanel, context: AppContext, tmp_path: Path, qtbot: QtBot
) -> None:
    _write(panel, context, qtbot)
    printer = a_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no" / "hay" / "cartas.pdf"))

    with pytest.raises(PrinterRefusedError):
        print_pdfs(panel.presenter.letters(), printer, NO_PROGRESS)


def test_printing_can_be_stopped(
    panel: LettersPanel, context: AppContext, tmp_path: Path, qtbot: QtBot
) -> None:
    _write(panel, context, qtbot)
    printer = a_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "cartas.pdf"))

    class _Stopped:
        def at(self, done: int, total: int) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        print_pdfs(panel.presenter.letters(), printer, _Stopped())


def test_a_letter_that_was_removed_is_written_again(
    panel: LettersPanel, context: AppContext, store: Store, qtbot: QtBot
) -> None:
    _write(panel, context, qtbot)
    for file in panel.presenter.files:
        file.unlink()

    panel.shown()
    again = len(panel.presenter.ticked)
    _write(panel, context, qtbot)

    assert again == 2
    assert len(_issued(store)) == 2
    assert len(panel.presenter.files) == 2


def test_a_folder_that_cannot_be_written_to_is_said(
    panel: LettersPanel, context: AppContext, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "file").write_text("a file")
    panel.presenter.choose_folder(tmp_path / "file")

    _write(panel, context, qtbot)

    assert not panel.alert.isHidden()
    assert len(panel.presenter.ticked) == 2


def test_the_page_goes_to_the_letter_of_somebody(panel: LettersPanel) -> None:
    person = panel.presenter.rows[1].recipient.id

    panel.target(person)

    assert panel.list.current_id() == person


def test_the_page_fits_a_small_screen(panel: LettersPanel) -> None:
    least = panel.minimumSizeHint()

    assert least.width() <= 1282
    assert least.height() <= 668


@pytest.mark.parametrize("scale", [1, 1.5])
def test_it_fits_a_small_laptop_whatever_the_name(
    panel: LettersPanel, qapp: QApplication, scale: float
) -> None:
    theme.apply(qapp, dark=False, scale=scale)
    panel.sheet.set_title("María de los Ángeles Huallpa-Choquehuanca viuda de Qhispi")

    assert panel.minimumSizeHint().width() <= 1282 - round(84 * (scale - 1))


def test_where_there_is_room_for_less_the_codes_go_first(panel: LettersPanel) -> None:
    assert not panel.list.isColumnHidden(2)

    panel.resize(920, 668)

    assert panel.list.isColumnHidden(2)
    assert panel.list.columnWidth(1) >= panel.list.viewport().width() // 4


def test_a_letter_whose_answer_was_undone_since_is_marked(
    panel: LettersPanel,
    context: AppContext,
    store: Store,
    table: MadeTable,
    qtbot: QtBot,
) -> None:
    _write(panel, context, qtbot)
    _unanswer(store, table.contributions[1])
    qtbot.waitUntil(
        lambda: panel.presenter.rows[0].recipient.state is LetterState.CHANGED
    )

    panel.presenter.draw()

    qtbot.waitUntil(lambda: not panel.why.isHidden(), timeout=20_000)
    number = _issued(store)[0].number
    said = panel.why.accessibleName()
    assert said == f"{number} says something else than what is on record now."
    assert panel.generate.text() == "1 letter changed since: tick it"
    assert "changed since they were written: 1" in panel.counts.text()
    model = panel.presenter.model
    shown = model.columns[4]
    row = panel.presenter.rows[0]
    assert shown.second is not None
    assert (shown.text(row), shown.second(row)) == ("Changed since", number)


def test_letters_nobody_signs_are_written_only_once_that_was_said(
    panel: LettersPanel, context: AppContext, store: Store, qtbot: QtBot
) -> None:
    amend_office(store, signatory=None)
    qtbot.waitUntil(lambda: not panel.nobody_signs.isHidden())

    panel.write()
    asking = panel.ask.is_asking
    before = _issued(store)
    qtbot.waitUntil(lambda: panel.ask.is_calm)
    panel.write()
    qtbot.waitUntil(lambda: not context.tasks.busy, timeout=20_000)

    assert asking
    assert before == []
    assert len(_issued(store)) == 2


def test_what_is_printed_to_a_file_is_not_said_to_be_sent_to_a_printer() -> None:
    assert printed_words(4) == "4 sheets sent to the printer."
    assert printed_words(4, "acta.pdf") == "4 pages printed to the file acta.pdf"
    named = a_printer("acta-001")
    assert named.docName() == "acta-001"
    assert Path(named.outputFileName() or "acta-001.pdf").name == "acta-001.pdf"
