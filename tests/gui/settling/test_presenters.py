"""Disagreements and pairs without a window: what is shown, and what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.gui.settling.conftest import idle
from tests.services.steps import a_roll_call, somebody
from tests.services.two_laptops import TwoLaptops, amend, disagree
from workshop_app.domain.person import Person
from workshop_app.domain.vocabulary import Verdict, VoteChoice
from workshop_app.gui.settling import pairs
from workshop_app.gui.settling.bulk import BulkPresenter
from workshop_app.gui.settling.disagreements import THIRD, DisagreementsPresenter
from workshop_app.gui.settling.people import PeoplePresenter
from workshop_app.gui.settling.rows import Group
from workshop_app.services.alike import Rule
from workshop_app.services.roll_calls import CalledVote, record_votes
from workshop_app.store import Deed

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.gui.context import AppContext

SEEN = "Se vio su DNI."


class Seen:
    """Remembers the last of everything a presenter showed."""

    def __init__(self) -> None:
        self.shown: dict[str, tuple[Any, ...]] = {}
        self.chosen = ""
        self.undo: Callable[[], object] | None = None

    def __getattr__(self, name: str) -> Callable[..., None]:
        def note(*values: Any, **named: Any) -> None:
            self.shown[name] = (*values, *named.values())

        return note

    def select(self, row: str) -> None:
        self.chosen = row

    def show_done(self, _sentence: str, undo: Callable[[], object]) -> None:
        self.undo = undo

    def show_settled(self, *told: Any) -> None:
        self.shown["show_settled"] = told
        if len(told) > 1:
            self.undo = told[1]


def name(context: AppContext, key: str) -> str:
    with context.store.read() as reader:
        return reader.get(Person, key).name


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def presenter(seen: Seen, context: AppContext) -> DisagreementsPresenter:
    return DisagreementsPresenter(seen, context)


def test_a_side_is_taken_and_the_next_comes_and_it_can_be_undone(
    presenter: DisagreementsPresenter, seen: Seen, two: TwoLaptops, context: AppContext
) -> None:
    key = disagree(two, "Rosa Ñahui", "Rosa Nahui")
    presenter.wake()
    assert presenter.case is not None
    wanted = str(presenter.case.found.sides[1].value)

    presenter.settle("2", "", SEEN)

    assert name(context, key) == wanted
    assert presenter.counts[Group.ALL] == 0
    assert presenter.counts[Group.SETTLED] == 1
    assert "show_nothing" in seen.shown
    assert seen.undo is not None
    seen.undo()
    assert presenter.counts[Group.ALL] == 1
    assert seen.chosen == f"person:{key}:name"


def test_a_third_value_is_read_as_its_field_wants_it(
    presenter: DisagreementsPresenter, two: TwoLaptops, context: AppContext
) -> None:
    key = disagree(two, "Rosa Ñahui", "Rosa Nahui")
    presenter.wake()

    presenter.settle(THIRD, "Rosa Ñahui Ccori", SEEN)

    assert name(context, key) == "Rosa Ñahui Ccori"


def test_without_a_reason_nothing_is_settled_and_nothing_lost(
    presenter: DisagreementsPresenter, seen: Seen, two: TwoLaptops, context: AppContext
) -> None:
    disagree(two, "Rosa Ñahui", "Rosa Nahui")
    presenter.wake()
    context.drafts.keep(presenter.place("value"), "Rosa")

    presenter.settle("1", "", " ")

    assert str(seen.shown["refuse"][0]).startswith("The reason is missing.")
    assert presenter.counts[Group.ALL] == 1
    assert presenter.place("value") in context.drafts.all_kept()


def test_what_another_computer_settled_meanwhile_is_shown_anew(
    presenter: DisagreementsPresenter, seen: Seen, two: TwoLaptops
) -> None:
    disagree(two, "Rosa Ñahui", "Rosa Nahui")
    presenter.wake()
    amend(two.door, two.people[0], name="Rosa Otra")
    two.meet()

    presenter.settle("1", "", SEEN)

    assert "refuse" in seen.shown
    assert presenter.counts[Group.SETTLED] == 0


def test_each_tab_shows_its_kind_and_the_next_goes_round(
    presenter: DisagreementsPresenter, seen: Seen, two: TwoLaptops, context: AppContext
) -> None:
    ballot = a_roll_call(two.office, two.session)
    two.meet()
    disagree(two, "Rosa Ñahui", "Rosa Nahui")
    choices = ((two.office, VoteChoice.FOR), (two.door, VoteChoice.AGAINST))
    for store, choice in choices:
        record_votes(store, ballot, [CalledVote(person=two.people[0], choice=choice)])
    with two.office.write(Deed("remove_person")) as tx:
        tx.remove(Person, two.people[2])
    amend(two.door, two.people[2], telephone="987654321")
    for store, who in ((two.office, 1), (two.door, 3)):
        amend(store, two.people[who], document_type="dni", document_number="40112233")
    two.meet()

    presenter.wake()

    told = presenter.counts
    assert [told[group] for group in Group] == [4, 1, 1, 1, 1, 0]
    presenter.look_at(Group.RECORDS)
    assert presenter.case is not None
    assert presenter.case.way.advice
    went: list[tuple[str, str]] = []
    context.went.connect(lambda *where: went.append(where))
    presenter.go()
    assert went == [("settling", "people")]
    presenter.look_at(Group.ALL)
    first = presenter.model.id_at(0)
    presenter.choose(presenter.model.id_at(3))
    presenter.next_open()
    assert seen.chosen == first
    presenter.next_open(-1)
    presenter.look_at(Group.SETTLED)
    presenter.next_open()
    assert presenter.group is Group.ALL


def test_what_was_settled_is_opened_again(
    presenter: DisagreementsPresenter, seen: Seen, two: TwoLaptops
) -> None:
    disagree(two, "Rosa Ñahui", "Rosa Nahui")
    presenter.wake()
    presenter.settle("1", "", SEEN)
    presenter.look_at(Group.SETTLED)
    [done] = seen.shown["show_settled"]

    presenter.turn(done)

    assert presenter.counts[Group.ALL] == 1
    [again] = seen.shown["show_settled"]
    presenter.turn(again)
    assert presenter.counts[Group.ALL] == 0


def test_many_are_read_in_the_lane(
    presenter: DisagreementsPresenter,
    seen: Seen,
    two: TwoLaptops,
    context: AppContext,
    monkeypatch: pytest.MonkeyPatch,
    qapp: object,
) -> None:
    disagree(two, "Rosa Ñahui", "Rosa Nahui")
    monkeypatch.setattr("workshop_app.gui.settling.disagreements.MANY", 0)

    presenter.wake()
    presenter.refresh()  # while it is being read
    idle(context)

    assert "show_work" in seen.shown
    assert presenter.counts[Group.ALL] == 1
    presenter.rest()


def test_what_is_alike_is_settled_at_once_as_far_as_it_is_ticked(
    seen: Seen, two: TwoLaptops, context: AppContext, qapp: object
) -> None:
    for key, said in zip(two.people, ("Rosa Ñahui", "Elmer Tuntuí"), strict=False):
        amend(two.office, key, name=said)
        amend(two.door, key, name=said.upper())
    amend(two.office, two.people[2], address="")
    two.meet()
    bulk = BulkPresenter(seen, context)
    bulk.open()
    idle(context)
    left = bulk.model.id_at(0)

    bulk.tick([left])
    bulk.settle("Es la misma palabra.")

    assert seen.shown["show_rules"] == (
        {Rule.SPELLING: 2, Rule.BLANK: 0},
        Rule.SPELLING,
    )
    assert seen.shown["show_ticked"] == (1,)
    with context.store.read() as reader:
        assert reader.disputed() == 1
    assert seen.undo is not None
    seen.undo()
    with context.store.read() as reader:
        assert reader.disputed() == 2
    bulk.look_at(Rule.BLANK)
    assert bulk.ticked == []


@pytest.fixture
def twins(context: AppContext) -> tuple[str, ...]:
    names = ("Saturnina Ñahui Ccori", "Ñahui Ccori, Saturnina", "Elmer Tuntui Shuña")
    return tuple(somebody(context.store, said) for said in names)


@pytest.fixture
def people(
    seen: Seen, context: AppContext, twins: tuple[str, ...], qapp: object
) -> PeoplePresenter:
    made = PeoplePresenter(seen, context)
    made.wake()
    assert made.is_looking
    idle(context)
    return made


def test_a_pair_is_found_to_be_one_and_its_values_are_chosen(
    people: PeoplePresenter, seen: Seen, context: AppContext
) -> None:
    assert people.counts[pairs.Group.OPEN] == 1
    assert people.sheet is not None
    pair = people.sheet.pair

    people.judge(Verdict.SAME, "")

    choosing = [people.is_choosing]
    assert people.counts[pairs.Group.FOUND] == 1
    people.keep("name", "other")
    people.write_chosen(SEEN)
    choosing.append(people.is_choosing)
    assert choosing == [True, False]
    assert name(context, pair.one.id) == pair.other.name
    with context.store.read() as reader:
        assert reader.who_is_who().canonical(pair.other.id) == pair.one.id


def test_a_finding_is_taken_back(
    people: PeoplePresenter, seen: Seen, context: AppContext
) -> None:
    people.judge(Verdict.DIFFERENT, "Son primas.")
    people.look_at(pairs.Group.FOUND)
    assert people.sheet is not None
    assert people.sheet.pair.second == "Son primas."
    people.begin_choosing()
    assert not people.is_choosing

    people.take_back("Nadie lo vio.")

    assert people.counts[pairs.Group.OPEN] == 1
    assert seen.undo is not None
    seen.undo()
    assert people.counts[pairs.Group.FOUND] == 1


def test_a_pair_is_put_off_and_taken_up(people: PeoplePresenter, seen: Seen) -> None:
    people.put_off()

    assert people.counts == {pairs.Group.LATER: 1}
    people.look_at(pairs.Group.LATER)
    people.put_off()
    assert people.counts == {pairs.Group.OPEN: 1}
    people.look_at(pairs.Group.OPEN)
    people.next_open()
    assert seen.chosen == people.model.id_at(0)


def test_pairs_are_looked_for_anew_only_when_an_entry_changed(
    people: PeoplePresenter, context: AppContext
) -> None:
    people.judge(Verdict.DIFFERENT, SEEN)
    people.refresh()
    looking = [people.is_looking]

    somebody(context.store, "Elmer Tuntui Shuña")
    people.refresh()

    looking.append(people.is_looking)
    assert looking == [False, True]
    idle(context)
    assert people.counts[pairs.Group.OPEN] == 1
