"""What a file that came in brought, as it is told and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Missing:
    """A commit that others wait for.

    Attributes:
        commit: Its id.
        device: The label of its device, "" if nobody can tell.
        number: Its place in that device's chain, None if nobody can tell.
    """

    commit: str
    device: str
    number: int | None


@dataclass(frozen=True)
class Unbelieved:
    """A device whose commits came in and count for nothing.

    Attributes:
        device: Its public key.
        label: Its four syllables.
        commits: How many of its commits came with this file.
        revoked: Whether it was believed once; else the office never admitted it.
    """

    device: str
    label: str
    commits: int
    revoked: bool


@dataclass(frozen=True, kw_only=True)
class Merged:
    """What became of a file.  Its commits are added, known, pending or quarantined.

    Attributes:
        number: Of the file among those that came in; 0 for a dry run.
        added: Commits that count since.
        known: Commits that were here before.
        pending: Commits that wait for others.
        quarantined: Commits that break a rule, or whose device is not believed.
        released: Commits of earlier files that waited for these.
        conflicts: Fields that have more than one value since.
        foreign: Records made on one computer that another changed in this file.
        missing: What is waited for.
        refused: How many break which rule (`ledger.chain.Flaw`).
        unbelieved: The devices that are not believed.
        forks: Labels of devices that have two histories.
        clocks: How many commits of which device claim a time that cannot be.
    """

    number: int = 0
    added: int = 0
    known: int = 0
    pending: int = 0
    quarantined: int = 0
    released: int = 0
    conflicts: int = 0
    foreign: int = 0
    missing: tuple[Missing, ...] = ()
    refused: tuple[tuple[str, int], ...] = ()
    unbelieved: tuple[Unbelieved, ...] = ()
    forks: tuple[str, ...] = ()
    clocks: tuple[tuple[str, int], ...] = ()


def report_of(told: Mapping[str, Any]) -> Merged:
    """Read a report as it was remembered."""
    return Merged(
        **{
            **told,
            "missing": tuple(Missing(**one) for one in told["missing"]),
            "unbelieved": tuple(Unbelieved(**one) for one in told["unbelieved"]),
            "refused": tuple((flaw, count) for flaw, count in told["refused"]),
            "forks": tuple(told["forks"]),
            "clocks": tuple((label, count) for label, count in told["clocks"]),
        }
    )
