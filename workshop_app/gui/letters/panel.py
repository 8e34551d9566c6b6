"""*Cartas*: the recipients with their ticks, and the letter to each."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QModelIndex, Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workshop_app.errors import AppError
from workshop_app.gui.actions import Action
from workshop_app.gui.letters.columns import counts_words, why_nothing, write_words
from workshop_app.gui.letters.find_panel import FindRow
from workshop_app.gui.letters.letter_panel import LetterCard
from workshop_app.gui.letters.presenter import LettersPresenter
from workshop_app.gui.letters.signatory_panel import NobodySigns
from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.ask_strip import AskStrip
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.parts.empty import EmptyState
from workshop_app.gui.parts.labels import key_cap, label
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.parts.printing import a_printer, print_pdfs, printed_words
from workshop_app.gui.parts.progress_strip import ProgressStrip
from workshop_app.gui.theme import px
from workshop_app.i18n import Language, ntr, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtPrintSupport import QPrinter

    from workshop_app.gui.context import AppContext
    from workshop_app.gui.letters.columns import Row
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.paper_previews import PaperPreview
    from workshop_app.services.papers import IssuedLetters


class LettersPanel(Panel):
    """Writes, lists and prints the letters of one session."""

    NAME: ClassVar[str] = "letters"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.presenter = LettersPresenter(context, self, self)
        self.finding = FindRow()
        self.search, self.all, self.none = self.finding.parts()
        self.list = ListView(
            self.presenter.model, "letters", accessible=tr("Recipients of letters")
        )
        self.list.set_empty(tr("Nobody of that name gets a letter."))
        self.counts = label("", "muted", wrap=True)
        self.alert = Alert()
        self.nobody_signs = NobodySigns(context)
        self.progress = ProgressStrip()
        self.generate = button("", kind="primary", icon="mail", name="-")
        self.folder = button("", kind="ghost", icon="open", tip=tr("Open the folder"))
        self.change = button("", kind="ghost", icon="folder", tip=tr("Another folder…"))
        self.print = button(tr("Print all"), icon="printer")
        self.where = label("", "muted", wrap=True)
        self.sheet = LetterCard(context)
        self.pages, self.why = self.sheet.pages, self.sheet.why
        self.ask = AskStrip("F9")
        self.language = ChoiceRow(
            [(Language.SPANISH, "Español", ""), (Language.ENGLISH, "English", "")],
            tr("Language of the letters"),
        )
        self.language.set_value(Language.SPANISH)
        self.nothing = EmptyState(
            "",
            [(tr("Go to decisions"), "check_circle", self._go_to_decisions)],
            icon="mail",
        )
        self.body = QStackedWidget()
        self._lay_out()
        self._connect()

    def shown(self) -> None:
        """Read everything again; the list has the focus."""
        self.presenter.wake()
        if self.body.currentIndex() == 0:
            if not self.list.current_id():
                self.list.selectRow(0)
            self.list.setFocus()
        else:
            self.nothing.setFocus()

    def leave(self) -> None:
        """Read and draw no more."""
        self.ask.clear()
        self.presenter.sleep()

    def focus_search(self) -> None:
        """Search among the recipients."""
        self.search.setFocus()

    def target(self, record_id: str) -> None:
        """Go to the letter of a person."""
        self.list.show_row(record_id)

    def actions_here(self) -> Sequence[Action]:
        """Return what can be done here."""
        group = tr("Letters")
        return (
            Action(
                name="letters_write",
                title=tr("Generate the letters ticked"),
                run=self.write,
                keys="F9",
                group=group,
                icon="mail",
                enabled=self._can_write,
            ),
            Action(
                name="letters_print",
                title=tr("Print all the letters"),
                run=self.ask_printer,
                keys="Ctrl+P",
                group=group,
                icon="printer",
                enabled=self._has_files,
            ),
            Action(
                name="letters_read_on",
                title=tr("Scroll the letter down"),
                run=self.pages.read_on,
                keys="Alt+PgDown",
                group=group,
            ),
            Action(
                name="letters_read_back",
                title=tr("Scroll the letter up"),
                run=self.pages.read_back,
                keys="Alt+PgUp",
                group=group,
            ),
            Action(
                name="letters_folder",
                title=tr("Open the folder of the letters"),
                run=self._open_folder,
                group=group,
                icon="folder",
            ),
        )

    def write(self) -> None:
        """Write the letters ticked; ask before, while nobody signs them."""
        count = len(self.presenter.ticked)
        if self.ask.is_asking:
            self.ask.confirm()
        elif not count or self.nobody_signs.isHidden():
            self.presenter.write()
        else:
            self.ask.ask(
                ntr(
                    "{count} letter gets its number for good, and nobody signs it.",
                    "{count} letters get their numbers for good, and nobody signs "
                    "them.",
                    count,
                ),
                tr("Name who signs first, unless they go out unsigned."),
                tr("Write them unsigned"),
                self.presenter.write,
                back=self.list,
            )

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show how many there are of each, and what can be done."""
        written = any(row.ticked is not None for row in rows)
        self.body.setCurrentIndex(0 if written else 1)
        self.nothing.set_sentence(why_nothing(rows))
        words = write_words(rows)
        self.generate.setText(words)
        self.generate.setAccessibleName(words)
        self.generate.setEnabled(self._can_write())
        self.counts.setText(counts_words(rows))
        self.print.setEnabled(self._has_files())
        folder = self.presenter.folder
        self.where.setText(tr("They go to {folder}", folder=folder))
        self.folder.setEnabled(folder.is_dir())

    def show_signatory(self, *, named: bool) -> None:
        """Say before letters are written that nobody signs them."""
        self.nobody_signs.show_named(named=named)

    def show_letter(self, row: Row, preview: PaperPreview | None) -> None:
        """Show the letter to somebody, or why there is none."""
        self.sheet.show_letter(row, preview)

    def show_work(self, task: Task, text: str) -> None:
        """Show how far something is."""
        self.progress.follow(task, text)

    def show_written(self, letters: IssuedLetters, folder: Path) -> None:
        """Say which letters were written."""
        count = len(letters.files)
        title = ntr("{count} letter written.", "{count} letters written.", count)
        fresh = sum(one.is_new for one in letters.files)
        text = ntr(
            "{count} of them is new; it is in {folder}",
            "{count} of them are new; they are in {folder}",
            fresh,
            folder=folder,
        )
        boxes = sum(one.replaced for one in letters.files)
        if boxes:
            text = tr(
                "{text} Characters no font has are shown as □: {count}.",
                text=text,
                count=boxes,
            )
        self.alert.show_alert(
            "warn" if boxes else "ok",
            title,
            text,
            (tr("Open the folder"), self._open_folder),
        )

    def show_stopped(self) -> None:
        """Say that writing was stopped."""
        self.alert.show_alert(
            "info",
            tr("Stopped: no letter was written, and no number given."),
            tr("Letters are generated all together, so that no number is lost."),
        )

    def show_problem(self, error: AppError) -> None:
        """Say what could not be done."""
        self.alert.show_alert("bad", error.message, error.advice)

    def ask_printer(self) -> None:
        """Let the person choose a printer, and print every letter in the folder."""
        printer = a_printer(tr("letters"))
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(tr("Print all the letters"))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_to(printer)

    def print_to(self, printer: QPrinter) -> None:
        """Print every letter in the folder."""
        try:
            letters = self.presenter.letters()
        except AppError as error:
            self.show_problem(error)
            return
        task = self.context.start(
            partial(print_pdfs, letters, printer),
            on_done=partial(self._on_printed, printer.outputFileName()),
            on_error=self.show_problem,
        )
        self.show_work(task, tr("Printing…"))

    def _connect(self) -> None:
        presenter = self.presenter
        self.list.current_changed.connect(presenter.rest_on)
        self.list.chosen.connect(self._toggle_one)
        self.list.clicked.connect(self._on_clicked)
        self.list.said.connect(self.context.say)
        self.search.textChanged.connect(presenter.model.filter)
        self.language.chosen.connect(self._write_in)
        self.all.clicked.connect(partial(self._tick_all, on=True))
        self.none.clicked.connect(partial(self._tick_all, on=False))
        self.generate.clicked.connect(self.write)
        self.ask.asking.connect(self.main.setHidden)
        self.folder.clicked.connect(self._open_folder)
        self.change.clicked.connect(self._choose_folder)
        self.print.clicked.connect(self.ask_printer)
        tick = QAction(tr("Tick or not"), self.list)
        tick.setShortcut(QKeySequence("Space"))
        tick.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        tick.triggered.connect(self._toggle)
        self.list.addAction(tick)

    def _lay_out(self) -> None:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(16))
        row.addWidget(self._left(), 9)
        row.addWidget(self.sheet, 5)
        self.body.addWidget(whole)
        empty = Card()
        empty.body.addWidget(self.nothing)
        self.body.addWidget(empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.addWidget(self.body)

    def _left(self) -> QWidget:
        card = Card(tr("Recipients"), self.language)
        card.body.addWidget(self.counts)
        card.body.addWidget(self.nobody_signs)
        card.body.addWidget(self.alert)
        card.body.addWidget(self.finding)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self.progress)
        card.body.addWidget(self.ask)
        self.main = QWidget()
        main = QHBoxLayout(self.main)
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(px(8))
        main.addWidget(self.generate, 1)
        main.addWidget(key_cap("F9"))
        main.addWidget(self.print)
        card.body.addWidget(self.main)
        foot = QHBoxLayout()
        foot.addWidget(self.where, 1)
        foot.addWidget(self.folder)
        foot.addWidget(self.change)
        card.body.addLayout(foot)
        return card

    def _toggle(self, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 Qt's signal
        self.presenter.tick(self.list.selected_ids())

    def _toggle_one(self, person: str) -> None:
        self.presenter.tick([person])

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.presenter.tick([self.presenter.model.id_at(index.row())])

    def _tick_all(self, _checked: bool = False, *, on: bool) -> None:  # noqa: FBT001, FBT002 Qt's signal
        people = [row.recipient.id for row in self.presenter.rows]
        self.presenter.tick(people, on=on)

    def _write_in(self, value: str) -> None:
        self.presenter.write_in(Language(value))

    def _can_write(self) -> bool:
        return bool(self.presenter.ticked)

    def _has_files(self) -> bool:
        return bool(self.presenter.files)

    def _go_to_decisions(self) -> None:
        self.context.go("decisions")

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.presenter.folder)))

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, tr("Where the papers go"), str(self.presenter.folder.parent)
        )
        if folder:
            self.presenter.choose_folder(Path(folder))

    def _on_printed(self, file: str, sheets: int) -> None:
        self.context.say(printed_words(sheets, file))
