"""Who is written to, the letter to each, and all of them generated at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from workshop_app.domain.identity import office_id
from workshop_app.domain.person import Person
from workshop_app.domain.process import Office
from workshop_app.gui.letters.columns import Row, letter_columns
from workshop_app.gui.parts.list_model import ListModel
from workshop_app.gui.parts.list_source import HeldRows
from workshop_app.i18n import Language, tr
from workshop_app.services.paper_files import (
    found_file,
    made_folder,
    paper_bytes,
    papers_folder,
)
from workshop_app.services.paper_previews import PaperPreview, preview_letter
from workshop_app.services.papers import IssuedLetters, issue_letters
from workshop_app.services.recipients import (
    LetterState,
    Recipient,
    read_recipients,
    recipients,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.progress import Progress
    from workshop_app.store import Committed, Store

PAUSE_MS = 250
"""How long somebody rests on a row before its letter is drawn."""

WATCHED = frozenset(
    {
        "contribution",
        "authorship",
        "decision",
        "person",
        "organization",
        "issued_paper",
        "office",
    }
)
"""Kinds of record that change who gets a letter, or what is in it."""

_LETTERS = "cartas"


class LettersView(Protocol):
    """The page, as its presenter knows it."""

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show how many there are of each, and what can be done."""

    def show_signatory(self, *, named: bool) -> None:
        """Say if nobody is named to sign the letters."""

    def show_letter(self, row: Row, preview: PaperPreview | None) -> None:
        """Show the letter to somebody, or why there is none."""

    def show_work(self, task: Task, text: str) -> None:
        """Show how far something is."""

    def show_written(self, letters: IssuedLetters, folder: Path) -> None:
        """Say which letters were written."""

    def show_stopped(self) -> None:
        """Say that writing was stopped."""

    def show_problem(self, error: AppError) -> None:
        """Say what could not be done."""


