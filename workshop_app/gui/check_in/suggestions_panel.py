"""Who may be meant, under the field, while the focus stays in the field.

Painted at every key, so it lies over the list instead of pushing it down: nothing
else is laid out or painted again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from workshop_app.domain.labels import label as words_of
from workshop_app.gui import theme
from workshop_app.gui.check_in.columns import TONES, state_words
from workshop_app.gui.check_in.finding import MOST
from workshop_app.gui.parts.alert import announce
from workshop_app.gui.parts.chip import Tone, ink
from workshop_app.gui.parts.labels import KeyHints, label
from workshop_app.gui.parts.seat_mark import draw_mark
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.gui.check_in.finding import Suggestion

Index = QModelIndex | QPersistentModelIndex
_ROW: Final = 46
_NOWHERE: Final = QModelIndex()
_ELLIPSIS: Final = Qt.TextElideMode.ElideRight
_REMEMBERED: Final = 2_000
_LINE: Final = (
    Qt.AlignmentFlag.AlignLeft
    | Qt.AlignmentFlag.AlignVCenter
    | Qt.TextFlag.TextSingleLine
)
_RIGHT_OF_NAME: Final = (0.50, 0.63, 0.81)
"""Where number, bloc and state begin, as shares of the width."""


def badge(found: Suggestion) -> tuple[str, Tone | str]:
    """Return how somebody stands to the session, or how alike they are."""
    if found.line is not None:
        return state_words(found.line), TONES[found.line.place]
    if found.fits:
        return tr("On record"), "plain"
    return tr("Similar {percent} %", percent=found.score), "info"


def spoken(found: Suggestion) -> str:
    """Say a suggestion as one sentence."""
    parts = (
        found.name,
        found.organization,
        found.number,
        words_of(found.bloc),
        badge(found)[0],
    )
    return ", ".join(part for part in parts if part)


class _Found(QAbstractListModel):
    """The suggestions of the moment."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.found: Sequence[Suggestion] = ()

    def show(self, found: Sequence[Suggestion]) -> None:
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.found)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.UserRole:
            return self.found[index.row()]
        if role in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return spoken(self.found[index.row()])
        return None


class _Row(QStyledItemDelegate):
    """Paints a suggestion in one go."""

    def restyle(self) -> None:
        """Take letters and colours of the theme in force."""
        self._name = _Letters(theme.font(13, QFont.Weight.Medium))
        self._body, self._small = _Letters(theme.font(13)), _Letters(theme.font(12))
        self._state = _Letters(theme.font(12, QFont.Weight.DemiBold))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(300), theme.px(_ROW))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        found: Suggestion = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        colours = theme.tokens()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, QColor(colours.sel))
            bar = QRect(rect.topLeft(), QSize(theme.px(3), rect.height()))
            painter.fillRect(bar, QColor(colours.primary))
        painter.fillRect(
            rect.left(), rect.bottom(), rect.width(), 1, QColor(colours.border)
        )
        number, bloc, mark = (
            rect.left() + round(rect.width() * share) for share in _RIGHT_OF_NAME
        )
        left = rect.left() + theme.px(12)
        self._names(painter, _between(rect, left, number), found)
        text = QColor(colours.text)
        where = _between(rect, number, bloc)
        _write(painter, where, found.number or "–", self._body, text)
        self._bloc(painter, _between(rect, bloc, mark), found)
        self._badge(painter, _between(rect, mark, rect.right() + 1), found)
        painter.restore()

    def _names(self, painter: QPainter, room: QRect, found: Suggestion) -> None:
        colours = theme.tokens()
        half = room.height() // 2
        upper = QRect(room.left(), room.top() + theme.px(3), room.width(), half)
        _write(painter, upper, found.name, self._name, QColor(colours.text))
        lower = QRect(room.left(), upper.bottom() - theme.px(3), room.width(), half)
        _write(painter, lower, found.organization, self._small, QColor(colours.text2))

    def _bloc(self, painter: QPainter, room: QRect, found: Suggestion) -> None:
        side = theme.px(11)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = room.center().y() - side / 2 + 1
        draw_mark(painter, found.bloc.value, QRectF(room.left(), top, side, side))
        words = room.adjusted(side + theme.px(7), 0, 0, 0)
        shade = QColor(theme.tokens().text)
        _write(painter, words, words_of(found.bloc), self._body, shade)

    def _badge(self, painter: QPainter, room: QRect, found: Suggestion) -> None:
        words, tone = badge(found)
        pad, high = theme.px(8), theme.px(22)
        wide = self._state.metrics.horizontalAdvance(words) + 2 * pad + 2
        box = QRect(
            room.left(),
            room.center().y() - high // 2,
            min(wide, room.width() - pad),
            high,
        )
        colours = theme.tokens()
        grounds = {
            "ok": colours.ok_soft,
            "warn": colours.warn_soft,
            "info": colours.info_soft,
        }
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(grounds.get(tone, colours.surface2)))
        painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        inner = box.adjusted(pad, 0, -pad, 0)
        shade = ink(tone) if tone in grounds else colours.text2  # type: ignore[arg-type]
        _write(painter, inner, words, self._state, QColor(shade))


