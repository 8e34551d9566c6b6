"""What can be asked of a store at one moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Protocol, TypeGuard, TypeVar

from sqlalchemy import bindparam, select

from workshop_app.domain.records import CodedRecord, Record
from workshop_app.later import when_asked
from workshop_app.ledger.fold import fold
from workshop_app.ledger.payload import Value
from workshop_app.store import listing as listings
from workshop_app.store import questions, search
from workshop_app.store.codes import matching
from workshop_app.store.errors import RecordMissingError
from workshop_app.store.listing import Question
from workshop_app.store.questions import SIZES
from workshop_app.store.records import Shape, shape_of
from workshop_app.store.sentences import readable
from workshop_app.store.statement import CHUNK, Statement
from workshop_app.store.tables import blob
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from workshop_app.domain.person_clusters import PersonClusters
    from workshop_app.store import changes as changed
    from workshop_app.store import history, invariants, project, same_people
    from workshop_app.store.changes import RecordChange
    from workshop_app.store.engine import Link
    from workshop_app.store.findings import Finding
    from workshop_app.store.history import Claim, ConflictRow, DeedRow
    from workshop_app.store.listing import Listing, PackedIds
    from workshop_app.store.questions import Asked
else:  # the first page asks none of them
    changed, history, invariants, project, same_people = (
        when_asked(f"workshop_app.store.{name}")
        for name in ("changes", "history", "invariants", "project", "same_people")
    )

R = TypeVar("R", bound=Record)
C = TypeVar("C", bound=CodedRecord)
L = TypeVar("L")

_BLOBS = Statement(select(blob.c.sha256).order_by(blob.c.sha256))
_BLOB = Statement(select(blob.c.content).where(blob.c.sha256 == bindparam("h")), "h")


@dataclass(frozen=True)
class Seen:
    """What somebody had before their eyes when they began to change a record.

    Attributes:
        live: For each field the commits whose value was shown.
        values: The values shown, as the ledger has them.
    """

    live: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Value]


class Own(Protocol):
    """The device of the store that is read."""

    @property
    def label(self) -> str:
        """Its four syllables."""


@dataclass(frozen=True)
class Place:
    """Where a transaction happens: the process, the device, the person.

    Attributes:
        process: Id of the process.
        own: The device, which reading hardly ever asks for.
        operator: Id of the person at the keyboard.
    """

    process: str
    own: Own
    operator: str

    @property
    def label(self) -> str:
        """The four syllables of the device."""
        return self.own.label


class Reader:
    """One snapshot of a store: everything read agrees with everything else."""

    def __init__(self, link: Link, place: Place) -> None:
        self._link = link
        self._place = place

    @property
    def process_id(self) -> str:
        """The id of the process this store belongs to."""
        return self._place.process

    @property
    def operator(self) -> str:
        """The id of the person at the keyboard."""
        return self._place.operator

    @property
    def device_label(self) -> str:
        """The four syllables of the device that writes here."""
        return self._place.label

    def get(self, record: type[R], id: str) -> R:  # noqa: A002 the word of the records
        """Return a record.

        Raises:
            RecordMissingError: If it is not there, or was removed.
        """
        found = self.find(record, id)
        if found is None:
            raise RecordMissingError(record.kind, id)
        return found

    def find(self, record: type[R], id: str) -> R | None:  # noqa: A002 the word of the records
        """Return a record, or None if it is not there or was removed."""
        row = self._link.row(questions.by_id(record.kind), id)
        if row is None:
            return None
        with readable():
            found: R = shape_of(record).load(row)
        return found

    def all(self, record: type[R], **equal: object) -> tuple[R, ...]:
        """Return the records whose fields equal what is given.

        A list, tuple or set as a value asks for any of its members.  In order of
        `position` where the record has one, else of making.
        """
        shape = shape_of(record)
        rows = self._rows(shape, equal)
        with readable():
            return tuple(shape.load(row) for row in rows)

    def count(self, record: type[Record], **equal: object) -> int:
        """Return how many records there are whose fields equal what is given."""
        shape = shape_of(record)
        total = 0
        for asked, values in _questions(shape, equal):
            row: Any = self._link.row(questions.counted(shape.kind, asked), *values)
            total += row[0]
        return total

    def by_code(self, record: type[C], code: str) -> C | None:
        """Return the record people mean by a code.

        Exactly, else but for capitals, else without the syllables of the device
        where that leaves one record (`P-17` for `P-tumikalo-17`).
        """
        exact = self.all(record, code=code)
        if exact:
            return exact[0]
        rows = self._link.rows(questions.codes_of(record.kind))
        found = matching(code, ((row[0], row[1]) for row in rows))
        return None if found is None else self.find(record, found)

    def codes(self, record: type[CodedRecord]) -> tuple[str, ...]:
        """Return the codes of all records of a kind."""
        rows = self._link.rows(questions.codes_of(record.kind))
        return tuple(str(row[1]) for row in rows)

    def seen(self, record: type[Record], id: str) -> Seen:  # noqa: A002 the word of the records
        """Return what somebody who looks at the record sees, to save it later.

        Raises:
            RecordMissingError: If it is not there, or was removed.
        """
        writes, _ = project.writes_of_one(self._link, record.kind, id)
        with readable():
            state = fold(writes)
        if not state.exists or state.deleted:
            raise RecordMissingError(record.kind, id)
        shape = shape_of(record)
        return Seen(state.live, shape.wire(shape.from_wire(id, state.values)))

    def names(self, ids: Collection[str]) -> dict[str, str]:
        """Return people's names by id, also of those since removed."""
        wanted = sorted(set(ids))
        found: dict[str, str] = {}
        for start in range(0, len(wanted), CHUNK):
            part = _filled(wanted[start : start + CHUNK])
            found.update(self._link.rows(questions.names_of(len(part)), *part))
        return found

    def search(
        self, text: str, kinds: Sequence[str] = (), limit: int = 50
    ) -> tuple[search.Found, ...]:
        """Return records that hold words beginning with each of those in `text`."""
        return search.find(self._link, text, kinds, limit)

    def ids_of(  # noqa: D417 the arguments of a list are its own
        self,
        listing: Listing[Any],
        *,
        order: str = "",
        descending: bool = False,
        words: str = "",
        **only: str,
    ) -> PackedIds:
        """Return the ids of a whole list, in its order.

        Args:
            listing: One of `store.lists`.
            order: One of its orders; without it the one that is cheap at any length.
            descending: The other way round; what is absent comes last either way.
            words: Beginnings of words that are in each row, all of them.
        """
        question = Question(order, descending, words, only)
        return listings.ids_of(self._link, listing, question)

    def rows_of(self, listing: Listing[L], ids: Sequence[str]) -> list[L | None]:
        """Return the rows of ids, one for each; None for what is gone."""
        return listings.rows_of(self._link, listing, ids)

    def is_long(self, listing: Listing[Any], **only: str) -> bool:
        """Say at once whether it takes longer than a blink to order a list."""
        return listings.is_long(self._link, listing, only)

    def conflicts(self, *kinds: str) -> tuple[ConflictRow, ...]:
        """Return every field that has more than one live value, or of some kinds."""
        return history.conflicts(self._link, kinds)

    def contradictions(self) -> tuple[Finding, ...]:
        """Return what records do not agree on among themselves, contents apart."""
        return tuple(invariants.contradicting(self._link))

    def writings(
        self, kind: str, record_id: str, field: str
    ) -> tuple[tuple[Claim, bool], ...]:
        """Return all ever written in a field, the latest first, and if it counts."""
        return history.writings(self._link, kind, record_id, field)

    def places(self, commits: Iterable[str]) -> dict[str, tuple[str, int]]:
        """Return of commits the public key of the device, and how manieth each is."""
        return history.places(self._link, commits)

    def who_is_who(self) -> PersonClusters:
        """Return which people on record were found to be one.

        What computers disagree about joins nobody.
        """
        return same_people.clusters(self._link)

    def disputed(self) -> int:
        """Return how many fields have more than one live value."""
        return history.disputed(self._link)

    def deed_names(self) -> frozenset[tuple[str, str]]:
        """Return the device and the id of every deed, by which stores compare."""
        return history.deed_names(self._link)

    def history(
        self, record_id: str | None = None, limit: int | None = None
    ) -> tuple[DeedRow, ...]:
        """Return what was done, the latest first.

        Args:
            record_id: Only what touched this record.
            limit: At most so many deeds.
        """
        return history.deeds(self._link, record_id, limit)

    def deeds_of(self, codes: Collection[str], *, limit: int) -> tuple[DeedRow, ...]:
        """Return what was done under some codes, the latest first."""
        return history.deeds_of(self._link, codes, limit)

    def last_at(self) -> datetime:
        """Return when something was last done here, as the computer claimed."""
        return questions.last_at(self._link)

    def deed(self, deed_id: str) -> DeedRow:
        """Return one deed.

        Raises:
            DeedMissingError: If it is not on record here.
        """
        return history.deed(self._link, deed_id)

    def changed_by(self, deed_id: str, limit: int) -> tuple[RecordChange, ...]:
        """Return what a deed changed, of at most `limit` records, as it was written.

        Raises:
            DeedMissingError: If it is not on record here.
        """
        history.deed(self._link, deed_id)
        return changed.changes(self._link, deed_id, self._reverts, limit)

    def deeds(self, ids: Sequence[str]) -> tuple[DeedRow, ...]:
        """Return deeds by their ids, in the order asked for."""
        return history.deeds_named(self._link, ids)

    def actors(self) -> tuple[str, ...]:
        """Return the ids of everybody who ever did something here."""
        return history.actors(self._link)

    def attachment(self, sha256: str) -> bytes:
        """Return the content of an attached file.

        Raises:
            RecordMissingError: If the content is not in this store.
        """
        row = self._link.row(_BLOB, sha256)
        if row is None:
            kind = "attachment"
            raise RecordMissingError(kind, sha256)
        return bytes(row[0])

    def contents(self) -> tuple[str, ...]:
        """Return the SHA-256 of every attached content, in order."""
        return tuple(row[0] for row in self._link.rows(_BLOBS))

    def _reverts(self, deed_id: str) -> tuple[str, ...]:
        return history.deed(self._link, deed_id).reverts

    def _rows(self, shape: Shape, equal: Mapping[str, object]) -> list[Any]:
        found: list[Any] = []
        several = list(_questions(shape, equal))
        for asked, values in several:
            found += self._link.rows(questions.equal(shape.kind, asked), *values)
        if len(several) > 1:
            columns = list(shape.table.c.keys())
            found.sort(key=itemgetter(*(columns.index(name) for name in shape.order)))
        return found


