"""The file that is handed over: where to, for whom, written and read back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QStandardPaths, QStorageInfo

from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.exchanging import Audience
from workshop_app.services.file_troubles import in_words
from workshop_app.services.handed import last_handed_over
from workshop_app.services.handing_over import (
    hand_over,
    holds_people,
    name_of_file,
    public_key,
)
from workshop_app.services.protecting import require_passphrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from workshop_app.gui.context import AppContext
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.handing_over import Written
    from workshop_app.services.progress import Progress
    from workshop_app.store import Store

KEYS, PHRASE, ANYBODY = "keys", "phrase", "anybody"
"""For whom a file can be: those with a key, whoever has the passphrase, anybody."""

_LONGEST_KEY: Final = 200
_STICKS: Final = ("/media/", "/run/media/", "/Volumes/")


class NobodyChosenError(AppError):
    """The file would be for nobody."""

    def __init__(self) -> None:
        super().__init__(
            tr("Nobody is chosen who may open the file."),
            advice=tr(
                "Tick somebody, paste the key of whoever receives it, or give a "
                "passphrase."
            ),
        )


class KeyUnreadableError(AppError):
    """The file in which a key should be cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            tr("{file} cannot be read ({why}).", file=path.name, why=why),
            advice=tr("Choose the file in which the office keeps its public key."),
        )


class GivingView(Protocol):
    """What the presenter asks of the section."""

    def show_state(self) -> None:
        """Show where the file goes and for whom."""

    def show_work(self, task: Task, text: str) -> None:
        """Show how far the work is."""

    def show_written(self, written: Written) -> None:
        """Say that the stick may be taken out."""

    def show_stopped(self) -> None:
        """Say that nothing was written."""

    def show_problem(self, error: AppError) -> None:
        """Say what is wrong and what to do."""


class GivingPresenter(QObject):
    """Knows the place of the file and those who may open it.

    Attributes:
        folder: Where the file goes.
        ticked: The public keys of those it is for.
    """

    def __init__(self, context: AppContext, view: GivingView, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._task: Task | None = None
        self.folder = _first_folder()
        self.ticked: set[str] = set(context.settings.recipients.values())

    @property
    def recipients(self) -> dict[str, str]:
        """The public keys this computer knows, by the names of whose they are."""
        return self._context.settings.recipients

    @property
    def path(self) -> Path:
        """The file as it would be called now."""
        return self.folder / name_of_file(self._context.store)

    @property
    def personal(self) -> bool:
        """Whether there are people on record."""
        return holds_people(self._context.store)

    @property
    def is_busy(self) -> bool:
        """Whether a file is being written."""
        return self._task is not None

    @property
    def last(self) -> datetime | None:
        """When the record was last handed over from here."""
        return last_handed_over(self._context.store)

    def go_to(self, folder: Path) -> None:
        """Write into another folder."""
        self.folder = folder
        self._view.show_state()

    def tick(self, key: str, *, on: bool) -> None:
        """Write for somebody, or not."""
        (self.ticked.add if on else self.ticked.discard)(key)

    def add(self, name: str, text: str) -> None:
        """Remember somebody's public key on this computer, and write for them.

        Raises:
            AppError: If it is no key.
        """
        key = public_key(text)
        known = dict(self.recipients)
        known[name.strip() or tr("The office")] = key
        self._context.choose(replace(self._context.settings, recipients=known))
        self.ticked.add(key)
        self._view.show_state()

    def forget(self, name: str) -> None:
        """Know somebody's key no more."""
        known = dict(self.recipients)
        self.ticked.discard(known.pop(name, ""))
        self._context.choose(replace(self._context.settings, recipients=known))
        self._view.show_state()

    def audience(self, whom: str, phrase: str, repeated: str) -> Audience:
        """Return for whom the file is, if what was chosen will do.

        Raises:
            AppError: What is missing.
        """
        if whom == ANYBODY:
            return Audience(anybody=True)
        if whom == PHRASE:
            require_passphrase(phrase, repeated)
            return Audience(passphrase=phrase)
        known = self.recipients.values()
        chosen = tuple(dict.fromkeys(one for one in known if one in self.ticked))
        if not chosen:
            raise NobodyChosenError
        return Audience(recipients=chosen)

    def write(self, audience: Audience) -> None:
        """Write the file in the lane, and read it back."""
        if self.is_busy:
            return
        task = self._context.start(
            partial(_hand_over, self._context.store, self.path, audience),
            on_done=self._written,
            on_error=self._view.show_problem,
        )
        self._task = task
        task.finished.connect(partial(self._ended, task))
        self._view.show_work(task, tr("Writing the file"))
        self._view.show_state()

    def _ended(self, task: Task) -> None:
        self._task = None
        self._view.show_state()
        if task.stopping:
            self._view.show_stopped()

    def _written(self, written: Written) -> None:
        self._context.reload_settings()
        self._view.show_written(written)


def key_in(path: Path) -> str:
    """Return the text of a file in which a public key should be.

    Raises:
        KeyUnreadableError: If it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(_LONGEST_KEY).decode("ascii").strip()
    except OSError as error:
        raise KeyUnreadableError(path, in_words(error)) from error
    except UnicodeDecodeError as error:
        raise KeyUnreadableError(path, tr("it is no text")) from error


def sticks() -> Sequence[tuple[str, Path]]:
    """Return what is plugged in and can be written to: its name and where it is."""
    mounted = QStorageInfo.mountedVolumes()
    return [
        (one.displayName() or one.rootPath(), Path(one.rootPath()))
        for one in mounted
        if one.isReady() and not one.isReadOnly() and is_stick(one.rootPath())
    ]


def is_stick(root: str) -> bool:
    """Return whether a volume is where systems put what is plugged in."""
    return root.startswith(_STICKS) or _is_other_drive(root)


def _is_other_drive(root: str) -> bool:
    """Return whether it is a drive of Windows other than the system's."""
    return root[1:2] == ":" and root[:1].upper() != "C"


def _first_folder(found: Iterable[tuple[str, Path]] | None = None) -> Path:
    plugged = list(sticks() if found is None else found)
    if plugged:
        return plugged[0][1]
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or Path.home())


def _hand_over(
    store: Store, path: Path, audience: Audience, progress: Progress
) -> Written:
    return hand_over(store, path, audience, progress)
