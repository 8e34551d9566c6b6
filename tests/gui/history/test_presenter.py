from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import (
    DAY,
    a_contribution_draft,
    a_person_draft,
    a_session_draft,
)
from tests.services.steps import last_deed
from tests.services.table import a_table
from workshop_app.domain.person import Person
from workshop_app.gui.history.presenter import HistoryPresenter
from workshop_app.services.contributions import write_contribution
from workshop_app.services.papers import issue_letters, issue_minutes
from workshop_app.services.people import register_person
from workshop_app.services.sessions import amend_session, schedule_session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.services.differences import Differences, Dispute
    from workshop_app.store import DeedRow, Store


class Seen:
    """A view that remembers what it was shown."""

    def __init__(self) -> None:
        self.people: Sequence[tuple[str, str]] = ()
        self.record = ""
        self.disputes: Sequence[Dispute] = ()
        self.deed: DeedRow | None = None
        self.name = ""
        self.changed: Differences | None = None
        self.way_back = (False, "")
        self.done = ""
        self.refusal = ""

    def show_people(self, people: Sequence[tuple[str, str]], chosen: str) -> None:
        self.people = people
        self.chosen = chosen

    def show_record(self, title: str) -> None:
        self.record = title

    def show_disputes(self, found: Sequence[Dispute]) -> None:
        self.disputes = found

    def show_deed(self, row: DeedRow | None, name: str, changed: Differences) -> None:
        self.deed, self.name, self.changed = row, name, changed

    def show_way_back(self, can: bool, why_not: str) -> None:  # noqa: FBT001 two states
        self.way_back = (can, why_not)

    def show_papers(self, numbers: Sequence[str]) -> None:
        self.papers = numbers

    def show_done(self, sentence: str) -> None:
        self.done = sentence

    def refuse(self, error: AppError) -> None:
        self.refusal = str(error)


@pytest.fixture
def view() -> Seen:
    return Seen()


@pytest.fixture
def presenter(view: Seen, context: AppContext) -> HistoryPresenter:
    made = HistoryPresenter(view, context)
    made.refresh()
    return made


def _person(store: Store, name: str = "Ñusta Quispe", number: str = "40112233") -> str:
    return register_person(
        store, a_person_draft(name=name, document_number=number, organization=None)
    )


def test_the_newest_deed_comes_first(presenter: HistoryPresenter, store: Store) -> None:
    _person(store)

    row = presenter.model.row_at(0)

    assert row is not None
    assert row.code == "register_person"
    assert presenter.model.cell(0, 0).text == "Register Ñusta Quispe"
    assert presenter.model.cell(0, 1).text == "Rosa Quispe Mamani"


def test_the_founding_is_nobodys(presenter: HistoryPresenter) -> None:
    last = presenter.model.rowCount() - 1

    assert presenter.model.cell(last, 1).text == "(the founding)"


def test_the_history_of_one_record_has_only_its_deeds(
    presenter: HistoryPresenter, store: Store, view: Seen
) -> None:
    person = _person(store)
    _person(store, "Otra", "40112234")

    presenter.of_record(person)

    assert presenter.model.rowCount() == 1
    assert view.record == "Person: Ñusta Quispe"
    presenter.of_record("")
    assert view.record == ""
    assert presenter.model.rowCount() > 1


def test_the_deeds_of_one_person_leave_the_founding_out(
    presenter: HistoryPresenter, store: Store, view: Seen
) -> None:
    whole = presenter.model.rowCount()

    presenter.of_person(store.operator)

    assert view.people == [(store.operator, "Rosa Quispe Mamani")]
    assert presenter.model.rowCount() == whole - 1


def test_a_deed_is_undone_and_brought_back_with_its_reason(
    presenter: HistoryPresenter, store: Store, view: Seen
) -> None:
    person = _person(store)
    presenter.choose(presenter.model.id_at(0))
    assert view.way_back == (True, "")

    presenter.turn("Se registró dos veces.")

    with store.read() as reader:
        assert reader.find(Person, person) is None
        assert reader.history(limit=1)[0].reason == "Se registró dos veces."
    assert view.done == "Undone: Register Ñusta Quispe"
    assert view.deed is not None
    assert view.deed.reverted
    presenter.turn("No era ella.")
    with store.read() as reader:
        assert reader.find(Person, person) is not None
    assert view.done == "Brought back: Register Ñusta Quispe"


def test_before_it_is_undone_it_is_said_which_papers_say_it(
    presenter: HistoryPresenter, view: Seen, store: Store, tmp_path: Path
) -> None:
    table = a_table(store)
    decided = last_deed(store)
    _person(store, number="40112299")
    registered = last_deed(store)
    minutes = issue_minutes(store, table.session, tmp_path)
    letters = issue_letters(store, table.session, tmp_path, people=table.people[:1])

    presenter.choose(decided)
    papers = view.papers
    presenter.choose(registered)

    assert papers == (minutes.number, *(one.number for one in letters))
    assert view.papers == ()


def test_what_lasts_says_why_it_is_not_undone(
    presenter: HistoryPresenter, view: Seen
) -> None:
    presenter.choose(presenter.model.id_at(presenter.model.rowCount() - 1))

    assert view.way_back == (
        False,
        (
            "What was issued, signed or founded, and what admits a computer, is not "
            "undone."
        ),
    )


def test_a_refusal_is_a_sentence_and_nothing_is_done(
    presenter: HistoryPresenter, store: Store, view: Seen
) -> None:
    person = _person(store)
    deed = presenter.model.id_at(0)
    write_contribution(
        store, a_contribution_draft(session=None, stage=None), [person], "AP-1"
    )
    presenter.choose(deed)

    presenter.turn("")

    assert "cannot be undone" in view.refusal
    with store.read() as reader:
        assert reader.find(Person, person) is not None


def test_without_a_deed_there_is_nothing_to_turn(
    presenter: HistoryPresenter, view: Seen
) -> None:
    presenter.choose("nothing")
    presenter.turn("")

    assert view.deed is None
    assert view.done == ""


def test_a_page_at_the_back_reads_nothing(
    presenter: HistoryPresenter, store: Store
) -> None:
    before = presenter.model.rowCount()
    presenter.rest()

    _person(store)

    assert presenter.model.rowCount() == before


def test_an_amendment_says_which_fields_it_altered(
    presenter: HistoryPresenter, store: Store
) -> None:
    plain = {"stage": None, "theme": None, "opened_at": None, "closed_at": None}
    session = schedule_session(store, a_session_draft(**plain))
    amend_session(
        store,
        session,
        a_session_draft(**plain, venue="Local comunal", held_on=DAY.replace(day=1)),
        reason="La sala estaba tomada",
    )

    presenter.refresh()
    newest, before = (presenter.model.cell(row, 0) for row in (0, 1))

    assert newest.text.startswith("Amend session S-")
    assert newest.text.count("-") == 1
    assert newest.second.endswith("Venue · La sala estaba tomada")
    assert newest.second.startswith("Session: ")
    assert before.second == ""
