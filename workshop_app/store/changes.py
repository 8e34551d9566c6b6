"""What a deed changed: each field it wrote, before and after, as the ledger has it.

Before is what the deed said it replaced, not what this store happened to hold: the
answer is the same on every computer, whatever arrived there first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from workshop_app.ledger.commit import DELETED
from workshop_app.ledger.payload import ERASED, Known
from workshop_app.store.project import write_of
from workshop_app.store.sentences import readable
from workshop_app.store.statement import CHUNK
from workshop_app.store.tables import WRITTEN, commits, op
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workshop_app.ledger.fold import Write
    from workshop_app.store.engine import Link

Key = tuple[str, str]

WRITES: Final = select(
    *WRITTEN,
).join(commits, commits.c.n == op.c.c)


@dataclass(frozen=True)
class FieldChange:
    """One field; None where there was, or is, nothing, `ERASED` where it is unknown."""

    field: str
    before: Known
    after: Known


@dataclass(frozen=True)
class RecordChange:
    """One record.

    Attributes:
        made: Whether it was not there before.
        removed: Whether it is not there after.
        fields: Those whose value became another, in the order they were written.
    """

    kind: str
    id: str
    made: bool
    removed: bool
    fields: tuple[FieldChange, ...]


def changes(
    link: Link,
    deed: str,
    reverts: Callable[[str], Sequence[str]],
    limit: int,
) -> tuple[RecordChange, ...]:
    """Return what a deed changed, in the order it was written.

    What sets another deed aside changed the same, the other way round.

    Args:
        link: Where to read.
        deed: Its id.
        reverts: Tells which deeds a deed sets aside.
        limit: At most so many records: an import touches thousands.
    """
    found = _own(link, deed, limit)
    for other in reverts(deed):
        if len(found) < limit:
            undone = changes(link, other, reverts, limit - len(found))
            found += [_turned(one) for one in reversed(undone)]
    return tuple(found)


def _own(link: Link, deed: str, limit: int) -> list[RecordChange]:
    query = WRITES.where(commits.c.deed == deed).order_by(commits.c.n, op.c.i)
    rows = link.select(query.limit(limit))
    with readable():
        wrote = [((row[1], row[0]), write_of(row)) for row in rows]
    replaced = _replaced(link, wrote)
    return [_change(key, write, replaced) for key, write in wrote]


def _replaced(
    link: Link, wrote: Sequence[tuple[Key, Write]]
) -> Mapping[tuple[Key, str], Write]:
    """Return the writes that were replaced, by record and commit."""
    over = sorted({one for _, write in wrote for one in write.supersedes})
    records = sorted({rec for (_, rec), _ in wrote})
    found: dict[tuple[Key, str], Write] = {}
    for start in range(0, len(over), CHUNK):
        query = WRITES.where(
            commits.c.id.in_(over[start : start + CHUNK]), op.c.rec.in_(records)
        )
        for row in link.select(query):
            with readable():
                found[(row[1], row[0]), row[5]] = write_of(row)
    return found


def _change(
    key: Key, write: Write, replaced: Mapping[tuple[Key, str], Write]
) -> RecordChange:
    before = [replaced[key, one] for one in write.supersedes if (key, one) in replaced]
    after = _values(write)
    gone = after.pop(DELETED, None) is True
    fields = (
        FieldChange(name, _shown(before, name), value) for name, value in after.items()
    )
    return RecordChange(
        kind=key[0],
        id=key[1],
        made=not write.supersedes and not gone,
        removed=gone,
        fields=tuple(one for one in fields if _differs(one)),
    )


def _shown(before: Sequence[Write], field: str) -> Known:
    """Return the value shown of a field: of several the latest, as the fold has it."""
    held = [(one, _values(one)) for one in before]
    told = [
        ((one.clock, one.commit), values[field])
        for one, values in held
        if field in values
    ]
    return max(told, key=lambda pair: pair[0])[1] if told else None


def _values(write: Write) -> dict[str, Any]:
    values = write.values
    if values is None:
        return dict.fromkeys(write.fields, ERASED)
    return dict(zip(write.fields, values, strict=True))


def _differs(change: FieldChange) -> bool:
    before, after = change.before, change.after
    return type(before) is not type(after) or before != after


def _turned(change: RecordChange) -> RecordChange:
    return replace(
        change,
        made=change.removed,
        removed=change.made,
        fields=tuple(
            FieldChange(one.field, one.after, one.before) for one in change.fields
        ),
    )
