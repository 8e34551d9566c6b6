"""Keeps a process in one file or on a server; the only package that speaks SQL."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from workshop_app.store.errors import ChangedSinceError, RecordMissingError
from workshop_app.store.reading import Reader, Seen
from workshop_app.store.search import Found
from workshop_app.store.store import Store

if TYPE_CHECKING:
    from workshop_app.store.founding import Founding
    from workshop_app.store.history import Claim, ConflictRow, DeedRow
    from workshop_app.store.sealing import Committed
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

_LATER: Final = {
    "Claim": "history",
    "Committed": "sealing",
    "ConflictRow": "history",
    "Deed": "writing",
    "DeedRow": "history",
    "Founding": "founding",
    "Transaction": "writing",
}
"""What is imported when it is first asked for, and from where: the first page of a
process only reads."""


def __getattr__(name: str) -> Any:
    """Import what was asked for."""
    if name not in _LATER:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    globals()[name] = value
    return value
