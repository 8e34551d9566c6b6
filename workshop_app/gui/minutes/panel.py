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

from workshop_app.gui.actions import Action
from workshop_app.gui.minutes.closing_form import ClosingForm
from workshop_app.gui.minutes.narrative_form import NarrativeForm
from workshop_app.gui.minutes.papers_form import PapersForm
from workshop_app.gui.minutes.presenter import MinutesPresenter
from workshop_app.gui.minutes.reading import Stage
from workshop_app.gui.minutes.review_form import ReviewForm
from workshop_app.gui.minutes.sheet_panel import SheetPanel
from workshop_app.gui.minutes.signing_form import SigningForm
from workshop_app.gui.minutes.words import next_words
from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.parts.labels import key_cap
from workshop_app.gui.parts.progress_strip import ProgressStrip
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.minutes.reading import MinutesNow, Paperwork
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.issuing import IssuedFile
    from workshop_app.services.paper_files import PaperOnFile
    from workshop_app.services.signing import Signature

_SIDE = 430
_NARROW = 356
_TABS = ("review", "write", "sign")


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
        self.signing = SigningForm()
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
        self.next = button(tr("Close the session…"), kind="primary", icon="lock")
        self.print = button(tr("Print"), icon="printer")
        self.save = button(tr("Save PDF…"), icon="download")
        self._lay_out()
        self._connect()
        self._show_tab("review")

    def shown(self) -> None:
        """Read and draw everything; what is next has the focus."""
        session = self.context.session or ""
        fresh = session != self._session
        self._session = session
        if fresh:
            self.sheet.clear()
        self.presenter.wake()
        if fresh:
            is_closed = self.presenter.stage not in {Stage.BEFORE, Stage.OPEN}
            self._show_tab("sign" if is_closed else "review")
        self.tabs.setFocus()

    def leave(self) -> None:
        """Give what was typed, forget the passphrase, draw no more."""
        self.narrative.give()
        self.signing.let_go()
        self.presenter.sleep()

    def focus_search(self) -> None:
        """Go to the pages: there is nothing else to look through here."""
        self.sheet.pages.setFocus()

    def target(self, record_id: str) -> None:
        """Go to what somebody wants: a tab by its name, or else the signatures."""
        self._show_tab(record_id if record_id in _TABS else "sign")

    def actions_here(self) -> Sequence[Action]:
        """Return what can be done here."""
        group = tr("Minutes and signatures")
        return (
            Action(
                name="minutes_next",
                title=tr("Next step of the minutes"),
                run=self.do_next,
                keys="F9",
                group=group,
                icon="signature",
            ),
            Action(
                name="minutes_print",
                title=tr("Print the minutes"),
                run=self.sheet.ask_printer,
                keys="Ctrl+P",
                group=group,
                icon="printer",
                enabled=self._has_pages,
            ),
            Action(
                name="minutes_save",
                title=tr("Save the minutes as PDF…"),
                run=self.sheet.ask_file,
                keys="Ctrl+S",
                group=group,
                icon="download",
                enabled=self._has_pages,
            ),
            Action(
                name="minutes_attendance",
                title=tr("Issue the attendance list"),
                run=self.presenter.issue_attendance,
                group=group,
                icon="list",
            ),
            Action(
                name="minutes_read_on",
                title=tr("Scroll the pages down"),
                run=self.sheet.pages.read_on,
                keys="Alt+PgDown",
                group=group,
            ),
            Action(
                name="minutes_read_back",
                title=tr("Scroll the pages up"),
                run=self.sheet.pages.read_back,
                keys="Alt+PgUp",
                group=group,
            ),
            *self._tab_actions(group),
        )

    def do_next(self) -> None:
        """Do what is next, or go where it is done."""
        match self.presenter.stage:
            case Stage.BEFORE:
                self.context.go("check_in")
            case Stage.OPEN:
                self.narrative.give()
                self._show_tab("sign")
                self.closing.ask_hour()
                self._bring(self.closing)
            case Stage.CLOSED:
                self.presenter.issue()
            case Stage.ISSUED:
                self._show_tab("sign")
                self.signing.ask()
                self._bring(self.signing.form)
            case Stage.SIGNED:
                self.sheet.ask_printer()

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
        self.papers.show_papers(work.papers, self.presenter.folder)

    def show_stage(self, stage: Stage) -> None:
        """Show what is to be done next."""
        self.sheet.show_stage(stage)
        self._put_closing(last=stage not in {Stage.BEFORE, Stage.OPEN})
        words, drawing = next_words(stage)
        self.next.setText(words)
        self.next.setAccessibleName(words)
        self.next.set_icon(drawing)
        ready = self._has_pages()
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
        """Say why nobody signed."""
        self.signing.show_not_signed(error)

    def _tab_actions(self, group: str) -> Sequence[Action]:
        tabs = (tr("Look over"), tr("Write"), tr("Close and sign"))
        return [
            Action(
                name=f"minutes_{name}",
                title=title,
                run=partial(self._show_tab, name, focus=True),
                keys=f"Alt+{number}",
                group=group,
            )
            for number, (name, title) in enumerate(
                zip(_TABS, tabs, strict=True), start=1
            )
        ]

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._show_tab)
        self.sheet.wanted.connect(self.presenter.show_as)
        self.sheet.working.connect(self.show_work)
        self.next.clicked.connect(self.do_next)
        self.print.clicked.connect(self.sheet.ask_printer)
        self.save.clicked.connect(self.sheet.ask_file)
        self.papers.attendance_wanted.connect(self.presenter.issue_attendance)
        self.narrative.given.connect(self.presenter.give)
        self.narrative.typed.connect(self.presenter.wait_for_quiet)
        self.narrative.reopening_wanted.connect(self._ask_reason)
        self.closing.closing.connect(self.presenter.close)
        self.closing.reopening.connect(self.presenter.reopen)
        self.closing.looking_over.connect(partial(self._show_tab, "review", focus=True))
        self.signing.signing.connect(self.presenter.sign)
        self.signing.preparing.connect(partial(self.context.go, "prepare"))
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
        main = QHBoxLayout()
        main.setSpacing(px(8))
        main.addWidget(self.next, 1)
        main.addWidget(key_cap("F9"))
        column.addLayout(main)
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
        self._show_tab("write")
        self.narrative.focus_blank()

    def _show_tab(self, name: str, *, focus: bool = False) -> None:
        self.tabs.set_value(name)
        self.stack.setCurrentIndex(_TABS.index(name))
        held = any(one.hasFocus() for one in self.tabs.findChildren(QWidget))
        if focus or held:
            self.tabs.setFocus()

    def _put_closing(self, *, last: bool) -> None:
        """Put what closes the session first, and last once it is closed."""
        place = 2 if last else 0
        if self.ending.indexOf(self.closing) != place:
            self.ending.removeWidget(self.closing)
            self.ending.insertWidget(place, self.closing)

    def _bring(self, form: QWidget) -> None:
        """Scroll to a form once it has its size."""
        scroll = self.stack.currentWidget()
        if isinstance(scroll, QScrollArea):
            QTimer.singleShot(0, scroll, partial(_show_in, scroll, form))

    def _has_pages(self) -> bool:
        return self.sheet.has_pages

    def _ask_reason(self) -> None:
        self._show_tab("sign")
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
