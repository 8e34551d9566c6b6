"""Where what tests write is kept: in memory, where a disk need not be waited for."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

MEMORY: Final = Path("/dev/shm")  # noqa: S108 mkdtemp makes a folder of its own there
NEEDED: Final = 1 << 30


def roomy() -> Path | None:
    """Return a folder in memory with room for the tests' files, if there is one."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > NEEDED
    return MEMORY if has_room and os.access(MEMORY, os.W_OK) else None


def keep_files_in_memory() -> None:
    """Have temporary files in memory, unless the environment says where they go."""
    folder = roomy()
    if folder is not None and "TMPDIR" not in os.environ:
        os.environ["TMPDIR"] = str(folder)
        tempfile.tempdir = None  # it is looked for again
