"""The first deed of a process: what it is called, who founded it, on which device."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, select

from workshop_app.clock import milliseconds
from workshop_app.domain.person import Person
from workshop_app.domain.process import Office, Process
from workshop_app.ids import derived_id
from workshop_app.ledger.identity import OfficeKey, statement_values
from workshop_app.ledger.payload import stored_payload
from workshop_app.ledger.trust import CERTIFICATE, REVOCATION, statement_record
from workshop_app.store.kinds import Certificate, Revocation
from workshop_app.store.project import PUT_LOCAL, field_names
from workshop_app.store.sentences import readable
from workshop_app.store.statement import Statement
from workshop_app.store.tables import OFFICE, commits, op
from workshop_app.store.writing import Deed, Transaction
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.ledger.identity import DeviceKey
    from workshop_app.store.engine import Link

FOUND: Final = "found_process"
"""The deed code of the founding."""

ADMIT: Final = "admit_device"
"""The deed code of certifying a device."""

ROLE: Final = "coordinator"
"""What the first device is admitted for."""

_FIRST = Statement(
    select(op.c.fields, op.c.payload)
    .join(commits, commits.c.n == op.c.c)
    .where(op.c.rec == bindparam("p"), op.c.kind == "process", commits.c.depth == 1)
    .order_by(commits.c.id)
    .limit(1),
    "p",
)


@dataclass(frozen=True)
class Founding:
    """What must be known to begin a process.

    Attributes:
        title: What everybody calls it.
        operator_name: Who is at the keyboard.
        started_on: The first day of the process.
    """

    title: str
    operator_name: str
    started_on: date | None = None

    @property
    def deed(self) -> Deed:
        """The deed of founding it."""
        return Deed(FOUND, {"title": self.title, "name": self.operator_name})


def found(
    tx: Transaction, founding: Founding, *, office: OfficeKey, device: DeviceKey
) -> str:
    """Write the records every process begins with; return the id of the founder."""
    tx.add(
        Process(
            id=tx.process_id,
            title=founding.title,
            office_key=office.public,
            started_on=founding.started_on,
        )
    )
    founder = Person(
        id=tx.new_id(), code=tx.next_code(Person), name=founding.operator_name
    )
    tx.add(founder)
    tx.add(Office(id=derived_id("office", tx.process_id)))
    admit(tx, office=office, device=device.device, holder=founder.id)
    return founder.id


def note(
    link: Link, process: str, instance: str, founder: str, office_key: str
) -> None:
    """Let a store know of itself what it must know before anything is read in it."""
    known = {
        "process": process,
        "instance": instance,
        "founder": founder,
        OFFICE: office_key,
    }
    for key, value in known.items():
        link.run(PUT_LOCAL, key, value)


def founded_by(link: Link, process: str) -> str:
    """Return the office key in the first commit that writes a process, or ""."""
    row = link.row(_FIRST, process)
    if row is None or row[1] is None:
        return ""
    with readable():
        values = dict(zip(field_names(row[0]), stored_payload(row[1]), strict=True))
    return str(values.get("office_key", ""))


def admit(
    tx: Transaction, *, office: OfficeKey, device: str, holder: str, role: str = ROLE
) -> None:
    """Certify a device on record, by its public key."""
    statement = office.certify(
        device,
        holder=holder,
        role=role,
        process=tx.process_id,
        valid_from=milliseconds(tx.now()),
    )
    values = statement_values(statement)
    record_id = statement_record(CERTIFICATE, device)
    tx.declare(Certificate(id=record_id, **values))  # type: ignore[arg-type]


def revoke(tx: Transaction, *, office: OfficeKey, device: str, last_good: str) -> None:
    """Say from when on a device is no longer believed.

    Args:
        tx: The transaction.
        office: The office's key.
        device: The public key of the device.
        last_good: The last of its commits that still counts, "" for none.
    """
    values = statement_values(office.revoke(device, last_good))
    record_id = statement_record(REVOCATION, device)
    tx.declare(Revocation(id=record_id, **values))  # type: ignore[arg-type]
