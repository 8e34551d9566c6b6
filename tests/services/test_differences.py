from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import bindparam, func, insert, select, update

from tests.builders import a_contribution_draft, a_person_draft, an_id, at
from tests.services.table import a_table
from workshop_app.domain.attendance import Attendance
from workshop_app.domain.decision import Decision, DecisionDraft
from workshop_app.domain.person import Person
from workshop_app.domain.process import Rules
from workshop_app.domain.session import AgendaItem, Session
from workshop_app.domain.vocabulary import Outcome, ReasonCode
from workshop_app.ledger.payload import ERASED
from workshop_app.services import history
from workshop_app.services.contributions import amend_contribution, write_contribution
from workshop_app.services.decisions import decide
from workshop_app.services.differences import (
    Piece,
    What,
    differences,
    disputes,
    title_of,
    word_changes,
)
from workshop_app.services.field_words import (
    FIELD_WORDS,
    KIND_WORDS,
    field_word,
    kind_word,
)
from workshop_app.services.people import register_person
from workshop_app.services.processes import amend_office
from workshop_app.services.record_titles import Titles
from workshop_app.services.sessions import set_agenda
from workshop_app.store import Deed
from workshop_app.store.derived import conflict
from workshop_app.store.errors import DeedMissingError
from workshop_app.store.kinds import KINDS
from workshop_app.store.statement import Statement
from workshop_app.store.tables import op

if TYPE_CHECKING:
    from workshop_app.services.differences import Differences, RecordDifference
    from workshop_app.store import Store

LONG = "Que se publiquen los análisis del agua de los ríos cada mes, sin falta."


def last(store: Store) -> str:
    with store.read() as reader:
        return reader.history(limit=1)[0].deed


def said(store: Store, deed: str, most: int = 40) -> Differences:
    with store.read() as reader:
        return differences(reader, deed, most)


def told(one: RecordDifference) -> dict[str, tuple[str, str]]:
    return {line.field: (line.before, line.after) for line in one.fields}


@pytest.fixture
def proposal(store: Store) -> str:
    draft = a_contribution_draft(session=None, stage=None, text=LONG, title="")
    return write_contribution(store, draft, [store.operator], "AP-1")


def reworded(store: Store, proposal: str, text: str) -> str:
    draft = a_contribution_draft(session=None, stage=None, text=text, title="")
    amend_contribution(store, proposal, draft, [store.operator])
    return last(store)


def test_what_was_made_is_said_with_labels_and_names(
    store: Store, proposal: str
) -> None:
    made = said(store, last(store))

    contribution, authorship = made.records
    assert contribution.what is What.MADE
    assert contribution.title.startswith("Contribution: AP-1 · Que se publiquen")
    assert told(contribution)["contribution_kind"] == ("", "Proposal")
    assert told(authorship)["contribution"] == ("", "AP-1")
    assert told(authorship)["person"] == ("", "Rosa Quispe Mamani")
    assert "anonymous" not in told(contribution)
    assert contribution.id == proposal


def test_an_amendment_says_what_it_replaced(store: Store, proposal: str) -> None:
    deed = reworded(store, proposal, "Que se publiquen cada día.")

    (changed,) = said(store, deed).records

    assert changed.what is What.AMENDED
    assert told(changed) == {"text": (LONG, "Que se publiquen cada día.")}
    assert changed.fields[0].is_text
    assert changed.fields[0].words == "Text"


def test_an_undoing_says_the_same_the_other_way_round(
    store: Store, proposal: str
) -> None:
    deed = reworded(store, proposal, "Otra cosa.")
    history.undo(store, deed)
    undoing = last(store)
    history.redo(store, deed)

    (undone,) = said(store, undoing).records
    (redone,) = said(store, last(store)).records

    assert told(undone) == {"text": ("Otra cosa.", LONG)}
    assert told(redone) == {"text": (LONG, "Otra cosa.")}


def test_what_is_undone_altogether_is_said_as_removed(
    store: Store, proposal: str
) -> None:
    written = last(store)
    history.undo(store, written)

    gone = said(store, last(store)).records

    assert [one.what for one in gone] == [What.REMOVED, What.REMOVED]
    assert gone[1].title.startswith("Contribution: AP-1")
    with store.read() as reader:
        assert title_of(reader, proposal).startswith("Contribution: AP-1")


def test_a_record_that_was_removed_keeps_its_title(store: Store) -> None:
    session = a_table(store).session
    with store.read() as reader:
        point = reader.all(AgendaItem, session=session)[0]
    set_agenda(store, session, [("Otra apertura", 10)])

    removed = {one.id: one for one in said(store, last(store)).records}

    assert removed[point.id].what is not What.MADE
    with store.read() as reader:
        assert title_of(reader, point.id).startswith("Point of the agenda: ")
        assert title_of(reader, an_id("nobody")) == ""


def test_of_many_records_the_first_are_said_and_the_others_counted(
    store: Store, proposal: str
) -> None:
    found = said(store, last(store), 1)

    assert len(found.records) == 1
    assert found.others == 1
    assert proposal


def test_a_deed_that_is_not_here_has_no_differences(store: Store) -> None:
    with pytest.raises(DeedMissingError):
        said(store, an_id("deed"))


def test_a_deed_that_writes_a_record_twice_says_first_and_last(store: Store) -> None:
    rosa = register_person(store, a_person_draft(organization=None))
    with store.write(Deed("amend_person")) as tx:
        tx.save(dataclasses.replace(tx.get(Person, rosa), name="Rosa"))

    (changed,) = said(store, last(store)).records

    assert told(changed)["name"][1] == "Rosa"


