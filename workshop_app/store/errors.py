"""What can go wrong with the file itself, and what to do about it."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from workshop_app.errors import AppError
from workshop_app.i18n import tr


def named(location: str) -> str:
    """Return how a sentence names a store: never its folder, never a password."""
    if "://" in location:
        return urlsplit(location).path.strip("/") or location.split(":", 1)[0]
    return Path(location).name


class StoreMissingError(AppError):
    """There is no such file."""

    def __init__(self, location: str) -> None:
        super().__init__(
            tr("There is no file {file}.", file=named(location)),
            advice=tr("Check the name and the folder, or create a new process."),
        )


class StoreAddressError(AppError):
    """The address is of a kind of database that is not known here."""

    def __init__(self, location: str) -> None:
        super().__init__(
            tr(
                "“{scheme}://” addresses are not supported.",
                scheme=location.split("://", 1)[0],
            ),
            advice=tr("Give a file, or an address that begins with postgresql://."),
        )


class StoreExistsError(AppError):
    """A new store would lie on top of something."""

    def __init__(self, location: str) -> None:
        super().__init__(
            tr("{file} is already there.", file=named(location)),
            advice=tr("Choose another name, or open the one that exists."),
        )


class NotAStoreError(AppError):
    """The file is something else: a folder, a picture, another program's data."""

    def __init__(self, location: str) -> None:
        super().__init__(
            tr("{file} is not a process of this program.", file=named(location)),
            advice=tr("Choose a file that this program made, ending in .kuska."),
        )


class StoreForbiddenError(AppError):
    """The computer does not let us read or write there, or a stick is out."""

    passing = True

    def __init__(self, location: str) -> None:
        super().__init__(
            tr("This computer does not allow opening {file}.", file=named(location)),
            advice=tr("Check who may read and write the file and its folder."),
        )


class StoreGoneError(AppError):
    """The file that is open was moved or deleted, or the stick it is on is out."""

    passing = True

    def __init__(self, location: str) -> None:
        super().__init__(
            tr("{file} is not where it was.", file=named(location)),
            advice=tr(
                "Put the stick back in, or the file where it was, and try again; "
                "nothing was changed."
            ),
        )


class StoreSwappedError(AppError):
    """Where the file lay that is open lies one that cannot go on for it."""

    passing = True

    def __init__(self, location: str) -> None:
        super().__init__(
            tr("Where {file} was lies another file.", file=named(location)),
            advice=tr(
                "Put back the file that was open and try again; nothing was changed."
            ),
        )


class StoreDiskError(AppError):
    """The disk refuses to read or write a file that was open and whole."""

    passing = True

    def __init__(self, location: str) -> None:
        super().__init__(
            tr("The disk with {file} does not answer.", file=named(location)),
            advice=tr(
                "See that the disk or the stick is in its place and try again. If that "
                "does not help, keep the file as it is and restore the last backup."
            ),
        )


