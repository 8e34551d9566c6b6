"""Commits that came in and may not be applied: those that wait, and refused ones.

They are kept and passed on as they came.  A seal over one of them vouches for what
lies before it, so seals wait here too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from workshop_app.ledger.log import log_lines, without
from workshop_app.ledger.payload import ERASED_LINE, open_commit
from workshop_app.store.sentences import readable
from workshop_app.store.statement import Statement, Upsert
from workshop_app.store.tables import pending, quarantine, waiting_seal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from workshop_app.ledger.chain import Invalid
    from workshop_app.ledger.commit import Commit
    from workshop_app.store.engine import Link

_PENDING_IDS = Statement(select(pending.c.id, pending.c.missing))
_PENDING = Statement(
    select(pending.c.id, pending.c.header, pending.c.payloads, pending.c.via)
)
_PUT_PENDING = Upsert(pending, "id")
_DROP_PENDING = Statement(delete(pending).where(pending.c.id == bindparam("i")), "i")
_REFUSED = Statement(
    select(quarantine.c.id, quarantine.c.header, quarantine.c.payloads)
)
_ADD_REFUSED = Statement(
    insert(quarantine), "id", "header", "payloads", "reason", "because", "via"
)
_SEALS = Statement(
    select(waiting_seal.c.device, waiting_seal.c.id, waiting_seal.c.signature)
)
_PUT_SEAL = Upsert(waiting_seal, "id")
_DROP_SEAL = Statement(
    delete(waiting_seal).where(waiting_seal.c.id == bindparam("i")), "i"
)
_STRIP_PENDING = Statement(
    update(pending)
    .values(payloads=bindparam("p"))
    .where(pending.c.id == bindparam("i")),
    "p",
    "i",
)
_STRIP_REFUSED = Statement(
    update(quarantine)
    .values(payloads=bindparam("p"))
    .where(quarantine.c.id == bindparam("i")),
    "p",
    "i",
)
_REFUSED_IDS: Final = select(quarantine.c.id)


class Parked(NamedTuple):
    """A commit that came in.

    Attributes:
        commit: What it says.
        via: The number of the file it first came with.
    """

    commit: Commit
    via: int


def waiting(link: Link) -> dict[str, frozenset[str]]:
    """Return what each pending commit waits for."""
    return {
        commit: frozenset(missing.split(","))
        for commit, missing in link.rows(_PENDING_IDS)
    }


def pending_commits(link: Link) -> dict[str, Parked]:
    """Return every pending commit."""
    return {
        commit: Parked(_opened(header, payloads), via)
        for commit, header, payloads, via in link.rows(_PENDING)
    }


def refused_commits(link: Link) -> Iterator[Commit]:
    """Yield every refused commit."""
    for _, header, payloads in link.rows(_REFUSED):
        yield _opened(header, payloads)


def refused_among(link: Link, ids: Iterable[str]) -> set[str]:
    """Return those of some commits that were refused."""
    rows = link.select_among(_REFUSED_IDS, quarantine.c.id, sorted(ids))
    return {row[0] for row in rows}


def keep_pending(
    link: Link, found: Mapping[str, Parked], missing: Mapping[str, Iterable[str]]
) -> None:
    """Keep commits until what they stand on arrives."""
    rows = [
        (one, *_kept(parked.commit), ",".join(sorted(missing[one])), parked.via)
        for one, parked in found.items()
    ]
    link.run_many(_PUT_PENDING, rows)


def release(link: Link, ids: Iterable[str]) -> None:
    """Let go of commits that no longer wait."""
    link.run_many(_DROP_PENDING, [(one,) for one in ids])


def keep_refused(
    link: Link, found: Mapping[str, Parked], why: Mapping[str, Invalid]
) -> None:
    """Keep commits that are never to be applied, to show and to pass on."""
    rows = [
        (
            one,
            *_kept(parked.commit),
            why[one].flaw.value,
            why[one].because,
            parked.via,
        )
        for one, parked in found.items()
    ]
    link.run_many(_ADD_REFUSED, rows)


def strip(link: Link, hashes: Collection[str]) -> None:
    """Let go of payloads of parked commits that were ordered erased."""
    if not hashes:
        return
    for commit, parked in pending_commits(link).items():
        bare = without(parked.commit, hashes)
        if bare is not parked.commit:
            link.run(_STRIP_PENDING, _kept(bare)[1], commit)
    for whole in list(refused_commits(link)):
        bare = without(whole, hashes)
        if bare is not whole:
            link.run(_STRIP_REFUSED, _kept(bare)[1], whole.id)


def seals(link: Link) -> dict[str, tuple[str, str]]:
    """Return device and signature of each tip that is pending or refused."""
    return {tip: (device, signature) for device, tip, signature in link.rows(_SEALS)}


def keep_seals(link: Link, found: Iterable[tuple[str, str, str]]) -> None:
    """Keep (tip, device, signature) until the tip is applied."""
    link.run_many(_PUT_SEAL, list(found))


def release_seals(link: Link, tips: Iterable[str]) -> None:
    """Let go of seals whose tips were applied."""
    link.run_many(_DROP_SEAL, [(tip,) for tip in tips])


def _kept(commit: Commit) -> tuple[bytes, bytes]:
    header, *payloads = log_lines(commit)
    return header, b"\n".join(payloads)


def _opened(header: Any, payloads: Any) -> Commit:
    stored = bytes(payloads)
    lines: Sequence[bytes] = stored.split(b"\n") if stored else ()
    with readable():
        return open_commit(
            bytes(header), [None if one == ERASED_LINE else one for one in lines]
        )
