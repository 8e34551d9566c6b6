"""Which file a path names: one that is open may be moved, deleted or replaced.

With a write-ahead journal SQLite does not notice: it goes on writing to a file that
nobody finds any more.  Nor does it know which file a journal belongs to: laid beside
another, the journal would be copied into it and destroy it.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from io import FileIO

_CHUNK: Final = 1 << 20
_JOURNAL, _INDEX = "-wal", "-shm"
_MOVES: Final = os.name != "nt"
"""On Windows nobody moves, deletes or replaces a file that is open."""

_HOLDING = threading.Lock()
_held: dict[tuple[int, int], tuple[FileIO, int]] = {}
"""The files this program holds, and how many times.

Closing a file drops every lock that the program has on it (fcntl), those of SQLite
too: it is opened once, and closed when nobody here has it open any more.
"""


class Seen(Enum):
    """What the path of an open file names by now."""

    SAME = "same"
    NOTHING = "nothing"
    ANOTHER = "another"


class Likeness(Enum):
    """How a file that lies where another did compares with it, byte by byte."""

    EQUAL = "equal"
    UNFINISHED = "unfinished"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


class Whereabouts:
    """Knows the very file that was opened, and what its path names now.

    Args:
        path: The file; it is opened only by `hold`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: FileIO | None = None
        self._own: tuple[int, int] | None = None
        self._beside: dict[str, tuple[int, int] | None] = {}

    def hold(self) -> None:
        """Remember what the path names, before the first connection is made.

        The file stays open until `let_go`, so that it can be compared with what takes
        its place, and nothing else is given its number.
        """
        if self._held is None:
            with suppress(OSError):
                self._own, self._held = _grasp(self._path)

    def note_journals(self) -> None:
        """Remember which journals our connections have open; they made them."""
        for end in (_JOURNAL, _INDEX):
            self._beside[end] = _identity(self._by(end))

    def look(self) -> Seen:
        """Say what the path names now; one call of the system."""
        if self._own is None:
            return Seen.SAME
        found = _identity(self._path)
        if found is None:
            return Seen.NOTHING
        return Seen.ANOTHER if _MOVES and found != self._own else Seen.SAME

    def likeness(self) -> Likeness:
        """Compare what lies there now with the file that was opened.

        A copy that is still being made begins like it and ends too soon.  Of a stick
        that was pulled out nothing can be said.
        """
        if self._held is None:
            return Likeness.UNKNOWN
        try:
            with _HOLDING, self._path.open("rb", buffering=0) as other:
                self._held.seek(0)
                return _compared(self._held, other)
        except OSError:
            return Likeness.UNKNOWN

    def clear(self, likeness: Likeness) -> None:
        """Take our journals from beside another file, once no connection uses them.

        The index is made anew from the journal.  The journal itself goes on with an
        equal copy, and must never be read into a file that differs.
        """
        gone = {
            Likeness.EQUAL: (_INDEX,),
            Likeness.DIFFERENT: (_INDEX, _JOURNAL),
        }
        for end in gone.get(likeness, ()):
            ours = self._beside.get(end)
            if ours is not None and ours == _identity(self._by(end)):
                with suppress(OSError):
                    self._by(end).unlink()

    def let_go(self) -> None:
        """Forget the file; the last connection is closed."""
        if self._own is not None:
            _release(self._own)
        self._held = self._own = None
        self._beside.clear()

    def _by(self, end: str) -> Path:
        """Return the path of a journal: beside the file itself, not beside a link."""
        return Path(os.path.realpath(self._path) + end)


def beginning(path: Path, size: int) -> bytes:
    """Return the first bytes of a file, which may be open here already.

    Raises:
        OSError: If it cannot be read.
    """
    with _HOLDING:
        held = _held.get(_identity(path) or (0, 0))
        if held is None:
            with path.open("rb", buffering=0) as file:
                return file.read(size)
        held[0].seek(0)
        return held[0].read(size)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 before every deed
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _grasp(path: Path) -> tuple[tuple[int, int], FileIO]:
    with _HOLDING:
        known = _identity(path)
        if known in _held:
            file, times = _held[known]
        else:
            file, times = path.open("rb", buffering=0), 0
            found = os.fstat(file.fileno())
            known = found.st_dev, found.st_ino
        _held[known] = file, times + 1
    return known, file


def _release(own: tuple[int, int]) -> None:
    with _HOLDING:
        file, times = _held.pop(own)
        if times > 1:
            _held[own] = file, times - 1
        else:
            file.close()


def _compared(old: FileIO, new: FileIO) -> Likeness:
    while True:
        was, now = old.read(_CHUNK), new.read(_CHUNK)
        if was != now:
            cut = len(now) < len(was) and was.startswith(now)
            return Likeness.UNFINISHED if cut else Likeness.DIFFERENT
        if not was:
            return Likeness.EQUAL
