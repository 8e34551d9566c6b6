"""What was settled, by whom and why, and what follows while it is not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_person_draft, an_organization_draft, at
from tests.services.steps import a_roll_call, last_deed, somebody
from tests.services.two_laptops import TwoLaptops, amend, disagree
from workshop_app.domain.ballot import Ballot
from workshop_app.domain.person import Person
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import Bloc, Verdict, VoteChoice
from workshop_app.services.disagreements import (
    OUTDATED,
    Disagreement,
    Sort,
    disputed_fields,
)
from workshop_app.services.history import undo
from workshop_app.services.pages import Page
from workshop_app.services.people import register_organization, register_person
from workshop_app.services.roll_calls import CalledVote, record_votes
from workshop_app.services.same_person import judge
from workshop_app.services.settled import settled
from workshop_app.services.settling import take
from workshop_app.services.typed_values import Entry, as_typed, field_form
from workshop_app.services.ways_to_settle import PEOPLE, Way, way_of
from workshop_app.store import Deed
from workshop_app.store.findings import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workshop_app.store import Store

SEEN = "Se vio su DNI."


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoLaptops]:
    made = TwoLaptops(tmp_path / "two")
    yield made
    made.close()


def way(store: Store, found: Disagreement) -> Way:
    with store.read() as reader:
        return way_of(reader, found)


def only(store: Store) -> Disagreement:
    with store.read() as reader:
        [found] = disputed_fields(reader)
    return found


def problem(kind: str, where: str = "", what: str = "") -> Disagreement:
    return Disagreement(
        key="k",
        sort=Sort.INTEGRITY,
        kind=kind,
        id=where,
        field=what,
        code="",
        title="",
        words="",
        sides=(),
    )


def test_what_was_settled_says_who_and_why_and_whether_it_stands(
    two: TwoLaptops,
) -> None:
    key = disagree(two, "Rosa Ñahui", "Rosa Nahui")
    take(two.office, only(two.office).key, "1", reason=SEEN)

    with two.office.read() as reader:
        [before] = settled(reader)
    undo(two.office, last_deed(two.office))
    with two.office.read() as reader:
        [after] = settled(reader)

    assert before.words.startswith("Settle “Name” of ")
    assert (before.name, before.reason, before.touched) == (
        "Rosa Quispe Mamani",
        SEEN,
        key,
    )
    assert (before.device, before.undone) == (two.office.device_label, False)
    assert (after.deed, after.undone) == (before.deed, True)


def test_until_it_is_settled_the_first_value_is_shown(two: TwoLaptops) -> None:
    disagree(two, "Rosa Ñahui", "Rosa Nahui")

    told = way(two.office, only(two.office))

    assert told.follows.startswith("Until this is settled, the first value")
    assert (told.advice, told.page) == ("", None)


def test_a_record_in_question_stays_on_every_list(two: TwoLaptops) -> None:
    with two.office.write(Deed("remove_person")) as tx:
        tx.remove(Person, two.people[0])
    amend(two.door, two.people[0], telephone="987654321")
    two.meet()

    assert way(two.office, only(two.office)).follows.startswith("It stays on every")


def test_findings_that_differ_join_nobody(two: TwoLaptops) -> None:
    one, other = two.people[:2]
    judge(two.office, one, other, Verdict.SAME, SEEN)
    judge(two.door, one, other, Verdict.DIFFERENT, SEEN)
    two.meet()
    with two.office.read() as reader:
        found = next(x for x in disputed_fields(reader) if x.field == "verdict")

    assert way(two.office, found).follows.endswith("they count as two people.")


def test_a_vote_is_a_differing_record_and_never_changes_what_was_signed(
    two: TwoLaptops,
) -> None:
    ballot = a_roll_call(two.office, two.session)
    two.meet()
    person = two.people[0]
    choices = ((two.office, VoteChoice.FOR), (two.door, VoteChoice.AGAINST))
    for store, choice in choices:
        record_votes(store, ballot, [CalledVote(person=person, choice=choice)])
    two.meet()
    found = only(two.office)

    meanwhile = way(two.office, found).follows
    with two.office.write(Deed("close")) as tx:
        session = tx.get(Session, two.session)
        tx.save(replace(session, closed_at=at(12)))
    afterwards = way(two.office, found).follows

    assert "left out of the count of ballot V-" in meanwhile
    assert "stays as it was signed" in afterwards


def test_a_question_put_in_two_ways_is_a_differing_record_too(two: TwoLaptops) -> None:
    ballot = a_roll_call(two.office, two.session)
    two.meet()
    for store, words in ((two.office, "¿Agua?"), (two.door, "¿Riego?")):
        with store.write(Deed("amend")) as tx:
            tx.settle("ballot", ballot, {"question": words})
    two.meet()

    assert way(two.office, only(two.office)).follows.startswith("Differing record.")


def test_what_records_do_not_agree_on_is_settled_at_its_place(two: TwoLaptops) -> None:
    store = two.office
    ballot = a_roll_call(store, two.session)
    with store.read() as reader:
        asked = reader.get(Ballot, ballot).code
        session = reader.get(Session, two.session).code
        person = reader.get(Person, two.people[0]).code

    places = {
        Problem.DOCUMENT_TWICE: way(store, problem(Problem.DOCUMENT_TWICE, person)),
        Problem.ONE_AND_TWO: way(store, problem(Problem.ONE_AND_TWO, person, person)),
        Problem.VOTER_UNLISTED: way(
            store, problem(Problem.VOTER_UNLISTED, asked, person)
        ),
        Problem.SEATED_TWICE: way(
            store, problem(Problem.SEATED_TWICE, session, person)
        ),
        Problem.VOTED_TWICE: way(store, problem(Problem.VOTED_TWICE, asked, person)),
        OUTDATED: way(store, problem(OUTDATED, asked)),
        Problem.CODE_TWICE: way(store, problem(Problem.CODE_TWICE, person)),
        Problem.REFERENCE_BROKEN: way(
            store, problem(Problem.REFERENCE_BROKEN, "vote abc", "ballot")
        ),
        "nowhere": way(store, problem(Problem.CODE_TWICE, "X-0")),
        "gone": way(store, problem(Problem.VOTED_TWICE, "V-0", person)),
        "unlisted": way(store, problem(Problem.VOTER_UNLISTED, "V-0", "P-0")),
    }

    told = {key: (one.page, one.target, one.session) for key, one in places.items()}
    assert told == {
        Problem.DOCUMENT_TWICE: (Page.SETTLING, PEOPLE, None),
        Problem.ONE_AND_TWO: (Page.SETTLING, PEOPLE, None),
        Problem.VOTER_UNLISTED: (Page.CHECK_IN, two.people[0], two.session),
        Problem.SEATED_TWICE: (Page.PREPARE, "groups", two.session),
        Problem.VOTED_TWICE: (Page.LIVE, ballot, two.session),
        OUTDATED: (Page.LIVE, ballot, two.session),
        Problem.CODE_TWICE: (Page.HISTORY, two.people[0], None),
        Problem.REFERENCE_BROKEN: (Page.HISTORY, "abc", None),
        "nowhere": (Page.HISTORY, "", None),
        "gone": (Page.LIVE, "", None),
        "unlisted": (Page.CHECK_IN, "", None),
    }
    assert all(one.advice for one in places.values())


def test_a_third_value_is_asked_for_as_its_field_is_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = register_organization(store, an_organization_draft(name="Comunidad"))
    with store.read() as reader:
        bloc = field_form(reader, "organization", "bloc")
        yes = field_form(reader, "person", "email_authorized")
        of = field_form(reader, "person", "organization")
        day = field_form(reader, "session", "held_on")
        name = field_form(reader, "person", "name")
        newer = field_form(reader, "person", "shoe_size")
        monkeypatch.setattr("workshop_app.services.typed_values._MOST_OFFERED", 0)
        many = field_form(reader, "person", "organization")

    assert {value for value, _ in bloc.choices} >= {one.value for one in Bloc}
    assert yes.choices == (("yes", "Yes"), ("no", "No"))
    assert of.choices == (("", "(nothing)"), (house, "Comunidad"))
    assert (day.entry, day.hint) == (Entry.LINE, "Write the day as 2026-04-20.")
    assert (name.entry, name.hint) == (Entry.LINE, "")
    assert (newer.entry, newer.hint) == (Entry.LINE, "")
    assert (many.entry, many.hint) == (Entry.LINE, "Write its code, as P-tumikalo-17.")


def test_a_value_is_shown_as_it_would_be_typed() -> None:
    told = [as_typed(x) for x in (None, True, False, ("a", "b"), 3, "x")]

    assert told == ["", "yes", "no", "a; b", "3", "x"]


def test_a_number_of_one_person_is_no_disagreement(store: Store) -> None:
    first = register_person(store, a_person_draft(organization=None))
    other = somebody(store, "Saturnina Nahui")
    with store.read() as reader:
        has = reader.get(Person, first)
    with store.write(Deed("amend")) as tx:
        entry = tx.get(Person, other)
        number = has.document_number
        tx.save(replace(entry, document_type=has.document_type, document_number=number))

    with store.read() as reader:
        before = reader.contradictions()
    judge(store, first, other, Verdict.SAME, SEEN)
    with store.read() as reader:
        after = reader.contradictions()

    assert [one.problem for one in before] == [Problem.DOCUMENT_TWICE]
    assert after == ()
