"""What is left to do, the sessions, and the path of the day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import SessionState
from workshop_app.gui.home.columns import session_columns
from workshop_app.gui.home.figures import read_figures
from workshop_app.gui.home.unsent import unsent
from workshop_app.gui.pages import page
from workshop_app.gui.parts.list_model import ListModel
from workshop_app.i18n import tr
from workshop_app.services import listings
from workshop_app.services.handed import is_handed_over
from workshop_app.services.pending_words import PendingKind
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.home.figures import Figure
    from workshop_app.gui.home.unsent import Unsent
    from workshop_app.services.pending_words import Pending
    from workshop_app.services.progress import Progress
    from workshop_app.store import Committed, Store
    from workshop_app.store.session_list import SessionRow

_OF_PREPARATION = frozenset(
    {
        PendingKind.NO_DATE,
        PendingKind.NO_CHAIR,
        PendingKind.NO_FACILITATION,
        PendingKind.NO_AGENDA,
        PendingKind.NOBODY_INVITED,
    }
)
_OF_DECIDING = frozenset({PendingKind.UNDECIDED, PendingKind.UNREASONED})
_OF_LETTERS = _OF_DECIDING | {PendingKind.LETTERS}
"""An unanswered contribution keeps its authors' letters waiting."""

_OF_MINUTES = frozenset(
    {PendingKind.NO_MINUTES, PendingKind.UNSIGNED, PendingKind.PARTLY_SIGNED}
)


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """One stretch of the path of the day."""

    sentence: str
    page: str
    keys: str
    done: bool
    target: str = ""


class HomeView(Protocol):
    """What the presenter asks of the page."""

    def show_pending(
        self, pending: Sequence[Pending], unsent: Sequence[Unsent]
    ) -> None:
        """Show what is left to do, and what was typed and not given."""

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show the session on the table in figures; of none, nothing."""

    def show_path(self, path: Sequence[Stretch]) -> None:
        """Show how far the day has come."""

    def show_on_table(self, session: Session | None) -> None:
        """Show which session is on the table."""


class HomePresenter(QObject):
    """Keeps the page true to the store."""

    def __init__(self, view: HomeView, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._context = context
        self.model: ListModel[SessionRow] = ListModel(
            session_columns(),
            listings.sessions(context.store),
            parent=self,  # at once: ordering hundreds takes less than a blink
        )
        self.stale = True
        context.changes.committed.connect(self._on_committed)

    def refresh(self) -> None:
        """Read everything again."""
        context, store = self._context, self._context.store
        self.stale = False
        self.model.refresh()
        session = None
        if context.session is not None:
            with store.read() as reader:
                session = reader.find(Session, context.session)
        self._view.show_on_table(session)
        context.start(
            partial(_look, store, None if session is None else session.id),
            on_done=partial(self._show, session),
            on_error=self._on_error,
            later=True,
        )

    def put_on_table(self, session_id: str) -> None:
        """Work with another session from now on."""
        self._context.open_session(session_id)

    def follow(self, pending: Pending) -> None:
        """Go where a thing is done, with its session on the table."""
        context = self._context
        if pending.session is not None and pending.session != context.session:
            context.session = pending.session
            context.session_changed.emit()
        context.go(pending.page, pending.target or "")

    def follow_unsent(self, line: Unsent) -> None:
        """Go where a text was left, with its session on the table."""
        if line.session and line.session != self._context.session:
            self._context.session = line.session
            self._context.session_changed.emit()
        self._context.go(line.page, line.target)

    def _show(
        self,
        session: Session | None,
        seen: tuple[Sequence[Pending], Sequence[Figure]],
    ) -> None:
        pending, figures = seen
        if not self._context.is_open:
            return  # the process was closed while it was being looked through
        if session is None or session.id == self._context.session:
            self._view.show_pending(
                _first_this(pending, self._context.session),
                unsent(self._context.drafts.all_kept()),
            )
            handed = is_handed_over(self._context.store)
            self._view.show_path(_path(session, pending, handed=handed))
            self._view.show_figures(figures)

    def _on_error(self, error: AppError) -> None:
        self._context.say(str(error))

    def _on_committed(self, _done: Committed) -> None:
        self.stale = True


def _look(
    store: Store, session: str | None, _progress: Progress
) -> tuple[Sequence[Pending], Sequence[Figure]]:
    """Look in the lane: a process of hundreds of sessions takes longer than a blink."""
    now = store.now()
    from workshop_app.services.pending import what_is_left  # noqa: PLC0415 not before the page

    figures = () if session is None else read_figures(store, session, now)
    return what_is_left(store, now=now), figures


def _first_this(pending: Sequence[Pending], session: str | None) -> list[Pending]:
    """Put what concerns the session on the table before the rest."""
    return sorted(pending, key=lambda one: one.session not in {session, None})


def _path(
    session: Session | None, pending: Sequence[Pending], *, handed: bool
) -> list[Stretch]:
    """Return the path of the day of one session; empty without one."""
    if session is None:
        return []
    left = {one.kind for one in pending if one.session == session.id}
    opened = session.state is not SessionState.PLANNED
    closed = session.state is SessionState.CLOSED
    return [
        _stretch(tr("Prepare the session"), "prepare", done=not left & _OF_PREPARATION),
        _stretch(tr("Register who arrives"), "check_in", done=opened),
        _stretch(tr("Write down and vote"), "live", done=closed),
        _stretch(
            tr("Answer every contribution"),
            "decisions",
            done=opened and not left & _OF_DECIDING,
        ),
        _stretch(
            tr("Read, sign and print the minutes"),
            "minutes",
            done=closed and not left & _OF_MINUTES,
        ),
        _stretch(
            tr("Give everybody a letter"),
            "letters",
            done=closed and not left & _OF_LETTERS,
        ),
        Stretch(
            sentence=tr("Hand the file over to the office"),
            page="exchange",
            keys=page("exchange").keys,
            done=closed and handed,
            target="give",
        ),
    ]


def _stretch(sentence: str, name: str, *, done: bool) -> Stretch:
    return Stretch(sentence=sentence, page=name, keys=page(name).keys, done=done)
