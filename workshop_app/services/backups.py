"""Copies of a process for a stick or a folder, and the way back from one."""

from __future__ import annotations

import dataclasses
import tempfile
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workshop_app import settings
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.person import Person
from workshop_app.domain.process import Process
from workshop_app.domain.session import Session
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.progress import NO_PROGRESS
from workshop_app.settings import BackupNote
from workshop_app.store import Store
from workshop_app.store.backup import back_up, restore
from workshop_app.store.door import travels
from workshop_app.store.errors import Lock, StoreLockedError
from workshop_app.store.travelling import beside
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.services.progress import Progress
    from workshop_app.store import DeedRow, Reader

SUFFIX: Final = ".kuska"


class BackupFolderMissingError(AppError):
    """The folder for copies is not there, as when its stick was pulled out."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            tr("The folder {folder} is not there.", folder=folder),
            advice=tr("Plug the stick in, or choose another folder."),
        )
        self.folder = folder


@dataclass(frozen=True, kw_only=True)
class BackupPreview:
    """What a copy holds, told before it takes anything's place.

    Attributes:
        process: Its id.
        title: Of the process.
        sessions, people, contributions, deeds: How many there are in the copy.
        last_at, last_by: When the last deed was done in it, and who did it.
        is_same_process: Whether the open store holds the same process; None if
            nothing was compared.
        missing: Deeds of the open store that the copy does not have, and that would
            be lost with its restoring; 0 if nothing was compared.
        surplus: Deeds of the copy that the open store does not have.
        travels: Whether the copy opens on another computer, with its passphrase if
            it is encrypted; else on a computer that knows its key already, only.
    """

    process: str
    title: str
    sessions: int
    people: int
    contributions: int
    deeds: int
    last_at: datetime
    last_by: str
    is_same_process: bool | None = None
    missing: int = 0
    surplus: int = 0
    travels: bool = True


def back_up_to(
    store: Store,
    place: Path,
    progress: Progress = NO_PROGRESS,
    *,
    passphrase: str | None = None,
) -> Path:
    """Copy a store, prove the copy, and remember on this computer that it was done.

    The copy is opened, checked and compared with the store before it gets its name.
    With it goes `<copy>.key`, the key wrapped with the passphrase, if it has one; see
    `copies_travel`.

    Args:
        store: The store; work may go on in it meanwhile.
        place: A folder, in which the copy is named after store and moment, or the
            file that is to be made, whose name ends in `.kuska`.
        progress: Told before and after; may stop it before it begins.
        passphrase: For the copy of a store on a server, whose key is new.

    Returns:
        The file that was made.

    Raises:
        BackupFolderMissingError: If the folder is not there.
        StoreExistsError: If the file is there already.
        StoreForbiddenError, StoreFullError: If it cannot be written there.
        BackupFailedError: If the copy is not what the store is.
        Cancelled: If the person stopped it.
    """
    moment = store.now()
    path = _path(store, place, moment)
    progress.at(0, 1)
    back_up(store, path, passphrase=passphrase)
    note = BackupNote(at=moment.isoformat(), folder=str(path.parent.absolute()))
    kept = settings.load(store.home).with_backup(store.process_id, note)
    with suppress(OSError):  # the copy is made, whether or not it can be noted
        settings.save(kept, store.home)
    progress.at(1, 1)
    return path


def copies_travel(store: Store) -> bool:
    """Say whether copies of a store open on another computer.

    Plain ones do, and those of a store with a passphrase; without one, or of a store
    on a server, they open only where they were made.
    """
    return store.travels


def key_of_copy(path: Path) -> Path | None:
    """Return the file with the wrapped key of a copy, None if none lies beside it."""
    key = beside(path)
    return key if key.exists() else None


def passphrase_helps(error: AppError) -> bool:
    """Say whether to ask for a passphrase and try again: there is a key it may open."""
    return isinstance(error, StoreLockedError) and error.lock is not Lock.KEYLESS


def preview_backup(
    path: Path,
    *,
    passphrase: str | None = None,
    store: Store | None = None,
    home: Path | None = None,
) -> BackupPreview:
    """Say what a copy holds, leaving it as it is.

    Args:
        path: A file made by `back_up_to`, or any store.
        passphrase: For a copy whose key is not on this computer.
        store: The open store, to compare with.
        home: Where this computer keeps its keys; that of `store` if it is given.

    Raises:
        AppError: If the file cannot be opened.
    """
    folder = store.home if store is not None and home is None else home
    with tempfile.TemporaryDirectory(prefix="kuska-") as aside:
        copy = Path(aside) / f"copy{SUFFIX}"
        restore(path, str(copy), passphrase=passphrase, home=folder)
        opened = Store.open(str(copy), passphrase=passphrase, home=folder)
        with closing(opened) as there, there.read() as reader:
            return _preview(reader, store, opens_elsewhere=travels(path))


def restore_backup(
    path: Path,
    location: str,
    *,
    passphrase: str | None = None,
    home: Path | None = None,
) -> Path | None:
    """Put a copy in the place of a store, which must not be open here.

    Whoever goes on in it does so as another device.

    Args:
        path: A file made by `back_up_to`, or any store.
        location: A file, which is kept beside if there is one, or an empty database.
        passphrase: For a copy whose key is not on this computer.
        home: Where this computer keeps its keys.

    Returns:
        Where what was there before is kept, if anything was.

    Raises:
        AppError: If the copy cannot be opened, or cannot go there.
    """
    return restore(path, location, passphrase=passphrase, home=home)


def _preview(
    reader: Reader, store: Store | None, *, opens_elsewhere: bool
) -> BackupPreview:
    process = reader.get(Process, reader.process_id)
    last = reader.history(limit=1)[0]
    mine = reader.deed_names()
    preview = BackupPreview(
        process=process.id,
        title=process.title,
        sessions=reader.count(Session),
        people=reader.count(Person),
        contributions=reader.count(Contribution),
        deeds=len(mine),
        last_at=last.at,
        last_by=_doer(reader, last),
        travels=opens_elsewhere,
    )
    return preview if store is None else _compared(preview, mine, store)


def _compared(
    preview: BackupPreview, mine: frozenset[tuple[str, str]], store: Store
) -> BackupPreview:
    with store.read() as reader:
        theirs = reader.deed_names()
    return dataclasses.replace(
        preview,
        is_same_process=preview.process == store.process_id,
        missing=len(theirs - mine),
        surplus=len(mine - theirs),
    )


def _doer(reader: Reader, row: DeedRow) -> str:
    """Return who did it; the founding names its founder, whom nobody had registered."""
    named = reader.names([row.actor]).get(row.actor)
    return named or str(row.arguments.get("name", ""))


def _path(store: Store, place: Path, moment: datetime) -> Path:
    if place.is_dir():
        return _free(place, _stem(store), moment)
    folder = place.parent if place.suffix == SUFFIX else place
    if not folder.is_dir():
        raise BackupFolderMissingError(folder)
    return place


def _stem(store: Store) -> str:
    """Return what a copy is named after: its file, or for a server the program."""
    location = Path(store.location)
    return location.stem if location.suffix == SUFFIX else "kuska"


def _free(folder: Path, stem: str, moment: datetime) -> Path:
    """Return a name with the moment in it, such as `mesa-2026-04-20-1305.kuska`."""
    dated = f"{stem}-{moment:%Y-%m-%d-%H%M}"
    path, number = folder / f"{dated}{SUFFIX}", 1
    while path.exists() or beside(path).exists():
        number += 1
        path = folder / f"{dated}-{number}{SUFFIX}"
    return path
