"""Settling what computers disagree on: one of the values, or a third, for a reason.

It is a deed like any other: it replaces everything that stood in the field, can be
undone, and of two that were done apart neither wins.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from workshop_app.domain import text
from workshop_app.domain.ballot import Ballot, BallotCount
from workshop_app.domain.person import Person
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import SessionState
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.ledger.commit import DELETED
from workshop_app.services.ballots import BallotClosedError
from workshop_app.services.deeds import DeedCode
from workshop_app.services.disagreements import (
    Disagreement,
    Side,
    Sort,
    disagreements,
    key_of,
)
from workshop_app.services.people import require_free_number
from workshop_app.services.record_titles import Titles
from workshop_app.services.references import is_spoken_of, require_known
from workshop_app.services.standing_results import standing_values
from workshop_app.store import ChangedSinceError, Deed
from workshop_app.store.records import SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workshop_app.ledger.payload import Value
    from workshop_app.store import Reader, Store, Transaction

    Choice = Callable[[Transaction, Disagreement], Value]


class SettlingReasonMissingError(AppError):
    """A disagreement is not settled without saying why."""

    def __init__(self) -> None:
        super().__init__(
            tr("The reason is missing."),
            advice=tr("Write how it is known: who was asked, which paper was seen."),
        )
        self.field = "reason"


class DisagreementMissingError(AppError):
    """Nothing is disagreed on under this name."""

    def __init__(self, key: str) -> None:
        super().__init__(
            tr("Nothing is disagreed on as “{key}”.", key=key),
            advice=tr("It may be settled already: list what is still open."),
        )
        self.key = key


class SideUnknownError(AppError):
    """A disagreement has no side of this name."""

    def __init__(self, side: str, sides: Sequence[str]) -> None:
        super().__init__(
            tr("There is no side “{side}”.", side=side),
            advice=tr("Take one of: {sides}.", sides=", ".join(sides)),
        )
        self.side = side
        self.sides = tuple(sides)


class NotOneFieldError(AppError):
    """What records do not agree on among themselves is no matter of taking a side."""

    def __init__(self, sentence: str) -> None:
        super().__init__(
            sentence,
            advice=tr(
                "Put right whichever of the records is wrong; it then goes away."
            ),
        )


class LifeIsNoValueError(AppError):
    """Whether a record stays is a matter of two sides, with no third."""

    def __init__(self) -> None:
        super().__init__(
            tr("Whether a record stays is no value that could be written."),
            advice=tr("Take “keep” or “remove”."),
        )


class StillSpokenOfError(AppError):
    """Removing a record would leave others that speak of it."""

    def __init__(self, title: str) -> None:
        super().__init__(
            tr("Other records speak of this one: {title}.", title=title),
            advice=tr("Keep it, or change those first."),
        )
        self.title = title


def named(reader: Reader, key: str) -> Disagreement:
    """Return the disagreement with a key, or with a code and a field.

    Raises:
        DisagreementMissingError: If there is none, or the code names several.
    """
    found = disagreements(reader)
    exact = [one for one in found if one.key == key]
    alike = exact or [one for one in found if one.short_key == key]
    if len(alike) != 1:
        raise DisagreementMissingError(key)
    return alike[0]


def take(
    store: Store, key: str, side: str, *, reason: str, seen: Disagreement | None = None
) -> Disagreement:
    """Settle a disagreement by taking a side; return what it was.

    Args:
        store: Where the process is kept.
        key: Of the disagreement.
        side: The name of a side, or of the one computer that said so.
        reason: How it is known.
        seen: What the person had before their eyes; without it, what there is now.

    Raises:
        SettlingReasonMissingError: If no reason is given.
        DisagreementMissingError: If nothing of the kind is open.
        NotOneFieldError: If it is not about one field of a record.
        SideUnknownError: If it has no such side.
        ChangedSinceError: If it is another disagreement by now.
        BallotClosedError: If it would change the result of a closed session.
        StillSpokenOfError: If it would remove what others speak of.
    """
    return _settle(
        store,
        key,
        lambda _, found: side_named(found, side).value,
        reason=reason,
        seen=seen,
    )


def write(
    store: Store,
    key: str,
    value: object,
    *,
    reason: str,
    seen: Disagreement | None = None,
) -> Disagreement:
    """Settle a disagreement by writing a value of one's own; return what it was.

    Args:
        store: Where the process is kept.
        key: Of the disagreement.
        value: As the record's class has it.
        reason: How it is known.
        seen: What the person had before their eyes; without it, what there is now.

    Raises:
        LifeIsNoValueError: If the life of the record is in question.
        RecordMissingError: If the value names something that is not on record.
        AppError: As `take`; and if the value will not do.
    """
    return _settle(
        store,
        key,
        lambda tx, found: _third(tx, found, value),
        reason=reason,
        seen=seen,
    )


def side_named(found: Disagreement, name: str) -> Side:
    """Return a side by its name, or by the one computer that said so.

    Raises:
        SideUnknownError: If there is none, or the computer said both.
    """
    exact = [side for side in found.sides if side.name == name]
    said = [
        side for side in found.sides if any(one.device == name for one in side.claims)
    ]
    if len(exact or said) != 1:
        raise SideUnknownError(name, [side.name for side in found.sides])
    return (exact or said)[0]


def require_reason(reason: str) -> str:
    """Return a reason as it was typed.

    Raises:
        SettlingReasonMissingError: If it says nothing.
        AppError: As `text.exact`.
    """
    if not text.says_something(reason):
        raise SettlingReasonMissingError
    return text.exact(reason, field="reason")


def require_unmoved(reader: Reader, seen: Sequence[Disagreement]) -> None:
    """Make sure that people decide on what they saw.

    Raises:
        ChangedSinceError: If one of the disagreements is another by now, or none.
    """
    now = {
        key_of(row.kind, row.id, row.field): frozenset(one.commit for one in row.claims)
        for row in reader.conflicts(*{one.kind for one in seen})
    }
    for one in seen:
        gone = reader.find(SHAPES[one.kind].record, one.id) is None
        if gone or now.get(one.key) != one.commits:
            raise ChangedSinceError(one.kind, one.id, one.field)


def _settle(
    store: Store,
    key: str,
    choose: Choice,
    *,
    reason: str,
    seen: Disagreement | None,
) -> Disagreement:
    why = require_reason(reason)
    with store.read() as reader:
        found = seen or named(reader, key)
        record = Titles(reader).name(found.kind, found.id)
    if found.sort is Sort.INTEGRITY:
        raise NotOneFieldError(found.title)
    told = {"kind": found.kind, "field": found.field, "record": record}
    with store.write(Deed(code=DeedCode.SETTLE, arguments=told, reason=why)) as tx:
        require_unmoved(tx, [found])
        value = choose(tx, found)
        _require_result_kept(tx, found, value)
        if (found.field, value) == (DELETED, True):
            _require_unspoken(tx, found)
        tx.settle(found.kind, found.id, {found.field: value})
    return found


def _third(tx: Transaction, found: Disagreement, value: object) -> Value:
    if found.sort is Sort.LIFE:
        raise LifeIsNoValueError
    shape = SHAPES[found.kind]
    before: Any = tx.get(shape.record, found.id)
    after: Any = dataclasses.replace(before, **{found.field: value})
    require_known(tx, after, before)
    if hasattr(after, "cleaned"):
        after = after.cleaned()
    if isinstance(after, Person):
        require_free_number(tx, after, after.id)
    return shape.wire(after)[found.field]


def _require_unspoken(tx: Transaction, found: Disagreement) -> None:
    record = tx.get(SHAPES[found.kind].record, found.id)
    if is_spoken_of(tx, record, ()):
        raise StillSpokenOfError(found.title)


def _require_result_kept(tx: Transaction, found: Disagreement, value: Value) -> None:
    """Keep what a closed session decided: only what stands there can be taken."""
    record: Any = tx.get(SHAPES[found.kind].record, found.id)
    if not isinstance(record, Ballot | BallotCount):
        return
    key = record.id if isinstance(record, Ballot) else record.ballot
    ballot = tx.get(Ballot, key)
    if tx.get(Session, ballot.session).state is not SessionState.CLOSED:
        return
    stands = standing_values(tx).get((found.kind, found.id), {})
    shown = None if found.sort is Sort.LIFE else found.sides[0].value
    if value != stands.get(found.field, shown):
        raise BallotClosedError(ballot.code)
