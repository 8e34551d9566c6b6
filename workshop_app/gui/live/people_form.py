"""People by name: what is typed finds those of the session; Enter takes the first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.labels import tip
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workshop_app.gui.live.reading import Seat

_SHOWN = 5
_LEAST = 32
_COLUMNS = 2
_AROUND, _NARROWEST = 62, 80
_ID = Qt.ItemDataRole.UserRole
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class PeopleField(QWidget):
    """A line that finds people, and above it those who were taken.

    Args:
        find: Returns who is most likely meant by what was typed.
        name: What a screen reader calls the line.
        several: Whether more than one person may be taken.

    Signals:
        changed: Somebody was taken or taken out.
        stranger: A typed name that is nobody's of the session.
        accepted: Enter on an empty line: nobody more.
    """

    changed = Signal()
    stranger = Signal(str)
    accepted = Signal()

    def __init__(
        self,
        find: Callable[[str], Sequence[Seat]],
        name: str,
        *,
        several: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._several = several
        self._people: dict[str, str] = {}
        self._read_only = False
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(tr("Type a name…"))
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._suggest)
        self._taken = QWidget()
        self._grid = QGridLayout(self._taken)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(4))
        self._taken.hide()
        self.suggestions = self._make_suggestions()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self._taken)
        column.addWidget(self.line)
        self.setFocusProxy(self.line)

    def people(self) -> tuple[str, ...]:
        """Return the ids of those taken, in order."""
        return tuple(self._people)

    def set_people(self, people: Mapping[str, str]) -> None:
        """Show these, ids with names, as taken."""
        self._people = dict(people)
        self.line.clear()
        self._close()
        self._show_taken()

    def set_read_only(self, *, read_only: bool) -> None:
        """Let nobody be taken or taken out."""
        self._read_only = read_only
        self.line.setVisible(not read_only)
        # Tab would stop for ever at a field that hands the focus to a hidden one
        self.setFocusProxy(None if read_only else self.line)  # type: ignore[arg-type]
        self._show_taken()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._show_taken()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._close()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        open_ = self.suggestions.isVisible()
        if (
            key in _ENTER
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._enter()
            return True
        if open_ and key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step = 1 if key == Qt.Key.Key_Down else -1
            row = self.suggestions.currentRow() + step
            self.suggestions.setCurrentRow(row % self.suggestions.count())
            return True
        if open_ and key == Qt.Key.Key_Escape:
            self._close()
            return True
        if key == Qt.Key.Key_Backspace and not self.line.text() and self._people:
            self._take_out(list(self._people)[-1])
            return True
        return False

    def _enter(self) -> None:
        item = self.suggestions.currentItem()
        if self.suggestions.isVisible() and item is not None:
            self._choose(item)
        elif not self.line.text().strip():
            self.accepted.emit()

    def _suggest(self, text: str) -> None:
        if not text.strip():
            self._close()
            return
        self.suggestions.clear()
        for seat in self._find(text)[:_SHOWN]:
            words = " · ".join(filter(None, [seat.name, seat.organization]))
            item = QListWidgetItem(words)
            item.setData(_ID, seat.person)
            item.setToolTip(tip(words))
            self.suggestions.addItem(item)
        name = " ".join(text.split())
        stranger = QListWidgetItem(tr("“{name}”: register at the door…", name=name))
        stranger.setData(_ID, "")
        self.suggestions.addItem(stranger)
        self.suggestions.setCurrentRow(0)
        self._open()

    def _choose(self, item: QListWidgetItem) -> None:
        person = str(item.data(_ID))
        name = " ".join(self.line.text().split())
        self._close()
        if not person:
            self.stranger.emit(name)
            return
        if not self._several:
            self._people.clear()
        self._people[person] = item.text().split(" · ")[0]
        self.line.clear()
        self._show_taken()
        self.changed.emit()

    def _take_out(self, person: str) -> None:
        self._people.pop(person, None)
        self._show_taken()
        self.line.setFocus()
        self.changed.emit()

    def _show_taken(self) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        metrics = self.fontMetrics()
        columns = self._columns()
        room = max(self.width() // columns - px(_AROUND), px(_NARROWEST))
        for place, (person, name) in enumerate(self._people.items()):
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
            made = button(
                shown,
                icon="" if self._read_only else "close",
                name=name if self._read_only else tr("Take out {name}", name=name),
                tip=name,
            )
            made.setEnabled(not self._read_only)
            made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            if not self._read_only:
                made.clicked.connect(partial(self._take_out, person))
            self._grid.addWidget(made, place // columns, place % columns)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))
        self._taken.setVisible(bool(self._people))

    def _columns(self) -> int:
        """Put the names side by side only where each can be read whole."""
        wide = map(self.fontMetrics().horizontalAdvance, self._people.values())
        longest = max(wide, default=0)
        fits = longest <= self.width() // _COLUMNS - px(_AROUND)
        return _COLUMNS if fits else 1

    def _make_suggestions(self) -> QListWidget:
        made = QListWidget(self)
        made.setProperty("look", "card")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAccessibleName(tr("People found"))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setTextElideMode(Qt.TextElideMode.ElideRight)
        made.itemClicked.connect(self._choose)
        made.hide()
        return made

    def _open(self) -> None:
        """Lay the suggestions over the page, under the line or else above it."""
        window = self.window()
        if self.suggestions.parent() is not window:
            self.suggestions.setParent(window)
        row = max(self.suggestions.sizeHintForRow(0), px(_LEAST))
        height = row * self.suggestions.count() + px(6)
        corner = self.line.mapTo(window, QPoint(0, self.line.height() + 2))
        if corner.y() + height > window.height():
            corner = self.line.mapTo(window, QPoint(0, -height - 2))
        self.suggestions.setGeometry(
            corner.x(), max(corner.y(), 0), self.line.width(), height
        )
        self.suggestions.show()
        self.suggestions.raise_()

    def _close(self) -> None:
        self.suggestions.hide()
