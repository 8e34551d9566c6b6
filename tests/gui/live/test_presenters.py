"""The page's presenters, asked without a widget in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from tests.builders import at
from workshop_app.domain.ballot import Ballot
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.vocabulary import BallotState, Bloc, Method, VoteChoice
from workshop_app.gui.live.kept import Sheet
from workshop_app.gui.live.presenter import LivePresenter
from workshop_app.gui.live.vote_now import WaysOn
from workshop_app.gui.live.voting import VotePresenter
from workshop_app.gui.live.writing import EditorPresenter
from workshop_app.services.drafts import all_kept
from workshop_app.services.sessions import close_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.gui.live.conftest import Meeting
    from workshop_app.clock import SteppingClock
    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.live.agenda import Point
    from workshop_app.gui.live.count import HandCount
    from workshop_app.gui.live.presenter import WayOn
    from workshop_app.gui.live.reading import Line, TableNow
    from workshop_app.gui.live.vote_now import Kind, VoteNow
    from workshop_app.gui.live.writing import InFront
    from workshop_app.services.checklist import CheckLine
    from workshop_app.store import Store


class Desk:
    """Remembers what it was told to show; what stands on it can be set."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.points: list[str] = []
        self.problems: list[str] = []
        self.told: list[str] = []
        self.left: list[str] = []
        self.on_it = Sheet()
        self.unsent = False
        self.method = Method.SHOW_OF_HANDS
        self.limits: list[str] = []
        self.asked_for: list[str] = []

    def show_table(self, table: TableNow, lines: Sequence[Line]) -> None:
        self.lines = [line.title for line in lines]

    def show_agenda(self, points: Sequence[Point]) -> None:
        self.points = [one.state for one in points]

    def show_problem(self, title: str, text: str, way_on: WayOn | None = None) -> None:
        self.problems.append(title)

    def show_closing(self, left: Sequence[CheckLine]) -> None:
        self.left = [one.sentence for one in left]

    def sheet(self) -> Sheet:
        return self.on_it

    def show_sheet(self, sheet: Sheet, front: InFront) -> None:
        self.on_it = sheet

    def show_unsent(self, *, unsent: bool, kept: bool = True) -> None:
        self.unsent = unsent

    def ask_author(self, error: AppError) -> None:
        self.problems.append(error.message)

    def show_error(self, error: AppError) -> None:
        self.problems.append(error.message)

    def show_conflict(self, theirs: Sheet) -> None:
        self.problems.append(theirs.text)

    def show_vote(self, vote: VoteNow, count: HandCount | None) -> None:
        self.asked_for.append(vote.stage)

    def show_count(self, count: HandCount, bloc: Bloc) -> None:
        self.asked_for.append(bloc.value)

    def show_limit(self, sentence: str) -> None:
        self.limits.append(sentence)

    def say(
        self, kind: Kind, title: str, text: str, way_on: WayOn | None = None
    ) -> None:
        self.problems.append(title)

    def unsay(self) -> None:
        self.problems.clear()

    def ask_reason(self, person: str, name: str) -> None:
        self.asked_for.append(name)

    def go_to_next(self) -> None:
        self.asked_for.append("next")

    def asked(self) -> tuple[str, Method]:
        return "¿Se aprueba?", self.method


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def live(context: AppContext, meeting: Meeting, desk: Desk) -> LivePresenter:
    made = LivePresenter(context, desk, QObject(context))
    made.wake()
    return made


@pytest.fixture
def editor(context: AppContext, live: LivePresenter, desk: Desk) -> EditorPresenter:
    return EditorPresenter(
        context, desk, live.unsent, lambda _name, _made: None, desk.told.append
    )


@pytest.fixture
def vote(context: AppContext, live: LivePresenter, desk: Desk) -> VotePresenter:
    ways = WaysOn(
        save=lambda: desk.problems.append("save"),
        open_session=live.open_session,
        check_in=lambda: None,
        show=lambda _line: None,
        told=lambda _sentence: None,
    )
    return VotePresenter(context, desk, live.unsent, ways)


