"""The sheet of people, over the page: what each row and cell would become."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from workshop_app.gui import theme
from workshop_app.gui.check_in.import_columns import (
    cell_text,
    cell_to_mend,
    columns,
    issues,
    key_of,
    source,
)
from workshop_app.gui.check_in.importing import ImportPresenter
from workshop_app.gui.check_in.mending_form import MendingForm
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.chip import Chip, Tone
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import KeyHints, label
from workshop_app.gui.parts.list_model import ListModel
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.parts.over_page import OverPage
from workshop_app.gui.parts.progress_strip import ProgressStrip
from workshop_app.i18n import ntr, tr
from workshop_app.services.import_report import RowState
from workshop_app.services.imports import people_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.import_report import ImportReport

_MAPPING_WIDE: Final = 270
_TONES: Final[tuple[tuple[RowState, Tone], ...]] = (
    (RowState.NEW, "ok"),
    (RowState.CHANGED, "info"),
    (RowState.KNOWN, "plain"),
    (RowState.REFUSED, "bad"),
)


class ImportPanel(OverPage):
    """Chosen or pasted, looked at, and brought in whole.

    Signals:
        closed(): the panel was put away.
    """

    closed = Signal()

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        self.away = button(tr("Close"), icon="close", kind="ghost")
        super().__init__(tr("Import people"), self.away, parent)
        self.file = button(tr("Choose a file…"), icon="folder")
        self.pasted = button(tr("Paste from a spreadsheet"), icon="copy")
        self.bring = button(tr("Import"), icon="download", kind="primary")
        self.alert, self.strip = Alert(), ProgressStrip()
        self.notes = label("", "muted", wrap=True)
        self.issues = label("", wrap=True)
        self.chips = {state: Chip() for state, _ in _TONES}
        self.rows = source()
        self.model = ListModel(columns(), self.rows, self)
        self.list = ListView(self.model, "import", accessible=tr("Rows of the sheet"))
        self.list.set_empty(
            tr("Choose a workbook or CSV file, or paste cells with their headings.")
        )
        self.hints = KeyHints(
            (
                (tr("Del"), tr("leave the row out")),
                ("F2", tr("put a cell right")),
                ("Ctrl+Enter", tr("import")),
                ("Esc", tr("close")),
            )
        )
        self.mending = MendingForm()
        self.back = button(tr("Take them back in"), icon="undo", kind="ghost")
        self.back.hide()
        self.mapping: dict[str, QComboBox] = {}
        self._shown: list[Field] = []
        self._ready = False
        self._read: tuple[str, ...] = ()
        self.presenter = ImportPresenter(context, self, self)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self.hide()

    def begin(self) -> None:
        """Come to the front, empty."""
        self._clear()
        self.cover()
        self.file.setFocus()

    def resume(self) -> bool:
        """Have the focus inside again, if the panel lies over the page; say so."""
        if self.isHidden():
            return False
        if not self.isAncestorOf(self.window().focusWidget()):
            (self.list if self.model.rowCount() else self.file).setFocus()
        return True

    def show_report(self, file: str, report: ImportReport) -> None:
        """Show what the sheet holds and what would come of it."""
        self.rows.hold(report.rows)
        self.model.refresh()
        counts = _counts(report)
        for state, tone in _TONES:
            words = counts[state] if report.count(state) else ""
            self.chips[state].set(words, tone)
        rows = ntr("{count} row.", "{count} rows.", len(report.rows))
        self.notes.setText(" ".join((file + ".", rows, *report.notes)))
        self._show_issues(report)
        some = report.count(RowState.NEW) + report.count(RowState.CHANGED)
        self.mending.hide()
        self._read = tuple(report.mapping)
        self._ready = report.accepted and bool(some)
        self.bring.setEnabled(self._ready)
        refused = [row for row in report.rows if row.state is RowState.REFUSED]
        if self.bring.isEnabled():
            self.bring.setFocus()
        elif refused:
            self.list.show_row(key_of(refused[0]))
            self.list.setFocus()

    def show_mapping(self, headings: Sequence[str], chosen: Mapping[str, str]) -> None:
        """Show the headings of the file, and the field each is read as."""
        for gone in self._shown:
            gone.deleteLater()
        self._shown = []
        self.mapping = {}
        for heading in headings:
            combo = _fields(chosen.get(heading, ""))
            combo.activated.connect(partial(self._map, heading))
            self.mapping[heading] = combo
            field = Field(heading, combo)
            self._shown.append(field)
            self._columns.addWidget(field)
        self._columns_area.setVisible(bool(headings))

    def show_left_out(self, rows: Sequence[int]) -> None:
        """Say which rows are left out, and offer to take them back in."""
        self.back.setVisible(bool(rows))
        if rows:
            numbers = ", ".join(map(str, rows))
            left = tr("Left out: {rows}.", rows=numbers)
            self.notes.setText(f"{self.notes.text()} {left}")

    def show_refusal(self, error: AppError) -> None:
        """Say why the sheet cannot be read or brought in."""
        self._not_ready()
        self.alert.show_alert("bad", error.message, error.advice)

    def follow(self, task: Task, text: str) -> None:
        """Show how far the work is."""
        self.bring.setEnabled(False)
        self.alert.clear()
        task.finished.connect(self._worked)
        self.strip.follow(task, text)

    def show_done(self, sentence: str, undo: Callable[[], object]) -> None:
        """Say what came in, and offer to take all of it out again."""
        self._not_ready()
        self.alert.show_alert(
            "ok",
            sentence,
            tr("It can be taken out again whole, as long as nothing was built on it."),
            (tr("Take the import out again"), undo),
        )
        self.away.setFocus()

    def show_taken_out(self) -> None:
        """Say that it was taken out again."""
        self._clear()
        self.alert.show_alert("info", tr("The import was taken out again."), "")

    def close_panel(self) -> None:
        """Put the panel away; work under way goes on, and is told of at its end."""
        self.presenter.close()
        self.uncover()
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls()]
        if files and files[0]:
            self.presenter.choose(Path(files[0]))

    def _clear(self) -> None:
        self.mending.hide()
        self.back.hide()
        self.rows.hold(())
        self.model.refresh()
        self.show_mapping((), {})
        for chip in self.chips.values():
            chip.set("", "plain")
        self.notes.setText("")
        self.alert.clear()
        self._not_ready()

    def _not_ready(self) -> None:
        self._ready = False
        self.bring.setEnabled(False)

    def _worked(self) -> None:
        """Offer the import again if it was cancelled; an answer says otherwise."""
        self.bring.setEnabled(self._ready)

    def _show_issues(self, report: ImportReport) -> None:
        sentences = " ".join(issue.sentence for issue in report.issues)
        if not report.accepted:
            self.alert.show_alert(
                "bad",
                tr("Nothing comes in while a row is refused."),
                sentences or tr("Del leaves a row out; F2 puts a cell of it right."),
            )
        elif sentences:
            self.alert.show_alert("warn", tr("Look at this first."), sentences)
        else:
            self.alert.clear()

    def _show_row(self, _key: str) -> None:
        """Say everything that is odd about the row the keyboard stands on."""
        row = self.model.row_at(self.list.currentIndex().row())
        self.issues.setText("" if row is None else issues(row))

    def _leave_out(self) -> None:
        """Leave the selected rows out."""
        rows = [
            self.model.row_at(self.model.place_of(one))
            for one in self.list.selected_ids()
        ]
        self.presenter.leave_out([row.number for row in rows if row is not None])

    def _mend(self, _key: object = None) -> None:
        """Ask for the cell that is odd in the row the keyboard stands on."""
        row = self.model.row_at(self.list.currentIndex().row())
        if row is not None:
            field = cell_to_mend(row, self._read)
            called = dict(people_columns())[field]
            self.mending.ask(row.number, field, called, cell_text(row, field))

    def _map(self, heading: str, _place: int) -> None:
        self.presenter.read_as(heading, self.mapping[heading].currentData())

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self, tr("Choose a file…"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(tr("Sheets (*.xlsx *.xlsm *.csv *.tsv *.txt)"))
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, path: str) -> None:
        self.presenter.choose(Path(path))

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.presenter.paste(text)
        else:
            self.alert.show_alert(
                "info",
                tr("There is nothing to paste."),
                tr("Copy the cells in the spreadsheet, with their headings."),
            )

    def _connect(self) -> None:
        self.away.clicked.connect(self.close_panel)
        self.file.clicked.connect(self._ask_for_file)
        self.pasted.clicked.connect(self._paste)
        self.bring.clicked.connect(self.presenter.bring_in)
        self.list.current_changed.connect(self._show_row)
        self.list.chosen.connect(self._mend)
        self.mending.given.connect(self.presenter.put_right)
        self.mending.left.connect(self.list.setFocus)
        self.back.clicked.connect(self.presenter.take_back)
        for keys, words, run in (
            ("Del", tr("Leave the row out"), self._leave_out),
            ("F2", tr("Put a cell right"), self._mend),
        ):
            action = QAction(words, self.list)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(run)
            self.list.addAction(action)
        now = QShortcut(QKeySequence("Ctrl+Return"), self)
        now.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        now.activated.connect(self.bring.click)  # which does nothing while it is grey

    def _lay_out(self) -> None:
        head, foot, middle = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (head, foot, middle):
            row.setSpacing(theme.px(10))
        head.addWidget(self.file)
        head.addWidget(self.pasted)
        head.addWidget(self.notes, 1)
        head.addWidget(self.back)
        columns_inside = QWidget()
        outer = QVBoxLayout(columns_inside)
        outer.addWidget(label(tr("Read the columns as"), "heading"))
        self._columns = QVBoxLayout()
        outer.addLayout(self._columns)
        outer.addStretch(1)
        self._columns_area = QScrollArea()
        self._columns_area.setWidget(columns_inside)
        self._columns_area.setWidgetResizable(True)
        self._columns_area.setFrameShape(QFrame.Shape.NoFrame)
        columns_inside.setAutoFillBackground(False)  # the area had it filled
        self._columns_area.viewport().setAutoFillBackground(False)
        self._columns_area.setFixedWidth(theme.px(_MAPPING_WIDE))
        middle.addWidget(self._columns_area)
        table = QVBoxLayout()
        table.addWidget(self.list, 1)
        table.addWidget(self.issues)
        table.addWidget(self.mending)
        table.addWidget(self.hints)
        middle.addLayout(table, 1)
        for chip in self.chips.values():
            foot.addWidget(chip)
        foot.addStretch(1)
        foot.addWidget(self.bring)
        self.body.addLayout(head)
        self.body.addWidget(self.alert)
        self.body.addLayout(middle, 1)
        self.body.addWidget(self.strip)
        self.body.addLayout(foot)


def _fields(chosen: str) -> QComboBox:
    combo = QComboBox()
    combo.addItem(tr("not read"), "")
    for field, called in people_columns():
        combo.addItem(called, field)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
    return combo


def _counts(report: ImportReport) -> dict[RowState, str]:
    return {
        RowState.NEW: tr("{count} new", count=report.count(RowState.NEW)),
        RowState.CHANGED: tr(
            "{count} for the list", count=report.count(RowState.CHANGED)
        ),
        RowState.KNOWN: tr("{count} known", count=report.count(RowState.KNOWN)),
        RowState.REFUSED: tr("{count} refused", count=report.count(RowState.REFUSED)),
    }
