"""Files that prove something about a record, kept with it."""

from __future__ import annotations

import mimetypes
import stat
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from workshop_app.domain import text
from workshop_app.domain.evidence import Attachment
from workshop_app.domain.vocabulary import AttachmentKind, Visibility
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.deeds import DeedCode
from workshop_app.services.file_troubles import in_words
from workshop_app.store import Deed
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.domain.records import Record
    from workshop_app.store import Store, Transaction

MOST_BYTES = 64 * 1024 * 1024
"""A scanned folder fits; a film belongs elsewhere."""

_GAP = "□"
_MEDIA = mimetypes.MimeTypes()  # Python's own table: the same on every computer


class FileUnreadableError(AppError):
    """A file cannot be read."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(
            tr("{path} cannot be read ({cause}).", path=_shown(path), cause=cause),
            advice=tr("Make sure that it is a file that you may open."),
        )
        self.path = path


class NotAFileError(AppError):
    """What is to be attached is a folder, a device or a pipe."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("{path} is not a file.", path=_shown(path)),
            advice=tr("Choose the file itself."),
        )
        self.path = path


class FileEmptyError(AppError):
    """An empty file proves nothing."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("{path} is empty.", path=_shown(path)),
            advice=tr("Look whether it was copied to the end, and attach it again."),
        )
        self.path = path


class FileTooLargeError(AppError):
    """A file is larger than a store should carry."""

    def __init__(self, path: Path, size: int) -> None:
        super().__init__(
            tr(
                "{path} has {size} MB; up to {most} MB can be attached.",
                path=_shown(path),
                size=size // (1024 * 1024),
                most=MOST_BYTES // (1024 * 1024),
            ),
            advice=tr("Attach a smaller copy, or note where the original is kept."),
        )
        self.path = path
        self.size = size


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """What is said of a file: what it is, where it is from, who may see it."""

    kind: AttachmentKind = AttachmentKind.OTHER
    origin: str = ""
    dated_on: date | None = None
    visibility: Visibility = Visibility.INTERNAL


def attach_file(
    store: Store,
    subject: type[Record],
    subject_id: str,
    path: Path,
    provenance: Provenance | None = None,
) -> str:
    """Keep a file as evidence of a record; return the id of the attachment.

    The content is kept once, under its SHA-256, however often it is attached.

    Raises:
        NotAFileError, FileEmptyError: If there is nothing in it to keep.
        FileUnreadableError: If it cannot be read.
        FileTooLargeError: If it is larger than `MOST_BYTES`.
        RecordMissingError: If there is no such record.
    """
    content = whole_file(path)
    said = provenance or Provenance()
    named = {"name": _kept_name(path)}
    with store.write(Deed(code=DeedCode.ATTACH_FILE, arguments=named)) as tx:
        return attached(tx, tx.get(subject, subject_id), path, content, said)


def attached(
    tx: Transaction,
    record: Record,
    path: Path,
    content: bytes,
    said: Provenance,
) -> str:
    """Keep a file that was read as evidence of a record, in a deed of somebody else's.

    Args:
        tx: The deed.
        record: What it proves something about.
        path: Where it was read; its name is kept.
        content: What `whole_file` read.
        said: What is said of it.
    """
    name = _kept_name(path)
    attachment = Attachment(
        id=tx.new_id(),
        subject_kind=record.kind,
        subject=record.id,
        name=name,
        media_type=_MEDIA.guess_type(name)[0] or "application/octet-stream",
        sha256=tx.keep(content),
        size=len(content),
        attachment_kind=said.kind,
        origin=text.one_line(said.origin, field="origin"),
        dated_on=said.dated_on,
        visibility=said.visibility,
    )
    tx.add(attachment)
    return attachment.id


def whole_file(path: Path) -> bytes:
    """Read a file, and never more of it than can be kept, should it grow meanwhile.

    Raises:
        NotAFileError, FileEmptyError: If there is nothing in it to keep.
        FileUnreadableError: If it cannot be read.
        FileTooLargeError: If it is larger than `MOST_BYTES`.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise NotAFileError(path)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileUnreadableError(path, in_words(error)) from error
    if len(content) > MOST_BYTES:
        raise FileTooLargeError(path, max(found.st_size, len(content)))
    if not content:
        raise FileEmptyError(path)
    return content


def _kept_name(path: Path) -> str:
    """Return the name a file had, without what would deceive or break a reader.

    Controls and marks of direction (`\u202e` makes `exe.pdf` of `fdp.exe`) and the
    bytes of a name that is no text are shown as □.
    """
    return "".join(_GAP if _is_odd(one) else one for one in path.name)


def _is_odd(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _shown(path: Path) -> str:
    return "".join(_GAP if _is_odd(one) else one for one in str(path))
