"""Going on with a process from a file, as every laptop but the first one does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from workshop_app import settings
from workshop_app.clock import Clock, system_clock
from workshop_app.ids import IdSource, RandomIds
from workshop_app.ledger.commit import Header, stored_commit
from workshop_app.ledger.payload import stored_payload
from workshop_app.store import (
    asides,
    door,
    own_device,
    rebuilding,
    receiving,
    travelling,
)
from workshop_app.store.errors import NothingBeginsError
from workshop_app.store.founding import note
from workshop_app.store.keys import Keeper
from workshop_app.store.merging import Intake
from workshop_app.store.project import PUT_LOCAL
from workshop_app.store.sentences import readable
from workshop_app.store.statement import Statement
from workshop_app.store.store import Store
from workshop_app.store.tables import OFFICE, commits, op

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workshop_app.store.engine import Link
    from workshop_app.store.receiving import Parcel

_FOUNDINGS = Statement(
    select(commits.c.header, op.c.fields, op.c.payload)
    .join(op, op.c.c == commits.c.n)
    .where(op.c.rec == bindparam("p"), op.c.kind == "process", commits.c.depth == 1),
    "p",
)


def begin_from(  # noqa: PLR0913 each by name
    location: str,
    parcel: Parcel,
    *,
    plain: bool = False,
    passphrase: str | None = None,
    clock: Clock = system_clock,
    ids: IdSource | None = None,
    home: Path | None = None,
    seed: bytes = b"",
) -> Store:
    """Make a store of what a file holds, with a device of its own.

    Whoever hands the file over says by it which office is believed: the one that the
    founding names, and that admitted the device it was founded on.

    Args:
        location: Where.
        parcel: What is in the file.
        plain: As `Store.create`, like the next four.
        passphrase: Likewise.
        clock: Likewise.
        ids: Likewise.
        home: Likewise.
        seed: The key of its device, if the office made one for it; else it makes one.

    Raises:
        StoreExistsError, StoreForbiddenError: As `Store.create`.
        NothingBeginsError: If the file does not hold the founding of its process.
        AppError: As `receiving.receive`.
    """
    ids = ids or RandomIds(clock)
    home = home or settings.home()
    keeper = Keeper(home, ids)
    instance = ids.new_id()
    with door.made(
        location, keeper, ids, plain=plain, passphrase=passphrase
    ) as database:
        with database.writing() as link, rebuilding.uncollected():
            rebuilding.rebuild(link)
            note(link, parcel.process, instance, "", "")
            _fill(link, parcel, clock)
            rebuilding.rebuild(link)
        if seed:
            keeper.keep(own_device.secret_name(instance), seed, under=database.key)
        store = Store(database, keeper, clock=clock, ids=ids, home=home)
        store._begin(None)  # noqa: SLF001 as `Store.open` does
        travelling.begin(database, keeper)
    return store


def _fill(link: Link, parcel: Parcel, clock: Clock) -> None:
    intake = Intake(link, parcel.process, 1)
    intake.take(parcel.entries)
    founder, office = _founding(link, parcel.process)
    link.run(PUT_LOCAL, "founder", founder)
    link.run(PUT_LOCAL, OFFICE, office)
    doubtful = intake.settle(parcel.heads)
    receiving.keep(link, parcel)
    merged = receiving.told(clock(), parcel, intake, doubtful)
    receiving.remember(clock(), link, parcel, merged)


def _founding(link: Link, process: str) -> tuple[str, str]:
    """Return the founder and the office of the one founding that is whole in itself."""
    found = set(_foundings(link, process))
    if len(found) != 1:
        raise NothingBeginsError
    return found.pop()


def _foundings(link: Link, process: str) -> Iterator[tuple[str, str]]:
    for raw, fields, payload in link.rows(_FOUNDINGS, process):
        with readable():
            header = stored_commit(bytes(raw))
            values: Any = () if payload is None else stored_payload(bytes(payload))
        office = str(
            dict(zip(fields.split(","), values, strict=False)).get("office_key")
        )
        link.run(PUT_LOCAL, OFFICE, office)
        if asides.standing_of(link, header.device).admitted:
            yield _founder(header), office


def _founder(header: Header) -> str:
    return next((one.record for one in header.ops if one.kind == "person"), "")
