"""The computers of a process as the office looks through them."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from workshop_app.documents.codes import qr_runs
from workshop_app.ledger.identity import six_words
from workshop_app.ledger.trust import CERTIFICATE, statement_record
from workshop_app.services.start_files import given_names
from workshop_app.store import DeedRow, arrivals, known
from workshop_app.store.acts import Act
from workshop_app.store.kinds import Certificate
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.store import Reader, Store
    from workshop_app.store.arrivals import DeviceRow

QrRuns = tuple[int, tuple[tuple[int, int, int], ...]]
"""Modules a side; row, column and length of each run of dark ones."""


class Stands(StrEnum):
    """How a computer stands with the office."""

    OWN = "own"
    ADMITTED = "admitted"
    STRANGER = "stranger"
    REVOKED = "revoked"


@dataclass(frozen=True, kw_only=True)
class Computer:
    """A computer whose work is here.

    Attributes:
        device: Its public key.
        label: Its four syllables.
        words: The key as six words, to be compared aloud.
        stands: How it stands; one's own is so whether admitted or not.
        admitted: Whether the office certified it.
        holder: Name of who answers for it, "" while nobody does.
        writer: Name of who was at it last, "" if they are not on record here.
        given: What its start file was called, "" if it began from none.
        is_theirs: Whether whoever was at it last was last at no other.
        here: Whether it is the one that writes here now.
        commits: How many of its changes are here.
        uncounted: How many of them count for nothing.
        last: When it wrote the last, as it claims.
        forked: Whether it has two histories.
    """

    device: str
    label: str
    words: str
    stands: Stands
    admitted: bool
    holder: str
    writer: str
    given: str
    is_theirs: bool
    here: bool
    commits: int
    uncounted: int
    last: datetime
    forked: bool

    @property
    def name(self) -> str:
        """What tells it from the others: of several of one person, the label."""
        return self.given or (self.is_theirs and self.writer) or self.label

    @property
    def beside(self) -> str:
        """What is told beside the name: the label, or else who is at it."""
        return self.writer if self.name == self.label else self.label


@dataclass(frozen=True, kw_only=True)
class ActRow:
    """An act of a computer, as one chooses from them.

    Attributes:
        act: The act; None for the place before the first one.
        deed: What it was part of, None if its words are not to be had.
    """

    act: Act | None
    deed: DeedRow | None


def list_computers(store: Store) -> tuple[Computer, ...]:
    """Return everybody whose work is here, in the order it came."""
    found = known.chains(store)
    rows = arrivals.known_computers(store)
    with store.read() as reader:
        holders = _holders(reader, rows)
        writers = known.writers(store)
        names = reader.names(sorted(set(writers.values())))
        given = given_names(reader)
    at_how_many = Counter(writers.values())
    return tuple(
        Computer(
            device=row.device,
            label=row.label,
            words=six_words(row.device),
            stands=_stands(row),
            admitted=row.admitted,
            holder=holders.get(row.device, ""),
            writer=names.get(writers[row.device], ""),
            given=given.get(row.label, ""),
            is_theirs=at_how_many[writers[row.device]] == 1,
            here=row.device == store.known_device,
            commits=found[row.device].commits,
            uncounted=found[row.device].uncounted,
            last=found[row.device].last,
            forked=found[row.device].forked,
        )
        for row in rows
        if row.device in found
    )


def qr_of(text: str) -> QrRuns:
    """Return a QR code that says a key or the end of a chain, exactly as it is."""
    return qr_runs(text)


def _stands(row: DeviceRow) -> Stands:
    if row.revoked:
        return Stands.REVOKED
    if row.own:
        return Stands.OWN
    return Stands.ADMITTED if row.admitted else Stands.STRANGER


def _holders(reader: Reader, rows: tuple[DeviceRow, ...]) -> dict[str, str]:
    """Return the names of those who answer for computers that are admitted."""
    certified = {
        row.device: reader.find(Certificate, statement_record(CERTIFICATE, row.device))
        for row in rows
        if row.admitted
    }
    held = {key: one.holder for key, one in certified.items() if one is not None}
    names = reader.names(sorted(set(held.values())))
    return {key: names.get(person, "") for key, person in held.items()}