def _between(rect: QRect, left: int, right: int) -> QRect:
    """Return the part of a row between two edges, with a gap at the right."""
    return QRect(left, rect.top(), max(1, right - left - theme.px(8)), rect.height())


class _Letters:
    """A font, and how texts fit in it: people stay on the screen from key to key."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetrics(font)
        self._fitted: dict[tuple[str, int], str] = {}

    def fitted(self, text: str, width: int) -> str:
        """Return a text as far as it has room."""
        line = self._fitted.get((text, width))
        if line is None:
            line = self.metrics.elidedText(text, _ELLIPSIS, width)
            if len(self._fitted) > _REMEMBERED:
                self._fitted.clear()
            self._fitted[text, width] = line
        return line


def _write(
    painter: QPainter, room: QRect, text: str, letters: _Letters, shade: QColor
) -> None:
    painter.setFont(letters.font)
    painter.setPen(shade)
    line = letters.fitted(text, room.width())
    painter.drawText(room, _LINE, line)


class Suggestions(QFrame):
    """A card of people, over what lies below the field.

    Signals:
        picked(int): which of them was clicked.
    """

    picked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "popup")
        self._head = label("", "muted")
        # it lies over the ones under the field
        self._hints = KeyHints(
            (
                ("↓", tr("chooses")),
                ("Ctrl+N", tr("new person")),
                ("Esc", tr("clears")),
            )
        )
        self._model = _Found(self)
        self._rows = _Row(self)
        self._rows.restyle()
        self.view = QListView()
        self.view.setModel(self._model)
        self.view.setItemDelegate(self._rows)
        self.view.setUniformItemSizes(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.view.setVerticalScrollBarPolicy(never)
        self.view.setHorizontalScrollBarPolicy(never)
        self.view.setAccessibleName(tr("People who may be meant"))
        self.view.clicked.connect(self._clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(
            theme.px(14), theme.px(10), theme.px(14), theme.px(10)
        )
        column.setSpacing(theme.px(6))
        column.addWidget(self._head)
        column.addWidget(self.view, 1)
        column.addWidget(self._hints)
        self.hide()

    @property
    def found(self) -> Sequence[Suggestion]:
        """Who is shown."""
        return self._model.found

    @property
    def head(self) -> str:
        """What stands above them."""
        return self._head.text()

    def show_found(self, found: Sequence[Suggestion], chosen: int) -> None:
        """Show who may be meant; none is an answer too."""
        self._head.setText(_head(found, chosen))
        self._model.show(found)
        self.view.setVisible(bool(found))
        self.choose(chosen)
        self.fit()
        self.show()
        self.raise_()

    def choose(self, chosen: int, *, aloud: bool = False) -> None:
        """Mark the one that Enter means; -1 for none."""
        index = self._model.index(chosen, 0) if chosen >= 0 else _NOWHERE
        self.view.setCurrentIndex(index)
        if chosen < 0:
            self.view.clearSelection()
        elif aloud:
            announce(self.view, spoken(self._model.found[chosen]))
        self._head.setText(_head(self._model.found, chosen))

    def fit(self) -> None:
        """Be as high as the people shown."""
        rows = min(MOST, len(self._model.found)) * theme.px(_ROW)
        around = self._head.sizeHint().height() + self._hints.sizeHint().height()
        self.resize(self.width(), theme.px(32) + around + rows)

    def _clicked(self, index: Index) -> None:
        self.picked.emit(index.row())


def _head(found: Sequence[Suggestion], chosen: int) -> str:
    if not found:
        return tr("Nobody on record. Enter writes down a new person.")
    if chosen < 0:
        return tr("Similar people: ↓ chooses one, Enter writes down a new person.")
    return tr("Is it one of these people? Ctrl+N writes down somebody else.")
