"""The contribution in front: its text first, then who said it, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from workshop_app.domain.labels import label as said
from workshop_app.domain.vocabulary import ContributionKind
from workshop_app.gui import theme
from workshop_app.gui.live.details_form import DetailsForm
from workshop_app.gui.live.kept import Sheet
from workshop_app.gui.live.people_form import PeopleField
from workshop_app.gui.parts.alert import Alert, announce
from workshop_app.gui.parts.autosave_text import AutosaveLine, AutosaveText
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import key_cap, label
from workshop_app.gui.parts.typing_keys import UndoGoesOn
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workshop_app.errors import AppError
    from workshop_app.gui.live.reading import Seat
    from workshop_app.gui.live.writing import InFront


class EditorForm(Card):
    """Shows and collects; `EditorPresenter` decides.

    Signals:
        edited: Something changed, and is to be kept.
        left: A field was left, and what stands there may go on record.
        done: It is to go on record, and the next one to begin.
        mine, theirs: Which text stands after somebody else changed it.
        thrown: The draft is to be thrown away.
        stranger: A name at whose door somebody is to be registered.
    """

    edited = Signal()
    left = Signal()
    done = Signal()
    mine = Signal()
    theirs = Signal()
    thrown = Signal()
    stranger = Signal(str)

    def __init__(
        self, find: Callable[[str], Sequence[Seat]], parent: QWidget | None = None
    ) -> None:
        self.status = Chip()
        super().__init__(tr("New contribution"), self.status, parent)
        self._names: Mapping[str, str] = {}
        self._new = True
        self._kept = self._refused = False
        self.title = AutosaveLine("title", keep=self._keep, forget=self._forget)
        self.title.setPlaceholderText(tr("Title, if it has one"))
        self.title.setAccessibleName(tr("Title"))
        self.title.setMaxLength(300)
        self.fixed_title = label("", "heading", wrap=True)
        self.fixed_title.hide()
        self.text = AutosaveText("text", keep=self._keep, forget=self._forget)
        self.text.setAccessibleName(tr("Text of the contribution"))
        self.text.setPlaceholderText(tr("What was said, in the words of who said it…"))
        self.note = Alert()
        self.conflict = _Conflict()
        self.people = PeopleField(find, tr("Who says it"))
        self._people_field = Field(tr("Who says it"), self.people)
        self.anonymous = QCheckBox(tr("&Anonymous card"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("Kind of contribution"))
        self.kind.setMinimumContentsLength(8)
        self.kind.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for one in ContributionKind:
            self.kind.addItem(said(one), one.value)
        self.details = DetailsForm()
        self.save = button(tr("On record, and next"), kind="primary", icon="check")
        self._save_key = key_cap("Ctrl+Enter")
        self.throw = button(tr("Throw away"), icon="trash", kind="ghost")
        self.undo = button("", icon="undo", kind="ghost", tip=tr("Undo in the text"))
        self.redo = button("", icon="redo", kind="ghost", tip=tr("Redo in the text"))
        self._goes_on = UndoGoesOn(self)
        self._lay_out()
        self._connect()

    def sheet(self) -> Sheet:
        """Return what stands in it."""
        return Sheet(
            title=self.title.text(),
            text=self.text.toPlainText(),
            kind=ContributionKind(self.kind.currentData()),
            authors=self.people.people(),
            anonymous=self.anonymous.isChecked(),
            theme=self.details.chosen_theme(),
            ogp_value=self.details.chosen_value(),
            language=self.details.language.text().strip() or "es",
            translation=self.details.translation.toPlainText(),
            translator=self.details.translator.text(),
        )

    def set_names(self, names: Mapping[str, str]) -> None:
        """Know what people are called, by id."""
        self._names = names

    def show_sheet(self, sheet: Sheet, front: InFront) -> None:
        """Show another contribution, or this one as it is on record now."""
        self._new = front.is_new
        self.set_title(front.code or tr("New contribution"))
        self.title.set_text(sheet.title)
        self.text.set_text(sheet.text)
        self.kind.setCurrentIndex(self.kind.findData(sheet.kind.value))
        self.people.set_people({one: self._names.get(one, "") for one in sheet.authors})
        with QSignalBlocker(self.anonymous):
            self.anonymous.setChecked(sheet.anonymous)
        self.details.show_sheet(sheet)
        self.conflict.hide()
        self.note.clear()
        self._people_field.clear_problem()
        self._lock(front.locked)
        if front.survived:
            self.note.show_alert(
                "info",
                tr("This was typed and is not on record yet."),
                tr("Go on writing, or put it on record with Ctrl+Enter."),
            )
        self._show_authors()

    def show_unsent(self, *, unsent: bool, kept: bool = True) -> None:
        """Say whether what stands there is on record, and else whether it is kept."""
        self._kept = unsent and kept
        self.throw.setVisible(unsent and self._new)
        if unsent and not kept:
            self.status.set(tr("Typing…"), "plain")
        elif unsent:
            self.status.set(tr("Kept, not on record yet"), "warn")
        elif self._new:
            self.status.set("", "plain")
        else:
            self.status.set(tr("Recorded"), "ok")

    def ask_author(self, error: AppError) -> None:
        """Ask who said it; Ctrl+Enter once more makes it an anonymous card."""
        if self.people.hasFocus() and self._people_field.problem():
            self.anonymous.setChecked(True)
            self.done.emit()
            return
        self._people_field.show_problem(
            tr(
                "{problem} Write a name; Ctrl+Enter again makes it an anonymous card.",
                problem=error.message,
            )
        )

    def show_error(self, error: AppError) -> None:
        """Say why it could not be put on record; nothing typed is lost."""
        self.note.show_alert("bad", error.message, error.advice)
        self._refused = True

    def show_conflict(self, theirs: Sheet) -> None:
        """Offer what somebody else wrote meanwhile, beside what was typed here."""
        self.conflict.show_text(theirs)

    def next_kind(self) -> None:
        """Choose the next kind of contribution."""
        if not self.kind.isEnabled():
            return
        place = (self.kind.currentIndex() + 1) % self.kind.count()
        self.kind.setCurrentIndex(place)
        announce(self.kind, self.kind.currentText())
        self._on_changed()

    def write(self) -> None:
        """Put the focus in the text."""
        self.text.setFocus()
        cursor = self.text.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.text.setTextCursor(cursor)

    def _lay_out(self) -> None:
        self.title.setProperty("look", "heading")
        self.title.setFont(theme.font(15))
        for field in (self.title, self.text):
            field.installEventFilter(self._goes_on)
        self.text.setMinimumHeight(px(110))
        kinds = QHBoxLayout()
        kinds.setSpacing(px(8))
        kinds.addWidget(self.kind)
        kinds.addWidget(key_cap("F4"))
        kinds.addSpacing(px(12))
        kinds.addWidget(self.anonymous)
        kinds.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.save)
        foot.addWidget(self._save_key)
        foot.addStretch(1)
        tools = QHBoxLayout()  # on their own line: in one, the card would be too wide
        tools.addWidget(self.undo)
        tools.addWidget(self.redo)
        tools.addStretch(1)
        tools.addWidget(self.throw)
        self.body.addWidget(self.title)
        self.body.addWidget(self.fixed_title)
        self.body.addWidget(self.text, 1)
        self.body.addWidget(self.note)
        self.body.addWidget(self.conflict)
        self.body.addWidget(self._people_field)
        self.body.addLayout(kinds)
        self.body.addWidget(self.details)
        self.body.addLayout(foot)
        self.body.addLayout(tools)

    def _connect(self) -> None:
        self.title.given.connect(self._on_given)
        self.text.given.connect(self._on_given)
        self.title.unsent.connect(self._on_typed)
        self.text.unsent.connect(self._on_typed)
        self.people.changed.connect(self._on_people)
        self.people.stranger.connect(self.stranger)
        self.people.accepted.connect(self.done)
        self.anonymous.toggled.connect(self._on_people)
        self.kind.activated.connect(self._on_changed)
        self.details.edited.connect(self.edited)
        self.save.clicked.connect(self.done)
        self.throw.clicked.connect(self.thrown)
        self.undo.setEnabled(False)
        self.redo.setEnabled(False)
        self.undo.clicked.connect(self.text.undo)
        self.redo.clicked.connect(self.text.redo)
        self.text.undoAvailable.connect(self.undo.setEnabled)
        self.text.redoAvailable.connect(self.redo.setEnabled)
        self.conflict.mine.connect(self.mine)
        self.conflict.theirs.connect(self.theirs)

    def _lock(self, reason: str) -> None:
        locked = bool(reason)
        self.title.setReadOnly(locked)
        self.title.setVisible(not locked)
        self.fixed_title.setText(self.title.text())
        self.fixed_title.setVisible(locked and bool(self.title.text()))
        self.text.setReadOnly(locked)
        self.kind.setEnabled(not locked)
        self.anonymous.setEnabled(not locked)
        self.people.set_read_only(read_only=locked)
        self.details.set_read_only(read_only=locked)
        for one in (self.save, self._save_key, self.undo, self.redo):
            one.setVisible(not locked)
        for widget in (self.title, self.text):
            theme.restyle(widget)
        if locked:
            title = (
                tr("The session is closed") if self._new else tr("Its text is fixed.")
            )
            self.note.show_alert("info", title, reason)

    def _on_given(self, _text: str) -> None:
        if self._new:  # goes on record with Ctrl+Enter, not because a field was left
            self.title.refuse()
            self.text.refuse()
        else:
            self.left.emit()
            self.title.settle()
            self.text.settle()

    def _on_typed(self, unsent: bool) -> None:  # noqa: FBT001 Qt's signal
        if unsent and self._refused:  # it is being put right
            self._refused = False
            self.note.clear()
        if unsent:  # what was kept before stays kept: the sign does not flicker
            self.show_unsent(unsent=True, kept=self._kept)

    def _on_people(self, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 what Qt sends
        self._people_field.clear_problem()
        self._show_authors()
        self._on_changed()

    def _show_authors(self) -> None:
        self.people.line.setEnabled(not self.anonymous.isChecked())

    def _on_changed(self, _value: object = None) -> None:
        self.edited.emit()
        if not self._new:
            self.left.emit()

    def _keep(self, _place: str, _text: str) -> None:
        self.edited.emit()

    def _forget(self, _place: str) -> None:
        self.edited.emit()


class _Conflict(QFrame):
    """What somebody else wrote, and which of the two is to stand."""

    mine = Signal()
    theirs = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "alert")
        self.setProperty("tone", "warn")
        self._text = label("", wrap=True)
        mine = button(tr("Keep what I typed"), kind="primary")
        theirs = button(tr("Take the other"))
        mine.clicked.connect(self.mine)
        theirs.clicked.connect(self.theirs)
        row = QHBoxLayout()
        row.addWidget(mine)
        row.addWidget(theirs)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(
            label(tr("Somebody else changed it meanwhile. It says now:"), "strong")
        )
        column.addWidget(self._text)
        column.addLayout(row)
        self.hide()

    def show_text(self, theirs: Sheet) -> None:
        """Show the other text, and have it read aloud."""
        self._text.setText("\n".join(filter(None, [theirs.title, theirs.text])))
        self.show()
        announce(self, self._text.text(), urgent=True)
