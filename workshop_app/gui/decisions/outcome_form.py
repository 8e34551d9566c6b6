"""The eight outcomes, each with its key and what it means."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from workshop_app.domain.labels import label as words_of
from workshop_app.gui.decisions.words import OUTCOMES, meaning
from workshop_app.gui.parts.labels import label
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from workshop_app.domain.vocabulary import Outcome

_COLUMNS: Final = 2
_LOOKED_AT: Final = {QEvent.Type.FocusIn, QEvent.Type.Enter}
_LOOKED_AWAY: Final = {QEvent.Type.FocusOut, QEvent.Type.Leave}


class OutcomeChoice(QWidget):
    """One of eight: by its number, arrows or the pointer.

    Signals:
        chosen: The outcome a person chose; not when it is only shown.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[Outcome, QRadioButton] = {}
        self.help = label("", "muted", wrap=True)
        self._group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(0)
        rows = len(OUTCOMES) // _COLUMNS
        for number, outcome in enumerate(OUTCOMES):
            made = QRadioButton(f"{number + 1}  {words_of(outcome)}")
            made.setAccessibleName(words_of(outcome))
            made.setAccessibleDescription(meaning(outcome))
            made.setMinimumHeight(px(32))
            made.clicked.connect(partial(self._clicked, outcome))
            made.installEventFilter(self)
            self.buttons[outcome] = made
            self._group.addButton(made, number)
            grid.addWidget(made, number % rows, number // rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addLayout(grid)
        column.addWidget(self.help)
        self.help.setMinimumHeight(px(34))
        self.help.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.show_outcome(None)

    def outcome(self) -> Outcome | None:
        """Return the one chosen."""
        return next((o for o, b in self.buttons.items() if b.isChecked()), None)

    def show_outcome(self, outcome: Outcome | None) -> None:
        """Show one as chosen, or none."""
        self._group.setExclusive(False)
        for one, made in self.buttons.items():
            made.setChecked(one is outcome)
        self._group.setExclusive(True)
        self.setFocusProxy(self.buttons[outcome or OUTCOMES[0]])
        self._explain(outcome)

    def choose(self, outcome: Outcome) -> None:
        """Choose one, as its key does."""
        self.buttons[outcome].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.buttons[outcome].click()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Explain what is looked at, and choose by number."""
        outcome = next((o for o, b in self.buttons.items() if b is watched), None)
        if event.type() in _LOOKED_AT:
            self._explain(outcome)
        elif event.type() in _LOOKED_AWAY:
            self._explain(self.outcome())
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._by_number(event.text())
        return False

    def _by_number(self, text: str) -> bool:
        if not (text.isascii() and text.isdigit()):
            return False
        number = int(text) - 1
        if not 0 <= number < len(OUTCOMES):
            return False
        self.choose(OUTCOMES[number])
        return True

    def _clicked(self, outcome: Outcome, _checked: bool = True) -> None:  # noqa: FBT001, FBT002 what Qt sends
        self.setFocusProxy(self.buttons[outcome])
        self._explain(outcome)
        self.chosen.emit(outcome)

    def _explain(self, outcome: Outcome | None) -> None:
        self.help.setText(
            tr("Press its number, or Alt and its number from anywhere.")
            if outcome is None
            else meaning(outcome)
        )
