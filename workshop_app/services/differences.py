"""What a deed changed, in words: record by record, before and after.

Read from the ledger, so that it is said also of what was undone, removed or replaced
since.
"""

from __future__ import annotations

import difflib
import re
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from workshop_app.i18n import tr
from workshop_app.ledger.commit import DELETED
from workshop_app.ledger.payload import ERASED
from workshop_app.services.field_words import field_word
from workshop_app.services.record_titles import Titles
from workshop_app.store.records import SHAPES
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workshop_app.ledger.payload import Known
    from workshop_app.store import ConflictRow, DeedRow, Reader
    from workshop_app.store.changes import RecordChange

MOST_RECORDS: Final = 40
"""Records of one deed that are said in words: an import touches thousands."""

_MOST_LOOKED_AT: Final = 2_000
"""Records of a deed among which a removed one is looked for."""

_LONG: Final = 60
"""Characters from which a text is compared word by word."""

_MOST_WORDS: Final = 4_000
"""Words beyond which two texts are not compared: that takes their product."""

_UNREADABLE: Final = frozenset(
    {
        ("vote", "unit"),
        ("issued_paper", "record_sha256"),
        ("issued_paper", "pdf_sha256"),
        ("issued_paper", "signed_sha256"),
        ("attachment", "sha256"),
        ("attachment", "subject_kind"),
        ("certificate", "signature"),
        ("certificate", "device"),
        ("certificate", "valid_from"),
        ("certificate", "valid_until"),
        ("process", "office_key"),
        ("revocation", "device"),
        ("revocation", "last_good"),
        ("revocation", "signature"),
    }
)
"""Fields that say nothing to people: hashes, keys, and what stands beside in words."""

_WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")


class What(StrEnum):
    """What became of a record."""

    MADE = "made"
    AMENDED = "amended"
    REMOVED = "removed"


class Piece(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, kw_only=True)
class FieldDifference:
    """One field in words; "" where there was or is nothing.

    Attributes:
        is_text: Whether it is long enough to be read word by word.
    """

    field: str
    words: str
    before: str
    after: str
    is_text: bool


@dataclass(frozen=True, kw_only=True)
class RecordDifference:
    """One record in words."""

    kind: str
    id: str
    title: str
    what: What
    fields: tuple[FieldDifference, ...]


@dataclass(frozen=True, kw_only=True)
class Differences:
    """What a deed changed.

    Attributes:
        records: The first of them, in the order they were written.
        others: How many more there are.
    """

    records: tuple[RecordDifference, ...]
    others: int


NOTHING: Final = Differences(records=(), others=0)
"""What nothing changed."""


@dataclass(frozen=True, kw_only=True)
class DisputeClaim:
    """One of several values, and who wrote it when."""

    words: str
    name: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """A field on which two computers disagree; "" as `field` is its whole existence."""

    id: str
    title: str
    field: str
    claims: tuple[DisputeClaim, ...]


def differences(reader: Reader, deed: str, most: int = MOST_RECORDS) -> Differences:
    """Say what a deed changed.

    Args:
        reader: Where the process is kept.
        deed: Its id.
        most: At most so many records.

    Raises:
        DeedMissingError: If it is not on record here.
    """
    found = reader.changed_by(deed, most)
    titles = Titles(reader)
    for one in found:
        values = {f.field: _either(f.after, f.before) for f in one.fields}
        titles.hold(one.kind, one.id, values)
    total = len(_touched(reader, reader.deed(deed)))
    return Differences(
        records=tuple(_record(titles, one) for one in found),
        others=max(0, total - len(found)),
    )


def disputes(reader: Reader) -> tuple[Dispute, ...]:
    """Say on what computers disagree, in the order of the records."""
    titles = Titles(reader)
    found = reader.conflicts()
    names = reader.names({claim.actor for row in found for claim in row.claims})
    return tuple(
        Dispute(
            id=row.id,
            title=titles.title(row.kind, row.id),
            field="" if row.field == DELETED else field_word(row.field, row.kind),
            claims=tuple(
                DisputeClaim(
                    words=_claimed(titles, row, claim.value),
                    name=names.get(claim.actor, ""),
                    at=claim.at,
                )
                for claim in row.claims
            ),
        )
        for row in found
    )