class KeysUnwritableError(AppError):
    """This computer's keys cannot be kept, and nothing is written without them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            tr("The keys of this computer cannot be kept in {folder}.", folder=folder),
            advice=tr("Make sure that you may write there, or set KUSKA_HOME."),
        )
        self.folder = folder


class StoreUnreachableError(AppError):
    """The database server does not answer, or refuses us."""

    passing = True

    def __init__(self, location: str) -> None:
        super().__init__(
            tr("The database {file} cannot be reached.", file=named(location)),
            advice=tr("Check the network, the address, the user and the password."),
        )


class StoreTooNewError(AppError):
    """The file was written by a later version of the program."""

    def __init__(self, location: str) -> None:
        super().__init__(
            tr("{file} was saved by a newer version.", file=named(location)),
            advice=tr("Install the latest version; the file was not touched."),
        )


class Lock(Enum):
    """Why an encrypted file does not open."""

    CLOSED = "closed"
    WRONG = "wrong"
    KEYLESS = "keyless"


class StoreLockedError(AppError):
    """The file is encrypted, and this computer does not hold its key.

    Attributes:
        lock: Whether a passphrase opens it and none was given, or another was given;
            or whether no key is here or beside the file that one could open.
    """

    def __init__(self, location: str, lock: Lock) -> None:
        file = named(location)
        sentence = tr("{file} is protected by a passphrase.", file=file)
        advice = tr("Give its passphrase, the one it was protected with.")
        if lock is Lock.WRONG:
            sentence = tr("That passphrase does not open {file}.", file=file)
        if lock is Lock.KEYLESS:
            sentence = tr(
                "{file} is protected, and its key is not on this computer.", file=file
            )
            advice = tr(
                "If it has a passphrase, put {file}.key beside it, from where it was "
                "copied; else open it on the computer where it was made.",
                file=file,
            )
        super().__init__(sentence, advice=advice)
        self.lock = lock


class StoreDamagedError(AppError):
    """What is in the file cannot be what was written there."""

    def __init__(self, location: str) -> None:
        super().__init__(
            tr("{file} is damaged.", file=named(location)),
            advice=tr(
                "Keep the file as it is. Restore the last backup, or save what can "
                "still be read into a new file."
            ),
        )


class StoreBusyError(AppError):
    """Somebody else is writing, and has been for longer than we wait."""

    passing = True

    def __init__(self, location: str) -> None:
        super().__init__(
            tr("{file} is in use by another program.", file=named(location)),
            advice=tr("Wait until the other window is done and try again."),
        )


class StoreFullError(AppError):
    """There is no room left on the disk."""

    passing = True

    def __init__(self, location: str) -> None:
        super().__init__(
            tr("There is no room to save {file}.", file=named(location)),
            advice=tr("Free some space on the disk; nothing was changed."),
        )


class DriverTooOldError(AppError):
    """The bundled SQLite has a fault that can destroy files."""

    def __init__(self, found: str, needed: str) -> None:
        super().__init__(
            tr(
                "The database library is version {found}; {needed} is needed.",
                found=found,
                needed=needed,
            ),
            advice=tr("Install the program again."),
        )


class RecordMissingError(AppError):
    """The record is not there, or no longer."""

    def __init__(self, kind: str, record_id: str) -> None:
        super().__init__(
            tr("That record is no longer there."),
            advice=tr("Read the list again and look for it."),
        )
        self.kind = kind
        self.record_id = record_id


class ChangedSinceError(AppError):
    """Going on would overwrite what somebody did meanwhile."""

    def __init__(self, kind: str, record_id: str, field: str) -> None:
        super().__init__(
            tr("That was changed meanwhile."),
            advice=tr("Look at what it says now, and decide again."),
        )
        self.kind = kind
        self.record_id = record_id
        self.field = field


class DeedMissingError(AppError):
    """There is no deed with that id in this store."""

    def __init__(self, deed: str) -> None:
        super().__init__(
            tr("That action is not on record here."),
            advice=tr("Choose one that the history shows."),
        )
        self.deed = deed


class DeedRevertedError(AppError):
    """The deed was undone already."""

    def __init__(self, deed: str) -> None:
        super().__init__(
            tr("That action was undone already."),
            advice=tr("To bring it back, undo its undoing."),
        )
        self.deed = deed


class UnvouchedError(AppError):
    """A file holds acts that the device they are said to be of did not sign."""

    def __init__(self, label: str) -> None:
        super().__init__(
            tr("Part of the file was not signed by computer {label}.", label=label),
            advice=tr("Ask for the file again; nothing of it was taken in."),
        )
        self.label = label


class OtherProcessError(AppError):
    """A file of another process was brought."""

    def __init__(self) -> None:
        super().__init__(
            tr("The file belongs to another process."),
            advice=tr("Open the process it belongs to, and merge it there."),
        )


class NothingBeginsError(AppError):
    """A file from which no process can go on: its founding is not in it."""

    def __init__(self) -> None:
        super().__init__(
            tr("No process can begin with this file: it does not hold all of one."),
            advice=tr("Ask the office for a file with the whole record."),
        )


class FileMissingError(AppError):
    """Nothing came with a file of that number."""

    def __init__(self, number: int) -> None:
        super().__init__(
            tr("Nothing that is here came with file {number}.", number=number),
            advice=tr("Choose one of those that `imports` lists."),
        )
        self.number = number


class FoundingFileError(AppError):
    """The process itself came with the file; without it there is nothing."""

    def __init__(self) -> None:
        super().__init__(
            tr("The process itself came with that file."),
            advice=tr("It cannot be taken out; other files can."),
        )


class BackupFailedError(AppError):
    """The copy is not the same as the original; it was thrown away."""

    def __init__(self, location: str) -> None:
        super().__init__(
            tr("The copy of {file} did not come out whole.", file=named(location)),
            advice=tr("Try again, in another folder or on another disk."),
        )


class SalvageFailedError(AppError):
    """Nothing can be read of a damaged file."""

    def __init__(self, location: str) -> None:
        super().__init__(
            tr("Nothing of {file} can be saved.", file=named(location)),
            advice=tr("Restore the last backup, or import the last exchange file."),
        )
