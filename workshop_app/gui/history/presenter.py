"""The deeds of the process or of one record, what they changed, and undoing them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from workshop_app.gui.history.columns import deed_columns, said
from workshop_app.gui.parts.list_model import ListModel
from workshop_app.i18n import tr
from workshop_app.services import history, listings
from workshop_app.services.conflicts import DeedMissingError
from workshop_app.services.deeds import LASTING
from workshop_app.services.differences import (
    NOTHING,
    differences,
    disputes,
    title_of,
)
from workshop_app.services.field_words import KIND_WORDS
from workshop_app.services.standing_papers import papers_that_say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.services.differences import (
        Differences,
        Dispute,
        RecordDifference,
    )
    from workshop_app.store import Committed, DeedRow


_AMENDMENT = "amend_"
"""How the code of every deed begins that alters what was on record."""


class HistoryView(Protocol):
    """What the presenter asks of the page."""

    def show_people(self, people: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer the people by whom the list can be narrowed: id and name."""

    def show_record(self, title: str) -> None:
        """Say whose history it is; "" for the whole process."""

    def show_disputes(self, found: Sequence[Dispute]) -> None:
        """Say on what computers disagree."""

    def show_deed(self, row: DeedRow | None, name: str, changed: Differences) -> None:
        """Show one deed; None while there is none."""

    def show_way_back(self, can: bool, why_not: str) -> None:  # noqa: FBT001 two states
        """Offer to undo the deed, or to bring it back, or say why not."""

    def show_papers(self, numbers: Sequence[str]) -> None:
        """Say which issued papers say what the deed did, before it is undone."""

    def show_done(self, sentence: str) -> None:
        """Say that it was undone or brought back."""

    def refuse(self, error: AppError) -> None:
        """Say why it could not be."""


class HistoryPresenter(QObject):
    """Keeps the page true to the store.

    Attributes:
        model: The deeds, the newest first.
        record: Id of the record whose history is shown, "" for the whole process.
        actor: Id of the person whose deeds are shown, "" for everybody's.
    """

    def __init__(self, view: HistoryView, context: AppContext) -> None:
        super().__init__()
        self._view = view
        self._context = context
        self._names: dict[str, str] = {}
        self._touched: dict[str, str] = {}
        self.record = ""
        self.actor = ""
        self.deed: DeedRow | None = None
        self.model: ListModel[DeedRow] = ListModel(
            deed_columns(self.name_of, self.touched),
            listings.deeds(context.store),
            parent=self,
            order="newest",
            lane=context.tasks,
        )
        self._in_front = False
        context.changes.committed.connect(self._on_committed)

    def name_of(self, person: str) -> str:
        """Return a person's name; the founding is the program's own."""
        return self._names.get(person, "") or tr("(the founding)")

    def touched(self, row: DeedRow) -> str:
        """Return which fields an amendment altered; read once, a deed never changes."""
        if not row.code.startswith(_AMENDMENT):
            return ""
        if row.deed not in self._touched:
            with self._context.store.read() as reader:
                changed = differences(reader, row.deed, most=1)
            self._touched[row.deed] = "; ".join(map(_fields, changed.records))
        return self._touched[row.deed]

    def refresh(self) -> None:
        """Read everything again."""
        self._in_front = True
        store = self._context.store
        with store.read() as reader:
            actors = reader.actors()
            self._names = reader.names(actors)
            title = title_of(reader, self.record) if self.record else ""
            found = disputes(reader)
        people = sorted(self._names.items(), key=lambda pair: pair[1])
        self._view.show_people(people, self.actor)
        self._view.show_record(title)
        self._view.show_disputes(found)
        self._reread()

    def rest(self) -> None:
        """Leave the page: what happens meanwhile is read when it comes back."""
        self._in_front = False

    def of_record(self, record_id: str) -> None:
        """Show the history of one record; "" for the whole process."""
        self.record = record_id
        self.refresh()

    def of_person(self, actor: str) -> None:
        """Show what one person did; "" for everybody."""
        self.actor = actor
        self._reread()

    def choose(self, deed: str) -> None:
        """Show what a deed changed."""
        store = self._context.store
        with store.read() as reader:
            try:
                row = reader.deed(deed)
            except DeedMissingError:
                self.nothing()
                return
            changed = differences(reader, deed)
            papers = papers_that_say(reader, row)
        self.deed = row
        self._view.show_deed(row, self.name_of(row.actor), changed)
        can, why_not = _way_back(row)
        self._view.show_way_back(can, why_not)
        self._view.show_papers(papers if can else ())

    def nothing(self) -> None:
        """Show no deed: the list has none."""
        self.deed = None
        self._view.show_deed(None, "", NOTHING)

    def turn(self, reason: str) -> None:
        """Undo the deed shown, or bring it back if it is undone."""
        row = self.deed
        if row is None:
            return
        deed = history.redo if row.reverted else history.undo
        sentence = (
            tr("Brought back: {what}", what=said(row))
            if row.reverted
            else tr("Undone: {what}", what=said(row))
        )
        self._context.perform(
            partial(deed, self._context.store, row.deed, reason=reason),
            on_done=partial(self._turned, sentence, row.deed),
            on_error=self._view.refuse,
        )

    def _turned(self, sentence: str, deed: str, _nothing: None) -> None:
        self.choose(deed)
        self._view.show_done(sentence)
        self._context.say(sentence)

    def _reread(self) -> None:
        only = {"record": self.record, "actor": self.actor}
        asked = {name: value for name, value in only.items() if value}
        self.model.set_source(listings.deeds(self._context.store, **asked))

    def _on_committed(self, _done: Committed) -> None:
        if self._in_front:
            self.refresh()


def _fields(record: RecordDifference) -> str:
    kind = KIND_WORDS.get(record.kind)
    fields = ", ".join(one.words for one in record.fields)
    return fields if kind is None else f"{kind()}: {fields}"


def _way_back(row: DeedRow) -> tuple[bool, str]:
    if row.code in LASTING:
        return False, tr(
            "What was issued, signed or founded, and what admits a computer, is not "
            "undone."
        )
    return True, ""
