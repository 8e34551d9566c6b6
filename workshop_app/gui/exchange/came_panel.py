"""What came in: the files so far, taken out or brought back; what does not count."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workshop_app.gui.exchange.arrived import (
    ArrivedPresenter,
    brought_back_words,
    taken_out_words,
)
from workshop_app.gui.exchange.columns import came_verdict, state_tone, state_words
from workshop_app.gui.exchange.file_panel import FileCard
from workshop_app.gui.exchange.words import figures, meaning
from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.ask_strip import AskStrip
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.empty import EmptyState
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.parts.scroll_column import ScrollColumn
from workshop_app.gui.parts.search_line import SearchLine
from workshop_app.gui.parts.steps import Step, StepList
from workshop_app.gui.theme import px
from workshop_app.i18n import plain_date, short_time, tr
from workshop_app.services.exchange_words import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.exchange.arrived import Aside
    from workshop_app.gui.parts.chip import Tone
    from workshop_app.store.arrivals import FileRow

_WIDEST = 420
_ASIDES_HIGH = 230


class CamePanel(Panel):
    """The section in which one sees what came in."""

    NAME: ClassVar[str] = "came"
    NEEDS_SESSION: ClassVar[bool] = False

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.presenter = ArrivedPresenter(context, self, self)
        self.search = SearchLine(tr("Search among the files"))
        self.list = ListView(
            self.presenter.model, "came", accessible=tr("Files that came in")
        )
        self.list.set_empty("", tr("No file of that name came in."))
        self.alert, self.ask = Alert(), AskStrip()
        self.details = FileCard()
        self.details.setMaximumWidth(px(_WIDEST))
        self.reason = QLineEdit(maxLength=500)
        self.reason_field = Field(
            tr("Why it is taken out"),
            self.reason,
            hint=tr("It stands in the history; nothing is erased."),
        )
        self.take_out = button(tr("Take it out again"), icon="undo")
        self.bring_back = button(tr("Bring it back"), icon="redo")
        for one in (self.reason_field, self.take_out, self.bring_back, self.ask):
            self.details.deeds.addWidget(one)
        self.asides = StepList()
        self.explained = label("", "muted", wrap=True)
        self.aside_card = Card(tr("It came in and does not count"))
        self.nothing = EmptyState(
            tr("No file has come in on this computer yet."),
            [(tr("Merge files"), "inbox", partial(context.go, "exchange", "bring"))],
            icon="inbox",
        )
        self.body = QStackedWidget()
        self._lay_out()
        self._connect()

    def shown(self) -> None:
        """Read everything again; the list has the focus."""
        self.presenter.wake()
        if self.body.currentIndex():
            if not self.list.current_id():
                self.list.selectRow(0)
            self.list.setFocus()
        else:
            self.nothing.setFocus()

    def leave(self) -> None:
        """Read no more, and ask no more."""
        self.ask.clear()
        self.presenter.sleep()

    def focus_search(self) -> None:
        """Search among the files."""
        self.search.setFocus()

    def show_files(self, rows: Sequence[FileRow]) -> None:
        """Show whether any file came in."""
        self.body.setCurrentIndex(1 if rows else 0)
        self._show_details(self.list.current_id())

    def show_asides(self, asides: Sequence[Aside]) -> None:
        """Show what waits, and what is in quarantine."""
        self.aside_card.setVisible(bool(asides))
        self.asides.set_steps(
            [
                Step(
                    text=one.sentence,
                    state="warn",
                    run=partial(self.context.go, "computers", one.device)
                    if one.device
                    else None,
                )
                for one in asides
            ]
        )
        self.explained.setText(
            tr(
                "Nothing of it is lost: it counts by itself as soon as the missing "
                "file comes in, or the office admits its computer."
            )
        )

    def show_taken_out(self, row: FileRow) -> None:
        """Say that what came with a file was taken out."""
        self.reason.clear()
        self.alert.show_alert(
            "ok",
            taken_out_words(row),
            tr("Everything was counted again without it."),
            (tr("Bring it back"), partial(self.presenter.bring_back, row)),
        )
        self.list.setFocus()

    def show_brought_back(self, row: FileRow) -> None:
        """Say that it is back."""
        self.alert.show_alert("ok", brought_back_words(row), "")
        self.list.setFocus()

    def show_problem(self, error: AppError) -> None:
        """Say what could not be done."""
        self.alert.show_alert("bad", error.message, error.advice)

    def _show_details(self, name: str) -> None:
        row = self.presenter.row(name)
        self.ask.clear()
        self.details.setVisible(row is not None)
        if row is None:
            return
        why, notes = told(row.report)
        tone: Tone = state_tone(row)  # type: ignore[assignment]
        out = bool(row.taken_out_by)
        self.details.show_file(
            title=row.name,
            state=state_words(row),
            tone=tone,
            told=tr("Taken out: it is kept, and counts for nothing until it is back.")
            if out
            else meaning(came_verdict(row)),
            sentences=[
                tr(
                    "Made by computer {label}; it came in on {date}, {time}.",
                    label=row.by,
                    date=plain_date(row.at.date()),
                    time=short_time(row.at),
                ),
                *why,
                *notes,
            ],
            figures=figures(row.report),
        )
        can_go = bool(row.commits) and not out
        self.reason_field.setVisible(can_go)
        self.take_out.setVisible(can_go)
        self.bring_back.setVisible(out)

    def _ask(self) -> None:
        row = self.presenter.row(self.list.current_id())
        if row is None:
            return
        reason = self.reason.text().strip()
        if not reason:
            self.reason_field.show_problem(tr("Say why, in a few words."))
            return
        self.reason_field.clear_problem()
        self.ask.ask(
            tr("What came with {file} will count no more.", file=row.name),
            tr("Everything is counted again without it; it can be brought back."),
            tr("Take it out"),
            partial(self.presenter.take_out, row, reason),
            back=self.reason,
        )

    def _bring_back(self) -> None:
        row = self.presenter.row(self.list.current_id())
        if row is not None:
            self.presenter.bring_back(row)

    def _connect(self) -> None:
        self.list.current_changed.connect(self._show_details)
        self.list.said.connect(self.context.say)
        self.search.textChanged.connect(self.presenter.model.filter)
        self.take_out.clicked.connect(self._ask)
        self.reason.returnPressed.connect(self._ask)
        self.reason.textEdited.connect(self.reason_field.clear_problem)
        self.bring_back.clicked.connect(self._bring_back)

    def _lay_out(self) -> None:
        files = Card(tr("Files that came in"))
        files.body.addWidget(self.alert)
        files.body.addWidget(self.search)
        files.body.addWidget(self.list, 1)
        scroll = ScrollColumn()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.body.addWidget(self.asides)
        scroll.body.addWidget(self.explained)
        scroll.body.addStretch(1)
        self.aside_card.body.addWidget(scroll)
        self.aside_card.setMaximumHeight(px(_ASIDES_HIGH))
        left = QVBoxLayout()
        left.setSpacing(px(14))
        left.addWidget(files, 1)
        left.addWidget(self.aside_card)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(16))
        row.addLayout(left, 9)
        row.addWidget(self.details, 5)
        empty = Card()
        empty.body.addWidget(self.nothing)
        self.body.addWidget(empty)
        self.body.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.body)
