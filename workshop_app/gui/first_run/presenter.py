"""Beginning a process, opening one, trying the sample."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QStandardPaths

from workshop_app.domain.names import folded
from workshop_app.errors import AppError
from workshop_app.i18n import Language, language, tr
from workshop_app.services.exchange_words import asks_for_passphrase
from workshop_app.services.exchanging import begin_from_file
from workshop_app.services.processes import amend_office, found_process
from workshop_app.services.protecting import require_passphrase
from workshop_app.services.sample import build_sample
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.opening import Opener
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.progress import Progress
    from workshop_app.store import Store

SUFFIX = ".kuska"
EXCHANGE = ".kuskax"
_LONGEST_STEM = 60


class TitleMissingError(AppError):
    """A process needs a title."""

    def __init__(self) -> None:
        super().__init__(
            tr("The consultation has no name."),
            advice=tr("Write what people call it; it can be changed later."),
        )


class NameMissingError(AppError):
    """Everything on record was written by somebody."""

    def __init__(self) -> None:
        super().__init__(
            tr("Your name is missing."),
            advice=tr("Write it as it should stand beside what you write down."),
        )


class FilePhraseError(AppError):
    """The file does not open with what was typed, or asks for a passphrase."""

    def __init__(self, told: AppError) -> None:
        super().__init__(told.message, advice=told.advice)


@dataclass(frozen=True, kw_only=True)
class Starting:
    """What is asked to begin from a file of another computer.

    Attributes:
        file: The file.
        file_passphrase: What opens it, "" if nothing was typed.
        passphrase: Protects the new file on any computer; "" for this one's key.
        repeated: The same, typed again.
        location: Where the new file goes.
    """

    file: Path
    file_passphrase: str = ""
    passphrase: str = ""
    repeated: str = ""
    location: str = ""


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """What the guided form asks.

    Attributes:
        title: What the consultation is called.
        name: Who begins it and is at the keyboard.
        office: The office that answers for it; may be empty for now.
        passphrase: Protects the file on any computer; "" for this computer's key.
        repeated: The same, typed again.
        location: Where the file goes.
    """

    title: str
    name: str
    office: str = ""
    passphrase: str = ""
    repeated: str = ""
    location: str = ""


class FirstRunView(Protocol):
    """What the presenter asks of the page."""

    def show_problem(self, error: AppError) -> None:
        """Say what is wrong and what to do."""

    def show_work(self, task: Task, sentence: str) -> None:
        """Show long work, with a way to stop it."""

    def offer(self, file: Path) -> None:
        """Offer to begin from a file of another computer."""


def documents() -> Path:
    """Return the folder of this person's documents."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or Path.home())


def free_location(title: str, folder: Path) -> Path:
    """Return a name for the file that says what is in it and is not taken yet."""
    words = re.findall(r"[a-z0-9]+", folded(title))
    stem = "-".join(words)[:_LONGEST_STEM].strip("-") or "consulta"
    path, number = folder / f"{stem}{SUFFIX}", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}{SUFFIX}", number + 1
    return path


class FirstRunPresenter(QObject):
    """Turns the three ways on into services."""

    def __init__(self, view: FirstRunView, context: AppContext, opener: Opener) -> None:
        super().__init__()
        self._view = view
        self._context = context
        self._opener = opener

    def begin(self, told: Beginning) -> None:
        """Begin a process and open it."""
        try:
            _require_whole(told)
        except AppError as error:
            self._view.show_problem(error)
            return
        task = self._context.start(
            partial(_found, told, self._context.home),
            on_done=self._opener.adopt,
            on_error=self._view.show_problem,
        )
        self._view.show_work(task, tr("Beginning the process…"))

    def open(self, location: str) -> None:
        """Open a file; one of another computer is looked into, or begun from."""
        if not location.lower().endswith(EXCHANGE):
            self._opener.open(location)
        elif self._context.is_open:
            self._context.go("exchange", location)
        else:
            self._view.offer(Path(location))

    def start(self, told: Starting) -> None:
        """Begin from a file of another computer, and open what was made."""
        try:
            if told.passphrase or told.repeated:
                require_passphrase(told.passphrase, told.repeated)
        except AppError as error:
            self._view.show_problem(error)
            return
        task = self._context.start(
            partial(_begin_from, told, self._context.home),
            on_done=self._opener.adopt,
            on_error=self._not_started,
        )
        self._view.show_work(task, tr("Beginning from the file…"))

    def _not_started(self, error: AppError) -> None:
        asks = asks_for_passphrase(error)
        self._view.show_problem(FilePhraseError(error) if asks else error)

    def try_sample(self) -> None:
        """Open the sample; build it the first time."""
        folder = documents() / "Kuska"
        location = folder / f"ejemplo{SUFFIX}"
        if location.exists():
            self.open(str(location))
            return
        task = self._context.start(
            partial(_build_sample, location, self._context.home),
            on_done=self.open,
            on_error=self._view.show_problem,
        )
        self._view.show_work(task, tr("Building the sample…"))


def _require_whole(told: Beginning) -> None:
    """Make sure that nothing is missing.

    Raises:
        AppError: What is missing or wrong.
    """
    if not told.title.strip():
        raise TitleMissingError
    if not told.name.strip():
        raise NameMissingError
    if told.passphrase or told.repeated:
        require_passphrase(told.passphrase, told.repeated)


def _begin_from(told: Starting, home: Path, _progress: Progress) -> Store:
    location = Path(told.location)
    location.parent.mkdir(parents=True, exist_ok=True)
    return begin_from_file(
        str(location),
        told.file,
        file_passphrase=told.file_passphrase or None,
        passphrase=told.passphrase or None,
        home=home,
    )


def _found(told: Beginning, home: Path, _progress: Progress) -> Store:
    place = Path(told.location) if told.location else None
    location = place or free_location(told.title, documents())
    location.parent.mkdir(parents=True, exist_ok=True)
    store = found_process(
        str(location),
        told.title,
        told.name,
        passphrase=told.passphrase or None,
        home=home,
    )
    if told.office.strip():
        amend_office(store, name=told.office)
    return store


def _build_sample(location: Path, home: Path, progress: Progress) -> str:
    location.parent.mkdir(parents=True, exist_ok=True)
    try:
        with language(Language.SPANISH):
            made = build_sample(str(location), home=home, progress=progress)
    except BaseException:
        for beside in ("", "-wal", "-shm"):
            Path(f"{location}{beside}").unlink(missing_ok=True)
        raise
    made.store.close()
    return str(location)
