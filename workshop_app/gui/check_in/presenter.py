"""What happens at the door: who is meant, who arrives, and what is said to them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QTimer

from workshop_app.domain.labels import label
from workshop_app.gui.check_in.details import DetailsPresenter
from workshop_app.gui.check_in.doing import Doing, Offering
from workshop_app.gui.check_in.finding import PersonIndex, is_number
from workshop_app.gui.check_in.hours import moment_of
from workshop_app.gui.check_in.opening import question_before_opening
from workshop_app.gui.check_in.roll import Place, Roll
from workshop_app.gui.check_in.walk_in import WalkInPresenter
from workshop_app.i18n import short_time, tr
from workshop_app.services import attendances
from workshop_app.services.arrivals import transcribe_attendance
from workshop_app.services.session_overview import overview
from workshop_app.services.sessions import open_session
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from workshop_app.domain.session import Session
    from workshop_app.errors import AppError
    from workshop_app.gui.check_in.details import DetailsView
    from workshop_app.gui.check_in.finding import Suggestion
    from workshop_app.gui.check_in.roll import Line
    from workshop_app.gui.check_in.walk_in import WalkInView
    from workshop_app.gui.context import AppContext
    from workshop_app.services.session_overview import SessionOverview
    from workshop_app.store import Committed

ROOM_MS: Final = 120
"""After the last deed; the numbers beside the list never hold a key up."""


@dataclass(frozen=True, kw_only=True)
class DoorWords:
    """What whoever keeps the door says aloud.

    Attributes:
        tone: "ok" for a welcome, "info" for what was so before.
    """

    name: str
    text: str
    tone: str


class CheckInView(Offering, Protocol):
    """What the presenter asks of the page."""

    @property
    def walk_in(self) -> WalkInView:
        """The row in which somebody new is written down."""

    @property
    def details(self) -> DetailsView:
        """The strip on which somebody of the list is looked at."""

    def show_suggestions(self, found: Sequence[Suggestion], chosen: int) -> None:
        """Show who may be meant, and who of them Enter would register."""

    def show_chosen(self, chosen: int) -> None:
        """Move the choice."""

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show the list."""

    def show_room(self, room: SessionOverview) -> None:
        """Show the numbers of the room."""

    def show_session(self, session: Session) -> None:
        """Say whether the session is open."""

    def ask_to_open(self, question: str) -> None:
        """Ask in place whether the session opens with so few."""

    def say_at_the_door(self, words: DoorWords) -> None:
        """Show what to say to whoever stands there."""

    def clear_entry(self) -> None:
        """Empty the field, and put the focus there."""

    def keep_entry(self) -> None:
        """Leave what was typed, to be typed over: it may mean somebody else."""

    def ask_for_hours(self, name: str) -> None:
        """Ask for the hours that the paper says of somebody."""


