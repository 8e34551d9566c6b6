"""Step 5: the working groups, and who sits in which."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from workshop_app.domain.working_group import WorkingGroupDraft
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.empty import EmptyState
from workshop_app.gui.parts.labels import KeyHints, key_cap, label
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.parts.undo_strip import UndoStrip
from workshop_app.gui.prepare.choices_form import fill
from workshop_app.gui.prepare.groups import MOST_KEYS, GroupsPresenter
from workshop_app.gui.prepare.pick_form import PickLine
from workshop_app.gui.theme import px, scale
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.prepare.finding import Finding
    from workshop_app.gui.prepare.reading import Preparation

_LARGE = 1.2
_FEW, _MANY = 2, 4
"""Fields side by side with large letters, and with others."""

_NUMBERS = {str(number): number for number in range(MOST_KEYS + 1)}


class GroupLine(QWidget):
    """One group: its name, room, theme and the two people who keep it going.

    Signals:
        edited(): something was given.
        removed(): it is to be taken out.
        named(object, str): a line in which somebody new was named.
    """

    edited = Signal()
    removed = Signal()
    named = Signal(object, str)

    def __init__(
        self, number: int, finding: Finding, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title, self.room = QLineEdit(), QLineEdit()
        self.theme = QComboBox()
        self.moderator = PickLine(finding.people, new_words=finding.new_words)
        self.rapporteur = PickLine(finding.people, new_words=finding.new_words)
        self.out = button(
            "",
            icon="trash",
            kind="ghost",
            tip=tr("Take out group {number}", number=number),
        )
        self.people = label("", "muted")
        self._say(number)
        self._lay_out(number)
        self.title.editingFinished.connect(self.edited)
        self.room.editingFinished.connect(self.edited)
        self.theme.activated.connect(self._edited)
        for line in (self.moderator, self.rapporteur):
            line.picked.connect(self._edited)
            line.named.connect(partial(self.named.emit, line))
        self.out.clicked.connect(self.removed)

    @property
    def stops(self) -> Sequence[QWidget]:
        """Where Tab stops in it, in order."""
        others = (self.room, self.theme, self.moderator, self.rapporteur)
        return (self.title, self.out, *others)

    @property
    def draft(self) -> WorkingGroupDraft:
        """What stands in the line."""
        return WorkingGroupDraft(
            title=" ".join(self.title.text().split()),
            room=" ".join(self.room.text().split()),
            theme=self.theme.currentData(),
            moderator=self.moderator.value() or None,
            rapporteur=self.rapporteur.value() or None,
        )

    def show_draft(self, draft: WorkingGroupDraft, found: Preparation) -> None:
        """Show what is on record, but where somebody is writing."""
        for line, value in ((self.title, draft.title), (self.room, draft.room)):
            if not line.hasFocus():
                line.setText(value)
        fill(
            self.theme,
            [(one.title, one.id) for one in found.themes],
            draft.theme,
            tr("No theme"),
        )
        for pick, person in (
            (self.moderator, draft.moderator or ""),
            (self.rapporteur, draft.rapporteur or ""),
        ):
            if not (pick.hasFocus() and pick.is_unsent()):
                pick.set_value(person, found.names.get(person, ""))

    def _edited(self, _what: object) -> None:
        self.edited.emit()

    def _say(self, number: int) -> None:
        names = {
            self.title: (tr("Name of the group"), self.title.setPlaceholderText),
            self.room: (tr("Room"), self.room.setPlaceholderText),
            self.moderator: (tr("Moderator"), self.moderator.setPlaceholderText),
            self.rapporteur: (tr("Rapporteur"), self.rapporteur.setPlaceholderText),
        }
        for widget, (words, place) in names.items():
            place(words)
            widget.setAccessibleName(
                tr("{what} of group {number}", what=words, number=number)
            )
        self.theme.setAccessibleName(
            tr("{what} of group {number}", what=tr("Theme"), number=number)
        )

    def _lay_out(self, number: int) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, px(6))
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(6))
        grid.addWidget(key_cap(str(number)), 0, 0)
        wide = _FEW if scale() > _LARGE else _MANY
        grid.addWidget(self.title, 0, 1, 1, wide - 1)
        grid.addWidget(self.people, 0, wide)
        grid.addWidget(self.out, 0, wide + 1)
        others = (self.room, self.theme, self.moderator, self.rapporteur)
        for place, widget in enumerate(others):
            row, column = divmod(place, wide)
            grid.addWidget(widget, row + 1, column + 1)
            grid.setColumnStretch(column + 1, 1)


class SeatList(ListView):
    """Numbers seat whoever is selected.

    Signals:
        seated(int): the number of a group; 0 for none.
    """

    seated = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in _NUMBERS and not event.modifiers():
            self.seated.emit(_NUMBERS[event.text()])
            event.accept()
        else:
            super().keyPressEvent(event)


class GroupsForm(QWidget):
    """Groups above, people below; each field is given when it is left."""

    def __init__(
        self, context: AppContext, finding: Finding, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._finding = finding
        self._found: Preparation | None = None
        self._adding = False
        self._context = context
        self.presenter = GroupsPresenter(context, self, self)
        self.lines: list[GroupLine] = []
        self.add = button(tr("Add a group"), icon="plus")
        self.add.clicked.connect(self._add)
        self.share = button(tr("Share out evenly by bloc"), icon="scale")
        self.share.clicked.connect(self.presenter.propose)
        self.list = SeatList(
            self.presenter.model, "seats", accessible=tr("People and their groups")
        )
        self.list.set_empty(tr("Nobody is invited yet."))
        self.list.seated.connect(self._seat)
        self.proposal, self.undo = Alert(), UndoStrip()
        self.discard = button(tr("Leave it"), kind="ghost")
        self.discard.clicked.connect(self.presenter.discard)
        self._lay_out()

    def show_preparation(self, found: Preparation) -> None:
        """Show the groups and who sits in them."""
        other = self._found is None or self._found.session != found.session
        self._found = found
        self._adding = self._adding and not other
        self.presenter.show(found)

    def leave(self) -> None:
        """Give what is being written."""
        self._give()
        self.undo.clear()

    def focus(self, _field: str = "") -> None:
        """Put the focus on the people, or where groups begin."""
        if self.presenter.groups:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.lines:
            self.lines[-1].title.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.nothing.findChildren(QPushButton)[0].setFocus()

    def show_groups(
        self, drafts: Sequence[WorkingGroupDraft], found: Preparation
    ) -> None:
        """Show the groups as lines to be written in."""
        if self._adding and len(drafts) >= len(self.lines):
            self._adding = False
        self._have(len(drafts) + self._adding)
        for line, draft in zip(self.lines, drafts, strict=False):
            line.show_draft(draft, found)
        self.below.setVisible(bool(drafts))
        self._tell_nothing()

    def show_numbers(self, sentences: Sequence[str]) -> None:
        """Say of each group who sits in it."""
        for line, sentence in zip(self.lines, sentences, strict=False):
            line.people.setText(sentence)

    def show_proposal(self, sentence: str) -> None:
        """Say what is proposed, and ask."""
        self.discard.setVisible(bool(sentence))
        if sentence:
            self.proposal.show_alert(
                "info",
                sentence,
                tr("Look at it in the list; a number moves somebody."),
                (tr("Seat them so"), self.presenter.accept),
            )
        else:
            self.proposal.clear()

    def offer_undo(self, text: str, undo: Callable[[], object]) -> None:
        """Say what was done, and offer to take it back."""
        self.undo.offer(text, undo)

    def clear_undo(self) -> None:
        """Offer nothing more: something else was done since."""
        self.undo.clear()

    def show_problem(self, error: AppError) -> None:
        """Say why something could not be done."""
        self.proposal.show_alert("bad", error.message, error.advice)

    def _lay_out(self) -> None:
        card = Card(tr("Working groups"), self.add)
        self._column = QVBoxLayout()
        self.nothing = EmptyState(
            tr("There are no working groups: they are needed only to work in parts."),
            [(tr("Add the first group"), "plus", self._add)],
            icon="group",
        )
        card.body.addWidget(self.nothing)
        card.body.addLayout(self._column)
        self.below = Card(tr("Who sits where"), self.share)
        row = QHBoxLayout()
        row.addWidget(self.proposal, 1)
        row.addWidget(self.discard)
        self.below.body.addLayout(row)
        self.below.body.addWidget(self.list, 1)
        self.list.setMinimumHeight(px(220))
        keys = [("1…9", tr("to that group")), ("0", tr("to none"))]
        self.below.body.addWidget(KeyHints(keys))
        self.below.body.addWidget(self.undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(card)
        column.addWidget(self.below, 1)
        column.addStretch(0)

    def _have(self, count: int) -> None:
        while len(self.lines) > count:
            line = self.lines.pop()
            line.blockSignals(True)
            line.hide()
            line.deleteLater()
        while len(self.lines) < count:
            line = GroupLine(len(self.lines) + 1, self._finding)
            line.edited.connect(self._give)
            line.removed.connect(partial(self._remove, len(self.lines)))
            line.named.connect(self._name)
            self.lines.append(line)
            self._column.addWidget(line)
        stops = [stop for line in self.lines for stop in line.stops]
        before: QWidget = self.nothing.findChildren(QPushButton)[0]
        for stop in (*stops, self.add, self.share, self.discard, self.list):
            QWidget.setTabOrder(before, stop)  # a line is made after what it precedes
            before = stop

    def _tell_nothing(self) -> None:
        self.nothing.setVisible(not self.lines)
        self.add.setVisible(bool(self.lines))

    def _add(self) -> None:
        """Go to the line of one more group; an empty one is filled in first."""
        self._give()
        self._adding = True
        if self.lines and not self.lines[-1].draft.title:
            number = len(self.lines)
            self._context.say(tr("Group {number} has no name yet.", number=number))
        else:
            self._have(len(self.lines) + 1)
            if self._found is not None:
                empty = WorkingGroupDraft(title="")
                self.lines[-1].show_draft(empty, self._found)
        self._tell_nothing()
        self.lines[-1].title.setFocus()

    def _give(self) -> None:
        self.presenter.give([line.draft for line in self.lines])

    def _remove(self, place: int) -> None:
        drafts = [line.draft for line in self.lines]
        del drafts[place]
        self._adding = False
        self._have(len(drafts)) if place >= len(self.presenter.groups) else None
        self.presenter.give(drafts)
        self._tell_nothing()
        self.focus()

    def _name(self, line: PickLine, name: str) -> None:
        self.presenter.name_person(name, partial(self._named, line, name))

    def _named(self, line: PickLine, name: str, person: str) -> None:
        line.set_value(person, name)
        self._give()

    def _seat(self, number: int) -> None:
        self.presenter.move(self.list.selected_ids(), number)
