"""A card over the page: while it lies there, nothing under it can be reached."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from workshop_app.gui.parts.card import Card

_TAB, _BACKTAB = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason
_STOPS: Final = {
    Qt.FocusPolicy.TabFocus,
    Qt.FocusPolicy.StrongFocus,
    Qt.FocusPolicy.WheelFocus,
}
_CHILDREN: Final = Qt.FindChildOption.FindDirectChildrenOnly


class OverPage(Card):
    """Lies over the other children of its parent; Tab stays inside."""

    def __init__(self, title: str, aside: QWidget, parent: QWidget) -> None:
        super().__init__(title, aside, parent)
        self._page = parent
        self._covered: list[QWidget] = []

    def cover(self) -> None:
        """Come to the front; what lies under it is out of reach of every key."""
        under = self._page.findChildren(QWidget, options=_CHILDREN)
        self._covered += [one for one in under if one is not self and _is_part(one)]
        for one in self._covered:
            one.setEnabled(False)
        self.show()
        self.raise_()

    def uncover(self) -> None:
        """Go away, and give back what lay under it."""
        self.hide()
        for one in self._covered:
            one.setEnabled(True)
        self._covered = []

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Stay inside, also when what had the focus can have it no more."""
        go = QWidget.nextInFocusChain if next else QWidget.previousInFocusChain
        here = self.window().focusWidget()
        start = here if self.isAncestorOf(here) else self
        one = go(start)
        while one is not None and one is not start and not self._is_stop(one):
            one = go(one)
        if one is not None:
            one.setFocus(_TAB if next else _BACKTAB)
        return True

    def _is_stop(self, one: QWidget) -> bool:
        """Say whether Tab stops at something: it is inside, seen and in use."""
        inside = self.isAncestorOf(one) and one.isVisibleTo(self) and one.isEnabled()
        return inside and one.focusPolicy() in _STOPS


def _is_part(one: QWidget) -> bool:
    """Say whether something is in use on the page, and no window of its own."""
    return one.isEnabled() and not one.isWindow()
