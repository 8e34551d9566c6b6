"""One contribution after the other is answered; nothing typed is ever lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject

from workshop_app.domain.identity import decision_id
from workshop_app.domain.labels import label
from workshop_app.errors import AppError
from workshop_app.gui.decisions import words
from workshop_app.gui.decisions.answer import Answer, with_kept
from workshop_app.gui.decisions.columns import answer_columns, looked_at
from workshop_app.gui.parts.list_model import ListModel
from workshop_app.gui.parts.list_source import HeldRows
from workshop_app.gui.spoken_codes import short_codes
from workshop_app.i18n import tr
from workshop_app.services import history
from workshop_app.services.answer_desk import (
    answer_lines,
    answer_sheet,
    give_answer,
)
from workshop_app.services.conflicts import ChangedSinceError
from workshop_app.services.decisions import record_stance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workshop_app.domain.decision import Missing
    from workshop_app.domain.vocabulary import Stance
    from workshop_app.gui.context import AppContext
    from workshop_app.services.answer_desk import AnswerLine, AnswerSheet
    from workshop_app.store import Committed

SESSION: Final = "session"
PROCESS: Final = "process"
_CARRIED: Final = ("decided_by", "responsible")


class DecisionsView(Protocol):
    """What the presenter asks of the page."""

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many stand under each tab."""

    def show_left(self, sentence: str, *, missing: bool) -> None:
        """Say how many are without an answer and what waits for that."""

    def show_sheet(self, sheet: AnswerSheet, given: Answer, typed: Answer) -> None:
        """Show one contribution, its answer on record and as it is being typed."""

    def show_nothing(self) -> None:
        """Show that there is no contribution."""

    def keep_now(self) -> None:
        """Keep what is being typed, without waiting for the keys to pause."""

    def answer_now(self) -> Answer:
        """Return what stands in the form."""

    def ask_for(self, lacking: Sequence[Missing]) -> None:
        """Say what the answer lacks, at its fields."""

    def show_given(self, sentence: str, undo: Callable[[], object]) -> None:
        """Say what was decided and offer to take it back."""

    def show_changed(self, theirs: Answer) -> None:
        """Say that somebody else answered meanwhile, and what; keep what is typed."""

    def refuse(self, error: AppError) -> None:
        """Say why it could not be done; what was typed stays."""

    def select(self, contribution: str) -> None:
        """Put the list on a contribution."""

    def begin(self) -> None:
        """Put the focus where an answer begins."""


