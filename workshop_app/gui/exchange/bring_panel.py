"""*Reunir archivos*: dropped or chosen, looked at, merged, one by one explained."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workshop_app.gui.exchange.bringing import BringingPresenter
from workshop_app.gui.exchange.file_panel import FileCard
from workshop_app.gui.exchange.words import (
    TONES,
    figures,
    meaning,
    summary,
    verdict_words,
)
from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.empty import EmptyState
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import key_cap, label
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.parts.progress_strip import ProgressStrip
from workshop_app.gui.theme import px
from workshop_app.i18n import ntr, tr
from workshop_app.services.exchanging import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.exchange.columns import Row
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.batches import Batch

_WIDEST = 420


class BringPanel(Panel):
    """The section in which files come in."""

    NAME: ClassVar[str] = "bring"
    NEEDS_SESSION: ClassVar[bool] = False

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.presenter = BringingPresenter(context, self, self)
        self.list = ListView(
            self.presenter.model, "brought", accessible=tr("Files to merge")
        )
        self.alert, self.progress = Alert(), ProgressStrip()
        self.counts = label("", "muted", wrap=True)
        self.phrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.phrase_field = Field(tr("Passphrase of the files"), self.phrase)
        self.unlock = button(tr("Open them"), icon="unlock")
        self.choose = button(tr("Choose files…"), icon="file")
        self.folder = button(tr("A folder…"), icon="folder")
        self.empty = button(tr("Clear"), kind="ghost", icon="close")
        self.merge = button("", kind="primary", icon="inbox", name="-")
        self.details = FileCard()
        self.details.setMaximumWidth(px(_WIDEST))
        self.go_on = button("", name="-")
        self.details.deeds.addWidget(self.go_on)
        self.nothing = EmptyState(
            tr(
                "Drop files or a whole folder here: those of a stick, of a mail. Each "
                "is looked into first, and nothing is written before you say so."
            ),
            [
                (tr("Choose files…"), "file", self.ask_for_files),
                (tr("A folder…"), "folder", self.ask_for_folder),
            ],
            icon="inbox",
        )
        self.body = QStackedWidget()
        self._lay_out()
        self._connect()
        self.show_files(())

    def shown(self) -> None:
        """Have the focus on what comes next."""
        if not self.presenter.rows:
            self.nothing.setFocus()
        elif self.merge.isEnabled():
            self.merge.setFocus()
        else:
            self.list.setFocus()

    def target(self, record_id: str) -> None:
        """Bring a file, by its path."""
        self.presenter.bring([Path(record_id)])

    def bring(self, places: Sequence[Path]) -> None:
        """Look into files and folders."""
        self.alert.clear()
        self.presenter.bring(places)

    def ask_for_files(self) -> None:
        """Let the person choose files."""
        dialog = self._dialog(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([tr("Exchange files (*.kuskax)"), tr("All files (*)")])
        dialog.open()

    def ask_for_folder(self) -> None:
        """Let the person choose a folder; what is below it comes along."""
        self._dialog(QFileDialog.FileMode.Directory).open()

    def merge_now(self) -> None:
        """Merge what is ready."""
        self.alert.clear()
        self.presenter.merge()

    def show_files(self, rows: Sequence[Row]) -> None:
        """Show the files, and what can be done with them."""
        ready, busy = len(self.presenter.ready), self.presenter.is_busy
        self.body.setCurrentIndex(1 if rows else 0)
        words = _merge_words(rows, ready)
        self.merge.setText(words)
        self.merge.setAccessibleName(words)
        self.merge.setEnabled(bool(ready) and not busy)
        self.empty.setEnabled(not busy)
        locked = len(self.presenter.locked)
        self.phrase_row.setVisible(bool(locked) and not busy)
        if locked:
            self.phrase_field.show_hint(
                ntr(
                    "{count} file asks for one; it is kept until you clear the list.",
                    "{count} files ask for one; it is kept until you clear the list.",
                    locked,
                )
            )
        told = [row.report for row in rows if row.report is not None]
        parts = [ntr("{count} file", "{count} files", len(rows))]
        unread = len(rows) - len(told)
        if unread:
            parts.append(tr("not read yet: {count}", count=unread))
        done = any(row.done for row in rows)
        said = summary((one for one in told if not one.locked), done=done)
        self.counts.setText(" · ".join([*parts, said] if said else parts))
        self._show_details(self.list.current_id())

    def show_work(self, task: Task, text: str) -> None:
        """Show how far the work is."""
        self.progress.follow(task, text)

    def show_looked(self, rows: Sequence[Row]) -> None:
        """Show what would become of the files; nothing is written."""
        if not self.list.current_id():
            self.list.selectRow(0)
        if not self.isVisible():
            return
        if self.presenter.locked:
            wrong = bool(self.phrase.text())
            self.phrase.clear()
            self.phrase.setFocus()
            if wrong:
                self.phrase_field.show_problem(
                    tr("It opens none of these; capital letters and spaces count.")
                )
        else:
            self.phrase_field.clear_problem()
            (self.merge if self.merge.isEnabled() else self.list).setFocus()

    def show_merged(self, batch: Batch, rows: Sequence[Row]) -> None:
        """Show what became of the files."""
        said = summary(batch.reports, done=True)
        if batch.stopped:
            left = len(self.presenter.ready)
            self.alert.show_alert(
                "info",
                ntr(
                    "Stopped: {count} file is in, whole.",
                    "Stopped: {count} files are in, whole.",
                    len(batch.reports),
                ),
                ntr(
                    "{count} is left; merge it whenever you like.",
                    "{count} are left; merge them whenever you like.",
                    left,
                ),
                (tr("What came in"), self._go_to_came),
            )
        else:
            plain = all(one.verdict in _QUIET for one in batch.reports)
            self.alert.show_alert(
                "ok" if plain else "warn",
                ntr(
                    "{count} file was taken in.",
                    "{count} files were taken in.",
                    len(batch.reports),
                ),
                tr("{summary}. Any of them can be taken out again.", summary=said),
                (tr("What came in"), self._go_to_came),
            )
        if self.isVisible():
            self.list.setFocus()

    def show_stopped(self, rows: Sequence[Row]) -> None:
        """Say that looking was stopped: some files are not read yet."""
        self.alert.show_alert(
            "info",
            tr("Stopped: some files were not looked into."),
            "",
            (tr("Go on"), self.presenter.look),
        )

    def show_problem(self, error: AppError) -> None:
        """Say what could not be done."""
        self.alert.show_alert("bad", error.message, error.advice)

    def _show_details(self, name: str) -> None:
        row = self.presenter.row(name)
        report = None if row is None else row.report
        self.details.setVisible(row is not None)
        self.go_on.hide()
        if row is None:
            return
        if report is None:
            self.details.show_file(
                title=row.path.name,
                state=tr("not read yet"),
                tone="plain",
                told=str(row.path.parent),
            )
            return
        verdict = report.verdict
        by = (tr("Made by computer {label}.", label=report.by),) if report.by else ()
        self.details.show_file(
            title=row.path.name,
            state=verdict_words(verdict, done=row.done),
            tone=TONES[verdict]
            if row.done or verdict is not Verdict.MERGED
            else "info",
            told=meaning(verdict, done=row.done),
            sentences=[*filter(None, (report.why,)), *report.notes, *by],
            figures=figures(report.merged),
        )
        self._offer(row)

    def _offer(self, row: Row) -> None:
        """Offer the way on that a file has, if it has one."""
        unbelieved = () if row.report is None else row.report.merged.unbelieved
        if unbelieved and row.done:
            self._lead(tr("Go to its computer"), "computers", unbelieved[0].device)

    def _lead(self, words: str, page: str, target: str) -> None:
        self._way = partial(self.context.go, page, target)
        self.go_on.setText(words)
        self.go_on.setAccessibleName(words)
        self.go_on.show()

    def _follow(self) -> None:
        self._way()

    def _connect(self) -> None:
        self.list.current_changed.connect(self._show_details)
        self.list.said.connect(self.context.say)
        self.choose.clicked.connect(self.ask_for_files)
        self.folder.clicked.connect(self.ask_for_folder)
        self.empty.clicked.connect(self._clear)
        self.merge.clicked.connect(self.merge_now)
        self.go_on.clicked.connect(self._follow)
        self.unlock.clicked.connect(self._unlock)
        self.phrase.returnPressed.connect(self._unlock)
        gone = QAction(tr("Leave the file out"), self.list)
        gone.setShortcut(QKeySequence("Del"))
        gone.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        gone.triggered.connect(self._drop)
        self.list.addAction(gone)

    def _lay_out(self) -> None:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(16))
        row.addWidget(self._left(), 9)
        row.addWidget(self.details, 5)
        empty = Card()
        empty.body.addWidget(self.nothing)
        self.body.addWidget(empty)
        self.body.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.body)

    def _left(self) -> QWidget:
        card = Card(tr("Files to merge"), self.empty)
        card.body.addWidget(self.counts)
        card.body.addWidget(self.alert)
        card.body.addWidget(self.list, 1)
        self.phrase_row = QWidget()
        phrase = QHBoxLayout(self.phrase_row)
        phrase.setContentsMargins(0, 0, 0, 0)
        phrase.addWidget(self.phrase_field, 1)
        phrase.addWidget(self.unlock, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addWidget(self.phrase_row)
        card.body.addWidget(self.progress)
        main = QHBoxLayout()
        main.setSpacing(px(8))
        main.addWidget(self.merge, 1)
        main.addWidget(key_cap("F9"))
        main.addWidget(self.choose)
        main.addWidget(self.folder)
        card.body.addLayout(main)
        return card

    def _dialog(self, mode: QFileDialog.FileMode) -> QFileDialog:
        dialog = QFileDialog(self, tr("Files to merge"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        dialog.filesSelected.connect(self._chosen)
        return dialog

    def _chosen(self, paths: list[str]) -> None:
        self.bring([Path(one) for one in paths])

    def _unlock(self) -> None:
        if self.phrase.text():
            self.presenter.unlock(self.phrase.text())
        else:
            self.phrase_field.show_problem(tr("Type the passphrase of the files."))

    def _drop(self) -> None:
        self.presenter.drop(self.list.selected_ids())

    def _clear(self) -> None:
        self.alert.clear()
        self.phrase.clear()
        self.phrase_field.clear_problem()
        self.presenter.clear()
        self.nothing.setFocus()

    def _go_to_came(self) -> None:
        self.context.go("exchange", "came")


_QUIET = {Verdict.MERGED, Verdict.NOTHING_NEW}


def _merge_words(rows: Sequence[Row], ready: int) -> str:
    if ready:
        return ntr("Merge {count} file", "Merge {count} files", ready)
    if any(row.report is None for row in rows):
        return tr("The files are being looked into")
    return tr("There is nothing left to merge")
