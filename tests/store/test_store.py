from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from tests.store.conftest import FOUNDING, registered
from workshop_app.domain.attendance import Attendance
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.domain.process import Office, Process, Stage
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import Bloc, StageKind, Standing
from workshop_app.ids import derived_id
from workshop_app.store import (
    ChangedSinceError,
    Committed,
    Deed,
    RecordMissingError,
    questions,
)

if TYPE_CHECKING:
    from tests.store.conftest import Counting, Place
    from workshop_app.store import Store


def test_a_new_process_has_its_title_its_founder_and_its_office(store: Store) -> None:
    with store.read() as reader:
        process = reader.get(Process, store.process_id)
        (founder,) = reader.all(Person)
        (office,) = reader.all(Office)

    assert process.title == FOUNDING.title
    assert founder.name == FOUNDING.operator_name
    assert store.operator == founder.id
    assert office.id == derived_id("office", store.process_id)


def test_what_is_written_is_there_when_the_file_is_opened_again(place: Place) -> None:
    first = place.open()
    rosa = registered(first, "Ñusta Ch’oque", document_number="00123456")
    first.close()

    again = place.open()

    with again.read() as reader:
        assert reader.get(Person, rosa.id) == rosa
    again.close()


def test_an_exception_leaves_nothing_behind(store: Store) -> None:
    def fail() -> None:
        with store.write(Deed("register_person")) as tx:
            tx.add(Person(id=tx.new_id(), code=tx.next_code(Person), name="Nobody"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    with store.read() as reader:
        assert reader.count(Person) == 1
        assert len(reader.history()) == 1


def test_a_block_that_changes_nothing_writes_nothing(store: Store) -> None:
    with store.write(Deed("amend_person")) as tx:
        founder = tx.get(Person, store.operator)
        tx.save(founder)
        tx.keep(b"a content nobody attached")

    with store.read() as reader:
        assert len(reader.history()) == 1
        assert reader.contents() == ()


def test_a_write_inside_a_write_is_a_bug(store: Store) -> None:
    with (
        store.write(Deed("one")),
        pytest.raises(RuntimeError, match="inside another"),
        store.write(Deed("two")),
    ):
        pass


def test_a_transaction_reads_what_it_wrote(store: Store) -> None:
    with store.write(Deed("register_person")) as tx:
        rosa = Person(id=tx.new_id(), code=tx.next_code(Person), name="Rosa")
        tx.add(rosa)
        tx.save(dataclasses.replace(rosa, name="Rosa María"))

        assert tx.get(Person, rosa.id).name == "Rosa María"
        assert [p.name for p in tx.all(Person, name="Rosa María")] == ["Rosa María"]
        assert tx.all(Person, name="Rosa") == ()
        assert tx.count(Person) == 2
        assert tx.by_code(Person, rosa.code.upper()) is not None
        assert tx.by_code(Person, rosa.code) == tx.get(Person, rosa.id)
        assert tx.names([rosa.id]) == {rosa.id: "Rosa María"}
        tx.remove(Person, rosa.id)
        assert tx.find(Person, rosa.id) is None

    with store.read() as reader:
        assert len(reader.history()) == 1


def test_only_the_fields_that_differ_are_written(store: Store) -> None:
    rosa = registered(store, "Rosa")

    with store.write(Deed("amend_person")) as tx:
        tx.save(dataclasses.replace(rosa, email="rosa@example.org", sex=None))

    with store.read() as reader:
        assert reader.history(limit=1)[0].touched == (("person", rosa.id, ("email",)),)


def test_a_record_that_is_not_there_is_missing(store: Store) -> None:
    nobody = Person(id="0" * 32, code="P-1", name="Nobody")

    with store.read() as reader:
        assert reader.find(Person, nobody.id) is None
        with pytest.raises(RecordMissingError):
            reader.get(Person, nobody.id)
        with pytest.raises(RecordMissingError):
            reader.seen(Person, nobody.id)
        with pytest.raises(RecordMissingError):
            reader.attachment("0" * 64)
    with store.write(Deed("x")) as tx:
        with pytest.raises(RecordMissingError):
            tx.save(nobody)
        with pytest.raises(RecordMissingError):
            tx.remove(Person, nobody.id)


def test_a_removed_record_leaves_the_lists_and_stays_in_the_history(
    store: Store,
) -> None:
    rosa = registered(store, "Rosa")

    with store.write(Deed("remove_person")) as tx:
        tx.remove(Person, rosa.id)

    with store.read() as reader:
        assert reader.find(Person, rosa.id) is None
        assert reader.count(Person) == 1
        assert reader.search("rosa", ["person"], 1)[0].id != rosa.id
        assert reader.names([rosa.id]) == {rosa.id: "Rosa"}
        assert [d.code for d in reader.history(rosa.id)] == [
            "remove_person",
            "register_person",
        ]


def attendance(session: str, person: str, **fields: object) -> Attendance:
    made = Attendance(
        id=derived_id("attendance", session, person), session=session, person=person
    )
    return dataclasses.replace(made, **fields)  # type: ignore[arg-type]


def test_stating_the_same_fact_again_writes_nothing(store: Store) -> None:
    fact = attendance("5" * 32, store.operator)
    for _ in range(2):
        with store.write(Deed("expect")) as tx:
            tx.add(fact)

    with store.read() as reader:
        assert len(reader.history(fact.id)) == 1


def test_stating_a_fact_otherwise_amends_it(store: Store) -> None:
    fact = attendance("5" * 32, store.operator)
    other = dataclasses.replace(fact, standing=Standing.OBSERVER)
    for one in (fact, other):
        with store.write(Deed("expect")) as tx:
            tx.add_all([one])

    with store.read() as reader:
        assert reader.get(Attendance, fact.id) == other
        assert reader.history(fact.id)[0].touched[0][2] == ("standing",)


def test_adding_a_removed_fact_restores_it(store: Store) -> None:
    fact = attendance("5" * 32, store.operator)
    with store.write(Deed("expect")) as tx:
        tx.add(fact)
    with store.write(Deed("remove")) as tx:
        tx.remove(Attendance, fact.id)
    with store.write(Deed("expect")) as tx:
        tx.add(fact)

    with store.read() as reader:
        assert reader.get(Attendance, fact.id) == fact
        assert reader.history(fact.id)[0].touched[0][2] == ("_deleted",)
        assert reader.conflicts() == ()


def test_removing_and_adding_in_one_deed_changes_nothing(store: Store) -> None:
    rosa = registered(store, "Rosa")

    with store.write(Deed("mind_changed")) as tx:
        tx.remove(Person, rosa.id)
        tx.add(rosa)

    with store.read() as reader:
        assert reader.get(Person, rosa.id) == rosa
        assert len(reader.history(rosa.id)) == 1


def test_all_takes_values_lists_and_nothing(store: Store) -> None:
    with store.write(Deed("register_organization")) as tx:
        clubs = [
            Organization(
                id=tx.new_id(), code=tx.next_code(Organization), name=name, bloc=bloc
            )
            for name, bloc in (("A", Bloc.STATE), ("B", Bloc.OTHER), ("C", Bloc.OTHER))
        ]
        tx.add_all(clubs)
    registered(store, "Rosa", organization=clubs[0].id)

    with store.read() as reader:
        assert [o.name for o in reader.all(Organization, bloc=Bloc.OTHER)] == ["B", "C"]
        ids = [club.id for club in clubs] + [f"{n:032x}" for n in range(2_000)]
        assert [o.name for o in reader.all(Organization, id=ids)] == ["A", "B", "C"]
        assert reader.all(Organization, id=[]) == ()
        assert reader.count(Person, organization=None) == 1
        assert reader.count(Person, organization=[clubs[0].id, clubs[1].id]) == 1
        both = reader.all(Organization, bloc={Bloc.STATE, Bloc.OTHER}, name=("A", "C"))
        assert [o.name for o in both] == ["A", "C"]
        unplaced = reader.all(Person, organization=None, sex=[None])
        assert [p.id for p in unplaced] in ([], [store.operator])


def test_lists_come_by_position_else_in_the_order_of_making(store: Store) -> None:
    with store.write(Deed("add_stage")) as tx:
        for position in (2, 0, 1):
            tx.add(
                Stage(
                    id=tx.new_id(),
                    code=tx.next_code(Stage),
                    stage_kind=StageKind.VIRTUAL_FORUM,
                    title=str(position),
                    position=position,
                )
            )
    names = [registered(store, name).name for name in ("Zoila", "Ana", "Mario")]

    with store.read() as reader:
        assert [stage.position for stage in reader.all(Stage)] == [0, 1, 2]
        assert [person.name for person in reader.all(Person)][1:] == names
    with store.write(Deed("x")) as tx:
        first = tx.all(Stage)[0]
        tx.save(dataclasses.replace(first, position=9))
        assert [stage.position for stage in tx.all(Stage)] == [1, 2, 9]


def test_texts_dates_and_lists_come_back_as_they_were(store: Store) -> None:
    with store.write(Deed("schedule_session")) as tx:
        session = Session(
            id=tx.new_id(),
            code=tx.next_code(Session),
            title="  \u202e text \t kept\n exactly  ",
            languages=("es", "qu", 'a"y,m'),
            held_on=tx.now().date(),
            opened_at=tx.now(),
            second_call=True,
        )
        tx.add(session)

    with store.read() as reader:
        assert reader.get(Session, session.id) == session


def test_codes_count_and_are_found_however_they_are_typed(store: Store) -> None:
    rosa = registered(store, "Rosa")
    label = store.device_label
    with store.write(Deed("import_people")) as tx:
        codes = tx.next_codes(Person, 2)
        given = Person(id=tx.new_id(), code="AP-0911", name="Given")
        tx.add(given)

    assert rosa.code == f"P-{label}-2"
    assert codes == [f"P-{label}-3", f"P-{label}-4"]
    with store.read() as reader:
        for typed in (rosa.code, rosa.code.upper(), "P-2", "p2", " p-2 "):
            assert reader.by_code(Person, typed) == rosa, typed
        assert reader.by_code(Person, "ap-0911") == given
        for typed in ("P-99", "P", "", "O-2", "0911"):
            assert reader.by_code(Person, typed) is None


def test_a_short_code_that_means_two_people_means_nobody(store: Store) -> None:
    registered(store, "Rosa")
    with store.write(Deed("register_person")) as tx:
        tx.add(Person(id=tx.new_id(), code="P-saranebo-2", name="Other"))

    with store.read() as reader:
        assert reader.by_code(Person, "P-2") is None


def test_a_code_is_never_given_twice_even_after_undo(store: Store) -> None:
    first = registered(store, "Rosa")
    with store.read() as reader:
        done = reader.history(limit=1)[0].deed
    with store.write(Deed("undo")) as tx:
        tx.revert(done)

    second = registered(store, "Juana")

    assert first.code != second.code


def test_people_save_what_they_changed_and_nothing_behind_their_back(
    store: Store,
) -> None:
    rosa = registered(store, "Rosa", email="old@example.org")
    with store.read() as reader:
        seen = reader.seen(Person, rosa.id)
    with store.write(Deed("amend_person")) as tx:
        tx.save(dataclasses.replace(rosa, email="new@example.org"))

    with store.write(Deed("amend_person")) as tx:
        tx.save(dataclasses.replace(rosa, name="Rosa María"), seen=seen)

    with store.read() as reader:
        now = reader.get(Person, rosa.id)
    assert (now.name, now.email) == ("Rosa María", "new@example.org")


def test_a_field_that_moved_on_is_not_overwritten(store: Store) -> None:
    rosa = registered(store, "Rosa")
    with store.read() as reader:
        seen = reader.seen(Person, rosa.id)
    with store.write(Deed("amend_person")) as tx:
        tx.save(dataclasses.replace(rosa, name="Rosa Mar"))

    def amend(name: str) -> None:
        with store.write(Deed("amend_person")) as tx:
            tx.save(dataclasses.replace(rosa, name=name), seen=seen)

    with pytest.raises(ChangedSinceError) as raised:
        amend("Rosa María")
    amend("Rosa Mar")  # the same was meant: agreement, not conflict

    assert raised.value.field == "name"
    with store.read() as reader:
        assert reader.get(Person, rosa.id).name == "Rosa Mar"


def test_listeners_hear_of_what_was_committed(store: Store) -> None:
    heard: list[Committed] = []
    store.on_commit(heard.append)

    rosa = registered(store, "Rosa")

    (one,) = heard
    assert set(one.kinds) == {"person"}
    assert set(one.ids) == {rosa.id}


def test_whoever_is_at_the_keyboard_is_remembered(place: Place) -> None:
    first = place.open()
    rosa = registered(first, "Rosa")
    first.operate_as(rosa.id)
    with pytest.raises(RecordMissingError):
        first.operate_as("0" * 32)
    first.close()

    again = place.open(seed="again")
    registered(again, "Juana")

    with again.read() as reader:
        assert reader.operator == rosa.id
        assert reader.history(limit=1)[0].actor == rosa.id
    again.close()


@pytest.mark.slow  # thousands of records
def test_a_deed_greater_than_a_commit_is_still_one_deed(store: Store) -> None:
    with store.write(Deed("import_people")) as tx:
        codes = tx.next_codes(Person, 6_000)
        tx.add_all(
            Person(id=tx.new_id(), code=code, name=f"Person {code}") for code in codes
        )

    with store.read() as reader:
        (deed,) = reader.history(limit=1)
        assert len(deed.commits) > 1
        assert len(deed.touched) == 6_000
        assert reader.count(Person) == 6_001
    with store.write(Deed("undo_import")) as tx:
        tx.revert(deed.deed)
    with store.read() as reader:
        assert reader.count(Person) == 1
        assert reader.search("6000") == ()


def test_many_records_take_as_many_statements_as_few(
    plain: Store, statements: Counting
) -> None:
    counts = []
    plain.own.know()  # it is asked once which device this is
    for many in (2, 50):
        people = [f"{many:02}{n:030}" for n in range(many)]
        with statements(plain) as counted, plain.write(Deed("expect")) as tx:
            tx.add_all(attendance("5" * 32, person) for person in people)
        counts.append(counted.count)

    assert counts[0] == counts[1] > 0


def test_attached_contents_are_kept_once(store: Store) -> None:
    name = ""
    for _ in range(2):
        with store.write(Deed("attach")) as tx:
            name = tx.keep(b"\x00\xff a scanned letter")
            tx.save(dataclasses.replace(tx.get(Person, store.operator), position=name))

    with store.read() as reader:
        assert reader.attachment(name) == b"\x00\xff a scanned letter"
        assert reader.contents() == (name,)


def test_lists_of_every_length_are_looked_through(store: Store) -> None:
    with store.write(Deed("import_people")) as tx:
        codes = tx.next_codes(Person, 12)
        people = [
            Person(id=tx.new_id(), code=code, name=code, position="Chair")
            for code in codes
        ]
        tx.add_all(people)
    strangers = [f"X-{number}" for number in range(1_900)]
    founder = [""]

    def found(codes: list[str | None], positions: list[str]) -> list[str]:
        with store.read() as reader:
            asked = reader.all(Person, code=codes, position=positions)
            assert reader.count(Person, code=codes, position=positions) == len(asked)
        return [person.code for person in asked]

    for size in (1, 2, 10, 11, 12):
        assert found([*codes[:size]], ["Chair"]) == codes[:size]
    assert found([*strangers, *reversed(codes)], ["Chair", *founder]) == codes
    assert found([*codes, None], [*strangers, "Chair"]) == codes
    assert found([*codes], founder) == []
    assert found([*codes], []) == found([], ["Chair"]) == found([None], ["Chair"]) == []
    with store.read() as reader:
        assert reader.names([*strangers, people[3].id]) == {people[3].id: codes[3]}


def test_a_list_of_one_asks_as_its_only_member_does(
    store: Store, statements: Counting
) -> None:
    rosa = registered(store, "Rosa", document_number="00123456")
    with store.read() as reader:
        reader.all(Person, code=[rosa.code])
    compiled = questions.equal.cache_info().misses

    with store.read() as reader, statements(store) as counted:
        assert reader.all(Person, code=rosa.code) == (rosa,)

    assert counted.count == 1
    assert questions.equal.cache_info().misses == compiled
