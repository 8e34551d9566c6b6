"""Step 2: the agenda, written as fast as it is dictated."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from workshop_app.domain.vocabulary import SessionState
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.labels import KeyHints, label
from workshop_app.gui.prepare.agenda import Point, Points, pasted
from workshop_app.gui.prepare.agenda_model import AgendaModel
from workshop_app.gui.prepare.summary import duration
from workshop_app.gui.theme import px
from workshop_app.i18n import ntr, short_time, tr
from workshop_app.services.sessions import set_agenda

if TYPE_CHECKING:
    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.prepare.reading import Preparation

_ALT = Qt.KeyboardModifier.AltModifier
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_SECONDS = 60


class AgendaTable(QTableView):
    """Enter writes the next line; Alt with arrows moves a line, Del takes it out."""

    def __init__(self, points: Points, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points = points
        self.agenda = AgendaModel(points, self)
        self.setModel(self.agenda)
        self.setAccessibleName(tr("Points of the agenda"))
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            trigger.DoubleClicked
            | trigger.SelectedClicked
            | trigger.EditKeyPressed
            | trigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)  # arrows go from cell to cell, Tab goes on
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setProperty("look", "sheet")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setWordWrap(True)
        self.verticalHeader().setDefaultSectionSize(px(36))
        self.verticalHeader().setMinimumWidth(px(34))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(AgendaModel.TITLE, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(AgendaModel.MINUTES, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(AgendaModel.MINUTES, px(120))

    def go(self, row: int, column: int = AgendaModel.TITLE) -> None:
        """Stand on a cell."""
        last = self.agenda.rowCount() - 1
        self.setCurrentIndex(self.agenda.index(min(row, last), column))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.agenda.locked or not self._did(event):
            super().keyPressEvent(event)

    @override
    def closeEditor(
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        entered = hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache
        row = self.currentIndex().row()
        plain = QAbstractItemDelegate.EndEditHint.NoHint
        super().closeEditor(editor, plain if entered else hint)
        if entered:
            self._write_next(row)

    def _write_next(self, row: int) -> None:
        self.go(row + 1)
        if row + 1 >= len(self._points):
            self.edit(self.currentIndex())

    def _did(self, event: QKeyEvent) -> bool:
        row, key = self.currentIndex().row(), Qt.Key(event.key())
        there = 0 <= row < len(self._points)
        if event.modifiers() & _ALT and key in _STEPS:
            self.go(self._points.move(row, _STEPS[key]))
        elif key == Qt.Key.Key_Delete and there:
            self._points.remove(row)
            self.go(row)
        elif key == Qt.Key.Key_Insert:
            self._points.insert(max(row, 0), [Point()])
            self.go(row)
        elif key in _ENTER:
            # an editor lets Enter through to here once it has taken it
            if self.state() != QAbstractItemView.State.EditingState:
                self.edit(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste(max(row, 0))
        elif event.matches(QKeySequence.StandardKey.Undo) and self._points.can_undo:
            self._points.undo()
            self.go(row)
        else:
            return False
        event.accept()
        return True

    def _paste(self, row: int) -> None:
        points = pasted(QGuiApplication.clipboard().text())
        if points:
            self._points.insert(min(row, len(self._points)), points)
            self.go(row + len(points))


class AgendaForm(QWidget):
    """The whole agenda is given as one deed, on leaving the step."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._found: Preparation | None = None
        self._session = ""
        self.points = Points(self)
        self.points.changed.connect(self._tell)
        self.table = AgendaTable(self.points)
        self.alert = Alert()
        self.total = label("", "strong")
        self.give_now = button(tr("Keep the agenda"), icon="check")
        self.give_now.clicked.connect(self._keep)
        card = Card(tr("Agenda"), self.total)
        card.body.addWidget(self.alert)
        card.body.addWidget(self.table, 1)
        foot = QHBoxLayout()
        keys = [
            ("Enter", tr("next line")),
            ("Alt+↑↓", tr("move")),
            (tr("Del"), tr("take out")),
            ("Ctrl+V", tr("paste from a spreadsheet")),
        ]
        foot.addWidget(KeyHints(keys), 1)
        foot.addWidget(self.give_now)
        card.body.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def show_preparation(self, found: Preparation) -> None:
        """Show what is on record; what is being written stays."""
        session = "" if found.session is None else found.session.id
        mine = self.points.is_unsent and session == self._session
        self._found, self._session = found, session
        closed = (
            found.session is not None and found.session.state is SessionState.CLOSED
        )
        self.table.agenda.locked = closed
        self.give_now.setEnabled(not closed)
        if not mine:
            self.alert.clear()
            self.points.hold(Point(one.title, one.duration) for one in found.agenda)
        if closed:
            self.alert.show_alert(
                "info",
                tr("The session is closed: its agenda stays as it was."),
                tr("Open the session again, with a reason, to change it."),
            )
        self._tell()

    def leave(self) -> None:
        """Give the agenda, if it was changed."""
        if not self._session or not self.points.is_unsent or self.table.agenda.locked:
            return
        points = self.points.worth_giving()
        self._context.perform(
            partial(set_agenda, self._context.store, self._session, points),
            on_done=self._given,
            on_error=self._refused,
        )

    def focus(self, _field: str = "") -> None:
        """Stand where the next point would be written."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.table.currentIndex().isValid():
            self.table.go(len(self.points))

    def _keep(self) -> None:
        """Give the agenda; one that is on record already is said to be."""
        if self.points.is_unsent:
            self.leave()
        else:
            self._context.say(tr("The agenda is on record as it stands here."))

    def _given(self, _nothing: None) -> None:
        self.points.settle()
        self.alert.clear()
        self._context.say(tr("The agenda was kept."))

    def _refused(self, error: AppError) -> None:
        self.alert.show_alert("bad", error.message, error.advice)

    def _tell(self) -> None:
        """Say how long it takes, and how that stands to the session's hours."""
        minutes, count = self.points.minutes, len(self.points.worth_giving())
        said = ntr("{count} point", "{count} points", count)
        if minutes:
            said = tr("{points} · {time}", points=said, time=duration(minutes))
        session = None if self._found is None else self._found.session
        if session is not None and session.opened_at is not None:
            said = tr(
                "{agenda} · began at {time}",
                agenda=said,
                time=short_time(session.opened_at),
            )
            if session.closed_at is not None:
                lasted = session.closed_at - session.opened_at
                real = duration(int(lasted.total_seconds()) // _SECONDS)
                said = tr("{agenda}, lasted {time}", agenda=said, time=real)
        self.total.setText(said)