class DecisionsPresenter(QObject):
    """Keeps the page true to the store.

    Attributes:
        lines: All contributions of the session, or of the process, by code.
        sheet: The contribution shown.
        scope: `SESSION` or `PROCESS`.
        group: The tab in front.
    """

    def __init__(self, view: DecisionsView, context: AppContext) -> None:
        super().__init__()
        self._view = view
        self._context = context
        self._carried = Answer()
        self._in_front = False
        self.lines: Sequence[AnswerLine] = ()
        self.sheet: AnswerSheet | None = None
        self.scope = SESSION
        self.group = words.ALL
        self._rows: HeldRows[AnswerLine] = HeldRows(
            (),
            lambda line: line.id,
            text=looked_at,
            orders={"title": lambda line: line.title, "state": words.state},
        )
        self.model: ListModel[AnswerLine] = ListModel(
            answer_columns(), self._rows, parent=self
        )
        context.changes.committed.connect(self._on_committed)

    def refresh(self) -> None:
        """Read everything again; the contribution shown stays, if it is there."""
        self._in_front = True
        self._read_lines()
        ids = [line.id for line in self.lines]
        shown = None if self.sheet is None else self.sheet.contribution.id
        if shown not in ids:
            shown = self._next_after(None) or (ids[0] if ids else None)
        if shown is None:
            self.sheet = None
            self._view.show_nothing()
            return
        self.show(shown)

    def rest(self) -> None:
        """Leave the page: what happens meanwhile is read when it comes back."""
        self._in_front = False

    def set_scope(self, scope: str) -> None:
        """Show the contributions of the session, or of the whole process."""
        self.scope = scope
        self.refresh()

    def set_group(self, group: str) -> None:
        """Show only the contributions under one tab."""
        self.group = group
        self._hold()

    def show(self, contribution: str) -> None:
        """Show one contribution, with what was typed of its answer and not given."""
        self._view.keep_now()
        with self._context.store.read() as reader:
            self.sheet = answer_sheet(reader, contribution)
        decision = self.sheet.decision
        given = self._begun() if decision is None else Answer.of(decision)
        typed = with_kept(given, self._kept(contribution))
        self._view.show_sheet(self.sheet, given, typed)
        self._view.select(contribution)

    def go_to(self, contribution: str) -> None:
        """Show one contribution, wherever it was made."""
        if contribution not in [line.id for line in self.lines]:
            self.scope = PROCESS
            self._read_lines()
        if contribution in [line.id for line in self.lines]:
            self._into_sight(contribution)
            self.show(contribution)
            self._view.begin()

    def step(self, direction: int) -> None:
        """Show the next contribution without an answer, or the one before (-1)."""
        shown = None if self.sheet is None else self.sheet.contribution.id
        found = self._next_after(shown, direction)
        if found is None:
            self._context.say(tr("Every contribution has its answer."))
            return
        self._into_sight(found)
        self.show(found)
        self._view.begin()

    def give(self) -> None:
        """Give the answer in the form, and go to the next without one."""
        if self.sheet is None:
            return
        answer = self._view.answer_now()
        if answer.lacking:
            self._view.ask_for(answer.lacking)
            return
        contribution = self.sheet.contribution
        self._context.perform(
            partial(
                give_answer,
                self._context.store,
                answer.draft(contribution.id),
                self.sheet.seen,
            ),
            on_done=partial(self._given, contribution.id, contribution.code, answer),
            on_error=self._refused,
        )

    def see_again(self) -> None:
        """Take the answer of somebody else as seen: giving now replaces it."""
        if self.sheet is not None:
            with self._context.store.read() as reader:
                self.sheet = answer_sheet(reader, self.sheet.contribution.id)

    def take_theirs(self) -> None:
        """Throw away what is typed, and show what somebody else decided."""
        if self.sheet is not None:
            self._forget(self.sheet.contribution.id)
            self.show(self.sheet.contribution.id)

    def say_stance(self, person: str, stance: Stance, text: str) -> None:
        """Record what an author says of the decision."""
        if self.sheet is not None:
            self._context.perform(
                partial(
                    record_stance,
                    self._context.store,
                    self.sheet.contribution.id,
                    person,
                    stance,
                    text,
                ),
                on_error=self._view.refuse,
            )

    def keep(self, place: str, text: str) -> None:
        """Keep what stands in a field; raises what the store says."""
        self._context.drafts.keep(place, text)

    def forget(self, place: str) -> None:
        """Forget what stood in a field."""
        self._context.drafts.forget(place)

    def keep_choice(self, name: str, answer: Answer) -> None:
        """Keep an outcome, a class of reason or a day chosen and not given."""
        if self.sheet is not None:
            try:
                contribution = self.sheet.contribution.id
                self.keep(place_of(contribution, name), answer.written(name))
            except AppError as error:
                self._context.save_failed.emit(error)

    def _given(self, contribution: str, code: str, answer: Answer, _id: str) -> None:
        self._forget(contribution)
        self._carried = answer
        store = self._context.store
        with store.read() as reader:
            deed = reader.history(decision_id(contribution), limit=1)[0].deed
        said = "" if answer.outcome is None else label(answer.outcome)
        sentence = tr("{code}: {outcome}", code=short_codes(code), outcome=said)
        self._view.show_given(sentence, partial(self._undo, deed, contribution))
        self._read_lines()
        following = self._next_after(contribution)
        self._into_sight(following or contribution)
        self.show(following or contribution)
        self._view.begin()

    def _undo(self, deed: str, contribution: str) -> None:
        self._context.perform(
            partial(history.undo, self._context.store, deed),
            on_done=partial(self._undone, contribution),
            on_error=self._view.refuse,
        )

    def _undone(self, contribution: str, _nothing: None) -> None:
        self._read_lines()
        self.go_to(contribution)

    def _refused(self, error: AppError) -> None:
        if not isinstance(error, ChangedSinceError) or self.sheet is None:
            self._view.refuse(error)
            return
        self.see_again()
        now = self.sheet.decision
        self._view.show_changed(Answer() if now is None else Answer.of(now))

    def _begun(self) -> Answer:
        """Return the answer nobody gave yet: of today, by whoever decided before."""
        carried = {name: getattr(self._carried, name) for name in _CARRIED}
        return Answer(decided_on=self._context.store.now().date(), **carried)

    def _next_after(self, shown: str | None, direction: int = 1) -> str | None:
        ordered = list(self.lines)[::direction]
        ids = [line.id for line in ordered]
        begin = ids.index(shown) + 1 if shown in ids else 0
        turned = [*ordered[begin:], *ordered[:begin]]
        return next((one.id for one in turned if one.missing is not None), None)

    def _into_sight(self, contribution: str) -> None:
        """Leave a tab or a search that hides a contribution."""
        line = next(one for one in self.lines if one.id == contribution)
        if self.group not in {words.ALL, words.group_of(line)}:
            self.set_group(words.ALL)
            self._view.show_counts(self.counts())
        if self.model.place_of(contribution) < 0:
            self.model.filter("")

    def counts(self) -> Mapping[str, int]:
        """Return how many stand under each tab."""
        counted = Counter(map(words.group_of, self.lines))
        return {**counted, words.ALL: len(self.lines)}

    def _read_lines(self) -> None:
        session = self._context.session if self.scope == SESSION else None
        with self._context.store.read() as reader:
            found = answer_lines(reader, session)
        self.lines = [replace(line, code=short_codes(line.code)) for line in found]
        self._hold()
        self._view.show_counts(self.counts())
        missing = any(line.missing is not None for line in self.lines)
        self._view.show_left(words.how_many_missing(self.lines), missing=missing)

    def _hold(self) -> None:
        self._rows.hold(
            line
            for line in self.lines
            if self.group in {words.ALL, words.group_of(line)}
        )
        self.model.refresh()

    def _kept(self, contribution: str) -> Mapping[str, str]:
        start = place_of(contribution, "")
        found = self._context.drafts.all_kept()
        return {
            place.removeprefix(start): text
            for place, text in found.items()
            if place.startswith(start)
        }

    def _forget(self, contribution: str) -> None:
        for name in self._kept(contribution):
            self.forget(place_of(contribution, name))

    def _on_committed(self, _done: Committed) -> None:
        if not self._in_front or self.sheet is None:
            return
        self._read_lines()
        self._view.keep_now()
        if not self._kept(self.sheet.contribution.id):
            self.show(self.sheet.contribution.id)


def place_of(contribution: str, name: str) -> str:
    """Return the name of a field among the unsent."""
    return f"decision/{contribution}/{name}"
