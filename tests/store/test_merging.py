from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from tests.store.conftest import BEGIN
from tests.store.fleet import Fleet, Laptop, Travelling
from workshop_app.clock import SteppingClock
from workshop_app.domain.evidence import Attachment
from workshop_app.domain.person import Person
from workshop_app.ids import SeededIds, derived_id
from workshop_app.ledger.commit import DELETED, commit_id, encode_header
from workshop_app.ledger.deed import Change, Position, seal_deed
from workshop_app.ledger.deed import Deed as LedgerDeed
from workshop_app.ledger.identity import DeviceKey, device_label
from workshop_app.ledger.log import log_lines, read_log
from workshop_app.store import integrity
from workshop_app.store.errors import OtherProcessError, UnvouchedError
from workshop_app.store.findings import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANA = derived_id("ana")

SCAN = Attachment(
    id=derived_id("scan"),
    subject_kind="person",
    subject=derived_id("somebody"),
    name="lista.jpg",
    media_type="image/jpeg",
    sha256="",
    size=6,
)


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[Fleet]:
    made = Fleet(tmp_path)
    yield made
    made.close()


def person(name: str, *, id: str = ANA, **fields: str) -> Person:  # noqa: A002
    return Person(id=id, code=f"P-{id[:6]}", name=name, **fields)  # type: ignore[arg-type]


def write(laptop: Laptop, name: str, *, id: str = ANA) -> None:  # noqa: A002
    with laptop.do() as tx:
        tx.add(person(name, id=id))


def name_of(laptop: Laptop, id: str = ANA) -> str | None:  # noqa: A002
    with laptop.store.read() as reader:
        found = reader.find(Person, id)
    return None if found is None else found.name


def problems(laptop: Laptop) -> set[Problem]:
    return {one.problem for one in integrity.check(laptop.store)}


def test_what_an_admitted_laptop_wrote_counts(fleet: Fleet) -> None:
    door = fleet.laptop("door")
    write(door, "Ana")
    fleet.admit(door)

    merged = fleet.office.merge(door.export())

    assert (merged.added, merged.known, merged.quarantined) == (1, 1, 0)
    assert name_of(fleet.office) == "Ana"
    assert problems(fleet.office) == set()


def test_what_a_stranger_wrote_is_kept_and_counts_once_admitted(fleet: Fleet) -> None:
    stranger = fleet.laptop("stranger")
    write(stranger, "Ana")

    merged = fleet.office.merge(stranger.export())

    assert (merged.added, merged.quarantined) == (0, 1)
    (unbelieved,) = merged.unbelieved
    assert unbelieved.label == stranger.store.device_label
    assert not unbelieved.revoked
    assert name_of(fleet.office) is None
    assert name_of(stranger) == "Ana"
    assert problems(fleet.office) == set()

    fleet.admit(stranger)

    assert name_of(fleet.office) == "Ana"
    assert problems(fleet.office) == set()


def test_two_names_of_one_person_are_a_conflict(fleet: Fleet) -> None:
    one, other = fleet.laptop("one"), fleet.laptop("other")
    fleet.admit(one, other)
    write(one, "Ana")
    write(other, "Anna")

    first = fleet.office.merge(one.export())
    second = fleet.office.merge(other.export())

    assert (first.conflicts, second.conflicts) == (0, 1)
    with fleet.office.store.read() as reader:
        (found,) = reader.conflicts()
        assert {one.value for one in found.claims} == {"Ana", "Anna"}


def test_what_changes_the_records_of_others_is_counted(fleet: Fleet) -> None:
    one, other = fleet.laptop("one"), fleet.laptop("other")
    fleet.admit(one, other)
    write(one, "Ana")
    other.merge(fleet.office.export())
    other.merge(one.export())
    write(other, "Anna")
    fleet.office.merge(one.export())

    merged = fleet.office.merge(other.export())

    assert (merged.foreign, merged.conflicts) == (1, 0)


def test_an_edit_of_what_another_removed_stays_and_is_told(fleet: Fleet) -> None:
    one, other = fleet.laptop("one"), fleet.laptop("other")
    fleet.admit(one, other)
    one.merge(fleet.office.export())
    write(one, "Ana")
    other.merge(one.export())
    write(other, "Anna")
    with one.do() as tx:
        tx.remove(Person, ANA)

    fleet.office.merge(one.export())
    merged = fleet.office.merge(other.export())

    assert merged.conflicts == 1
    assert name_of(fleet.office) == "Anna"
    with fleet.office.store.read() as reader:
        assert [one.field for one in reader.conflicts()] == [DELETED]