def test_values_are_said_as_people_say_them(store: Store) -> None:
    table = a_table(store)
    answer = DecisionDraft(
        contribution=table.contributions[0],
        outcome=Outcome.NOT_ACCEPTED,
        reason_code=ReasonCode.ALREADY_EXISTS,
        reason_text="Ya está en la ley.",
    )
    decide(store, answer)
    (changed,) = said(store, last(store)).records
    amend_office(store, signatory=None)
    (office,) = said(store, last(store)).records

    assert told(changed)["outcome"][1] == "Not accepted"
    assert changed.title.startswith("Decision: A-")
    assert told(office)["signatory"] == ("Ana Pinedo", "")


def test_places_subjects_moments_and_lists_are_put_into_words(store: Store) -> None:
    table = a_table(store)
    with store.read() as reader:
        titles = Titles(reader)
        session = reader.get(Session, table.session)

        assert titles.words("place", "210101") == "Puno"
        assert titles.words("place", "999999") == "999999"
        assert titles.words("opened_at", session.opened_at).endswith("09:00")
        assert titles.words("held_on", session.held_on) == "Apr 20, 2026"
        assert titles.words("languages", ("es", "qu")) == "Spanish, Quechua"
        assert titles.words("languages", ("xyz",)) == "xyz"
        assert titles.words("tags", ("a", "b")) == "a, b"
        assert titles.words("language", "agr") == "Awajún"
        assert titles.words("role", "coordinator") == "Coordination"
        assert titles.words("role", "of-a-newer-program") == "of-a-newer-program"
        assert titles.words("answers", (table.contributions[0],)).startswith("A-")
        assert titles.words("subject", table.session).startswith("MT-01")
        assert titles.words("subject", an_id("nobody")) == "(gone)"
        assert titles.words("person", an_id("nobody")) == "(gone)"
        assert titles.words("counted", value=True) == "Yes"
        assert titles.words("counted", value=False) == "No"
        assert titles.words("name", ERASED) == "(erased by law)"
        assert titles.words("size", 7) == "7"
        assert titles.words("name", None) == ""
        assert titles.title("a_kind_to_come", an_id("x")) == "a_kind_to_come"
        titles.hold("a_kind_to_come", an_id("x"), {})
        assert not titles.knows("a_kind_to_come", an_id("x"))


def test_every_kind_of_record_has_a_title(store: Store) -> None:
    a_table(store)

    with store.read() as reader:
        titles = Titles(reader)
        for record in (Attendance, Decision, Session, Person, Rules):
            one = reader.all(record)[0]
            assert titles.title(record.kind, one.id) != kind_word(record.kind)


def test_every_field_has_its_words_and_no_word_is_idle() -> None:
    fields = {
        field.name
        for record in KINDS
        for field in dataclasses.fields(record)
        if field.name != "id"
    }

    assert set(FIELD_WORDS) == fields
    assert set(KIND_WORDS) == {record.kind for record in KINDS}
    assert all(words() for words in (*FIELD_WORDS.values(), *KIND_WORDS.values()))
    assert field_word("position", "person") == "Position"
    assert field_word("position", "stage") == "Place in the order"
    assert field_word("to_come") == "to_come"


def test_a_kind_of_a_newer_program_is_said_by_its_own_word(store: Store) -> None:
    register_person(store, a_person_draft(organization=None))
    newer = Statement(
        update(op)
        .where(op.c.c == select(func.max(op.c.c)).scalar_subquery())
        .values(kind=bindparam("k")),
        "k",
    )
    with store.database.writing() as link:
        link.run(newer, "to_come")

    (made,) = said(store, last(store)).records

    assert made.title == "to_come"
    assert told(made)["name"][1] == "Saturnina Ch’oque Ñahui"


def test_texts_are_compared_word_by_word() -> None:
    assert word_changes("agua de río", "agua del río") == (
        (Piece.SAME, "agua "),
        (Piece.GONE, "de"),
        (Piece.NEW, "del"),
        (Piece.SAME, " río"),
    )
    assert word_changes("uno", "uno dos") == ((Piece.SAME, "uno"), (Piece.NEW, " dos"))


def test_texts_too_long_to_compare_are_shown_whole() -> None:
    before, after = "a " * 3000, "b " * 3000

    assert word_changes(before, after) == ((Piece.GONE, before), (Piece.NEW, after))


def disagree(store: Store, field: str, values: tuple[object, object]) -> None:
    """Leave two live values of a field of the founder, as a merge would."""
    with store.read() as reader:
        row = reader.history(limit=1)[0]
    clock = int(at(9).timestamp() * 1000)
    told = json.dumps([[row.commits[0], clock, value] for value in values])
    put = Statement(insert(conflict), "kind", "rec", "field", "candidates")
    with store.database.writing() as link:
        link.run(put, "person", store.operator, field, told)


def test_what_computers_disagree_about_is_said_with_names(store: Store) -> None:
    register_person(store, a_person_draft(organization=None))
    disagree(store, "name", ("Rosa", "Rosita"))
    disagree(store, "_deleted", (True, None))

    with store.read() as reader:
        life, name = disputes(reader)

    assert name.title == "Person: Rosa Quispe Mamani"
    assert name.field == "Name"
    assert [one.words for one in name.claims] == ["Rosa", "Rosita"]
    assert name.claims[0].name == "Rosa Quispe Mamani"
    assert life.field == ""
    assert [one.words for one in life.claims] == [
        "was removed",
        "was written to meanwhile",
    ]


def test_nothing_is_disputed_on_one_computer(store: Store) -> None:
    with store.read() as reader:
        assert disputes(reader) == ()
        assert reader.actors() == (store.operator,)
