"""Why an exchange file cannot be read or written, and what to do about it."""

from __future__ import annotations

import errno
from enum import Enum
from typing import TYPE_CHECKING

from workshop_app.errors import AppError
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from pathlib import Path


class Check(Enum):
    """What a damaged file failed at; none of it says what stands in the file."""

    EMPTY = "empty"
    ENCRYPTION = "encryption"
    ARCHIVE = "archive"
    MANIFEST = "manifest"
    LOG = "log"
    ATTACHMENT = "attachment"

    def sentence(self) -> str:
        """Say what is wrong, in the language of the moment."""
        return {
            Check.EMPTY: tr("There is nothing in it."),
            Check.ENCRYPTION: tr("What was encrypted was cut short or altered."),
            Check.ARCHIVE: tr("Its parts are not put together as they must be."),
            Check.MANIFEST: tr("Its list of contents cannot be read."),
            Check.LOG: tr("The record inside is not the one that was signed."),
            Check.ATTACHMENT: tr("An attachment is not the one that was signed."),
        }[self]


class ExchangeFileError(AppError):
    """An exchange file was refused whole, or could not be written.

    Attributes:
        name: The name of the file, without its folder.
    """

    def __init__(self, message: str, *, path: Path, advice: str) -> None:
        super().__init__(message, advice=advice)
        self.name = path.name


class ExchangeFileMissingError(ExchangeFileError):
    """There is no such file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("There is no file {file}.", file=path.name),
            path=path,
            advice=tr("Check the name and the folder, and that the stick is in."),
        )


class ExchangeFileUnreadableError(ExchangeFileError):
    """The computer does not give it out, or stopped in the middle."""

    passing = True

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("{file} cannot be read to its end.", file=path.name),
            path=path,
            advice=tr(
                "Check that the stick is in and that you may read the file, then try "
                "again; nothing of it was taken in."
            ),
        )


class ExchangeFileTooLargeError(ExchangeFileError):
    """It is larger than any exchange file may be, or would become so."""

    def __init__(self, path: Path, limit: int) -> None:
        self.limit = limit
        super().__init__(
            tr("{file} is larger than {limit} MB.", file=path.name, limit=limit),
            path=path,
            advice=tr(
                "Export only what is new since the last file, or leave the attachments "
                "out."
            ),
        )


class NotAnExchangeFileError(ExchangeFileError):
    """It is some other kind of file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("{file} is not an exchange file.", file=path.name),
            path=path,
            advice=tr("Choose a file that this program exported, ending in .kuskax."),
        )


class ExchangeFileDamagedError(ExchangeFileError):
    """It is not whole, or not as it was written.

    Attributes:
        check: What it failed at.
    """

    def __init__(self, path: Path, check: Check) -> None:
        self.check = check
        super().__init__(
            tr("{file} is damaged. {reason}", file=path.name, reason=check.sentence()),
            path=path,
            advice=tr(
                "Copy it again from where it was made; nothing of it was taken in."
            ),
        )


class ExchangeFileLockedError(ExchangeFileError):
    """It is encrypted, and nobody here has what opens it.

    Attributes:
        passphrase: Whether a passphrase would open it; otherwise it takes a key.
    """

    def __init__(self, path: Path, *, passphrase: bool) -> None:
        self.passphrase = passphrase
        if passphrase:
            message = tr("{file} opens with a passphrase only.", file=path.name)
            advice = tr("Ask whoever made it for the passphrase.")
        else:
            message = tr(
                "{file} is encrypted for others; this computer has no key to it.",
                file=path.name,
            )
            advice = tr("Ask whoever made it to export it for this computer too.")
        super().__init__(message, path=path, advice=advice)


class WrongExchangePassphraseError(ExchangeFileError):
    """The passphrase is another one."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("That passphrase does not open {file}.", file=path.name),
            path=path,
            advice=tr("Type it again; capital letters and spaces count."),
        )


class ExchangeFileTooNewError(ExchangeFileError):
    """Only a newer version of the program understands it.

    Attributes:
        found: The version it needs.
        understood: The latest this program understands.
    """

    def __init__(self, path: Path, *, found: int, understood: int) -> None:
        self.found = found
        self.understood = understood
        super().__init__(
            tr(
                "{file} was made by a newer version of the program "
                "(version {found}; this one understands up to {understood}).",
                file=path.name,
                found=found,
                understood=understood,
            ),
            path=path,
            advice=tr("Update the program and try again; the file is not damaged."),
        )


class ExchangeSignatureFalseError(ExchangeFileError):
    """It was not signed by the computer that it names as its maker."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("The signature of {file} is false.", file=path.name),
            path=path,
            advice=tr(
                "Somebody altered it: ask its author for it directly; nothing of it "
                "was taken in."
            ),
        )


class ExchangeKeyError(AppError):
    """What was given as a key for exchange files is none."""

    def __init__(self) -> None:
        super().__init__(
            tr("That is not a key for exchange files."),
            advice=tr("Copy it again, whole: a public key begins with age1."),
        )


class ExchangeFileUnwrittenError(ExchangeFileError):
    """It could not be written where it was asked for; what was there is untouched."""

    passing = True

    def __init__(self, path: Path, error: OSError | None = None) -> None:
        number = error.errno if error else None
        full = number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        forbidden = number in (errno.EACCES, errno.EPERM, errno.EROFS)
        if full:
            message = tr("There is no room for {file} there.", file=path.name)
            advice = tr("Make room on the stick or use another; nothing was changed.")
        elif forbidden:
            message = tr("{file} may not be written there.", file=path.name)
            advice = tr("Choose another folder, or a stick that is not locked.")
        else:
            message = tr("{file} could not be written.", file=path.name)
            advice = tr("Check that the stick is in and try again, or use another one.")
        super().__init__(message, path=path, advice=advice)


class NoRoomToPrepareError(ExchangeFileError):
    """The computer's own disk has no room for what is put together there."""

    passing = True

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("This computer has no room to prepare {file}.", file=path.name),
            path=path,
            advice=tr("Free some space on its own disk and try again."),
        )


class ExchangeFileUnverifiedError(ExchangeFileError):
    """What was written did not read back as it should; it was taken away again."""

    passing = True

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("{file} did not read back as it was written.", file=path.name),
            path=path,
            advice=tr("Do not trust that stick: export again to another one."),
        )
