"""Who this computer is to a process, in words that two people compare aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.ledger.identity import six_words
from workshop_app.ledger.trust import CERTIFICATE, statement_record
from workshop_app.store import acts, arrivals
from workshop_app.store.kinds import Certificate
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.store import Store


@dataclass(frozen=True, kw_only=True)
class Identity:
    """This computer's keys; texts are empty where there is nothing yet.

    Attributes:
        device: Its public key; it has none before it writes.
        label: Its four syllables.
        words: The key as six words.
        acts: How many of its commits are here.
        tip: Id of the last of them.
        tip_words: That as six words, as the minutes print it.
        admitted: Whether the office certified it.
        revoked: Whether the office ceased to believe it.
        holder: Name of who answers for it.
        office: The public key of the office that is believed here.
        office_words: The same as six words.
        office_here: Whether its secret is on this computer.
    """

    device: str
    label: str
    words: str
    acts: int
    tip: str
    tip_words: str
    admitted: bool
    revoked: bool
    holder: str
    office: str
    office_words: str
    office_here: bool


def identity_of(store: Store) -> Identity:
    """Say who this computer is in a store."""
    device = store.known_device or ""
    rows = {one.device: one for one in arrivals.known_computers(store)}
    row = rows.get(device)
    tip = acts.tip(store, device)
    office = arrivals.believed_office(store)
    return Identity(
        device=device,
        label=store.device_label if device else "",
        words=_words(device),
        acts=0 if row is None else row.commits,
        tip=tip,
        tip_words=_words(tip),
        admitted=row is not None and row.admitted,
        revoked=row is not None and row.revoked,
        holder=_holder(store, device) if row is not None and row.admitted else "",
        office=office,
        office_words=_words(office),
        office_here=store.own.office() is not None,
    )


def _words(name: str) -> str:
    return six_words(name) if name else ""


def _holder(store: Store, device: str) -> str:
    with store.read() as reader:
        found = reader.find(Certificate, statement_record(CERTIFICATE, device))
        held = "" if found is None else found.holder
        return reader.names([held]).get(held, "")