class CheckInPresenter(QObject):
    """Knows the session on the table, its list, and everybody of the process."""

    def __init__(
        self, context: AppContext, view: CheckInView, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._roll: Roll | None = None
        self._found: list[Suggestion] = []
        self._chosen = -1
        self._text = ""
        self._on_paper = False
        self.index = PersonIndex(context, self)
        self.doing = Doing(context, view, self)
        self.walk_in = WalkInPresenter(self, view.walk_in, self)
        self.details = DetailsPresenter(self, view.details, self)
        self._room = QTimer(self, singleShot=True, interval=ROOM_MS)
        self._room.timeout.connect(self._show_room)
        context.changes.committed.connect(self._follow)

    @property
    def context(self) -> AppContext:
        """What the page was given."""
        return self._context

    @property
    def session(self) -> str:
        """Id of the session on the table."""
        return self.roll.session.id

    @property
    def roll(self) -> Roll:
        """The list of the session on the table.

        Raises:
            RuntimeError: If the page was not shown yet.
        """
        if self._roll is None:
            raise RuntimeError
        return self._roll

    @property
    def day(self) -> date:
        """The day of the session; today where it has none."""
        return self.roll.session.day or self.now().date()

    @property
    def chosen(self) -> Suggestion | None:
        """Who Enter would register."""
        return self._found[self._chosen] if self._chosen >= 0 else None

    def now(self) -> datetime:
        """Return the present moment."""
        return self._context.store.now()

    def refresh(self) -> None:
        """Read everything of the session on the table."""
        session = self._context.session
        if session is None:
            self._roll = None
            return
        with self._context.store.read() as reader:
            self._roll = Roll(session, reader)
        self.index.gather()
        self._show_list()
        self.walk_in.restore()
        self._show_room()

    def type(self, text: str) -> None:
        """Hear of a key: nothing but the finder runs on it."""
        self._text = text
        self._found = self.index.suggest(text) if text.strip() else []
        self._chosen = _first_meant(text, self._found)
        self._view.show_suggestions(self._found, self._chosen)

    def step(self, by: int) -> None:
        """Choose the next suggestion, or the one before; before the first is none."""
        if self._found:
            self._chosen = max(-1, min(len(self._found) - 1, self._chosen + by))
            self._view.show_chosen(self._chosen)

    def choose(self, place: int) -> None:
        """Choose a suggestion and register it, as a click does."""
        self._chosen = place
        self.enter()

    def enter(self) -> None:
        """Register whoever is chosen; write down whoever is nobody on record."""
        if not self._text.strip():
            return
        chosen = self.chosen
        if chosen is None:
            self.write_down()
        elif self._on_paper:
            self._view.ask_for_hours(chosen.name)
        else:
            self.register(chosen.person, chosen.name)

    def write_down(self) -> None:
        """Open the row for somebody new with what was typed."""
        typed = self._text.strip()
        if is_number(typed):
            self.walk_in.begin("", typed)
        else:
            self.walk_in.begin(typed, "")
        self._view.show_suggestions([], -1)

    def use_paper(self, *, on: bool) -> None:
        """Take hours from a paper list from now on, or from the clock again."""
        self._on_paper = on

    @property
    def on_paper(self) -> bool:
        """Whether hours are taken from a paper list."""
        return self._on_paper

    def register(self, person: str, name: str) -> None:
        """Record that somebody arrives now, or came back."""
        line = self.index.line(person)
        if line is not None and line.place is Place.INSIDE:
            self._view.say_at_the_door(_inside_already(line))
            self._view.keep_entry()
            return
        store, session, now = self._context.store, self.session, self.now()
        if line is not None and line.place is Place.LEFT:
            said = tr("{name} came back", name=name)
            come = partial(attendances.come_back, store, session, person, now)
            self.doing.do(come, said, on_done=partial(self.arrived, person))
            return
        self.doing.do(
            partial(attendances.check_in, store, session, person, now),
            tr("{name} came in", name=name),
            on_done=partial(self.arrived, person),
        )

    def transcribe(self, arrived: str, left: str) -> None:
        """Record the hours that a paper list says of whoever is chosen.

        Raises:
            HourNotUnderstoodError: If one of them is no hour.
        """
        chosen = self.chosen
        if chosen is None:
            return
        store = self._context.store
        came = moment_of(arrived, self.day) if arrived.strip() else None
        went = moment_of(left, self.day) if left.strip() else None
        self.doing.do(
            partial(
                transcribe_attendance,
                store,
                self.session,
                chosen.person,
                by=store.operator,
                arrived_at=came,
                left_at=went,
            ),
            tr("{name} was taken over from paper", name=chosen.name),
            on_done=partial(self.arrived, chosen.person),
        )

    def arrived(self, person: str, _result: object = None) -> None:
        """Say who came, and be ready for the next."""
        line = self.index.line(person)
        if line is not None:
            self._view.say_at_the_door(welcome(line))
        self.clear()

    def clear(self) -> None:
        """Forget what was typed."""
        self.type("")
        self._view.clear_entry()

    def open_now(self) -> None:
        """Open the session at this moment; with too few in the room, ask first."""
        with self._context.store.read() as reader:
            question = question_before_opening(
                overview(reader, self.session, self.now())
            )
        if question:
            self._view.ask_to_open(question)
        else:
            self.open_anyway()

    def open_anyway(self) -> None:
        """Open the session at this moment, whoever is there."""
        self.doing.do(
            partial(open_session, self._context.store, self.session, self.now()),
            tr("The session was opened"),
        )

    def _follow(self, done: Committed) -> None:
        if self._roll is None or self._context.session != self._roll.session.id:
            return
        self.index.follow(done)
        with self._context.store.read() as reader:
            touched = self._roll.follow(reader, done)
        if touched:
            self._show_list()
            self._room.start()

    def _show_list(self) -> None:
        lines = self.roll.lines()
        self.index.hold(lines)
        self._view.show_lines(lines)
        self._view.show_session(self.roll.session)
        self.details.follow()

    def _show_room(self) -> None:
        if self._context.session is None or not self._context.is_open:
            return
        with self._context.store.read() as reader:
            self._view.show_room(overview(reader, self._context.session, self.now()))


def welcome(line: Line) -> DoorWords:
    """Return what is said to somebody who comes in."""
    parts = [part for part in (line.group, label(line.standing)) if part]
    return DoorWords(name=line.name, text=" · ".join(parts), tone="ok")


def problem_words(error: AppError) -> str:
    """Say what is wrong and what to do, in one line."""
    return f"{error.message} {error.advice}".strip()


def _inside_already(line: Line) -> DoorWords:
    since = line.since or line.arrived
    if since is None:
        text = tr("In the room since the opening")
    else:
        text = tr("In the room since {time}", time=short_time(since))
    return DoorWords(name=line.name, text=text, tone="info")


def _first_meant(text: str, found: Sequence[Suggestion]) -> int:
    """Return which suggestion Enter means without any choosing, or -1.

    A number is somebody's only if it is whole, so that a card that was read badly
    lets nobody in; a name, if everything typed is in it.
    """
    return 0 if text.strip() and found and found[0].fits else -1