def follow(vote: VotePresenter, live: LivePresenter, line: str) -> None:
    """Put the vote on a contribution in front, as it is now."""
    assert live.table is not None
    vote.follow(line, live.table)


def test_the_table_is_read_again_when_something_on_it_changed(
    live: LivePresenter, desk: Desk, store: Store, meeting: Meeting
) -> None:
    assert desk.points == ["past", "now", "todo"]

    close_session(store, meeting.session, at(9, 40))

    assert desk.points == ["past", "past", "past"]


def test_a_page_at_the_back_reads_nothing(
    live: LivePresenter, desk: Desk, store: Store, meeting: Meeting
) -> None:
    live.sleep()

    close_session(store, meeting.session, at(9, 40))

    assert desk.points == ["past", "now", "todo"]


def test_the_clock_moves_the_agenda(
    live: LivePresenter, desk: Desk, clock: SteppingClock
) -> None:
    clock.set(at(10, 25))

    live.tick()

    assert desk.points == ["past", "past", "now"]


def test_people_of_the_session_are_found_however_they_are_spelled(
    live: LivePresenter, meeting: Meeting
) -> None:
    (first, *_) = live.find_people("partisipante 03")

    assert first.person == meeting.people[3]


def test_a_draft_without_an_author_stays_a_draft_when_it_is_left(
    editor: EditorPresenter, desk: Desk, store: Store
) -> None:
    editor.begin()
    desk.on_it = Sheet(text="Algo")

    editor.leave()

    assert len(all_kept(store)) == 1
    assert desk.unsent


def test_a_draft_with_an_author_goes_on_record_when_it_is_left(
    editor: EditorPresenter, desk: Desk, store: Store, meeting: Meeting
) -> None:
    editor.begin()
    desk.on_it = Sheet(text="Algo", authors=(meeting.people[0],))

    editor.leave()

    with store.read() as reader:
        assert reader.count(Contribution) == 4
    assert all_kept(store) == {}


def test_an_emptied_text_is_refused_and_kept(
    editor: EditorPresenter,
    live: LivePresenter,
    desk: Desk,
    store: Store,
    meeting: Meeting,
) -> None:
    assert live.table is not None
    editor.turn_to(meeting.contributions[0], live.table)
    desk.on_it = replace(desk.on_it, text="", title="")

    editor.commit()

    assert len(desk.problems) == 1
    assert len(all_kept(store)) == 1


def test_a_draft_cannot_be_voted_on_before_it_is_on_record(
    vote: VotePresenter, live: LivePresenter, desk: Desk
) -> None:
    follow(vote, live, "draft:1")

    vote.toggle()

    assert desk.problems == ["save"]


def test_hands_are_counted_for_the_bloc_in_front(
    vote: VotePresenter,
    live: LivePresenter,
    desk: Desk,
    store: Store,
    meeting: Meeting,
) -> None:
    line = meeting.contributions[0]
    follow(vote, live, line)
    vote.toggle()
    follow(vote, live, line)

    assert vote.turn(1)
    vote.add(VoteChoice.AGAINST, 1)
    assert not vote.turn(1)
    vote.set(Bloc.STATE, VoteChoice.FOR, 9)

    assert vote.bloc is Bloc.STATE
    assert [bool(one) for one in desk.limits] == [False, True]
    assert len(all_kept(store)) == 1


def test_who_abstains_is_asked_why(
    vote: VotePresenter,
    live: LivePresenter,
    desk: Desk,
    store: Store,
    meeting: Meeting,
) -> None:
    desk.method = Method.ROLL_CALL
    follow(vote, live, meeting.contributions[0])
    vote.toggle()
    follow(vote, live, meeting.contributions[0])

    vote.call(meeting.people[0], VoteChoice.ABSTAIN)
    vote.call(meeting.people[1], VoteChoice.FOR)
    follow(vote, live, meeting.contributions[0])
    vote.toggle()
    vote.toggle()

    assert desk.asked_for[2:4] == ["Participante 00", "next"]
    with store.read() as reader:
        (ballot,) = reader.all(Ballot)
    assert ballot.state is BallotState.CLOSED
