"""At the table: agenda and contributions, the one in front, its vote."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from workshop_app.domain.vocabulary import Bloc, Method, VoteChoice
from workshop_app.gui.live.actions import live_actions
from workshop_app.gui.live.agenda_panel import AgendaCard
from workshop_app.gui.live.closing_panel import ClosingCard
from workshop_app.gui.live.columns_panel import ThreeColumns
from workshop_app.gui.live.contributions_panel import ContributionsCard
from workshop_app.gui.live.editor_form import EditorForm
from workshop_app.gui.live.presenter import LivePresenter
from workshop_app.gui.live.room_panel import RoomCard
from workshop_app.gui.live.vote_now import WaysOn
from workshop_app.gui.live.vote_panel import VoteCard
from workshop_app.gui.live.voting import VotePresenter
from workshop_app.gui.live.writing import EditorPresenter
from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.undo_strip import UndoStrip
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from workshop_app.gui.actions import Action
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.live.agenda import Point
    from workshop_app.gui.live.count import HandCount
    from workshop_app.gui.live.presenter import WayOn
    from workshop_app.gui.live.reading import Line, TableNow
    from workshop_app.gui.live.vote_now import Kind, VoteNow
    from workshop_app.services.checklist import CheckLine


_LOW = 560
"""Pixels at 100 % under which the agenda gives way to the list."""


class LivePanel(Panel):
    """The table while it meets."""

    NAME: ClassVar[str] = "live"
    KEYS_WORK = Qt.ShortcutContext.WindowShortcut

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.presenter = LivePresenter(context, self, self)
        find = self.presenter.find_people
        self.agenda = AgendaCard()
        self.closing = ClosingCard()
        self.alert = Alert()
        self.contributions = ContributionsCard()
        self.undo = UndoStrip()
        self.editor = EditorForm(find)
        self.vote = VoteCard(find, self.presenter.unsent)
        self.room = RoomCard()
        self.writing = EditorPresenter(
            context,
            self.editor,
            self.presenter.unsent,
            self._on_written,
            self._tell,
        )
        self.voting = VotePresenter(
            context,
            self,
            self.presenter.unsent,
            WaysOn(
                save=self.save,
                open_session=self.presenter.open_session,
                check_in=partial(context.go, "check_in"),
                show=self.target,
                told=self.offer_undo,
            ),
        )
        self._session = ""
        self._ballot = ""  # what the open vote in front is on
        self.columns = ThreeColumns(
            [self.agenda, self.closing, self.alert, self.undo, self.contributions],
            self.editor,
            [self.vote, self.room],
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.columns)
        self.turn_agenda = self.presenter.turn_agenda
        self.next_kind = self.editor.next_kind
        self.next_method = self.vote.next_method
        self.show_limit, self.unsay = self.vote.show_limit, self.vote.unsay
        self.ask_reason = self.vote.roll.ask_reason
        self.go_to_next = self.vote.roll.go_on
        self._connect()

    @override
    def shown(self) -> None:
        session = self.context.session
        if session is None:
            return
        self.editor.details.setVisible(not self.context.settings.table_mode)
        if self._session != session:
            self._session = session
            self.writing.forget()
        came = not self.presenter.is_awake
        self.presenter.wake()
        if came or not self.isAncestorOf(self.window().focusWidget()):
            self._start()

    @override
    def leave(self) -> None:
        self.writing.leave()
        self.voting.leave()
        self.presenter.sleep()

    @override
    def focus_search(self) -> None:
        self.contributions.search()

    @override
    def target(self, record_id: str) -> None:
        self.writing.leave()
        self.contributions.filter.clear()
        table = self.presenter.table
        asked = None if table is None else table.ballot(record_id)
        if asked is None:
            self._put_in_front(record_id)
        else:  # the checks before closing lead to a vote that is still open
            self._put_in_front(asked.ballot.contribution or "")
            self.to_page()

    @override
    def actions_here(self) -> Sequence[Action]:
        return live_actions(self)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.agenda.set_low(low=self.height() < px(_LOW))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves a field, so that keys count again; never the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.to_page()
        else:
            super().keyPressEvent(event)

    def to_page(self) -> None:
        """Take the focus out of the fields: what is pressed now is no text."""
        if self.voting.is_counting or self.voting.is_calling:
            self.vote.take_focus()
        else:
            self.contributions.list.setFocus()

    # What its presenters say.

    def show_table(self, table: TableNow, lines: Sequence[Line]) -> None:
        """Show what was read; the contribution in front stays in front."""
        self.alert.clear()
        self.undo.clear()
        self.editor.set_names(table.names)
        self.editor.details.set_themes(table.themes)
        self.agenda.show_state(table.session.state)
        self.agenda.show_quorum(self.presenter.quorum_line(), met=table.room.has_quorum)
        self._show_lines(lines)
        self.writing.closed = self.presenter.closed_line()
        if self.writing.front.id:
            self.writing.follow(table)
        elif lines:
            self._put_in_front(lines[0].id)
        else:
            self.writing.begin()
        self._follow(table)

    def show_agenda(self, points: Sequence[Point]) -> None:
        """Show the agenda as it stands now."""
        self.agenda.show_points(points)

    def show_problem(self, title: str, text: str, way_on: WayOn | None = None) -> None:
        """Say what cannot be done, and the way on."""
        self.alert.show_alert("bad", title, text, way_on)

    def show_closing(self, left: Sequence[CheckLine]) -> None:
        """Say what is left to do before the session closes."""
        self.closing.show_lines(left)

    def show_vote(self, vote: VoteNow, count: HandCount | None) -> None:
        """Show the vote in front."""
        held, was = self.vote.holds_focus(), self._ballot
        self.vote.show_vote(vote, count)
        self.room.show_room(vote)
        self._ballot = vote.code if vote.stage in {"hands", "roll"} else ""
        ended = vote.stage == "closed" and vote.code == was
        if ended or (held and not self.vote.holds_focus()):
            self.vote.take_focus()

    def show_count(self, count: HandCount, bloc: Bloc) -> None:
        """Show the hands as they are counted."""
        vote = self.voting.vote
        if vote is not None and vote.records is not None:
            self.vote.show_count(count, bloc, vote.records)

    def say(
        self, kind: Kind, title: str, text: str, way_on: WayOn | None = None
    ) -> None:
        """Say in the vote's card what stands in the way."""
        self.vote.say(kind, title, text, way_on)

    def offer_undo(self, sentence: str) -> None:
        """Say what was just done, and offer to take it back."""
        self.undo.offer(sentence, self.presenter.way_back())

    def asked(self) -> tuple[str, Method]:
        """Return the question and the method chosen for the next vote."""
        return self.vote.asked()

    # What can be done here.

    def begin(self) -> None:
        """Begin a contribution; what was in front is left."""
        self.writing.leave()
        self.writing.begin()
        self._show_lines(self.presenter.lines())
        self.contributions.stand_on(self.writing.front.id)
        self._follow_again()
        self.editor.write()

    def save(self) -> None:
        """Put on record what is in front."""
        self.writing.commit()

    def save_and_begin(self) -> None:
        """Put on record what is in front, and begin the next."""
        self.writing.commit(then=self.begin)

    def toggle_vote(self) -> None:
        """Open or close the vote on what is in front."""
        if self.writing.is_changed and not self.writing.front.is_new:
            self.writing.commit(then=self._toggle)
        else:
            self._toggle()

    def count(self, choice: VoteChoice, step: int) -> None:
        """Count a hand, or put an answer to the call on record."""
        if self.voting.is_counting:
            self.voting.add(choice, step)
        elif self.voting.is_calling and step > 0:
            person = self.vote.roll.current()
            if person:
                self.voting.call(person, choice)

    def go_on(self) -> None:
        """Put the next contribution without a vote in front, or the open vote."""
        line = self.presenter.next_line(self.writing.front.id)
        if not line:
            self.context.say(tr("Every contribution was voted on."))
        elif line != self.writing.front.id:
            self.writing.leave()
            if not self.contributions.has(line):
                self.contributions.filter.clear()
            self._put_in_front(line)
        self.to_page()

    def decide(self) -> None:
        """Go to the answer to what is in front, with its reasons."""
        if not self.writing.front.is_new:
            self.context.go("decisions", self.writing.front.id)

    def dissent(self) -> None:
        """Begin a dissent, if a vote is closed."""
        if self.vote.result.isVisible():
            self.vote.result.ask_dissent()

    def _start(self) -> None:
        """Put the focus where work goes on; never where Enter closes the session."""
        if not self.writing.front.is_new or self.voting.is_counting:
            self.to_page()
        elif self.presenter.is_planned():
            self.agenda.state.setFocus()
        else:
            self.editor.write()

    def _toggle(self) -> None:
        self.voting.toggle()
        if self.voting.is_counting or self.voting.is_calling:
            self.to_page()
        self.columns.bring(self.vote)

    def _on_written(self, name: str, contribution: str) -> None:
        self._tell(tr("The contribution is on record."))
        self._show_lines(self.presenter.lines())
        if self.writing.front.id == name:
            self._put_in_front(contribution)

    def _tell(self, sentence: str) -> None:
        self.offer_undo(self.presenter.with_minutes(sentence))

    def _on_line(self, line: str) -> None:
        if line != self.writing.front.id:
            self.writing.leave()
            self._put_in_front(line)

    def _on_asked(self) -> None:
        if self.presenter.is_open():
            self.presenter.ask_to_close()
        else:
            self.presenter.open_session()
            self._start()

    def _put_in_front(self, line: str) -> None:
        table = self.presenter.table
        known = self.contributions.has(line)
        if table is None or not (known or line in table.contributions):
            return
        self.writing.turn_to(line, table)
        self.contributions.stand_on(line)
        self._follow(table)

    def _show_lines(self, lines: Sequence[Line]) -> None:
        self.contributions.show_lines(lines, self.writing.front.id)

    def _follow(self, table: TableNow) -> None:
        self.voting.follow(self.writing.front.id, table)

    def _follow_again(self) -> None:
        if self.presenter.table is not None:
            self._follow(self.presenter.table)

    def _connect(self) -> None:
        self.agenda.asked.connect(self._on_asked)
        self.agenda.prepare.connect(partial(self.context.go, "prepare"))
        self.agenda.turned.connect(self.turn_agenda)
        self.closing.confirmed.connect(self.presenter.close_session)
        self.closing.went.connect(self.context.go)
        self.contributions.began.connect(self.begin)
        self.contributions.turned.connect(self._on_line)
        self.contributions.wanted.connect(self.editor.write)
        self.contributions.list.said.connect(self.context.say)
        self.editor.edited.connect(self._on_edited)
        self.editor.left.connect(self.writing.leave)
        self.editor.done.connect(self.save_and_begin)
        self.editor.mine.connect(self.writing.keep_mine)
        self.editor.theirs.connect(self.writing.take_theirs)
        self.editor.thrown.connect(self._on_thrown)
        self.editor.stranger.connect(self._on_stranger)
        self._connect_vote()

    def _connect_vote(self) -> None:
        card, voting = self.vote, self.voting
        card.toggled.connect(self.toggle_vote)
        card.pad.added.connect(voting.add)
        card.pad.typed.connect(voting.set)
        card.pad.turned.connect(voting.turn_to)
        card.roll.reasoned.connect(self._on_reasoned)
        result = card.result
        result.dissented.connect(self._on_dissented)
        result.corrected.connect(self._on_corrected)
        result.next_asked.connect(self.go_on)
        result.decide_asked.connect(self.decide)
        result.again_asked.connect(voting.open)

    def _on_edited(self) -> None:
        self.writing.keep()
        if self.writing.front.is_new:
            self._show_lines(self.presenter.lines())

    def _on_thrown(self) -> None:
        self.writing.throw_away()
        self.presenter.read()
        self.editor.write()

    def _on_stranger(self, name: str) -> None:
        self.writing.keep()
        self.context.say(tr("Register {name} first; the text waits here.", name=name))
        self.context.go("check_in")

    def _on_reasoned(self, person: str, reason: str) -> None:
        self.voting.call(person, VoteChoice.ABSTAIN, reason)

    def _on_dissented(self, person: str, text: str) -> None:
        result = self.vote.result
        self.voting.dissent(person, text, result.done, result.show_error)

    def _on_corrected(self, text: str) -> None:
        result = self.vote.result
        self.voting.correct(text, result.done, result.show_error)
