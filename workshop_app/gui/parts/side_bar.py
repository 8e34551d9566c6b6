"""The bar at the left: where one can go, wide or as a rail of icons with a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleStateChangeEvent
from PySide6.QtWidgets import (
    QAccessibleWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from workshop_app.gui.icons import icon, pixmap
from workshop_app.gui.parts.labels import label, tip
from workshop_app.gui.theme import px, restyle, tokens
from workshop_app.i18n import tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

WIDE, RAIL = 216, 84
EDGE, GAP, MARK = 3, 8, 26
TALL, LOW = 48, 32


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A place one can go to; `short` is its word in the rail."""

    name: str
    title: str
    short: str
    icon: str
    keys: str
    group: str


class NavButton(QToolButton):
    """One place.

    A push button to assistive technology, pressed where one is; Qt would call one that
    can be checked a check box, which another press could clear.
    """

    asked = Signal(str)

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry = entry
        self._is_current: bool | None = None
        self.setProperty("nav", "true")
        self.setObjectName(f"go_{entry.name}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tip = f"{entry.title} ({entry.keys})"
        self.setToolTip(tip(self._tip))
        self.setAccessibleName(entry.title)
        self.clicked.connect(self._ask)
        _HeardPlace(self).stay()
        self.show_current(current=False)
        self.show_wide(wide=True)

    @property
    def is_current(self) -> bool:
        """Whether this is where one is."""
        return bool(self._is_current)

    def show_current(self, *, current: bool) -> None:
        """Show and tell whether this is where one is."""
        if current is self._is_current:
            return
        self._is_current = current
        colour = tokens().side_on if current else tokens().side_text
        self.setIcon(icon(self._entry.icon, colour))
        self.setProperty("current", "true" if current else "false")
        where = tr("{title}, you are here", title=self._tip)
        self.setAccessibleDescription(where if current else self._tip)
        restyle(self)
        changed = QAccessible.State()
        changed.checked = True
        told = QAccessibleStateChangeEvent(self, changed)
        QAccessible.updateAccessibility(told)

    def show_low(self, *, low: bool) -> None:
        """Leave the word out in the rail, where it would not fit with the others."""
        bare = Qt.ToolButtonStyle.ToolButtonIconOnly
        under = Qt.ToolButtonStyle.ToolButtonTextUnderIcon
        self.setToolButtonStyle(bare if low else under)
        self.setMinimumHeight(px(LOW if low else TALL))

    def show_wide(self, *, wide: bool) -> None:
        """Put the word beside the icon, or under it in the rail."""
        self.setProperty("rail", "false" if wide else "true")
        self.setIconSize(QSize(px(20), px(20)))
        if wide:
            self.setText(f"  {self._entry.title}")
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self.setMinimumHeight(px(38))
        else:
            self.setText(self._entry.short)
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            self.setMinimumHeight(px(TALL))
        restyle(self)

    def _ask(self) -> None:
        self.asked.emit(self._entry.name)


class _HeardPlace(QAccessibleWidget):
    """What assistive technology has of a place: a button, pressed where one is."""

    def __init__(self, place: NavButton) -> None:
        super().__init__(place, QAccessible.Role.Button)

    def stay(self) -> None:
        """Stand for the place until Qt takes both away.

        Qt deletes it with its button.  It is kept here until then, for it would be
        deleted twice if Python let go of it first.  (A factory would be asked of every
        object there is, and each of them wrapped for it.)
        """
        _HEARD[:] = [one for one in _HEARD if isValid(one)]
        _HEARD.append(self)
        QAccessible.registerAccessibleInterface(self)

    def state(self) -> QAccessible.State:
        """Say besides whether one is there."""
        state = super().state()
        place = self.widget()
        state.checkable = True
        state.checked = isinstance(place, NavButton) and place.is_current
        return state

    def actionNames(self) -> list[str]:
        """Return what can be done with it."""
        return [self.pressAction(), *super().actionNames()]

    def doAction(self, action: str) -> None:
        """Go there, as a click does, or put the focus on it."""
        place = self.widget()
        if action == self.pressAction() and isinstance(place, NavButton):
            place.click()
        else:
            super().doAction(action)


_HEARD: list[_HeardPlace] = []
"""Of every place there is."""


class SideBar(QFrame):
    """The places in their groups, and a foot that says where the work is kept."""

    went = Signal(str)

    def __init__(
        self, entries: Sequence[Entry], product: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setAccessibleName(tr("Pages"))
        self._buttons: dict[str, NavButton] = {}
        self._only_wide: list[QWidget] = []
        self._is_wide = True
        self._is_low = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(px(EDGE), px(12), px(EDGE), px(10))
        self._layout.setSpacing(px(2))
        self._layout.addLayout(self._brand(product))
        self._layout.addSpacing(px(8))
        self._fill([one for one in entries if one.group])
        self._layout.addStretch(1)
        self._fill([one for one in entries if not one.group])
        self._foot = label("", "muted")
        self._foot.setObjectName("foot")
        self._foot.setWordWrap(True)
        self._layout.addWidget(self._foot)
        self._only_wide.append(self._foot)
        self.setFixedWidth(px(WIDE))

    def show_current(self, name: str) -> None:
        """Show where one is."""
        for key, one in self._buttons.items():
            one.show_current(current=key == name)

    def show_only(self, names: Sequence[str] | None) -> None:
        """Show some places alone, as at the table; None shows all."""
        for key, one in self._buttons.items():
            one.setVisible(names is None or key in names)
        self._fit()

    def is_shown(self, name: str) -> bool:
        """Return whether one can go to a place from here."""
        return not self._buttons[name].isHidden()

    def show_foot(self, sentence: str) -> None:
        """Say below where the work is kept."""
        self._foot.setText(sentence)

    def show_wide(self, *, wide: bool) -> None:
        """Be a bar with words, or a rail."""
        if wide == self._is_wide:
            return
        self._is_wide = wide
        self.setFixedWidth(px(WIDE if wide else RAIL))
        # in the middle of the rail: between equal edges and the gap before it
        self._mark.setFixedWidth(px(MARK if wide else RAIL - 2 * EDGE - 2 * GAP))
        for one in self._buttons.values():
            one.show_wide(wide=wide)
        for part in self._only_wide:
            part.setVisible(wide)
        self._is_low = False
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        """Ask for as much height as the places need at their lowest."""
        least = super().minimumSizeHint()
        if self._is_wide:
            return least
        return QSize(least.width(), least.height() - self._saved())

    def _saved(self) -> int:
        """Return how much lower the rail could be than it is."""
        seen = [one for one in self._buttons.values() if not one.isHidden()]
        return sum(one.minimumHeight() - px(LOW) for one in seen)

    def _fit(self) -> None:
        """Leave the words out of the rail where not all places fit with them."""
        if self._is_wide:
            return
        seen = [one for one in self._buttons.values() if not one.isHidden()]
        rest = sum(one.minimumHeight() for one in seen)
        bare = super().minimumSizeHint().height() - rest
        low = bare + len(seen) * px(TALL) > self.height()
        if low is not self._is_low:
            self._is_low = low
            for one in self._buttons.values():
                one.show_low(low=low)

    def _brand(self, product: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        self._mark = QLabel()
        self._mark.setPixmap(pixmap("kuska", tokens().side_on, MARK))
        self._mark.setFixedWidth(px(MARK))
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        word = label(product, "strong")
        word.setObjectName("brand")
        row.addSpacing(px(GAP))
        row.addWidget(self._mark)
        row.addWidget(word)
        row.addStretch(1)
        self._only_wide.append(word)
        return row

    def _fill(self, entries: Sequence[Entry]) -> None:
        group = ""
        for entry in entries:
            if entry.group != group:
                group = entry.group
                heading = label(group.upper(), "muted")
                heading.setObjectName("group")
                self._only_wide.append(heading)
                self._layout.addWidget(heading)
            one = NavButton(entry)
            one.asked.connect(self.went)
            self._buttons[entry.name] = one
            self._layout.addWidget(one)
