from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from tests.services.laptops import OPEN, Laptops
from workshop_app.domain.session import SessionDraft
from workshop_app.ledger.chain import Flaw
from workshop_app.services import admitting, exchanging, revoking
from workshop_app.services.exchanging import Verdict
from workshop_app.services.files_now import files_now
from workshop_app.services.sessions import schedule_session
from workshop_app.store.arrivals import outgoing
from workshop_app.store.statement import Statement
from workshop_app.store.tables import quarantine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workshop_app.store import Store


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[Laptops]:
    made = Laptops(tmp_path)
    yield made
    for store in made.opened:
        store.close()


def written(laptops: Laptops, store: Store, name: str) -> tuple[Path, Path]:
    """Write twice; return a file of the first half and one of the second."""
    schedule_session(store, SessionDraft(title="Mesa uno"))
    first = laptops.file(store, f"{name}-1.kuskax")
    with outgoing(store) as out:
        base = [(device, tip) for device, tip, _ in out.heads]
    schedule_session(store, SessionDraft(title="Mesa dos"))
    second = laptops.folder / f"{name}-2.kuskax"
    exchanging.export_file(store, second, OPEN, base=base)
    return first, second


def test_files_of_one_run_are_told_of_as_they_stand_at_its_end(
    laptops: Laptops,
) -> None:
    door = laptops.begin("door")
    first, second = written(laptops, door, "door")
    exchanging.merge_files(laptops.office, [first])
    laptops.admit(door)
    admitted = laptops.file(laptops.office, "office.kuskax")
    visitor = laptops.begin("visitor")

    late, early, office = exchanging.merge_files(visitor, [second, first, admitted])

    assert (late.verdict, early.verdict, office.verdict) == (Verdict.MERGED,) * 3
    assert (late.merged.added, late.merged.pending, late.why) == (1, 0, "")
    assert (early.merged.added, early.merged.quarantined) == (1, 0)
    assert [one.report.unbelieved for one in files_now(visitor)] == [()] * 4


def test_what_still_waits_is_told_of_every_file_that_has_it(laptops: Laptops) -> None:
    door = laptops.begin("door")
    first, second = written(laptops, door, "door")
    known = exchanging.merge_files(laptops.office, [second])
    with outgoing(laptops.office) as out:
        held = [(key, tip) for key, tip, _ in out.heads if key != door.device]
    again = laptops.folder / "again.kuskax"
    exchanging.export_file(laptops.office, again, OPEN, base=held)
    visitor = laptops.begin("visitor")
    exchanging.merge_files(visitor, [second, again])

    waiting = files_now(visitor)[1:]
    exchanging.merge_files(visitor, [first])
    settled = files_now(visitor)[1:3]

    assert known[0].verdict is Verdict.PENDING
    assert [(one.report.pending, len(one.report.missing)) for one in waiting] == [
        (1, 1),
        (1, 1),
    ]
    assert [one.report.pending for one in settled] == [0, 0]
    assert [one.report.quarantined for one in settled] == [1, 0]
    assert [one.report.known for one in settled] == [0, 1]


def test_what_breaks_a_rule_stays_in_quarantine(laptops: Laptops) -> None:
    door = laptops.begin("door")
    exchanging.merge_files(laptops.office, [written(laptops, door, "door")[0]])
    row = ("x", b"", b"", Flaw.OTHER_PROCESS.value, "", 1)
    with laptops.office.database.writing() as link:
        names = [column.name for column in quarantine.columns]
        link.run(Statement(insert(quarantine), *names), *row)

    (told,) = files_now(laptops.office)

    assert told.report.refused == ((Flaw.OTHER_PROCESS.value, 1),)
    assert told.report.quarantined == 2


def test_who_was_believed_once_is_told_from_a_stranger(laptops: Laptops) -> None:
    door, stranger = laptops.begin("door"), laptops.begin("stranger")
    schedule_session(door, SessionDraft(title="Mesa uno"))
    schedule_session(stranger, SessionDraft(title="Mesa dos"))
    files = [laptops.file(door, "d.kuskax"), laptops.file(stranger, "s.kuskax")]
    exchanging.merge_files(laptops.office, files)
    laptops.admit(door)

    revoking.revoke_computer(
        laptops.office, door.device_label, good=0, reason="se perdió"
    )

    theirs, strange = (one.report.unbelieved for one in files_now(laptops.office))
    assert [one.revoked for one in (*theirs, *strange)] == [True, False]
    assert admitting.computers(laptops.office)[1].revoked
