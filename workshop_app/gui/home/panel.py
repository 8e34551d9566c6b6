"""*Inicio*: what is left to do, leading to its place; sessions; the path of the day."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from workshop_app.domain.labels import label as words_of
from workshop_app.gui.actions import Action
from workshop_app.gui.home.columns import state_tone
from workshop_app.gui.home.figures_panel import FiguresRow
from workshop_app.gui.home.presenter import HomePresenter
from workshop_app.gui.home.unsent import sentence as unsent_sentence
from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.empty import EmptyState
from workshop_app.gui.parts.labels import label
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.parts.scroll_column import ScrollColumn
from workshop_app.gui.parts.steps import Step, StepList
from workshop_app.gui.spoken_codes import short_codes
from workshop_app.gui.theme import px
from workshop_app.i18n import ntr, tr
from workshop_app.services.pending_words import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from workshop_app.domain.session import Session
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.home.figures import Figure
    from workshop_app.gui.home.presenter import Stretch
    from workshop_app.gui.home.unsent import Unsent
    from workshop_app.services.pending_words import Pending

_SIDE = 400
_ROOMY = 1_000
"""Pixels at 100 % from which there is room for the figures."""


class HomePanel(Panel):
    """The page one comes back to."""

    NAME: ClassVar[str] = "home"
    NEEDS_SESSION: ClassVar[bool] = False

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.presenter = HomePresenter(self, context, self)
        self.sessions = ListView(
            self.presenter.model, "sessions", accessible=tr("Sessions")
        )
        self.sessions.chosen.connect(self.presenter.put_on_table)
        self.new = button(tr("New session"), kind="primary", icon="plus")
        self.new.clicked.connect(self._new_session)
        self.consultation = label("", "strong", wrap=True)
        self.hint = label(tr("Enter puts a session on the table."), "muted")
        self.pending = StepList()
        self.done = label(tr("Looking…"), "muted")
        self.path = StepList()
        self.chip = Chip()
        self.figures = FiguresRow()
        self.figures.hide()  # or a page not yet shown would make the window higher
        self._has_figures = False
        self._lay_out()

    def shown(self) -> None:
        """Read everything again; the list has the focus, or what begins."""
        self.consultation.setText(self.context.consultation())
        self.presenter.refresh()
        if self.presenter.model.rowCount():
            self.sessions.setFocus()
        else:
            self.nothing.setFocus()

    @cached_property
    def nothing(self) -> EmptyState:
        """What begins; made when there is nothing."""
        nothing = EmptyState(
            tr("There is no session yet: the first one takes a minute."),
            [(tr("Prepare the first session"), "calendar", self._new_session)],
            icon="calendar",
        )
        column = self._list_card.body
        column.insertWidget(column.indexOf(self.sessions), nothing, 1)
        return nothing

    def focus_search(self) -> None:
        """There is nothing to search here but the list itself."""
        self.sessions.setFocus()

    def actions_here(self) -> Sequence[Action]:
        """Return what can be done here."""
        return (
            Action(
                name="new_session",
                title=tr("New session"),
                run=self._new_session,
                keys="Ctrl+N",
                group=tr("Home"),
                icon="plus",
            ),
        )

    def subtitle(self) -> str:
        """Say which process is open, and which session is on its table."""
        return self.context.session_line() or tr("No session on the table yet")

    def show_pending(
        self, pending: Sequence[Pending], unsent: Sequence[Unsent]
    ) -> None:
        """Show what is left to do, each line leading to its place."""
        lines = [
            Step(
                text=unsent_sentence(one),
                state="warn",
                run=partial(self.presenter.follow_unsent, one),
            )
            for one in unsent
        ]
        lines += [
            Step(
                text=short_codes(sentence(one)),
                state="warn",
                run=partial(self.presenter.follow, one),
            )
            for one in pending
        ]
        self.pending.set_steps(lines)
        self.done.setText(tr("Nothing is left to do."))
        self.done.setVisible(not lines)
        self.left.set_title(
            ntr("Left to do: {count} thing", "Left to do: {count} things", len(lines))
            if lines
            else tr("Left to do")
        )

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show the session on the table in figures, where there is room for them."""
        self.figures.show_figures(figures)
        self._has_figures = bool(figures)
        self._make_room()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Leave a small screen to the list and to what is left to do."""
        roomy = self.width() >= px(_ROOMY)
        self.figures.setVisible(self._has_figures and roomy)

    def show_path(self, path: Sequence[Stretch]) -> None:
        """Show how far the day has come; the first stretch not done is the present."""
        first = next((one for one in path if not one.done), None)
        self.path.set_steps(
            [
                Step(
                    text=one.sentence,
                    state="done" if one.done else "now" if one is first else "todo",
                    key=one.keys,
                    run=partial(self.context.go, one.page, one.target),
                )
                for one in path
            ]
        )
        self.day.setVisible(bool(path))

    def show_on_table(self, session: Session | None) -> None:
        """Show which session is on the table, and select it in the list."""
        has_any = bool(self.presenter.model.rowCount())
        self.sessions.setVisible(has_any)
        if not has_any or "nothing" in vars(self):
            self.nothing.setVisible(not has_any)
        self.new.setVisible(has_any)
        self.hint.setVisible(has_any)
        # their place is kept while they are read, or the page would jump
        self._has_figures = session is not None
        self._make_room()
        if session is None:
            return
        self.sessions.show_row(session.id)
        self.chip.set(words_of(session.state), state_tone(session.state))

    def _lay_out(self) -> None:
        list_card = self._list_card = Card(tr("Sessions"), self.new)
        list_card.body.addWidget(self.consultation)
        list_card.body.addWidget(self.sessions, 1)
        list_card.body.addWidget(self.hint)
        self.left = Card(tr("Left to do"))
        self.left.body.addWidget(self.pending)
        self.left.body.addWidget(self.done)
        self.day = Card(tr("The path of the day"), self.chip)
        self.day.body.addWidget(self.path)
        side = ScrollColumn(whole=True)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setMaximumWidth(px(_SIDE))
        side.body.setSpacing(px(14))
        side.body.addWidget(self.day)
        side.body.addWidget(self.left)
        side.body.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(px(20), px(16), px(20), px(16))
        page.setSpacing(px(14))
        page.addWidget(self.figures)
        row = QHBoxLayout()
        row.setSpacing(px(16))
        page.addLayout(row, 1)
        row.addWidget(list_card, 11)
        row.addWidget(side, 10)

    def _new_session(self) -> None:
        self.context.go("prepare", "new")
