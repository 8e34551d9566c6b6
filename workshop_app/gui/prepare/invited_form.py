"""Step 4: the list of who is expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from workshop_app.domain.labels import label as words_of
from workshop_app.domain.vocabulary import Standing
from workshop_app.gui.check_in.walk_in_form import WalkInForm, bloc_choices
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.parts.labels import label
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.parts.search_line import SearchLine
from workshop_app.gui.parts.undo_strip import UndoStrip
from workshop_app.gui.prepare.invited import InvitedPresenter, counts_line
from workshop_app.gui.prepare.pick_form import PickLine
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workshop_app.domain.vocabulary import Bloc
    from workshop_app.errors import AppError
    from workshop_app.gui.check_in.finding import Suggestion
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.prepare.finding import Finding
    from workshop_app.gui.prepare.reading import Preparation
    from workshop_app.store.lists import AttendanceRow


class InvitedForm(QWidget):
    """One field puts people on the list; the strip below puts one of them right."""

    def __init__(
        self,
        context: AppContext,
        finding: Finding,
        begin_import: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.presenter = InvitedPresenter(context, finding, self, self)
        self._begin_import = begin_import
        self._row: AttendanceRow | None = None
        self.entry = PickLine(finding.people, new_words=finding.new_words)
        self.entry.setProperty("look", "search")
        self.entry.setPlaceholderText(tr("Name or document of whom you invite"))
        self.entry.setAccessibleName(tr("Name or document of whom you invite"))
        self.sheet = button(tr("Sheet or paste…"), icon="download")
        self.filter = SearchLine(tr("Filter the list"))
        self.newcomer = WalkInForm()
        self.list = ListView(
            self.presenter.model, "invited", accessible=tr("People invited")
        )
        self.list.set_empty(
            tr("Nobody yet: write a name above, or bring a sheet of people."),
            tr("Nobody on the list has these words."),
        )
        self.counts = label("", "muted", wrap=True)
        self.alert, self.undo = Alert(), UndoStrip()
        self.name = label("", "strong")
        standings = [(str(one), words_of(one), "") for one in Standing]
        self.standing = ChoiceRow(standings, tr("Takes part with"))
        self.bloc = ChoiceRow(bloc_choices(), tr("Bloc"))
        self.off = button(tr("Take off the list"), icon="trash", kind="danger")
        self._lay_out()
        self._connect()

    def show_preparation(self, found: Preparation) -> None:
        """Read the list anew."""
        self.presenter.show(found)
        self.presenter.look_at(self.list.current_id())

    def leave(self) -> None:
        """Nothing waits here but a name half written."""
        self.undo.clear()

    def focus(self, _field: str = "") -> None:
        """Put the focus where names are written."""
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_counts(self, by_bloc: dict[Bloc, int]) -> None:
        """Show how many are invited, by bloc."""
        self.counts.setText(counts_line(by_bloc))

    def show_person(self, row: AttendanceRow | None) -> None:
        """Show whoever the keyboard stands on, or nobody."""
        self._row = row
        self.strip.setVisible(row is not None)
        if row is not None:
            self.name.setText(row.person.name)
            self.standing.set_value(str(row.attendance.standing))
            self.bloc.set_value(row.attendance.bloc.value)

    def open_newcomer(self, name: str, organizations: Sequence[str]) -> None:
        """Open the row for somebody nobody knows yet."""
        self.newcomer.open_with(name, "", organizations)

    def show_like(self, known: Suggestion | None) -> None:
        """Warn that this may be somebody on record, or stop warning."""
        self.newcomer.show_like(known)

    def show_document(self, name: str, doubt: str) -> None:
        """Say what the number was taken for."""
        self.newcomer.show_document(name, doubt)

    def show_bloc(self, bloc: str) -> None:
        """Choose the bloc of the organization of somebody new."""
        self.newcomer.show_bloc(bloc)

    def close_newcomer(self) -> None:
        """Put the row away, and give the focus back to the field for names."""
        self.newcomer.close_row()
        self._empty_entry()

    def show_refusal(self, error: AppError) -> None:
        """Say in the row why somebody could not be written down."""
        self.newcomer.show_refusal(error)

    def offer_undo(self, text: str, undo: Callable[[], object]) -> None:
        """Say what was done, and offer to take it back."""
        self.alert.clear()
        self.undo.offer(text, undo)

    def clear_undo(self) -> None:
        """Offer nothing more: something else was done since."""
        self.undo.clear()

    def show_problem(self, error: AppError) -> None:
        """Say why something could not be done."""
        self.alert.show_alert("bad", error.message, error.advice)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del in the list takes off; pasting brings a sheet."""
        if event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self._take_off()
        elif event.matches(QKeySequence.StandardKey.Paste) and self.list.hasFocus():
            self._begin_import(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        card = Card(tr("Who is invited"), self.sheet)
        card.body.addWidget(self.entry)
        card.body.addWidget(self.alert)
        row = QHBoxLayout()
        row.addWidget(self.counts, 1)
        row.addWidget(self.filter)
        card.body.addLayout(row)
        card.body.addWidget(self.list, 1)
        self.list.setMinimumHeight(px(180))
        self.strip = QWidget()
        below = QVBoxLayout(self.strip)
        below.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.off)
        below.addLayout(head)
        choices = QHBoxLayout()
        choices.setSpacing(px(12))
        choices.addWidget(self.standing, 1)
        choices.addWidget(self.bloc, 1)
        below.addLayout(choices)
        card.body.addWidget(self.strip)
        card.body.addWidget(self.undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(self.newcomer)
        column.addWidget(card, 1)

    def _connect(self) -> None:
        presenter = self.presenter
        self.entry.picked.connect(self._add)
        self.entry.named.connect(presenter.begin_new)
        self.entry.unclear.connect(self._unclear)
        self.entry.pasted.connect(self._begin_import)
        self.sheet.clicked.connect(self._bring_sheet)
        self.filter.textChanged.connect(presenter.model.filter)
        self.list.current_changed.connect(presenter.look_at)
        self.newcomer.looked.connect(presenter.look)
        self.newcomer.named.connect(presenter.name_organization)
        self.newcomer.given.connect(presenter.write_down)
        self.newcomer.like_used.connect(presenter.use_known)
        self.newcomer.left.connect(self.close_newcomer)
        self.standing.chosen.connect(self._give_standing)
        self.bloc.chosen.connect(self._give_bloc)
        self.off.clicked.connect(self._take_off)

    def _add(self, person: str) -> None:
        if person:
            self.presenter.add(person)
            self._empty_entry()

    def _bring_sheet(self) -> None:
        self._begin_import("")

    def _empty_entry(self) -> None:
        self.entry.set_value("", "")
        self.entry.setFocus()

    def _unclear(self, text: str) -> None:
        """Take Enter for somebody new; a name left half written waits in the field."""
        if self.entry.hasFocus():
            self.presenter.begin_new(text)

    def _give_standing(self, value: str) -> None:
        if self._row is not None:
            self.presenter.set_standing(self._row, value)

    def _give_bloc(self, value: str) -> None:
        if self._row is not None:
            self.presenter.set_bloc(self._row, value)

    def _take_off(self) -> None:
        model = self.presenter.model
        rows = [model.row_at(model.place_of(one)) for one in self.list.selected_ids()]
        self.presenter.take_off([row for row in rows if row is not None])