def _is_several(value: object) -> TypeGuard[Collection[Any]]:
    return isinstance(value, Collection) and not isinstance(value, str)


def _cell(shape: Shape, name: str, value: object) -> Any:
    """Return a value as its column holds it."""
    if name == "id":
        return value
    field = shape.fields[shape.names.index(name)]
    wire = field.codec.to_wire(value) if field.codec.to_wire else value
    return field.codec.to_column(wire) if field.codec.to_column else wire


def _questions(
    shape: Shape, equal: Mapping[str, object]
) -> Iterator[tuple[Asked, list[Any]]]:
    """Yield what to ask, and the values: one question, or several for a long list.

    Nothing is asked where a list is empty.
    """
    for part in _parts(equal):
        asked: list[tuple[str, int]] = []
        values: list[Any] = []
        for name, value in part.items():
            cells = _cells(shape, name, value)
            if cells is None:
                return
            asked.append((name, len(cells)))
            values += cells
        yield tuple(asked), values


def _cells(shape: Shape, name: str, value: object) -> list[Any] | None:
    """Return the cells a field may have; nothing for NULL, None if it may have none."""
    if value is None:
        return []
    if not _is_several(value):
        return [_cell(shape, name, value)]
    members = [_cell(shape, name, one) for one in value if one is not None]
    return _filled(members) if members else None


def _filled(members: list[Any]) -> list[Any]:
    """Repeat the last of a list until there is a statement for its length."""
    size = next((n for n in SIZES if n >= len(members)), None)
    if size is None:
        size = -(-len(members) // CHUNK) * CHUNK
    return members + members[-1:] * (size - len(members))


def _parts(equal: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """Divide the longest list, since databases limit how long a list may be."""
    lists = {n: list(v) for n, v in equal.items() if _is_several(v)}
    longest = max(lists, key=lambda name: len(lists[name]), default=None)
    if longest is None:
        yield dict(equal)
        return
    members = list(dict.fromkeys(lists[longest]))
    for start in range(0, len(members), CHUNK):
        yield {**equal, longest: members[start : start + CHUNK]}
