"""Start files: what every computer of a process begins from, already admitted.

Each carries the key of one device that the office certifies as it makes the file; so a
computer that begins from it counts everywhere without being asked after.  Two computers
that begin from copies of one file are a fork: the work of both counts, it is reported,
and each goes on under a new key once it hears of the other.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.ledger.identity import DeviceKey, OfficeKey, device_label, six_words
from workshop_app.services.admitting import ROLE, OfficeElsewhereError
from workshop_app.services.deeds import DeedCode
from workshop_app.services.exchanging import Audience, lock_for
from workshop_app.services.outgoing_files import write_out
from workshop_app.services.progress import NO_PROGRESS, Progress
from workshop_app.store import Deed
from workshop_app.store.founding import admit
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workshop_app.store import Reader, Store

SUFFIX: Final = ".kuskax"
_DEEDS: Final = 1000
"""So many times start files are made, at the most."""
_STRANGE: Final = re.compile(r"[^\w-]+")


class StartNameError(AppError):
    """A name gives no file, or the same as another."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("No file of its own can be named after “{name}”.", name=name),
            advice=tr("Give each computer a name of letters and digits."),
        )


class StartFolderMissingError(AppError):
    """The folder for the files is not there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            tr("The folder {folder} is not there.", folder=folder),
            advice=tr("Plug the stick in, or choose another folder."),
        )


@dataclass(frozen=True, kw_only=True)
class StartFile:
    """A file to begin from.

    Attributes:
        name: Whom or what it is for.
        label: The syllables of the computer that begins from it.
        words: Its key in six words.
    """

    name: str
    path: Path
    label: str
    words: str


def make_start_files(
    store: Store,
    names: Sequence[str],
    folder: Path,
    audience: Audience,
    *,
    progress: Progress = NO_PROGRESS,
) -> tuple[StartFile, ...]:
    """Make a file for each of some computers, with all that the record holds.

    Args:
        store: The process, on the computer with the office's key.
        names: Whom or what each is for; the files are named after them.
        folder: Where the files go; it is there.
        audience: Who will be able to open them: they hold a key each.
        progress: Told how many files are made; may stop it between two.

    Returns:
        The files, in that order.

    Raises:
        OfficeElsewhereError: If the office's key is not here.
        StartNameError, StartFolderMissingError: If they cannot be named or put there.
        NotEncryptedError: If nobody is named who may open them.
        ExchangeFileError: If one cannot be written; those made before stay.
        Cancelled: If the person stopped it; those made before stay.
    """
    office = store.own.office()
    if office is None:
        raise OfficeElsewhereError
    paths = _paths(names, folder)
    lock = lock_for(store, audience)
    seeds = [store.ids.new_key() for _ in names]
    devices = [DeviceKey(seed).device for seed in seeds]
    _admit(store, OfficeKey(office), dict(zip(devices, names, strict=True)))
    made: list[StartFile] = []
    for name, path, seed, device in zip(names, paths, seeds, devices, strict=True):
        progress.at(len(made), len(paths))
        write_out(store, path, lock, seed=seed)
        made.append(
            StartFile(
                name=name,
                path=path,
                label=device_label(device),
                words=six_words(device),
            )
        )
    progress.at(len(made), len(paths))
    return tuple(made)


def given_names(reader: Reader) -> dict[str, str]:
    """Return the names that start files were made under, by the label of each."""
    deeds = reader.deeds_of({DeedCode.MAKE_START_FILES}, limit=_DEEDS)
    return {
        key: value
        for deed in reversed(deeds)
        for key, value in deed.arguments.items()
        if isinstance(value, str)
    }


def _admit(store: Store, office: OfficeKey, devices: Mapping[str, str]) -> None:
    """Admit computers, and keep on record by their labels what each is called."""
    called = {device_label(one): name for one, name in devices.items()}
    deed = Deed(DeedCode.MAKE_START_FILES, {"count": len(devices), **called})
    with store.write(deed) as tx:
        for one in devices:
            admit(tx, office=office, device=one, holder=store.operator, role=ROLE)


def _paths(names: Sequence[str], folder: Path) -> list[Path]:
    stems = [_STRANGE.sub("-", name).strip("-_") for name in names]
    count = Counter(stem.casefold() for stem in stems)
    for name, stem in zip(names, stems, strict=True):
        if not stem or count[stem.casefold()] > 1:
            raise StartNameError(name)
    if not folder.is_dir():
        raise StartFolderMissingError(folder)
    return [folder / f"{stem}{SUFFIX}" for stem in stems]
