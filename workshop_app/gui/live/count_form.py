"""The counters: an answer a line, a bloc a column, the one being counted framed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIntValidator, QPainter, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from workshop_app.domain.labels import label as said
from workshop_app.domain.vocabulary import Bloc, VoteChoice
from workshop_app.gui import theme
from workshop_app.gui.live.actions import bloc_key
from workshop_app.gui.live.count import CHOICES
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.labels import key_cap, label, tip
from workshop_app.gui.parts.seat_mark import draw_mark
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from workshop_app.gui.live.count import HandCount

_MOST: Final = 99_999
_ENTER: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_FIRST_BLOC: Final = 1


def choice_words(choice: VoteChoice) -> str:
    """Say an answer as the table does."""
    words = {
        VoteChoice.FOR: tr("In favour"),
        VoteChoice.AGAINST: tr("Against"),
        VoteChoice.ABSTAIN: tr("Abstention"),
    }
    return words[choice]


class _Heading(QWidget):
    """The mark and the letter of a bloc, and how many of it were counted."""

    clicked = Signal()

    def __init__(self, bloc: Bloc) -> None:
        super().__init__()
        self._bloc = bloc
        self.setToolTip(tip(said(bloc)))
        self.setAccessibleName(said(bloc))
        self.number = label("", "muted")
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        top = QHBoxLayout()
        top.setSpacing(px(4))
        top.addStretch(1)
        top.addSpacing(px(16))
        top.addWidget(key_cap(bloc_key(bloc)))
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(4), 0, 0)
        column.setSpacing(px(1))
        column.addLayout(top)
        column.addWidget(self.number)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        side = px(12)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            left = self.width() / 2 - px(22)
            draw_mark(painter, self._bloc, QRectF(left, px(7), side, side))


class _Number(QLineEdit):
    """A count that can be typed; Enter goes on to the next."""

    def __init__(self, name: str) -> None:
        super().__init__("0")
        self.setAccessibleName(name)
        self.setValidator(QIntValidator(0, _MOST, self))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFont(theme.font(19, QFont.Weight.Bold))
        self.setTextMargins(0, 0, 0, 0)
        self.setMinimumWidth(px(46))
        self.setFixedHeight(px(38))
        self.setStyleSheet("padding: 0px;")


class CountPad(QWidget):
    """Counts hands; takes the focus as a whole, so that Tab goes from bloc to bloc.

    Signals:
        added: An answer, and one more or one fewer.
        typed: A bloc, an answer and its number.
        turned: A bloc that is to be counted.
    """

    added = Signal(object, int)
    typed = Signal(object, object, int)
    turned = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Counters of the vote"))
        self._front = Bloc.STATE
        self._blocs: tuple[Bloc, ...] = ()
        self.numbers: dict[tuple[Bloc, VoteChoice], _Number] = {}
        self._headings: dict[Bloc, _Heading] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, px(2), 0, px(6))
        self._grid.setHorizontalSpacing(px(5))
        self._grid.setVerticalSpacing(px(4))
        self._lay_out()

    def show_count(self, count: HandCount, front: Bloc) -> None:
        """Show the hands counted so far."""
        self._front, self._blocs = front, count.blocs
        for bloc, heading in self._headings.items():
            heading.setVisible(bloc in count.blocs)
            column = _FIRST_BLOC + list(Bloc).index(bloc)
            self._grid.setColumnStretch(column, 2 if bloc in count.blocs else 0)
            heading.number.setText(f"{count.cast_of(bloc)}/{count.voting(bloc)}")
        for (bloc, choice), field in self.numbers.items():
            field.setVisible(bloc in count.blocs)
            field.setText(str(count.number(bloc, choice)))
            field.setModified(False)
        self.setAccessibleDescription(
            tr(
                "{bloc}: {votes_for} in favour, {against} against, "
                "{abstain} abstaining",
                bloc=said(front),
                votes_for=count.number(front, VoteChoice.FOR),
                against=count.number(front, VoteChoice.AGAINST),
                abstain=count.number(front, VoteChoice.ABSTAIN),
            )
        )
        self.update()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Go to the next bloc; after the last, on to the next control."""
        if self.hasFocus() and self._front in self._blocs:
            place = self._blocs.index(self._front) + (1 if next else -1)
            if 0 <= place < len(self._blocs):
                self.turned.emit(self._blocs[place])
                return True
        return super().focusNextPrevChild(next)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes into the numbers, to type them."""
        if self.hasFocus() and event.key() in _ENTER and self._blocs:
            self._enter(self._front, 0)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the column of the bloc being counted."""
        heading = self._headings[self._front]
        if not heading.isVisible():
            return
        last = self.numbers[self._front, CHOICES[-1]]
        top = heading.geometry().top()
        height = last.geometry().bottom() - top
        box = QRectF(heading.x() - px(3), top, heading.width() + px(6), height + px(5))
        colours = theme.tokens()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(QColor(colours.primary_soft))
            thick = 2 if self.hasFocus() else 1
            painter.setPen(QPen(QColor(colours.primary), thick))
            painter.drawRoundedRect(box.adjusted(1, 0, -1, -1), px(7), px(7))

    @override
    def focusInEvent(self, event: object) -> None:
        self.update()

    @override
    def focusOutEvent(self, event: object) -> None:
        self.update()

    def _lay_out(self) -> None:
        grid = self._grid
        for column, bloc in enumerate(Bloc, start=_FIRST_BLOC):
            heading = _Heading(bloc)
            heading.clicked.connect(partial(self.turned.emit, bloc))
            self._headings[bloc] = heading
            grid.addWidget(heading, 0, column)
        end = _FIRST_BLOC + len(Bloc)
        for row, choice in enumerate(CHOICES, start=1):
            grid.addLayout(_caption(row, choice), row, 0)
            for column, bloc in enumerate(Bloc, start=_FIRST_BLOC):
                grid.addWidget(self._number(bloc, choice), row, column)
            grid.addWidget(self._step(choice, -1), row, end)
            grid.addWidget(self._step(choice, 1), row, end + 1)

    def _number(self, bloc: Bloc, choice: VoteChoice) -> _Number:
        name = f"{said(bloc)}, {choice_words(choice)}"
        field = _Number(name)
        field.editingFinished.connect(partial(self._on_typed, bloc, choice))
        field.returnPressed.connect(partial(self._on_enter, bloc, choice))
        self.numbers[bloc, choice] = field
        return field

    def _step(self, choice: VoteChoice, step: int) -> QWidget:
        words = choice_words(choice)
        more = tr("One more: {answer}", answer=words)
        fewer = tr("One fewer: {answer}", answer=words)
        made = button(
            "", icon="plus" if step > 0 else "minus", tip=more if step > 0 else fewer
        )
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setMaximumWidth(px(34))
        made.clicked.connect(partial(self._on_step, choice, step))
        return made

    def _on_step(self, choice: VoteChoice, step: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 what Qt sends
        self.added.emit(choice, step)

    def _on_typed(self, bloc: Bloc, choice: VoteChoice) -> None:
        field = self.numbers[bloc, choice]
        if field.isModified():
            self.typed.emit(bloc, choice, int(field.text() or 0))

    def _on_enter(self, bloc: Bloc, choice: VoteChoice) -> None:
        place = CHOICES.index(choice) + 1
        if place < len(CHOICES):
            self._enter(bloc, place)
        else:
            self.setFocus()

    def _enter(self, bloc: Bloc, place: int) -> None:
        field = self.numbers[bloc, CHOICES[place]]
        field.setFocus()
        field.selectAll()


def _caption(number: int, choice: VoteChoice) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, px(4), 0)  # clear of the frame around the blocs
    row.setSpacing(px(6))
    row.addWidget(key_cap(str(number)))
    row.addWidget(label(choice_words(choice), "strong"))
    row.addStretch(1)
    return row