def test_a_delta_waits_for_what_it_stands_on(fleet: Fleet) -> None:
    door = fleet.laptop("door")
    fleet.admit(door)
    write(door, "Ana")
    first, tips = door.export(), door.tips()
    write(door, "Ana María")
    delta = door.export(tips)

    merged = fleet.office.merge(delta)

    assert (merged.added, merged.pending) == (0, 1)
    (missing,) = merged.missing
    assert (missing.device, missing.number) == (door.store.device_label, 1)
    assert name_of(fleet.office) is None
    assert problems(fleet.office) == set()

    merged = fleet.office.merge(first)

    assert (merged.added, merged.released, merged.pending) == (1, 1, 0)
    assert name_of(fleet.office) == "Ana María"
    assert problems(fleet.office) == set()


def test_a_copy_of_a_laptop_is_told_and_loses_nothing(fleet: Fleet) -> None:
    door = fleet.laptop("door")
    fleet.admit(door)
    write(door, "Ana")
    twin = fleet.clone(door, "twin")
    write(door, "Ana María")
    write(twin, "Ana Luisa")

    fleet.office.merge(door.export())
    merged = fleet.office.merge(twin.export())

    assert merged.forks == (door.store.device_label,)
    assert merged.conflicts == 1
    assert problems(fleet.office) == {Problem.FORK}
    heads = fleet.office.export().heads
    assert sum(device == door.store.device for device, _, _ in heads) == 2


def test_what_nobody_sealed_is_refused_whole(fleet: Fleet) -> None:
    door = fleet.laptop("door")
    write(door, "Ana")
    file = door.export()
    before = fleet.office.path.read_bytes()

    with pytest.raises(UnvouchedError):
        fleet.office.merge(replace(file, heads=file.heads[:0] or _false(file.heads)))

    assert name_of(fleet.office) is None
    fleet.office.store.close()
    assert fleet.office.path.read_bytes() == before
    fleet.office.open()


def _false(heads: tuple[tuple[str, str, str], ...]) -> tuple[tuple[str, str, str], ...]:
    return tuple((device, tip, heads[0][2][::-1]) for device, tip, _ in heads)


