"""Files that appear whole or not at all, together with what is recorded of them.

A file is first written beside its place under another name and forced to the disk;
only when everything else has succeeded do the names change.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Self

from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.file_troubles import in_words

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType


class OutputUnwritableError(AppError):
    """A file cannot be written where it was asked for."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(
            tr("{path} cannot be written ({cause}).", path=path, cause=cause),
            advice=tr("Choose a folder in which you may write and that has room."),
        )
        self.path = path


class SignedFileInTheWayError(AppError):
    """A signed paper would be replaced by one without its signatures."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("{path} is a signed paper and is not written over.", path=path),
            advice=tr("Choose another name, or move the signed paper away first."),
        )
        self.path = path


class Tray:
    """Files waiting to be delivered; those that were not are removed again.

    Use it as a context::

        with Tray() as tray:
            tray.put(path, content)
            ...  # whatever may still fail
            tray.deliver()
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[Path, Path]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for part, _ in self._waiting:
            part.unlink(missing_ok=True)

    def put(self, path: Path, content: bytes, *, over_signed: bool = False) -> None:
        """Write a file under a name of its own, to be delivered later.

        Args:
            path: Where it is to appear.
            content: All of it.
            over_signed: It is the signed paper itself, with one more signature.

        Raises:
            SignedFileInTheWayError: If a signed paper would be lost.
            OutputUnwritableError: If it cannot be written there.
        """
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            if not over_signed and _is_signed(path, content):
                raise SignedFileInTheWayError(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            self._waiting.append((part, path))
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OutputUnwritableError(path, in_words(error)) from error

    def deliver(self) -> None:
        """Let all files appear under their names.

        Raises:
            OutputUnwritableError: If a name cannot be given; those before it stand.
        """
        while self._waiting:
            part, path = self._waiting[0]
            try:
                part.replace(path)
            except OSError as error:
                raise OutputUnwritableError(path, in_words(error)) from error
            del self._waiting[0]


def _is_signed(path: Path, content: bytes) -> bool:
    """Whether another file with a signature stands there.

    The byte range of a signature is never compressed (ISO 32000-2, 12.8.1).
    """
    if not path.exists():
        return False
    known = path.read_bytes()
    return known != content and b"/ByteRange" in known
