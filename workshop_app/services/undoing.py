"""What Ctrl+Z and Ctrl+Y mean, read from the history: they work after a restart.

The undone deeds of a person on a device are a pile, as in any editor: a new deed
clears what could be redone.  What others did is never taken back by a key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workshop_app.services.deeds import LASTING, DeedCode, deed_title
from workshop_app.services.history import LastingDeedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_app.errors import AppError
    from workshop_app.store import DeedRow, Reader

LOOKED_BACK: Final = 200
"""Deeds, of whomever; what is older is undone from the history page."""

_AT_FIRST: Final = 16
"""Deeds read at first; the one that is meant is hardly ever further back."""

_BEGINNING: Final = frozenset({DeedCode.ADD_STAGES, DeedCode.ADMIT_DEVICE})
"""With the one the founding ends; the other is the first thing on a new device."""

_TURNING: Final = frozenset({DeedCode.UNDO, DeedCode.REDO})


def last_undoable(reader: Reader, actor: str) -> DeedRow | None:
    """Return the deed that Ctrl+Z takes back: the person's last one that stands.

    It may be one that lasts (`refusal` says why); then nothing before it is meant
    either, for nobody expects a key to reach behind a paper that was issued.  The
    frame a process is founded with is not taken back by a key.

    Args:
        reader: Where the process is kept.
        actor: The person at the keyboard, by id.
    """
    for row in _own(reader, actor):
        if row.code not in _TURNING and not row.reverted:
            return row
    return None


def last_redoable(reader: Reader, actor: str) -> DeedRow | None:
    """Return the deed that Ctrl+Y brings back: the one the person undid last.

    None if something else was done since.

    Args:
        reader: Where the process is kept.
        actor: The person at the keyboard, by id.
    """
    for row in _own(reader, actor):
        if row.code not in _TURNING:
            return None
        if row.code == DeedCode.UNDO and not row.reverted:
            return reader.deed(row.reverts[0])
    return None


def refusal(row: DeedRow) -> AppError | None:
    """Return why a deed cannot be undone at all, None if it can be tried.

    Trying may still be refused, for what was done with it since: see
    `workshop_app.services.history.undo`.
    """
    if row.code in LASTING:
        return LastingDeedError(deed_title(row.code, row.arguments))
    return None


def _own(reader: Reader, actor: str) -> Iterator[DeedRow]:
    """Yield what the person did on this device since the founding, the last first."""
    for row in _latest(reader):
        if row.actor != actor or row.device != reader.device_label:
            continue
        if row.code in _BEGINNING:
            return
        yield row


def _latest(reader: Reader) -> Iterator[DeedRow]:
    rows = reader.history(limit=min(_AT_FIRST, LOOKED_BACK))
    yield from rows
    if len(rows) == _AT_FIRST:
        yield from reader.history(limit=LOOKED_BACK)[_AT_FIRST:]
