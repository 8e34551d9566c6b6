"""The row that opens in place for somebody nobody knows yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from workshop_app.domain.labels import label as words_of
from workshop_app.domain.names import folded
from workshop_app.domain.vocabulary import Bloc, Sex, Standing
from workshop_app.gui import theme
from workshop_app.gui.check_in.walk_in import Typed
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.autosave_text import PAUSE_MS
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import KeyHints, label
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from workshop_app.errors import AppError
    from workshop_app.gui.check_in.finding import Suggestion

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def bloc_choices() -> list[tuple[str, str, str]]:
    """Return the blocs with the letter that chooses each."""
    letters = (tr("S for State"), tr("C for civil society"), tr("O for other"))
    return [
        (bloc.value, words_of(bloc), letter[0])
        for bloc, letter in zip(Bloc, letters, strict=True)
    ]


def sex_choices() -> list[tuple[str, str, str]]:
    """Return the sexes with the letter that chooses each."""
    letters = (tr("F for female"), tr("M for male"), tr("X for not declared"))
    return [
        (sex.value, words_of(sex), letter[0])
        for sex, letter in zip(Sex, letters, strict=True)
    ]


class NameLine(QLineEdit):
    """A line completed from known names; Enter with nothing chosen goes on.

    Signals:
        entered(): Enter, while names were offered and none was chosen.
    """

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: list[tuple[str, str]] = []
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(6)
        self.setCompleter(completer)
        self.textEdited.connect(self._find)

    def offer(self, names: Sequence[str]) -> None:
        """Complete from these, however they are accented."""
        self._known = [(folded(name), name) for name in names]

    def _find(self, text: str) -> None:
        words = folded(text).split()
        found = [
            name for key, name in self._known if all(word in key for word in words)
        ]
        self._names.setStringList(found)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self.completer().popup()
        if (
            popup is not None
            and popup.isVisible()
            and event.key() in _ENTER
            and not popup.currentIndex().isValid()
        ):
            popup.hide()
            self.entered.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class WalkInForm(Card):
    """Six fields; Tab moves on, Enter registers from any of them, Esc goes back.

    Signals:
        looked(str, str): name and number, at every pause between keys.
        named(str): the organization, at every key.
        given(object): `Typed`, to be registered.
        like_used(): the person on record is meant.
        changed(object): `Typed`, when the keys pause.
        left(): the row was put away without registering.
        opened(bool): the row is about to be shown, or was put away.
    """

    looked = Signal(str, str)
    named = Signal(str)
    given = Signal(object)
    like_used = Signal()
    changed = Signal(object)
    left = Signal()
    opened = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("New person"), parent=parent)
        self.name, self.number = QLineEdit(), QLineEdit()
        self.organization = NameLine()
        self.bloc = ChoiceRow(bloc_choices(), tr("Bloc"))
        self.sex = ChoiceRow(sex_choices(), tr("Sex"))
        self.standing = ChoiceRow(
            [(one.value, words_of(one), "") for one in Standing], tr("Standing")
        )
        self.like = Alert()
        self._like = self._somebody_else = ""
        self._like_number = ""
        self._doubted = self._accepted = ""
        self.doubt = label("", "muted", wrap=True)
        self._fields = {
            "name": Field(tr("Names and surnames"), self.name),
            "document_number": Field(tr("Document number"), self.number),
            "organization": Field(tr("Organization"), self.organization),
            "bloc": Field(tr("Bloc"), self.bloc),
            "sex": Field(tr("Sex"), self.sex),
            "standing": Field(tr("Takes part with"), self.standing),
        }
        self._pause = QTimer(self, singleShot=True, interval=60)
        self._pause.timeout.connect(self._look)
        self._kept = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._kept.timeout.connect(self._tell)
        self._lay_out()
        for line in (self.name, self.number, self.organization):
            line.textEdited.connect(self._keep_soon)
        self.bloc.chosen.connect(self._keep_soon)
        self.bloc.chosen.connect(self._fields["bloc"].clear_problem)
        self.sex.chosen.connect(self._keep_soon)
        self.standing.chosen.connect(self._keep_soon)
        self.name.textEdited.connect(self._pause.start)
        self.number.textEdited.connect(self._pause.start)
        self.organization.textChanged.connect(self.named)
        self.organization.entered.connect(self.give)
        self.hide()

    @property
    def typed(self) -> Typed:
        """The fields as they stand."""
        return Typed(
            name=self.name.text(),
            number=self.number.text(),
            organization=self.organization.text(),
            bloc=self.bloc.value(),
            sex=self.sex.value(),
            standing=self.standing.value(),
        )

    def open_with(self, name: str, number: str, organizations: Sequence[str]) -> None:
        """Show the row, with the focus in the first field that is still empty."""
        self._empty()
        self.opened.emit(True)
        self.organization.offer(organizations)
        self.name.setText(name)
        self.number.setText(number)
        self.show()
        (self.number if name else self.name).setFocus()

    def fill_in(self, typed: Typed) -> None:
        """Show what was typed before, in every field."""
        self.organization.setText(typed.organization)
        self.bloc.set_value(typed.bloc)
        self.sex.set_value(typed.sex)
        self.standing.set_value(typed.standing)

    def close_row(self) -> None:
        """Put the row away, empty."""
        self._pause.stop()
        self._kept.stop()
        self._empty()
        self.hide()
        self.opened.emit(False)

    def show_like(self, known: Suggestion | None) -> None:
        """Warn that this may be somebody on record, or stop warning."""
        self._like_number = "" if known is None else known.number
        if known is None:
            self._like = ""
            self.like.clear()
        elif known.person != self._like:
            self._like = known.person
            facts = (known.organization, known.number, words_of(known.bloc))
            self.like.show_alert(
                "warn",
                tr("Is it {name}?", name=known.name),
                " · ".join(fact for fact in facts if fact),
                (tr("Use this one (Ctrl+Enter)"), self.like_used.emit),
            )

    def show_document(self, name: str, doubt: str) -> None:
        """Say what the number was taken for, and what is odd about it."""
        self._doubted = doubt
        self.doubt.setText(tr("{document}: {doubt}", document=name, doubt=doubt))
        self.doubt.setVisible(bool(doubt))
        self._fields["document_number"].show_hint(name)

    def show_quorum(self, sentence: str) -> None:
        """Say what becomes of the quorum with one more who has a vote."""
        self._fields["standing"].show_hint(sentence)

    def show_bloc(self, bloc: str) -> None:
        """Choose the bloc of the organization."""
        self.bloc.set_value(bloc)
        self._fields["bloc"].clear_problem()

    def show_refusal(self, error: AppError) -> None:
        """Say in the field concerned why the person could not be written down."""
        named = getattr(error, "field", "")
        if hasattr(error, "holder"):
            named = "document_number"
        field = self._fields.get(named, self._fields["name"])
        field.show_problem(f"{error.message} {error.advice}".strip())

    def give(self) -> None:
        """Hand over what stands there, to be registered.

        A number that is doubted, and a name very like one on record, are taken at the
        second time; a bloc is never guessed.
        """
        self._pause.stop()
        self._look()
        for field in self._fields.values():
            field.clear_problem()
        doubted = self._doubt_number()
        if not self.bloc.value():
            letters = ", ".join(letter for _, _, letter in bloc_choices())
            self._fields["bloc"].show_problem(
                tr("Choose the bloc ({letters}), then Enter.", letters=letters),
                focus=not doubted,
            )
        elif not doubted and not self._ask_who():
            self.given.emit(self.typed)

    def _ask_who(self) -> bool:
        """Ask once whether somebody on record is meant; Enter once more is another."""
        if self._like in {"", self._somebody_else}:
            return False
        if self._like_number and self.number.text().strip():
            return False  # two numbers are two people, and one the register refuses
        self._somebody_else = self._like
        self._fields["name"].show_problem(
            tr(
                "{question} Ctrl+Enter takes the one on record, Enter once more writes "
                "down somebody else.",
                question=self.like.accessibleName(),
            )
        )
        return True

    def _doubt_number(self) -> bool:
        """Say once in the field that a number is odd; Enter once more takes it."""
        number = self.number.text()
        if not self._doubted or number == self._accepted:
            return False
        self._accepted = number
        self._fields["document_number"].show_problem(
            tr("{doubt} Enter once more takes it as it is.", doubt=self._doubted)
        )
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in _ENTER:
            if held and self._like:
                self.like_used.emit()
            else:
                self.give()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif not self._choose(event.text()):
            super().keyPressEvent(event)

    def _choose(self, letter: str) -> bool:
        """Take a letter of either row while the focus is in one of them."""
        rows = (self.bloc, self.sex)
        if not any(row.isAncestorOf(self.focusWidget()) for row in rows):
            return False
        return any(row.choose_letter(letter) for row in rows)

    def _keep_soon(self, _typed: object = None) -> None:
        """Keep at the latest a pause after the first key, however fast one types."""
        if not self._kept.isActive():
            self._kept.start()

    def _tell(self) -> None:
        self.changed.emit(self.typed)

    def _look(self) -> None:
        self.looked.emit(self.name.text(), self.number.text())

    def _empty(self) -> None:
        for line in (self.name, self.number, self.organization):
            line.clear()
        self.bloc.set_value("")
        self.sex.set_value("")
        self.standing.set_value(Standing.VOICE_VOTE.value)
        self.show_like(None)
        for field in self._fields.values():
            field.clear_problem()
        self.show_document("", "")
        self._accepted = self._somebody_else = ""

    def _lay_out(self) -> None:
        fields = self._fields
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for row in (upper, lower):
            row.setSpacing(theme.px(12))
        upper.addLayout(_at_top(fields["name"]), 3)
        upper.addLayout(_at_top(fields["document_number"]), 2)
        upper.addLayout(_at_top(fields["organization"]), 3)
        lower.addLayout(_at_top(fields["bloc"]), 1)
        lower.addLayout(_at_top(fields["sex"]), 1)
        last = QHBoxLayout()
        last.addLayout(_at_top(fields["standing"]), 1)
        rows = QVBoxLayout()
        rows.setSpacing(theme.px(8))
        rows.addLayout(upper)
        rows.addLayout(lower)
        rows.addLayout(last)
        self.body.addLayout(rows)
        self.body.addWidget(self.doubt)
        self.body.addWidget(self.like)
        self.body.addWidget(
            KeyHints(
                (
                    ("Enter", tr("registers")),
                    ("Tab", tr("next field")),
                    ("Esc", tr("goes back")),
                )
            )
        )


def _at_top(field: Field) -> QVBoxLayout:
    """Hold a field at the top of its row, whatever stands under it."""
    column = QVBoxLayout()
    column.addWidget(field)
    column.addStretch(1)
    return column