class LettersPresenter(QObject):
    """Keeps the list true to the store, and writes the letters.

    Attributes:
        model: The list of recipients.
        language: Of the letters.
    """

    def __init__(self, context: AppContext, view: LettersView, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self.language = Language.SPANISH
        self._rows: dict[str, Row] = {}
        self._chosen: dict[str, bool] = {}
        self._session = ""
        self._current = ""
        self._awake = False
        self._source: HeldRows[Row] = HeldRows(
            (),
            lambda row: row.recipient.id,
            text=lambda row: f"{row.recipient.name} {row.recipient.organization}",
            orders={
                "name": lambda row: row.recipient.name,
                "state": lambda row: list(LetterState).index(row.recipient.state),
                "letter": lambda row: _number(row.recipient),
            },
        )
        self.model: ListModel[Row] = ListModel(letter_columns(), self._source, self)
        self._rest = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._rest.timeout.connect(self.draw)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._read_again)
        context.changes.committed.connect(self._on_committed)

    @property
    def folder(self) -> Path:
        """Where the letters go: a folder of their own among the papers."""
        context = self._context
        return papers_folder(context.store, context.settings) / _LETTERS

    @property
    def rows(self) -> Sequence[Row]:
        """Everybody who contributed, in the order of the people's codes."""
        return [*self._rows.values()]

    @property
    def ticked(self) -> Sequence[str]:
        """Ids of those to be written to."""
        return [one for one, row in self._rows.items() if row.ticked]

    @property
    def files(self) -> Sequence[Path]:
        """The letters that are in the folder."""
        return [row.file for row in self._rows.values() if row.file is not None]

    def wake(self) -> None:
        """Read everything; the page is in front, and it is noted who looked."""
        self._awake = True
        session = self._context.session or ""
        if session != self._session:
            self._session, self._chosen, self._current = session, {}, ""
        with_note = partial(recipients, self._context.store, session)
        self._show(with_note())
        self._look_for_signatory()
        self._rest.start()

    def sleep(self) -> None:
        """Read nothing more: the page went to the back."""
        self._awake = False
        self._rest.stop()
        self._pause.stop()

    def rest_on(self, person: str) -> None:
        """Draw the letter to somebody, if the keyboard stays there."""
        if person and person != self._current:
            self._current = person
            self._rest.start()

    def tick(self, people: Iterable[str], *, on: bool | None = None) -> None:
        """Write to these people or not; turn each round if not said."""
        for person in people:
            row = self._rows.get(person)
            if row is not None and row.ticked is not None:
                self._chosen[person] = (not row.ticked) if on is None else on
        self._show([row.recipient for row in self._rows.values()])

    def write_in(self, language: Language) -> None:
        """Write the letters in a language."""
        self.language = language
        self.draw()

    def draw(self) -> None:
        """Draw the letter to the person chosen, in the lane."""
        row = self._rows.get(self._current)
        if row is None or not self._context.is_open:
            return
        if not row.recipient.can_be_written:
            self._view.show_letter(row, None)
            return
        task = self._context.start(
            partial(
                _drawn,
                self._context.store,
                row.recipient.id,
                self._session,
                self.language,
            ),
            on_done=partial(self._on_drawn, row.recipient.id),
            on_error=self._refused,
        )
        self._view.show_work(task, tr("Drawing the letter…"))

    def write(self) -> None:
        """Write the letters to everybody ticked; all of them or, if stopped, none."""
        people = self.ticked
        if not people:
            return
        task = self._context.start(
            partial(
                _write,
                self._context.store,
                self._session,
                self.folder,
                self.language,
                frozenset(people),
            ),
            on_done=self._on_written,
            on_error=self._refused,
        )
        task.finished.connect(partial(self._on_ended, task))
        self._view.show_work(task, tr("Writing the letters"))

    def choose_folder(self, folder: Path) -> None:
        """Have the papers of this process go elsewhere from now on."""
        context = self._context
        process = context.store.process_id
        context.choose(context.settings.with_papers(process, str(folder)))
        self._read_again()

    def letters(self) -> Sequence[bytes]:
        """Return the letters in the folder, to be printed one after the other.

        Raises:
            FileUnreadableError: If one cannot be read any more.
        """
        return [paper_bytes(one) for one in self.files]

    def _show(self, found: Sequence[Recipient]) -> None:
        folder = self.folder
        self._rows = {one.id: self._row(one, folder) for one in found}
        self._source.hold(self._rows.values())
        self.model.refresh()
        self._view.show_rows(self.rows)

    def _row(self, one: Recipient, folder: Path) -> Row:
        known = self._rows.get(one.id)
        file = None
        if known is not None and known.recipient.letter == one.letter and known.file:
            here = known.file.is_relative_to(folder) and known.file.is_file()
            file = known.file if here else None
        if file is None and one.letter is not None:
            file = found_file(one.letter, folder, renamed=False)
        usual = one.state is LetterState.READY or file is None
        ticked = self._chosen.get(one.id, usual) if one.can_be_written else None
        return Row(recipient=one, ticked=ticked, file=file)

    def _look_for_signatory(self) -> None:
        store = self._context.store
        with store.read() as reader:
            office = reader.find(Office, office_id(store.process_id))
            signs = office is not None and office.signatory
            named = bool(signs and reader.find(Person, signs))
        self._view.show_signatory(named=named)

    def _read_again(self) -> None:
        if not self._context.is_open:
            return
        with self._context.store.read() as reader:
            found = read_recipients(reader, self._session)
        self._show(found)
        self._look_for_signatory()
        self._rest.start()

    def _on_drawn(self, person: str, preview: PaperPreview | None) -> None:
        if not isValid(self) or person != self._current or person not in self._rows:
            return
        if preview is None:  # its answers changed since the list was read
            self._read_again()
        else:
            self._view.show_letter(self._rows[person], preview)

    def _on_written(self, letters: IssuedLetters) -> None:
        self._chosen = {}
        self._read_again()
        self._view.show_written(letters, self.folder)

    def _on_ended(self, task: Task) -> None:
        if task.stopping:
            self._view.show_stopped()

    def _refused(self, error: AppError) -> None:
        if isValid(self):
            self._view.show_problem(error)

    def _on_committed(self, done: Committed) -> None:
        if self._awake and self._context.is_open and done.kinds & WATCHED:
            self._pause.start()


def _number(one: Recipient) -> str | None:
    return None if one.letter is None else one.letter.number


def _drawn(
    store: Store, person: str, session: str, language: Language, _progress: Progress
) -> PaperPreview | None:
    return preview_letter(store, person, session, language=language)


def _write(
    store: Store,
    session: str,
    folder: Path,
    language: Language,
    people: frozenset[str],
    progress: Progress,
) -> IssuedLetters:
    return issue_letters(
        store,
        session,
        made_folder(folder),
        language=language,
        people=people,
        progress=progress,
    )
