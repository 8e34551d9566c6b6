"""A strip that asks once, in place, before something that counts is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workshop_app.gui import theme
from workshop_app.gui.parts.alert import announce
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.labels import key_cap, label
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

CALM_MS = 500
"""How long nothing may be pressed before a key or a click is taken for an answer."""


class AskStrip(QFrame):
    """Says what will happen and what is missing; Enter does it, Esc leaves it.

    What comes right after the strip, a key held down or a second click on what
    opened it, was not meant for it and is let pass.

    Signals:
        asking(bool): it begins to ask, or asks no more.
    """

    asking = Signal(bool)

    def __init__(self, keys: str = "", parent: QWidget | None = None) -> None:
        """Make it; `keys` are those of the page that confirm, too."""
        super().__init__(parent)
        self.setProperty("look", "alert")
        self.setProperty("tone", "warn")
        self._deed: Callable[[], object] | None = None
        self._back: QWidget | None = None
        self._since = QElapsedTimer()
        self._title = label("", "strong", wrap=True)
        self._text = label("", wrap=True)
        self.confirm_it = button(tr("Yes"), kind="primary", name="-")
        self.leave_it = button(tr("Not yet"), kind="ghost")
        self.confirm_it.clicked.connect(self.confirm)
        self.leave_it.clicked.connect(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(4 * [theme.px(12)]))
        column.setSpacing(theme.px(6))
        column.addWidget(self._title)
        column.addWidget(self._text)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.confirm_it, 1)
        row.addWidget(key_cap(keys or tr("Enter")))
        row.addWidget(self.leave_it)
        row.addWidget(key_cap("Esc"))
        column.addLayout(row)
        self.hide()

    @property
    def is_asking(self) -> bool:
        """Whether it waits for an answer."""
        return self._deed is not None

    @property
    def is_calm(self) -> bool:
        """Whether it has been there long enough to have been read."""
        return self._since.isValid() and self._since.elapsed() >= CALM_MS

    def ask(
        self,
        title: str,
        text: str,
        confirm: str,
        deed: Callable[[], object],
        *,
        back: QWidget,
        focus: bool = True,
    ) -> None:
        """Ask, until it is answered or left.

        Args:
            title: What will happen.
            text: What is missing still; may be empty.
            confirm: The words of the button that does it.
            deed: Does it; called once at most.
            back: Where the focus goes if it is left.
            focus: Whether to take the focus; not where something is still to be
                filled in.
        """
        self._deed, self._back = deed, back
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.confirm_it.setText(confirm.replace("&", "&&"))
        self.confirm_it.setAccessibleName(confirm)
        self.confirm_it.setAccessibleDescription(f"{title} {text}".strip())
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._since.start()
        self.show()
        self.asking.emit(True)
        if focus:
            self.confirm_it.setFocus()
        announce(self, f"{title} {text}".strip(), urgent=True)

    def confirm(self) -> None:
        """Do what was asked, if that was not pressed by haste."""
        deed = self._deed
        if deed is None:
            return
        if not self.is_calm:
            self._since.restart()
            return
        self.clear()
        deed()

    def leave(self) -> None:
        """Do nothing of it, and go back to where one was."""
        back = self._back
        self.clear()
        if back is not None:
            back.setFocus()

    def clear(self) -> None:
        """Ask no more: it was answered, or does not matter any longer."""
        self._deed = self._back = None
        self._since.invalidate()
        self.hide()
        self.asking.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter confirms, Esc leaves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.confirm()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
