"""Keeps a process in one file or on a server; the only package that speaks SQL."""

from __future__ import annotations

from workshop_app.store.errors import ChangedSinceError, RecordMissingError
from workshop_app.store.founding import Founding
from workshop_app.store.history import Claim, ConflictRow, DeedRow
from workshop_app.store.reading import Reader, Seen
from workshop_app.store.sealing import Committed
from workshop_app.store.search import Found
from workshop_app.store.store import Store
from workshop_app.store.writing import Deed, Transaction

__all__ = [
    "ChangedSinceError",
    "Claim",
    "Committed",
    "ConflictRow",
    "Deed",
    "DeedRow",
    "Found",
    "Founding",
    "Reader",
    "RecordMissingError",
    "Seen",
    "Store",
    "Transaction",
]
