"""One author, and what they say of the decision once it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workshop_app.domain.labels import label as words_of
from workshop_app.domain.vocabulary import Stance
from workshop_app.gui.parts.autosave_text import AutosaveLine
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.parts.labels import label
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.services.answer_desk import AuthorLine


class StanceForm(QWidget):
    """Name and organization; when it is decided, agrees or disagrees and the words.

    Signals:
        said: The stance and the words, given together.
    """

    said = Signal(object, str)

    def __init__(
        self,
        contribution: str,
        author: AuthorLine,
        *,
        decided: bool,
        keep: Callable[[str, str], None],
        forget: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(label(author.name, "strong", wrap=True))
        if author.organization:
            column.addWidget(label(author.organization, "muted", wrap=True))
        self.heading = label(tr("What the author says of the decision"), "caption")
        self.choice = ChoiceRow(
            [(one.value, words_of(one), "") for one in Stance],
            tr("What {name} says of the decision", name=author.name),
        )
        place = f"stance/{contribution}/{author.person}"
        self.words = AutosaveLine(place, keep=keep, forget=forget)
        self.words.setPlaceholderText(tr("In their words"))
        self.words.setAccessibleName(tr("What {name} said of it", name=author.name))
        self.choice.set_value("" if author.stance is None else author.stance.value)
        self.words.set_text(author.stance_text)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.choice)
        row.addWidget(self.words, 1)
        column.addWidget(self.heading)
        column.addLayout(row)
        for one in (self.heading, self.choice, self.words):
            one.setVisible(decided)
        self.choice.chosen.connect(self._chose)
        self.words.given.connect(self._given)

    def _chose(self, value: str) -> None:
        self.said.emit(Stance(value), self.words.text_now())

    def _given(self, text: str) -> None:
        """Give the words; without a stance they wait for one, kept."""
        if self.choice.value():
            self.said.emit(Stance(self.choice.value()), text)
        else:
            self.words.refuse()