def title_of(reader: Reader, record_id: str) -> str:
    """Return what a record is called, by its id alone; "" if nobody ever wrote it."""
    rows = reader.history(record_id)
    touched = (one for row in rows for one in row.touched if one[1] == record_id)
    kind = next((one[0] for one in touched), "")
    titles = Titles(reader)
    if kind and not titles.knows(kind, record_id):
        _hold_from(reader, titles, record_id, rows)
    return titles.title(kind, record_id) if kind else ""


def word_changes(before: str, after: str) -> tuple[tuple[Piece, str], ...]:
    """Return what two texts have in common and what not, in order of reading."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > _MOST_WORDS:
        return ((Piece.GONE, before), (Piece.NEW, after))
    pieces: list[tuple[Piece, str]] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            pieces.append((Piece.SAME, "".join(old[i:j])))
            continue
        pieces += [(Piece.GONE, "".join(old[i:j])), (Piece.NEW, "".join(new[k:m]))]
    return tuple(piece for piece in pieces if piece[1])


def _hold_from(
    reader: Reader, titles: Titles, record_id: str, rows: Iterable[DeedRow]
) -> None:
    """Learn what a record held before it was removed, from whoever wrote it."""
    for row in rows:
        for one in reader.changed_by(row.deed, _MOST_LOOKED_AT):
            if one.id == record_id:
                values = {f.field: _either(f.after, f.before) for f in one.fields}
                titles.hold(one.kind, one.id, values)


def _touched(reader: Reader, row: DeedRow) -> set[tuple[str, str]]:
    found = {(kind, key) for kind, key, _ in row.touched}
    for other in row.reverts:
        found |= _touched(reader, reader.deed(other))
    return found


def _either(after: Known, before: Known) -> Known:
    return before if after is None else after


def _record(titles: Titles, change: RecordChange) -> RecordDifference:
    what = What.AMENDED
    if change.made != change.removed:
        what = What.MADE if change.made else What.REMOVED
    before = _typed(change, {f.field: f.before for f in change.fields})
    after = _typed(change, {f.field: f.after for f in change.fields})
    lines = (
        _line(
            field,
            field_word(field, change.kind),
            titles.words(field, before[field], before),
            titles.words(field, after[field], after),
        )
        for field in before
        if (change.kind, field) not in _UNREADABLE and _says(what, before, after, field)
    )
    return RecordDifference(
        kind=change.kind,
        id=change.id,
        title=titles.title(change.kind, change.id),
        what=what,
        fields=tuple(line for line in lines if line.before != line.after),
    )


def _says(
    what: What, before: dict[str, Any], after: dict[str, Any], field: str
) -> bool:
    """Whether a value tells anything: of what was made, a plain no does not."""
    return what is What.AMENDED or (before[field] or after[field]) is not False


def _line(field: str, words: str, before: str, after: str) -> FieldDifference:
    return FieldDifference(
        field=field,
        words=words,
        before=before,
        after=after,
        is_text=bool(before and after) and max(len(before), len(after)) > _LONG,
    )


def _typed(change: RecordChange, values: dict[str, Known]) -> dict[str, Any]:
    """Return the ledger's values as the record's class has them; absent stays None."""
    shape = SHAPES.get(change.kind)
    if shape is None:
        return dict(values)
    record = shape.from_wire(change.id, values)
    return {
        name: value
        if value is None or value is ERASED
        else getattr(record, name, value)
        for name, value in values.items()
    }


def _claimed(titles: Titles, row: ConflictRow, value: Any) -> str:
    if row.field == DELETED:
        return _life(removed=value is True)
    shape = SHAPES[row.kind]
    typed = getattr(shape.from_wire(row.id, {row.field: value}), row.field)
    return titles.words(row.field, typed)


def _life(*, removed: bool) -> str:
    return tr("was removed") if removed else tr("was written to meanwhile")
