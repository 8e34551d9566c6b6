"""What the window recognises of the store's when somebody changed things meanwhile.

The window imports nothing of the store as it runs, except to open one; these names
are offered to it here.
"""

from __future__ import annotations

from workshop_app.store import ChangedSinceError, Seen
from workshop_app.store.errors import DeedMissingError

__all__ = ["ChangedSinceError", "DeedMissingError", "Seen"]
