"""One disagreement after the other is settled; nothing typed is ever lost."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from PySide6.QtCore import QObject, QTimer

from workshop_app.gui.parts.list_model import ListModel
from workshop_app.gui.parts.list_source import HeldRows
from workshop_app.gui.settling.rows import (
    OPEN,
    Group,
    Row,
    open_row,
    row_columns,
    settled_row,
)
from workshop_app.gui.spoken_codes import short_codes
from workshop_app.i18n import tr
from workshop_app.services import history
from workshop_app.services.conflicts import ChangedSinceError
from workshop_app.services.disagreements import (
    Sort,
    Step,
    disagreements,
    history_of,
    open_count,
)
from workshop_app.services.settled import settled
from workshop_app.services.settling import take, write
from workshop_app.services.typed_values import FieldForm, field_form, read_value
from workshop_app.services.ways_to_settle import Way, way_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.disagreements import Disagreement
    from workshop_app.services.progress import Progress
    from workshop_app.services.settled import SettledDeed
    from workshop_app.store import Committed, Store

THIRD: Final = "third"
"""The choice of neither side but a value of one's own."""

MANY: Final = 150
"""Disagreements from which reading them all is done in the lane."""

PAUSE_MS: Final = 250
_PLACE: Final = "settling"


class Case(NamedTuple):
    """Something open, with all that is shown of it.

    Attributes:
        form: How a third value is asked for; None where there is none.
    """

    found: Disagreement
    steps: Sequence[Step]
    way: Way
    form: FieldForm | None


class Everything(NamedTuple):
    """All that the list shows, as it was read at one moment."""

    found: Sequence[Disagreement]
    done: Sequence[SettledDeed]


class DisagreementsView(Protocol):
    """What the presenter asks of the page."""

    def show_counts(self, counts: Mapping[Group, int]) -> None:
        """Show how many stand under each tab."""

    def show_case(self, case: Case, typed: Mapping[str, str]) -> None:
        """Show something open, and what was typed about it and not given."""

    def show_settled(self, done: SettledDeed) -> None:
        """Show what was settled."""

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""

    def show_done(self, sentence: str, undo: Callable[[], object]) -> None:
        """Say what was done and offer to take it back."""

    def show_work(self, task: Task, text: str) -> None:
        """Show how far something is."""

    def keep_now(self) -> None:
        """Keep what is being typed, without waiting for the keys to pause."""

    def forget_typed(self) -> None:
        """Empty the fields: what stood there has become a deed."""

    def select(self, row: str) -> None:
        """Put the list on a row."""

    def refuse(self, error: AppError) -> None:
        """Say why it could not be done; what was typed stays."""


