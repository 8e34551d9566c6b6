"""Pairs that may be one person, one after the other; all of it can be taken back."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from workshop_app.domain.vocabulary import Verdict
from workshop_app.gui.parts.list_model import ListModel
from workshop_app.gui.parts.list_source import HeldRows
from workshop_app.gui.settling.pairs import (
    Beside,
    Group,
    Pair,
    beside_columns,
    pair_columns,
    pair_id,
    verdict_words,
)
from workshop_app.gui.settling.people_view import PeopleView, Sheet
from workshop_app.i18n import tr
from workshop_app.services import history
from workshop_app.services.same_person import (
    judge,
    judged,
    look_for_pairs,
    still_open,
    withdraw,
)
from workshop_app.services.side_by_side import (
    keep_from,
    side_by_side,
    usual_reason,
    what_follows,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workshop_app.domain.likely_pairs import LikelyPair
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.progress import Progress
    from workshop_app.services.same_person import Candidate
    from workshop_app.services.side_by_side import Compared
    from workshop_app.store import Committed, Store

PAUSE_MS: Final = 250
_PLACE: Final = "settling"
_ENTRIES: Final = frozenset({"organization", "person"})
"""Kinds of record from which the likely pairs follow."""


class PeoplePresenter(QObject):
    """Proposes pairs, and writes down what is found of them.

    The likely pairs are computed in the lane and held until an entry changes.

    Attributes:
        model: The list, as far as it is looked at.
        beside: The two entries chosen, beside each other.
        group: The tab in front.
        sheet: What is chosen.
    """

    def __init__(
        self, view: PeopleView, context: AppContext, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view, self._context = view, context
        self.group = Group.OPEN
        self.sheet: Sheet | None = None
        self._likely: Sequence[LikelyPair] | None = None
        self._pairs: dict[str, Pair] = {}
        self._later: set[str] = set()
        self._kept: dict[str, str] = {}
        self._choosing = False
        self._current = ""
        self._awake = False
        self._looking: Task | None = None
        self._source: HeldRows[Pair] = HeldRows(
            (),
            lambda pair: pair.id,
            text=lambda pair: f"{pair.one.name} {pair.other.name} {pair.second}",
            orders={"score": _score_of},
        )
        self.model: ListModel[Pair] = ListModel(pair_columns(), self._source, self)
        self._beside: HeldRows[Beside] = HeldRows((), lambda line: line.row.field)
        self.beside: ListModel[Beside] = ListModel(beside_columns(), self._beside, self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        context.changes.committed.connect(self._on_committed)
        context.store_changed.connect(self._on_store_changed)

    @property
    def counts(self) -> Mapping[Group, int]:
        """How many stand under each tab."""
        return Counter(pair.group for pair in self._pairs.values())

    @property
    def is_looking(self) -> bool:
        """Whether the likely pairs are being computed."""
        return self._looking is not None

    @property
    def is_choosing(self) -> bool:
        """Whether it is asked which of differing values are to be shown."""
        return self._choosing

    def wake(self) -> None:
        """The section comes to the front; who looked is noted."""
        self._awake = True
        self.refresh()

    def rest(self) -> None:
        """The section goes to the back: nothing is read any more."""
        self._awake = False
        self._pause.stop()

    def refresh(self) -> None:
        """Read what was found; look for likely pairs if an entry changed."""
        if not self._context.is_open:
            return
        if self._likely is None:
            self._look()
        else:
            self._hold()

    def look_at(self, group: Group) -> None:
        """Put another tab in front."""
        if group is not self.group:
            self.group = group
            self._list()

    def choose(self, pair: str) -> None:
        """Show a pair; the note typed about the one before is kept."""
        if pair != self._current:
            self._show(pair)

    def next_open(self, step: int = 1) -> None:
        """Go to the next pair, from the end to the beginning."""
        rows = self.model.rowCount()
        if rows:
            place = self.model.place_of(self._current)
            self._view.select(self.model.id_at((place + step) % rows))

    def judge(self, verdict: Verdict, note: str) -> None:
        """Write down what was found of the pair chosen."""
        if self.sheet is None:
            return
        pair = self.sheet.pair
        reason = note if note.strip() else _usual(pair, verdict)
        evidence = () if pair.candidate is None else pair.candidate.in_common
        work = partial(
            judge,
            self._context.store,
            pair.one.id,
            pair.other.id,
            verdict,
            reason,
            evidence=evidence,
        )
        self._perform(work, partial(self._on_judged, pair, verdict))

    def put_off(self) -> None:
        """Leave the pair chosen for later, or take it up again."""
        if self.sheet is None or self.sheet.pair.judged is not None:
            return
        self._later ^= {self.sheet.pair.id}
        self._hold()

    def take_back(self, reason: str) -> None:
        """Take back what was found of the pair chosen."""
        if self.sheet is None or self.sheet.pair.judged is None:
            return
        pair = self.sheet.pair
        work = partial(
            withdraw, self._context.store, pair.one.id, pair.other.id, reason=reason
        )
        said = tr("It is open again whether {one} and {other} are one.", **_names(pair))
        self._perform(work, partial(self._on_done, said))

    def begin_choosing(self) -> None:
        """Ask which of the differing values of one person are to be shown."""
        if self.sheet is None or self.sheet.pair.verdict is not Verdict.SAME:
            return
        self._choosing = True
        self._kept = _usual_side(self.sheet.rows)
        self._fill()
        self._view.show_choosing(on=True)

    def keep(self, field: str, side: str) -> None:
        """Say which of two values of a field is right: "one" or "other"."""
        self._kept[field] = side
        self._fill()

    def stop_choosing(self) -> None:
        """Leave what is shown as it is."""
        self._choosing = False
        self._fill()
        self._view.show_choosing(on=False)
        self._list()

    def write_chosen(self, note: str) -> None:
        """Write what was chosen into the entry that stands for the person."""
        if self.sheet is None:
            return
        pair = self.sheet.pair
        ends = {"one": pair.one.id, "other": pair.other.id}
        chosen = {field: ends[side] for field, side in self._kept.items()}
        work = partial(keep_from, self._context.store, pair.one.id, chosen, reason=note)
        said = tr("Corrected: {name}", name=pair.one.name)
        self._perform(work, partial(self._on_written, said))

    def _on_written(self, said: str, deed: str) -> None:
        self.stop_choosing()
        self._on_done(said, deed)

    def place(self) -> str:
        """Return where the note on the pair chosen is kept."""
        return f"{_PLACE}/{self._current.replace(' ', '+')}/note"

    def _look(self) -> None:
        if self._looking is not None:
            return
        task = self._context.start(
            partial(_likely, self._context.store),
            on_done=self._on_likely,
            on_error=self._view.refuse,
        )
        self._looking = task
        task.finished.connect(self._on_looked)
        self._view.show_work(task, tr("Comparing people"))

    def _on_likely(self, found: Sequence[LikelyPair]) -> None:
        self._likely = found
        self._hold()

    def _on_looked(self) -> None:
        self._looking = None

    def _hold(self) -> None:
        with self._context.store.read() as reader:
            told = judged(reader)
            proposed = still_open(reader, self._likely or ())
        pairs = [self._proposed(one) for one in proposed]
        pairs += [
            Pair(
                id=pair_id(one.one.id, one.other.id),
                group=Group.FOUND,
                one=one.one,
                other=one.other,
                judged=one,
            )
            for one in told
        ]
        self._pairs = {pair.id: pair for pair in pairs}
        self._view.show_counts(self.counts)
        self._list()

    def _proposed(self, one: Candidate) -> Pair:
        key = pair_id(one.one.id, one.other.id)
        group = Group.LATER if key in self._later else Group.OPEN
        return Pair(id=key, group=group, one=one.one, other=one.other, candidate=one)

    def _list(self) -> None:
        before = self.model.place_of(self._current)
        self._source.hold(
            pair for pair in self._pairs.values() if pair.group is self.group
        )
        self.model.refresh()
        if self._choosing:
            return  # the pair stays in front though it left the list
        if self.model.place_of(self._current) < 0:
            at = min(max(before, 0), self.model.rowCount() - 1)
            pair = self.model.id_at(at)
            if pair:
                self._view.select(pair)
            self._show(pair)
        elif self.sheet is None or self.sheet.pair != self._pairs[self._current]:
            self._show(self._current)

    def _show(self, key: str) -> None:
        self._view.keep_now()
        self._current, self._choosing = key, False
        pair = self._pairs.get(key)
        if pair is None:
            self.sheet = None
            self._view.show_nothing()
            return
        with self._context.store.read() as reader:
            self.sheet = Sheet(
                pair,
                side_by_side(reader, pair.one, pair.other),
                what_follows(reader, pair.one.id, pair.other.id),
            )
        self._fill()
        typed = self._context.drafts.all_kept().get(self.place(), "")
        self._view.show_sheet(self.sheet, typed)

    def _fill(self) -> None:
        rows = () if self.sheet is None else self.sheet.rows
        shown = [row for row in rows if not (self._choosing and row.alike)]
        kept = self._kept if self._choosing else {}
        self._beside.hold(Beside(row, kept.get(row.field, "")) for row in shown)
        self.beside.refresh()

    def _on_judged(self, pair: Pair, verdict: Verdict, deed: str) -> None:
        self._view.forget_typed()
        self._context.drafts.forget(self.place())
        self._later.discard(pair.id)
        said = tr(
            "{one} and {other}: {verdict}",
            verdict=verdict_words(verdict),
            **_names(pair),
        )
        differs = self.sheet is not None and any(not x.alike for x in self.sheet.rows)
        self._choosing = verdict is Verdict.SAME and differs
        self._on_done(said, deed)
        if self._choosing and self.sheet is not None:
            self.sheet = self.sheet._replace(pair=self._pairs[pair.id])
            self.begin_choosing()

    def _on_done(self, said: str, deed: str) -> None:
        self._hold()
        self._view.show_done(said, partial(self._undo, deed))

    def _undo(self, deed: str) -> None:
        self._context.perform(
            partial(history.undo, self._context.store, deed),
            on_done=self._on_undone,
            on_error=self._view.refuse,
        )

    def _on_undone(self, _nothing: None) -> None:
        self._choosing = False
        self._view.show_choosing(on=False)
        self._hold()

    def _perform(
        self, work: Callable[[], object], on_done: Callable[[str], None]
    ) -> None:
        self._context.perform(
            partial(_done, self._context.store, work),
            on_done=on_done,
            on_error=self._view.refuse,
        )

    def _on_store_changed(self) -> None:
        self._likely = None
        self._later.clear()

    def _on_committed(self, done: Committed) -> None:
        if done.kinds & _ENTRIES:
            self._likely = None
        if self._awake:
            self._pause.start()


def _usual_side(rows: Sequence[Compared]) -> dict[str, str]:
    """Return which value of each field that differs is taken if nobody says."""
    return {
        row.field: "one" if row.one or not row.other else "other"
        for row in rows
        if not row.alike
    }


def _score_of(pair: Pair) -> int | None:
    return None if pair.candidate is None else pair.candidate.score


def _usual(pair: Pair, verdict: Verdict) -> str:
    if pair.candidate is None:
        return tr("Compared side by side.")
    return usual_reason(pair.candidate, verdict)


def _names(pair: Pair) -> dict[str, str]:
    return {"one": pair.one.name, "other": pair.other.name}


def _likely(store: Store, progress: Progress) -> Sequence[LikelyPair]:
    return look_for_pairs(store, progress)


def _done(store: Store, work: Callable[[], object]) -> str:
    work()
    with store.read() as reader:
        return reader.history(limit=1)[0].deed
