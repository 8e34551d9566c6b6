"""Bringing sheets in, listing what came in, and taking it out again.

A sheet comes in whole or not at all, as one deed.  A dry run takes exactly the same
path and answers with an equal report; it only leaves out the writing.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from workshop_app.domain.option_vote import OVER_OPTIONS
from workshop_app.errors import AppError
from workshop_app.exchange.people_sheet import people_sheet
from workshop_app.exchange.proposals_sheet import proposals_sheet
from workshop_app.exchange.sheet import AS_WRITTEN, ByHand
from workshop_app.exchange.urns_sheet import urns_sheet
from workshop_app.exchange.votes_sheet import votes_sheet
from workshop_app.i18n import tr
from workshop_app.services.deeds import IMPORTS, DeedCode, deed_title
from workshop_app.services.history import revert
from workshop_app.services.people_import import PeopleOrigin, plan_people
from workshop_app.services.places import place_known
from workshop_app.services.points_import import plan_points
from workshop_app.services.progress import NO_PROGRESS, Progress
from workshop_app.services.proposals_import import Origin, plan_proposals
from workshop_app.services.urns_import import plan_urns
from workshop_app.services.votes_import import RollCall, plan_votes
from workshop_app.store import Deed
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from workshop_app.exchange.sheet import SheetReading
    from workshop_app.services.import_report import ImportReport, Plan
    from workshop_app.store import Store, Transaction


class NotAnImportError(AppError):
    """What is to be taken out did not come in by a sheet."""

    def __init__(self, title: str) -> None:
        super().__init__(
            tr("“{title}” is not an import.", title=title),
            advice=tr("Choose one of those that `imports` lists."),
        )
        self.title = title


@dataclass(frozen=True, kw_only=True)
class ImportRow:
    """A sheet that came in.

    Attributes:
        deed: What `undo_import` takes.
        records: How many records it touched.
        taken_out: Whether it was taken out again.
    """

    deed: str
    code: str
    file: str
    at: datetime
    actor: str
    records: int
    taken_out: bool


@dataclass(frozen=True)
class _Arrival:
    """How a sheet is brought in."""

    code: DeedCode
    file: str
    dry_run: bool


def import_people(
    store: Store,
    path: Path,
    *,
    session: str | None = None,
    by_hand: ByHand = AS_WRITTEN,
    dry_run: bool = False,
    progress: Progress = NO_PROGRESS,
) -> ImportReport:
    """Bring people in from a sheet, and their attendance if a session is given.

    Args:
        store: Where they go.
        path: A workbook or a CSV file.
        session: The id of the session whose list it is, if it is one.
        by_hand: Headings told by hand, rows left out, cells put right.
        dry_run: Answer with the same report and write nothing.
        progress: Told of every row; may stop the import.

    Returns:
        A verdict for each row and cell; nothing was written if any is an error.

    Raises:
        SheetRefusedError: If the file cannot be read at all.
        RecordMissingError: If there is no such session.
        Cancelled: If the person stopped it; nothing was written.
    """
    reading = people_sheet(place_known).read(path, by_hand=by_hand)
    sheet = hashlib.sha256(path.read_bytes()).hexdigest()
    origin = PeopleOrigin(session=session, sheet=sheet)
    return _bring_in(
        store,
        _Arrival(DeedCode.IMPORT_PEOPLE, path.name, dry_run),
        reading,
        lambda tx: plan_people(tx, reading, origin, progress),
    )


def import_proposals(
    store: Store,
    path: Path,
    *,
    origin: Origin | None = None,
    mapping: Mapping[str, str] | None = None,
    dry_run: bool = False,
    progress: Progress = NO_PROGRESS,
) -> ImportReport:
    """Bring proposals in from a sheet, with their authors and their answers.

    An answer without its reason comes in as it was, with a warning: what is missing
    must be on record to be found.

    Args:
        store: Where they go.
        path: A workbook or a CSV file.
        origin: The session and the stage they were made at, if known.
        mapping: Headings told by hand, by field.
        dry_run: Answer with the same report and write nothing.
        progress: Told of every row; may stop the import.

    Returns:
        A verdict for each row and cell; nothing was written if any is an error.

    Raises:
        SheetRefusedError: If the file cannot be read at all.
        RecordMissingError: If there is no such session or stage.
        Cancelled: If the person stopped it; nothing was written.
    """
    reading = proposals_sheet().read(path, mapping=mapping)
    return _bring_in(
        store,
        _Arrival(DeedCode.IMPORT_PROPOSALS, path.name, dry_run),
        reading,
        lambda tx: plan_proposals(tx, reading, origin or Origin(), progress),
    )


def import_votes(
    store: Store,
    path: Path,
    roll_call: RollCall,
    *,
    mapping: Mapping[str, str] | None = None,
    dry_run: bool = False,
    progress: Progress = NO_PROGRESS,
) -> ImportReport:
    """Bring a vote in from a sheet: opened, recorded and closed in one deed.

    Args:
        store: Where it goes.
        path: A workbook or a CSV file.
        roll_call: The ballot the votes were cast in.
        mapping: Headings told by hand, by field.
        dry_run: Answer with the same report and write nothing.
        progress: Told of every row; may stop the import.

    Returns:
        A verdict for each row and cell; nothing was written if any is an error.

    Raises:
        SheetRefusedError: If the file cannot be read at all.
        OtherBallotError: If the code is that of another ballot.
        AppError: If the question will not do, or there is no such session.
        Cancelled: If the person stopped it; nothing was written.
    """
    arrival = _Arrival(DeedCode.IMPORT_VOTES, path.name, dry_run)
    if roll_call.on_paper:
        urns = urns_sheet().read(path, mapping=mapping)
        return _bring_in(
            store, arrival, urns, lambda tx: plan_urns(tx, urns, roll_call, progress)
        )
    reading = votes_sheet().read(path, mapping=mapping)
    plan = plan_points if roll_call.method in OVER_OPTIONS else plan_votes
    return _bring_in(
        store, arrival, reading, lambda tx: plan(tx, reading, roll_call, progress)
    )


def people_columns() -> tuple[tuple[str, str], ...]:
    """Return what a sheet of people may hold: code words, and how people call them."""
    return tuple((one.field, one.called) for one in people_sheet().columns)


def list_imports(store: Store) -> tuple[ImportRow, ...]:
    """Return the sheets that came in, the latest first."""
    with store.read() as reader:
        rows = [row for row in reader.history() if row.code in IMPORTS]
        names = reader.names({row.actor for row in rows})
    return tuple(
        ImportRow(
            deed=row.deed,
            code=row.code,
            file=str(row.arguments.get("file", "")),
            at=row.at,
            actor=names.get(row.actor, ""),
            records=len(row.touched),
            taken_out=row.reverted,
        )
        for row in rows
    )


def undo_import(store: Store, deed: str, *, reason: str = "") -> None:
    """Take out again what a sheet brought in.

    Raises:
        DeedMissingError: If there is no such deed.
        NotAnImportError: If it did not come in by a sheet.
        DeedRevertedError: If it was taken out before.
        ChangedSinceError: If one of its records was altered since.
    """
    with store.read() as reader:
        row = reader.deed(deed)
    if row.code not in IMPORTS:
        raise NotAnImportError(deed_title(row.code, row.arguments))
    revert(store, row, DeedCode.UNDO_IMPORT, reason)


def _bring_in(
    store: Store,
    arrival: _Arrival,
    reading: SheetReading[Any],
    plan: Callable[[Transaction], Plan],
) -> ImportReport:
    deed = Deed(code=arrival.code, arguments={"file": arrival.file})
    with store.write(deed) as tx:
        planned = plan(tx)
        report = planned.report(reading, arrival.file, dry_run=arrival.dry_run)
        if report.written:
            tx.add_all(planned.records)
    return report