def test_a_file_of_another_process_is_refused(fleet: Fleet, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    file = fleet.office.export()

    with pytest.raises(OtherProcessError):
        fleet.office.merge(replace(file, process="0" * 32))


def test_a_payload_that_a_courier_left_out_comes_with_another_file(
    fleet: Fleet,
) -> None:
    door = fleet.laptop("door")
    fleet.admit(door)
    write(door, "Ana")
    file = door.export()
    lines = file.log.splitlines()
    thinned = replace(file, log=b"\n".join([*lines[:-1], b"-"]) + b"\n")

    fleet.office.merge(thinned)
    assert name_of(fleet.office) == "[…]"
    fleet.office.merge(file)

    assert name_of(fleet.office) == "Ana"
    fleet.office.merge(thinned, salt="again")
    assert name_of(fleet.office) == "Ana"
    assert fleet.office.export().log == _union(fleet, door)


def test_a_commit_twice_in_a_file_keeps_the_payload_that_one_of_them_has(
    fleet: Fleet,
) -> None:
    door = fleet.laptop("door")
    fleet.admit(door)
    write(door, "Ana")
    file = door.export()
    raw, words, _ = file.log.splitlines()[-3:]
    twice = file.log + b"\n".join([raw, words, b"-"]) + b"\n"

    fleet.office.merge(replace(file, log=twice))

    assert name_of(fleet.office) == "Ana"


def _union(fleet: Fleet, *laptops: Laptop) -> bytes:
    files = [one.export() for one in laptops]
    return fleet.visitor("union", [*files, fleet.office.export()]).export().log


def sealed(
    key: DeviceKey, process: str, *deeds: dict[str, Any], process_of: str = ""
) -> Travelling:
    """Write a chain by hand, each deed with what it says of itself changed."""
    position = Position(process_of or process)
    lines: list[bytes] = []
    for number, told in enumerate(deeds):
        rec = derived_id("by hand", str(number))
        deed = LedgerDeed(
            id=derived_id("deed", key.device, str(number)),
            code="amend_person",
            actor=ANA,
            clock=told.pop("clock", 1_795_000_000_000),
            changes=[Change("person", rec, {"name": "x"}, told.pop("over", ()))],
        )
        done = seal_deed(key, position, deed, lambda: "s" * 16)
        position = done.position
        for one in done.commits:
            header = msgspec.structs.replace(one.header, **told)
            raw = encode_header(header)
            position = msgspec.structs.replace(position, tip=commit_id(raw))
            lines += [raw, *log_lines(one)[1:]]
    log = b"".join(line + b"\n" for line in lines)
    heads = ((key.device, position.tip, key.seal(position.tip)),)
    return Travelling(log, heads, (), process)


KEY = DeviceKey(b"k" * 32)


def test_what_breaks_a_rule_is_kept_and_never_counts(fleet: Fleet) -> None:
    process = fleet.office.store.process_id
    gap = sealed(KEY, process, {}, {"number": 9}, {})

    merged = fleet.office.merge(gap)
    again = fleet.office.merge(gap, salt="again")

    assert merged.quarantined == 3  # a stranger's first one, and two that follow a gap
    assert dict(merged.refused) == {"number": 1, "refused_ancestor": 1}
    assert (again.known, again.quarantined) == (1, 2)
    assert problems(fleet.office) == set()
    visitor = fleet.visitor("visitor", [fleet.office.export()])
    assert visitor.export().log == fleet.office.export().log
    assert visitor.export().heads == fleet.office.export().heads
    visitor.store.close()


def test_what_is_of_another_process_is_kept_and_never_counts(fleet: Fleet) -> None:
    process = fleet.office.store.process_id

    merged = fleet.office.merge(
        sealed(KEY, process, {}, {}, process_of=derived_id("elsewhere"))
    )

    assert dict(merged.refused) == {"other_process": 2}
    assert problems(fleet.office) == set()


def test_a_log_is_taken_in_whatever_its_order(fleet: Fleet) -> None:
    door = fleet.laptop("door")
    fleet.admit(door)
    for number in range(4):
        write(door, f"Ana {number}")
    file = door.export()
    entries = list(read_log(file.log))[::-1]
    lines = [
        line or b"-" for header, payloads in entries for line in (header, *payloads)
    ]
    turned = replace(file, log=b"".join(line + b"\n" for line in lines))
    whole = fleet.visitor("whole", [fleet.office.export(), file])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("workshop_app.store.merging.SLICE", 1)
        merged = fleet.office.merge(turned)

    assert (merged.pending, merged.added + merged.released) == (0, 4)
    assert fleet.office.export().log == whole.export().log
    assert fleet.office.dump() == whole.dump()
    assert problems(fleet.office) == set()
    whole.store.close()


def test_a_seal_over_what_waits_vouches_for_what_is_before_it(fleet: Fleet) -> None:
    one, other = fleet.laptop("one"), fleet.laptop("other")
    fleet.admit(one, other)
    write(other, "Ana")
    write(one, "Berta", id=derived_id("berta"))
    one.merge(fleet.office.export())
    one.merge(other.export())
    write(one, "Ana María")
    whole = one.export()
    keep = dict(read_log(whole.log))
    theirs = f'"d":"{other.store.device}"'.encode()
    log = b"".join(
        line + b"\n"
        for header, lines in keep.items()
        if theirs not in header
        for line in (header, *(one or b"-" for one in lines))
    )

    merged = fleet.office.merge(replace(whole, log=log))

    assert (merged.added, merged.pending) == (1, 1)
    assert problems(fleet.office) == set()
    visitor = fleet.visitor("visitor", [fleet.office.export()])
    assert visitor.export().heads == fleet.office.export().heads
    visitor.merge(other.export())
    assert name_of(visitor) == "Ana María"
    assert problems(visitor) == set()
    visitor.store.close()


def test_clocks_that_cannot_be_are_told(fleet: Fleet) -> None:
    process = fleet.office.store.process_id

    merged = fleet.office.merge(
        sealed(KEY, process, {"clock": 5}, {"clock": 1 << 42}, {"clock": 6})
    )

    assert merged.clocks == ((device_label(KEY.device), 3),)


def test_a_revoked_computer_goes_on_as_another(fleet: Fleet) -> None:
    door = fleet.laptop("door")
    fleet.admit(door)
    write(door, "Ana")
    before = door.store.device
    fleet.office.merge(door.export())
    fleet.revoke(before, "")
    assert name_of(fleet.office) is None

    door.merge(fleet.office.export())

    assert name_of(door) is None
    write(door, "Ana María")
    assert door.store.device != before
    assert name_of(door) == "Ana María"
    assert problems(door) == set()


def test_what_a_stranger_attached_is_no_content_without_a_use(fleet: Fleet) -> None:
    stranger = fleet.laptop("stranger")
    with stranger.do() as tx:
        sha256 = tx.keep(b"a scan")
        tx.add(replace(SCAN, sha256=sha256))

    fleet.office.merge(stranger.export())

    assert Problem.CONTENT_UNUSED not in problems(fleet.office)


def test_of_two_deeds_with_one_id_undoing_takes_one_back(fleet: Fleet) -> None:
    twins = [fleet.laptop(name) for name in ("one", "other")]
    fleet.admit(*twins)
    for number, twin in enumerate(twins):
        clock = SteppingClock(BEGIN)
        twin.store.ids = SeededIds("the same", clock)
        write(twin, f"Ana {number}", id=derived_id(f"{number}"))
        fleet.office.merge(twin.export())
    with fleet.office.store.read() as reader:
        (first, *_) = [row for row in reader.history() if row.code == "amend_person"]

    with fleet.office.do("undo") as tx:
        tx.revert(first.deed)

    left = [name_of(fleet.office, derived_id(f"{number}")) for number in (0, 1)]
    assert left == [None, "Ana 1"]
