"""A line in which something on record is found by a part of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget
from typing_extensions import override

from workshop_app.domain.names import folded
from workshop_app.gui.check_in.pasting import pasted_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QFocusEvent

_ID: Final = Qt.ItemDataRole.UserRole
_NAME: Final = Qt.ItemDataRole.UserRole + 1
_SHOWN: Final = 9


class Choice(NamedTuple):
    """Something that may be meant.

    Attributes:
        id: "" for something new, to be made under the name typed.
        name: What the line shows once it is chosen.
        said: What the list shows of it.
        fits: Whether it holds all that was typed, and is not only like it.
    """

    id: str
    name: str
    said: str
    fits: bool = True


class PickLine(QLineEdit):
    """Shows what may be meant at every key; Enter and Tab take what is marked.

    Marked is the first that holds all that was typed; where nothing is even like it,
    the line that makes something new.  What is only like the text is never taken
    unless somebody goes there: Enter goes to the line for something new first.

    Signals:
        picked(str): id of what was chosen; "" when the line was emptied.
        named(str): a name that is to be made anew.
        unclear(str): what was left in the line means nothing on record.
        pasted(str): several lines, which are a table and nobody's name.
    """

    picked = Signal(str)
    named = Signal(str)
    unclear = Signal(str)
    pasted = Signal(str)

    def __init__(
        self,
        suggest: Callable[[str], Sequence[Choice]],
        *,
        new_words: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty line.

        Args:
            suggest: Returns what a text may mean, the likeliest first.
            new_words: Says that something new is made of a text; None if it cannot.
            parent: Its owner.
        """
        super().__init__(parent)
        self._suggest = suggest
        self._new_words = new_words
        self._id = self._name = self._named = ""
        self._stepped = False
        self._model = QStandardItemModel(self)
        self._list = QCompleter(self._model, self)
        self._list.setWidget(self)
        self._list.setCompletionMode(
            QCompleter.CompletionMode.UnfilteredPopupCompletion
        )
        self._list.setMaxVisibleItems(_SHOWN)
        self.popup = self._made_popup()
        self._list.activated[QModelIndex].connect(  # type: ignore[index]
            self._on_activated
        )
        self.textEdited.connect(self._on_typed)

    def value(self) -> str:
        """Return the id of what was chosen, "" for nothing."""
        return self._id

    def is_unsent(self) -> bool:
        """Whether the line shows something else than what was chosen or named."""
        return self.text() != self._name and self.text() != (self._named or None)

    def set_value(self, record_id: str, name: str) -> None:
        """Show what is on record, and tell nobody."""
        self._id, self._name, self._named = record_id, name, ""
        self.setText(name)
        self.setCursorPosition(0)
        self.popup.hide()

    def refuse(self) -> None:
        """Hold the name as not taken: nothing new could be made of it."""
        self._named = ""

    def give(self) -> None:
        """Take what stands in the line, if it can mean but one thing."""
        if not self.is_unsent():
            return
        text = self.text().strip()
        if not text:
            self._take("", "")
            return
        same = [one for one in self._suggest(text) if folded(one.name) == folded(text)]
        if len(same) == 1:
            self._take(same[0].id, same[0].name)
        else:
            self.unclear.emit(text)

    def choices(self) -> list[str]:
        """Return what the list shows, the likeliest first."""
        return [self._model.item(row).text() for row in range(self._model.rowCount())]

    def _made_popup(self) -> QListView:
        popup = QListView()
        popup.setUniformItemSizes(True)
        self._list.setPopup(popup)
        popup.installEventFilter(self)
        return popup

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the first ↓ go to the first, though it is marked before any key."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and not self._stepped
        ):
            self._stepped = True
            return self.popup.currentIndex().isValid()
        return super().eventFilter(watched, event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.give()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Take what is marked before Tab goes on, as Enter does."""
        return self._enter() or super().focusNextPrevChild(next)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        table = pasted_table(event)
        if table:
            self.pasted.emit(table)
            event.accept()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not self._enter():
                self.give()
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self.is_unsent():
            self.set_value(self._id, self._name)
            event.accept()
        elif event.key() == Qt.Key.Key_Down and not self.popup.isVisible():
            self._on_typed(self.text())
            self._stepped = True
            event.accept()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> bool:
        """Take what is marked; of what is only alike, mark what makes something new.

        Returns:
            Whether the focus is to stay for another key.
        """
        popup = self.popup
        marked = popup.currentIndex() if popup.isVisible() else QModelIndex()
        if marked.isValid():
            popup.hide()
            self._on_activated(marked)
            return self.window().focusWidget() is not self
        if popup.isVisible() and self._new_words is not None:
            popup.setCurrentIndex(self._model.index(self._model.rowCount() - 1, 0))
            return True
        popup.hide()
        return False

    def _on_typed(self, text: str) -> None:
        self._model.clear()
        typed = text.strip()
        found = self._suggest(typed) if typed else ()
        for one in found:
            self._add(one.id, one.name, one.said)
        if self._new_words is not None and typed:
            self._add("", typed, self._new_words(typed))
        if not self._model.rowCount():
            self.popup.hide()
            return
        self._list.complete()
        self._stepped = False
        fits = not found or found[0].fits
        self.popup.setCurrentIndex(self._model.index(0 if fits else -1, 0))

    def _add(self, record_id: str, name: str, said: str) -> None:
        item = QStandardItem(said)
        item.setData(record_id, _ID)
        item.setData(name, _NAME)
        item.setEditable(False)
        self._model.appendRow(item)

    def _on_activated(self, index: QModelIndex | QPersistentModelIndex) -> None:
        record_id, name = str(index.data(_ID)), str(index.data(_NAME))
        if record_id:
            self._take(record_id, name)
        else:
            self._named = self.text()
            self.named.emit(name)

    def _take(self, record_id: str, name: str) -> None:
        self.set_value(record_id, name)
        self.picked.emit(record_id)
