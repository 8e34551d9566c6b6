"""The three parts of the minutes that somebody writes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workshop_app.gui.minutes.presenter import place
from workshop_app.gui.minutes.reading import PARTS
from workshop_app.gui.minutes.words import part_words
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.autosave_text import AutosaveText
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import KeyHints
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.minutes.reading import MinutesNow

_HEIGHT = {"opening": 96, "proceedings": 190, "closing": 96}


class NarrativeForm(QWidget):
    """Text that is safe at every keystroke and saved on leaving its field.

    Signals:
        given(str, str): a part and its text, to be saved.
        typed: a key changed something.
        reopening_wanted: somebody wants to write, and the session is closed.
    """

    given = Signal(str, str)
    typed = Signal()
    reopening_wanted = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session = ""
        self.locked = Alert()
        self.conflict = Alert()
        self.state = Chip()
        self.parts = {part: self._text() for part in PARTS}
        self.fields: dict[str, Field] = {}
        card = Card(tr("What somebody writes"), self.state)
        card.body.addWidget(self.locked)
        card.body.addWidget(self.conflict)
        for part, text in self.parts.items():
            title, hint = part_words(part)
            text.setMinimumHeight(px(_HEIGHT[part]))
            text.given.connect(partial(self._on_given, part))
            text.unsent.connect(self._on_unsent)
            text.textChanged.connect(self.typed)
            text.failed.connect(partial(self.show_problem, part))
            self.fields[part] = Field(title, text, hint=hint)
            card.body.addWidget(self.fields[part], 2 if part == "proceedings" else 1)
        card.body.addWidget(
            KeyHints([("Ctrl+Enter", tr("saves")), ("Tab", tr("saves, goes on"))])
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card, 1)

    def show_session(self, now: MinutesNow, kept: Mapping[str, str]) -> None:
        """Show what the store says, but not over what is being typed."""
        session = now.session
        fresh = session.id != self._session
        self._session = session.id
        if fresh:
            self.conflict.clear()
        for part, text in self.parts.items():
            if fresh:
                text.set_place(place(session.id, part))
            written = getattr(session, part)
            moved = not text.is_unsent() and text.text_now() != written
            if fresh or moved:
                text.set_text(written)
            if fresh and kept.get(part, written) != written:
                text.restore(kept[part])
            text.setReadOnly(now.is_closed)
        self._show_lock(closed=now.is_closed)
        self._on_unsent()

    def is_unsent(self, part: str) -> bool:
        """Whether a part holds what the store does not."""
        text = self.parts[part]
        return bool(self._session) and text.is_unsent()

    def focus_blank(self) -> None:
        """Put the focus on the first part in which nothing is written."""
        blank = [text for text in self.parts.values() if not text.text_now().strip()]
        (blank or [*self.parts.values()])[0].setFocus()

    def give(self) -> None:
        """Give what stands in every part."""
        for text in self.parts.values():
            text.give()

    def show_given(self, part: str) -> None:
        """Show that a part was saved."""
        self.parts[part].settle()
        self.fields[part].clear_problem()
        self._on_unsent()

    def show_not_given(
        self, part: str, error: AppError, look_again: Callable[[str], object]
    ) -> None:
        """Say why a part was not saved, and let the person save it over what is there.

        Args:
            part: Which one.
            error: Why; a change by somebody else is offered to be written over.
            look_again: Lets a part be written over after all.
        """
        text = self.parts[part]
        text.refuse()
        self.show_problem(part, error)
        self.conflict.show_alert(
            "warn",
            error.message,
            error.advice,
            (tr("Save mine over it"), partial(self._save_over, part, look_again)),
        )

    def show_problem(self, part: str, error: Exception) -> None:
        """Say under a part what is wrong; its text stays."""
        self.fields[part].show_problem(str(error), focus=False)

    def _save_over(self, part: str, look_again: Callable[[str], object]) -> None:
        self.conflict.clear()
        look_again(part)
        self.parts[part].give()

    def _show_lock(self, *, closed: bool) -> None:
        if not closed:
            self.locked.clear()
            return
        self.locked.show_alert(
            "info",
            tr("The session is closed: its account is as it was closed."),
            tr("To correct it, open the session again with a reason that is kept."),
            (tr("Open it again…"), self.reopening_wanted.emit),
        )

    def _text(self) -> AutosaveText:
        return AutosaveText("minutes/-/-", keep=self._keep, forget=self._forget)

    def _keep(self, at: str, text: str) -> None:
        if self._session:
            self._context.drafts.keep(at, text)

    def _forget(self, at: str) -> None:
        self._context.drafts.forget(at)

    def _on_given(self, part: str, text: str) -> None:
        self.given.emit(part, text)

    def _on_unsent(self, _unsent: bool = False) -> None:  # noqa: FBT001, FBT002 Qt's signal
        unsent = any(text.is_unsent() for text in self.parts.values())
        if unsent:
            self.state.set(tr("Being written"), "info")
        else:
            self.state.set("", "plain")
