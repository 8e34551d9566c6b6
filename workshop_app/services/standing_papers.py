"""Issued papers that say what a deed did: they no longer hold once it is undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshop_app.domain.contribution import Contribution
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import PaperKind
from workshop_app.services.references import touched_by
from workshop_app.store.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workshop_app.store import DeedRow, Reader

_BY_KIND = {record.kind: record for record in KINDS}
_LEADING_ON = ("ballot", "contribution", "session")
"""From a vote to its ballot, from there to the contribution and the session."""


def papers_that_say(reader: Reader, row: DeedRow) -> tuple[str, ...]:
    """Return the numbers of the papers issued since a deed that say what it did.

    Minutes and attendance lists speak of everything at their session, letters of the
    contributions they answer.

    Args:
        reader: Where the process is kept.
        row: The deed.
    """
    sessions, contributions = _spoken_of(reader, touched_by(reader, row))
    issued = reader.all(IssuedPaper, draft=False) if sessions or contributions else ()
    return tuple(
        dict.fromkeys(
            paper.number
            for paper in sorted(issued, key=lambda one: one.issued_at)
            if paper.issued_at >= row.at
            and (
                contributions.intersection(paper.answers)
                if paper.paper_kind is PaperKind.LETTER
                else paper.subject in sessions
            )
        )
    )


def _spoken_of(
    reader: Reader, touched: Iterable[tuple[str, str]]
) -> tuple[set[str], set[str]]:
    """Return the sessions and contributions that records belong to, by id."""
    found: dict[str, set[str]] = {Session.kind: set(), Contribution.kind: set()}
    waiting = list(dict.fromkeys(touched))
    known = set(waiting)
    while waiting:
        kind, key = waiting.pop()
        if kind in found:
            found[kind].add(key)
        record: Any = reader.find(_BY_KIND[kind], key) if kind in _BY_KIND else None
        for field in _LEADING_ON:
            named = (field, getattr(record, field, None) or "")
            if named[1] and named not in known:
                known.add(named)
                waiting.append(named)
    return found[Session.kind], found[Contribution.kind]