class DisagreementsPresenter(QObject):
    """Keeps the list true to the store, and settles what is chosen.

    Attributes:
        model: The list, as far as it is looked at.
        group: The tab in front.
        case: What is chosen, if it is open.
    """

    def __init__(
        self,
        view: DisagreementsView,
        context: AppContext,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._context = view, context
        self.group = Group.ALL
        self.case: Case | None = None
        self._rows: dict[str, Row] = {}
        self._current = ""
        self._awake = False
        self._reading: Task | None = None
        self._source: HeldRows[Row] = HeldRows(
            (), lambda row: row.id, text=lambda row: f"{row.title} {row.second}"
        )
        self.model: ListModel[Row] = ListModel(row_columns(), self._source, self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        context.changes.committed.connect(self._on_committed)

    @property
    def counts(self) -> Mapping[Group, int]:
        """How many stand under each tab."""
        found = Counter(row.group for row in self._rows.values())
        found[Group.ALL] = sum(found[group] for group in OPEN)
        return found

    def wake(self) -> None:
        """The page comes to the front."""
        self._awake = True
        self.refresh()

    def rest(self) -> None:
        """The page goes to the back: nothing is read any more."""
        self._awake = False
        self._pause.stop()

    def refresh(self) -> None:
        """Read everything anew: at once, or in the lane where there is much of it."""
        if not self._context.is_open:
            return
        store = self._context.store
        with store.read() as reader:
            many = open_count(reader) > MANY
        if not many:
            self._hold(_everything(store))
            return
        if self._reading is not None:
            self._pause.start()  # it is being read: once more when that is done
            return
        task = self._context.start(
            partial(_read, store), on_done=self._hold, on_error=self._view.refuse
        )
        self._reading = task
        task.finished.connect(self._on_read)
        self._view.show_work(task, tr("Reading what is disagreed on"))

    def look_at(self, group: Group) -> None:
        """Put another tab in front."""
        if group is not self.group:
            self.group = group
            self._list()

    def choose(self, row: str) -> None:
        """Show a row; what is typed about the one before is kept."""
        if row == self._current and row in self._rows:
            return
        self._show(row)

    def show_again(self) -> None:
        """Show again what is chosen, after something else stood there."""
        self._show(self._current)

    def next_open(self, step: int = 1) -> None:
        """Go to the next thing that is open, from the end to the beginning."""
        if self.group is Group.SETTLED:
            self.look_at(Group.ALL)
        rows = self.model.rowCount()
        if rows:
            place = self.model.place_of(self._current)
            at = place + step if place >= 0 else 0
            self._view.select(self.model.id_at(at % rows))

    def settle(self, side: str, value: str, reason: str) -> None:
        """Settle what is chosen.

        Args:
            side: Name of a side, or `THIRD`.
            value: What was typed as the third value.
            reason: How it is known.
        """
        case = self.case
        if case is None:
            return
        deed = partial(_settle, self._context.store, case.found, side, value, reason)
        self._context.perform(
            deed,
            on_done=partial(self._on_settled, case.found),
            on_error=self._refused,
        )

    def turn(self, done: SettledDeed) -> None:
        """Open again what was settled, or settle again what was opened."""
        work = history.redo if done.undone else history.undo
        said = (
            tr("Settled again: {what}", what=done.words)
            if done.undone
            else tr("Open again: {what}", what=done.words)
        )
        self._context.perform(
            partial(work, self._context.store, done.deed),
            on_done=partial(self._on_turned, said),
            on_error=self._refused,
        )

    def go(self) -> None:
        """Go where the thing chosen is settled."""
        if self.case is None or self.case.way.page is None:
            return
        way = self.case.way
        if way.session is not None and way.session != self._context.session:
            self._context.open_session(way.session)
        self._context.go(str(way.page), way.target)

    def place(self, field: str) -> str:
        """Return where something typed about the thing chosen is kept."""
        return f"{_PLACE}/{self._current}/{field}"

    def _hold(self, everything: Everything) -> None:
        rows = [open_row(one) for one in everything.found]
        rows += [settled_row(one) for one in everything.done]
        self._rows = {row.id: row for row in rows}
        self._view.show_counts(self.counts)
        self._list()

    def _list(self) -> None:
        wanted = OPEN if self.group is Group.ALL else (self.group,)
        before = self.model.place_of(self._current)
        self._source.hold(row for row in self._rows.values() if row.group in wanted)
        self.model.refresh()
        if self.model.place_of(self._current) < 0:  # settled, or under another tab
            at = min(max(before, 0), self.model.rowCount() - 1)
            row = self.model.id_at(at)
            if row:
                self._view.select(row)
            self._show(row)
        elif self._is_other():
            self._show(self._current)

    def _is_other(self) -> bool:
        """Whether what is chosen is another by now than what is shown."""
        row = self._rows[self._current]
        return self.case is None or row.found != self.case.found

    def _show(self, row_id: str) -> None:
        self._view.keep_now()
        self._current = row_id
        self.case = None
        row = self._rows.get(row_id)
        if row is None:
            self._view.show_nothing()
        elif row.done is not None:
            self._view.show_settled(row.done)
        elif row.found is not None:
            self.case = _case(self._context.store, row.found)
            self._view.show_case(self.case, self._typed())

    def _typed(self) -> Mapping[str, str]:
        kept = self._context.drafts.all_kept()
        fields = ("value", "reason")
        return {
            name: kept[self.place(name)] for name in fields if self.place(name) in kept
        }

    def _on_settled(self, found: Disagreement, deed: str) -> None:
        self._view.forget_typed()
        for field in ("value", "reason"):
            self._context.drafts.forget(self.place(field))
        self.case = None
        self.refresh()
        self._view.show_done(
            _settled_words(found),
            partial(self._undo, deed, found.key),
        )

    def _undo(self, deed: str, key: str) -> None:
        self._context.perform(
            partial(history.undo, self._context.store, deed),
            on_done=partial(self._on_undone, key),
            on_error=self._refused,
        )

    def _on_undone(self, key: str, _nothing: None) -> None:
        self.refresh()
        if self.model.place_of(key) >= 0:
            self._view.select(key)

    def _on_turned(self, said: str, _nothing: None) -> None:
        self._context.say(said)
        self.refresh()

    def _refused(self, error: AppError) -> None:
        self._view.refuse(error)
        if isinstance(error, ChangedSinceError):
            self.refresh()

    def _on_read(self) -> None:
        self._reading = None

    def _on_committed(self, _done: Committed) -> None:
        if self._awake:
            self._pause.start()


def _settled_words(found: Disagreement) -> str:
    return tr(
        "Settled: {what} · {field}", what=short_codes(found.title), field=found.words
    )


def _read(store: Store, _progress: Progress) -> Everything:
    return _everything(store)


def _everything(store: Store) -> Everything:
    with store.read() as reader:
        return Everything(disagreements(reader), settled(reader))


def _case(store: Store, found: Disagreement) -> Case:
    with store.read() as reader:
        steps = history_of(reader, found) if found.sides else ()
        is_value = found.sort is Sort.VALUE
        form = field_form(reader, found.kind, found.field) if is_value else None
        return Case(found, steps, way_of(reader, found), form)


def _settle(
    store: Store, found: Disagreement, side: str, value: str, reason: str
) -> str:
    if side == THIRD:
        with store.read() as reader:
            typed = read_value(reader, found.kind, found.field, value)
        write(store, found.key, typed, reason=reason, seen=found)
    else:
        take(store, found.key, side, reason=reason, seen=found)
    with store.read() as reader:
        return reader.history(limit=1)[0].deed
