"""The minutes: read, written, closed, issued, signed."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from workshop_app.domain.names import may_be_of
from workshop_app.domain.session import Session, SessionDraft
from workshop_app.domain.vocabulary import Visibility
from workshop_app.gui.minutes import reading
from workshop_app.gui.minutes.lane import issue_into, unwatched
from workshop_app.gui.minutes.reading import PARTS, WATCHED, Stage, read_minutes
from workshop_app.i18n import Language, tr
from workshop_app.services import papers, sessions
from workshop_app.services.hand_signing import HandSignatures, record_hand_signatures
from workshop_app.services.paper_files import papers_folder
from workshop_app.services.signing import Signature, SignatureWish, sign_paper
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.minutes.reading import MinutesNow, Paperwork
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.issuing import IssuedFile
    from workshop_app.store import Committed, Seen

PAUSE_MS = 700
"""How long the session must be quiet before its pages are drawn anew."""


@dataclass(frozen=True, kw_only=True)
class SigningWish:
    """What somebody filled in to sign; the passphrase is kept nowhere."""

    role: str
    certificate: Path
    passphrase: str
    reason: str = ""
    place: str = ""
    holder: str = ""


class MinutesView(Protocol):
    """The page, as its presenter knows it."""

    def show_session(self, now: MinutesNow, kept: dict[str, str]) -> None:
        """Show what the store says, and what was typed and never given."""

    def is_unsent(self, part: str) -> bool:
        """Whether a part holds what the store does not."""

    def show_papers(self, now: MinutesNow, work: Paperwork) -> None:
        """Show the pages and the papers."""

    def show_stage(self, stage: Stage) -> None:
        """Show what is to be done next."""

    def show_choice(self, language: Language, edition: Visibility) -> None:
        """Show in which language and edition the minutes are shown."""

    def show_work(self, task: Task, text: str) -> None:
        """Show how far something is."""

    def show_problem(self, error: AppError) -> None:
        """Say what could not be done."""

    def show_given(self, part: str) -> None:
        """Show that a part of the narrative was saved."""

    def show_not_given(self, part: str, error: AppError) -> None:
        """Say why a part of the narrative was not saved; it stays unsent."""

    def show_issued(self, issued: IssuedFile) -> None:
        """Say which paper was written, and where."""

    def show_signed(self, signature: Signature) -> None:
        """Say who signed."""

    def show_not_signed(self, error: AppError) -> None:
        """Say why nobody signed; what was typed stays, but the passphrase."""

    def show_recorded(self) -> None:
        """Say that it is on record who signed a print."""

    def show_not_recorded(self, error: AppError) -> None:
        """Say why it is not."""


class MinutesPresenter(QObject):
    """Keeps the page true to the session, and does its deeds.

    Attributes:
        now: The session as it was read last; None before.
        work: The pages and papers as they were made last; None before.
        language, edition: Of the minutes shown.
    """

    def __init__(self, context: AppContext, view: MinutesView, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self.now: MinutesNow | None = None
        self.work: Paperwork | None = None
        self.language = Language.SPANISH
        self.edition = Visibility.INTERNAL
        self._awake = False
        self._drawing: Task | None = None
        self._again = False
        self._seen: dict[str, Seen] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.draw)
        context.changes.committed.connect(self._on_committed)

    @property
    def stage(self) -> Stage:
        """How far the minutes have come."""
        return Stage.BEFORE if self.now is None else reading.stage(self.now, self.work)

    @property
    def folder(self) -> Path:
        """Where the papers go."""
        return papers_folder(self._context.store, self._context.settings)

    def wake(self) -> None:
        """Read and draw everything; the page is in front."""
        self._awake = True
        self.read()
        self.draw()

    def sleep(self) -> None:
        """Draw nothing more: the page went to the back."""
        self._awake = False
        self._pause.stop()

    def read(self) -> None:
        """Read the session and show it."""
        session = self._context.session
        if session is None:
            return
        store = self._context.store
        with store.read() as reader:
            now = read_minutes(reader, session, store.now())
        if self.now is None or self.now.session.id != session:
            self.work = None
            self._show_last_issued(session)
        self.now = now
        for part in PARTS:
            if not self._view.is_unsent(part):
                self._seen[part] = now.seen
        kept = self._context.drafts.all_kept()
        places = {part: place(session, part) for part in PARTS}
        self._view.show_session(
            now, {part: kept[at] for part, at in places.items() if at in kept}
        )
        self._view.show_stage(self.stage)

    def draw(self) -> None:
        """Draw the pages in the lane; what changes meanwhile is drawn after."""
        session = self._context.session
        if session is None or not self._context.is_open:
            return
        if self._drawing is not None:
            self._again = True
            return
        task = self._context.start(
            partial(
                reading.look_up,
                self._context.store,
                session,
                self.folder,
                language=self.language,
                edition=self.edition,
            ),
            on_done=partial(self._on_drawn, session),
            on_error=self._refused,
        )
        self._drawing = task
        task.finished.connect(self._on_draw_ended)
        self._view.show_work(task, tr("Drawing the pages…"))

    def wait_for_quiet(self) -> None:
        """Put off drawing while somebody types: it would take their keys' time."""
        if self._pause.isActive():
            self._pause.start()

    def show_as(self, language: Language, edition: Visibility) -> None:
        """Show the minutes in a language and an edition."""
        self.language, self.edition = language, edition
        self.draw()

    def give(self, part: str, text: str) -> None:
        """Save one part of the narrative as the person wrote it.

        What somebody else wrote there since the person began is not written over:
        the page says so, and after `look_again` it is.
        """
        if self.now is None:
            return
        session = self.now.session
        known: dict[str, Any] = {
            one.name: getattr(session, one.name) for one in fields(SessionDraft)
        }
        draft = SessionDraft(**{**known, part: text})
        self._context.perform(
            partial(
                sessions.amend_session,
                self._context.store,
                session.id,
                draft,
                self._seen[part],
            ),
            on_done=partial(self._on_given, part),
            on_error=partial(self._view.show_not_given, part),
        )

    def look_again(self, part: str) -> None:
        """Take it that the person saw what stands in a part now, and may replace it."""
        with self._context.store.read() as reader:
            self._seen[part] = reader.seen(Session, self._session())

    def close(self, at: datetime) -> None:
        """Close the session at the moment it ended."""
        self._deed(
            partial(sessions.close_session, self._context.store, self._session(), at),
            tr("The session is closed."),
        )

    def reopen(self, reason: str) -> None:
        """Open the session again, for a reason that is on record."""
        self._deed(
            partial(
                sessions.reopen_session,
                self._context.store,
                self._session(),
                reason=reason,
            ),
            tr("The session is open again."),
        )

    def issue(self) -> None:
        """Issue the numbered minutes into the folder."""
        self._issue(papers.issue_minutes, tr("Issuing the minutes…"))

    def issue_attendance(self) -> None:
        """Issue the attendance list into the folder."""
        self._issue(papers.issue_attendance, tr("Issuing the attendance list…"))

    def sign(self, wish: SigningWish) -> None:
        """Sign the minutes in force with a certificate."""
        paper = None if self.work is None else self.work.current
        if paper is None or paper.path is None:
            return
        store = self._context.store
        asked = SignatureWish(
            at=store.now(),
            role=wish.role,
            reason=wish.reason,
            place=wish.place,
            holder=wish.holder,
        )
        task = self._context.start(
            partial(
                unwatched,
                partial(
                    sign_paper,
                    paper.path,
                    wish.certificate,
                    wish.passphrase,
                    asked,
                    store,
                ),
            ),
            on_done=partial(self._on_signed, wish.certificate),
            on_error=self._view.show_not_signed,
        )
        self._view.show_work(task, tr("Signing…"))

    def record_by_hand(self, said: HandSignatures) -> None:
        """Record who signed a print of the minutes in force."""
        paper = None if self.work is None else self.work.current
        if paper is not None:
            self._context.perform(
                partial(
                    record_hand_signatures, self._context.store, paper.paper.id, said
                ),
                on_done=self._on_recorded,
                on_error=self._view.show_not_recorded,
            )

    def certificate_of(self, name: str) -> str:
        """Return where somebody's certificate is on this computer, if it is known."""
        known = self._context.settings.certificates
        found = (path for holder, path in known.items() if may_be_of(holder, name))
        return next((path for path in found if Path(path).is_file()), "")

    def choose_folder(self, folder: Path) -> None:
        """Have the papers of this process go elsewhere from now on."""
        context = self._context
        process = context.store.process_id
        context.choose(context.settings.with_papers(process, str(folder)))
        self.draw()

    def _show_last_issued(self, session: str) -> None:
        """Show a session's minutes as they were issued last, signatures and all."""
        with self._context.store.read() as reader:
            self.language, self.edition = reading.shown_last(reader, session)
        self._view.show_choice(self.language, self.edition)

    def _session(self) -> str:
        return "" if self.now is None else self.now.session.id

    def _deed(self, work: Callable[[], None], said: str) -> None:
        self._context.perform(
            work,
            on_done=partial(self._said, said),
            on_error=self._view.show_problem,
        )

    def _said(self, sentence: str, _result: None) -> None:
        self._context.say(sentence)

    def _issue(self, service: Callable[..., IssuedFile], text: str) -> None:
        folder = self.folder
        task = self._context.start(
            partial(
                issue_into,
                folder,
                partial(
                    service,
                    self._context.store,
                    self._session(),
                    folder,
                    language=self.language,
                    edition=self.edition,
                ),
            ),
            on_done=self._on_issued,
            on_error=self._view.show_problem,
        )
        self._view.show_work(task, text)

    def _on_given(self, part: str, _result: None) -> None:
        self._view.show_given(part)

    def _on_issued(self, issued: IssuedFile) -> None:
        self._view.show_issued(issued)
        self.draw()

    def _on_signed(self, certificate: Path, signature: Signature) -> None:
        context = self._context
        known = context.settings.with_certificate(signature.name, str(certificate))
        context.choose(known)
        self._view.show_signed(signature)
        self.draw()

    def _on_recorded(self, _result: None) -> None:
        self._view.show_recorded()
        self.draw()

    def _on_drawn(self, session: str, work: Paperwork) -> None:
        if not isValid(self) or session != self._context.session or self.now is None:
            return
        self.work = work
        self._view.show_papers(self.now, work)
        self._view.show_stage(self.stage)

    def _on_draw_ended(self) -> None:
        self._drawing = None
        again, self._again = self._again, False
        if again and self._awake:
            self.draw()

    def _refused(self, error: AppError) -> None:
        if isValid(self):
            self._view.show_problem(error)

    def _on_committed(self, done: Committed) -> None:
        if self._awake and self._context.is_open and done.kinds & WATCHED:
            self.read()
            self._pause.start()


def place(session: str, part: str) -> str:
    """Return the name of a part among what is typed and not given."""
    return f"minutes/{session}/{part}"
