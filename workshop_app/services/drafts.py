"""What is being typed and was not yet given, kept by the place it is typed in.

It survives a crash and is no deed: Enter or leaving the field makes the deed, and
forgets it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.store.unsent import forget_unsent, keep_unsent, unsent

if TYPE_CHECKING:
    from workshop_app.store import Store


def keep(store: Store, place: str, text: str) -> None:
    """Keep what stands in a field; what stood there before is replaced.

    Args:
        store: Where the process is kept.
        place: Names the field for ever, such as `contribution/<id>/text`.
        text: All of it, as it is typed so far.

    Raises:
        StoreBusyError, StoreFullError: If it cannot be written now; try again.
    """
    keep_unsent(store, place, text)


def forget(store: Store, place: str) -> None:
    """Forget what stood in a field, because it was given or thrown away."""
    forget_unsent(store, place)


def all_kept(store: Store) -> dict[str, str]:
    """Return what was typed and never given, by place."""
    return unsent(store)
