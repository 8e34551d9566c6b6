"""What came in, whose work is here, and the ledger on its way out."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from workshop_app.ledger.identity import device_label
from workshop_app.store import asides, exporting
from workshop_app.store.derived import revert_edge, set_aside
from workshop_app.store.merged import Merged, report_of
from workshop_app.store.statement import Statement
from workshop_app.store.tables import commits, imported, op
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from workshop_app.store.engine import Link
    from workshop_app.store.store import Store

TAKE_OUT = "take_out_file"
"""The code of the deed that sets aside all that came with a file."""

_FILES = Statement(
    select(
        imported.c.n,
        imported.c.sha256,
        imported.c.at,
        imported.c.name,
        imported.c.by,
        imported.c.report,
    ).order_by(imported.c.n)
)
_COUNTS = Statement(
    select(commits.c.via, func.count())
    .where(commits.c.via.is_not(None))
    .group_by(commits.c.via)
)
_TAKEN_OUT = (
    select(commits.c.deed, revert_edge.c.target)
    .join(revert_edge, revert_edge.c.c == commits.c.n)
    .where(commits.c.code == TAKE_OUT)
    .where(~select(set_aside.c.c).where(set_aside.c.c == commits.c.n).exists())
)
_WRITTEN = Statement(select(commits.c.dev, func.count()).group_by(commits.c.dev))
_LINES = (
    Statement(select(func.count()).select_from(commits)),
    Statement(select(func.count()).select_from(op)),
)
"""A line of the log for each commit, and for each record that it writes."""


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """A file that came in.

    Attributes:
        number: Among those that came into this store.
        sha256: Of the file as it came, in hexadecimal.
        at: When it came in.
        by: The label of the computer that made it.
        commits: How many commits that are here came with it first.
        taken_out_by: The deed that set them aside, "" if none does.
        report: What became of it.
    """

    number: int
    sha256: str
    at: datetime
    name: str
    by: str
    commits: int
    taken_out_by: str
    report: Merged


@dataclass(frozen=True, kw_only=True)
class DeviceRow:
    """A computer whose work is here.

    Attributes:
        device: Its public key.
        label: Its four syllables.
        own: Whether it wrote in this store itself.
        admitted: Whether the office certified it.
        revoked: Whether the office ceased to believe it.
        commits: How many of its commits are here.
    """

    device: str
    label: str
    own: bool
    admitted: bool
    revoked: bool
    commits: int


def files(link: Link) -> tuple[FileRow, ...]:
    """Return the files that came in, in that order."""
    counts = {row[0]: row[1] for row in link.rows(_COUNTS)}
    out = _taken_out(link)
    return tuple(
        FileRow(
            number=n,
            sha256=sha256,
            at=datetime.fromisoformat(at),
            name=name,
            by=device_label(by),
            commits=counts.get(n, 0),
            taken_out_by=out.get(n, ""),
            report=report_of(json.loads(report)),
        )
        for n, sha256, at, name, by, report in link.rows(_FILES)
    )


def computers(link: Link) -> tuple[DeviceRow, ...]:
    """Return everybody whose commits are here, in the order they came."""
    counts = {row[0]: row[1] for row in link.rows(_WRITTEN)}
    rows: list[DeviceRow] = []
    for one in sorted(asides.devices(link)):
        stands = asides.standing_of(link, one.key)
        rows.append(
            DeviceRow(
                device=one.key,
                label=device_label(one.key),
                own=one.own,
                admitted=stands.admitted,
                revoked=bool(stands.last_good),
                commits=counts.get(one.n, 0),
            )
        )
    return tuple(rows)


class Outgoing:
    """One snapshot of a ledger on its way out.

    Attributes:
        base: What is left out, in ascending order.
        heads: Device, tip and seal of the end of every chain.
        contents: SHA-256 of every attached content that goes along.
        most: Lines of the log, if all of it goes out.
    """

    def __init__(self, link: Link, base: Collection[exporting.Tip]) -> None:
        self._link = link
        self.base = tuple(sorted(base))
        self.heads = tuple(exporting.heads(link))
        self.contents = tuple(exporting.contents(link, base))
        self.most = sum(int(link.rows(one)[0][0]) for one in _LINES)

    def lines(self) -> Iterator[bytes]:
        """Yield the lines of the log, without line feeds."""
        return exporting.lines(self._link, self.base)

    def content(self, name: str) -> bytes:
        """Return an attached content."""
        return exporting.content(self._link, name)


@contextmanager
def outgoing(store: Store, base: Collection[exporting.Tip] = ()) -> Iterator[Outgoing]:
    """Take the ledger of a store out: all of it, or what is not in a base."""
    with store.database.reading() as link:
        yield Outgoing(link, base)


def came_in(store: Store) -> tuple[FileRow, ...]:
    """Return the files that came into a store, in that order."""
    with store.database.reading() as link:
        return files(link)


def known_computers(store: Store) -> tuple[DeviceRow, ...]:
    """Return everybody whose work is in a store, in the order it came."""
    with store.database.reading() as link:
        return computers(link)


def believed_office(store: Store) -> str:
    """Return the public key of the office whose word counts in a store."""
    with store.database.reading() as link:
        return asides.office_key(link)


def _taken_out(link: Link) -> dict[int, str]:
    """Return the deed that took each file out that is out now."""
    deeds = {row[1]: row[0] for row in link.select(_TAKEN_OUT)}
    query = select(commits.c.n, commits.c.via)
    rows = link.select_among(query, commits.c.n, sorted(deeds))
    return {via: deeds[n] for n, via in rows if via is not None}
