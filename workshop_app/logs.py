"""The log of this computer: a few files that never hold personal data."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FILE = "kuska.log"

_ROOT = "workshop_app"
_BYTES = 512 * 1024
_KEPT = 3


def start(folder: Path) -> Path | None:
    """Log into a folder from now on; return the file, or `None` if it cannot be.

    A log that cannot be written never keeps anybody from working.
    """
    stop()
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _make_room(path)
        handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    except OSError:
        return None
    handler.setFormatter(
        logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    )
    logger = logging.getLogger(_ROOT)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    return path


def _make_room(path: Path) -> None:
    """Put a log that has grown aside, and forget the oldest.

    Once a start is enough for the little that is written; the handler of Python that
    does it at every line takes seven milliseconds to import.
    """
    if not path.exists() or path.stat().st_size < _BYTES:
        return
    older = [path.with_name(f"{FILE}.{age}") for age in range(_KEPT, 0, -1)]
    for old, newer in zip(older, [*older[1:], path], strict=True):
        if newer.exists():
            newer.replace(old)


def stop() -> None:
    """Log nowhere, and let go of the file."""
    logger = logging.getLogger(_ROOT)
    for handler in tuple(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.propagate = True


def report_crash(error: BaseException) -> None:
    """Write down where the program failed.

    Only the types of the errors and the places in the code are written: the message
    of an error and the values of its variables may hold names and numbers of people.
    """
    logging.getLogger(_ROOT).error("crash\n%s", "\n".join(crash_lines(error)))


def crash_lines(error: BaseException) -> list[str]:
    """Return the chain of errors with their places, innermost cause first."""
    cause = error.__cause__ or error.__context__
    lines = [] if cause is None else crash_lines(cause)
    kind = type(error)
    lines.append(f"{kind.__module__}.{kind.__qualname__}")
    lines += [
        f"  {frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return lines
