"""*Cambiar de persona*: says who is at the keyboard from now on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from workshop_app.domain.names import folded
from workshop_app.domain.person import Person, PersonDraft
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.labels import label
from workshop_app.gui.theme import px
from workshop_app.i18n import tr
from workshop_app.services.people import register_person

if TYPE_CHECKING:
    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext

_MOST = 50
_FEW = 500
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_MOVING = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}


class OperatorDialog(QDialog):
    """A name, the people it fits, and a way to take somebody new.

    Whoever was at the keyboard before stands first, so that two people who share a
    table change places with three keys.
    """

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._people = self._known()
        self.setWindowTitle(tr("Who is at the keyboard?"))
        self.setMinimumSize(px(480), px(420))
        self.entry = QLineEdit()
        self.entry.setPlaceholderText(tr("Name"))
        self.entry.setAccessibleName(tr("Name of whoever is at the keyboard"))
        self.entry.textChanged.connect(self._look)
        self.entry.installEventFilter(self)
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(tr("People"))
        self.list.itemActivated.connect(self._take_item)
        self.nobody = label("", "muted", wrap=True)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.new = button(tr("Somebody new"), icon="person_plus")
        self.take = button(tr("At the keyboard"), kind="primary", icon="check")
        self.new.clicked.connect(self._take_new)
        self.take.clicked.connect(self._take_chosen)
        self.take.setDefault(True)
        self._lay_out()
        self.list.ensurePolished()
        self._look("")
        self.entry.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _MOVING:
            self.list.keyPressEvent(event)
            return True
        if event.key() in _ENTER:
            self._take_named()
            return True
        return False

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(20), px(18), px(20), px(18))
        layout.setSpacing(px(10))
        layout.addWidget(
            label(
                tr("What is written from now on is written in this person’s name."),
                "muted",
                wrap=True,
            )
        )
        for part in (self.entry, self.nobody, self.list, self.problem):
            layout.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(self.new)
        row.addStretch(1)
        row.addWidget(self.take)
        layout.addLayout(row)

    def _known(self) -> list[tuple[str, str]]:
        """Return people by id and name, those who wrote here lately first.

        Everybody only while they are few: of a hundred thousand one is searched for.
        """
        with self._context.store.read() as reader:
            lately = dict.fromkeys(one.actor for one in reader.history(limit=200))
            names = reader.names(list(lately))
            first = {key: names[key] for key in lately if key in names}
            few = reader.count(Person) <= _FEW
            rest = reader.all(Person) if few else ()
        return list(
            (first | {one.id: first.get(one.id, one.name) for one in rest}).items()
        )

    def _fitting(self, words: str) -> list[tuple[str, str]]:
        wanted = folded(words).split()
        known = [
            (key, name)
            for key, name in self._people
            if all(word in folded(name) for word in wanted)
        ]
        if not wanted or len(known) >= _MOST:
            return known[:_MOST]
        with self._context.store.read() as reader:
            found = reader.search(words, ("person",), limit=_MOST)
        everybody = dict(known) | {one.id: one.title for one in found}
        return list(everybody.items())[:_MOST]

    def _look(self, words: str) -> None:
        fitting = self._fitting(words)
        self.list.clear()
        for key, name in fitting:
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if fitting else -1)
        self._say_nobody(words.strip() if not fitting else "")
        self.new.setEnabled(bool(words.strip()))
        self.take.setEnabled(bool(fitting))

    def _say_nobody(self, name: str) -> None:
        """Say what Enter does with a name nobody has; Tab passes the empty list by."""
        self.nobody.setText(
            tr("Nobody is called that. Enter registers {name}.", name=name)
        )
        self.nobody.setVisible(bool(name))
        self.list.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus if self.list.count() else Qt.FocusPolicy.NoFocus
        )

    def _take_item(self, item: QListWidgetItem) -> None:
        self._take(item.data(Qt.ItemDataRole.UserRole))

    def _take_chosen(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._take_item(item)

    def _take_named(self) -> None:
        """Take whoever fits the name; a name that fits nobody is somebody new."""
        if self.list.count():
            self._take_chosen()
        elif self.entry.text().strip():
            self._take_new()

    def _take_new(self) -> None:
        draft = PersonDraft(name=self.entry.text())
        self._context.perform(
            partial(register_person, self._context.store, draft),
            on_done=self._take,
            on_error=self._refuse,
        )

    def _take(self, person_id: str) -> None:
        self._context.operate_as(person_id)
        self.accept()

    def _refuse(self, error: AppError) -> None:
        self.problem.setText(str(error))
        self.problem.show()
