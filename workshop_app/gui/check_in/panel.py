"""*Registro*: one field for everybody who comes through the door, and the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from workshop_app.domain.vocabulary import SessionState
from workshop_app.errors import AppError
from workshop_app.gui.actions import Action
from workshop_app.gui.check_in.entry_panel import Entry
from workshop_app.gui.check_in.import_panel import ImportPanel
from workshop_app.gui.check_in.list_panel import ListCard
from workshop_app.gui.check_in.presenter import CheckInPresenter, problem_words
from workshop_app.gui.check_in.room_panel import WIDTH, RoomPanel
from workshop_app.gui.check_in.suggestions_panel import Suggestions
from workshop_app.gui.check_in.walk_in_form import WalkInForm
from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.undo_strip import UndoStrip
from workshop_app.gui.theme import px
from workshop_app.i18n import short_time, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from workshop_app.domain.session import Session
    from workshop_app.gui.check_in.finding import Suggestion
    from workshop_app.gui.check_in.presenter import DoorWords
    from workshop_app.gui.check_in.roll import Line
    from workshop_app.gui.context import AppContext
    from workshop_app.services.session_overview import SessionOverview

TWO_COLUMNS_FROM: Final = 1_080
"""Width at 100 % from which the room stands beside the list and not under a tab."""

_GAP: Final = 14


class CheckInPanel(Panel):
    """The page of the door."""

    NAME: ClassVar[str] = "check_in"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.entry = Entry()
        self.walk_in = WalkInForm()
        self.room = RoomPanel()
        self.closed = Alert()
        self.undo = UndoStrip()
        self.card = ListCard()
        self.list, self.model = self.card.list, self.card.model
        self.filter, self.imports = self.card.filter, self.card.imports
        self.details = self.card.details
        self._lay_out()
        self.suggestions = Suggestions(self)
        self.importing = ImportPanel(context, self)
        self.presenter = CheckInPresenter(context, self, self)
        self._connect()

    @override
    def shown(self) -> None:
        self.presenter.refresh()
        if not self.importing.resume() and self.walk_in.isHidden():
            self.entry.line.setFocus()

    @override
    def leave(self) -> None:
        self.suggestions.hide()
        if not self.walk_in.isHidden():
            self.presenter.walk_in.keep(self.walk_in.typed)

    @override
    def focus_search(self) -> None:
        self.filter.setFocus()
        self.filter.selectAll()

    @override
    def target(self, record_id: str) -> None:
        if self.list.show_row(record_id):
            self.presenter.details.open(record_id)

    @override
    def actions_here(self) -> Sequence[Action]:
        group = tr("Check-in")
        return (
            Action(
                name="new_person",
                title=tr("Write down a new person"),
                run=self.presenter.write_down,
                keys="Ctrl+N",
                group=group,
                icon="person_plus",
                enabled=self.importing.isHidden,
            ),
            Action(
                name="from_paper",
                title=tr("Take over a paper list"),
                run=self.entry.paper.toggle,
                keys="Ctrl+Shift+L",
                group=group,
                icon="file_text",
            ),
            Action(
                name="import_people",
                title=tr("Import people"),
                run=self._begin_import,
                keys="Ctrl+I",
                group=group,
                icon="download",
                enabled=self.importing.isHidden,
            ),
            Action(
                name="go_to_list",
                title=tr("Go to the list"),
                run=self.card.enter,
                keys="Ctrl+L",
                group=group,
                icon="list",
                enabled=self.importing.isHidden,
            ),
        )

    def show_suggestions(self, found: Sequence[Suggestion], chosen: int) -> None:
        """Show who may be meant; of nothing typed, nobody."""
        if self.entry.line.text().strip() and self.walk_in.isHidden():
            self._place_suggestions()
            self.suggestions.show_found(found, chosen)
        else:
            self.suggestions.hide()

    def show_chosen(self, chosen: int) -> None:
        """Move the choice."""
        self.suggestions.choose(chosen, aloud=True)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show the list, the newest first, and how many came."""
        self.card.show_lines(lines)

    def show_room(self, room: SessionOverview) -> None:
        """Show the numbers of the room."""
        self.room.show_room(room)

    def show_session(self, session: Session) -> None:
        """Say it when the session is not under way, and offer to open it."""
        if session.state is SessionState.OPEN:
            self.closed.clear()
        elif session.state is SessionState.CLOSED and session.closed_at is not None:
            time = short_time(session.closed_at)
            self._tell_session(
                tr("The session was closed at {time}.", time=time),
                tr("Only who was there before can be added: from a paper list."),
                None,
            )
        else:
            self._tell_session(
                tr("The session is not open yet."),
                tr("Arrivals are recorded all the same."),
                (tr("Open the session now"), self._open_now),
            )

    def ask_to_open(self, question: str) -> None:
        """Ask in place whether the session opens with so few."""
        self._tell_session(
            question,
            tr("The minutes will say how many were there when it was opened."),
            (tr("Open all the same"), self._open_anyway),
        )
        for one in self.closed.findChildren(QPushButton):
            one.setFocus()

    def keep_entry(self) -> None:
        """Leave what was typed, to be typed over: it may mean somebody else."""
        self.suggestions.hide()
        self.entry.line.setFocus()
        self.entry.line.selectAll()

    def say_at_the_door(self, words: DoorWords) -> None:
        """Show what to say to whoever stands there."""
        self.entry.say(words)

    def clear_entry(self) -> None:
        """Empty the field, and put the focus there."""
        self.entry.line.clear()
        self.entry.clear_problem()
        self.suggestions.hide()
        self.entry.line.setFocus()

    def ask_for_hours(self, name: str) -> None:
        """Ask for the hours that the paper says of somebody."""
        self.suggestions.hide()
        self.entry.hours.ask()

    def offer_undo(self, text: str, undo: Callable[[], object]) -> None:
        """Say what was done, and offer to take it back."""
        self.undo.offer(text, undo)

    def clear_undo(self) -> None:
        """Offer nothing more: something else was done since."""
        self.undo.clear()

    def show_problem(self, error: AppError) -> None:
        """Say under the field what is wrong; what was typed stays."""
        self.suggestions.hide()
        self.entry.show_problem(problem_words(error))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._place_import()
        if not self.suggestions.isHidden():
            self._place_suggestions()

    def _lay_out(self) -> None:
        self._tabs = QTabBar()
        self._tabs.addTab(tr("List"))
        self._tabs.addTab(tr("The room"))
        self._tabs.setAccessibleName(tr("List or room"))
        self._tabs.setExpanding(False)
        self._tabs.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.card)
        column = QWidget()
        left = QVBoxLayout(column)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(px(_GAP))
        for widget in (self.closed, self.entry, self.walk_in, self._tabs):
            left.addWidget(widget)
        left.addWidget(self._stack, 1)
        left.addWidget(self.undo)
        self._whole = QWidget()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._whole)
        self._beside = QHBoxLayout(self._whole)
        self._beside.setContentsMargins(px(20), px(16), px(20), px(16))
        self._beside.setSpacing(px(16))
        self._beside.addWidget(_scrolled(column), 1)
        self._beside.addWidget(self.room)
        self.room.setFixedWidth(px(WIDTH))

    def _connect(self) -> None:
        door, entry, row = self.presenter, self.entry, self.walk_in
        entry.line.textEdited.connect(self._type)
        entry.line.stepped.connect(door.step)
        entry.line.entered.connect(door.enter)
        entry.line.escaped.connect(self._clear)
        entry.line.left.connect(self.suggestions.hide)
        entry.line.pasted.connect(self._import_table)
        entry.hours.entered.connect(self._transcribe)
        entry.paper.toggled.connect(self._use_paper)
        self.suggestions.picked.connect(door.choose)
        row.looked.connect(door.walk_in.look)
        row.named.connect(door.walk_in.name_organization)
        row.given.connect(door.walk_in.register)
        row.like_used.connect(door.walk_in.use_known)
        row.changed.connect(door.walk_in.keep)
        row.left.connect(self._leave_row)
        row.opened.connect(self._make_room)
        self.details.opened.connect(self._make_room_for_strip)
        self.list.chosen.connect(door.details.open)
        self.list.said.connect(self.context.say)
        self.details.asked.connect(self._ask)
        self.details.standing_chosen.connect(door.details.set_standing)
        self.details.bloc_chosen.connect(door.details.set_bloc)
        self.details.corrected.connect(door.details.correct)
        self.details.closed.connect(self._details_closed)
        self.imports.clicked.connect(self._begin_import)
        self.importing.closed.connect(self._import_closed)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)

    def _type(self, text: str) -> None:
        self.entry.clear_problem()
        self.presenter.type(text)

    def _clear(self) -> None:
        self.presenter.clear()
        self.entry.show_hints()

    def _leave_row(self) -> None:
        self.presenter.walk_in.give_up()
        self.entry.line.setFocus()
        self.presenter.type(self.entry.line.text())

    def _use_paper(self, on: bool) -> None:  # noqa: FBT001 Qt's signal
        self.presenter.use_paper(on=on)
        self.entry.line.setFocus()

    def _transcribe(self) -> None:
        hours = self.entry.hours
        try:
            self.presenter.transcribe(hours.arrived.text(), hours.left.text())
        except AppError as error:
            self.show_problem(error)

    def _ask(self, deed: str, hour: str) -> None:
        self.presenter.details.ask(deed, hour)

    def _details_closed(self) -> None:
        self.presenter.details.forget()
        self.entry.show()
        self.list.setFocus()

    def _begin_import(self) -> None:
        """Lay the import over the page; what lies under it is out of reach."""
        self._place_import()
        self.importing.begin()

    def _import_table(self, text: str) -> None:
        self._begin_import()
        self.importing.presenter.paste(text)

    def _import_closed(self) -> None:
        self.entry.line.setFocus()

    def _make_room(self, row: bool) -> None:  # noqa: FBT001 Qt's signal
        """Leave the row alone on a small window: all of it must be in sight."""
        narrow = self._stack.indexOf(self.room) >= 0
        self._tabs.setVisible(narrow and not row)
        self.entry.foot.setVisible(not row)
        for widget in (self.entry, self._stack):
            widget.setVisible(not (narrow and row))

    def _make_room_for_strip(self) -> None:
        """On a small window, leave list and strip alone."""
        if self._stack.indexOf(self.room) >= 0:
            self.entry.hide()

    def _place_import(self) -> None:
        side, edge = px(20), px(16)
        self.importing.setGeometry(self.rect().adjusted(side, edge, -side, -edge))

    def _open_now(self) -> None:
        self.entry.line.setFocus()
        self.presenter.open_now()

    def _open_anyway(self) -> None:
        self.entry.line.setFocus()
        self.presenter.open_anyway()

    def _tell_session(
        self,
        title: str,
        text: str,
        action: tuple[str, Callable[[], object]] | None,
    ) -> None:
        if self.closed.isHidden() or self.closed.accessibleName() != title:
            self.closed.show_alert("info", title, text, action)

    def _arrange(self) -> None:
        """Put the room beside the list, or under a tab where there is no room."""
        wide = self.width() >= px(TWO_COLUMNS_FROM)
        if wide == (self._stack.indexOf(self.room) < 0):
            return
        if wide:
            self._tabs.setCurrentIndex(0)
            self._stack.removeWidget(self.room)
            self._beside.addWidget(self.room)
            self.room.setFixedWidth(px(WIDTH))
            self.room.show()
        else:
            self._beside.removeWidget(self.room)
            self.room.setMinimumWidth(0)
            self.room.setMaximumWidth(self.maximumWidth())
            self._stack.addWidget(self.room)
        self._make_room(not self.walk_in.isHidden())

    def _place_suggestions(self) -> None:
        line = self.entry.line
        corner = line.mapTo(self, QPoint(0, line.height() + px(4)))
        self.suggestions.setGeometry(
            corner.x(), corner.y(), line.width(), self.suggestions.height()
        )


def _scrolled(column: QWidget) -> QScrollArea:
    """Return a column that scrolls where the window is too low for it."""
    area = QScrollArea()
    area.setWidget(column)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
