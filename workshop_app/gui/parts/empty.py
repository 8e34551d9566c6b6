"""What a page shows while there is nothing: why, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workshop_app.gui import icons, theme
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class EmptyState(QWidget):
    """One sentence and one or more buttons, the first of them the way to go."""

    def __init__(
        self,
        sentence: str,
        actions: Sequence[tuple[str, str, Callable[[], object]]] = (),
        *,
        icon: str = "inbox",
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Args:
            sentence: Why there is nothing here.
            actions: Words, icon ("" for none) and deed of each button.
            icon: The picture above the sentence.
            parent: Its owner.
        """
        super().__init__(parent)
        self._icon = icon
        self._deeds = [deed for _, _, deed in actions]
        self._picture = QLabel()
        self._sentence = label(sentence, "body", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setMaximumWidth(theme.px(520))
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(12))
        column.addStretch(1)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._sentence, 1000)  # all the room there is, up to its width
        middle.addStretch(1)
        column.addLayout(middle)
        column.addLayout(self._buttons(actions))
        column.addStretch(2)
        self._draw_icon()

    def set_sentence(self, sentence: str) -> None:
        """Say something else, as when a search found nothing."""
        self._sentence.setText(sentence)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the picture in the colours now in force."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw_icon()

    def _buttons(
        self, actions: Sequence[tuple[str, str, Callable[[], object]]]
    ) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        for number, (text, icon, _) in enumerate(actions):
            made = button(text, icon=icon, kind="plain" if number else "primary")
            made.setProperty("number", number)
            made.clicked.connect(self._act)
            row.addWidget(made)
            if number == 0:  # whoever puts the focus here means the way on
                self.setFocusProxy(made)
        row.addStretch(1)
        return row

    def _act(self) -> None:
        number = int(self.sender().property("number"))
        self._deeds[number]()

    def _draw_icon(self) -> None:
        picture = icons.pixmap(self._icon, theme.tokens().text3, 40)
        self._picture.setPixmap(picture)
