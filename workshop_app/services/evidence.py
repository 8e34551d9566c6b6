"""Files that prove something about a record, kept with it."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workshop_app.domain.evidence import Attachment
from workshop_app.domain.vocabulary import AttachmentKind, Visibility
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.deeds import DeedCode
from workshop_app.store import Deed

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.domain.records import Record
    from workshop_app.store import Store

MOST_BYTES = 64 * 1024 * 1024
"""A scanned folder fits; a film belongs elsewhere."""


class FileUnreadableError(AppError):
    """A file cannot be read."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(
            tr("{path} cannot be read ({cause}).", path=path, cause=cause),
            advice=tr("Make sure that it is a file that you may open."),
        )
        self.path = path


class FileTooLargeError(AppError):
    """A file is larger than a store should carry."""

    def __init__(self, path: Path, size: int) -> None:
        super().__init__(
            tr(
                "{path} has {size} MB; up to {most} MB can be attached.",
                path=path,
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
        FileUnreadableError: If it cannot be read.
        FileTooLargeError: If it is larger than `MOST_BYTES`.
    """
    content = _content(path)
    said = provenance or Provenance()
    with store.write(
        Deed(code=DeedCode.ATTACH_FILE, arguments={"name": path.name})
    ) as tx:
        attachment = Attachment(
            id=tx.new_id(),
            subject_kind=subject.kind,
            subject=tx.get(subject, subject_id).id,
            name=path.name,
            media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
            sha256=tx.keep(content),
            size=len(content),
            attachment_kind=said.kind,
            origin=said.origin,
            dated_on=said.dated_on,
            visibility=said.visibility,
        )
        tx.add(attachment)
    return attachment.id


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise FileTooLargeError(path, size)
        return path.read_bytes()
    except OSError as error:
        raise FileUnreadableError(path, error.strerror or str(error)) from error
