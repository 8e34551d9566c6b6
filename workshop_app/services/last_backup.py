"""When a process was last copied: what is asked whenever the first page is shown.

Copying and proving copies is in `backups`.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from workshop_app import settings
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.store import Store


@dataclass(frozen=True, kw_only=True)
class LastBackup:
    """When this computer last copied a process, and where to."""

    at: datetime
    folder: Path


def last_backup(store: Store) -> LastBackup | None:
    """Return when and where this computer last copied a store, if it ever did."""
    note = settings.load(store.home).backups.get(store.process_id)
    if note is None:
        return None
    try:
        moment = datetime.fromisoformat(note.at)
    except ValueError:
        return None
    if moment.tzinfo is None:  # written by hand: it cannot be compared with now
        return None
    return LastBackup(at=moment, folder=Path(note.folder))
