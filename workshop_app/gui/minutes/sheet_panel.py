"""The pages of the minutes, and the way from the screen to a printer or a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QWidget

from workshop_app.domain.labels import label as words_of
from workshop_app.domain.vocabulary import Visibility
from workshop_app.errors import AppError
from workshop_app.gui.actions import shown_keys
from workshop_app.gui.minutes.words import language_words, stage_words
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.parts.pdf_pages import PdfPages
from workshop_app.gui.parts.printing import a_printer, print_pdfs, printed_words
from workshop_app.gui.theme import px
from workshop_app.i18n import Language, ntr, tr
from workshop_app.services.paper_files import saved_copy

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from workshop_app.gui.context import AppContext
    from workshop_app.gui.minutes.reading import Paperwork, Stage
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.issuing import IssuedFile
    from workshop_app.services.paper_previews import PaperPreview


class SheetPanel(Card):
    """Shows the minutes as they will be printed, prints them and saves copies.

    Signals:
        wanted(object, object): the `Language` and the edition to be shown.
        working(object, str): a `Task` and what it does.
    """

    wanted = Signal(object, object)
    working = Signal(object, str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        self.state = Chip()
        super().__init__(tr("Minutes"), self.state, parent)
        self._context = context
        self._pdf = b""
        self._name = "acta.pdf"
        self.pages = PdfPages(shown_keys("Alt+PgDown"))
        self.alert = Alert()
        self.version = Alert()
        self.language = ChoiceRow(
            [(one.value, language_words(one), "") for one in Language],
            tr("Language of the minutes"),
        )
        self.edition = ChoiceRow(
            [
                (Visibility.INTERNAL.value, words_of(Visibility.INTERNAL), ""),
                (Visibility.PUBLIC.value, words_of(Visibility.PUBLIC), ""),
            ],
            tr("Edition of the minutes"),
        )
        self.language.set_value(Language.SPANISH.value)
        self.edition.set_value(Visibility.INTERNAL.value)
        self.language.chosen.connect(self._on_chosen)
        self.edition.chosen.connect(self._on_chosen)
        choices = QHBoxLayout()
        choices.setSpacing(px(8))
        choices.addWidget(self.language)
        choices.addWidget(self.edition)
        choices.addStretch(1)
        self.body.addLayout(choices)
        self.body.addWidget(self.version)
        self.body.addWidget(self.alert)
        self.body.addWidget(self.pages, 1)

    @property
    def has_pages(self) -> bool:
        """Whether there is anything to print."""
        return bool(self._pdf)

    def clear(self) -> None:
        """Show nothing: another session is on the table."""
        self._pdf = b""
        self.set_title(tr("Minutes"))
        self.alert.clear()
        self.version.clear()
        self.pages.clear()

    def show_choice(self, language: Language, edition: Visibility) -> None:
        """Show in which language and edition the minutes are shown."""
        self.language.set_value(language.value)
        self.edition.set_value(edition.value)

    def show_stage(self, stage: Stage) -> None:
        """Say how far the minutes have come."""
        self.state.set(*stage_words(stage))

    def show_papers(self, work: Paperwork) -> None:
        """Show the pages."""
        preview = work.preview
        self._pdf = work.pdf
        self._name = work.name
        self.pages.show_pdf(work.pdf)
        self._show_version(preview)
        if preview.replaced:
            self.alert.show_alert(
                "warn",
                ntr(
                    "{count} character has no letter in the fonts of the paper.",
                    "{count} characters have no letter in the fonts of the paper.",
                    preview.replaced,
                ),
                tr("It is shown as □; what was written stays on record."),
            )

    def show_issued(self, issued: IssuedFile) -> None:
        """Say which paper was written, and where."""
        text = tr("It is in {path}", path=issued.path)
        if not issued.is_new:
            text = tr(
                "It says the same as before, so it is the same paper: {path}",
                path=issued.path,
            )
        title = tr(
            "{number}, version {version}, was issued.",
            number=issued.number,
            version=issued.version,
        )
        self.alert.show_alert("ok", title, text)

    def show_problem(self, error: AppError) -> None:
        """Say what could not be done."""
        self.alert.show_alert("bad", error.message, error.advice)

    def ask_printer(self) -> None:
        """Let the person choose a printer, and print what is shown."""
        printer = a_printer(Path(self._name).stem)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(tr("Print the minutes"))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_to(printer)

    def print_to(self, printer: QPrinter) -> None:
        """Print what is shown."""
        task = self._context.start(
            partial(print_pdfs, [self._pdf], printer),
            on_done=partial(self._on_printed, printer.outputFileName()),
            on_error=self.show_problem,
        )
        self.show_work(task, tr("Printing…"))

    def show_work(self, task: Task, text: str) -> None:
        """Have it shown how far something is."""
        self.working.emit(task, text)

    def ask_file(self) -> None:
        """Let the person choose a file, and write what is shown to it."""
        path, _ = QFileDialog.getSaveFileName(
            self,
            tr("Save the minutes as PDF…"),
            str(Path.home() / self._name),
            tr("PDF (*.pdf)"),
        )
        if path:
            self.save_as(Path(path))

    def save_as(self, path: Path) -> None:
        """Write what is shown to a file of somebody's own choosing."""
        try:
            saved_copy(self._pdf, path)
        except AppError as error:
            self.show_problem(error)
        else:
            self._context.say(tr("Saved to {path}", path=path))

    def _show_version(self, preview: PaperPreview) -> None:
        """Say the number; and of a draft, which version stands until it is issued."""
        number, version = preview.number, preview.version
        if version == 1:
            self.set_title(number)
        else:
            self.set_title(
                tr("{number} · version {version}", number=number, version=version)
            )
        if version == 1 or not preview.draft:
            self.version.clear()
            return
        self.version.show_alert(
            "info",
            tr("The record changed since version {version}.", version=version - 1),
            tr(
                "Version {before} keeps its signatures and stays on record; issued "
                "again, the minutes are version {version}, to be signed anew.",
                before=version - 1,
                version=version,
            ),
        )

    def _on_chosen(self, _value: str) -> None:
        self.wanted.emit(
            Language(self.language.value()), Visibility(self.edition.value())
        )

    def _on_printed(self, file: str, sheets: int) -> None:
        self._context.say(printed_words(sheets, file))
