"""What was settled: by whom and why, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.labels import label
from workshop_app.gui.settling.rows import moment_words
from workshop_app.gui.spoken_codes import short_codes
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from workshop_app.services.settled import SettledDeed


class SettledForm(QWidget):
    """Shows one deed that settled something.

    Signals:
        turned(object): It is to be opened again, or settled again.
        went(str): Somebody wants the history of what it wrote, by id.
    """

    turned = Signal(object)
    went = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: SettledDeed | None = None
        self.state = Chip()
        self.title = label("", "heading", wrap=True)
        self.who = label("", "muted", wrap=True)
        self.why = label("", wrap=True)
        self.turn = button("", icon="undo", name="-")
        self.history = button(tr("See it in the history"), kind="ghost", icon="history")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.state, 0, Qt.AlignmentFlag.AlignLeft)
        for one in (self.title, self.who, self.why):
            column.addWidget(one)
        row = QHBoxLayout()
        row.addWidget(self.turn)
        row.addWidget(self.history)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.turn.clicked.connect(self.give)
        self.history.clicked.connect(self._go)

    def show_deed(self, done: SettledDeed) -> None:
        """Show one deed."""
        self._shown = done
        words = tr("Taken back") if done.undone else tr("Settled")
        self.state.set(words, "plain" if done.undone else "ok")
        self.title.setText(short_codes(done.words))
        self.who.setText(
            tr(
                "{name}, {moment}, at computer {computer}",
                name=done.name or tr("Somebody not on record here"),
                moment=moment_words(done.at),
                computer=done.device,
            )
        )
        self.why.setText(tr("Why: {reason}", reason=done.reason))
        said = tr("Settle it again") if done.undone else tr("Open it again")
        self.turn.setText(said)
        self.turn.setAccessibleName(said)
        self.turn.set_icon("redo" if done.undone else "undo")

    def give(self) -> None:
        """Open it again, or settle it again."""
        if self._shown is not None:
            self.turned.emit(self._shown)

    def _go(self) -> None:
        if self._shown is not None:
            self.went.emit(self._shown.touched)
