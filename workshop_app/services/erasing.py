"""Lawful erasure: a field of somebody is erased everywhere, and history stays whole.

Ley 29733, art. 20, and DS 016-2024-JUS give everybody a right of cancellation; the
office answers within ten days (art. 69).  What it orders cannot be taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app import settings
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.records import CodedRecord
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.ledger.identity import OfficeKey, device_label
from workshop_app.services.admitting import OfficeElsewhereError
from workshop_app.services.deeds import DeedCode
from workshop_app.services.field_words import field_word
from workshop_app.store import Deed, arrivals
from workshop_app.store.asides import STATEMENTS
from workshop_app.store.erase_order import Reach, erase, foresee
from workshop_app.store.errors import RecordMissingError
from workshop_app.store.kinds import REFERENCES, Certificate
from workshop_app.store.records import SHAPES
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.store import Reader, Store

FRAME = frozenset({*STATEMENTS, "process", "rules", "stage", "theme"})
"""Kinds of records that hold nothing of anybody."""


class NotErasableError(AppError):
    """The field holds nothing personal, or others refer to the record by it."""

    def __init__(self, field: str) -> None:
        super().__init__(
            tr("“{field}” cannot be erased.", field=field),
            advice=tr("Erase what somebody typed of a person, or amend the record."),
        )


class NothingToEraseError(AppError):
    """Nothing was ever written there, or all of it is erased already."""

    def __init__(self, field: str) -> None:
        super().__init__(
            tr("There is nothing to erase in “{field}”.", field=field),
            advice=tr("The history of the record says what was written, and erased."),
        )


class StillDisputedError(AppError):
    """Computers disagree on the field: erasing all sides would settle it unseen."""

    def __init__(self, field: str) -> None:
        super().__init__(
            tr("Computers disagree on “{field}”.", field=field),
            advice=tr("Settle the disagreement first; all its sides are erased then."),
        )


class ReasonTellsError(AppError):
    """The reason holds what is to be erased, and would keep it."""

    def __init__(self) -> None:
        super().__init__(
            tr("The reason holds the text that is to be erased."),
            advice=tr("Say why without it: the reason stays in the history."),
        )


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """What an erasure takes away, and what it cannot reach.

    Attributes:
        writes: How many values go, those that were replaced too.
        sentences: How many sentences of the history lose names and reason with it.
        elsewhere: Kind, and how many other records hold the same text.
        backup: Folder or file of the last copy made on this computer, "" if none.
        files: Names of the exchange files that came in, which may hold it.
        papers: Numbers of the papers that were issued, which may show it.
        computers: Labels of the computers that have it until they merge.
    """

    writes: int
    sentences: int
    elsewhere: tuple[tuple[str, int], ...]
    backup: str
    files: tuple[str, ...]
    papers: tuple[str, ...]
    computers: tuple[str, ...]


def preview_erasure(store: Store, kind: str, record_id: str, field: str) -> Erasure:
    """Say what erasing a field would take away, and what it would not reach.

    Raises:
        RecordMissingError: If nobody ever wrote such a record.
        NotErasableError, StillDisputedError: If it cannot be.
        NothingToEraseError: If there is nothing.
    """
    with store.read() as reader:
        _require_erasable(reader, kind, record_id, field)
    return _told(store, _found(store, kind, record_id, field))


def erase_field(
    store: Store, kind: str, record_id: str, field: str, *, reason: str
) -> Erasure:
    """Erase a field of a record, in every value it ever had, wherever the order comes.

    Args:
        store: The process, on the computer with the office's key.
        kind: Kind of the record.
        record_id: Its id.
        field: Name of the field.
        reason: Why, without what is erased; it stays in the history.

    Raises:
        OfficeElsewhereError: If the office's key is not here.
        ReasonTellsError: If the reason says what is erased.
        AppError: As `preview_erasure`.
    """
    seed = store.own.office()
    if seed is None:
        raise OfficeElsewhereError
    with store.read() as reader:
        _require_erasable(reader, kind, record_id, field)
        label = _label(reader, kind, record_id)
    found = _found(store, kind, record_id, field)
    if any(text in reason for text in found.texts):
        raise ReasonTellsError
    arguments = {"kind": kind, "field": field}
    if label and label not in found.texts:
        arguments["record"] = label
    told = _told(store, found)
    erase(
        store,
        office=OfficeKey(seed),
        kind=kind,
        rec=record_id,
        field=field,
        deed=Deed(DeedCode.ERASE_FIELD, arguments, reason),
    )
    return told


def erasable_fields(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind of record that can be erased."""
    if kind in FRAME or kind not in SHAPES:
        return ()
    return tuple(
        one.name
        for one in SHAPES[kind].fields
        if one.name != "code"
        and one.name not in REFERENCES
        and (one.optional or one.gone is not None)
    )


def _require_erasable(reader: Reader, kind: str, record_id: str, field: str) -> None:
    if field not in erasable_fields(kind):
        raise NotErasableError(field)
    for one in reader.conflicts(kind):
        if (one.id, one.field) == (record_id, field):
            raise StillDisputedError(field_word(field, kind))


def _found(store: Store, kind: str, record_id: str, field: str) -> Reach:
    found = foresee(store, kind, record_id, field)
    if not found.writes:
        with store.read() as reader:
            if not reader.history(record_id, limit=1):
                raise RecordMissingError(kind, record_id)
        raise NothingToEraseError(field_word(field, kind))
    return found


def _label(reader: Reader, kind: str, record_id: str) -> str:
    """Return the code of a record, if it has one: nothing personal."""
    record = reader.find(SHAPES[kind].record, record_id)
    return record.code if isinstance(record, CodedRecord) else ""


def _told(store: Store, found: Reach) -> Erasure:
    note = settings.load(store.home).backups.get(store.process_id)
    with store.read() as reader:
        papers = tuple(one.number for one in reader.all(IssuedPaper))
        certified = {one.device for one in reader.all(Certificate)}
    known = arrivals.known_computers(store)
    others = certified | {row.device for row in known}
    others -= {row.device for row in known if row.own}
    return Erasure(
        writes=found.writes,
        sentences=found.sentences,
        elsewhere=found.elsewhere,
        backup="" if note is None else note.folder,
        files=tuple(row.name for row in arrivals.came_in(store)),
        papers=papers,
        computers=tuple(sorted(map(device_label, others))),
    )
