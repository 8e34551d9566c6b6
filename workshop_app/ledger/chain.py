"""Chains: which commits of a union may be applied, and why others may not.

Whether a commit is valid depends on its own bytes and on its ancestors, never on the
order in which files arrived: so every computer with the same commits applies the same
ones.  A commit that is not valid harms none but its descendants.  See
`docs/file-format.md`, "Chains".
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import msgspec

from workshop_app.i18n import tr
from workshop_app.ledger.commit import DELETED, Header

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


class Flaw(Enum):
    """Why a commit that can be read may not be applied."""

    REFUSED_ANCESTOR = "refused_ancestor"
    OTHER_DEVICE = "other_device"
    NUMBER = "number"
    DEED = "deed"
    OTHER_PROCESS = "other_process"
    SUPERSEDES = "supersedes"

    def sentence(self) -> str:
        """Say what is wrong, in the language of the moment."""
        return {
            Flaw.REFUSED_ANCESTOR: tr("It stands on a commit that was refused."),
            Flaw.OTHER_DEVICE: tr("It continues the chain of another device."),
            Flaw.NUMBER: tr("It leaves a gap in the chain of its device."),
            Flaw.DEED: tr("It does not continue the deed it claims to continue."),
            Flaw.OTHER_PROCESS: tr("It mixes two processes."),
            Flaw.SUPERSEDES: tr("It replaces a value that was never written."),
        }[self]


class Link(msgspec.Struct, frozen=True, gc=False):
    """An applied commit, as far as its descendants must know it.

    Attributes:
        header: What the commit says.
        depth: 1 + the greatest depth of the commits it refers to: nobody can forge
            it, and order by (depth, id) puts ancestors first.
        process: Id of the process its chain belongs to.
    """

    header: Header
    depth: int
    process: str


class Invalid(msgspec.Struct, frozen=True, gc=False):
    """Why a commit is never applied.

    Attributes:
        flaw: What is wrong.
        because: Id of the ancestor it is wrong about.
    """

    flaw: Flaw
    because: str


class Verdict(msgspec.Struct, frozen=True):
    """What becomes of each commit of an offer.

    Attributes:
        links: The commits to apply, in topological order, by (depth, id).
        pending: For each commit that must wait, the ids nobody has seen yet, its
            own and its ancestors'.
        invalid: For each commit that is never to be applied, why.
    """

    links: dict[str, Link]
    pending: dict[str, frozenset[str]]
    invalid: dict[str, Invalid]


class Fork(msgspec.Struct, frozen=True, gc=False):
    """Two or more continuations of one chain: a copied or restored store file.

    Attributes:
        device: The device whose chain it is.
        previous: The commit they all continue, or "" for several beginnings.
        children: Their ids, in ascending order.
    """

    device: str
    previous: str
    children: tuple[str, ...]


def missing_ids(offered: Mapping[str, Header]) -> set[str]:
    """Return the commits an offer refers to without bringing them.

    The caller looks them up among what it has, and gives `applicable` those it finds.
    """
    named: set[str] = set()
    for header in offered.values():
        named |= header.references()
    return named - offered.keys()


def applicable(
    known: Mapping[str, Link],
    offered: Mapping[str, Header],
    refused: Collection[str] = (),
) -> Verdict:
    """Decide which commits of an offer may be applied.

    The verdict on a commit is the same however the union of `known` and `offered`
    came together, provided that commits left pending are offered again with the
    next offer and invalid ones are named in `refused`.

    Args:
        known: Applied commits; at least those that `missing_ids` names.
        offered: New commits by id.  Each must have been accepted by `read_commit`,
            and the ids be hashes of the bytes, so that no cycle can occur.
        refused: Ids of commits that are never to be applied; where they are offered
            again, the verdict passes over them.
    """
    never = frozenset(refused)
    judged = {one: header for one, header in offered.items() if one not in never}
    court = _Court(known, judged, never)
    for commit in _ancestors_first(judged):
        court.judge(commit)
    links = dict(sorted(court.links.items(), key=lambda item: (item[1].depth, item[0])))
    return Verdict(links, court.pending, court.invalid)


def forks(headers: Mapping[str, Header]) -> list[Fork]:
    """Return where chains split, by device and then by where.

    Both branches are good; whoever holds the key wrote both.
    """
    children: dict[tuple[str, str], list[str]] = {}
    for commit, header in headers.items():
        children.setdefault((header.device, header.previous), []).append(commit)
    return [
        Fork(device, previous, tuple(sorted(ids)))
        for (device, previous), ids in sorted(children.items())
        if len(ids) > 1
    ]


def uncovered(
    tips: Iterable[tuple[str, str]], offered: Mapping[str, Header]
) -> set[str]:
    """Return the offered commits that no seal vouches for.

    A commit is vouched for when it is an ancestor by `previous` of a tip that its
    device sealed, or the tip itself.

    Args:
        tips: (device, id of the tip) of each seal, already verified.
        offered: New commits by id.
    """
    covered: set[str] = set()
    for device, tip in tips:
        commit = tip
        while commit in offered and commit not in covered:
            header = offered[commit]
            if header.device != device:
                break
            covered.add(commit)
            commit = header.previous
    return offered.keys() - covered


def _ancestors_first(offered: Mapping[str, Header]) -> Iterable[str]:
    """Yield every offered commit after all offered commits it refers to (Kahn)."""
    waits: dict[str, int] = {}
    children: dict[str, list[str]] = {}
    for commit, header in offered.items():
        parents = [one for one in header.references() if one in offered]
        waits[commit] = len(parents)
        for parent in parents:
            children.setdefault(parent, []).append(commit)
    ready = [commit for commit, count in waits.items() if not count]
    while ready:
        commit = ready.pop()
        yield commit
        for child in children.get(commit, ()):
            waits[child] -= 1
            if not waits[child]:
                ready.append(child)


class _Court:
    """Judges commits one after another, ancestors first."""

    def __init__(
        self,
        known: Mapping[str, Link],
        offered: Mapping[str, Header],
        refused: frozenset[str],
    ) -> None:
        self.links: dict[str, Link] = {}
        self.pending: dict[str, frozenset[str]] = {}
        self.invalid: dict[str, Invalid] = {}
        self._known = known
        self._offered = offered
        self._refused = refused
        self._written: dict[str, dict[tuple[str, str], frozenset[str]]] = {}

    def judge(self, commit: str) -> None:
        header = self._offered[commit]
        parents = sorted(header.references())
        lost = [one for one in parents if one in self.invalid or one in self._refused]
        if lost:
            self.invalid[commit] = Invalid(Flaw.REFUSED_ANCESTOR, lost[0])
        elif unseen := self._unseen(parents):
            self.pending[commit] = unseen
        elif invalid := self._flaw(header, parents):
            self.invalid[commit] = invalid
        else:
            depth = 1 + max((self._link(one).depth for one in parents), default=0)
            self.links[commit] = Link(header, depth, self._process(header))

    def _unseen(self, parents: Iterable[str]) -> frozenset[str]:
        """Return what nobody has seen of these commits and of their ancestors."""
        absent = frozenset[str]()
        for one in parents:
            if one in self.pending:
                absent |= self.pending[one]
            elif one not in self.links and one not in self._known:
                absent |= {one}
        return absent

    def _link(self, commit: str) -> Link:
        return self.links.get(commit) or self._known[commit]

    def _process(self, header: Header) -> str:
        return header.process or self._link(header.previous).process

    def _flaw(self, header: Header, parents: Iterable[str]) -> Invalid | None:
        if header.previous:
            flaw = _flaw_of_place(header, self._link(header.previous).header)
            if flaw:
                return Invalid(flaw, header.previous)
        process = self._process(header)
        for one in parents:
            if self._link(one).process != process:
                return Invalid(Flaw.OTHER_PROCESS, one)
        return self._flaw_of_supersedes(header)

    def _flaw_of_supersedes(self, header: Header) -> Invalid | None:
        for op in header.ops:
            for one in op.supersedes:
                written = self._fields_written(one).get((op.kind, op.record))
                if not written or (
                    DELETED not in op.fields and written.isdisjoint(op.fields)
                ):
                    return Invalid(Flaw.SUPERSEDES, one)
        return None

    def _fields_written(self, commit: str) -> dict[tuple[str, str], frozenset[str]]:
        """Return what a commit wrote; looked up once, as an import has many ops."""
        if commit not in self._written:
            self._written[commit] = {
                (op.kind, op.record): frozenset(op.fields)
                for op in self._link(commit).header.ops
            }
        return self._written[commit]


def _flaw_of_place(header: Header, previous: Header) -> Flaw | None:
    """Check that a commit continues the chain, and the deed if it claims to."""
    if previous.device != header.device:
        return Flaw.OTHER_DEVICE
    if previous.number != header.number - 1:
        return Flaw.NUMBER
    if header.words:  # the first commit of another deed
        return Flaw.DEED if previous.deed == header.deed else None
    same = (
        previous.deed == header.deed
        and previous.code == header.code
        and previous.actor == header.actor
    )
    return None if same else Flaw.DEED
