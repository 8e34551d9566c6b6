"""What became of the files that came in, as it stands by now.

A file is told of once, when it comes in; but what waited arrives with the next one,
and who was a stranger is admitted.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from workshop_app.ledger.identity import device_label
from workshop_app.store import arrivals, known
from workshop_app.store.merged import Unbelieved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_app.store import Store
    from workshop_app.store.arrivals import FileRow
    from workshop_app.store.merged import Merged


def files_now(store: Store) -> tuple[FileRow, ...]:
    """Return the files that came in, each with a report that is true today.

    The acts of a file are added, known, waiting or in quarantine as when it came in,
    and there are as many of them.
    """
    today = _Today(store)
    return tuple(
        replace(row, report=today.report(row)) for row in arrivals.came_in(store)
    )


class _Today:
    """Reads once what does not count now, for all files."""

    def __init__(self, store: Store) -> None:
        self._awaited = known.awaited(store)
        self._waiting = known.waiting_by_file(store)
        self._refused = defaultdict[int, list[tuple[str, int]]](list)
        for why, via, count in known.refused(store):
            self._refused[via].append((why, count))
        self._doubted = defaultdict[int, list[Unbelieved]](list)
        doubted = known.doubted(store)
        once = _believed_once(store) if doubted else {}
        for via, key, count in doubted:
            one = Unbelieved(key, device_label(key), count, once.get(key, False))
            self._doubted[via].append(one)

    def report(self, row: FileRow) -> Merged:
        told = row.report
        unbelieved = tuple(sorted(self._doubted[row.number], key=lambda one: one.label))
        refused = tuple(self._refused[row.number])
        missing = tuple(one for one in told.missing if one.commit in self._awaited)
        repeated = told.pending if missing else 0
        pending = self._waiting.get(row.number, repeated)
        doubted = sum(one.commits for one in unbelieved)
        quarantined = doubted + sum(count for _, count in refused)
        added = row.commits - doubted
        all_of_it = told.added + told.known + told.pending + told.quarantined
        return replace(
            told,
            added=added,
            known=max(all_of_it - added - pending - quarantined, 0),
            pending=pending,
            quarantined=quarantined,
            missing=missing,
            refused=refused,
            unbelieved=unbelieved,
        )


def _believed_once(store: Store) -> Mapping[str, bool]:
    """Say of each computer whether it was believed before it was not."""
    return {
        one.device: one.own or one.admitted for one in arrivals.known_computers(store)
    }
