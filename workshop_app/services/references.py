"""Records that speak of others: those spoken of are there, and stay there.

Cross-record rules are reported after a merge, never enforced on it; what a person does
at the keyboard does not break them in the first place.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from workshop_app.errors import AppError
from workshop_app.i18n import ntr, tr
from workshop_app.store.errors import RecordMissingError
from workshop_app.store.kinds import KINDS, REFERENCES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from workshop_app.domain.records import Record
    from workshop_app.store import DeedRow, Reader, Transaction

_BY_KIND = {record.kind: record for record in KINDS}
_SPOKEN_OF = frozenset(REFERENCES.values())


class StillUsedError(AppError):
    """Taking this back would leave records that speak of what is gone."""

    def __init__(self, title: str, users: int) -> None:
        super().__init__(
            ntr(
                "“{title}” cannot be undone: {count} record depends on it.",
                "“{title}” cannot be undone: {count} records depend on it.",
                count=users,
                title=title,
            ),
            advice=tr("Undo what was done with it first, the latest before."),
        )
        self.title = title
        self.users = users


def require_known(reader: Reader, record: Record, before: Record | None = None) -> None:
    """Make sure that everything a record newly speaks of is there.

    Args:
        reader: Where it is to be.
        record: As it is to be saved.
        before: As it was; what it spoke of then is not asked again.

    Raises:
        RecordMissingError: If it names something that is not on record.
    """
    for field, kind in REFERENCES.items():
        named = getattr(record, field, None)
        if named and named != getattr(before, field, None):
            reader.get(_BY_KIND[kind], named)


def require_unused(tx: Transaction, row: DeedRow, title: str) -> None:
    """Make sure that nothing speaks of what taking a deed back takes away.

    Args:
        tx: In which the deed was reverted just now, and nothing else done.
        row: The deed.
        title: What it is called, for the sentence.

    Raises:
        StillUsedError: If something else does.
    """
    gone = _gone(tx, touched_by(tx, row))
    users = 0
    for record in KINDS:
        fields = [one for one in record.__dataclass_fields__ if one in REFERENCES]
        found = {
            one.id
            for field in fields
            if gone[REFERENCES[field]]
            for one in tx.all(record, **{field: gone[REFERENCES[field]]})
        }
        users += sum(_is_there(tx, record, key) for key in found)
    if users:
        raise StillUsedError(title, users)


def is_spoken_of(reader: Reader, record: Record, besides: Collection[str]) -> bool:
    """Whether anything speaks of a record, besides records with these ids."""
    fields = [name for name, kind in REFERENCES.items() if kind == record.kind]
    return any(
        one.id not in besides
        for user in KINDS
        for field in fields
        if field in user.__dataclass_fields__
        for one in reader.all(user, **{field: record.id})
    )


def touched_by(tx: Reader, row: DeedRow) -> Iterable[tuple[str, str]]:
    """Yield kind and id of what a deed touched, or what those it reverts did."""
    yield from ((kind, key) for kind, key, _ in row.touched)
    for deed in row.reverts:
        yield from touched_by(tx, tx.deed(deed))


def _gone(
    tx: Transaction, touched: Iterable[tuple[str, str]]
) -> Mapping[str, list[str]]:
    gone: defaultdict[str, list[str]] = defaultdict(list)
    for kind, key in dict.fromkeys(touched):
        if kind in _SPOKEN_OF and not _is_there(tx, _BY_KIND[kind], key):
            gone[kind].append(key)
    return gone


def _is_there(tx: Transaction, record: type[Record], key: str) -> bool:
    # The tables still show what was before the revert; the ledger knows better.
    try:
        tx.seen(record, key)
    except RecordMissingError:
        return False
    return True
