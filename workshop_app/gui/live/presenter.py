"""The table: what is read, which contribution is in front, the session's state."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer

from workshop_app.domain.contribution import ContributionDraft
from workshop_app.domain.person_finder import Known, PersonFinder
from workshop_app.domain.vocabulary import SessionState
from workshop_app.errors import AppError
from workshop_app.gui.live import agenda
from workshop_app.gui.live.kept import restored
from workshop_app.gui.live.reading import DRAFT, Line, TableNow, read_table, shown_title
from workshop_app.gui.live.unsent import Unsent
from workshop_app.i18n import ntr, tr
from workshop_app.services import history, sessions
from workshop_app.services.checklist import (
    CheckKind,
    CheckLevel,
    CheckLine,
    closing_checklist,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workshop_app.gui.context import AppContext
    from workshop_app.gui.live.reading import Seat
    from workshop_app.store import Committed

WATCHED = frozenset(
    {
        "session",
        "agenda_item",
        "attendance",
        "movement",
        "person",
        "organization",
        "contribution",
        "authorship",
        "decision",
        "ballot",
        "ballot_count",
        "vote",
        "urn_count",
        "paper_voter",
        "recusal",
        "casting_vote",
        "dissent",
        "correction",
        "rules",
        "theme",
        "issued_paper",
    }
)
"""Kinds of record that change what the page shows."""

_MINUTE_MS = 60_000

WayOn = tuple[str, "Callable[[], object]"]


class LiveView(Protocol):
    """The page, as its presenter knows it."""

    def show_table(self, table: TableNow, lines: Sequence[Line]) -> None:
        """Show what was read."""

    def show_agenda(self, points: Sequence[agenda.Point]) -> None:
        """Show the agenda as it stands now."""

    def show_problem(self, title: str, text: str, way_on: WayOn | None = None) -> None:
        """Say what cannot be done, and the way on."""

    def show_closing(self, left: Sequence[CheckLine]) -> None:
        """Say what is left to do before the session closes."""


class LivePresenter(QObject):
    """Reads the table, and again whenever something on it changed.

    Attributes:
        table: As it was read last; None before the first reading.
    """

    def __init__(self, context: AppContext, view: LiveView, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._finder: PersonFinder | None = None
        self._seats: dict[str, Seat] = {}
        self.table: TableNow | None = None
        self.unsent = Unsent(context)
        self._awake = False
        self._last_deed = ""
        self._timer = QTimer(self, interval=_MINUTE_MS)
        self._timer.timeout.connect(self.tick)
        context.changes.committed.connect(self._on_committed)

    @property
    def is_awake(self) -> bool:
        """Whether the page is in front."""
        return self._awake

    def wake(self) -> None:
        """Read everything; the page is in front."""
        self._awake = True
        self._timer.start()
        self.read()

    def sleep(self) -> None:
        """Read nothing more: the page went to the back."""
        self._awake = False
        self._timer.stop()

    def read(self) -> None:
        """Read the table and show it."""
        session = self._context.session
        if session is None:
            return
        store = self._context.store
        try:
            with store.read() as reader:
                table = read_table(reader, session, store.now())
        except AppError as error:
            self._refused(error)
            return
        self.table = table
        self._finder = None
        self._seats = {seat.person: seat for seat in table.seats}
        self._view.show_table(table, self.lines())
        self.tick()

    def lines(self) -> list[Line]:
        """Return the list: the open vote, what is being written, then the newest."""
        if self.table is None:
            return []
        found = self.table.lines()
        first = [line for line in found if line.state == "open"]
        return [*first, *self._drafts(), *found[len(first) :]]

    def next_line(self, front: str) -> str:
        """Return the oldest without a vote, then what is in front, then the open vote.

        Every contribution of the session counts, whatever the list is filtered by.
        """
        if self.table is None:
            return ""
        lines = self.table.lines()
        waiting = [line.id for line in lines if line.state == "unvoted"]
        others = [line for line in reversed(waiting) if line != front]
        opened = [line.id for line in lines if line.state == "open"]
        return next(iter([*others, *waiting, *opened]), "")

    def tick(self) -> None:
        """Show the agenda as the clock has it."""
        if self.table is not None:
            now = self._context.store.now()
            records = self.table.records
            points = agenda.points(records.session, records.agenda, now, self._mark())
            self._view.show_agenda(points)

    def turn_agenda(self, step: int) -> None:
        """Go on to the next point of the agenda, or back to the one before."""
        if self.table is None or not self.is_open() or not self.table.records.agenda:
            return
        now, records = self._context.store.now(), self.table.records
        points = agenda.points(records.session, records.agenda, now, self._mark())
        on = next((one.number for one in points if one.state == "now"), len(points) + 1)
        wanted = min(max(on + step, 1), len(points) + 1)
        mark = agenda.Mark(wanted, now)
        try:
            self._context.drafts.keep(self._place_of_mark(), mark.kept())
        except AppError as error:
            self._context.save_failed.emit(error)
        self.tick()
        if wanted > len(points):
            self._context.say(tr("Every point of the agenda was dealt with."))
        else:
            title = points[wanted - 1].title
            self._context.say(tr("On the agenda now: {title}", title=title))

    def _mark(self) -> agenda.Mark | None:
        """Return where somebody said that the table is."""
        kept = self._context.drafts.all_kept()
        return agenda.Mark.restored(kept.get(self._place_of_mark(), ""))

    def _place_of_mark(self) -> str:
        return f"agenda/{self._context.session}"

    def seat(self, person: str) -> Seat | None:
        """Return somebody's place on the list of the session."""
        return self._seats.get(person)

    def find_people(self, text: str, limit: int = 5) -> list[Seat]:
        """Return those of the session whom somebody most likely means."""
        if self._finder is None:
            self._finder = PersonFinder(
                Known(seat.person, seat.name, also=seat.organization)
                for seat in self._seats.values()
            )
        found = self._finder.find(text, limit)
        return [self._seats[one.id] for one in found]

    def open_session(self) -> None:
        """Open the session now."""
        store, session = self._context.store, self._context.session
        if session is not None:
            self._context.perform(
                partial(sessions.open_session, store, session, store.now()),
                on_done=partial(self._say, tr("The session is open.")),
                on_error=self._refused,
            )

    def ask_to_close(self) -> None:
        """Close the session, unless something is left to do: then say it first."""
        store, session = self._context.store, self._context.session
        if session is None or self.table is None:
            return
        with store.read() as reader:
            found = closing_checklist(reader, session)
        left = [line for line in found if _matters_now(line)]
        if left:
            self._view.show_closing(left)
        else:
            self.close_session()

    def close_session(self) -> None:
        """Close the session now."""
        store, session = self._context.store, self._context.session
        if session is not None:
            self._context.perform(
                partial(sessions.close_session, store, session, store.now()),
                on_done=partial(self._say, tr("The session is closed.")),
                on_error=self._refused,
            )

    def quorum_line(self) -> str:
        """Say how many with a vote are here, or were, and how many are needed."""
        if self.table is None:
            return ""
        room = self.table.room
        if self.table.session.state is SessionState.CLOSED:
            return ntr(
                "{count} of {entitled} with a vote was here at the closing; "
                "{needed} were needed",
                "{count} of {entitled} with a vote were here at the closing; "
                "{needed} were needed",
                room.voting.total,
                entitled=room.entitled,
                needed=room.needed,
            )
        return ntr(
            "{count} of {entitled} with a vote is here; {needed} needed",
            "{count} of {entitled} with a vote are here; {needed} needed",
            room.voting.total,
            entitled=room.entitled,
            needed=room.needed,
        )

    def closed_line(self) -> str:
        """Say why nothing more is written down, and the way on; "" while it may be."""
        if self.table is None or self.table.session.state is not SessionState.CLOSED:
            return ""
        return tr(
            "Nothing more is written down at this table. If something was forgotten, "
            "open the session again on the page of the minutes, with the reason: what "
            "was typed here waits."
        )

    def with_minutes(self, sentence: str) -> str:
        """Add to what was done that minutes issued before it do not say it."""
        if self.table is None or not self.table.has_minutes:
            return sentence
        late = tr("The minutes were issued before: they need a new version.")
        return f"{sentence} {late}"

    def is_planned(self) -> bool:
        """Whether the session has not begun."""
        table = self.table
        return table is not None and table.session.state is SessionState.PLANNED

    def is_open(self) -> bool:
        """Whether the session is under way."""
        table = self.table
        return table is not None and table.session.state is SessionState.OPEN

    def _drafts(self) -> list[Line]:
        found = []
        for name, content in self.unsent.drafts().items():
            sheet = restored(content)
            if sheet is None or sheet.is_blank:
                continue
            names = [self._seats[p].name for p in sheet.authors if p in self._seats]
            title = shown_title(ContributionDraft(text=sheet.text, title=sheet.title))
            number = name.removeprefix(DRAFT)
            found.append(
                Line(
                    id=name,
                    code=tr("Draft {number}", number=number),
                    title=title,
                    by=", ".join(names),
                    state="draft",
                )
            )
        return found

    def _say(self, sentence: str, _result: object) -> None:
        self._context.say(sentence)

    def _refused(self, error: AppError) -> None:
        self._view.show_problem(error.message, error.advice)

    def way_back(self) -> Callable[[], object]:
        """Return what takes the deed just done back."""
        return partial(self._undo, self._last_deed)

    def _undo(self, deed: str) -> None:
        self._context.perform(
            partial(history.undo, self._context.store, deed),
            on_done=partial(self._say, tr("Undone.")),
            on_error=self._refused,
        )

    def _on_committed(self, done: Committed) -> None:
        self._last_deed = done.deed_id
        if self._awake and self._context.is_open and done.kinds & WATCHED:
            self.read()


def _matters_now(line: CheckLine) -> bool:
    """Whether a line matters before the table rises; the rest is for the minutes."""
    if line.level is CheckLevel.OK:
        return False
    return line.level is CheckLevel.STOP or line.kind in _AT_THE_TABLE


_AT_THE_TABLE = {
    CheckKind.PRESENCE,
    CheckKind.BALLOTS,
    CheckKind.PUT_TO_VOTE,
    CheckKind.ABSTENTIONS,
}
