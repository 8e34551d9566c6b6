"""When the record was last handed over: what is asked whenever the first page is shown.

Handing it over is in `handing_over`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from workshop_app import settings

if TYPE_CHECKING:
    from workshop_app.store import Store


def last_handed_over(store: Store) -> datetime | None:
    """Return when this computer last handed the record over, if it ever did."""
    told = settings.load(store.home).handed_over.get(store.process_id, "")
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment


def is_handed_over(store: Store) -> bool:
    """Return whether all that is on record was handed over from this computer."""
    moment = last_handed_over(store)
    if moment is None:
        return False
    with store.read() as reader:
        return reader.last_at() <= moment
