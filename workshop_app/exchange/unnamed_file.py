"""Files without a name: on this computer's own disk, gone with the process."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

from workshop_app.exchange.exchange_errors import NoRoomToPrepareError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def unnamed_file(path: Path) -> Iterator[BinaryIO]:
    """Give an empty file that nobody else finds; Windows deletes it when it is closed.

    Args:
        path: The exchange file it is for, to be named if there is no room.

    Raises:
        NoRoomToPrepareError: If this computer has none.
    """
    try:
        file = tempfile.TemporaryFile()  # noqa: SIM115 closed below
    except OSError as error:
        raise NoRoomToPrepareError(path) from error
    try:
        yield file
    finally:
        with suppress(OSError):  # what a full disk did not take is not needed any more
            file.close()
