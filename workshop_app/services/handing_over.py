"""Handing the record over: a file for others, and when that was done last."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from workshop_app import settings
from workshop_app.domain.person import Person
from workshop_app.exchange.age_keys import recipient
from workshop_app.exchange.exchange_file import Written
from workshop_app.services.batches import SUFFIX
from workshop_app.services.exchanging import Audience, export_file
from workshop_app.services.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from workshop_app.store import Store

__all__ = ["Written", "hand_over", "holds_people", "name_of_file", "public_key"]


def hand_over(
    store: Store,
    path: Path,
    audience: Audience,
    progress: Progress = NO_PROGRESS,
) -> Written:
    """Write the whole record to a file, and remember on this computer that it was done.

    Raises:
        NotEncryptedError, ExchangeFileError, Cancelled: As `export_file`.
    """
    written = export_file(store, path, audience, progress=progress)
    now = settings.load(store.home)
    moment = store.now().isoformat()
    handed = {**now.handed_over, store.process_id: moment}
    with suppress(OSError):  # the file is there, whatever can be remembered of it
        settings.save(replace(now, handed_over=handed), store.home)
    return written


def public_key(text: str) -> str:
    """Return a key as `recipient` tells it, without what was copied around it.

    Raises:
        ExchangeKeyError: If it is none.
    """
    clean = text.strip()
    recipient(clean)
    return clean


def name_of_file(store: Store) -> str:
    """Return what a file is called that is handed over now: process, computer, moment.

    The moment keeps the file of yesterday, which somebody may still need, as it is.
    """
    name = Path(store.location).stem if "://" not in store.location else "kuska"
    moment = store.now().strftime("%Y%m%d-%H%M")
    return f"{name}-{store.device_label}-{moment}{SUFFIX}"


def holds_people(store: Store) -> bool:
    """Return whether anybody but who founded the process is on record."""
    with store.read() as reader:
        return reader.count(Person) > 1
