"""The contribution in front: kept at every key, made a deed when it is left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from workshop_app.domain.contribution import Contribution, ContributionEmptyError
from workshop_app.domain.session import Session
from workshop_app.gui.live.kept import Sheet, restored
from workshop_app.gui.live.reading import DRAFT
from workshop_app.gui.spoken_codes import short_codes
from workshop_app.i18n import short_time, tr
from workshop_app.services import contributions
from workshop_app.services.conflicts import ChangedSinceError
from workshop_app.services.contributions import AuthorMissingError
from workshop_app.services.gathering import contributions_of
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.live.reading import TableNow
    from workshop_app.gui.live.unsent import Unsent
    from workshop_app.store import Seen


@dataclass(frozen=True, kw_only=True)
class InFront:
    """How the editor stands to what is on record.

    Attributes:
        id: Of the contribution, or the name of the draft.
        code: What people call it; nothing for a draft.
        locked: Why it cannot be changed; nothing if it can.
        survived: Whether the text was typed before the program last stopped.
    """

    id: str
    code: str = ""
    locked: str = ""
    survived: bool = False

    @property
    def is_new(self) -> bool:
        """Whether it is no record yet."""
        return self.id.startswith(DRAFT)


class EditorView(Protocol):
    """The editor, as its presenter knows it."""

    def sheet(self) -> Sheet:
        """Return what stands in it."""

    def show_sheet(self, sheet: Sheet, front: InFront) -> None:
        """Show another contribution, or this one as it is on record now."""

    def show_unsent(self, *, unsent: bool, kept: bool = True) -> None:
        """Say whether what stands there is on record, and else whether it is kept."""

    def ask_author(self, error: AppError) -> None:
        """Ask who said it; nothing typed is lost."""

    def show_error(self, error: AppError) -> None:
        """Say why it could not be put on record; nothing typed is lost."""

    def show_conflict(self, theirs: Sheet) -> None:
        """Offer what somebody else wrote meanwhile, beside what was typed here."""


class EditorPresenter:
    """Puts a sheet on record.

    Attributes:
        closed: Why nothing new is written down, once the session is closed.

    Args:
        context: The process.
        view: The editor.
        unsent: Where what is typed is kept.
        committed: Called with the name of the draft and the id it was given, when a
            new contribution is on record.
        told: Says what was done, with the way back.
    """

    def __init__(
        self,
        context: AppContext,
        view: EditorView,
        unsent: Unsent,
        committed: Callable[[str, str], object],
        told: Callable[[str], object],
    ) -> None:
        self._context = context
        self._view = view
        self._unsent = unsent
        self._committed = committed
        self._told = told
        self._stored = Sheet()
        self._seen: Seen | None = None
        self._in_conflict = False
        self.front = InFront(id="")
        self.closed = ""

    def forget(self) -> None:
        """Put nothing in front: another session is on the table."""
        self.front = InFront(id="")

    def begin(self) -> None:
        """Put an empty sheet in front."""
        front = InFront(id=self._unsent.next_draft(), locked=self.closed)
        self._take(front, Sheet(), Sheet())

    def turn_to(self, line: str, table: TableNow) -> None:
        """Put a contribution or a draft in front, with what was typed into it."""
        kept = restored(self._unsent.find(line))
        if line.startswith(DRAFT):
            survived = kept is not None and not self.closed
            front = InFront(id=line, locked=self.closed, survived=survived)
            self._take(front, Sheet(), kept or Sheet())
            return
        with self._context.store.read() as reader:
            self._seen = reader.seen(Contribution, line)
        stored = Sheet.of(table.contributions[line])
        locked = _lock(line, table)
        mine = stored if locked or kept is None else kept
        front = InFront(
            id=line,
            code=short_codes(table.contributions[line].contribution.code),
            locked=locked,
            survived=mine != stored,
        )
        self._take(front, stored, mine)

    def follow(self, table: TableNow) -> None:
        """Take what was read anew, unless something is being typed here."""
        line = self.front.id
        if self.front.is_new and self.front.locked != self.closed:
            self.keep()
            self.turn_to(line, table)
        if self.front.is_new or not line:
            return
        if line not in table.contributions:
            self.begin()
        elif self._view.sheet() == self._stored or _lock(line, table):
            fresh = Sheet.of(table.contributions[line])
            if fresh != self._stored or _lock(line, table) != self.front.locked:
                self.turn_to(line, table)

    @property
    def is_changed(self) -> bool:
        """Whether what stands there is not on record."""
        return self._view.sheet() != self._stored

    def keep(self) -> None:
        """Keep what stands there, or forget it if it is on record or nothing."""
        sheet, front = self._view.sheet(), self.front
        if not front.id or front.locked:
            return
        changed = sheet != self._stored and not (front.is_new and sheet.is_blank)
        kept = True
        if changed:
            kept = self._unsent.keep(front.id, sheet.kept())
        else:
            self._unsent.forget(front.id)
        self._view.show_unsent(unsent=changed, kept=kept)

    def leave(self) -> None:
        """Put it on record if it can be; else it stays a draft, and is kept."""
        self.keep()
        if not self.is_changed or self._in_conflict or self.front.locked:
            return
        sheet = self._view.sheet()
        if self.front.is_new and (sheet.is_blank or not sheet.has_author):
            return
        self.commit()

    def commit(self, *, then: Callable[[], object] | None = None) -> None:
        """Put it on record, or say what is missing.

        Args:
            then: What is done once it is on record, as beginning the next one.
        """
        front, sheet = self.front, self._view.sheet()
        if not self.is_changed or front.locked:
            if then is not None and not sheet.is_blank:
                then()
            return
        self.keep()
        if sheet.is_blank:
            self._view.show_error(ContributionEmptyError())
        elif not sheet.has_author:
            self._view.ask_author(AuthorMissingError())
        elif front.is_new:
            self._write(front, sheet, then)
        else:
            self._amend(front, sheet, then)

    def keep_mine(self) -> None:
        """Set what was typed here over what somebody else wrote meanwhile."""
        self._in_conflict = False
        self._stored = self._fresh()
        self.commit()

    def take_theirs(self) -> None:
        """Let go of what was typed here."""
        self._in_conflict = False
        self._unsent.forget(self.front.id)
        stored = self._fresh()
        self._take(self.front, stored, stored)

    def throw_away(self) -> None:
        """Let go of a draft."""
        self._unsent.forget(self.front.id)
        self.begin()

    def _take(self, front: InFront, stored: Sheet, sheet: Sheet) -> None:
        self.front = front
        self._in_conflict = False
        self._stored = stored
        self._view.show_sheet(sheet, front)
        changed = sheet != stored
        self._view.show_unsent(unsent=changed)

    def _write(
        self, front: InFront, sheet: Sheet, then: Callable[[], object] | None
    ) -> None:
        store, session = self._context.store, self._context.session
        if session is None:
            return
        with store.read() as reader:
            stage = reader.get(Session, session).stage
        draft = sheet.as_draft(session, stage, store.now())
        self._context.perform(
            partial(contributions.write_contribution, store, draft, sheet.authors),
            on_done=partial(self._on_written, front.id, then),
            on_error=self._on_error,
        )

    def _amend(
        self, front: InFront, sheet: Sheet, then: Callable[[], object] | None
    ) -> None:
        store = self._context.store
        with store.read() as reader:
            (records,) = contributions_of(reader, id=front.id)
        self._context.perform(
            partial(
                contributions.amend_contribution,
                store,
                front.id,
                sheet.amending(records),
                sheet.authors,
                seen=self._seen,
            ),
            on_done=partial(self._on_amended, front, then),
            on_error=self._on_error,
        )

    def _on_written(
        self, name: str, then: Callable[[], object] | None, contribution: str
    ) -> None:
        self._unsent.forget(name)
        self._committed(name, contribution)
        if then is not None:
            then()

    def _on_amended(
        self, front: InFront, then: Callable[[], object] | None, _: None
    ) -> None:
        self._unsent.forget(front.id)
        if self.front.id == front.id:
            self._stored = self._fresh()
            self._view.show_unsent(unsent=self.is_changed)
        self._told(tr("The correction of {code} is on record.", code=front.code))
        if then is not None:
            then()

    def _fresh(self) -> Sheet:
        """Read the contribution in front as it is on record now."""
        with self._context.store.read() as reader:
            self._seen = reader.seen(Contribution, self.front.id)
            (records,) = contributions_of(reader, id=self.front.id)
        return Sheet.of(records)

    def _on_error(self, error: AppError) -> None:
        self._view.show_unsent(unsent=True)
        if isinstance(error, ChangedSinceError):
            self._in_conflict = True
            with self._context.store.read() as reader:
                (records,) = contributions_of(reader, id=self.front.id)
            self._view.show_conflict(Sheet.of(records))
        else:
            self._view.show_error(error)


def _lock(line: str, table: TableNow) -> str:
    """Say why the text of a contribution stays as it is; nothing if it may change."""
    last = table.ballot_on(line)
    if last is None or last.ballot.opened_at is None:
        return ""
    if last.ballot.closed_at is None:
        return tr("It is being voted on: its text stays as it was put to the vote.")
    return tr(
        "Voted on at {time}: its text stays as it was put to the vote.",
        time=short_time(last.ballot.opened_at),
    )
