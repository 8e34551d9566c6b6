"""Files between laptops: what a coordinator does with them, and what is answered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.services.laptops import OPEN, Laptops
from workshop_app.domain.session import Session, SessionDraft
from workshop_app.exchange.exchange_file import WrongExchangePassphraseError
from workshop_app.ledger.chain import Flaw
from workshop_app.services import admitting, exchanging, file_imports
from workshop_app.services.exchange_words import told
from workshop_app.services.exchanging import Audience, Verdict
from workshop_app.services.processes import found_process
from workshop_app.services.progress import Cancelled
from workshop_app.services.sessions import schedule_session
from workshop_app.store.errors import (
    DeedRevertedError,
    FileMissingError,
    FoundingFileError,
    NothingBeginsError,
)
from workshop_app.store.merged import Merged, Missing, Unbelieved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_app.store import Store

PHRASE = "una frase larga"


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[Laptops]:
    made = Laptops(tmp_path)
    yield made
    for store in made.opened:
        store.close()


def sessions(store: Store) -> set[str]:
    with store.read() as reader:
        return {one.title for one in reader.all(Session)}


def merged(store: Store, *paths: Path) -> list[Verdict]:
    return [one.verdict for one in exchanging.merge_files(store, paths)]


def test_a_laptop_goes_on_with_the_process_and_is_admitted(laptops: Laptops) -> None:
    door = laptops.begin("door")
    schedule_session(door, SessionDraft(title="Mesa uno"))
    file = laptops.file(door, "door.kuskax")

    assert door.process_id == laptops.office.process_id
    assert merged(laptops.office, file) == [Verdict.QUARANTINED]
    assert sessions(laptops.office) == set()
    laptops.admit(door)

    assert sessions(laptops.office) == {"Mesa uno"}
    (before, after) = admitting.computers(laptops.office)
    assert (before.own, before.admitted) == (True, True)
    assert (after.own, after.admitted, after.label) == (False, True, door.device_label)


def test_one_bad_file_never_stops_the_others(laptops: Laptops) -> None:
    door = laptops.begin("door")
    schedule_session(door, SessionDraft(title="Mesa uno"))
    good = laptops.file(door, "door.kuskax")
    bad = laptops.folder / "bad.kuskax"
    bad.write_bytes(good.read_bytes()[:-9])
    missing = laptops.folder / "missing.kuskax"

    reports = exchanging.merge_files(laptops.office, [bad, missing, good])

    assert [one.verdict for one in reports] == [
        Verdict.REFUSED,
        Verdict.REFUSED,
        Verdict.QUARANTINED,
    ]
    assert all(one.why for one in reports)
    assert not reports[0].merged.added


def test_the_same_file_again_is_answered_at_once(laptops: Laptops) -> None:
    door = laptops.begin("door")
    schedule_session(door, SessionDraft(title="Mesa uno"))
    file = laptops.file(door, "door.kuskax")
    again = laptops.file(door, "again.kuskax")

    first, second = exchanging.merge_files(laptops.office, [file, file])
    (third,) = exchanging.merge_files(laptops.office, [file])
    (other,) = exchanging.merge_files(laptops.office, [again])

    assert first.verdict is Verdict.QUARANTINED
    everything = first.merged.known + first.merged.quarantined
    for one in (second, third, other):
        assert (one.verdict, one.merged.known) == (Verdict.NOTHING_NEW, everything)


def test_disagreements_are_told_of_the_file_that_brought_them(laptops: Laptops) -> None:
    one, other = laptops.begin("one"), laptops.begin("other")
    for store, title in ((one, "Mesa uno"), (other, "Mesa dos")):
        schedule_session(store, SessionDraft(title=title), code="S-1")
    files = [laptops.file(one, "1.kuskax"), laptops.file(other, "2.kuskax")]
    merged(laptops.office, *files)
    laptops.admit(one, other)
    start = laptops.file(laptops.office, "all.kuskax")
    laptops.start = start

    visitor = laptops.begin("visitor")

    assert sessions(visitor) == sessions(laptops.office)


def test_a_dry_run_says_the_same_and_changes_nothing(laptops: Laptops) -> None:
    door = laptops.begin("door")
    schedule_session(door, SessionDraft(title="Mesa uno"))
    file = laptops.file(door, "door.kuskax")

    (asked,) = exchanging.merge_files(laptops.office, [file], dry_run=True)
    assert file_imports.list_files(laptops.office) == ()
    (done,) = exchanging.merge_files(laptops.office, [file])

    assert (asked.verdict, asked.why) == (done.verdict, done.why)


def test_a_file_is_taken_out_and_brought_back(laptops: Laptops) -> None:
    door = laptops.begin("door")
    schedule_session(door, SessionDraft(title="Mesa uno"))
    file = laptops.file(door, "door.kuskax")
    merged(laptops.office, file)
    laptops.admit(door)

    file_imports.take_out_file(laptops.office, 1, reason="not theirs")

    assert sessions(laptops.office) == set()
    with pytest.raises(DeedRevertedError):
        file_imports.take_out_file(laptops.office, 1)
    (report,) = exchanging.merge_files(laptops.office, [file])
    assert report.why
    file_imports.bring_back_file(laptops.office, 1)
    assert sessions(laptops.office) == {"Mesa uno"}
    with pytest.raises(FileMissingError):
        file_imports.bring_back_file(laptops.office, 1)
    with pytest.raises(FileMissingError):
        file_imports.take_out_file(laptops.office, 9)


def test_the_file_a_laptop_began_with_stays(laptops: Laptops) -> None:
    door = laptops.begin("door")

    with pytest.raises(FoundingFileError):
        file_imports.take_out_file(door, 1)


def test_nothing_begins_with_a_file_that_leaves_the_founding_out(
    laptops: Laptops,
) -> None:
    with laptops.office.database.reading() as link:
        link.script("SELECT key FROM device")
        ((device,),) = link.fetched()
        link.script("SELECT id FROM commits ORDER BY n DESC LIMIT 1")
        ((tip,),) = link.fetched()
    schedule_session(laptops.office, SessionDraft(title="Mesa uno"))
    laptops.start = laptops.folder / "delta.kuskax"
    exchanging.export_file(laptops.office, laptops.start, OPEN, base=[(device, tip)])

    with pytest.raises(NothingBeginsError):
        laptops.begin("door")

    assert not (laptops.folder / "door.kuska").exists()


def test_what_waits_says_for_what(laptops: Laptops) -> None:
    door = laptops.begin("door")
    schedule_session(door, SessionDraft(title="Mesa uno"))
    first = laptops.file(door, "first.kuskax")
    with door.database.reading() as link:
        link.script("SELECT id FROM commits ORDER BY n DESC LIMIT 1")
        ((tip,),) = link.fetched()
    schedule_session(door, SessionDraft(title="Mesa dos"))
    delta = laptops.folder / "delta.kuskax"
    exchanging.export_file(door, delta, OPEN, base=[(door.device, tip)])

    alone, beside = (
        exchanging.merge_files(laptops.office, files, dry_run=True)[0]
        for files in ([delta], [delta, first])
    )
    (report,) = exchanging.merge_files(laptops.office, [delta])
    (then,) = exchanging.merge_files(laptops.office, [first])
    laptops.admit(door)

    assert alone.notes == ()
    assert beside.notes == ("What it waits for is in another of these files.",)
    assert report.verdict is Verdict.PENDING
    assert door.device_label in report.why
    assert then.verdict is Verdict.QUARANTINED
    assert sessions(laptops.office) == {"Mesa uno", "Mesa dos"}


def test_a_file_is_closed_for_whoever_it_is_for(laptops: Laptops) -> None:
    door = laptops.begin("door")
    key = exchanging.recipient(laptops.office)
    mine = laptops.file(door, "for.kuskax", Audience(recipients=(key,)))
    said = laptops.file(door, "said.kuskax", Audience(passphrase=PHRASE))

    for_office = exchanging.merge_files(laptops.office, [mine])
    wrong = exchanging.merge_files(laptops.office, [said], passphrase=PHRASE[1:])
    right = exchanging.merge_files(laptops.office, [said], passphrase=PHRASE)

    assert for_office[0].verdict is Verdict.NOTHING_NEW
    assert wrong[0].why == str(WrongExchangePassphraseError(said))
    assert right[0].verdict is Verdict.NOTHING_NEW


def test_an_encrypted_process_never_leaves_open_by_default(tmp_path: Path) -> None:
    store = found_process(
        str(tmp_path / "a.kuska"), "Plan", "Rosa", home=tmp_path / "home"
    )

    with pytest.raises(exchanging.NotEncryptedError):
        exchanging.export_file(store, tmp_path / "a.kuskax", Audience())

    store.close()


def test_only_the_office_admits_and_only_who_is_known(laptops: Laptops) -> None:
    door = laptops.begin("door")

    with pytest.raises(admitting.OfficeElsewhereError):
        admitting.admit_computers(door, [], reason="")
    with pytest.raises(admitting.ComputerUnknownError):
        admitting.admit_computers(laptops.office, ["tumikalo"], reason="")
    (own,) = admitting.computers(laptops.office)
    assert admitting.admit_computers(laptops.office, [own.device], reason="") == ()


def test_two_computers_of_one_name_are_told_apart_by_their_keys(
    laptops: Laptops, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = laptops.begin("door")
    schedule_session(door, SessionDraft(title="Mesa uno"))
    merged(laptops.office, laptops.file(door, "door.kuskax"))
    monkeypatch.setattr(
        "workshop_app.store.arrivals.device_label", lambda _: "tumikalo"
    )

    with pytest.raises(admitting.ComputerAmbiguousError):
        admitting.admit_computers(laptops.office, ["tumikalo"], reason="")


class Stopping:
    def at(self, done: int, total: int) -> None:
        raise Cancelled


def test_stopping_takes_back_what_is_under_way(laptops: Laptops) -> None:
    door = laptops.begin("door")
    schedule_session(door, SessionDraft(title="Mesa uno"))
    file = laptops.file(door, "door.kuskax")

    with pytest.raises(Cancelled):
        exchanging.merge_files(laptops.office, [file], progress=Stopping())
    with pytest.raises(Cancelled):
        exchanging.export_file(
            door, laptops.folder / "no.kuskax", OPEN, progress=Stopping()
        )

    assert file_imports.list_files(laptops.office) == ()
    assert not (laptops.folder / "no.kuskax").exists()


def test_everything_that_must_be_seen_is_said() -> None:
    report = Merged(
        added=1,
        pending=2,
        quarantined=3,
        released=1,
        conflicts=2,
        foreign=12,
        missing=(
            Missing("a", "tumikalo", 118),
            Missing("b", "bafume", None),
            Missing("c", "", None),
        ),
        refused=((Flaw.NUMBER.value, 1),),
        unbelieved=(
            Unbelieved("k", "tumikalo", 1, revoked=True),
            Unbelieved("l", "bafume", 1, revoked=False),
        ),
        forks=("tumikalo",),
        clocks=(("tumikalo", 4),),
    )

    why, notes = told(report)
    said = exchanging.reported(Path("a.kuskax"), report)

    assert len(why) == 6
    assert len(notes) == 5
    assert said.verdict is Verdict.MERGED
    assert said.notes == (*why, *notes)
