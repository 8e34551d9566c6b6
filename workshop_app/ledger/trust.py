"""Trust: which devices the office admitted, and how far it believes each of them.

A statement counts when the office key signed it, whoever carried it here and whatever
became of the commit that did.  What is not believed is kept, passed on and shown; its
writes count for nothing until it is believed.  See `docs/file-format.md`, "Admission".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import msgspec

from workshop_app.ids import derived_id
from workshop_app.ledger.commit import MalformedCommitError

if TYPE_CHECKING:
    from workshop_app.ledger.fold import Write
    from workshop_app.ledger.payload import Value

CERTIFICATE: Final = "certificate"
REVOCATION: Final = "revocation"
ERASURE: Final = "erasure"
REMAINDER: Final = "remainder"

ORDERS: Final = (ERASURE, REMAINDER)
"""The kinds of records by which the office erases payloads."""

Chain = Mapping[str, str]
"""For each commit of one device, the one before it in its chain."""


class Standing(msgspec.Struct, frozen=True):
    """What the office says of a device.

    Attributes:
        admitted: Whether any certificate admits it to the process.  Its dates are for
            people: a clock decides nothing here.
        last_good: The last commit it is believed for, of each revocation; "" for
            none of them.
    """

    admitted: bool = False
    last_good: frozenset[str] = frozenset()


def statement_record(kind: str, device: str) -> str:
    """Return the id of the only record that may speak of a device in this way.

    So a device's statements are found without looking through the ledger.
    """
    return derived_id(kind, device)


def standing(
    device: str, process: str, office_key: str, said: Mapping[str, Iterable[Write]]
) -> Standing:
    """Weigh everything that was ever said of a device.

    Args:
        device: Its public key.
        process: Id of the process it would be admitted to.
        office_key: The public key whose word counts.
        said: By kind, every write of its statements, those set aside too: a statement
            is taken back by another statement, never by undoing.
    """
    admitted = any(
        _certifies(_values(write), device, process, office_key)
        for write in said.get(CERTIFICATE, ())
    )
    limits = (
        _last_good(_values(write), device, office_key)
        for write in said.get(REVOCATION, ())
    )
    return Standing(admitted, frozenset(one for one in limits if one is not None))


def disbelieved(chain: Chain, stands: Standing, *, own: bool) -> set[str]:
    """Return the commits of one device that count for nothing.

    Args:
        chain: All its commits that are here.
        stands: What the office says of it.
        own: Whether they were written in this very store: nobody's own work vanishes
            for want of a certificate.  A revocation counts all the same.
    """
    if not stands.admitted and not own:
        return set(chain)
    good = set(chain)
    for last in stands.last_good:
        good &= _up_to(chain, last)
    return set(chain) - good


def ordered(write: Write, office_key: str) -> frozenset[str]:
    """Return the hashes of the payloads that a write orders erased, if it may."""
    from workshop_app.ledger import identity  # noqa: PLC0415 cryptography is slow to load

    try:
        statement = identity.read_erasure(_values(write) or {})
    except MalformedCommitError:
        return frozenset()
    honest = identity.verify_statement(statement, office_key)
    return frozenset(statement.payloads) if honest else frozenset()


def remainder(
    payload: str, office_key: str, said: Iterable[Write]
) -> dict[int, Value] | None:
    """Return what stays known of an erased payload, by position among its fields.

    Where the office spoke of it several times, what all of them keep: of two orders
    the stricter holds, whichever came first.

    Args:
        payload: Its hash.
        office_key: The public key whose word counts.
        said: Every write of the record that may speak of it.

    Returns:
        None if nothing was said that can be read.
    """
    from workshop_app.ledger import identity  # noqa: PLC0415 cryptography is slow to load

    left: dict[int, Value] | None = None
    for write in said:
        try:
            statement = identity.read_remainder(_values(write) or {})
        except MalformedCommitError:
            continue
        if statement.payload != payload:
            continue
        if not identity.verify_statement(statement, office_key):
            continue
        kept = dict(statement.kept)
        left = kept if left is None else _agreed(left, kept)
    return left


def _agreed(one: dict[int, Value], other: dict[int, Value]) -> dict[int, Value]:
    """Return what two of them keep; where they differ, neither is believed."""
    return {
        at: value
        for at, value in one.items()
        if at in other and (type(other[at]), other[at]) == (type(value), value)
    }


def _up_to(chain: Chain, tip: str) -> set[str]:
    """Return a commit with all before it, as far as they are of this chain."""
    found: set[str] = set()
    while tip in chain:
        found.add(tip)
        tip = chain[tip]
    return found


def _values(write: Write) -> dict[str, object] | None:
    if write.values is None:
        return None
    return dict(zip(write.fields, write.values, strict=True))


def _certifies(
    values: Mapping[str, object] | None, device: str, process: str, office_key: str
) -> bool:
    from workshop_app.ledger import identity  # noqa: PLC0415 cryptography is slow to load

    if values is None or (values.get("device"), values.get("process")) != (
        device,
        process,
    ):
        return False
    try:
        statement = identity.read_certificate(values)
    except MalformedCommitError:
        return False
    return identity.verify_statement(statement, office_key)


def _last_good(
    values: Mapping[str, object] | None, device: str, office_key: str
) -> str | None:
    """Return how far a revocation believes a device, None if it is none of it."""
    from workshop_app.ledger import identity  # noqa: PLC0415 cryptography is slow to load

    if values is None or values.get("device") != device:
        return None
    try:
        statement = identity.read_revocation(values)
    except MalformedCommitError:
        return None
    honest = identity.verify_statement(statement, office_key)
    return statement.last_good if honest else None
