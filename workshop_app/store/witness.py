"""What this computer remembers of a store outside of it: how far its chain had come.

A file put back from an old copy, or whose journal was deleted, has forgotten deeds that
were sealed.  Going on with the same device key would write a second history beside the
first, so the number of the last commit is kept beside the keys.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_WIDTH: Final = 20


class Witness:
    """Remembers the last commit of one device.

    Args:
        path: Where; the folder is made when first needed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def seen(self) -> int:
        """Return the place in its chain of the last commit seen, 0 for none."""
        try:
            return int(self._path.read_bytes() or b"0")
        except (OSError, ValueError):
            return 0

    def note(self, number: int) -> None:
        """Remember a commit that is on disk.

        Written in place and not waited for: after a power cut it may lag behind,
        never run ahead.  Where it cannot be written it lags too, for the commit is
        made already.
        """
        with suppress(OSError):
            self._write(number)

    def _write(self, number: int) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, str(number).zfill(_WIDTH).encode())
        finally:
            os.close(descriptor)

    def forget(self) -> None:
        """Remember nothing."""
        self._path.unlink(missing_ok=True)
