"""What computers disagree on, seen and settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import an_organization_draft
from tests.services.steps import a_roll_call, last_deed, last_title, somebody
from tests.services.two_laptops import TwoLaptops, amend, disagree
from workshop_app.domain.person import Person
from workshop_app.domain.vocabulary import Verdict, VoteChoice
from workshop_app.ledger.commit import DELETED
from workshop_app.services.disagreements import (
    KEEP,
    REMOVE,
    Disagreement,
    Sort,
    disagreements,
    disagreements_report,
    disputed_fields,
    history_of,
    open_count,
)
from workshop_app.services.history import redo, undo
from workshop_app.services.people import (
    DocumentNumberTakenError,
    register_organization,
)
from workshop_app.services.roll_calls import CalledVote, record_votes
from workshop_app.services.same_person import judge
from workshop_app.services.settling import (
    DisagreementMissingError,
    LifeIsNoValueError,
    NotOneFieldError,
    SettlingReasonMissingError,
    SideUnknownError,
    StillSpokenOfError,
    named,
    take,
    write,
)
from workshop_app.store import ChangedSinceError, Deed, RecordMissingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workshop_app.store import Store


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoLaptops]:
    made = TwoLaptops(tmp_path / "two")
    yield made
    made.close()


def listed(store: Store) -> tuple[Disagreement, ...]:
    with store.read() as reader:
        return disputed_fields(reader)


def person(store: Store, key: str) -> Person:
    with store.read() as reader:
        return reader.get(Person, key)


def removed_and_amended(two: TwoLaptops, key: str) -> Disagreement:
    with two.office.write(Deed("remove_person")) as tx:
        tx.remove(Person, key)
    amend(two.door, key, telephone="987654321")
    two.meet()
    [found] = listed(two.office)
    return found


def test_both_values_are_shown_with_who_said_them_and_why(two: TwoLaptops) -> None:
    key = disagree(two, "Rosa Ñahui", "Rosa Nahui")

    [found] = listed(two.office)

    assert found.sort is Sort.VALUE
    assert found.key == f"person:{key}:name"
    assert found.words == "Name"
    assert found.title.startswith("Person: ")
    told = {side.words: side.claims for side in found.sides}
    assert set(told) == {"Rosa Ñahui", "Rosa Nahui"}
    [claim] = told["Rosa Ñahui"]
    assert claim.name == "Rosa Quispe Mamani"
    assert claim.device == two.office.device_label
    assert claim.reason == "Lo dijo por teléfono."
    assert claim.did.startswith("Amend the data of ")
    with two.office.read() as reader:
        assert open_count(reader) == 1


def test_both_computers_name_a_disagreement_alike(two: TwoLaptops) -> None:
    disagree(two, "Rosa Ñahui", "Rosa Nahui")

    assert listed(two.office) == listed(two.door)


def test_who_says_the_same_stands_on_one_side(two: TwoLaptops) -> None:
    table = two.another("table")
    amend(table, two.people[0], "Lo deletreó.", name="Rosa Nahui")
    disagree(two, "Rosa Ñahui", "Rosa Nahui")

    [found] = listed(two.office)

    said = {side.words: len(side.claims) for side in found.sides}
    assert said == {"Rosa Ñahui": 1, "Rosa Nahui": 2}
    assert [side.name for side in found.sides] == ["1", "2"]


def test_who_settles_apart_with_the_same_words_agrees(two: TwoLaptops) -> None:
    key = disagree(two, "Rosa Una", "Rosa Otra")
    with two.office.read() as reader:
        first = named(reader, f"person:{key}:name").sides[0]
    take(two.office, f"person:{key}:name", "1", reason="Se vio el DNI.")
    write(two.door, f"person:{key}:name", str(first.value), reason="Lo dijo.")
    two.meet()

    assert listed(two.office) == ()


def test_the_history_of_the_field_says_every_writing(two: TwoLaptops) -> None:
    disagree(two, "Rosa Ñahui", "Rosa Nahui")
    [found] = listed(two.office)
    take(two.office, found.key, two.office.device_label, reason="Se vio el DNI.")
    undo(two.office, last_deed(two.office))

    with two.office.read() as reader:
        steps = history_of(reader, found)

    assert (steps[0].words, steps[0].undone) == ("Rosa Ñahui", True)
    assert {one.words for one in steps[1:3]} == {"Rosa Ñahui", "Rosa Nahui"}
    assert steps[3].words == "Participante 00"
    assert not any(one.undone for one in steps[1:])
    assert steps[0].claimed.reason == "Se vio el DNI."


@pytest.mark.parametrize("side", ["1", "2"])
def test_either_side_is_taken_for_a_reason(two: TwoLaptops, side: str) -> None:
    key = disagree(two, "Rosa Ñahui", "Rosa Nahui")
    [found] = listed(two.office)
    wanted = found.sides[int(side) - 1].value

    take(two.office, found.key, side, reason="Se vio el DNI.")
    two.meet()

    assert listed(two.office) == listed(two.door) == ()
    assert person(two.office, key).name == person(two.door, key).name == wanted
    with two.office.read() as reader:
        assert reader.history(limit=1)[0].reason == "Se vio el DNI."
    assert last_title(two.office).startswith("Settle “Name” of ")


def test_a_third_value_is_written_in_order(two: TwoLaptops) -> None:
    key = disagree(two, "Rosa Ñahui", "Rosa Nahui")
    [found] = listed(two.office)

    write(two.office, found.key, "  Rosa  Ñahui Ccori ", reason="Se vio el DNI.")

    assert person(two.office, key).name == "Rosa Ñahui Ccori"
    assert listed(two.office) == ()


def test_a_third_value_that_names_nobody_is_refused(two: TwoLaptops) -> None:
    draft = an_organization_draft(name="Asociación Nueva")
    new = register_organization(two.office, draft)
    two.meet()
    amend(two.office, two.people[0], organization=new)
    amend(two.door, two.people[0], organization=None)
    two.meet()
    [found] = listed(two.office)

    with pytest.raises(RecordMissingError):
        write(two.office, found.key, "0" * 32, reason="Lo dijo.")


def test_a_third_number_belongs_to_nobody_else(two: TwoLaptops) -> None:
    amend(two.office, two.people[1], document_type="dni", document_number="40112233")
    disagree(two, "40112234", "40112235", "document_number")
    key = f"person:{two.people[0]}:document_number"
    amend(two.office, two.people[0], document_type="dni")

    with pytest.raises(DocumentNumberTakenError):
        write(two.office, key, "40112233", reason="Lo dijo.")


def test_nothing_is_settled_without_a_reason(two: TwoLaptops) -> None:
    disagree(two, "Rosa Ñahui", "Rosa Nahui")
    [found] = listed(two.office)

    with pytest.raises(SettlingReasonMissingError):
        take(two.office, found.key, "1", reason=" … ")

    assert listed(two.office) == (found,)


def test_settling_can_be_undone_and_redone(two: TwoLaptops) -> None:
    disagree(two, "Rosa Ñahui", "Rosa Nahui")
    [found] = listed(two.office)
    take(two.office, found.key, "2", reason="Se vio el DNI.")
    deed = last_deed(two.office)

    undo(two.office, deed)
    again = listed(two.office)
    redo(two.office, deed)

    assert again == (found,)
    assert listed(two.office) == ()


def test_two_who_settle_apart_disagree_again_with_both_reasons(
    two: TwoLaptops,
) -> None:
    disagree(two, "Rosa Ñahui", "Rosa Nahui")
    [found] = listed(two.office)
    take(two.office, found.key, "1", reason="Se vio el DNI.")
    take(two.door, found.key, "2", reason="Lo deletreó.")
    two.meet()

    [now] = listed(two.office)

    reasons = {one.reason for side in now.sides for one in side.claims}
    assert reasons == {"Se vio el DNI.", "Lo deletreó."}


def test_what_the_person_saw_is_respected(two: TwoLaptops) -> None:
    disagree(two, "Rosa Ñahui", "Rosa Nahui")
    [seen] = listed(two.office)
    take(two.door, seen.key, "2", reason="Lo deletreó.")
    two.meet()

    with pytest.raises(ChangedSinceError):
        take(two.office, seen.key, "1", reason="Se vio el DNI.", seen=seen)


def test_what_is_not_open_cannot_be_settled(two: TwoLaptops) -> None:
    disagree(two, "Rosa Ñahui", "Rosa Nahui")
    [found] = listed(two.office)

    with pytest.raises(DisagreementMissingError, match="Nothing is disagreed on"):
        take(two.office, "person:x:name", "1", reason="Se vio el DNI.")
    with pytest.raises(SideUnknownError) as refused:
        take(two.office, found.key, "3", reason="Se vio el DNI.")

    assert refused.value.sides == ("1", "2")


def test_a_code_and_a_field_name_a_disagreement(two: TwoLaptops) -> None:
    key = disagree(two, "Rosa Ñahui", "Rosa Nahui")
    code = person(two.office, key).code

    take(two.office, f"{code}:name", two.door.device_label, reason="Se vio el DNI.")

    assert person(two.office, key).name == "Rosa Nahui"


def test_what_one_removed_and_another_amended_is_kept(two: TwoLaptops) -> None:
    key = somebody(two.office, "Elmer Tuntui")
    two.meet()
    found = removed_and_amended(two, key)

    take(two.office, found.key, KEEP, reason="Sí vino.")
    two.meet()

    assert (found.sort, found.field) == (Sort.LIFE, DELETED)
    assert {side.words for side in found.sides} == {"keep it", "remove it"}
    assert last_title(two.office) == "Settle “Whether it stays” of Elmer Tuntui"
    assert listed(two.office) == listed(two.door) == ()
    assert person(two.door, key).telephone == "987654321"


def test_what_one_removed_and_another_amended_is_removed(two: TwoLaptops) -> None:
    key = somebody(two.office, "Elmer Tuntui")
    two.meet()
    found = removed_and_amended(two, key)

    take(two.office, found.key, REMOVE, reason="Se registró por error.")
    two.meet()

    assert listed(two.office) == listed(two.door) == ()
    with two.door.read() as reader:
        assert reader.find(Person, key) is None
    undo(two.office, last_deed(two.office))
    assert listed(two.office) == (found,)


def test_the_history_of_a_life_says_who_removed_it(two: TwoLaptops) -> None:
    key = somebody(two.office, "Elmer Tuntui")
    two.meet()
    found = removed_and_amended(two, key)

    with two.office.read() as reader:
        steps = history_of(reader, found)

    assert [one.words for one in steps] == ["remove it"]


def test_nobody_is_removed_of_whom_others_speak(two: TwoLaptops) -> None:
    found = removed_and_amended(two, two.people[0])

    with pytest.raises(StillSpokenOfError):
        take(two.office, found.key, REMOVE, reason="Se registró por error.")


def test_a_life_is_no_value(two: TwoLaptops) -> None:
    found = removed_and_amended(two, two.people[0])

    with pytest.raises(LifeIsNoValueError):
        write(two.office, found.key, None, reason="Se registró por error.")


def test_what_is_disputed_of_somebody_all_removed_is_no_longer_asked(
    two: TwoLaptops,
) -> None:
    key = somebody(two.office, "Elmer Tuntui")
    two.meet()
    for store, name in ((two.office, "Elmer Uno"), (two.door, "Elmer Dos")):
        amend(store, key, name=name)
    two.meet()
    with two.office.write(Deed("remove_person")) as tx:
        tx.remove(Person, key)

    assert listed(two.office) == ()
    with two.office.read() as reader:
        assert open_count(reader) == 0


def test_records_that_do_not_go_together_are_listed_and_not_settled_here(
    two: TwoLaptops,
) -> None:
    for store, who in ((two.office, two.people[0]), (two.door, two.people[1])):
        amend(store, who, document_type="dni", document_number="40112233")
    two.meet()
    with two.office.read() as reader:
        [found] = disagreements(reader)
        assert open_count(reader) == 1

    with pytest.raises(NotOneFieldError):
        take(two.office, found.key, "1", reason="Se vio el DNI.")

    assert (found.sort, found.kind) == (Sort.INTEGRITY, "document_twice")
    assert "document number" in found.title
    assert found.short_key == ""


def test_two_votes_of_one_person_are_listed(two: TwoLaptops) -> None:
    ballot = a_roll_call(two.office, two.session)
    said = [CalledVote(person=one, choice=VoteChoice.FOR) for one in two.people[:2]]
    record_votes(two.office, ballot, said)
    judge(two.office, two.people[0], two.people[1], Verdict.SAME, "Se vio el DNI.")

    with two.office.read() as reader:
        found = disagreements(reader)

    assert [one.kind for one in found] == ["voted_twice"]


def test_the_report_is_plain_data(two: TwoLaptops) -> None:
    key = disagree(two, "Rosa Ñahui", "Rosa Nahui")
    amend(two.office, two.people[1], document_type="dni", document_number="40112233")
    amend(two.door, two.people[2], document_type="dni", document_number="40112233")
    two.meet()

    told = disagreements_report(two.office)

    assert told["open"] == 2
    field, records = told["conflicts"]
    assert field["conflict"] == f"person:{key}:name"
    assert [side["side"] for side in field["sides"]] == ["1", "2"]
    assert len(field["history"]) == 3
    assert {"by", "at", "device", "did", "reason"} <= field["history"][0].keys()
    assert records["sort"] == "integrity"
    assert records["history"] == []
