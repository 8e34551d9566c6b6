"""The lists people read, as a window shows them: in order, and a part at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from workshop_app.later import when_asked
from workshop_app.store import session_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.store import DeedRow, Store, deed_list, lists
    from workshop_app.store.listing import Listing, PackedIds
    from workshop_app.store.lists import AttendanceRow, ContributionRow, PersonRow
    from workshop_app.store.session_list import SessionRow
else:  # the first page shows sessions
    deed_list = when_asked("workshop_app.store.deed_list")
    lists = when_asked("workshop_app.store.lists")

RowT = TypeVar("RowT")


class Listed(Generic[RowT]):
    """A list of one store, each time as the store has it by then.

    Orders are the words of the listing, where the store defines it; any other, such as
    none, is the one that is cheap at any length.
    """

    def __init__(self, store: Store, listing: Listing[RowT], **only: str) -> None:
        self._store = store
        self._listing = listing
        self._only = only

    def is_long(self) -> bool:
        """Say at once whether to order it takes longer than a blink."""
        with self._store.read() as reader:
            return reader.is_long(self._listing, **self._only)

    def ids(self, order: str, *, descending: bool, words: str) -> PackedIds:
        """Return the ids of what holds all the words, in order."""
        with self._store.read() as reader:
            return reader.ids_of(
                self._listing,
                order=order,
                descending=descending,
                words=words,
                **self._only,
            )

    def rows(self, ids: Sequence[str]) -> list[RowT | None]:
        """Return the rows of ids, one for each; None for what is gone."""
        with self._store.read() as reader:
            return reader.rows_of(self._listing, ids)


def people(store: Store, **only: str) -> Listed[PersonRow]:
    """Return everybody: by `name`, `number`, `organization`, `newest`.

    May be limited to an `organization`.
    """
    return Listed(store, lists.PEOPLE, **only)


def attendances(store: Store, session: str, **only: str) -> Listed[AttendanceRow]:
    """Return who is on the list of a session.

    By `name`, `bloc`, `organization`, `status`, `arrival` (the first), `newest` (the
    last to come in first).  May be limited to a `bloc` or `status`.
    """
    return Listed(store, lists.ATTENDANCES, session=session, **only)


def contributions(store: Store, **only: str) -> Listed[ContributionRow]:
    """Return contributions: by `code`, `title`, `outcome` (none first), `newest`.

    May be limited to a `session`, `theme` or `stage`.
    """
    return Listed(store, lists.CONTRIBUTIONS, **only)


def sessions(store: Store, **only: str) -> Listed[SessionRow]:
    """Return sessions: by `date`, `title`, `newest`.

    May be limited to a `stage` or `theme`.
    """
    return Listed(store, session_list.SESSIONS, **only)


def deeds(store: Store, **only: str) -> Listed[DeedRow]:
    """Return what was done, the `newest` first.

    May be limited to what touched a `record`, or was done by an `actor`.
    """
    return Listed(store, deed_list.DEEDS, **only)
