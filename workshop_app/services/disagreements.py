"""What computers, or records among themselves, disagree on: one list, each with a key.

Three sorts.  Two computers wrote different values in one field.  One removed what
another was still writing to.  And what each wrote is right, but not beside the other:
two people with one document number.  Nothing here is stored: it follows from the
ledger, and is the same wherever the same work came together.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from workshop_app.i18n import tr
from workshop_app.ledger.commit import DELETED
from workshop_app.ledger.payload import ERASED, Value
from workshop_app.services.deeds import deed_title
from workshop_app.services.field_words import field_word
from workshop_app.services.gathering import ballots_of
from workshop_app.services.record_titles import Titles
from workshop_app.store.access import note
from workshop_app.store.records import SHAPES
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from workshop_app.ledger.payload import Known
    from workshop_app.store import Claim, ConflictRow, DeedRow, Reader, Store
    from workshop_app.store.findings import Finding

KEEP: Final = "keep"
REMOVE: Final = "remove"
"""The two sides where the life of a record is in question."""

OUTDATED: Final = "result_outdated"
"""The kind of a disagreement between a closed result and the votes on record."""

VIEW: Final = "view"


class Sort(StrEnum):
    """What sort of disagreement it is."""

    VALUE = "value"
    LIFE = "life"
    INTEGRITY = "integrity"


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """Who said something, and why.

    Attributes:
        name: The person; "" for somebody who is not on record here.
        at: When, as their computer claimed.
        device: The four syllables of the computer.
        did: What they did, in words.
        reason: Why, as typed; may be empty.
        commit: Id of the commit.
    """

    name: str
    at: datetime
    device: str
    did: str
    reason: str
    commit: str


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the values, and everybody who says so.

    Attributes:
        name: How it is named: its number from 1, or `KEEP` and `REMOVE`.
        value: As the ledger has it; None also for a value erased by law.
        words: The value in words; "" for none.
        erased: Whether there was a value that was erased by law: no blank.
    """

    name: str
    value: Value
    words: str
    claims: tuple[Claimed, ...]
    erased: bool = False


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """One thing that is disagreed on.

    Attributes:
        key: Names it, on every computer alike.
        kind, id, field: The field of a record; of the third sort the problem, the
            code it is found at and what else it names.
        code: The code of the record, if it has one.
        title: The record in words; of the third sort the whole sentence.
        words: The field in words.
        sides: The value that is shown meanwhile first; none for the third sort.
    """

    key: str
    sort: Sort
    kind: str
    id: str
    field: str
    code: str
    title: str
    words: str
    sides: tuple[Side, ...]

    @property
    def short_key(self) -> str:
        """The key with the code in place of kind and id; "" without a code."""
        return f"{self.code}:{self.field}" if self.code else ""

    @property
    def commits(self) -> frozenset[str]:
        """What stands against each other: other commits are another disagreement."""
        return frozenset(one.commit for side in self.sides for one in side.claims)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One writing of a field.

    Attributes:
        words: What was written, in words.
        undone: Whether it was taken back since.
    """

    claimed: Claimed
    words: str
    undone: bool


def key_of(kind: str, record_id: str, field: str) -> str:
    """Return the key of a disagreement."""
    return f"{kind}:{record_id}:{field}"


def open_count(reader: Reader) -> int:
    """Return how much is disagreed on: as many as `disagreements` lists.

    It takes a tenth of a second where there are a hundred thousand records.
    """
    crossed = len(reader.contradictions()) + len([*_outdated_results(reader)])
    return reader.disputed() + crossed


def disagreements(reader: Reader) -> tuple[Disagreement, ...]:
    """Return everything that is disagreed on, what can be settled at once first."""
    problems = (_of_problem(one) for one in reader.contradictions())
    return (*disputed_fields(reader), *problems, *_outdated_results(reader))


def disputed_fields(reader: Reader) -> tuple[Disagreement, ...]:
    """Return what computers disagree on, in the order of the records."""
    rows = reader.conflicts()
    titles = Titles(reader)
    claims = [claim for row in rows for claim in row.claims]
    told = _Told(reader, claims)
    return tuple(
        _of_row(titles, told, row, _erased(reader, row))
        for row in rows
        if titles.knows(row.kind, row.id)
    )


def _erased(reader: Reader, row: ConflictRow) -> frozenset[str]:
    """Return the commits whose value is none because it was erased by law."""
    if row.field == DELETED or all(one.value is not None for one in row.claims):
        return frozenset()  # nearly always
    told = reader.writings(row.kind, row.id, row.field)
    return frozenset(claim.commit for claim, _ in told if claim.erased)


def history_of(reader: Reader, found: Disagreement) -> tuple[Step, ...]:
    """Return everything that was ever written in a field, the latest first."""
    return _histories(reader, [found])[found.key]


def _histories(
    reader: Reader, several: Sequence[Disagreement]
) -> dict[str, tuple[Step, ...]]:
    """Return the histories of fields by key; each deed is read once, not each time."""
    titles = Titles(reader)
    written = {one.key: reader.writings(one.kind, one.id, one.field) for one in several}
    told = _Told(reader, (claim for each in written.values() for claim, _ in each))
    return {
        one.key: tuple(
            Step(
                claimed=told.claimed(claim),
                words=titles.words(one.field, ERASED)
                if claim.erased
                else value_words(titles, one.kind, one.id, one.field, claim.value),
                undone=not counts,
            )
            for claim, counts in written[one.key]
        )
        for one in several
    }


def disagreements_report(store: Store, *, history: bool = True) -> dict[str, Any]:
    """Return the same as plain data for JSON.

    It names people, so the access log says that it was looked at.

    Args:
        store: Where the process is kept.
        history: Whether everything ever written in each field is told too.
    """
    with store.read() as reader:
        found = disagreements(reader)
        steps = _histories(reader, [one for one in found if history and one.sides])
    note(store, VIEW, "conflicts", len(found))
    return {
        "open": len(found),
        "conflicts": [_told(one, steps.get(one.key, ())) for one in found],
    }


def value_words(
    titles: Titles, kind: str, record_id: str, field: str, value: Known
) -> str:
    """Return a value of the ledger in words."""
    if field == DELETED:
        return tr("remove it") if value is True else tr("keep it")
    if value is None:
        return ""
    typed = getattr(SHAPES[kind].from_wire(record_id, {field: value}), field)
    return titles.words(field, typed)


class _Told:
    """Who made claims and why, each deed read once."""

    def __init__(self, reader: Reader, claims: Iterable[Claim]) -> None:
        found = list(claims)
        deeds = reader.deeds(list(dict.fromkeys(claim.deed for claim in found)))
        self._deeds: Mapping[tuple[str, str], DeedRow] = {
            (row.device, row.deed): row for row in deeds
        }
        self._names = reader.names({claim.actor for claim in found})

    def claimed(self, claim: Claim) -> Claimed:
        row = self._deeds[claim.device, claim.deed]
        return Claimed(
            name=self._names.get(claim.actor, ""),
            at=claim.at,
            device=claim.device,
            did=deed_title(row.code, row.arguments),
            reason=row.reason,
            commit=claim.commit,
        )


def _of_row(
    titles: Titles, told: _Told, row: ConflictRow, erased: Collection[str]
) -> Disagreement:
    is_life = row.field == DELETED
    values: list[Value] = []
    claims: list[list[Claimed]] = []
    for claim in row.claims:
        at = _place(values, claim.value)
        if at == len(values):
            values.append(claim.value)
            claims.append([])
        claims[at].append(told.claimed(claim))
    sides = tuple(
        Side(
            name=_side(number, value, is_life=is_life),
            value=value,
            words=titles.words(row.field, ERASED)
            if _is_erased(said, erased)
            else value_words(titles, row.kind, row.id, row.field, value),
            claims=tuple(said),
            erased=_is_erased(said, erased),
        )
        for number, (value, said) in enumerate(zip(values, claims, strict=True), 1)
    )
    return Disagreement(
        key=key_of(row.kind, row.id, row.field),
        sort=Sort.LIFE if is_life else Sort.VALUE,
        kind=row.kind,
        id=row.id,
        field=row.field,
        code=titles.code(row.kind, row.id),
        title=titles.title(row.kind, row.id),
        words=tr("Whether it stays") if is_life else field_word(row.field, row.kind),
        sides=sides,
    )


def _is_erased(said: Iterable[Claimed], erased: Collection[str]) -> bool:
    return any(one.commit in erased for one in said)


def _place(values: list[Value], value: Value) -> int:
    """Return where a value is in a list, or its length; true is not 1."""
    for at, one in enumerate(values):
        if type(one) is type(value) and one == value:
            return at
    return len(values)


def _side(number: int, value: Value, *, is_life: bool) -> str:
    if not is_life:
        return str(number)
    return REMOVE if value is True else KEEP


def _outdated_results(reader: Reader) -> Iterator[Disagreement]:
    """Yield results that the votes on record no longer add up to.

    They stay as they are; who sets a correction beside one has answered it.
    """
    for one in ballots_of(reader):
        if not one.corrections and one.outdated:
            sentence = tr(
                "Ballot {code} was closed with other votes than are on record by now.",
                code=one.ballot.code,
            )
            yield _problem(OUTDATED, one.ballot.code, "", sentence)


def _of_problem(found: Finding) -> Disagreement:
    return _problem(found.problem.value, found.subject, found.detail, found.sentence)


def _problem(kind: str, where: str, what: str, sentence: str) -> Disagreement:
    return Disagreement(
        key=key_of(kind, where, what),
        sort=Sort.INTEGRITY,
        kind=kind,
        id=where,
        field=what,
        code="",
        title=sentence,
        words="",
        sides=(),
    )


def _told(found: Disagreement, steps: Iterable[Step]) -> dict[str, Any]:
    return {
        "conflict": found.key,
        "short": found.short_key,
        "sort": found.sort.value,
        "kind": found.kind,
        "record": found.id,
        "code": found.code,
        "field": found.field,
        "title": found.title,
        "field_words": found.words,
        "sides": [
            {
                "side": side.name,
                "value": side.value,
                "words": side.words,
                "claims": [_claim(one) for one in side.claims],
            }
            for side in found.sides
        ],
        "history": [
            {"words": one.words, "undone": one.undone, **_claim(one.claimed)}
            for one in steps
        ],
    }


def _claim(one: Claimed) -> dict[str, str]:
    return {
        "by": one.name,
        "at": one.at.isoformat(),
        "device": one.device,
        "did": one.did,
        "reason": one.reason,
    }
