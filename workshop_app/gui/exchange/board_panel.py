"""The office's board: sessions by what is expected and came, and who took part."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workshop_app.gui.exchange.board_columns import date_of, time_of
from workshop_app.gui.exchange.board_presenter import BoardPresenter
from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.empty import EmptyState
from workshop_app.gui.parts.flow_layout import FlowLayout
from workshop_app.gui.parts.labels import label
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.parts.progress_strip import ProgressStrip
from workshop_app.gui.parts.search_line import SearchLine
from workshop_app.gui.theme import px
from workshop_app.i18n import ntr, tr
from workshop_app.services.office_board import Arrival
from workshop_app.services.office_board_words import arrival_words, minutes_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.office_board import Board, Line, Totals

_WIDEST: Final = 420


class BoardPanel(Panel):
    """The section in which the office sees all sessions of the process at once."""

    NAME: ClassVar[str] = "board"
    NEEDS_SESSION: ClassVar[bool] = False

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.presenter = BoardPresenter(context, self, self)
        self.alert, self.strip = Alert(), ProgressStrip()
        self.search = SearchLine(tr("Search among sessions and computers"))
        self.list = ListView(
            self.presenter.model, "board", accessible=tr("Sessions of the process")
        )
        self.list.set_empty("", tr("No session or computer is called so."))
        self.cells = ListView(
            self.presenter.cells,
            "board-cells",
            accessible=tr("Computers that took part"),
        )
        self.cells.set_empty(tr("Nothing of this session is here yet."))
        self.counts = QWidget()
        self._flow = FlowLayout(self.counts, gap=px(8))
        self.sessions = label("", "muted")
        self.totals: list[QPushButton] = []
        self.details = Card()
        self.lacks = label("", wrap=True)
        self.to_session = button(tr("Go to the session"), icon="arrow_right")
        self.to_computer = button(tr("Go to the computer"), icon="laptop")
        self.nothing = EmptyState(
            tr("The process has no session yet, so nothing is expected."),
            [(tr("Prepare a session"), "plus", partial(context.go, "prepare", ""))],
            icon="inbox",
        )
        self.body = QStackedWidget()
        self._lay_out()
        self._connect()

    def shown(self) -> None:
        """Read the board again; the list has the focus."""
        self.presenter.wake()
        self.list.setFocus()

    def leave(self) -> None:
        """Read no more."""
        self.presenter.sleep()

    def focus_search(self) -> None:
        """Search among sessions and computers."""
        self.search.setFocus()

    def target(self, record_id: str) -> None:
        """Go to a session."""
        self.search.clear()
        self.list.show_row(record_id)

    def show_board(self, found: Board) -> None:
        """Show the totals, and whether there is any session."""
        self.alert.clear()
        self.body.setCurrentIndex(1 if found.lines else 0)
        self._show_totals(found.totals)
        if found.lines and not self.list.current_id():
            self.list.selectRow(0)
        self._show_details(self.list.current_id())

    def show_reading(self, task: Task) -> None:
        """Show that it is being read, if that takes long."""
        self.strip.follow(task, tr("Reading the board"))

    def show_problem(self, error: AppError) -> None:
        """Say why it could not be read."""
        self.alert.show_alert("bad", error.message, error.advice)

    def _show_totals(self, totals: Totals) -> None:
        self.sessions.setText(
            ntr("{count} session", "{count} sessions", totals.sessions)
        )
        told = self._told(totals)
        if [said for said, _, _ in told] == [one.text() for one in self.totals]:
            return
        for one in self.totals:
            self._flow.removeWidget(one)
            one.deleteLater()
        self.totals = [self._total(said, icon, run) for said, icon, run in told]
        stops = (*self.totals, self.search, self.list, self.cells)
        for before, after in pairwise((*stops, self.to_session, self.to_computer)):
            QWidget.setTabOrder(before, after)  # what is made last comes last

    def _told(self, totals: Totals) -> Sequence[tuple[str, str, Callable[[], object]]]:
        """Return each total that is not nothing: its words, and where it leads."""
        go = self.context.go
        told = (
            (
                totals.overdue,
                tr("overdue: {count}", count=totals.overdue),
                "warning",
                partial(self.search.setText, arrival_words(Arrival.OVERDUE)),
            ),
            (
                totals.computers,
                ntr("{count} computer", "{count} computers", totals.computers),
                "laptop",
                partial(go, "computers", ""),
            ),
            (
                totals.awaited,
                tr("nothing came of: {count}", count=totals.awaited),
                "warning",
                partial(go, "computers", ""),
            ),
            (
                totals.strangers,
                tr("to be admitted: {count}", count=totals.strangers),
                "warning",
                partial(go, "computers", ""),
            ),
            (
                totals.unsigned,
                tr("minutes to sign: {count}", count=totals.unsigned),
                "signature",
                partial(go, "minutes", ""),
            ),
            (
                totals.letters,
                tr("letters to send: {count}", count=totals.letters),
                "mail",
                partial(go, "letters", ""),
            ),
            (
                totals.disputes,
                tr("in disagreement: {count}", count=totals.disputes),
                "alert",
                partial(go, "settling", ""),
            ),
        )
        return [(said, icon, run) for count, said, icon, run in told if count]

    def _total(self, said: str, icon: str, run: Callable[[], object]) -> QPushButton:
        made = button(said, kind="ghost", icon=icon)
        made.clicked.connect(partial(_run, run))
        self._flow.addWidget(made)
        return made

    def _show_details(self, session: str) -> None:
        line = self.presenter.line(session)
        self.presenter.look_into(session)
        self.details.setVisible(line is not None)
        if line is not None:
            self.details.set_title(f"{line.code} · {line.title}")
            self.lacks.setText("\n".join(lacking(line)))
            self.to_computer.setEnabled(bool(line.cells))

    def _go_to_session(self, session: str = "") -> None:
        line = self.presenter.line(session or self.list.current_id())
        if line is not None:
            self.context.open_session(line.id)
            came = line.arrival in {Arrival.RECEIVED, Arrival.HERE}
            self.context.go("minutes" if came else "prepare", "")

    def _go_to_computer(self, device: str = "") -> None:
        chosen = device or self.cells.current_id()
        self.context.go("computers", chosen)

    def _connect(self) -> None:
        self.list.current_changed.connect(self._show_details)
        self.list.chosen.connect(self._go_to_session)
        self.list.said.connect(self.context.say)
        self.cells.chosen.connect(self._go_to_computer)
        self.cells.said.connect(self.context.say)
        self.search.textChanged.connect(self.presenter.model.filter)
        self.to_session.clicked.connect(partial(_run, self._go_to_session))
        self.to_computer.clicked.connect(partial(_run, self._go_to_computer))

    def _lay_out(self) -> None:
        board = Card(tr("Sessions of the process"))
        for one in (
            self.alert,
            self.strip,
            self.sessions,
            self.counts,
            self.search,
        ):
            board.body.addWidget(one)
        board.body.addWidget(self.list, 1)
        deeds = QHBoxLayout()
        deeds.addWidget(self.to_session)
        deeds.addWidget(self.to_computer)
        deeds.addStretch(1)
        self.details.body.addWidget(self.lacks)
        self.details.body.addWidget(self.cells, 1)
        self.details.body.addLayout(deeds)
        self.details.setMaximumWidth(px(_WIDEST))
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(16))
        row.addWidget(board, 10)
        row.addWidget(self.details, 5)
        empty = Card()
        empty.body.addWidget(self.nothing)
        self.body.addWidget(empty)
        self.body.addWidget(whole)
        self.body.setCurrentIndex(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.body)


def lacking(line: Line) -> list[str]:
    """Say in sentences what came of a session and what lacks."""
    told = [tr("What came: {words}.", words=arrival_words(line.arrival))]
    if line.came_at is not None:
        told.append(
            tr(
                "The last file came on {date}, {time}.",
                date=date_of(line.came_at),
                time=time_of(line.came_at),
            )
        )
    if line.uncounted:
        told.append(
            ntr(
                "{count} change waits for its computer to be admitted.",
                "{count} changes wait for their computers to be admitted.",
                line.uncounted,
            )
        )
    minutes = minutes_words(line.minutes)
    if minutes:
        told.append(tr("Minutes: {words}.", words=minutes))
    if line.letters:
        told.append(
            ntr(
                "{count} answer was sent to nobody yet.",
                "{count} answers were sent to nobody yet.",
                line.letters,
            )
        )
    if line.disputes:
        told.append(
            ntr(
                "Computers disagree on {count} field.",
                "Computers disagree on {count} fields.",
                line.disputes,
            )
        )
    return told


def _run(work: Callable[[], object], *_clicked: object) -> None:
    work()
