"""*Acta y firmas*: the pages as they will be printed, and what brings them there."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workshop_app.gui.minutes.actions import TABS, minutes_actions
from workshop_app.gui.minutes.closing_form import ClosingForm
from workshop_app.gui.minutes.narrative_form import NarrativeForm
from workshop_app.gui.minutes.papers_form import PapersForm
from workshop_app.gui.minutes.presenter import MinutesPresenter
from workshop_app.gui.minutes.reading import Stage
from workshop_app.gui.minutes.review_form import ReviewForm
from workshop_app.gui.minutes.sheet_panel import SheetPanel
from workshop_app.gui.minutes.signing_form import SigningForm
from workshop_app.gui.minutes.words import issuing_words, missing_words, next_words
from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.ask_strip import AskStrip
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.parts.labels import key_cap
from workshop_app.gui.parts.progress_strip import ProgressStrip
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from workshop_app.domain.vocabulary import Visibility
    from workshop_app.errors import AppError
    from workshop_app.gui.actions import Action
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.minutes.reading import MinutesNow, Paperwork
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.i18n import Language
    from workshop_app.services.issuing import IssuedFile
    from workshop_app.services.paper_files import PaperOnFile
    from workshop_app.services.signing import Signature

_SIDE = 430
_NARROW = 356


class MinutesPanel(Panel):
    """Reads, writes, closes, issues, signs and prints the minutes of a session."""

    NAME: ClassVar[str] = "minutes"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.presenter = MinutesPresenter(context, self, self)
        self._session = ""
        self.sheet = SheetPanel(context)
        self.progress = ProgressStrip()
        self.review = ReviewForm(self._go)
        self.narrative = NarrativeForm(context)
        self.closing = ClosingForm()
        self.signing = SigningForm(self.presenter.certificate_of, context.store.now())
        self.papers = PapersForm()
        self.tabs = ChoiceRow(
            [
                ("review", tr("Look over"), ""),
                ("write", tr("Write"), ""),
                ("sign", tr("Close and sign"), ""),
            ],
            tr("Parts of the page"),
        )
        self.stack = QStackedWidget()
        self.ask = AskStrip("F9")
        self._asked_at: Stage | None = None
        self.next = button(tr("Close the session…"), kind="primary", icon="lock")
        self.print = button(tr("Print"), icon="printer")
        self.save = button(tr("Save PDF…"), icon="download")
        self._lay_out()
        self._connect()
        self.show_tab("review")

    def shown(self) -> None:
        """Read and draw everything; what is next has the focus."""
        session = self.context.session or ""
        fresh = session != self._session
        self._session = session
        if fresh:
            self.sheet.clear()
            self.papers.clear()
        self.presenter.wake()
        if fresh:
            is_closed = self.presenter.stage not in {Stage.BEFORE, Stage.OPEN}
            self.show_tab("sign" if is_closed else "review")
        self.tabs.setFocus()

    def leave(self) -> None:
        """Give what was typed, forget the passphrase, draw no more."""
        self.narrative.give()
        self.signing.let_go()
        self.ask.clear()
        self.presenter.sleep()

    def focus_search(self) -> None:
        """Go to the pages: there is nothing else to look through here."""
        self.sheet.pages.take_focus()

    def target(self, record_id: str) -> None:
        """Go to what somebody wants: a tab by its name, or else the signatures."""
        self.show_tab(record_id if record_id in TABS else "sign")

    def actions_here(self) -> Sequence[Action]:
        """Return what can be done here."""
        return minutes_actions(self)

    def has_pages(self) -> bool:
        """Whether there is anything to print."""
        return self.sheet.has_pages

    def do_next(self) -> None:
        """Do what is next, or go where it is done; what was asked is confirmed."""
        if self.ask.is_asking:
            self.ask.confirm()
            return
        match self.presenter.stage:
            case Stage.BEFORE:
                self.context.go("check_in")
            case Stage.OPEN:
                self.narrative.give()
                self.show_tab("sign")
                self._bring(self.closing)
                self.closing.ask()
            case Stage.READING:
                self.presenter.draw()
            case Stage.CLOSED:
                self._ask_to_issue()
            case Stage.ISSUED:
                self.show_tab("sign")
                self.signing.ask()
                self._bring(self.signing.form)
            case Stage.SIGNED:
                self.sheet.ask_printer()

    def show_tab(self, name: str, *, focus: bool = False) -> None:
        """Bring a part of the page to the front, by its name."""
        self.tabs.set_value(name)
        self.stack.setCurrentIndex(TABS.index(name))
        held = any(one.hasFocus() for one in self.tabs.findChildren(QWidget))
        if focus or held:
            self.tabs.setFocus()

    def make_certificate(self) -> None:
        """Go where whoever has no certificate makes one."""
        self.context.go("preferences", "identity")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves what was asked, wherever the focus is."""
        if event.key() == Qt.Key.Key_Escape and self.ask.is_asking:
            self.ask.leave()
        else:
            super().keyPressEvent(event)

    def show_session(self, now: MinutesNow, kept: dict[str, str]) -> None:
        """Show what the store says, and what was typed and never given."""
        self.review.show_session(now)
        self.narrative.show_session(now, kept)
        self.closing.show_session(now)
        self.signing.show_papers(now, self.presenter.work)

    def is_unsent(self, part: str) -> bool:
        """Whether a part holds what the store does not."""
        return self.narrative.is_unsent(part)

    def show_papers(self, now: MinutesNow, work: Paperwork) -> None:
        """Show the pages and the papers."""
        self.sheet.show_papers(work)
        self.signing.show_papers(now, work)
        places = len(now.signers)
        self.papers.show_papers(work.papers, self.presenter.folder, places)

    def show_choice(self, language: Language, edition: Visibility) -> None:
        """Show in which language and edition the minutes are shown."""
        self.sheet.show_choice(language, edition)

    def show_stage(self, stage: Stage) -> None:
        """Show what is to be done next."""
        self.sheet.show_stage(stage)
        if stage is not self._asked_at:
            self.ask.clear()
        self._put_closing(last=stage not in {Stage.BEFORE, Stage.OPEN})
        words, drawing = next_words(stage)
        self.next.setText(words)
        self.next.setAccessibleName(words)
        self.next.set_icon(drawing)
        self.next.setEnabled(stage is not Stage.READING)
        ready = self.has_pages()
        self.print.setEnabled(ready)
        self.save.setEnabled(ready)
        self.print.setVisible(stage is not Stage.SIGNED)

    def show_work(self, task: Task, text: str) -> None:
        """Show how far something is."""
        self.progress.follow(task, text)

    def show_problem(self, error: AppError) -> None:
        """Say what could not be done."""
        if self.tabs.value() == "sign" and self.presenter.stage is Stage.OPEN:
            self.closing.show_problem(error)
        else:
            self.sheet.show_problem(error)

    def show_given(self, part: str) -> None:
        """Show that a part of the narrative was saved."""
        self.narrative.show_given(part)

    def show_not_given(self, part: str, error: AppError) -> None:
        """Say why a part of the narrative was not saved; it stays unsent."""
        self.narrative.show_not_given(part, error, self.presenter.look_again)

    def show_issued(self, issued: IssuedFile) -> None:
        """Say which paper was written, and where."""
        self.sheet.show_issued(issued)

    def show_signed(self, signature: Signature) -> None:
        """Say who signed."""
        self.signing.show_signed(signature)

    def show_not_signed(self, error: AppError) -> None:
        """Say why nobody signed, or ask whether to sign all the same."""
        self.signing.show_not_signed(error)
        if self.signing.question.is_asking:
            self._bring(self.signing.question)

    def show_recorded(self) -> None:
        """Say that it is on record who signed a print."""
        self.signing.show_recorded()
        self.next.setFocus()

    def show_not_recorded(self, error: AppError) -> None:
        """Say why it is not."""
        self.signing.show_not_recorded(error)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.show_tab)
        self.sheet.wanted.connect(self.presenter.show_as)
        self.sheet.working.connect(self.show_work)
        self.next.clicked.connect(self.do_next)
        self.print.clicked.connect(self.sheet.ask_printer)
        self.save.clicked.connect(self.sheet.ask_file)
        self.papers.attendance_wanted.connect(self.presenter.issue_attendance)
        self.narrative.given.connect(self.presenter.give)
        self.narrative.typed.connect(self.presenter.wait_for_quiet)
        self.narrative.reopening_wanted.connect(self._ask_reason)
        self.closing.asked.connect(self._ask_to_close)
        self.closing.closing.connect(self.presenter.close)
        self.ask.asking.connect(self.foot.setHidden)
        self.closing.reopening.connect(self.presenter.reopen)
        self.closing.looking_over.connect(partial(self.show_tab, "review", focus=True))
        self.signing.signing.connect(self.presenter.sign)
        self.signing.recording.connect(self.presenter.record_by_hand)
        self.signing.preparing.connect(partial(self.context.go, "prepare"))
        self.signing.making.connect(self.make_certificate)
        self.papers.opened.connect(self._open_paper)
        self.papers.folder_chosen.connect(self._choose_folder)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(16), px(20), px(16))
        row.setSpacing(px(16))
        row.addWidget(self.sheet, 11)
        row.addWidget(self._right(), 7)

    def _right(self) -> QWidget:
        side = QWidget()
        side.setMinimumWidth(px(_NARROW))
        side.setMaximumWidth(px(_SIDE))
        sign = QWidget()
        self.ending = QVBoxLayout(sign)
        self.ending.setContentsMargins(0, 0, 0, 0)
        self.ending.setSpacing(px(12))
        for form in (self.closing, self.signing, self.papers):
            self.ending.addWidget(form)
        self.ending.addStretch(1)
        for part in (self.review, self.narrative, sign):
            self.stack.addWidget(_scrolled(part))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        column.addWidget(self.progress)
        column.addWidget(self.ask)
        self.foot = QWidget()
        main = QHBoxLayout(self.foot)
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(px(8))
        main.addWidget(self.next, 1)
        main.addWidget(key_cap("F9"))
        column.addWidget(self.foot)
        others = QHBoxLayout()
        others.setSpacing(px(8))
        others.addWidget(self.print, 1)
        others.addWidget(self.save, 1)
        column.addLayout(others)
        return side

    def _go(self, page: str, target: str) -> None:
        """Go where something is mended; what somebody writes is mended here."""
        if page != self.NAME:
            self.context.go(page, target)
            return
        self.show_tab("write")
        self.narrative.focus_blank()

    def _put_closing(self, *, last: bool) -> None:
        """Put what closes the session first, and last once it is closed."""
        place = 2 if last else 0
        if self.ending.indexOf(self.closing) != place:
            self.ending.removeWidget(self.closing)
            self.ending.insertWidget(place, self.closing)

    def _ask_to_close(self) -> None:
        """Ask once, the hour still at hand; asked already, it is the answer."""
        if self.ask.is_asking:
            self.ask.confirm()
            return
        now = self.presenter.now
        if now is not None:
            self._ask(
                tr("The session is closed at the hour above: nothing is added then."),
                missing_words(now),
                tr("Close the session"),
                self.closing.close_at_hour,
                focus=False,
            )

    def _ask_to_issue(self) -> None:
        presenter = self.presenter
        now, work = presenter.now, presenter.work
        if now is not None and work is not None:
            self._ask(
                issuing_words(work.preview, presenter.language, presenter.edition),
                missing_words(now),
                tr("Issue the minutes"),
                presenter.issue,
            )

    def _ask(
        self,
        title: str,
        text: str,
        confirm: str,
        deed: Callable[[], object],
        *,
        focus: bool = True,
    ) -> None:
        self._asked_at = self.presenter.stage
        self.ask.ask(title, text, confirm, deed, back=self.next, focus=focus)

    def _bring(self, form: QWidget) -> None:
        """Scroll to a form once it has its size."""
        scroll = self.stack.currentWidget()
        if isinstance(scroll, QScrollArea):
            QTimer.singleShot(0, scroll, partial(_show_in, scroll, form))

    def _ask_reason(self) -> None:
        self.show_tab("sign")
        self.closing.show_reason(wanted=True)
        self._bring(self.closing)

    def _open_paper(self, one: PaperOnFile) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(one.path)))

    def _choose_folder(self, folder: str) -> None:
        self.presenter.choose_folder(Path(folder))


def _show_in(scroll: QScrollArea, form: QWidget) -> None:
    scroll.ensureWidgetVisible(form, 0, px(8))
    scroll.horizontalScrollBar().setValue(0)


def _scrolled(inside: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    return scroll
