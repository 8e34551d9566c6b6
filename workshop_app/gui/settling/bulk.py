"""Many disagreements that are none, seen first and settled for one reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from workshop_app.gui.parts.list_model import Column, ListModel
from workshop_app.gui.parts.list_source import HeldRows
from workshop_app.gui.spoken_codes import short_codes
from workshop_app.i18n import ntr, tr
from workshop_app.services import history
from workshop_app.services.alike import Rule, Settled, preview, settle_alike
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.progress import Progress
    from workshop_app.store import Store

Found = dict[Rule, tuple[Settled, ...]]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One disagreement that a rule would settle."""

    settled: Settled
    ticked: bool

    @property
    def left(self) -> str:
        """What gives way, in words."""
        sides = self.settled.found.sides
        left = [side.words for side in sides if side is not self.settled.side]
        return " / ".join(words or tr("(nothing)") for words in left)


class BulkView(Protocol):
    """What the presenter asks of the page."""

    def show_rules(self, counts: Mapping[Rule, int], rule: Rule) -> None:
        """Show how many each rule would settle, and which is chosen."""

    def show_ticked(self, count: int) -> None:
        """Show how many are ticked."""

    def show_work(self, task: Task, text: str) -> None:
        """Show how far something is."""

    def show_settled(self, sentence: str, undo: Callable[[], object]) -> None:
        """Say what was done and offer to take it back."""

    def refuse(self, error: AppError) -> None:
        """Say why it could not be done; what was typed stays."""


class BulkPresenter(QObject):
    """Previews what a rule would settle, and settles what is ticked.

    Attributes:
        model: The preview of the rule chosen.
        rule: The rule chosen.
    """

    def __init__(
        self, view: BulkView, context: AppContext, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view, self._context = view, context
        self.rule = Rule.SPELLING
        self._found: Found = {}
        self._left_out: set[str] = set()
        self._source: HeldRows[Line] = HeldRows((), lambda line: line.settled.found.key)
        self.model: ListModel[Line] = ListModel(line_columns(), self._source, self)

    @property
    def ticked(self) -> Sequence[Settled]:
        """What would be settled now."""
        found = self._found.get(self.rule, ())
        return [one for one in found if one.found.key not in self._left_out]

    def open(self) -> None:
        """Read what each rule would settle, in the lane: there may be much."""
        self._left_out.clear()
        task = self._context.start(
            partial(_read, self._context.store),
            on_done=self._hold,
            on_error=self._view.refuse,
        )
        self._view.show_work(task, tr("Looking for what is alike"))

    def look_at(self, rule: Rule) -> None:
        """Preview another rule."""
        self.rule = rule
        self._show()

    def tick(self, keys: Iterable[str]) -> None:
        """Settle these or not: turn each round."""
        self._left_out ^= set(keys)
        self._show()

    def settle(self, reason: str) -> None:
        """Settle what is ticked, by one deed."""
        seen = self.ticked
        self._context.perform(
            partial(_settle, self._context.store, seen, reason),
            on_done=partial(self._on_settled, len(seen)),
            on_error=self._view.refuse,
        )

    def _hold(self, found: Found) -> None:
        self._found = found
        if not found[self.rule]:
            self.rule = max(Rule, key=lambda rule: len(found[rule]))
        self._show()

    def _show(self) -> None:
        found = self._found.get(self.rule, ())
        self._source.hold(
            Line(settled=one, ticked=one.found.key not in self._left_out)
            for one in found
        )
        self.model.refresh()
        counts = {rule: len(self._found.get(rule, ())) for rule in Rule}
        self._view.show_rules(counts, self.rule)
        self._view.show_ticked(len(self.ticked))

    def _on_settled(self, count: int, deed: str) -> None:
        said = ntr(
            "{count} disagreement settled at once",
            "{count} disagreements settled at once",
            count,
        )
        self._view.show_settled(said, partial(self._undo, deed))

    def _undo(self, deed: str) -> None:
        self._context.perform(
            partial(history.undo, self._context.store, deed),
            on_error=self._view.refuse,
        )


def line_columns() -> Sequence[Column[Line]]:
    """Return the columns of the preview."""
    return (
        Column(tr("Tick"), _tick_words, tick=lambda line: line.ticked, width=58),
        Column(
            tr("What"),
            lambda line: short_codes(line.settled.found.title),
            second=lambda line: line.settled.found.words,
            width=210,
        ),
        Column(tr("Stays"), lambda line: line.settled.side.words, stretch=True),
        Column(tr("Gives way"), lambda line: line.left, width=200),
    )


def rule_words(rule: Rule) -> str:
    """Say what a rule takes for one."""
    if rule is Rule.SPELLING:
        return tr("Only accents, capitals and spaces")
    return tr("Blank against filled in")


def _tick_words(line: Line) -> str:
    return tr("yes") if line.ticked else tr("no")


def _read(store: Store, _progress: Progress) -> Found:
    with store.read() as reader:
        return {rule: preview(reader, rule) for rule in Rule}


def _settle(store: Store, seen: Sequence[Settled], reason: str) -> str:
    settle_alike(store, seen, reason=reason)
    with store.read() as reader:
        return reader.history(limit=1)[0].deed
