"""Lawful erasure: the value is gone everywhere, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import a_person_draft
from tests.services.two_laptops import TwoLaptops, amend, disagree
from workshop_app.domain.identity import office_id
from workshop_app.domain.person import Person
from workshop_app.domain.session import SessionDraft
from workshop_app.services import erasing, exchanging
from workshop_app.services.admitting import OfficeElsewhereError
from workshop_app.services.deeds import deed_title
from workshop_app.services.history import LastingDeedError, undo
from workshop_app.services.people import register_person
from workshop_app.services.processes import amend_office
from workshop_app.services.sessions import schedule_session
from workshop_app.store.dump import dump_bytes
from workshop_app.store.errors import RecordMissingError
from workshop_app.store.integrity import check
from workshop_app.store.unsent import keep_unsent, unsent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workshop_app.store import Store

NUMBER = "47110815"
OTHER = "47110816"
NAME = "Eulogia Mamani Tito"
WHY = "Pidió la cancelación por escrito."


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoLaptops]:
    made = TwoLaptops(tmp_path / "laptops")
    yield made
    made.close()


def registered(store: Store, **changes: str) -> str:
    draft = a_person_draft(
        name=NAME, document_number=NUMBER, telephone="951000111", organization=None
    )
    person = register_person(store, draft)
    if changes:
        amend(store, person, "Dictó otro número.", **changes)
    return person


def of(store: Store, person: str) -> Person:
    with store.read() as reader:
        return reader.get(Person, person)


def bytes_of(store: Store) -> bytes:
    with store.database.reading():
        pass
    found = b""
    for suffix in ("", "-wal"):
        path = store.database.path
        assert path is not None
        beside = path.with_name(path.name + suffix)
        found += beside.read_bytes() if beside.exists() else b""
    return found


def dumped(store: Store) -> bytes:
    with store.read() as reader:
        return dump_bytes(reader)


def test_every_value_goes_here_and_wherever_the_order_comes(
    two: TwoLaptops, tmp_path: Path
) -> None:
    person = registered(two.office, document_number=OTHER)
    two.meet()
    keep_unsent(two.office, "somewhere", f"de {OTHER}")
    keep_unsent(two.office, f"person/{person}/name", "x")
    keep_unsent(two.office, "else", "nothing of it")
    old = tmp_path / "old.kuskax"
    exchanging.export_file(two.door, old, exchanging.Audience(anybody=True))
    before = of(two.door, person)

    told = erasing.preview_erasure(two.office, "person", person, "document_number")
    done = erasing.erase_field(
        two.office, "person", person, "document_number", reason=WHY
    )
    two.meet()

    assert told == done
    assert (done.writes, done.sentences) == (2, 0)
    assert done.computers == (two.door.device_label,)
    for store in (two.office, two.door):
        after = of(store, person)
        assert after.document_number == ""
        assert (after.name, after.telephone, after.code) == (
            before.name,
            before.telephone,
            before.code,
        )
        assert check(store) == ()
        held = bytes_of(store)
        assert NUMBER.encode() not in held
        assert OTHER.encode() not in held
    assert unsent(two.office) == {"else": "nothing of it"}
    assert dumped(two.office) == dumped(two.door)
    exchanging.merge_files(two.office, [old])
    assert NUMBER.encode() not in bytes_of(two.office)
    assert of(two.office, person).name == NAME
    out = tmp_path / "out.kuskax"
    exchanging.export_file(two.office, out, exchanging.Audience(anybody=True))
    two.office.rebuild()
    assert of(two.office, person).telephone == before.telephone
    assert dumped(two.office) == dumped(two.door)
    with pytest.raises(erasing.NothingToEraseError):
        erasing.erase_field(two.office, "person", person, "document_number", reason=WHY)


def test_an_erased_name_takes_the_sentences_along_that_tell_it(
    two: TwoLaptops,
) -> None:
    person = registered(two.office)
    schedule_session(two.office, SessionDraft(title=f"Homenaje a {NAME}"))

    with pytest.raises(erasing.ReasonTellsError):
        erasing.erase_field(two.office, "person", person, "name", reason=f"De {NAME}")
    done = erasing.erase_field(two.office, "person", person, "name", reason=WHY)

    assert done.sentences == 2
    assert done.elsewhere == (("session", 1),)
    assert of(two.office, person).name == "[…]"
    assert of(two.office, person).document_number == NUMBER
    with two.office.read() as reader:
        rows = reader.history(person)
        assert not reader.search("Eulogia", (), 5) or done.elsewhere
    told = [deed_title(row.code, row.arguments) for row in rows]
    assert told[-1] == "Register …"
    assert rows[0].reason == WHY
    code = of(two.office, person).code
    assert told[0] == f"Erase by law “Name” of {code}"
    with pytest.raises(LastingDeedError):
        undo(two.office, rows[0].deed)
    amend(two.office, person, telephone="951000222")
    assert of(two.office, person).name == "[…]"


def test_one_field_after_another_leaves_the_others(two: TwoLaptops) -> None:
    person = registered(two.office)
    for field in ("telephone", "document_number"):
        erasing.erase_field(two.office, "person", person, field, reason=WHY)
    two.meet()

    after = of(two.door, person)

    assert (after.name, after.telephone, after.document_number) == (NAME, "", "")
    assert b"951000111" not in bytes_of(two.office)
    assert check(two.door) == ()


def test_what_was_written_meanwhile_elsewhere_stays_no_disagreement(
    two: TwoLaptops,
) -> None:
    person = registered(two.office)
    two.meet()
    amend(two.door, person, telephone="951000333")

    erasing.erase_field(two.office, "person", person, "document_number", reason=WHY)
    two.meet()

    for store in (two.office, two.door):
        assert of(store, person).telephone == "951000333"
        with store.read() as reader:
            assert reader.disputed() == 0


def test_a_new_value_beside_an_erased_one_is_a_disagreement(two: TwoLaptops) -> None:
    person = registered(two.office)
    two.meet()
    amend(two.door, person, document_number=OTHER)
    amend(two.office, person, document_number="47110817")

    erasing.erase_field(two.office, "person", person, "document_number", reason=WHY)
    two.meet()

    for store in (two.office, two.door):
        with store.read() as reader:
            assert reader.disputed() == 1
    with pytest.raises(erasing.StillDisputedError):
        erasing.erase_field(two.office, "person", person, "document_number", reason=WHY)


def test_a_disagreement_of_another_field_stays_one(two: TwoLaptops) -> None:
    person = disagree(two, "Ana", "Anna")

    erasing.erase_field(two.office, "person", person, "document_number", reason=WHY)
    two.meet()

    for store in (two.office, two.door):
        with store.read() as reader:
            (row,) = reader.conflicts("person")
        assert {claim.value for claim in row.claims} == {"Ana", "Anna"}


def test_undoing_what_was_erased_in_part_brings_the_rest_back(
    two: TwoLaptops,
) -> None:
    person = registered(two.office)
    amend(two.office, person, document_number=OTHER, telephone="951000444")
    with two.office.read() as reader:
        row = reader.history(person, 1)[0]

    erasing.erase_field(two.office, "person", person, "document_number", reason=WHY)
    undo(two.office, row.deed)

    after = of(two.office, person)
    assert (after.telephone, after.document_number) == ("951000111", "")
    assert check(two.office) == ()


def test_a_record_without_a_code_is_not_named_in_the_history(two: TwoLaptops) -> None:
    amend_office(two.office, name="Oficina de Integridad")
    office = office_id(two.office.process_id)

    erasing.erase_field(two.office, "office", office, "name", reason=WHY)

    with two.office.read() as reader:
        row = reader.history(office, 1)[0]
    assert deed_title(row.code, row.arguments) == "Erase by law “Name” of …"
    assert b"Oficina de Integridad" not in bytes_of(two.office)


def test_not_everything_can_be_erased(two: TwoLaptops) -> None:
    person = registered(two.office)

    for kind, record, field in (
        ("person", person, "code"),
        ("person", person, "organization"),
        ("process", two.office.process_id, "title"),
        ("spoon", person, "title"),
    ):
        with pytest.raises(erasing.NotErasableError):
            erasing.preview_erasure(two.office, kind, record, field)
    with pytest.raises(RecordMissingError):
        erasing.preview_erasure(two.office, "person", "0" * 32, "name")
    with pytest.raises(OfficeElsewhereError):
        erasing.erase_field(two.door, "person", person, "name", reason=WHY)
